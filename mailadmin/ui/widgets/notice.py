"""The bar at the top of the window that says in one line what has just happened."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

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
        self._card: _NoticeCard | None = None
        self._act: Callable[[], None] | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(*margins)
        self.setVisible(False)

    def show_notice(self, notice: Notice) -> None:
        """Say something, also to assistive technology."""
        from mailadmin.ui.announce import announce

        if self._card is None:  # most windows never have anything to say here
            self._card = _NoticeCard()
            self._card.close_button.clicked.connect(self.clear)
            self._card.action.clicked.connect(self._do)
            self._box.addWidget(self._card)
        self._card.say(notice)
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
        return self._card.text.text() if self._card is not None and self.isVisible() else ""

    def _do(self) -> None:
        act = self._act
        self.clear()
        if act is not None:
            act()


class _NoticeCard(Card):
    """Icon, sentence, what else is worth knowing, what can be done about it."""

    def __init__(self) -> None:
        super().__init__(Tone.INFO, margin=GAP)
        self._icon = StateIcon()
        self.text = Text("", Role.STRONG)
        self.text.setObjectName("notice_text")
        self._more = Text("", Role.BODY)
        self.action = LinkButton("", "notice_action")
        self.close_button = IconButton("close", self.tr("Close this notice"), "notice_close")
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        sentences.addWidget(self.text)
        sentences.addWidget(self._more)
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(sentences, 1)
        line.addWidget(self.action)
        line.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(line)

    def say(self, notice: Notice) -> None:
        """Show a notice."""
        self.set_tone(notice.tone)
        self._icon.set_state(ICONS[notice.tone], notice.tone, "")
        self.text.setText(notice.text)
        self._more.setText(notice.more)
        self._more.setVisible(bool(notice.more))
        self.action.setText(notice.action)
        self.action.setAccessibleName(notice.action)
        self.action.setVisible(bool(notice.action))
        self.action.updateGeometry()
