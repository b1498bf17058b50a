"""Which process is sending what: a file lock that the operating system lets go when it ends."""

import contextlib
import secrets
import time
from pathlib import Path

from filelock import FileLock, Timeout


class Owner:
    """One process as the others see it: alive for as long as it holds its lock.

    The token is random and never used again, so a number that the operating system hands out
    twice (a process id) can't make a dead process look alive.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.token = secrets.token_hex(8)
        self._lock: FileLock | None = None

    def appear(self) -> None:
        """Take the lock; once is enough. Raises ``OSError`` if the folder can't be written."""
        if self._lock is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Not bound to a thread: the threads of blocking calls come and go.
            lock = FileLock(self._path(self.token), timeout=0, thread_local=False)
            lock.acquire()
            self._lock = lock

    def leave(self) -> None:
        """Let go, as the end of the process does."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
            self._remove(self.token)
            self.token = secrets.token_hex(8)

    def is_alive(self, token: str) -> bool:
        """Whether the process with this token still runs."""
        if token == self.token:
            return self._lock is not None
        if not self._path(token).exists():
            return False
        lock = FileLock(self._path(token), timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout:
            return True
        lock.release()
        self._remove(token)
        return False

    def sweep(self) -> None:
        """Remove the locks of processes that ended without a word, a day ago or more."""
        # Younger ones may belong to a process that is just about to take its lock.
        yesterday = time.time() - 24 * 3600
        for path in self._folder.glob("*.lock"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < yesterday:
                    self.is_alive(path.stem)

    def _path(self, token: str) -> Path:
        return self._folder / f"{token}.lock"

    def _remove(self, token: str) -> None:
        # Only tidiness: a file that stays behind is as dead as one that is gone.
        with contextlib.suppress(OSError):
            self._path(token).unlink(missing_ok=True)
