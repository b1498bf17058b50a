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


class Cause(msgspec.Struct, frozen=True, kw_only=True):
    """One reason why mail fails.

    ``title`` says what is wrong in a few words, ``meaning`` explains it in two plain sentences,
    and ``tell`` says how to find out that it is this one where others are possible too.
    """

    id: str
    title: Sentence
    blame: Blame
    fix: Fix
    meaning: Sentence = ""
    tell: Sentence = ""
    signs: tuple[Sign, ...] = ()
