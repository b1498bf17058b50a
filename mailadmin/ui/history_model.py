"""The entries of the history as the rows of a table, read as far as somebody scrolls."""

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QApplication

from mailadmin.ui import icons, words
from mailadmin.ui.entry_words import EntryWords, words_of
from mailadmin.ui.theme import colours

if TYPE_CHECKING:
    from mailadmin.core.history.browsing import Entry

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

ICON = 16
"""Pixels of the icon of a state."""


class Column(IntEnum):
    """What the table shows of an entry."""

    WHEN = 0
    WHAT = 1
    RESULT = 2
    ACCOUNT = 3


class HistoryModel(QAbstractTableModel):
    """Shows what was read so far; the view asks for more when its end is near."""

    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []
        self._words: list[EntryWords] = []
        self._more = False

    def begin(self, entries: "Iterable[Entry]", *, more: bool) -> None:
        """Show these; ``more`` says whether there are others."""
        self.beginResetModel()
        self._entries = list(entries)
        self._words = [words_of(entry) for entry in self._entries]
        self._more = more
        self.endResetModel()

    def go_on(self, entries: "Iterable[Entry]", *, more: bool) -> None:
        """Show these as well."""
        new = list(entries)
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(new) - 1)
        self._entries += new
        self._words += [words_of(entry) for entry in new]
        self._more = more
        self.endInsertRows()

    def ask_again(self) -> None:
        """More could not be read; the view may ask once more."""
        self._more = True

    def row_of(self, entry_id: str) -> int | None:
        """The row of an entry, None where it is not there."""
        return next((n for n, one in enumerate(self._entries) if one.id == entry_id), None)

    def entry(self, row: int) -> "Entry":
        """The entry of a row."""
        return self._entries[row]

    def __len__(self) -> int:
        return len(self._entries)

    # -- what a view asks

    def rowCount(self, parent: Index | None = None) -> int:
        """How many entries were read."""
        return 0 if parent is not None and parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index | None = None) -> int:
        """How many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return {
            Column.WHEN: self.tr("When"),
            Column.WHAT: self.tr("What"),
            Column.RESULT: self.tr("Result"),
            Column.ACCOUNT: self.tr("Account"),
        }[Column(section)]

    def data(self, index: Index, role: int = 0) -> Any:
        """A cell: its words, and the icon of its state."""
        said = self._words[index.row()]
        column = Column(index.column())
        if role in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return self._text(said, column)
        if role == Role.DecorationRole and column is Column.RESULT:
            look = colours(QApplication.palette())
            ratio = QApplication.primaryScreen().devicePixelRatio()
            return icons.pixmap(f"state-{said.icon}", look.tone(said.tone), look.card, ICON, ratio)
        return None

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there is more than was read."""
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Have more read; it is asked for once."""
        if self.canFetchMore(parent):
            self._more = False
            self.more_wanted.emit()

    def _text(self, said: EntryWords, column: Column) -> str:
        if column is Column.WHEN:
            return words.date_and_time(said.at)
        if column is Column.WHAT:
            return said.what
        if column is Column.ACCOUNT:
            return said.account
        if not said.sentence:
            return said.word
        return self.tr("{word}: {sentence}").format(word=said.word, sentence=said.sentence)
