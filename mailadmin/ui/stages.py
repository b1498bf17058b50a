"""What a run looks like stage by stage: events go in, rows come out. No widgets here."""

from collections.abc import Iterator
from datetime import UTC, datetime

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Finished, Found, Started
from mailadmin.core.finding import Evidence, Finding
from mailadmin.core.ranking import BEST_DECIDES, Rank, decisive

Key = tuple[Route | None, str]


class Stage:
    """One row: waiting, running, or answered by findings."""

    def __init__(self, route: Route | None, check: str, rank: Rank = BEST_DECIDES) -> None:
        self.route = route
        self.check = check
        self._rank = rank
        self.started_at: datetime | None = None
        self.findings: list[Finding] = []
        self._running = 0

    def start(self, event: Started) -> None:
        """A check of this row began."""
        self.started_at = self.started_at if self._running else event.at
        self._running += 1

    def add(self, finding: Finding) -> None:
        """A check of this row has its answer."""
        self.findings.append(finding)
        self._running = max(0, self._running - 1)

    @property
    def running(self) -> bool:
        """Whether something of this row is still under way."""
        return self._running > 0

    @property
    def decisive(self) -> Finding | None:
        """The finding whose sentence and state the row shows."""
        return decisive(self.findings, self._rank)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """Everything that was seen, in order, each once."""
        seen = (seen for finding in self.findings for seen in finding.verdict.evidence)
        return tuple(dict.fromkeys(seen))

    def seconds(self, now: datetime | None = None) -> float:
        """How long the row has been running."""
        if self.started_at is None:
            return 0.0
        return max(0.0, ((now or datetime.now(UTC)) - self.started_at).total_seconds())


class Stages:
    """The rows of one run, in order: those that are planned, then those that come as well.

    ``rank`` says which of several findings a row tells. Not ``by_route``: a check has one row,
    whatever route its findings are about.
    """

    def __init__(
        self,
        plan: tuple[str, ...] = (),
        *routes: Route | None,
        rank: Rank = BEST_DECIDES,
        by_route: bool = True,
    ) -> None:
        self._rank = rank
        self._by_route = by_route
        self._rows: dict[Key, Stage] = {}
        for route in routes or (None,):
            for check in plan:
                self._row(route, check)

    def __iter__(self) -> Iterator[Stage]:
        return iter(self._rows.values())

    def listen(self, event: Event) -> Stage | None:
        """Take in an event; the row it changed."""
        if isinstance(event, Finished):
            return None
        if isinstance(event, Started):
            stage = self._row(event.route, event.check)
            stage.start(event)
            return stage
        if isinstance(event, Found):
            stage = self._row(event.finding.route, event.finding.check)
            stage.add(event.finding)
            return stage
        return None

    def running(self) -> Stage | None:
        """The row that is under way, the latest if there are several."""
        return next((stage for stage in reversed(self._rows.values()) if stage.running), None)

    def _row(self, route: Route | None, check: str) -> Stage:
        route = route if self._by_route else None
        return self._rows.setdefault((route, check), Stage(route, check, self._rank))
