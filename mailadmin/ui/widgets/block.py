"""Literal text, as records, replies and messages are shown."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy

from mailadmin.ui.theme import SMALL

TALLEST = 14
"""Lines of a text block that are shown before it scrolls."""


class Block(QPlainTextEdit):
    """Literal text in a fixed-width font: read, selected and copied, never changed.

    ``plain`` is for a line among others: it has no ground and no margin of its own.
    """

    def __init__(self, text: str, label: str, *, plain: bool = False) -> None:
        super().__init__()
        self._margin = 0 if plain else SMALL
        self.setReadOnly(True)
        self.setPlainText(text)
        self.setAccessibleName(label)
        self.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(self._margin)
        self.viewport().setAutoFillBackground(not plain)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the text, within reason."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page, not this block, while all of it is shown."""
        bar = self.verticalScrollBar()
        if bar.maximum() > bar.minimum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _fit(self) -> None:
        block = self.document().firstBlock()
        lines = 0
        while block.isValid():
            layout = block.layout()
            lines += max(1, layout.lineCount() if layout is not None else 1)
            block = block.next()
        height = self.fontMetrics().lineSpacing() * min(lines, TALLEST) + 2 * self._margin + 4
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(240, self.maximumHeight())
