"""Literal text, as records, replies and messages are shown."""

from math import ceil

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QPlainTextEdit, QSizePolicy

from mailadmin.ui.theme import SMALL, TINY

TALLEST = 14
"""Lines of a text block that are shown before it scrolls."""


class Block(QPlainTextEdit):
    """Literal text in a fixed-width font: read, selected and copied, never changed.

    ``plain`` is for a line among others: it has no ground of its own and little margin.
    """

    def __init__(self, text: str, label: str, *, plain: bool = False) -> None:
        super().__init__()
        self._margin = TINY if plain else SMALL
        self.setReadOnly(True)
        self.setPlainText(text)
        self.setAccessibleName(label)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        # Whoever needs large letters needs them here too.
        font.setPointSizeF(max(font.pointSizeF(), QApplication.font().pointSizeF()))
        self.setFont(font)
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
        lines, line = 0, float(self.fontMetrics().lineSpacing())
        while block.isValid():
            layout = block.layout()
            if layout is not None and layout.lineCount():
                # On a fine screen a line is laid out a little higher than the font says.
                line = max(line, layout.lineAt(0).height())
            lines += max(1, layout.lineCount() if layout is not None else 1)
            block = block.next()
        height = ceil(line * min(lines, TALLEST)) + 2 * self._margin + 4
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def sizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(240, self.maximumHeight())
