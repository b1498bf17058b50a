"""All checks of one domain, side by side, each reported as soon as it knows."""

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Questions
from mailadmin.core.domain import outcome
from mailadmin.core.domain.checks import CHECKS, Check, Subject
from mailadmin.core.domain.judge import shown
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.domain.publishing import where_to_publish
from mailadmin.core.domain.scene import DomainTarget, Scene
from mailadmin.core.event import Finished, Listener
from mailadmin.core.finding import Finding, Params, Status, Verdict
from mailadmin.core.net import Net
from mailadmin.core.problem import Problem
from mailadmin.core.runner import StageFailed, Stages, bug
from mailadmin.core.texts.domain import FIXES

CHECK_LIMIT: Final = 20.0
"""Seconds that one check may take."""

NO_SUCH_DOMAIN: Final = Verdict("domain.no-such-domain", Status.SKIPPED)
UNANSWERED: Final = Verdict("domain.unanswered", Status.UNKNOWN)


async def survey(
    target: DomainTarget,
    net: Net,
    listener: Listener,
    *,
    limit: float = CHECK_LIMIT,
    sparing: bool = False,
) -> DomainResult:
    """Examine one domain. Every check ends in a finding within ``limit`` seconds.

    ``listener`` hears of each as soon as it is there, and of the result last. ``sparing`` first
    asks whether the domain exists: one that does not costs three questions instead of some fifty,
    and one that does is answered a round trip later.
    """
    began, questions = asyncio.get_running_loop().time(), Questions(net.resolver)
    scene = Scene(target, questions, net)
    examination = _Examination(scene, listener, limit, sparing=sparing)
    try:
        async with asyncio.TaskGroup() as group:
            for check in CHECKS:
                group.create_task(examination.run(check))
    finally:
        questions.stop()
    elapsed_ms = (asyncio.get_running_loop().time() - began) * 1000
    result = outcome.result_of(target.domain, in_order(examination.findings), elapsed_ms)
    listener(Finished(result))
    return result


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """The findings in the order of the checks; they come in as they are ready."""
    names = [check.name for check in CHECKS]
    return sorted(findings, key=lambda finding: names.index(finding.check))


class _Examination:
    """The checks of one domain under way."""

    def __init__(self, scene: Scene, listener: Listener, limit: float, *, sparing: bool) -> None:
        self._scene = scene
        self._listener = listener
        self._limit = limit
        self._sparing = sparing
        self._exists: bool | None = None
        self.findings: list[Finding] = []

    async def run(self, check: Check) -> None:
        """Run one check on each of its subjects."""
        if check.subjects is None:
            return await self._run_on(check, Subject(self._scene.domain))
        try:
            async with asyncio.timeout(self._limit):
                subjects = await check.subjects(self._scene)
        except TimeoutError:
            return self._say(check, self._judge(None))
        except Exception as error:
            return self._say(check, bug(error))
        async with asyncio.TaskGroup() as group:
            for subject in subjects:
                group.create_task(self._run_on(check, subject))
        if not subjects and check.without is not None:
            match (await self._existence()).state:
                case AnswerState.NO_SUCH_NAME:
                    self._say(check, NO_SUCH_DOMAIN)
                case AnswerState.TEMPORARY_FAILURE:
                    self._say(check, UNANSWERED)
                case _:
                    self._say(check, check.without)
        return None

    async def _run_on(self, check: Check, subject: Subject) -> None:
        stages = self._stages(subject)
        # A failed check says nothing about the others.
        with contextlib.suppress(StageFailed):
            await stages.run(check.name, lambda: self._verdict(check, subject), self._judge)
        self.findings += stages.findings

    async def _verdict(self, check: Check, subject: Subject) -> Verdict:
        if self._sparing and not await self._is_there(check):
            return NO_SUCH_DOMAIN
        facts = await check.look_up(self._scene, subject)
        if not await self._is_there(check):
            return NO_SUCH_DOMAIN
        verdict = check.judge(facts)
        about: Params = {"domain": self._scene.domain, "limit": self._limit}
        params = {**about, **shown.all_of(verdict.params)}
        if verdict.id in FIXES:
            params |= await where_to_publish(self._scene, params)
        return msgspec.structs.replace(verdict, params=params)

    async def _is_there(self, check: Check) -> bool:
        """Whether there is a domain for a check to speak of; that of MX speaks of its absence."""
        if self._exists is None and check.name != "domain.mx":
            self._exists = (await self._existence()).state is not AnswerState.NO_SUCH_NAME
        return self._exists is not False or check.name == "domain.mx"

    async def _existence(self) -> Answer:
        """Whether the domain exists: the check of MX asks the same."""
        return await self._scene.questions.query(self._scene.domain, "MX")

    def _judge(self, verdict: Verdict | Problem | None) -> Verdict:
        if isinstance(verdict, Verdict):
            return verdict
        return Verdict("domain.too-slow", Status.UNKNOWN, {"limit": self._limit})

    def _say(self, check: Check, verdict: Verdict) -> None:
        stages = self._stages(Subject(self._scene.domain))
        at, now = datetime.now(UTC), asyncio.get_running_loop().time()
        stages.started(check.name, at)
        stages.report(check.name, verdict, at, now)
        self.findings += stages.findings

    def _stages(self, subject: Subject) -> Stages:
        return Stages(self._listener, subject=subject.name, route=subject.route, limit=self._limit)
