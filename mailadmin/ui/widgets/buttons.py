"""Buttons: the platform's own, plus one in the accent colour for the main thing on a page."""

from typing import Self

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QPushButton,
    QSizePolicy,
    QToolButton,
)

from mailadmin.ui import icons
from mailadmin.ui.theme import RADIUS, blend, colours
from mailadmin.ui.widgets.text import plain_tip


def enter_presses(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Whether the key was Enter, which has then pressed the button.

    Qt's own buttons know Space, and Enter only in dialogs, where a default button takes it from
    the fields too. Here Enter in a field is the field's.
    """
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
        return False
    if not event.isAutoRepeat():
        button.click()
    return True


class PlainButton(QPushButton):
    """The platform's button, with one of our icons in the colour of its text.

    ``name`` is its object name.
    """

    def __init__(self, text: str, name: str, icon: str | None = None) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self._icon_name = icon
        self._sentence = ""
        self.setAutoDefault(False)
        self._tint()

    def break_lines(self) -> Self:
        """Let the words stand on several lines where one is too wide, in a ``Flow``."""
        self._sentence = self.text()
        self.setAccessibleName(self._sentence)
        return self

    def set_icon(self, icon: str | None) -> None:
        """Show another icon."""
        self._icon_name = icon
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the font; look faint while disabled."""
        super().changeEvent(event)
        if event.type() in icons.TINTING:
            self._tint()

    def _tint(self) -> None:
        if self._icon_name is None:
            return
        side = icons.icon_side(self)
        self.setIcon(icons.spaced_icon_for(self, self._icon_name, side))
        self.setIconSize(QSize(side + icons.ROOM, side))

    def sizeHint(self) -> QSize:
        """A little taller than the platform's, so that it is easy to hit."""
        hint = super().sizeHint()
        if self._sentence:  # in one line, however it stands now
            shown = max(map(self._pixels, self.text().split("\n")))
            width = hint.width() + 12 - shown + self._pixels(self._sentence)
            return QSize(width, self._height(1))
        return QSize(hint.width() + 12, max(hint.height(), self._height(1)))

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        hint = self.sizeHint()
        if self._sentence:
            longest = max(map(self._pixels, self._sentence.split()))
            hint.setWidth(hint.width() - self._pixels(self._sentence) + longest)
        return hint

    def hasHeightForWidth(self) -> bool:
        """Whether narrow means more lines."""
        return bool(self._sentence)

    def heightForWidth(self, width: int) -> int:
        """How high all lines are together."""
        return self._height(len(self._lines(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words for the new width."""
        super().resizeEvent(event)
        text = "\n".join(self._lines(self.width()))
        if self._sentence and text != self.text():
            self.setText(text)

    def _pixels(self, words: str) -> int:
        return self.fontMetrics().horizontalAdvance(words)

    def _height(self, lines: int) -> int:
        metrics = self.fontMetrics()
        return metrics.height() + (lines - 1) * metrics.lineSpacing() + 15

    def _lines(self, width: int) -> list[str]:
        room = width - self.sizeHint().width() + self._pixels(self._sentence)
        lines: list[str] = []
        for word in self._sentence.split():
            if lines and self._pixels(f"{lines[-1]} {word}") <= room:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines


class PrimaryButton(PlainButton):
    """The main button of a page, in the system's accent colour."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text, name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room around the words."""
        hint = super().sizeHint()
        return QSize(hint.width() + 20, max(hint.height(), self.fontMetrics().height() + 15))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The accent's ground, the words, and with the focus a line around them."""
        look = colours(QApplication.palette())
        ground, text = look.accent, look.on_accent
        if not self.isEnabled():
            ground = blend(look.text, look.window, 0.14)
            text = blend(look.text, look.window, 0.55)
        elif self.isDown():
            ground = blend(look.text, ground, 0.18)
        elif self.underMouse():
            ground = blend(look.text, ground, 0.08)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bounds = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(bounds, RADIUS - 2, RADIUS - 2)
        painter.setPen(QPen(text, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.drawRoundedRect(bounds.adjusted(3, 3, -3, -3), RADIUS - 4, RADIUS - 4)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


class LinkButton(QPushButton):
    """A quiet button that looks like a link and does something here."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.setObjectName(name)
        self.setFlat(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As big as its words."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 8, metrics.height() + 10)

    def minimumSizeHint(self) -> QSize:
        """Never cut the text."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Words in the link colour; underlined under the mouse, framed with the focus."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(look.link if self.isEnabled() else look.quiet)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect().adjusted(4, 0, -4, 0), left, self.text())
        if self.hasFocus():
            painter.setPen(QPen(look.link, 1.2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class IconButton(QToolButton):
    """A button with an icon only; its name is said by its tool tip and to assistive technology."""

    def __init__(self, icon: str, label: str, name: str) -> None:
        super().__init__()
        self._icon_name = icon
        self.setAutoRaise(True)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_label(label)
        self._tint()

    def set_label(self, label: str) -> None:
        """Say what it does."""
        self.setAccessibleName(label)
        self.setToolTip(plain_tip(label))

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon_name = icon
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the palette and the font; look faint while disabled."""
        super().changeEvent(event)
        if event.type() in icons.TINTING:
            self._tint()

    def _tint(self) -> None:
        side = icons.icon_side(self)
        self.setIcon(icons.icon_for(self, self._icon_name, side))
        self.setIconSize(QSize(side, side))


class Arrow(QToolButton):
    """The small arrow that opens details in place, with words beside it or alone."""

    def __init__(self, label: str, name: str, *, alone: bool = False) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setText("" if alone else label)
        if alone:
            self.setToolTip(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Room for the arrow and the words."""
        side = icons.icon_side(self)
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(side + 8 + (words + 8 if words else 0), side + 8)

    def minimumSizeHint(self) -> QSize:
        """Never cut the words."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A faint ground under the mouse, a frame with the focus, the arrow, the words."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bounds = QRectF(self.rect()).adjusted(0.6, 0.6, -0.6, -0.6)
        painter.setPen(QPen(look.link, 1.2) if self.hasFocus() else Qt.PenStyle.NoPen)
        ground = QColor(look.text)
        ground.setAlphaF(0.08 if self.underMouse() else 0.0)
        painter.setBrush(ground)
        painter.drawRoundedRect(bounds, 4, 4)
        side = icons.icon_side(self)
        name = "chevron-down" if self.isChecked() else "chevron-right"
        ratio = self.devicePixelRatioF()
        picture = icons.pixmap(name, look.text, look.card, side, ratio)
        painter.drawPixmap(4 if not self.text() else 0, (self.height() - side) // 2, picture)
        painter.setPen(look.text)
        words = self.rect().adjusted(side + 4, 0, -2, 0)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, align, self.text())
        painter.end()
