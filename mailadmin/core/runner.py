"""Runs the stages of one conversation: limits, cancellation, exceptions become findings.

Work fetches facts, a judge turns them (or the problem that kept them away) into a verdict, and
the listener hears of both. Nothing else in the program puts a limit around a stage.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Final, TypeVar

from mailadmin.core.account import Route
from mailadmin.core.event import Found, Listener, Started
from mailadmin.core.finding import ExceptionSeen, Finding, Status, Verdict
from mailadmin.core.problem import Problem, problem_of

Facts = TypeVar("Facts")
Judge = Callable[[Facts | Problem], Verdict]

CANCELLED: Final = Verdict("stage.cancelled", Status.UNKNOWN)
NOT_TESTED: Final = Verdict("stage.not-tested", Status.SKIPPED)


class StageFailed(Exception):
    """A stage ended the conversation. ``finding`` says why; it has been reported already."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.verdict.id)
        self.finding = finding


class Stages:
    """The stages of one conversation with one server (``subject``), in the order they run.

    ``limit`` is the seconds that each stage may take, everything it does included.
    """

    def __init__(
        self, listener: Listener, *, subject: str, route: Route | None, limit: float
    ) -> None:
        self.listener = listener
        self.subject = subject
        self.route = route
        self.limit = limit
        self.findings: list[Finding] = []

    async def run(
        self,
        check: str,
        work: Callable[[], Awaitable[Facts]],
        judge: Judge[Facts],
        *,
        limit: float | None = None,
    ) -> Facts:
        """Run one stage. Raises :class:`StageFailed` after reporting a failed finding.

        ``limit`` replaces the usual one for a stage that bounds its own steps.
        """
        at, began = datetime.now(UTC), asyncio.get_running_loop().time()
        self.started(check, at, limit)
        facts: Facts | Problem
        try:
            async with asyncio.timeout(limit or self.limit):
                facts = await work()
        except asyncio.CancelledError:
            self.report(check, CANCELLED, at, began)
            raise
        except (OSError, ssl.SSLError, EOFError) as error:
            facts = problem_of(error)
        except Exception as error:
            # Our own bug is named as our own bug, and the user still sees a finding.
            finding = self.report(check, bug(error), at, began)
            raise StageFailed(finding) from error
        # What the judge takes is not the server's time.
        elapsed_ms = (asyncio.get_running_loop().time() - began) * 1000
        finding = self.report(check, judge(facts), at, began, elapsed_ms=elapsed_ms)
        if finding.status is Status.FAILED or isinstance(facts, Problem):
            raise StageFailed(finding)
        return facts

    def started(self, check: str, at: datetime, limit: float | None = None) -> None:
        """Tell the listener that a check begins; ``limit`` is its own where it has one."""
        self.listener(
            Started(
                check=check,
                subject=self.subject,
                route=self.route,
                limit=limit or self.limit,
                at=at,
            )
        )

    def report(
        self,
        check: str,
        verdict: Verdict,
        at: datetime,
        began: float,
        *,
        subject: str | None = None,
        elapsed_ms: float | None = None,
    ) -> Finding:
        """Give a verdict its time and tell the listener. ``began`` is the loop's time."""
        if elapsed_ms is None:
            elapsed_ms = (asyncio.get_running_loop().time() - began) * 1000
        finding = Finding(
            check=check,
            subject=subject or self.subject,
            route=self.route,
            verdict=verdict,
            started=at,
            elapsed_ms=round(elapsed_ms, 1),
        )
        self.findings.append(finding)
        self.listener(Found(finding))
        return finding

    def skip(self, checks: Iterable[str]) -> None:
        """Report the checks that an earlier failure made pointless."""
        at, now = datetime.now(UTC), asyncio.get_running_loop().time()
        for check in checks:
            self.report(check, NOT_TESTED, at, now, elapsed_ms=0.0)


def bug(error: Exception) -> Verdict:
    """The verdict on an exception that nobody foresaw: type only, its text could say a secret."""
    seen = ExceptionSeen(type=type(error).__name__, text="unexpected")
    return Verdict("stage.bug", Status.UNKNOWN, {"type": type(error).__name__}, (seen,))
