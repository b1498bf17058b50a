"""History: every test and every message by time, and each as it looked then."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.history.run import Summary
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.desk import Desk
from mailadmin.ui.entry_words import words_of
from mailadmin.ui.history_list import HistoryList
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import GAP, PAGE, WIDE, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.page import Page
from mailadmin.ui.widgets.text import Role, Text, hidden

if TYPE_CHECKING:
    from mailadmin.core.history.browsing import Entry


class HistoryPage(Page):
    """The list, or one entry that was opened from it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("History"))
        self._desk = desk
        self._opening: Work | None = None
        self._shown: Entry | None = None
        self.list = HistoryList(desk)
        self._back = PlainButton(self.tr("Back to the list"), "history_back")
        self._heading = Text("", Role.HEADING)
        self._heading.setObjectName("history_entry")
        self._entry = QVBoxLayout()
        self.opened = hidden(QWidget())
        box = QVBoxLayout(self.opened)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self._heading)
        box.addLayout(self._entry)
        self.body.addWidget(self.list)
        self.body.addWidget(self.opened)
        self.list.opened.connect(self.open)
        self.list.report_wanted.connect(self._choose_report)
        desk.outbox_changed.connect(self._open_again)
        self._back.clicked.connect(self.back)
        for keys in ("Alt+Left", "Backspace"):
            back = QShortcut(QKeySequence(keys), self.opened)
            back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            back.activated.connect(self.back)

    def entered(self) -> None:
        """Show what has changed meanwhile."""
        self.list.entered()

    def stop(self) -> None:
        """Go back to the list, or let what is being opened be."""
        if self._opening is not None:
            self._opening.cancel()
        if self.isVisible() and not self.opened.isHidden():
            self.back()

    def open(self, entry: "Entry") -> None:
        """Show an entry as it was."""
        if self._opening is not None:
            self._opening.cancel()
        self._opening = self._desk.tasks.start(self._open(entry), name="opening an entry")

    def back(self) -> None:
        """Show the list again, with the entry still chosen."""
        self.opened.setVisible(False)
        self.list.setVisible(True)
        empty(self._entry)
        self.list.entered()
        self.list.table.setFocus()

    async def _open(self, entry: "Entry") -> None:
        from mailadmin.core.history.errors import HistoryError
        from mailadmin.core.send.errors import OutboxError

        try:
            if not isinstance(entry, Summary):
                entry = await self._desk.workspace.outbox.show(entry.id)
            shown = await self._made(entry)
        except (HistoryError, OutboxError) as error:
            self._desk.notice(Notice(text=words.say(error.phrase), tone=Tone.WARNING))
            return
        self._shown = entry
        said = words_of(entry)
        heading = self.tr("{what}, {when}").format(
            what=said.what, when=words.date_and_time(said.at)
        )
        self._show(shown, heading)

    def _choose_report(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
        self._opening = self._desk.tasks.start(self._open_report(), name="opening a report")

    async def _open_report(self) -> None:
        from mailadmin.ui.opened_report import OpenedReport
        from mailadmin.ui.reports import open_report

        report = await open_report(self._desk, self)
        if report is None:
            return
        self._shown = None
        heading = self.tr("Report of {account}, {when}").format(
            account=report.account.name, when=words.date_and_time(report.made)
        )
        self._show(OpenedReport(self._desk, report), heading)

    def _show(self, shown: QWidget, heading: str) -> None:
        empty(self._entry)
        self._entry.addWidget(shown)
        self._heading.setText(heading)
        self.list.setVisible(False)
        self.opened.setVisible(True)
        self.verticalScrollBar().setValue(0)
        self._back.setFocus()
        announce(self, heading)

    def _open_again(self) -> None:
        """A message that is shown may stand otherwise now."""
        entry = self._shown
        if not self.opened.isHidden() and entry is not None and not isinstance(entry, Summary):
            self.open(entry)

    async def _made(self, entry: "Entry") -> QWidget:
        if isinstance(entry, Summary):
            from mailadmin.ui.past_run import PastRun

            return PastRun(self._desk, await self._desk.workspace.history.run(entry.id))
        from mailadmin.ui.past_message import PastMessage

        return PastMessage(self._desk, entry)

    # -- the table takes the height that there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the table what the rest of the page leaves."""
        super().resizeEvent(event)
        top = self.title.sizeHint().height() + WIDE + 2 * PAGE
        self.list.setMinimumHeight(max(0, self.viewport().height() - top))
