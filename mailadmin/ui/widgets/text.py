"""Text that people read: selectable, wrapping, never interpreted as HTML."""

from enum import Enum
from typing import TypeVar

from PySide6 import QtGui
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QWidget

from mailadmin.ui.theme import Tone, colours


class Role(Enum):
    """What a text is on its page: size relative to the platform's font, bold, grey."""

    TITLE = (1.7, False, False)
    HEADING = (1.2, True, False)
    STRONG = (1.0, True, False)
    BODY = (1.0, False, False)
    QUIET = (1.0, False, True)
    CODE = (2.4, True, False)
    """Characters that are read out or typed one by one, in a fixed-width font."""


class Text(QLabel):
    """A piece of text. Servers' words pass through here too, so it is always plain text."""

    def __init__(self, text: str = "", role: Role = Role.BODY, *, tone: Tone | None = None) -> None:
        super().__init__(text)
        self._role = role
        self._tone = tone
        self._styling = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._style()

    def set_tone(self, tone: Tone | None) -> None:
        """Show the text in the colour of a state."""
        if tone is not self._tone:
            self._tone = tone
            self._style()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the platform's palette and font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._style()

    def _style(self) -> None:
        if self._styling:
            return
        self._styling = True
        scale, bold, grey = self._role.value
        font = QFont(QApplication.font())
        if self._role is Role.CODE:
            fixed = QtGui.QFontDatabase.systemFont(QtGui.QFontDatabase.SystemFont.FixedFont)
            font.setFamilies(fixed.families())
        font.setPointSizeF(QApplication.font().pointSizeF() * scale)
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        tone = self._tone or (Tone.QUIET if grey else None)
        # Only the one role: everything else keeps following the platform.
        palette = QPalette()
        if tone is not None:
            look = colours(QApplication.palette())
            palette.setColor(QPalette.ColorRole.WindowText, look.tone(tone))
        self.setPalette(palette)
        self._styling = False


def one_line(text: Text) -> Text:
    """A text that stays on one line, for names beside other things."""
    text.setWordWrap(False)
    text.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
    return text


class Elided(Text):
    """One line that is cut at its end where space is short; its tool tip says all of it.

    ``mode`` is where else to cut it, such as in the middle of what counts to its end.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(text, role)
        self._mode = mode
        self._whole = text
        self.setWordWrap(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def set_whole(self, text: str) -> None:
        """Show this text, as much of it as fits."""
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002
        """Fit the text to the new width."""
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, self._mode, max(self.width(), 40))
        self.setToolTip(plain_tip(self._whole) if shown != self._whole else "")
        self.setText(shown)


def plain_tip(text: str) -> str:
    """A tool tip that says just this: Qt takes what looks like HTML for it and loads images."""
    if not QtGui.Qt.mightBeRichText(text):
        return text
    import html  # with its thousands of names of characters, which the first picture has no use for

    return f"<p>{html.escape(text)}</p>"


Part = TypeVar("Part", bound=QWidget)


def hidden(widget: Part) -> Part:
    """The widget, not shown until it has something to say."""
    widget.setVisible(False)
    return widget
