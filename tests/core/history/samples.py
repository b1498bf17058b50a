"""Runs as the checks make them."""

from datetime import UTC, datetime, timedelta

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Outcome, Phrase, Result
from mailadmin.core.history.run import About, Kind, Run
from mailadmin.core.ids import LONG, new_id

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def about(
    kind: Kind = Kind.TEST,
    *,
    account: str = "anna",
    route: Route | None = None,
    domain: str | None = None,
) -> About:
    """Whose run it was; a connection test is one of the mail server."""
    if kind is Kind.TEST and route is None:
        route = Route.MAIL_SERVER
    return About(
        account_id=account, account_name=account.title(), kind=kind, route=route, domain=domain
    )


def result(status: Outcome = Outcome.PASSED, *, command: str = "test") -> Result:
    """The end of a run, without anything that was found."""
    return Result(
        command=command,
        status=status,
        title=Phrase("test.passed", {"host": "smtp.example.com"}),
        elapsed_ms=12.5,
    )


def run(
    of: About | None = None,
    *,
    ended: datetime | None = None,
    minutes: float = 0,
    events: tuple[Event, ...] = (),
    end: Result | None = None,
    cancelled: bool = False,
) -> Run:
    """A run that ended so many minutes after :data:`NOW`."""
    return Run(
        id=new_id(LONG),
        about=of or about(),
        events=events,
        result=None if cancelled else end or result(),
        ended=ended or NOW + timedelta(minutes=minutes),
    )
