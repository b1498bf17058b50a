"""What the tests of the window share: somebody who answers its questions, and a way to wait."""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QWidget,
)

from mailadmin.sandbox.system import Sandbox
from mailadmin.ui.desk import Desk
from mailadmin.ui.dialogs import Dialogs
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.widgets.text import Text

Kind = TypeVar("Kind", bound=QWidget)


class Answers(Dialogs):
    """A user who has decided beforehand. ``asked`` are the titles of all questions."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.choice: str | None = None
        self.text: str | None = None
        self.files: list[Path] = []
        self.target: Path | None = None
        self.name = ""
        """The name that was offered for it."""
        self.paper: Path | None = None
        """The file that is printed to."""

    async def choose(self, parent: QWidget, title: str, text: str, answers: object) -> str | None:
        self.asked.append(f"{title} {text}")
        return self.choice

    async def ask_text(
        self, parent: QWidget, title: str, label: str, value: str = "", hint: str = ""
    ) -> str | None:
        self.asked.append(title)
        return self.text

    async def open_files(self, parent: QWidget, title: str, *, many: bool) -> list[Path]:
        self.asked.append(title)
        return self.files

    async def save_file(
        self, parent: QWidget, title: str, name: str, kinds: object = ()
    ) -> Path | None:
        self.asked.append(title)
        self.name = name
        return self.target

    async def choose_printer(self, parent: QWidget, title: str) -> QPrinter | None:
        self.asked.append(title)
        if self.paper is None:
            return None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.paper))
        return printer


class Stage(msgspec.Struct, kw_only=True):
    """A window on the sandbox."""

    sandbox: Sandbox
    desk: Desk
    window: MainWindow
    answers: Answers

    def press(self, name: str, within: QWidget | None = None) -> None:
        press(within or self.window, name)


def find(parent: QWidget, name: str, kind: type[Kind] = QWidget) -> Kind:  # type: ignore[assignment]
    """The one part of this object name."""
    found = parent.findChildren(kind, name)
    assert len(found) == 1, f"{len(found)} parts are named {name}"
    return found[0]


def press(parent: QWidget, name: str) -> None:
    """Click a button, which must be on screen and usable."""
    QApplication.sendPostedEvents()  # what was added a moment ago gets its place
    button = find(parent, name, QAbstractButton)
    assert button.isVisible(), f"{name} is not visible"
    assert button.isEnabled(), f"{name} is not enabled"
    above = button.parentWidget()
    while above is not None:  # as a person scrolls to what they press
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(button)
        above = above.parentWidget()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_into(parent: QWidget, name: str, text: str) -> None:
    """Type into a field as a person does: go there, replace what is there, leave."""
    edit = find(parent, name, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    if text:
        QTest.keyClicks(edit, text)
    else:
        QTest.keyClick(edit, Qt.Key.Key_Delete)
    edit.editingFinished.emit()


async def until(what: Callable[[], object], limit: float = 10.0) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(limit):
        while not what():
            await asyncio.sleep(0.01)


def cut_off(page: QWidget) -> list[str]:
    """The texts of a page that have less height than they need, and what is wider than it."""
    wide = isinstance(page, QAbstractScrollArea) and page.horizontalScrollBar().maximum() > 0
    labels = (one for one in page.findChildren(Text) if one.isVisibleTo(page) and one.wordWrap())
    cut = [one.text() for one in labels if one.height() < one.heightForWidth(one.width()) - 1]
    return ["the page is too wide"] * wide + [text for text in cut if text]


async def room_for_all(page: QWidget) -> None:
    """Wait until everything has its room: Qt lays out a part after the other, when it has time."""
    with contextlib.suppress(TimeoutError):
        await until(lambda: not cut_off(page), limit=5)
    assert cut_off(page) == []


def is_shown(parent: QWidget, name: str) -> bool:
    """Whether a part of this name is on screen."""
    return any(part.isVisible() for part in parent.findChildren(QWidget, name))


def accessible_name(widget: QWidget) -> str:
    """What assistive technology calls a part."""
    if sys.platform == "darwin" and isinstance(widget, QComboBox):
        return widget.accessibleName()  # Qt's name is the value there (mailadmin/ui/accessible.py)
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def reachable(root: QWidget) -> Iterator[QWidget]:
    """Every part that the keyboard reaches now, in the order of the Tab key."""
    part = root.nextInFocusChain()
    seen = {root}
    while part not in seen:
        seen.add(part)
        tab = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        if tab and part.isVisibleTo(root) and part.isEnabled() and part.focusProxy() is None:
            yield part
        part = part.nextInFocusChain()


def shown_texts(root: QWidget) -> list[Text]:
    return [text for text in root.findChildren(Text) if text.isVisible()]
