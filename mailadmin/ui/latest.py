"""The newest runs, this session's and those of earlier ones: how they ended, what was seen."""

from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from mailadmin.core.account import Route
from mailadmin.core.history.run import Kind, Run

KEPT = 200
"""Runs that are at hand; History has the others."""


class Latest(QObject):
    """The runs, the newest first."""

    changed = Signal()
    added = Signal(object)
    """A :class:`Run` has just ended."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: list[Run] = []
        self._outdated: set[Run] = set()

    def outdate(self, account_id: str, changed: datetime) -> None:
        """The settings of an account have changed: earlier runs say nothing about them."""
        self._outdated.update(run for run in self.of(account_id) if run.ended <= changed)
        self.changed.emit()

    def add(self, run: Run) -> None:
        """Remember a run that has just ended."""
        self._put([run, *self._runs])
        self.added.emit(run)

    def add_earlier(self, runs: Iterable[Run], outdated: Iterable[Run]) -> None:
        """Remember runs of earlier sessions."""
        self._outdated.update(outdated)
        self._put(sorted((*self._runs, *runs), key=lambda run: run.ended, reverse=True))

    def forget(self) -> None:
        """Forget all runs."""
        self._put([])

    def _put(self, runs: list[Run]) -> None:
        self._runs = runs[:KEPT]
        self._outdated &= set(self._runs)
        self.changed.emit()

    def all(self) -> tuple[Run, ...]:
        """The runs of all accounts."""
        return tuple(self._runs)

    def of(self, account_id: str) -> tuple[Run, ...]:
        """The runs of one account."""
        return tuple(run for run in self._runs if run.about.account_id == account_id)

    def last(
        self,
        account_id: str,
        kind: Kind,
        *,
        route: Route | None = None,
        domain: str | None = None,
    ) -> Run | None:
        """The newest run of this kind that tells something about the account as it is set up now.

        A connection test of this route, or of any; the checks of this domain, or of any.
        """
        now = datetime.now(UTC)
        for run in self.of(account_id):
            about = run.about
            telling = run.result is not None and run not in self._outdated
            same = route in (None, about.route) and domain in (None, about.domain)
            if telling and about.kind is kind and same and run.age(now) is not None:
                return run
        return None

    def newest(self) -> Run | None:
        """The newest run of all."""
        return self._runs[0] if self._runs else None
