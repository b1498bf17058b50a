"""The latest messages and tests on Home; what may have been sent stands on top with its choices."""

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.history.run import Kind, Run
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.entry_words import what_of
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.buttons import Arrow, PlainButton
from mailadmin.ui.widgets.card import Card, Line
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Elided, Role, Text, one_line

if TYPE_CHECKING:
    from mailadmin.core.send.records import Row
    from mailadmin.ui.outbox_actions import OutboxActions

SHOWN = 12
"""Entries in the list; History shows the rest."""


class LatestEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list: when, what, its state, and what opens below it."""

    name: str
    at: datetime
    what: str
    icon: str
    tone: Tone
    word: str
    details: tuple[str, ...] = ()
    literal: str = ""


class EntryRow(QWidget):
    """One line; the arrow opens the details."""

    def __init__(self, entry: LatestEntry) -> None:
        super().__init__()
        self._entry = entry
        self._opened: QWidget | None = None
        self.setObjectName(f"latest_{entry.name}")
        time = one_line(Text(words.clock(entry.at), Role.QUIET))
        what = Elided(entry.what)
        what.set_whole(entry.what)
        icon = StateIcon()
        icon.set_state(entry.icon, entry.tone, entry.word)
        word = one_line(Text(entry.word, tone=entry.tone))
        label = self.tr("Details: {0}").format(entry.what)
        arrow = Arrow(label, f"latest_{entry.name}_details", alone=True)
        arrow.toggled.connect(self._open)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for part in (time, what, icon, word, arrow):
            line.addWidget(part, 1 if part is what else 0, Qt.AlignmentFlag.AlignVCenter)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, TINY, 0, TINY)
        self._box.addLayout(line)

    def _open(self, opened: bool) -> None:
        from mailadmin.ui.widgets.block import Block

        if self._opened is None:
            self._opened = QWidget()
            box = QVBoxLayout(self._opened)
            box.setContentsMargins(GAP, 0, 0, SMALL)
            box.setSpacing(TINY)
            for sentence in (self._entry.what, *self._entry.details):
                box.addWidget(Text(sentence))
            if self._entry.literal:
                box.addWidget(Block(self._entry.literal, self.tr("The server's reply")))
            self._box.addWidget(self._opened)
        self._opened.setVisible(opened)


class UncertainCard(Card):
    """A message that may have been sent, and what the user may do about it."""

    def __init__(self, row: "Row", actions: "OutboxActions") -> None:
        super().__init__(Tone.WARNING)
        self.setObjectName(f"uncertain_{row.id}")
        icon = StateIcon(1.4)
        icon.set_state("unknown", Tone.WARNING, self.tr("May have been sent"))
        title = self.tr("This message may have been sent")
        title = words.say(row.reason.phrase) if row.reason is not None else title
        guidance = self.tr(
            "Find out whether it arrived before you send it again; else somebody may get it twice."
        )
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        sentences.addWidget(Text(title, Role.STRONG))
        sentences.addWidget(Text(f"{words.clock(row.changed)}   {what_of(row)}"))
        sentences.addWidget(Text(guidance, Role.QUIET))
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        self.body.addLayout(head)
        choices = Flow()
        look = PlainButton(self.tr("Look in the inbox"), f"look_{row.id}", "inbox")
        again = PlainButton(self.tr("Send again"), f"again_{row.id}", "send")
        forget = PlainButton(self.tr("Forget"), f"forget_{row.id}", "trash")
        look.clicked.connect(lambda: actions.look(row))
        again.clicked.connect(lambda: actions.send_again(row))
        forget.clicked.connect(lambda: actions.forget(row))
        for choice in (look, again, forget):
            choices.add(choice)
        self.body.addWidget(choices)


class LatestList(QWidget):
    """Reads the outbox when it changes and when Home is opened; tests come from this session.

    ``uncertain`` is a part of its own, for the page to put on top.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[Row, ...] = ()
        self._shown: object = None
        self.uncertain = QWidget()
        self._uncertain = QVBoxLayout(self.uncertain)
        self._uncertain.setContentsMargins(0, 0, 0, 0)
        self._uncertain.setSpacing(GAP)
        self._card = Card()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._card.body.addWidget(one_line(Text(self.tr("Latest"), Role.HEADING)))
        self._card.body.addLayout(self._lines)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._card)
        desk.outbox_changed.connect(self.refresh)
        desk.latest.changed.connect(self._show)
        desk.accounts.changed.connect(self._show)

    @cached_property
    def _actions(self) -> "OutboxActions":
        from mailadmin.ui.outbox_actions import OutboxActions

        return OutboxActions(self._desk, self)

    def refresh(self) -> None:
        """Read the outbox again."""
        if not self._desk.started:
            return  # the outbox tells of itself when the program has started
        self._desk.tasks.start(self._read(), name="reading the outbox")

    async def _read(self) -> None:
        from mailadmin.core.send.errors import OutboxError

        try:
            self._rows = await self._desk.workspace.outbox.rows(limit=200)
        except OutboxError as error:
            self._actions.say_error(error)
            return
        self._show()

    def _show(self) -> None:
        account_id = self._desk.accounts.current_id
        mine = tuple(row for row in self._rows if row.account_id == account_id)
        wanted = (account_id, mine, self._runs(account_id))
        if wanted == self._shown:
            return
        self._shown = wanted
        empty(self._uncertain)
        empty(self._lines)
        for row in mine:
            if row.state == "uncertain":
                self._uncertain.addWidget(UncertainCard(row, self._actions))
        self.uncertain.setVisible(self._uncertain.count() > 0)
        entries = [
            *(message_entry(row) for row in mine if row.state != "uncertain"),
            *(test_entry(run, number) for number, run in enumerate(self._runs(account_id))),
        ]
        entries.sort(key=lambda entry: entry.at, reverse=True)
        for entry in entries[:SHOWN]:
            if self._lines.count():
                self._lines.addWidget(Line())
            self._lines.addWidget(EntryRow(entry))
        if not entries:
            hint = self.tr("Nothing yet. Your messages and tests will be listed here.")
            self._lines.addWidget(Text(hint, Role.QUIET))

    def _runs(self, account_id: str | None) -> tuple[Run, ...]:
        return self._desk.latest.of(account_id or "")


