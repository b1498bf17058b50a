"""What a spam filter that can be asked says of a message."""

from enum import StrEnum

import msgspec


class Kind(StrEnum):
    """The filters that we can ask."""

    SPAMD = "spamd"
    """SpamAssassin's server."""
    RSPAMD = "rspamd"


class Place(msgspec.Struct, frozen=True):
    """Where a filter is asked. Nothing is encrypted on the way there: it should be near."""

    kind: Kind
    host: str
    port: int


SPAMD_HERE = Place(Kind.SPAMD, "127.0.0.1", 783)
"""Where SpamAssassin's server listens unless told otherwise."""
RSPAMD_HERE = Place(Kind.RSPAMD, "127.0.0.1", 11333)


class State(StrEnum):
    """What came of asking."""

    ANSWERED = "answered"
    NOT_IN_REACH = "not-in-reach"
    """Nobody listens there, or the host has no address."""
    TIMED_OUT = "timed-out"
    """Somebody listens, and did not answer in time."""
    REFUSED = "refused"
    """The filter answered that it does not do this."""
    BROKEN = "broken"
    """What came is not the answer of such a filter, or ended too early."""


class Rule(msgspec.Struct, frozen=True):
    """A rule that the message met. ``points`` is None where the filter does not say them.

    ``said`` is what the filter says of it.
    """

    name: str
    points: float | None = None
    said: str = ""


class FilterAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of one filter.

    ``score`` counts against the message; from ``limit`` on the filter takes it for spam (Rspamd:
    marks it as such). ``action`` is what Rspamd would do. ``rules`` have the heaviest first.
    ``error`` says in technical words what went wrong, ``code`` is the filter's own (spamd: of
    sysexits.h; Rspamd: HTTP).
    """

    place: Place
    state: State
    score: float | None = None
    limit: float | None = None
    is_spam: bool | None = None
    action: str = ""
    rules: tuple[Rule, ...] = ()
    code: int | None = None
    error: str = ""


def heaviest_first(rules: list[Rule]) -> tuple[Rule, ...]:
    """The rules by their points, those that have none at the end, each name once."""
    known = {rule.name: rule for rule in rules}
    return tuple(sorted(known.values(), key=lambda rule: -(rule.points or 0)))
