"""What was seen already, of any number, in the same memory: SQLite keeps it on the disk."""

import sqlite3
from typing import Final

_MEMORY: Final = 8000
"""Kilobytes that SQLite uses before it writes to a file, which it removes itself."""


class Seen:
    """A set of texts that only grows."""

    def __init__(self) -> None:
        # An empty name is a database in a temporary file.
        self._kept = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._kept.execute(f"PRAGMA cache_size = -{_MEMORY}")
        self._kept.execute("PRAGMA journal_mode = OFF")
        self._kept.execute("CREATE TABLE seen (text TEXT PRIMARY KEY) WITHOUT ROWID")
        self._kept.execute("BEGIN")

    def add(self, text: str) -> bool:
        """Remember it. Whether it is new."""
        return self._kept.execute("INSERT OR IGNORE INTO seen VALUES (?)", (text,)).rowcount == 1

    def close(self) -> None:
        """Forget everything."""
        self._kept.close()
