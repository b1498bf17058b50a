"""One reason why mail fails, with everything that belongs to it."""

from enum import StrEnum

import msgspec

from mailadmin.core.diagnosis.fix import Fix, Sentence
from mailadmin.core.diagnosis.sign import Sign


class Blame(StrEnum):
    """Whose refusal a cause is: it decides whether another route may help."""

    SERVER = "server"
    """The server, the way to it, or what it allows: the Messenger may do better."""
    RECIPIENT = "recipient"
    CONTENT = "content"


class Case(msgspec.Struct, frozen=True):
    """A text that a cause must be found in, and what is known of where it came from."""

    text: str
    stage: str
    server: str | None = None
    port: int | None = None
    security: str | None = None


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One reason why mail fails.

    ``title`` says what is wrong in a few words, ``meaning`` explains it in two plain sentences,
    and ``tell`` says how to find out that it is this one where others are possible too. ``signs``
    are how it is known; each of them decides at least one of the ``cases``, real texts mostly.
    """

    id: str
    title: Sentence
    blame: Blame
    signs: tuple[Sign, ...]
    cases: tuple[Case, ...] = ()
    meaning: Sentence
    tell: Sentence
    fix: Fix
