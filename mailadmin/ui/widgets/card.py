"""Surfaces: the calm rounded card that groups what belongs together."""

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mailadmin.ui.theme import GAP, RADIUS, WIDE, Tone, colours


class Card(QWidget):
    """A rounded ground with room around its content; faintly tinted by its tone."""

    def __init__(self, tone: Tone = Tone.QUIET, margin: int = WIDE) -> None:
        super().__init__()
        self._tone = tone
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin - 2, margin, margin - 2)
        self.body.setSpacing(GAP)

    def set_tone(self, tone: Tone) -> None:
        """Tint the card."""
        self._tone = tone
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground and its border."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = look.border if self._tone is Tone.QUIET else look.tone(self._tone)
        if self._tone is not Tone.QUIET:
            edge.setAlphaF(0.45)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(look.tint(self._tone))
        bounds = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(bounds, RADIUS, RADIUS)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint in the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class Line(QWidget):
    """A hairline between rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours(QApplication.palette()).border)
        painter.end()
