"""How the parts of a search report: each begins, and ends in a finding whatever happens."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Final, Generic, TypeVar

import msgspec

from mailadmin.core.event import Listener
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.runner import CANCELLED, Stages, bug

Facts = TypeVar("Facts")

NOT_NEEDED: Final = Verdict("discover.not-needed", Status.SKIPPED)
"""Something better was found meanwhile, or the time of the whole search is over."""


class Part(msgspec.Struct, Generic[Facts], frozen=True, kw_only=True):
    """One part of a search. ``limit`` is in seconds; ``late`` is what stands for no answer."""

    check: str
    subject: str
    limit: float
    late: Facts
    judge: Callable[[Facts], Verdict]


class Telling:
    """Who hears of a search. ``decided`` says that what still runs is no longer needed."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.decided = False
        self.findings: list[Finding] = []

    async def tell(self, part: Part[Facts], work: Callable[[], Awaitable[Facts]]) -> Facts:
        """Do one part and report it. Gives ``late`` where it came to nothing."""
        stages = Stages(self._listener, subject=part.subject, route=None, limit=part.limit)
        at, began = datetime.now(UTC), asyncio.get_running_loop().time()
        stages.started(part.check, at)
        try:
            async with asyncio.timeout(part.limit):
                facts = await work()
            verdict = part.judge(facts)
        except asyncio.CancelledError:
            gone = NOT_NEEDED if self.decided else CANCELLED
            self.findings.append(stages.report(part.check, gone, at, began))
            raise
        except TimeoutError:
            facts = part.late
            verdict = part.judge(facts)
        except Exception as error:  # our own bug ends this part only, and is named as such
            facts, verdict = part.late, bug(error)
        self.findings.append(stages.report(part.check, verdict, at, began))
        return facts
