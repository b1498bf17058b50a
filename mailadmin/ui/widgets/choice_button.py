"""A big button for one answer to a question: words on the left, on as many lines as they take."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QPushButton, QSizePolicy

from mailadmin.ui import icons
from mailadmin.ui.theme import GAP, RADIUS, SMALL, blend, colours
from mailadmin.ui.widgets.buttons import enter_presses

NARROWEST = 160
"""Pixels of words that a choice has at least; longer ones go on in the next line."""


class ChoiceButton(QPushButton):
    """One of several answers. ``chosen`` marks the one that was given before."""

    def __init__(self, text: str, name: str, *, chosen: bool = False) -> None:
        super().__init__(text)
        self._chosen = chosen
        self.setObjectName(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if chosen:
            self.setAccessibleDescription(self.tr("Your answer so far"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def _beside(self) -> int:
        """Pixels that the words do not have."""
        return 2 * GAP + icons.icon_side(self) + SMALL

    def heightForWidth(self, width: int) -> int:
        """How high all lines are together."""
        room = QRect(0, 0, max(width - self._beside(), 1), 10_000)
        words = self.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        return words.height() + 2 * GAP

    def sizeHint(self) -> QSize:
        """One line, if there is room for it."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + self._beside()
        return QSize(width, self.fontMetrics().height() + 2 * GAP)

    def minimumSizeHint(self) -> QSize:
        """Narrow: the words may stand on several lines."""
        return QSize(min(self.sizeHint().width(), NARROWEST), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Take another height with another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A calm ground with a border, the words, and an arrow; with the focus a line around it."""
        look = colours(QApplication.palette())
        ground = blend(look.link, look.card, 0.10) if self._chosen else look.window
        if self.isDown():
            ground = blend(look.text, ground, 0.12)
        elif self.underMouse():
            ground = blend(look.text, ground, 0.05)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(look.link if focused or self._chosen else look.border, 1 + focused))
        painter.setBrush(ground)
        bounds = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(bounds, RADIUS - 2, RADIUS - 2)
        side = icons.icon_side(self)
        words = self.rect().adjusted(GAP, 0, -(GAP + side + SMALL), 0)
        painter.setPen(look.text)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(words, int(align | Qt.TextFlag.TextWordWrap), self.text())
        picture = icons.pixmap("chevron-right", look.quiet, ground, side, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - GAP - side, (self.height() - side) // 2, picture)
        painter.end()
