"""The domains of a list: one a line, or the column ``domain`` of a table (CSV, RFC 4180)."""

import csv
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from mailadmin.core.domain.listing.lines import Line, Lines
from mailadmin.core.event import Phrase
from mailadmin.core.forms.domain import read_domain
from mailadmin.core.forms.field import clean, echo

DELIMITERS: Final = ",;\t"
COLUMN: Final = "domain"
_LONGEST_ECHO: Final = 300
"""Characters of a line that are looked at where it is only to be repeated."""

LONGEST_RECORD: Final = 20
"""Lines that one row of a table may take, because a cell may hold line ends."""


class Entry(msgspec.Struct, frozen=True):
    """One entry of a list: its line, what stands there, and what that is.

    ``text`` is short enough to repeat. ``read`` is the domain, in ASCII and lower case, or what
    is wrong.
    """

    line: int
    text: str
    read: str | Phrase


class ListReader:
    """Feed it the bytes of a list as they come; it keeps no more of them than a few lines."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._begun = False
        self._table: _Table | None = None

    def feed(self, data: bytes) -> Iterator[Entry]:
        """The entries that are complete with these bytes, each read when it is asked for."""
        for line in self._lines.feed(data):
            yield from self._entries(line)

    def end(self) -> Iterator[Entry]:
        """What is left once there are no more bytes."""
        for line in self._lines.end():
            yield from self._entries(line)
        if self._table is not None:
            yield from self._table.end()

    def _entries(self, line: Line) -> Iterator[Entry]:
        if self._table is not None:
            yield from self._table.take(line)
        elif not _says_nothing(line):
            if not self._begun:
                self._begun, self._table = True, _table_of(line)
            if self._table is None:
                yield _of_line(line)


class _Table:
    """The rows of a table. A row may take several lines where a cell has quotation marks."""

    def __init__(self, delimiter: str, column: int) -> None:
        self._delimiter = delimiter
        self._column = column
        self._open: list[Line] = []

    def take(self, line: Line) -> Iterator[Entry]:
        if self._open and '"' not in line.text and len(self._open) < LONGEST_RECORD:
            self._open.append(line)  # the cell goes on: nothing in this line can end it
            return
        if not self._open and _says_nothing(line):
            return
        self._open.append(line)
        cells = _cells([each.text for each in self._open], self._delimiter)
        if cells is not None:
            first, self._open = self._open[0], []
            yield from self._of_row(first, cells)
        elif len(self._open) > LONGEST_RECORD:
            yield from self._give_up()

    def end(self) -> Iterator[Entry]:
        while self._open:
            yield from self._give_up()

    def _give_up(self) -> Iterator[Entry]:
        """A quotation mark that nothing closes is the mistake of its line and not of the next."""
        first, *others = self._open
        self._open = []
        yield Entry(first.number, echo(first.text[:_LONGEST_ECHO]), Phrase("list.quotation-mark"))
        for line in others:
            yield from self.take(line)

    def _of_row(self, line: Line, cells: Sequence[str]) -> Iterator[Entry]:
        if len(cells) > self._column:
            cell = cells[self._column]
            if clean(cell) or any(map(clean, cells)):
                yield Entry(line.number, echo(cell[:_LONGEST_ECHO]), read_domain(cell))
        elif any(map(clean, cells)):
            yield Entry(line.number, echo(line.text[:_LONGEST_ECHO]), Phrase("list.short-row"))


def _table_of(line: Line) -> _Table | None:
    """The table that begins with this line, if it names a column ``domain``."""
    for delimiter in DELIMITERS:
        names = [clean(cell).lower() for cell in _cells([line.text], delimiter) or ()]
        if COLUMN in names:
            return _Table(delimiter, names.index(COLUMN))
    return None


def _of_line(line: Line) -> Entry:
    text = _without_remark(line.text)
    read: str | Phrase
    if line.cut:
        read = Phrase("field.domain.too-long")
    elif _has_columns(text):
        read = Phrase("list.columns")
    else:
        read = read_domain(text)
    return Entry(line.number, echo(text[:_LONGEST_ECHO]), read)


def _has_columns(text: str) -> bool:
    """Whether a domain stands in it beside others, where :func:`read_domain` would join them."""
    delimiters = DELIMITERS if "@" in text else f"{DELIMITERS} "
    for delimiter in delimiters:
        if delimiter in text:
            cells = text[:_LONGEST_ECHO].split(delimiter)
            others = [cell for cell in cells if clean(cell)]
            if len(others) > 1 and any(isinstance(read_domain(cell), str) for cell in others):
                return True
    return False


def _cells(lines: Sequence[str], delimiter: str) -> list[str] | None:
    """The cells of one row, None where it goes on after these lines."""
    wants_more = False

    def given() -> Iterator[str]:
        nonlocal wants_more
        yield from (f"{line}\n" for line in lines)
        wants_more = True

    try:
        cells = next(csv.reader(given(), delimiter=delimiter), [])
    except csv.Error:  # a cell longer than the module takes
        return None
    return None if wants_more else cells


def _says_nothing(line: Line) -> bool:
    text = line.text.lstrip()
    return not text or text.startswith("#") or not clean(text)


def _without_remark(text: str) -> str:
    for space in " \t":
        text = text.partition(f"{space}#")[0]
    return text
