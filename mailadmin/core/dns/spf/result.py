"""What came of an SPF check, and how: facts for a window to draw and a judge to judge."""

from enum import StrEnum

import msgspec


class Result(StrEnum):
    """The seven results (RFC 7208 section 2.6)."""

    NONE = "none"
    NEUTRAL = "neutral"
    PASS = "pass"
    FAIL = "fail"
    SOFTFAIL = "softfail"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


class Problem(StrEnum):
    """Why there is no proper result."""

    NO_DOMAIN = "no-domain"
    """What was to be checked is no domain name with a dot in it."""
    NO_RECORD = "no-record"
    SEVERAL_RECORDS = "several-records"
    SYNTAX = "syntax"
    TOO_MANY_LOOKUPS = "too-many-lookups"
    TOO_MANY_VOID_LOOKUPS = "too-many-void-lookups"
    TOO_MANY_MX = "too-many-mx"
    NO_ANSWER = "no-answer"
    TIME = "time"


class Outcome(StrEnum):
    """What became of one term."""

    NOT_REACHED = "not-reached"
    MATCHED = "matched"
    NO_MATCH = "no-match"
    FOLLOWED = "followed"
    """A redirect: its result counts."""
    ERROR = "error"


class Step(msgspec.Struct, kw_only=True):
    """One term of a record, and what it came to.

    ``text`` is the term as written, ``target`` the domain it led to. ``lookups`` and ``voids`` are
    the running counts after it, None where it was not reached. ``seen`` are the addresses or names
    it was compared with; ``inner`` is the record of an include or redirect.
    """

    text: str
    target: str | None = None
    outcome: Outcome = Outcome.NOT_REACHED
    lookups: int | None = None
    voids: int | None = None
    seen: tuple[str, ...] = ()
    inner: "Trace | None" = None


class Trace(msgspec.Struct, kw_only=True):
    """One record and its terms in order.

    ``record`` is None where none was found (or read). ``problem`` and the ``position`` (character
    of the record, from 0) and ``reason`` of a syntax error belong to this record itself, not to
    those inside it.
    """

    domain: str
    record: str | None = None
    result: Result = Result.NONE
    steps: list[Step] = []
    problem: Problem | None = None
    position: int | None = None
    reason: str = ""

    @property
    def matched(self) -> Step | None:
        """The term that decided here."""
        deciding = (Outcome.MATCHED, Outcome.FOLLOWED, Outcome.ERROR)
        return next((step for step in self.steps if step.outcome in deciding), None)


class SpfResult(msgspec.Struct, frozen=True, kw_only=True):
    """The answer of :func:`check_host`.

    ``explanation`` is the domain's own text for its refusal, empty where it gives none.
    ``lookups`` counts the terms that ask the DNS (10 are allowed), ``voids`` the questions without
    an answer (2 are allowed), both as far as the check went. ``problem`` says what was wrong where
    it is none, temperror or permerror.
    """

    result: Result
    explanation: str
    lookups: int
    voids: int
    trace: Trace
    problem: Problem | None = None
