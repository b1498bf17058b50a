"""Every coroutine the window starts, kept alive, watched and ended in one place.

A slot is a plain method that calls :meth:`Tasks.start`. The event loop itself keeps only a weak
reference to a task, so a task nobody holds may be collected while it works.

asyncio is imported where it is used, because the window's first picture comes before it.
"""

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio

OnError = Callable[[str, BaseException], None]
"""Called with a task's name and the exception that ended it."""


class Tasks:
    """The running tasks of one window.

    ``on_error`` hears of every exception but cancellation. With ``held`` the event loop does not
    run yet: what is started waits for :meth:`release`.
    """

    def __init__(self, on_error: OnError, *, held: bool = False) -> None:
        self._running: set[asyncio.Task[Any]] = set()
        self._on_error = on_error
        self._closed = False
        self._held: list[tuple[Coroutine[Any, Any, Any], str]] | None = [] if held else None

    def __len__(self) -> int:
        return len(self._running)

    def start(self, work: Coroutine[Any, Any, Any], *, name: str) -> "asyncio.Task[Any] | None":
        """Run ``work`` until it ends or is cancelled.

        ``None`` where it is held, and once the window is closing.
        """
        if self._closed:
            work.close()
            return None
        if self._held is not None:
            self._held.append((work, name))
            return None
        import asyncio

        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._ended)
        return task

    def release(self) -> None:
        """The event loop runs: start what was held, in order."""
        held, self._held = self._held or [], None
        for work, name in held:
            self.start(work, name=name)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._on_error(task.get_name(), error)

    async def close(self, grace: float = 3.0) -> tuple[str, ...]:
        """Cancel everything and wait at most ``grace`` seconds; the names of what would not end.

        Nothing can be started from now on.
        """
        import asyncio

        self._closed = True
        if not self._running:
            return ()
        for task in self._running:
            task.cancel()
        _, left = await asyncio.wait(set(self._running), timeout=grace)
        return tuple(task.get_name() for task in left)
