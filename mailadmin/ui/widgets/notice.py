"""The bar at the top of the window that says in one line what has just happened."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.ui.announce import announce
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.buttons import IconButton, LinkButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

ICONS = {
    Tone.OK: "ok",
    Tone.INFO: "info",
    Tone.WARNING: "warning",
    Tone.FAILED: "failed",
    Tone.QUIET: "info",
}


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, what else is worth knowing, and optionally something to do about it."""

    text: str
    tone: Tone = Tone.INFO
    more: str = ""
    action: str = ""
    act: Callable[[], None] | None = None


class NoticeBar(QWidget):
    """Shows the latest notice until the user closes it or another one comes."""

    def __init__(self, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self._card = Card(Tone.INFO, margin=GAP)
        self._icon = StateIcon()
        self._text = Text("", Role.STRONG)
        self._text.setObjectName("notice_text")
        self._more = Text("", Role.BODY)
        self._action = LinkButton("", "notice_action")
        self._close = IconButton("close", self.tr("Close this notice"), "notice_close")
        self._act: Callable[[], None] | None = None
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        sentences.addWidget(self._text)
        sentences.addWidget(self._more)
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(sentences, 1)
        line.addWidget(self._action)
        line.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self._card.body.addLayout(line)
        box = QVBoxLayout(self)
        box.setContentsMargins(*margins)
        box.addWidget(self._card)
        self._close.clicked.connect(self.clear)
        self._action.clicked.connect(self._do)
        self.setVisible(False)

    def show_notice(self, notice: Notice) -> None:
        """Say something, also to assistive technology."""
        self._card.set_tone(notice.tone)
        self._icon.set_state(ICONS[notice.tone], notice.tone, "")
        self._text.setText(notice.text)
        self._more.setText(notice.more)
        self._more.setVisible(bool(notice.more))
        self._action.setText(notice.action)
        self._action.setAccessibleName(notice.action)
        self._action.setVisible(bool(notice.action))
        self._action.updateGeometry()
        self._act = notice.act
        self.setVisible(True)
        urgent = notice.tone in (Tone.WARNING, Tone.FAILED)
        announce(self, f"{notice.text} {notice.more}".strip(), urgent=urgent)

    def clear(self) -> None:
        """Say nothing."""
        self._act = None
        self.setVisible(False)

    def text(self) -> str:
        """The sentence that stands in the bar, empty when it is closed."""
        return self._text.text() if self.isVisible() else ""

    def _do(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()
