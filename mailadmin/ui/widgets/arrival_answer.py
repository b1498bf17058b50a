"""The answer over the mailboxes: where the message is, how it was sent, what is not proven."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.event import Phrase
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, Tone
from mailadmin.ui.widgets.sending_line import SendingLine
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text, hidden


class ArrivalAnswer(QWidget):
    """Not shown before there is something to say. ``sending`` is the line of the sending."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = StateIcon(1.5)
        self._title = Text("", Role.HEADING)
        self._title.setObjectName("arrival_title")
        self.sending = hidden(SendingLine("arrival_sending"))
        self._sent = hidden(Text())
        self._sent.setObjectName("arrival_sent")
        self._not_proven = hidden(Text("", Role.QUIET))
        sentences = QVBoxLayout()
        sentences.setSpacing(SMALL)
        for part in (self._title, self.sending, self._sent, self._not_proven):
            sentences.addWidget(part)
        head = QHBoxLayout(self)
        head.setContentsMargins(0, SMALL, 0, 0)
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        self.setVisible(False)

    def say(self, icon: str, tone: Tone, word: str, title: str) -> None:
        """Show a state and its sentence; what was not proven before is forgotten."""
        self._icon.set_state(icon, tone, word)
        self._title.setText(title)
        self._not_proven.setVisible(False)
        self.setVisible(True)

    def begin_sending(self) -> None:
        """Follow the sending from here on."""
        self._sent.setVisible(False)
        self.sending.setVisible(True)
        self.sending.begin()

    def tell_open(self, phrases: Sequence[Phrase]) -> None:
        """Say what the test could not show."""
        if phrases:
            self._not_proven.setText(words.not_proven(phrases))
        self._not_proven.setVisible(bool(phrases))

    def say_sent(self, sentence: str) -> None:
        """Say how the message was sent; with an empty sentence nothing."""
        self.sending.say("")
        self.sending.setVisible(False)
        self._sent.setText(sentence)
        self._sent.setVisible(bool(sentence))

    def title(self) -> str:
        """What is said now, empty before there is anything."""
        return "" if self.isHidden() else self._title.text()
