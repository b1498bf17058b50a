"""Attached files as chips: name, size, and a cross to take them off again."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from mailadmin.ui import icons
from mailadmin.ui.theme import TINY, colours
from mailadmin.ui.widgets.buttons import IconButton
from mailadmin.ui.widgets.text import plain_tip

LONGEST = 36
"""Characters of a file name that are shown."""


class Chip(QWidget):
    """One file. ``number`` makes its object name unique."""

    removed = Signal()

    def __init__(self, name: str, size: str, number: int) -> None:
        super().__init__()
        self.setToolTip(plain_tip(name))
        shown = name if len(name) <= LONGEST else f"{name[: LONGEST - 12]}…{name[-10:]}"
        label = QLabel(f"{shown}  {size}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        remove = IconButton("close", self.tr("Remove {0}").format(name), f"attachment_{number}")
        remove.clicked.connect(self.removed)
        line = QHBoxLayout(self)
        line.setContentsMargins(icons.icon_side(self) + 14, TINY, TINY, TINY)
        line.setSpacing(TINY)
        line.addWidget(label)
        line.addWidget(remove)

    def sizeHint(self) -> QSize:
        """As wide as the name."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else QSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A rounded ground and a small sheet of paper."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.border, 1))
        painter.setBrush(look.card)
        bounds = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(bounds, self.height() / 2, self.height() / 2)
        side = icons.icon_side(self)
        picture = icons.pixmap("file", look.quiet, look.card, side, self.devicePixelRatioF())
        painter.drawPixmap(10, (self.height() - side) // 2, picture)
        painter.end()
