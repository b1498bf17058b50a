"""A test message of the past: where it was found, and what the copy said."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen
from mailadmin.core.event import Found
from mailadmin.core.history.run import Run
from mailadmin.ui import words
from mailadmin.ui.arrival_watch import LOOKING
from mailadmin.ui.arrival_words import was_sent
from mailadmin.ui.desk import Desk
from mailadmin.ui.support import copy_for_support
from mailadmin.ui.theme import GAP, Tone
from mailadmin.ui.widgets.arrival_answer import ArrivalAnswer
from mailadmin.ui.widgets.card import Card, Line
from mailadmin.ui.widgets.failure_card import FailureCard
from mailadmin.ui.widgets.mailbox_list import MailboxList
from mailadmin.ui.widgets.mailbox_row import Mailbox
from mailadmin.ui.widgets.reading_card import ReadingCard


class PastArrival(QWidget):
    """The answer, the mailboxes as they were then, and the reading of one copy at a time."""

    def __init__(self, desk: Desk, run: Run, *, theirs: bool = False) -> None:
        super().__init__()
        self._theirs = theirs
        self._desk = desk
        self._shown: MailboxSeen | None = None
        self._answer = ArrivalAnswer()
        self._mailboxes = MailboxList()
        self._failure = FailureCard("past_", acts=False)
        self._reading = ReadingCard("past_copy_")
        card = Card()
        for part in (self._answer, Line(), self._mailboxes):
            card.body.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for below in (card, self._failure, self._reading):
            box.addWidget(below)
        self._mailboxes.copy_wanted.connect(self._show_copy)
        self._mailboxes.why_wanted.connect(lambda: desk.page_wanted.emit("page_arrival"))
        self._reading.copy_wanted.connect(lambda: copy_for_support(desk, run))
        self._reading.print_wanted.connect(lambda: desk.tasks.start(self._print(), name="printing"))
        self._show(run)

    def _show(self, run: Run) -> None:
        result = run.result
        if not isinstance(result, ArrivalResult):
            sentence = self.tr("The waiting was stopped. The message may have arrived later.")
            self._answer.say("skipped", Tone.QUIET, words.cancelled(), sentence)
            self._show_copy(None)
            return
        self._mailboxes.show_mailboxes([Mailbox(address=box.address) for box in result.mailboxes])
        self._mailboxes.set_editable(False)
        if self._theirs:
            self._mailboxes.ask_nothing()
        self._mailboxes.begin()
        for event in run.events:
            if isinstance(event, Found) and event.finding.check.startswith(LOOKING):
                self._mailboxes.listen(event)
        icon, tone = words.OUTCOMES[result.status]
        word = words.outcome_word(result.status)
        self._answer.say(icon, tone, word, words.say(result.title))
        self._answer.tell_open(result.not_proven)
        self._mailboxes.settle(result)
        if result.sending is not None:
            self._answer.say_sent(words.say(result.sending.title))
            if not was_sent(result):
                self._failure.show_result(result.sending)
        self._show_copy(next((one for one in result.mailboxes if one.reading is not None), None))

    def _show_copy(self, seen: MailboxSeen | None) -> None:
        self._shown = seen
        self._mailboxes.offer_copies(seen)
        if seen is None or seen.reading is None:
            self._reading.setVisible(False)
            return
        source = self.tr("The copy that arrived at {address}").format(address=seen.address)
        self._reading.show_result(source, seen.reading)

    async def _print(self) -> None:
        from mailadmin.ui.printing import document_of_message

        reading = None if self._shown is None else self._shown.reading
        title = self.tr("Print the reading of the message")
        if reading is None:
            return
        printer = await self._desk.dialogs.choose_printer(self, title)
        if printer is not None:
            document_of_message(reading).print_(printer)
