"""All checks of one received message, side by side, each reported as soon as it knows."""

import asyncio
from datetime import UTC, datetime
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.questions import Questions
from mailadmin.core.domain.judge import shown
from mailadmin.core.domain.publishing import where_to_publish
from mailadmin.core.domain.scene import DomainTarget
from mailadmin.core.domain.scene import Scene as DomainScene
from mailadmin.core.event import Finished, Listener
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.inbox.folders import Place
from mailadmin.core.net import Net
from mailadmin.core.reading import conclusion
from mailadmin.core.reading.checks import Check, checks_for
from mailadmin.core.reading.letter import Letter, open_letter
from mailadmin.core.reading.outcome import About, MessageResult
from mailadmin.core.reading.scene import Filters, Scene
from mailadmin.core.runner import CANCELLED, Stages, bug
from mailadmin.core.texts.message import FIXES

CHECK_LIMIT: Final = 20.0
"""Seconds that one check may take."""

OPENING: Final = "message.reading"
"""What a finding is about where nothing can be read."""


async def read_message(  # noqa: PLR0913 - what is known of a message besides its bytes
    raw_message: bytes,
    net: Net,
    listener: Listener,
    *,
    place: Place | None = None,
    filters: Filters | None = None,
    subject: str = "message",
    limit: float = CHECK_LIMIT,
) -> MessageResult:
    """Read a received message, only its header, or a bounce. Never raises for what it says.

    ``place`` is the folder it was found in, None where nobody knows; ``filters`` are the spam
    filters to ask, those on this computer by default. ``subject`` names the message in the
    findings. Every check ends in a finding within ``limit`` seconds; the listener hears of each,
    and of the result last. What is no message at all ends in one finding that says so.
    """
    began, at = asyncio.get_running_loop().time(), datetime.now(UTC)
    opened = await _opened(raw_message, limit)
    if isinstance(opened, Verdict):
        stages = Stages(listener, subject=subject, route=None, limit=limit)
        stages.started(OPENING, at)
        finding = stages.report(OPENING, opened, at, began)
        result = conclusion.unread(finding, finding.elapsed_ms)
        listener(Finished(result))
        return result
    letter, shown = opened
    questions = Questions(net.resolver)
    scene = Scene(letter, questions, net, place=place, filters=filters, limit=limit)
    examination = _Examination(scene, listener, subject, limit)
    checks = checks_for(letter)
    try:
        async with asyncio.TaskGroup() as group:
            for check in checks:
                group.create_task(examination.run(check))
    finally:
        scene.stop()
        questions.stop()
    names = [check.name for check in checks]
    findings = sorted(examination.findings, key=lambda finding: names.index(finding.check))
    elapsed_ms = (asyncio.get_running_loop().time() - began) * 1000
    result = conclusion.result_of(letter, shown, findings, scene.signers, elapsed_ms)
    listener(Finished(result))
    return result


async def _opened(raw_message: bytes, limit: float) -> tuple[Letter, About] | Verdict:
    """The message and what it says of itself, or why there is none."""
    try:
        letter = await open_letter(raw_message, limit=limit)
        if not letter.is_message:
            return Verdict("message.reading.no-message", Status.UNKNOWN)
        return letter, await blocking.run(conclusion.about, letter, limit=limit)
    except TimeoutError:
        return _too_slow(limit)
    except Exception as error:
        return bug(error)


def _too_slow(limit: float) -> Verdict:
    return Verdict("message.too-slow", Status.UNKNOWN, {"limit": f"{limit:g}"})


class _Examination:
    """The checks of one message under way."""

    def __init__(self, scene: Scene, listener: Listener, subject: str, limit: float) -> None:
        self._scene = scene
        self._listener = listener
        self._subject = subject
        self._limit = limit
        self.findings: list[Finding] = []

    async def run(self, check: Check) -> None:
        """Run one check: it ends in one finding or in several."""
        stages = Stages(self._listener, subject=self._subject, route=None, limit=self._limit)
        at, began = datetime.now(UTC), asyncio.get_running_loop().time()
        stages.started(check.name, at)
        told: list[tuple[str | None, Verdict]] = []
        try:
            async with asyncio.timeout(self._limit):
                told += await check.work(self._scene)
                for number, (subject, verdict) in enumerate(told):
                    told[number] = subject, await self._placed(verdict)
        except asyncio.CancelledError:
            stages.report(check.name, CANCELLED, at, began)
            raise
        except TimeoutError:
            # What was found out counts, even if there was no time to see where to change it.
            told = told or [(None, _too_slow(self._limit))]
        except Exception as error:
            told.append((None, bug(error)))
        for subject, verdict in told:
            stages.report(check.name, verdict, at, began, subject=subject)
        self.findings += stages.findings

    async def _placed(self, verdict: Verdict) -> Verdict:
        """The verdict, with where records of its domain are changed if there is a fix."""
        domain = verdict.params.get("domain")
        if verdict.id not in FIXES or not isinstance(domain, str) or not domain:
            return verdict
        target = DomainTarget(domain=domain)
        scene = DomainScene(target, self._scene.questions, self._scene.net)
        params = shown.all_of(verdict.params)
        params |= await where_to_publish(scene, params)
        return msgspec.structs.replace(verdict, params=params)
