"""*Save report* and *Open a report*: one safe file for support, and one from somebody else."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mailadmin.core import blocking
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from mailadmin.core.report.content import Report
    from mailadmin.core.report.saving import Saved

Answer = TypeVar("Answer")

LIMIT = 20.0
"""Seconds that reading a file may take."""


async def save_report(desk: Desk, parent: QWidget) -> None:
    """Write the report of the current account where the user says."""
    from mailadmin.core.report.errors import ReportError
    from mailadmin.core.report.saving import Order
    from mailadmin.core.report.saving import save_report as save
    from mailadmin.core.send.errors import OutboxError

    say_it = QCoreApplication.translate
    account = desk.accounts.current
    if account is None:
        sentence = say_it("Reports", "There is nothing to report yet. Set up your account first.")
        desk.notice(Notice(text=sentence, tone=Tone.INFO))
        return
    now = datetime.now(UTC)
    kinds = (
        (say_it("Reports", "Page to read and to open again"), "html"),
        (say_it("Reports", "PDF"), "pdf"),
        (say_it("Reports", "Text"), "txt"),
        (say_it("Reports", "JSON for programs"), "json"),
    )
    title = say_it("Reports", "Save report")
    name = proposed_name(account.identity.address, now)
    path = await desk.dialogs.save_file(parent, title, name, kinds)
    if path is None:
        return
    await desk.keeping.all_kept()  # the test that has just ended is to be in it
    # The dialog has asked about a file that is there.
    order = Order(account=account, witnesses=desk.accounts.witnesses, path=path, replace=True)
    try:
        saved = await save(order, desk.workspace, now)
    except (ReportError, OutboxError) as error:
        desk.notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
        return
    desk.notice(_written(path, saved))


def proposed_name(address: str, now: datetime) -> str:
    """The name that is offered: whose report it is and from when, whatever an address may be."""
    whose = re.sub(r"[^\w.@+-]", "_", address)[:80].strip(".")
    return f"report-{whose}-{now.astimezone():%Y-%m-%d}.html"


async def open_report(desk: Desk, parent: QWidget) -> "Report | None":
    """Let the user choose a report and read it; None where there is none to show."""
    from mailadmin.core.report.errors import ReportError

    title = QCoreApplication.translate("Reports", "Open a report")
    paths = await desk.dialogs.open_files(parent, title, many=False)
    if not paths:
        return None
    try:
        return await blocking.run(_reader(), paths[0], limit=LIMIT)
    except ReportError as error:
        desk.notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
    except TimeoutError:
        desk.notice(Notice(text=words.slow_disk(), tone=Tone.FAILED))
    return None


def _reader() -> "Callable[[Path], Report]":
    from mailadmin.core.report import file
    from mailadmin.core.report.as_json import decode

    return lambda path: decode(file.read(path))


def _written(path: Path, saved: "Saved") -> Notice:
    say_it = QCoreApplication.translate
    sentence = say_it("Reports", "The report {file} is written. It holds no password.")
    more = [say_it("Reports", "It lies in {folder}.").format(folder=path.parent)]
    more += [words.say_id(problem) for problem in saved.problems]
    if saved.keyring is not None:
        more.append(words.say_id("report.look.not-possible"))
    tone = Tone.OK if saved.keyring is None and not saved.problems else Tone.WARNING
    return Notice(text=sentence.format(file=path.name), more=" ".join(more), tone=tone)
