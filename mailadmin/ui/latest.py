"""The tests of this run of the program: what was tested, how it ended, what was seen."""

from datetime import UTC, datetime

import msgspec
from PySide6.QtCore import QObject, Signal

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Result

KEPT = 50
"""Runs that are remembered."""


class Run(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One run that has ended. ``result`` is None for one that was cancelled.

    ``domain`` is the one that was examined, None for everything else. ``arrival``: a test message
    was sent and waited for.
    """

    account_id: str
    route: Route | None
    events: tuple[Event, ...]
    result: Result | None
    ended: datetime
    domain: str | None = None
    arrival: bool = False


class Latest(QObject):
    """The runs of this session, the newest first."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[Run] = []
        self._outdated: set[Run] = set()

    def outdate(self, account_id: str) -> None:
        """The settings of an account have changed: its runs say nothing about them any more."""
        self._outdated.update(self.of(account_id))
        self.changed.emit()

    def add(
        self,
        account_id: str,
        route: Route | None,
        events: tuple[Event, ...],
        result: Result | None,
        *,
        domain: str | None = None,
        arrival: bool = False,
    ) -> None:
        """Remember a run that has just ended."""
        run = Run(
            account_id=account_id,
            route=route,
            events=events,
            result=result,
            ended=datetime.now(UTC),
            domain=domain,
            arrival=arrival,
        )
        self._runs = [run, *self._runs[: KEPT - 1]]
        self._outdated &= set(self._runs)
        self.changed.emit()

    def of(self, account_id: str) -> tuple[Run, ...]:
        """The runs of one account."""
        return tuple(run for run in self._runs if run.account_id == account_id)

    def last(
        self,
        account_id: str,
        route: Route | None = None,
        *,
        domain: str | None = None,
        arrival: bool = False,
    ) -> Run | None:
        """The newest run that tells something about the account as it is set up now.

        A connection test of this route, or of any; with ``domain``, the checks of that domain; with
        ``arrival``, the last test message that was waited for.
        """
        for run in self.of(account_id):
            telling = run.result is not None and run not in self._outdated
            kind = run.domain == domain and run.arrival == arrival
            if telling and kind and route in (None, run.route):
                return run
        return None

    def newest(self) -> Run | None:
        """The newest run of all."""
        return self._runs[0] if self._runs else None
