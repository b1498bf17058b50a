"""The list of the history: what to show, what may have been sent, then every test and message."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from mailadmin.core.history.run import Summary
from mailadmin.core.history.selection import Ending, Moment, Selection, What
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.desk import Desk
from mailadmin.ui.history_model import Column, HistoryModel
from mailadmin.ui.latest_list import UncertainCard
from mailadmin.ui.outbox_actions import OutboxActions
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import GAP, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import ChoiceField, FieldGrid
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.text import Role, Text, hidden

if TYPE_CHECKING:
    from mailadmin.core.history.browsing import Entry
    from mailadmin.core.history.run import About
    from mailadmin.core.send.records import Row

PAGE_OF: Final = 100
"""Entries that are read at once."""

ALL: Final = ""
"""The choice of all accounts."""

TABLE_FIRST: Final = 1000
"""The table takes all the height that is left; without it, the space below the sentence does."""

SHARE: Final = 0.38
"""How much of the table is for what an entry is; the result gets the rest."""

LEAST: Final = 8
"""Rows that the table has room for in the smallest window."""


class HistoryList(QWidget):
    """Reads the history when something changes while it is shown, and when it is shown again."""

    opened = Signal(object)
    """The user wants to see this :class:`Entry` as it was."""
    report_wanted = Signal()
    """The user wants to see a report that somebody has sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._reading: Work | None = None
        self._selected = Selection()
        self._after: Moment | None = None
        self._shown: tuple[Row, ...] = ()
        self._ids: set[str] = set()
        self._stale = True
        self._actions = OutboxActions(desk, self)
        hint = self.tr("Open an entry to see it as it was: with Enter, or with a click.")
        self._hint = Text(hint, Role.QUIET)
        self._filters = self._make_filters()
        self._uncertain = QWidget()
        self._uncertain_box = QVBoxLayout(self._uncertain)
        self._uncertain_box.setContentsMargins(0, 0, 0, 0)
        self._uncertain_box.setSpacing(GAP)
        self._empty = hidden(Text("", Role.QUIET))
        self._empty.setObjectName("history_empty")
        self.model = HistoryModel()
        self.table = _Table(self.model)
        self._below = Flow()
        self._clear = PlainButton(self.tr("Clear the history…"), "history_clear", "trash")
        self._below.add(self._clear)
        self._open_report = PlainButton(self.tr("Open a report…"), "history_open_report", "open")
        self._open_report.clicked.connect(self.report_wanted)
        self._below.add(self._open_report)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        parts = (self._uncertain, self._filters, self._hint, self._empty, self.table, self._below)
        for part in parts:
            box.addWidget(part, TABLE_FIRST if part is self.table else 0)
        box.addStretch(1)
        self._connect()

    def _make_filters(self) -> FieldGrid:
        self._account = ChoiceField(
            self.tr("Account"), "history_account", ((ALL, self.tr("All accounts")),)
        )
        self._what = ChoiceField(
            self.tr("Show"),
            "history_what",
            (
                (What.EVERYTHING, self.tr("Tests and messages")),
                (What.MESSAGES, self.tr("Messages")),
                (What.TESTS, self.tr("Connection tests")),
                (What.DOMAINS, self.tr("Checks of the domain")),
                (What.ARRIVALS, self.tr("Test messages")),
            ),
        )
        self._ending = ChoiceField(
            self.tr("Result"),
            "history_ending",
            (
                (Ending.ANY, self.tr("Any")),
                (Ending.GOOD, self.tr("Went well")),
                (Ending.BAD, self.tr("Failed, or with warnings")),
                (Ending.OPEN, self.tr("Not known")),
            ),
        )
        return FieldGrid([[(self._what, 4), (self._ending, 4), (self._account, 4)]])

    def _connect(self) -> None:
        desk = self._desk
        for field in (self._account, self._what, self._ending):
            field.left.connect(lambda _name: self.refresh())
        self.model.more_wanted.connect(self._read_on)
        self.table.opened.connect(lambda row: self.opened.emit(self.model.entry(row)))
        self._clear.clicked.connect(
            lambda: desk.tasks.start(self._clear_all(), name="clearing the history")
        )
        desk.keeping.changed.connect(self._changed)
        desk.outbox_changed.connect(self._changed)
        desk.accounts.changed.connect(self._show_accounts)
        self._show_accounts()

    # -- what to show

    def _show_accounts(self) -> None:
        accounts = [one for one in self._desk.accounts.entries() if one.saved]
        self._ids = {one.id for one in accounts}
        chosen = self._account.value()
        self._account.put_choices(
            ((ALL, self.tr("All accounts")), *((one.id, one.name) for one in accounts))
        )
        self._account.set_value(chosen)
        self._account.setVisible(len(accounts) > 1 or self._account.value() != ALL)
        if self._account.value() != chosen:
            self._changed()

    def _selection(self) -> Selection:
        account = self._account.value()
        return Selection(
            account_id=account or None,
            what=What(self._what.value()),
            ending=Ending(self._ending.value()),
        )

    def _changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self.refresh()

    def entered(self) -> None:
        """Somebody looks: show what has changed meanwhile."""
        if self._stale:
            self.refresh()

    # -- reading

    def refresh(self) -> None:
        """Read from the beginning."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = self._desk.tasks.start(self._read(), name="reading the history")

    def _read_on(self) -> None:
        # A list that is being read anew has a beginning and an end of its own.
        if self._reading is None or self._reading.has_ended:
            self._reading = self._desk.tasks.start(self._go_on(), name="reading the history")

    async def _read(self) -> None:
        from mailadmin.core.history.browsing import browse, uncertain
        from mailadmin.core.send.errors import OutboxError

        workspace, selection = self._desk.workspace, self._selection()
        # As much as was read before, so that the chosen entry is there again.
        limit = max(PAGE_OF, len(self.model)) if selection == self._selected else PAGE_OF
        page = await browse(workspace.history, workspace.outbox, selection, limit=limit)
        try:
            maybe = await uncertain(workspace.outbox, selection.account_id)
        except OutboxError:
            maybe = ()  # the page has said so
        self._stale = bool(page.problems)
        self._selected, self._after = selection, page.after
        self._show_uncertain(maybe)
        chosen = self.table.chosen()
        self.model.begin(page.entries, more=page.after is not None)
        self.table.choose(chosen)
        seen = {_about(entry).account_id for entry in page.entries}
        # With one account there is nothing to tell apart, unless others are listed.
        self.table.setColumnHidden(Column.ACCOUNT, len(seen | self._ids) <= 1)
        self._say(page.entries, [words.say(phrase) for phrase in page.problems], selection)

    async def _go_on(self) -> None:
        from mailadmin.core.history.browsing import browse

        workspace, selection, after = self._desk.workspace, self._selected, self._after
        page = await browse(
            workspace.history, workspace.outbox, selection, after=after, limit=PAGE_OF
        )
        if page.problems:
            for phrase in page.problems:
                self._desk.notice(Notice(text=words.say(phrase), tone=Tone.WARNING))
            self.model.ask_again()
            return
        self._after = page.after
        self.model.go_on(page.entries, more=page.after is not None)

    def _say(self, entries: "tuple[Entry, ...]", problems: list[str], selection: Selection) -> None:
        """Show the list, or say why there is none; what could not be read is told beside it."""
        if not entries:
            self._say_nothing(" ".join(problems) or self._nothing(selection))
            return
        self._say_nothing("")
        for sentence in problems:
            self._desk.notice(Notice(text=sentence, tone=Tone.WARNING))

    def _nothing(self, selection: Selection) -> str:
        if selection == Selection():
            return self.tr(
                "Nothing yet. Test your connection or send an email, and it will be listed here."
            )
        return self.tr("Nothing in the history is of this kind. Choose other things to show.")

    def _say_nothing(self, sentence: str) -> None:
        """Say why there is no list, or with an empty sentence show it."""
        self._empty.setText(sentence)
        self._empty.setVisible(bool(sentence))
        self.table.setVisible(not sentence)
        self._clear.setVisible(not sentence)
        self._hint.setVisible(not sentence)
        self._below.refresh()
        if sentence:
            announce(self, sentence)

    def _show_uncertain(self, rows: "tuple[Row, ...]") -> None:
        if rows == self._shown:
            return
        self._shown = rows
        empty(self._uncertain_box)
        for row in rows:
            self._uncertain_box.addWidget(UncertainCard(row, self._actions))
        self._uncertain.setVisible(bool(rows))

    async def _clear_all(self) -> None:
        if (
            await self._desk.dialogs.confirm(
                self,
                self.tr("Clear the history?"),
                self.tr(
                    "All tests are removed from this computer. The messages stay in the outbox, "
                    "and with them what became of each."
                ),
                self.tr("Clear it"),
            )
            and await self._desk.keeping.clear()
        ):
            sentence = self.tr("The tests are removed from the history.")
            self._desk.notice(Notice(text=sentence, tone=Tone.OK))


class _Table(QTableView):
    """Rows of entries: arrows move, Enter or a click opens."""

    opened = Signal(int)
    """The row that the user wants to see."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__()
        self._entries = model
        self.setModel(model)
        self.setObjectName("history_table")
        self.setAccessibleName(self.tr("Tests and messages"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + GAP)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(Column.WHEN, QHeaderView.ResizeMode.ResizeToContents)
        self.setMinimumHeight(self.verticalHeader().defaultSectionSize() * LEAST)
        header.setSectionResizeMode(Column.WHAT, QHeaderView.ResizeMode.Interactive)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def chosen(self) -> str:
        """The id of the entry that is chosen, empty for none."""
        index = self.currentIndex()
        return self._entries.entry(index.row()).id if index.isValid() else ""

    def choose(self, entry_id: str) -> None:
        """Choose this entry again, where it still is."""
        row = self._entries.row_of(entry_id)
        if row is not None:
            self.selectRow(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        left = self.viewport().width() - self.columnWidth(Column.WHEN)
        self.setColumnWidth(Column.WHAT, round(left * SHARE))

    def _open(self, index: QModelIndex | QPersistentModelIndex) -> None:
        # A double click is a click as well, and opens once.
        if self.isVisible():
            self.opened.emit(index.row())


def _about(entry: "Entry") -> "About | Row":
    """What says whose entry it is."""
    return entry.about if isinstance(entry, Summary) else entry
