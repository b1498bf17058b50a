"""Qt's event loop as asyncio's.

This is the only module that knows qasync, and what it loads comes after the first picture.
qasync 0.28 rounds delays down, runs them on coarse timers and keeps a Qt timer alive for every
cancelled ``call_later``; :class:`Loop` puts its own :class:`_Timers` in their place. Its slot and
close decorators are not used at all (docs/adr, the event loop).
"""

import asyncio
import math
import os
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimerEvent
from PySide6.QtWidgets import QApplication

os.environ["QT_API"] = "pyside6"  # else qasync tries other bindings first

import qasync


class _Timers(QObject):
    """Runs handles: those due now in order, from one zero timer; later ones from one timer each."""

    def __init__(self, is_running: Callable[[], bool]) -> None:
        super().__init__()
        self._is_running = is_running
        self._ready: deque[asyncio.Handle] = deque()
        self._ready_timer = 0
        self._later: dict[int, asyncio.TimerHandle] = {}
        self._timer_of: dict[asyncio.TimerHandle, int] = {}

    def soon(self, handle: asyncio.Handle) -> None:
        self._ready.append(handle)
        if not self._ready_timer:
            self._ready_timer = self.startTimer(0)

    def add_callback(self, handle: asyncio.Handle, delay: float = 0) -> asyncio.Handle:
        """Run a handle that asyncio itself made, for a signal; qasync's name for it."""
        assert delay == 0
        self.soon(handle)
        return handle

    def soon_from_a_thread(self, handle: asyncio.Handle) -> None:
        # Appending to a deque and posting an event are both safe from any thread.
        self._ready.append(handle)
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))

    def customEvent(self, _event: QEvent) -> None:
        if self._ready and not self._ready_timer:
            self._ready_timer = self.startTimer(0)

    def later(self, handle: asyncio.TimerHandle, delay: float) -> None:
        """Run ``handle`` after ``delay`` seconds, never early (Qt counts whole milliseconds)."""
        timer = self.startTimer(max(0, math.ceil(delay * 1000)), Qt.TimerType.PreciseTimer)
        self._later[timer] = handle
        self._timer_of[handle] = timer

    def drop(self, handle: asyncio.TimerHandle) -> None:
        timer = self._timer_of.pop(handle, 0)
        if timer:
            del self._later[timer]
            self.killTimer(timer)

    def timerEvent(self, event: QTimerEvent) -> None:
        if not self._is_running():
            # qasync handles Qt's events once more after the loop has stopped. Its timers wait: no
            # callback runs outside the loop, where asyncio would know of none.
            return
        timer = event.timerId()
        if timer == self._ready_timer:
            self._run_ready()
            return
        handle = self._later.get(timer)
        if handle is None:
            return
        self.drop(handle)
        if not handle.cancelled():
            handle._run()

    def _run_ready(self) -> None:
        # What these callbacks add waits for the next turn, so the window gets its events between.
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()
        if not self._ready and self._ready_timer:
            self.killTimer(self._ready_timer)
            self._ready_timer = 0

    def stop(self) -> None:
        """Forget everything; qasync calls this when the loop is closed."""
        self._ready.clear()
        for timer in self._later:
            self.killTimer(timer)
        self._later.clear()
        self._timer_of.clear()
        if self._ready_timer:
            self.killTimer(self._ready_timer)
            self._ready_timer = 0

    def set_debug(self, enabled: bool) -> None:
        """Part of what qasync expects of its timer object; nothing to do."""


class Loop(qasync.QEventLoop):  # type: ignore[misc]
    """Qt's event loop as asyncio's, with timers that are precise, ordered and cancellable."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._timer = _Timers(self.is_running)

    def call_soon(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As asyncio's: run ``callback`` in the next turn, in order."""
        handle = asyncio.Handle(callback, args, self, context)
        self._timer.soon(handle)
        return handle

    def call_soon_threadsafe(
        self, callback: Callable[..., object], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """As asyncio's: :meth:`call_soon` from another thread. ``RuntimeError`` once closed."""
        if self.is_closed():
            raise RuntimeError("Event loop is closed")
        handle = asyncio.Handle(callback, args, self, context)
        self._timer.soon_from_a_thread(handle)
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """As asyncio's: run ``callback`` after ``delay`` seconds."""
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: Any,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        """As asyncio's: run ``callback`` at ``when`` on :meth:`time`'s clock."""
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self._timer.later(handle, when - self.time())
        return handle

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        self._timer.drop(handle)