def message_entry(row: "Row") -> LatestEntry:
    """A message of the outbox as a line of the list."""
    icon, tone = words.MESSAGE_STATES[row.state]
    details = [words.say(row.reason.phrase)] if row.reason is not None else []
    details += [words.recipient_sentence(recipient) for recipient in row.recipients]
    from mailadmin.ui.widgets.evidence import reply_text

    literal = ""
    if row.reason is not None and row.reason.reply is not None:
        literal = reply_text(row.reason.reply)
    return LatestEntry(
        name=row.id,
        at=row.changed,
        what=what_of(row),
        icon=icon,
        tone=tone,
        word=words.message_state(row.state, row.route),
        details=tuple(details),
        literal=literal,
    )


def _wrong_in(run: Run) -> list[str]:
    """What the checks of a domain found that should be otherwise."""
    from mailadmin.core.event import Found
    from mailadmin.core.finding import Status

    found = [event.finding for event in run.events if isinstance(event, Found)]
    wrong = (Status.FAILED, Status.WARNING)
    return [words.title_of(one) for status in wrong for one in found if one.status is status]


def test_entry(run: Run, number: int) -> LatestEntry:
    """A test of this session as a line of the list."""
    if run.result is None:
        icon, tone, word = "skipped", Tone.QUIET, words.cancelled()
        details: tuple[str, ...] = ()
    else:
        icon, tone = words.OUTCOMES[run.result.status]
        word = words.outcome_word(run.result.status)
        details = (words.say(run.result.title),)
        if run.about.kind is Kind.DOMAIN:
            details = (*details, *_wrong_in(run))
        elif run.result.cause is not None:
            details = (*details, words.reason_of(run.result))
    return LatestEntry(
        name=f"test_{number}",
        at=run.ended,
        what=words.run_name(run.about),
        icon=icon,
        tone=tone,
        word=word,
        details=details,
    )
