"""Arrival: a test message is sent and watched, received messages are read, missing ones sought."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeySequence, QShortcut

from mailadmin.ui.arrival_watch import ArrivalWatch
from mailadmin.ui.desk import Desk
from mailadmin.ui.received_message import ReceivedMessage
from mailadmin.ui.theme import Tone
from mailadmin.ui.why_card import WhyCard
from mailadmin.ui.widgets.editor import dropped_files
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.page import Page

if TYPE_CHECKING:
    from mailadmin.core.reading.outcome import MessageResult


class ArrivalPage(Page):
    """The test message and its mailboxes, a message somebody received, one that is missing."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("Arrival"))
        self._desk = desk
        self.setAcceptDrops(True)
        self.watch = ArrivalWatch(desk)
        self.received = ReceivedMessage(desk)
        self.why = WhyCard(desk)
        self.body.addWidget(self.watch)
        self.body.addWidget(self.received)
        self.body.addWidget(self.why)
        self.body.addStretch(1)
        for part in (self.watch, self.received):
            part.shown.connect(self.bring_into_view)
            part.print_wanted.connect(self._print)
        self.why.shown.connect(self.bring_into_view)
        self.why.read_wanted.connect(self.received.begin)
        self.watch.mailboxes.why_wanted.connect(self.why.open_for)
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.print_all)

    def start(self) -> None:
        """Send a test message and watch it arrive, as the button does."""
        self.watch.start()

    def stop(self) -> None:
        """Cancel what is under way."""
        self.watch.stop()
        self.received.stop()
        self.why.stop()

    # -- a file, dropped anywhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them wherever they are dropped."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file."""
        files = dropped_files(event.mimeData())
        if files:
            event.acceptProposedAction()
            self.received.read_files(files)

    # -- on paper

    def print_all(self) -> None:
        """Print the reading that is shown, the received message's before the test's copy."""
        if not self.received.reading.isHidden():
            self.received.print_reading()
        elif not self.watch.reading.isHidden():
            self.watch.print_reading()
        else:
            sentence = self.tr("There is nothing to print yet. Read a message first.")
            self._desk.notice(Notice(text=sentence, tone=Tone.INFO))

    def _print(self, result: "MessageResult") -> None:
        self._desk.tasks.start(self._on_paper(result), name="printing")

    async def _on_paper(self, result: "MessageResult") -> None:
        from mailadmin.ui.printing import document_of_message

        title = self.tr("Print the reading of the message")
        printer = await self._desk.dialogs.choose_printer(self, title)
        if printer is not None:
            document_of_message(result).print_(printer)
