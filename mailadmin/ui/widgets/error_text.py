"""Where an error message or a returned message is pasted, or dropped as a file."""

import codecs
from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QPlainTextEdit

from mailadmin.core import blocking
from mailadmin.ui.widgets.form import Field

LIMIT: Final = 10.0
"""Seconds that reading a file may take."""

LONGEST_TEXT: Final = 100_000
"""Characters that are taken of what somebody pastes by mistake. One long line stops the window."""

LONGEST_FILE: Final = 10_000_000
"""Bytes that are read of a file. A returned message may bring an attachment back."""


def read_text_file(path: Path) -> str:
    """The text of a file, at most :data:`LONGEST_FILE` bytes of it.

    Blocks. ``OSError`` where it can't be read, ``ValueError`` where it is no text.
    """
    with path.open("rb") as file:
        data = file.read(LONGEST_FILE)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if b"\0" in data:
        raise ValueError("not text")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("latin-1")  # each byte is a letter there


class ErrorText(QPlainTextEdit):
    """Where the error message goes."""

    file_dropped = Signal(str)
    """A file was pasted or dropped: its path."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setPlaceholderText(self.tr("Paste the error message here, all of it."))

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take what is pasted or dropped as plain text, and not more of it than can be shown."""
        from mailadmin.core.diagnosis.peeling import shortened

        file = next((url.toLocalFile() for url in source.urls() if url.isLocalFile()), "")
        if file:
            self.file_dropped.emit(file)
        elif source.hasText():
            self.insertPlainText(shortened(source.text(), LONGEST_TEXT))
        elif source.hasHtml():
            page = QTextDocumentFragment.fromHtml(shortened(source.html(), LONGEST_TEXT))
            self.insertPlainText(page.toPlainText())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Whether there is something to take."""
        return source.hasText() or source.hasHtml() or source.hasUrls()

    def sizeHint(self) -> QSize:
        """Seven lines."""
        return QSize(super().sizeHint().width(), self.fontMetrics().lineSpacing() * 7)


class ErrorTextField(Field):
    """The error message with its label and its problem line."""

    def __init__(self, label: str, name: str) -> None:
        self.text = ErrorText()
        super().__init__(label, name, self.text)

    def value(self) -> str:
        """The text as pasted."""
        return self.text.toPlainText()

    def set_value(self, value: str) -> None:
        """Show a text."""
        self.text.setPlainText(value)

    async def read_file(self, path: Path) -> None:
        """Show the text of a file, or say what is wrong with it."""
        from mailadmin.core.diagnosis.peeling import shortened

        self.show_problem("")
        try:
            text = await blocking.run(read_text_file, path, limit=LIMIT)
        except TimeoutError:
            self.show_problem(self.tr("This file takes too long to read."))
        except OSError as error:
            reason = error.strerror or str(error)
            self.show_problem(self.tr("This file can't be read: {0}").format(reason))
        except ValueError:
            self.show_problem(self.tr("This file is not text. Open the message and copy its text."))
        else:
            self.set_value(shortened(text, LONGEST_TEXT))
