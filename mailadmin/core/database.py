"""An SQLite file of ours: opened for each call, never trusted to be well.

Journal mode DELETE rather than WAL, because the folder may lie on a network drive, where WAL does
not work; ``synchronous=EXTRA``, because with DELETE only that also survives a power cut right
after a commit (the journal's disappearance is synced too).
"""

import contextlib
import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from filelock import FileLock, Timeout

from mailadmin.core.finding import Params
from mailadmin.core.paths import create_private

Answer = TypeVar("Answer")

BUSY_LIMIT: Final = 10.0
"""Seconds to wait while another process writes."""

_SETTINGS: Final = (
    "PRAGMA synchronous = EXTRA",
    "PRAGMA fullfsync = ON",
    "PRAGMA trusted_schema = OFF",
)

_BROKEN: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)

_TROUBLES: Final = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_READONLY: "read-only",
    sqlite3.SQLITE_PERM: "read-only",
    sqlite3.SQLITE_CANTOPEN: "cannot-open",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "disk-error",
}
"""What can be wrong with the file, in a word."""

Refusal = Callable[[str, Params], Exception]
"""Makes the exception that says so, of the trouble and its parameters: ``path``, where there is
one ``reason``, and ``kept`` where the broken file is now."""


class Database:
    """Runs work in transactions on one file. ``migrations[n]`` leads to version n + 1.

    Every method blocks, and raises what ``refusal`` makes where the file does not play along. A
    broken file is set aside, never deleted, and the next call begins a new one.
    """

    def __init__(self, path: Path, migrations: Sequence[Sequence[str]], refusal: Refusal) -> None:
        self.path = path
        self._migrations = migrations
        self._refusal = refusal

    def read(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What ``work`` returns, in a transaction that only reads."""
        return self._run("DEFERRED", work)

    def write(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What ``work`` returns, in a transaction that is on the disk when this returns."""
        return self._run("IMMEDIATE", work)

    def _run(self, kind: str, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        try:
            with closing(self._opened()) as connection:
                connection.execute(f"BEGIN {kind}")
                try:
                    answer = work(connection)
                except BaseException:
                    # A full disk has rolled back by itself already.
                    with contextlib.suppress(sqlite3.Error):
                        connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
                return answer
        except (sqlite3.Error, OSError) as error:
            raise self._explained(error) from error

    def _opened(self) -> sqlite3.Connection:
        create_private(self.path.parent)
        with contextlib.suppress(FileExistsError):
            # SQLite itself would make the file readable for everybody.
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection = sqlite3.connect(self.path, timeout=BUSY_LIMIT, isolation_level=None)
        # Bytes that are no text, which only a damaged file has, are still shown.
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
            self._migrate(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _migrate(self, connection: sqlite3.Connection) -> None:
        newest = len(self._migrations)
        version = _version(connection)
        if version == newest:
            return
        if version == 0:
            # What is deleted goes back to the disk. Counts only before the first table.
            connection.execute("PRAGMA auto_vacuum = FULL")
        connection.execute("BEGIN IMMEDIATE")
        # Read again: another process may have been faster.
        version = _version(connection)
        if version > newest:
            raise self._refused("newer")
        for number, statements in enumerate(self._migrations[version:], start=version + 1):
            for statement in statements:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")
        connection.execute("COMMIT")

    def _explained(self, error: sqlite3.Error | OSError) -> Exception:
        if isinstance(error, OSError):
            return self._refused("cannot-open", reason=str(error))
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in _BROKEN:
            return self._set_aside()
        known = _TROUBLES.get(code)
        return self._refused(known, reason=str(error)) if known else error

    def _set_aside(self) -> Exception:
        """Keep the broken file under another name, so that a new one can begin."""
        at = datetime.now(UTC)
        kept = self.path.with_name(f"{self.path.stem}-broken-{at:%Y%m%d-%H%M%S-%f}.db")
        try:
            with FileLock(self.path.with_suffix(".lock"), timeout=BUSY_LIMIT):
                if not self._is_broken():
                    return self._refused("was-broken", kept=str(kept))
                self.path.rename(kept)
                # What the journal says is about the old file; beside a new one it would harm.
                journal = self.path.with_name(f"{self.path.name}-journal")
                if journal.exists():
                    journal.rename(kept.with_name(f"{kept.name}-journal"))
        except (OSError, Timeout):
            return self._refused("broken-in-use", kept=str(kept))
        return self._refused("set-aside", kept=str(kept))

    def _is_broken(self) -> bool:
        """Whether it is still the broken file: another process may have set it aside already."""
        try:
            with closing(sqlite3.connect(self.path, timeout=BUSY_LIMIT)) as connection:
                found: tuple[str] = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.Error:
            return True
        return found[0] != "ok"

    def _refused(self, trouble: str, **more: str) -> Exception:
        return self._refusal(trouble, {"path": str(self.path), **more})


def _version(connection: sqlite3.Connection) -> int:
    version: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return version
