"""Every message of a folder through the whole reading: ``corpus.py FOLDER [REPORT.json]``.

For messages as the world writes them: test data of mail programs, an archive, a mailbox saved as
files. A name server of our own answers every question at once, with no; no spam filter is asked.
Each file is read twice, and its parts (bounce, content, text) once more by themselves. The rows say
how many crashed, how long the slowest took, how long the event loop stood still, and what memory
the second pass added. ``REPORT.json`` gets a line a file: its kind, its verdicts, its seconds, so
that somebody can look at each report that may be none.

With glibc, set ``MALLOC_ARENA_MAX=1``: else each of its sixteen heaps grows to what the largest
message takes, which looks like a leak for the first ten passes or so.
"""

import asyncio
import gc
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import helper, row
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.message import bounce, content
from mailadmin.core.message.automatic import kind_of
from mailadmin.core.message.shown_text import text_of_message
from mailadmin.core.net import Net, Trust
from tests.core.reading.watching import memory, peak_memory, said, unseen_in, watched

NORMAL_SIZE = 1_000_000
"""Bytes up to which a message has to be read within :data:`LONGEST` seconds."""
LONGEST = 2.0
WORST_GAP_MS, GAP_MS = 50.0, 16.0


class Read(msgspec.Struct, kw_only=True):
    """One file as it was read. ``trouble`` is what must not be, empty where all is well."""

    name: str
    size: int
    kind: str = ""
    verdicts: list[str] = []
    status: str = ""
    seconds: float = 0.0
    parts_seconds: float = 0.0
    gap_ms: float = 0.0
    held_ms: float = 0.0
    peak: int = 0
    turns: list[float] = []
    trouble: str = ""


async def read(path: Path, net: Net) -> Read:
    raw = await asyncio.to_thread(path.read_bytes)
    found = Read(name=path.name, size=len(raw))
    try:
        reading = await watched(raw, net)
    except Exception as error:
        found.trouble = f"the reading raised {error!r}"
        return found
    found.verdicts, found.status = reading.ids, str(reading.result.status)
    found.seconds, found.gap_ms = reading.seconds, reading.gap * 1000
    found.turns = list(reading.turns)
    found.held_ms, found.peak = reading.held * 1000, peak_memory() or 0
    drawing = [place for place, text in said(reading.result) if unseen_in(text, _allowed(place))]
    if "stage.bug" in found.verdicts:
        found.trouble = "an exception became a finding"
    elif drawing:
        found.trouble = f"what can't be seen is shown: {', '.join(drawing)}"
    elif reading.seconds > LONGEST and len(raw) <= NORMAL_SIZE:
        found.trouble = f"took {reading.seconds:.1f} s"
    return found


def _allowed(place: str) -> str:
    return "\n\t" if place == "about.text" else ""


def read_parts(path: Path, found: Read) -> None:
    """The parts of the reading by themselves, whatever kind the message is."""
    raw, began = path.read_bytes(), time.perf_counter()
    try:
        found.kind = str(kind_of(raw))
        bounce.parse(raw)
        content.look_at(raw)
        text_of_message(raw)
    except Exception as error:
        found.trouble = f"a part raised {error!r}"
    found.parts_seconds = time.perf_counter() - began


async def all_of(paths: list[Path], port: int) -> list[Read]:
    net = Net(Resolver(["127.0.0.1"], port=port, timeout=2), Trust())
    return [await read(path, net) for path in paths]


def main(folder: str, report: str | None = None) -> int:
    """Print the rows; the exit status says whether nothing went wrong."""
    paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
    with helper("_no_names.py") as port:
        before = memory()
        first = asyncio.run(all_of(paths, port))
        for path, found in zip(paths, first, strict=True):
            read_parts(path, found)
        gc.collect()
        between = memory()
        again = max(found.peak for found in asyncio.run(all_of(paths, port)))
        gc.collect()  # what the second pass noted is gone: anything more is a leak
        after = memory()
    peak = max(again, *(found.peak for found in first))
    _tell(first)
    row(
        "corpus-memory",
        f"{before / 1e6:.0f} MB before, {between / 1e6:.0f} after the first pass, "
        f"{after / 1e6:.0f} after the second, {peak / 1e6:.0f} at the peak",
        before_mb=before / 1e6,
        first_mb=between / 1e6,
        second_mb=after / 1e6,
        peak_mb=peak / 1e6,
    )
    if report is not None:
        lines = (msgspec.json.encode({**msgspec.structs.asdict(one), "turns": None})
                 for one in first)  # fmt: skip
        Path(report).write_bytes(b"\n".join(lines) + b"\n")
    return int(any(found.trouble for found in first))


def _tell(first: list[Read]) -> None:
    for found in first:
        if found.trouble:
            print(f"{found.name}: {found.trouble}", file=sys.stderr)
    slowest = sorted(first, key=lambda one: one.seconds, reverse=True)[:5]
    for found in slowest:
        print(f"  {found.seconds:.2f} s {found.size:,} bytes {found.name}", file=sys.stderr)
    turns = sorted(turn for found in first for turn in found.turns)
    at_most = turns[int(len(turns) * 0.999)] * 1000
    held = max(found.held_ms for found in first)
    troubled = sum(1 for found in first if found.trouble)
    median = statistics.median(found.seconds for found in first) * 1000
    row(
        "corpus",
        f"{len(first)} messages, {troubled} in trouble; median {median:.0f} ms, slowest "
        f"{slowest[0].seconds * 1000:.0f} ms; loop gap {at_most:.1f} ms at 99.9 % (aim {GAP_MS:.0f}"
        f"), {turns[-1] * 1000:.0f} ms at worst (aim {WORST_GAP_MS:.0f}), "
        f"{held:.0f} ms of this program's own time",
        messages=len(first),
        troubled=troubled,
        median_ms=median,
        slowest_ms=slowest[0].seconds * 1000,
        gap_ms=at_most,
        worst_gap_ms=turns[-1] * 1000,
        worst_held_ms=held,
    )
    row(
        "corpus-kinds",
        "which kinds they are",
        kinds=dict(Counter(found.kind for found in first).most_common()),
        results=dict(Counter(found.status for found in first).most_common()),
        verdicts=dict(Counter(one for found in first for one in found.verdicts).most_common()),
    )


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
