"""A run that has ended: a connection test, the checks of a domain, a test message."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Outcome, Phrase, Result
from mailadmin.core.finding import Params

CLOCKS: Final = timedelta(minutes=5)
"""How far a clock that was set may be off."""


class Kind(StrEnum):
    """What a run was."""

    TEST = "test"
    """A connection test of one route."""
    DOMAIN = "domain"
    """The checks of a domain."""
    ARRIVAL = "arrival"
    """A test message that was sent and waited for."""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Whose run it was, and of what.

    ``route`` is that of a connection test, ``domain`` the one that was examined. ``account_name``
    is kept because the account may be gone when somebody reads of it.
    """

    account_id: str
    account_name: str
    kind: Kind
    route: Route | None = None
    domain: str | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One run, whole. ``result`` is None for one that was cancelled. Two runs are never equal."""

    id: str
    about: About
    events: tuple[Event, ...]
    result: Result | None
    ended: datetime

    def age(self, now: datetime) -> timedelta | None:
        """How long ago it ended.

        None where it seems to come from the future: a clock was wrong then or is now, and nobody
        knows.
        """
        age = now - self.ended
        return age if age >= -CLOCKS else None

    @property
    def comparable(self) -> bool:
        """Whether it came to a result and makes the same checks each time."""
        return self.result is not None and self.about.kind in (Kind.TEST, Kind.DOMAIN)


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of a run.

    ``outcome`` is None for one that was cancelled. ``says`` is what came out, or why it failed:
    then ``cause`` (with ``params``) says it better where it is known.
    """

    id: str
    about: About
    ended: datetime
    outcome: Outcome | None
    says: Phrase | None
    cause: str | None
    params: Params = {}


def summary_of(run: Run) -> Summary:
    """The run in short."""
    result = run.result
    says, cause, params = None, None, {}
    if result is not None:
        says, cause, params = result.title, result.cause, result.fix_params
        failed = result.status not in (Outcome.PASSED, Outcome.WARNING)
        if result.failure is not None and failed and run.about.kind is Kind.TEST:
            verdict = result.failure.verdict
            says, cause = Phrase(verdict.id, verdict.params), cause or verdict.cause
    return Summary(
        id=run.id,
        about=run.about,
        ended=run.ended,
        outcome=None if result is None else result.status,
        says=says,
        cause=cause,
        params=params if cause is not None else {},
    )
