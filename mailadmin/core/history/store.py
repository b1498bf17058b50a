"""The history's file: keeps runs, and finds them again."""

import contextlib
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from mailadmin.core import blocking
from mailadmin.core.database import Database
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Params
from mailadmin.core.history import tables
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import About, Run, Summary
from mailadmin.core.history.selection import Moment, Selection

Answer = TypeVar("Answer")

KEPT: Final = 5_000
"""Runs that are kept; with each new one the oldest goes."""

LIMIT: Final = 30.0
"""Seconds that one step may take on a slow disk, waiting for other processes included."""


class Recent(msgspec.Struct, frozen=True, kw_only=True):
    """A run, and whether the settings of its account have changed since."""

    run: Run
    outdated: bool


class History:
    """The runs of one data folder. Several windows and commands may use it at once.

    Every method raises :class:`HistoryError` where the file can't be used.
    """

    def __init__(self, path: Path) -> None:
        self._file = Database(path, tables.MIGRATIONS, _refused)

    async def add(self, run: Run) -> None:
        """Keep a run. A damaged file has been set aside by then, and a new one begun."""
        try:
            await self._write(partial(_add, run=run))
        except HistoryError as error:
            if error.phrase.id != "history.set-aside":
                raise
            await self._write(partial(_add, run=run))
            raise

    async def outdate(self, account_id: str) -> None:
        """The settings of an account have changed: its runs say nothing of it any more."""
        await self._write(partial(tables.outdate, account_id=account_id))

    async def clear(self) -> None:
        """Remove all runs."""
        await self._write(tables.clear)

    async def summaries(
        self, selection: Selection, before: Moment | None, limit: int
    ) -> tuple[Summary, ...]:
        """The runs of a selection that ended before a moment, the newest first."""
        where = tables.selected(selection, before)
        return await self._read(partial(tables.summaries, where=where, limit=limit))

    async def run(self, run_id: str) -> Run:
        """One run by its id, or by the beginning of one that only one run has."""
        return await self._read(partial(_run, run_id=run_id))

    async def recent(self, limit: int) -> tuple[Recent, ...]:
        """The newest runs, whole; those that this version can't read are left out."""
        return await self._read(partial(_recent, limit=limit))

    async def newest(self, account_id: str, domain: str) -> tuple[Summary, ...]:
        """An account's newest run of each kind and route that came to a result.

        Of the checks of domains it is that of this domain, and that of the others.
        """
        return await self._read(partial(tables.newest, account_id=account_id, domain=domain))

    async def last(self, about: About) -> Run | None:
        """The newest run of this account, kind, route and domain that came to a result.

        None where there is none, or where the settings have changed since.
        """
        return await self._read(partial(_last, where=tables.telling(about)))

    async def last_good(self, run: Run) -> Run | None:
        """The newest run of the same before this one that passed, with or without warnings."""
        where = tables.good_before(run)
        return await self._read(partial(_last, where=where))

    async def _read(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        return await self._in_thread(partial(self._file.read, work))

    async def _write(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        return await self._in_thread(partial(self._file.write, work))

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        try:
            return await blocking.run(work, limit=LIMIT)
        except TimeoutError as error:
            raise HistoryError(Phrase("history.slow", {"path": str(self._file.path)})) from error


def _add(db: sqlite3.Connection, run: Run) -> None:
    try:
        tables.insert(db, run)
    except UnicodeEncodeError as error:
        raise HistoryError(Phrase("history.not-text")) from error
    tables.prune(db, KEPT)


def _run(db: sqlite3.Connection, run_id: str) -> Run:
    wanted = run_id.strip().lower()
    found = tables.summaries(db, tables.named(wanted), 2) if wanted and wanted.isascii() else ()
    if not found:
        raise HistoryError(Phrase("history.unknown-id", {"id": run_id}))
    if len(found) > 1:
        raise HistoryError(Phrase("history.several", {"id": run_id}))
    return tables.whole(db, found[0])


def _recent(db: sqlite3.Connection, limit: int) -> tuple[Recent, ...]:
    found = []
    for summary, outdated in tables.recent(db, limit):
        with contextlib.suppress(HistoryError):
            found.append(Recent(run=tables.whole(db, summary), outdated=outdated))
    return tuple(found)


def _last(db: sqlite3.Connection, where: tables.Where) -> Run | None:
    found = tables.summaries(db, where, 1)
    return tables.whole(db, found[0]) if found else None


def _refused(trouble: str, about: Params) -> HistoryError:
    return HistoryError(Phrase(f"history.{trouble}", about))
