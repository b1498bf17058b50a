"""One question under way, for everybody who wants its answer."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from mailadmin.core.dns.answer import Answer


class Flight:
    """A question on its way. Whoever gives up takes the answer from nobody else.

    It ends when everybody has given up, and once the answer is there; ``ended`` hears of it.
    """

    # Nothing is scheduled between the answer and those who wait for it: of the time that a long
    # list of domains takes, a good part was the event loop's own work for each question.

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        ended: "Callable[[Flight], None]" = lambda _flight: None,
    ) -> None:
        self._loop = loop
        self._ended = ended
        self._waiting: dict[_Own, None] = {}  # in the order they came
        self._landed: asyncio.Future[Answer] | None = None
        self._task: asyncio.Task[None] | None = None
        self.is_given_up = False
        """Whether nobody will ever hear the answer: it must be asked for anew."""

    def take_off(self, ask: Callable[[], Coroutine[Any, Any, Answer]]) -> None:
        """Ask. What goes wrong in there goes to everybody who waits."""
        self._task = self._loop.create_task(self._fly(ask))

    def land(self, answer: Answer) -> None:
        """The answer is there, for everybody who waits and who will ask later."""
        self._landed = self._loop.create_future()
        self._landed.set_result(answer)
        self._ended(self)
        for own in self._waiting:
            if not own.done():
                own.set_result(answer)
        self._waiting.clear()

    def own(self) -> asyncio.Future[Answer]:
        """A future for one of them; a finished one where the answer is there already."""
        if self._landed is not None:
            return self._landed
        own = _Own(self, self._loop)
        self._waiting[own] = None
        return own

    def given_up(self, own: "_Own") -> None:
        """One of them waits no longer."""
        self._waiting.pop(own, None)
        if self._landed is None and not self._waiting:
            self._give_up()

    def _give_up(self) -> None:
        if not self.is_given_up:
            self.is_given_up = True
            self._ended(self)
            if self._task is not None:
                self._task.cancel()

    async def _fly(self, ask: Callable[[], Coroutine[Any, Any, Answer]]) -> None:
        try:
            answer = await ask()
        except asyncio.CancelledError:
            self._give_up()
            for own in tuple(self._waiting):
                own.cancel()
            raise
        except Exception as error:
            self._crash(error)
        else:
            self.land(answer)

    def _crash(self, error: Exception) -> None:
        self._landed = self._loop.create_future()
        self._landed.set_exception(error)
        self._landed.exception()  # Nobody need hear of it who did not ask.
        self._ended(self)
        for own in self._waiting:
            if not own.done():
                own.set_exception(error)
        self._waiting.clear()


class _Own(asyncio.Future[Answer]):
    """What one of them waits for."""

    def __init__(self, flight: Flight, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(loop=loop)
        self._flight = flight

    def cancel(self, msg: Any | None = None) -> bool:
        cancelled = super().cancel(msg)
        if cancelled:
            self._flight.given_up(self)
        return cancelled


async def answers(asked: Iterable[asyncio.Future[Answer]]) -> list[Answer]:
    """All the answers, in order. Whoever gives up here gives up all of them."""
    asked = list(asked)
    # What asyncio.gather does, at half its cost.
    try:
        return [await each for each in asked]
    except BaseException:
        for each in asked:
            each.cancel()  # One fault of ours is enough to hear of: asyncio takes it as heard.
        raise
