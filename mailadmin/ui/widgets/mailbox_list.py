"""The mailboxes in which a test message is waited for, the user's own first."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen
from mailadmin.core.event import Event, Finished, Found
from mailadmin.ui import arrival_words
from mailadmin.ui.widgets.card import Line
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.mailbox_row import Mailbox, MailboxRow

TICK_MS = 200

LONGEST_NAME = 36
"""Characters of an address for which the table makes room; a longer one may be cut."""


class MailboxList(QWidget):
    """One row a mailbox, kept up to date by the events that name it as their subject."""

    set_up_wanted = Signal()
    change_wanted = Signal(object)
    remove_wanted = Signal(object)
    copy_wanted = Signal(object)
    """The user wants to see the reading of the copy in this :class:`MailboxSeen`."""
    sign_in_wanted = Signal(object)
    """The user wants to sign in at the provider's page for this :class:`Mailbox`."""
    why_wanted = Signal(object)
    """The user wants to know why the message did not come to this :class:`MailboxSeen`."""

    def __init__(self) -> None:
        super().__init__()
        self._mailboxes: tuple[Mailbox, ...] = ()
        self._rows: list[MailboxRow] = []
        self._editable = True
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)

    def rows(self) -> tuple[MailboxRow, ...]:
        """The rows, in order."""
        return tuple(self._rows)

    def show_mailboxes(self, mailboxes: Sequence[Mailbox]) -> bool:
        """Show these mailboxes; whether they are others than before."""
        if tuple(mailboxes) == self._mailboxes:
            return False
        self._clock.stop()
        self._mailboxes = tuple(mailboxes)
        empty(self._box)
        self._rows = [self._made(box, f"mailbox_{n}") for n, box in enumerate(mailboxes)]
        for number, row in enumerate(self._rows):
            if number:
                self._box.addWidget(Line())
            self._box.addWidget(row)
        most = self.fontMetrics().averageCharWidth() * LONGEST_NAME
        width = min(most, max((row.address_width() for row in self._rows), default=0))
        for row in self._rows:
            row.set_name_width(width)
        self.set_editable(self._editable)
        return True

    def _made(self, mailbox: Mailbox, name: str) -> MailboxRow:
        row = MailboxRow(mailbox, name)
        row.set_up_wanted.connect(self.set_up_wanted)
        row.change_wanted.connect(self.change_wanted)
        row.remove_wanted.connect(self.remove_wanted)
        row.copy_wanted.connect(self.copy_wanted)
        row.why_wanted.connect(self.why_wanted)
        row.sign_in_wanted.connect(self.sign_in_wanted)
        return row

    def set_editable(self, editable: bool) -> None:
        """Let the user change the mailboxes, or not while they are being used."""
        self._editable = editable
        room = any(row.mailbox.witness is not None for row in self._rows)
        for row in self._rows:
            row.set_editable(editable, room=room)

    def ask_nothing(self) -> None:
        """Lead to no search for a message of somebody else."""
        for row in self._rows:
            row.ask_nothing()

    def focus_set_up(self) -> None:
        """Lead to what has to be filled in before anything can be looked into."""
        for row in self._rows:
            if row.focus_set_up():
                return

    # -- a run

    def begin(self) -> None:
        """A run is about to start."""
        for row in self._rows:
            row.begin()
        self._clock.start()

    def listen(self, event: Event) -> None:
        """Show an event of the run."""
        if isinstance(event, Finished):
            return
        about = event.finding if isinstance(event, Found) else event
        row = self._row(about.subject)
        if row is not None:
            row.listen(event)

    def settle(self, result: ArrivalResult) -> None:
        """Show how it ended."""
        self._clock.stop()
        sent = arrival_words.was_sent(result)
        for seen in result.mailboxes:
            row = self._row(seen.address)
            if row is not None:
                row.settle(seen, sent=sent)
                row.open_trouble()

    def stopped(self) -> None:
        """The user stopped waiting, or the run broke."""
        self._clock.stop()
        for row in self._rows:
            row.stopped()

    def offer_copies(self, shown: MailboxSeen | None) -> None:
        """Offer the copies that were read, all but the one that is shown."""
        for row in self._rows:
            row.offer_copy(row.seen != shown)

    def _row(self, address: str) -> MailboxRow | None:
        wanted = address.casefold()
        return next((r for r in self._rows if r.mailbox.address.casefold() == wanted), None)

    def _tick(self) -> None:
        for row in self._rows:
            row.tick()
