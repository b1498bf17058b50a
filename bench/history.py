"""How long the page History takes to open, with 5,000 and with 500 tests kept.

A list of real connection tests is put into the file; then the page is opened as a click does it:
made, read, shown, painted. Opening one entry is timed beside it. Peak memory is not: the page reads
a hundred entries at a time, and the figure is the same within the noise.
"""

import asyncio
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import msgspec
from PySide6.QtWidgets import QApplication

from bench._places import RUNS, row
from mailadmin.core.account import Route, SecretRole
from mailadmin.core.database import Database
from mailadmin.core.event import Event, Phrase
from mailadmin.core.finding import Params
from mailadmin.core.history import tables
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import About, Kind, Run, Summary
from mailadmin.core.ids import LONG, new_id
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.workspace import Workspace
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from mailadmin.ui.desk import Desk
from mailadmin.ui.loop import Loop
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.pages.history import HistoryPage
from mailadmin.ui.tasks import Tasks

SIZES = (500, 5_000)
AIM_MS = 100


async def one_run(sandbox: Sandbox, workspace: Workspace) -> Run:
    """A connection test as it is kept."""
    account, events = sandbox.account, list[Event]()
    target = ConnectionTarget(
        server=account.mail_server,
        key=await workspace.keys.key(account.id, SecretRole.MAIL_SERVER, account.mail_server),
        route=Route.MAIL_SERVER,
        sender=account.identity.address,
        recipient=account.identity.address,
    )
    result = await run_connection_test(target, workspace.net, events.append)
    about = About(
        account_id=account.id, account_name=account.name, kind=Kind.TEST, route=Route.MAIL_SERVER
    )
    return Run(id="", about=about, events=tuple(events), result=result, ended=datetime.now(UTC))


def fill(path: Path, run: Run, size: int) -> None:
    """Keep so many of them, all in one transaction."""

    def insert(db: sqlite3.Connection) -> None:
        for number in range(size):
            ended = run.ended - timedelta(minutes=number)
            tables.insert(db, msgspec.structs.replace(run, id=new_id(LONG), ended=ended))

    Database(path, tables.MIGRATIONS, _refused).write(insert)


def _refused(trouble: str, about: Params) -> HistoryError:
    return HistoryError(Phrase(f"history.{trouble}", about))


async def until(done: Callable[[], bool]) -> None:
    """Look each turn of the event loop."""
    while not done():  # noqa: ASYNC110 - an event would have to be put into what is measured
        await asyncio.sleep(0)


async def opened(window: MainWindow) -> tuple[float, float]:
    """Milliseconds until the page is shown with its first entries, and until one entry is."""
    began = time.perf_counter()
    window.show_page("page_history")
    page = window.page("page_history")
    assert isinstance(page, HistoryPage)
    await until(lambda: len(page.list.model) > 0)
    page.repaint()
    listed = time.perf_counter()
    entry = page.list.model.entry(0)
    assert isinstance(entry, Summary)
    page.open(entry)
    await until(lambda: not page.opened.isHidden())
    page.repaint()
    return (listed - began) * 1000, (time.perf_counter() - listed) * 1000


async def measure(size: int, folder: Path) -> tuple[float, float]:
    """Medians for a history of this size."""
    with Sandbox() as sandbox:
        workspace = sandbox_workspace(sandbox, folder)
        run = await one_run(sandbox, workspace)
        await asyncio.to_thread(fill, folder / "history.db", run, size)
        times = []
        for _ in range(RUNS + 1):
            desk = Desk(workspace, Tasks(lambda _name, error: sys.exit(repr(error))))
            await desk.accounts.load()
            desk.started = True
            window = MainWindow(desk)
            window.show()
            await asyncio.sleep(0.2)
            times.append(await opened(window))
            await desk.tasks.close()
            window.hide()
            window.deleteLater()
        workspace.outbox.close()
    pages, entries = zip(*times[1:], strict=True)
    return statistics.median(pages), statistics.median(entries)


async def all_sizes() -> dict[int, tuple[float, float]]:
    found = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found[size] = await measure(size, Path(folder))
    return found


def main() -> int:
    """Measure; the exit status says whether the aim is met."""
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        found = runner.run(all_sizes())
    for size, (page, entry) in found.items():
        row(
            f"history-{size}",
            f"{size:,} tests: page opens in {page:.0f} ms (aim {AIM_MS}), a test in {entry:.0f}",
            page_ms=page,
            entry_ms=entry,
            aim_ms=AIM_MS,
        )
    return int(max(page for page, _ in found.values()) > AIM_MS)


if __name__ == "__main__":
    sys.exit(main())
