"""Turns for what may be fresh only so many times at once."""

import asyncio
from collections import deque


class Turns:
    """At most ``at_once`` turns at a time. After ``fresh`` seconds a turn counts no more.

    It belongs to one event loop. A turn is whatever object its owner likes.
    """

    # One timer while somebody waits; a semaphore would need one for each turn, to end it early.

    def __init__(self, at_once: int, fresh: float) -> None:
        self._at_once = at_once
        self._fresh = fresh
        self._taken: dict[object, float] = {}
        """When each turn began, oldest first."""
        self._waiting: deque[tuple[object, asyncio.Future[None]]] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._loop = asyncio.get_running_loop()

    async def take(self, turn: object) -> None:
        """Wait until this turn may begin. However that ends, it must be given back."""
        if len(self._taken) < self._at_once:
            self._taken[turn] = self._loop.time()
        else:
            waiter = self._loop.create_future()
            self._waiting.append((turn, waiter))
            self._let_in()
            await waiter

    def give_back(self, turn: object) -> None:
        """End a turn, or the waiting for it."""
        self._taken.pop(turn, None)
        if self._waiting:
            self._let_in()

    def _let_in(self) -> None:
        now = self._loop.time()
        while self._waiting:
            turn, waiter = self._waiting[0]
            if not waiter.done():
                if not self._has_room(now):
                    break
                self._taken[turn] = now
                waiter.set_result(None)
            self._waiting.popleft()
        if self._waiting and self._timer is None:
            oldest = next(iter(self._taken.values()))
            self._timer = self._loop.call_at(oldest + self._fresh, self._look_again)

    def _has_room(self, now: float) -> bool:
        if len(self._taken) < self._at_once:
            return True
        oldest, began = next(iter(self._taken.items()))
        if began + self._fresh > now:
            return False
        del self._taken[oldest]
        return True

    def _look_again(self) -> None:
        self._timer = None
        self._let_in()
