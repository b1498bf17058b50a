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


class Work:
    """A coroutine that was started, perhaps before there is an event loop.

    It always begins: a task of asyncio that is cancelled before it does never reaches its own
    ``finally``, and whoever counts on that waits for ever.
    """

    def __init__(self, coroutine: Coroutine[Any, Any, Any], name: str) -> None:
        self._coroutine = coroutine
        self._name = name
        self._task: asyncio.Task[Any] | None = None
        self._begun = False
        self._cancelled = False

    def cancel(self) -> None:
        """End it. What has not begun hears of it where it waits for the first time."""
        self._cancelled = True
        if self._begun and self._task is not None:
            self._task.cancel()

    @property
    def has_ended(self) -> bool:
        """Whether it has ended, however it did."""
        return self._task is not None and self._task.done()

    async def ended(self) -> None:
        """Wait until it has ended, however it did."""
        import asyncio

        if self._task is not None:
            await asyncio.wait({self._task})

    def begin(self) -> "asyncio.Task[Any]":
        """Make it a task of the running event loop."""
        import asyncio

        self._task = asyncio.get_running_loop().create_task(self._run(), name=self._name)
        return self._task

    async def _run(self) -> None:
        self._begun = True
        if self._cancelled and self._task is not None:
            self._task.cancel()
        await self._coroutine

    def drop(self) -> None:
        """Nobody will ever begin it."""
        self._coroutine.close()


class Tasks:
    """The running tasks of one window.

    ``on_error`` hears of every exception but cancellation. With ``held`` the event loop does not
    run yet: what is started waits for :meth:`release`.
    """

    def __init__(self, on_error: OnError, *, held: bool = False) -> None:
        self._running: dict[asyncio.Task[Any], Work] = {}
        self._on_error = on_error
        self._closed = False
        self._held: list[Work] | None = [] if held else None

    def __len__(self) -> int:
        return len(self._running)

    def start(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> Work | None:
        """Run ``coroutine`` until it ends or is cancelled; ``None`` once the window is closing."""
        work = Work(coroutine, name)
        if self._closed:
            work.drop()
            return None
        if self._held is not None:
            self._held.append(work)
        else:
            self._begin(work)
        return work

    def release(self) -> None:
        """The event loop runs: start what was held, in order."""
        held, self._held = self._held or [], None
        for work in held:
            self._begin(work)

    def _begin(self, work: Work) -> None:
        task = work.begin()
        self._running[task] = work
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        del self._running[task]
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
        held, self._held = self._held or [], None
        for work in held:
            work.drop()
        if not self._running:
            return ()
        for work in self._running.values():
            work.cancel()
        _, left = await asyncio.wait(set(self._running), timeout=grace)
        return tuple(task.get_name() for task in left)
