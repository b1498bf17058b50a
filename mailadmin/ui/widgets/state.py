"""States: icon, word and colour together, and a spinner that turns calmly."""

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPixmap, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel

from mailadmin.ui import icons
from mailadmin.ui.theme import Tone, colours

TURN_MS = 40
"""Milliseconds between two positions of the spinner."""

STEP = 14.0
"""Degrees it turns each time: about one turn a second."""


class StateIcon(QLabel):
    """The icon of a state. ``set_state`` names an icon ``state-…`` and its tone.

    A label that holds a picture is a picture to assistive technology, called by the state's word.
    What is on the screen is drawn anew each time: it turns, and follows the palette.
    """

    def __init__(self, scale: float = 1.0) -> None:
        super().__init__()
        self._icon = "waiting"
        self._tone = Tone.QUIET
        self._scale = scale
        self._angle = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(TURN_MS)
        self._timer.timeout.connect(self._turn)

    def set_state(self, icon: str, tone: Tone, word: str) -> None:
        """Show a state; ``word`` is what it is called."""
        self._icon, self._tone = icon, tone
        self.setAccessibleName(word)
        self.setToolTip(word)
        self._angle = 0.0
        self.setPixmap(self._picture())
        self._spin(self.isVisible())
        self.update()

    def _spin(self, visible: bool) -> None:
        if visible and self._icon == "running":
            self._timer.start()
        else:
            self._timer.stop()

    def _turn(self) -> None:
        self._angle = (self._angle + STEP) % 360
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Turn only while somebody can see it."""
        super().showEvent(event)
        self._spin(visible=True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest."""
        super().hideEvent(event)
        self._spin(visible=False)

    def sizeHint(self) -> QSize:
        """As high as the text beside it."""
        side = round(icons.icon_side(self) * self._scale)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon in the colour of its tone."""
        side = min(self.sizeHint().width(), self.width(), self.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, self.height() / 2)
        painter.rotate(self._angle)
        picture = self._picture(side)
        bounds = QRectF(-side / 2, -side / 2, side, side)
        painter.drawPixmap(bounds, picture, QRectF(picture.rect()))
        painter.end()

    def _picture(self, side: int | None = None) -> QPixmap:
        look = colours(QApplication.palette())
        colour = look.link if self._icon == "running" else look.tone(self._tone)
        side = side or self.sizeHint().width()
        return icons.pixmap(
            f"state-{self._icon}", colour, look.card, side, self.devicePixelRatioF()
        )
