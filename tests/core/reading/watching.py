"""A whole reading watched from outside: what it says, how long it holds the loop, what it takes."""

import asyncio
import gc
import sys
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec

from mailadmin.core import blocking
from mailadmin.core.event import to_nobody
from mailadmin.core.finding import Finding, Params
from mailadmin.core.fixes import fix_of
from mailadmin.core.net import Net
from mailadmin.core.reading.examination import CHECK_LIMIT, read_message
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.reading.scene import Filters
from mailadmin.core.texts import detail_of, say, title_of

JOINERS = "\u200c\u200d"
"""Not seen, but part of the spelling of some languages and of many emoji."""
UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of what draws on a screen, turns a line around or is not seen."""

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """One reading. ``seconds`` is its time; ``gap`` the longest time between two turns of the loop.

    ``held`` is the longest of them in processor time of this process: a machine that is busy with
    something else adds nothing to it. ``memory`` is the bytes that it took at most
    over what there was before, None where the system does not tell.
    """

    result: MessageResult
    seconds: float
    gap: float
    held: float
    memory: int | None
    turns: tuple[float, ...] = ()

    @property
    def ids(self) -> list[str]:
        """The ids of the verdicts, in the order of the checks."""
        return [finding.verdict.id for finding in self.result.findings]


async def watched(raw: bytes, net: Net, *, limit: float = CHECK_LIMIT) -> Watched:
    """Read a message without asking the spam filters of this computer."""
    turns: list[float] = []
    held: list[float] = [0.0]
    gc.collect()
    before = peak_memory(reset=True)
    ticking = asyncio.ensure_future(_tick(turns, held))
    await asyncio.sleep(0)
    began = time.perf_counter()
    try:
        with blocking.switching_often():  # as in the window, which is who must not be held
            result = await read_message(raw, net, to_nobody, filters=Filters(()), limit=limit)
    finally:
        seconds = time.perf_counter() - began
        ticking.cancel()
        await asyncio.gather(ticking, return_exceptions=True)
    after = peak_memory()
    taken = None if before is None or after is None else max(0, after - before)
    gap = max(turns, default=0.0)
    return Watched(
        result=result, seconds=seconds, gap=gap, held=max(held), memory=taken, turns=tuple(turns)
    )


async def _tick(turns: list[float], held: list[float]) -> None:
    """Every millisecond; notes what lay between two turns even when it is stopped."""
    wall, processor = time.perf_counter(), time.process_time()
    try:
        while True:
            await asyncio.sleep(0.001)
            now, used = time.perf_counter(), time.process_time()
            turns.append(now - wall)
            held.append(min(now - wall, used - processor))
            wall, processor = now, used
    finally:
        turns.append(time.perf_counter() - wall)
        held.append(min(turns[-1], time.process_time() - processor))


def peak_memory(*, reset: bool = False) -> int | None:
    """Bytes this process took at most since the last reset; Linux tells (proc(5)), others don't."""
    if not sys.platform.startswith("linux"):
        return None
    if reset:
        try:
            _CLEAR.write_text("5")
        except OSError:
            return None
    lines = _STATUS.read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:"))


def memory() -> int:
    """Bytes that this process takes now."""
    lines = _STATUS.read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def said(result: MessageResult) -> Iterator[tuple[str, str]]:
    """Every text that somebody is shown, with its place. Texts to copy are :func:`to_copy`."""
    yield "title", say(result.title)
    yield from _params("title", result.title.params)
    yield "message_id", result.message_id or ""
    for name, value in msgspec.structs.asdict(result.about_message).items():
        yield f"about.{name}", value
    for number, hop in enumerate(result.hops):
        for name, value in msgspec.structs.asdict(hop).items():
            if isinstance(value, str):
                yield f"hop{number}.{name}", value
    for finding in result.findings:
        yield from _of_finding(finding)


def _of_finding(finding: Finding) -> Iterator[tuple[str, str]]:
    verdict = finding.verdict
    yield f"{verdict.id}.subject", finding.subject
    yield f"{verdict.id}.title", title_of(finding)
    yield f"{verdict.id}.detail", detail_of(finding)
    yield from _params(verdict.id, verdict.params)
    fix = fix_of(verdict, today=finding.started.date())
    if fix is not None:
        for text in (*fix.steps, *fix.notes, fix.check, *(copy.label for copy in fix.copy)):
            yield f"{verdict.id}.fix", text


def to_copy(result: MessageResult) -> Iterator[tuple[str, str]]:
    """Every text to copy, with the id of its finding."""
    for finding in result.findings:
        fix = fix_of(finding.verdict, today=finding.started.date())
        for copy in () if fix is None else fix.copy:
            yield finding.verdict.id, copy.text


def _params(place: str, params: Params) -> Iterator[tuple[str, str]]:
    for name, value in params.items():
        if isinstance(value, str):
            yield f"{place}.params.{name}", value


def unseen_in(text: str, allowed: str = "") -> str:
    """What in a text draws on a screen or is not seen; empty where it is clean."""
    if text.isprintable():
        return ""
    allowed += JOINERS
    found = {one for one in text if one not in allowed and unicodedata.category(one) in UNSEEN}
    return " ".join(sorted(f"U+{ord(one):04X}" for one in found))
