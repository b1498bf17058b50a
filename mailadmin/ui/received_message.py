"""Read a message someone received: a file, or a text that is pasted."""

import asyncio
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from mailadmin.core import blocking
from mailadmin.core.event import Event, to_all
from mailadmin.core.reading.source import LARGEST, Refused, message_in, message_in_file
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import WIDE, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.editor import dropped_files
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import Field, Section
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.reading_card import ReadingCard

if TYPE_CHECKING:
    from mailadmin.core.reading.outcome import MessageResult

LIMIT: Final = 20.0
"""Seconds that reading a file may take."""

LOADING: Final = 30.0
"""Seconds that reading the modules may take the first time."""

LONGEST_SHOWN: Final = 200_000
"""Characters of a pasted text that are shown; a longer one is read without being shown."""

LONGEST_LINE: Final = 20_000
"""Characters of one line; a longer one would stop the window."""


class MessageText(QPlainTextEdit):
    """Where a message or its headers are pasted."""

    files_dropped = Signal(list)
    """Files were pasted or dropped: their paths."""
    much_pasted = Signal(str)
    """A text was pasted that is too long to be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(
            self.tr("Paste the headers here, or the whole message. A file can be dropped anywhere.")
        )

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped as plain text."""
        files = dropped_files(source)
        text = source.text()
        if files:
            self.files_dropped.emit(files)
        elif is_long(text):
            self.much_pasted.emit(text)
        else:
            self.insertPlainText(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Whether there is something to take."""
        return source.hasText() or bool(dropped_files(source))

    def sizeHint(self) -> QSize:
        """Six lines."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * 6)


def is_long(text: str) -> bool:
    """Whether showing a text would stop the window."""
    if len(text) > LONGEST_SHOWN:
        return True
    return any(len(line) > LONGEST_LINE for line in text.split("\n"))


class MessageTextField(Field):
    """The message with its label and its problem line."""

    def __init__(self, label: str, name: str) -> None:
        self.text = MessageText()
        super().__init__(label, name, self.text)

    def value(self) -> str:
        """The text as pasted."""
        return self.text.toPlainText()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.text.setPlainText(value)


class ReceivedMessage(QWidget):
    """The box, the buttons, and the reading. One message at a time."""

    shown = Signal(object)
    """A part that has just got something to say, to be brought into view."""
    print_wanted = Signal(object)
    """The user wants this :class:`MessageResult` on paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._task: Work | None = None
        self._events: list[Event] = []
        self._result: MessageResult | None = None
        self._field = MessageTextField(self.tr("Message or headers"), "message_text")
        self._read = PlainButton(self.tr("Read the message"), "read_message")
        self._open = PlainButton(self.tr("Open a file"), "open_message", "file")
        self._cancel = PlainButton(self.tr("Cancel"), "cancel_reading")
        self._buttons = Flow()
        self.reading = ReadingCard("message_")
        self._build()
        self._read.clicked.connect(self.read_text)
        self._open.clicked.connect(
            lambda: desk.tasks.start(self._choose(), name="choosing a message")
        )
        self._cancel.clicked.connect(self.stop)
        self._field.text.files_dropped.connect(self.read_files)
        self._field.text.much_pasted.connect(self._read_pasted)
        self.reading.copy_wanted.connect(self._copy)
        self.reading.print_wanted.connect(self.print_reading)
        keys = QShortcut(QKeySequence("Ctrl+Return"), self._field)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.read_text)

    def _build(self) -> None:
        hint = self.tr(
            "Drop a saved message (.eml) anywhere on this page, or paste it, or only its headers. "
            "A message that came back is explained too. Nothing of it leaves this computer but "
            "questions about the names and addresses in its headers."
        )
        section = Section(self.tr("Read a message someone received"), hint)
        section.body.addWidget(self._field)
        for button in (self._read, self._open, self._cancel):
            self._buttons.add(button)
        section.body.addWidget(self._buttons)
        card = Card()
        card.body.addWidget(section)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(WIDE)
        box.addWidget(card)
        box.addWidget(self.reading)
        self._show_running(False)

    # -- what is to be read

    def begin(self) -> None:
        """Lead to where a message is pasted."""
        self.shown.emit(self._field)
        self._field.text.setFocus()

    def read_text(self) -> None:
        """Read what stands in the box."""
        text = self._field.value()
        if not text.strip():
            self._say_problem(self.tr("There is no text yet. Paste a message or its headers."))
            self._field.text.setFocus()
            return
        self._start(text, self.tr("The text in the box"))

    def _read_pasted(self, text: str) -> None:
        self._start(text, self.tr("The text that was pasted, too long to be shown"))

    def read_files(self, files: list[Path]) -> None:
        """Read a file that was dropped; of several the first one."""
        self._start(files[0], self.tr("The file {0}").format(files[0].name))

    async def _choose(self) -> None:
        title = self.tr("Open a saved message")
        files = await self._desk.dialogs.open_files(self, title, many=False)
        if files:
            self.read_files(files)

    def _start(self, what: str | Path, source: str) -> None:
        if self._task is not None:
            sentence = self.tr("A message is being read already. Wait for it, or cancel it.")
            self._desk.notice(Notice(text=sentence, tone=Tone.INFO))
            return
        self._field.show_problem("")
        work = self._run(what, source)
        self._task = self._desk.tasks.start(work, name="reading a message")

    def stop(self) -> None:
        """Cancel the reading that is under way."""
        if self._task is not None:
            self._task.cancel()

    # -- reading

    async def _run(self, what: str | Path, source: str) -> None:
        self._show_running(True)
        try:
            raw = await self._fetched(what)
            if isinstance(raw, str):
                self._say_problem(raw)
                self.shown.emit(self._field)
                return
            await blocking.run(
                importlib.import_module, "mailadmin.core.reading.examination", limit=LOADING
            )
            await self._examine(raw, source)
        finally:
            self._task = None
            self._show_running(False)

    async def _fetched(self, what: str | Path) -> bytes | str:
        """The message, or the sentence that says why there is none."""
        try:
            found = await blocking.run(_found, what, limit=LIMIT)
        except TimeoutError:
            return self.tr("This file takes too long to read. Copy it to this computer first.")
        except OSError as error:
            return self.tr("This file can't be read: {0}").format(error.strerror or str(error))
        return self._refusal(found) if isinstance(found, Refused) else found

    def _refusal(self, refused: Refused) -> str:
        if refused is Refused.EMPTY:
            return self.tr("There is nothing in it. Choose a saved message, or paste its headers.")
        if refused is Refused.TOO_BIG:
            sentence = self.tr("This is bigger than {0}. Paste only the headers of the message.")
            return sentence.format(words.size(LARGEST))
        if refused is Refused.OUTLOOK:
            return self.tr(
                "This is a file in Outlook's own format. In Outlook open the message, then "
                "File > Properties, and copy the text under “Internet headers” into the box."
            )
        if refused is Refused.NO_HEADERS:
            return self.tr(
                "There are no headers in it. Paste the message with its headers. What an error "
                "message alone means, the page “Explain an error” tells you."
            )
        return self.tr("This is not a message: it is not text. Choose one saved as .eml or .txt.")

    async def _examine(self, raw: bytes, source: str) -> None:
        from mailadmin.core.reading.examination import read_message

        self._events, self._result = [], None
        self.reading.begin(source)
        self.shown.emit(self.reading)
        listen = to_all(self._events.append, self.reading.listen)
        try:
            result = await read_message(raw, self._desk.workspace.net, listen)
        except asyncio.CancelledError:
            self.reading.cancelled()
            raise
        except Exception:
            self.reading.broke()
            raise
        self._result = result
        self.reading.finish(result)
        self.shown.emit(self.reading)

    # -- showing

    def _say_problem(self, sentence: str) -> None:
        self._field.show_problem("")
        self._field.show_problem(sentence)

    def _show_running(self, running: bool) -> None:
        focused = self._read.hasFocus() or self._cancel.hasFocus()
        self._cancel.setVisible(running)
        self._read.setEnabled(not running)
        self._open.setEnabled(not running)
        if focused:
            (self._cancel if running else self._read).setFocus()
        self._buttons.refresh()

    def _copy(self) -> None:
        from mailadmin.core.report_text import support_text

        QGuiApplication.clipboard().setText(support_text(self._events, self._result))
        sentence = self.tr("What the message says is on the clipboard.")
        self._desk.notice(Notice(text=sentence, tone=Tone.OK))

    def print_reading(self) -> None:
        """Print the reading that is shown."""
        if self._result is not None:
            self.print_wanted.emit(self._result)


def _found(what: str | Path) -> bytes | Refused:
    """The message in a file or in a text. Blocks. ``OSError`` where a file can't be read."""
    if isinstance(what, Path):
        return message_in_file(what)
    return message_in(what.encode("utf-8", "replace"))
