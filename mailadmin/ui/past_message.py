"""One message of the outbox: where it stands, each recipient, why, and what can be done."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.entry_words import what_of, words_of
from mailadmin.ui.outbox_actions import OutboxActions
from mailadmin.ui.theme import GAP, TINY
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.evidence import reply_text
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.send.records import Row


class PastMessage(Card):
    """What the outbox knows of a message."""

    def __init__(self, desk: Desk, row: "Row") -> None:
        said = words_of(row)
        super().__init__()
        self._actions = OutboxActions(desk, self)
        icon = StateIcon(1.5)
        icon.set_state(said.icon, said.tone, said.word)
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        title = Text(said.word, Role.HEADING)
        title.setObjectName("past_message_title")
        sentences.addWidget(title)
        sentences.addWidget(Text(what_of(row)))
        if said.sentence:
            sentences.addWidget(Text(said.sentence))
        for recipient in row.recipients:
            sentences.addWidget(Text(words.recipient_sentence(recipient), Role.QUIET))
        number = self.tr("Number of the message (Message-ID): {0}").format(row.message_id)
        sentences.addWidget(Text(number, Role.QUIET))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        self.body.addLayout(head)
        if row.reason is not None and row.reason.reply is not None:
            self.body.addWidget(Block(reply_text(row.reason.reply), self.tr("The server's reply")))
        self.body.addWidget(self._choices(row))

    def _choices(self, row: "Row") -> Flow:
        choices = Flow()
        if row.state == "uncertain":
            look = PlainButton(self.tr("Look in the inbox"), "past_look", "inbox")
            forget = PlainButton(self.tr("Forget"), "past_forget", "trash")
            look.clicked.connect(lambda: self._actions.look(row))
            forget.clicked.connect(lambda: self._actions.forget(row))
            choices.add(look)
            choices.add(forget)
        if row.can_be_sent:
            again = PlainButton(self.tr("Send again"), "past_again", "send")
            again.clicked.connect(lambda: self._actions.send_again(row))
            choices.add(again)
        return choices
