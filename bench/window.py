"""How long the window's loop is ever busy: the gap between two turns during connection tests.

The window's own event loop runs 1, 8 and 50 tests at once against the sandbox in another
process, while a task notes how late it is woken. Nothing else runs, so what is late is ours.
"""

import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from mailadmin.core.account import Route, Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Outcome, to_nobody
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test

PARALLEL = (1, 8, 50)
TICK = 0.001
AIMS_MS = {"p99.9": 16.0, "worst": 50.0}


async def measure(about: dict[str, object], parallel: int) -> list[float]:
    """Seconds that turns came late while the tests ran."""
    endpoints = about["endpoints"]
    assert isinstance(endpoints, list)
    place = next(e for e in endpoints if e["host"].startswith("smtp.") and e["security"] == "tls")
    net = Net(Resolver([str(about["resolver"])]), Trust(Path(str(about["ca_file"]))))
    target = ConnectionTarget(
        server=Server(
            host=place["host"], port=place["port"], security=Security.TLS,
            user_name=str(about["user"]),
        ),
        key=Secret(str(about["password"])),
        route=Route.MAIL_SERVER,
        sender=str(about["user"]),
        recipient=str(about["user"]),
    )  # fmt: skip
    first = await run_connection_test(target, net, to_nobody)  # everything is loaded
    assert first.status is Outcome.PASSED, first
    gaps: list[float] = []

    async def watch() -> None:
        loop = asyncio.get_running_loop()
        last = loop.time()
        while True:
            await asyncio.sleep(TICK)
            now = loop.time()
            gaps.append(now - last - TICK)
            last = now

    watching = asyncio.ensure_future(watch())
    for _ in range(3):
        results = await asyncio.gather(
            *(run_connection_test(target, net, to_nobody) for _ in range(parallel))
        )
        assert {result.status for result in results} == {Outcome.PASSED}
    watching.cancel()
    return gaps


def show(parallel: int, gaps: list[float]) -> None:
    """Print the figures of one run."""
    figures = {"p99.9": gaps[int(len(gaps) * 0.999)] * 1000, "worst": gaps[-1] * 1000}
    for name, figure in figures.items():
        row = {"bench": "window", "parallel": parallel, "figure": name, "ms": round(figure, 1)}
        print(json.dumps({**row, "aim_ms": AIMS_MS[name], "turns": len(gaps)}))
    print(
        f"{parallel} connection tests at once: the window's loop was busy for at most "
        f"{figures['worst']:.1f} ms, {figures['p99.9']:.1f} ms at the 99.9th percentile."
    )


def main() -> None:
    from PySide6.QtWidgets import QApplication

    from mailadmin.ui.loop import Loop

    app = QApplication([])
    sandbox = subprocess.Popen(
        [sys.executable, "-m", "mailadmin", "sandbox", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).resolve().parent.parent,
    )
    try:
        assert sandbox.stdout is not None
        about = json.loads(sandbox.stdout.readline())
        with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
            for parallel in PARALLEL:
                show(parallel, sorted(runner.run(measure(about, parallel))))
    finally:
        sandbox.terminate()
        sandbox.wait(10)


if __name__ == "__main__":
    main()
