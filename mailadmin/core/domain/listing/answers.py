"""The file that the answers go to. It can be cut off at any moment and continued."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from mailadmin.core.domain.listing.rows import (
    LONGEST_ROW,
    Answered,
    Format,
    JsonLines,
    Table,
    Written,
)
from mailadmin.core.event import Phrase

_LONGEST_LINE: Final = 10 * LONGEST_ROW


class AnswersError(Exception):
    """The file can't be used. ``phrase`` says why, and what to do."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase


class Answers:
    """A file of rows, each written whole and at once. Made by :func:`begin` or :func:`go_on`."""

    def __init__(self, file: BinaryIO, form: Format) -> None:
        self._file = file
        self.form = form

    def write(self, answered: Answered) -> None:
        """Add a row. ``OSError`` if the disk does not take it."""
        _write_all(self._file, self.form.row(answered))

    def close(self) -> None:
        """Have the disk keep what was written."""
        try:
            os.fsync(self._file.fileno())
        finally:
            self._file.close()


def format_of(path: Path) -> Format:
    """How the file is written, by its ending. :class:`AnswersError` for any other."""
    match path.suffix.lower():
        case ".csv":
            return Table()
        case ".jsonl":
            return JsonLines()
    raise AnswersError(Phrase("list.out.ending", {"file": str(path)}))


def begin(path: Path) -> Answers:
    """A new file, or one that is empty. Never one that something stands in.

    :class:`AnswersError`, or ``OSError``.
    """
    form = format_of(path)
    if path.exists() and path.stat().st_size:
        raise AnswersError(Phrase("list.out.exists", {"file": str(path)}))
    return _opened(path, form, 0)


def go_on(path: Path) -> tuple[Answers, Iterator[Written]]:
    """The file to go on with, and what stands in it already, which is to be read first.

    A torn last line is dropped. A file that is not there is begun. :class:`AnswersError` where it
    is none of ours (while reading, too), or ``OSError``.
    """
    form = format_of(path)
    if not path.is_file():  # a pipe would never have an end
        return _opened(path, form, 0), iter(())
    whole = _whole_lines(path, form)
    return _opened(path, form, whole), _rows(path, form, whole)


def _opened(path: Path, form: Format, whole: int) -> Answers:
    """Open the file to add to its first ``whole`` bytes."""
    # Unbuffered: a row is handed to the system in one piece or not at all. Appended: another run
    # that goes on with the same file at the same time must not write over ours.
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    file = os.fdopen(descriptor, "r+b", buffering=0)
    try:
        file.truncate(whole)
        if not whole:
            _write_all(file, form.head)
    except OSError:
        file.close()
        raise
    return Answers(file, form)


def _whole_lines(path: Path, form: Format) -> int:
    """How many bytes of the file are whole lines, if it is one of ours."""
    with path.open("rb") as file:
        first = file.readline(_LONGEST_LINE)
        ours = first.startswith(form.begins)
        if not ours and not (form.begins.startswith(first) and not first.endswith(b"\n")):
            raise _not_ours(path)
        if not first.endswith(b"\n"):
            return 0  # the first line itself is torn
        size = file.seek(0, os.SEEK_END)
        return _after_last_line_end(file, size)


def _after_last_line_end(file: BinaryIO, size: int) -> int:
    end = size
    while end:
        start = max(0, end - 65_536)
        file.seek(start)
        found = file.read(end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _rows(path: Path, form: Format, whole: int) -> Iterator[Written]:
    with path.open("rb") as file:
        number, at = 0, len(form.head)
        file.seek(at)
        while at < whole:
            row = file.readline(_LONGEST_LINE)
            number, at = number + 1, at + len(row)
            try:
                yield form.read(row)
            except ValueError as error:
                raise _not_ours(path) from error


def _not_ours(path: Path) -> AnswersError:
    return AnswersError(Phrase("list.out.other", {"file": str(path)}))


def _write_all(file: BinaryIO, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[file.write(left) :]
