"""What the user has answered so far."""

from enum import StrEnum

import msgspec


class Scope(StrEnum):
    """Who did not get it."""

    ONE = "one"
    ORGANIZATION = "organization"
    """Several people at one organization or provider."""
    ALL = "all"


class After(StrEnum):
    """What happened after it was sent."""

    BOUNCE = "bounce"
    ERROR = "error"
    """The mail program showed an error."""
    SILENCE = "silence"
    LATE = "late"
    """It arrived, but much later."""


class When(StrEnum):
    """How long ago it was sent: servers try for hours and days before they give up."""

    HOUR = "hour"
    """Within the last hour."""
    DAY = "day"
    """Within the last day."""
    EARLIER = "earlier"


class Junk(StrEnum):
    """Whether somebody has looked into the recipient's Junk folder."""

    THERE = "there"
    NOT_THERE = "not-there"
    NOT_LOOKED = "not-looked"


class Before(StrEnum):
    """Whether earlier mail to the same recipients arrived."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Amount(StrEnum):
    """How many people got the same message."""

    FEW = "few"
    MANY = "many"
    """A newsletter or the like."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """The answers; None where a question has not been answered, empty where nobody knows.

    ``recipient`` is the address that mail did not reach. ``text`` is the returned message or the
    error, as it was pasted.
    """

    recipient: str | None = None
    scope: Scope | None = None
    after: After | None = None
    text: str | None = None
    when: When | None = None
    junk: Junk | None = None
    before: Before | None = None
    amount: Amount | None = None
