"""Calls that block (keyring, files, databases): the only place with threads.

Every call gets a daemon thread of its own. A pool would be cheaper by some 50 µs a call, but a
pool's threads are waited for when the event loop closes and again when Python ends, so one call
that hangs (a keyring prompt nobody answers) would keep the closed program alive for ever.
"""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Final, Generic, TypeVar, TypeVarTuple

Answer = TypeVar("Answer")
Arguments = TypeVarTuple("Arguments")

SWITCHING: Final = 0.0005
"""Seconds after which a thread at work lets a waiting one go on. Python's own are 0.005, and a
window that waits for them several times in one turn, behind several threads, stands still."""


@contextlib.contextmanager
def switching_often() -> Iterator[None]:
    """Let threads that wait, the window's above all, go on sooner."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCHING)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


async def run(function: Callable[[*Arguments], Answer], *args: *Arguments, limit: float) -> Answer:
    """Give what ``function(*args)`` returns or raises, or ``TimeoutError`` after ``limit`` seconds.

    A call can't be stopped from outside: after the limit, and when the waiting task is cancelled,
    it goes on by itself and its answer is dropped.
    """
    import asyncio  # the window's first picture, which begins calls too, does not wait for it

    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Answer] = loop.create_future()

    def settle(value: Answer | None, error: BaseException | None) -> None:
        if answer.done():
            return
        if error is not None:
            answer.set_exception(error)
        else:
            answer.set_result(value)  # type: ignore[arg-type]

    def work() -> None:
        value: Answer | None = None
        trouble: BaseException | None = None
        try:
            value = function(*args)
        except StopIteration as error:
            trouble = RuntimeError("the call ended an iteration")
            trouble.__cause__ = error
        except BaseException as error:
            trouble = error
        # A loop that closed in the meantime has nobody left who waits.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, value, trouble)
        # An error holds this frame, and so this frame the error: what it has open would stay so.
        value = trouble = None

    threading.Thread(target=work, name="mailadmin-blocking", daemon=True).start()
    async with asyncio.timeout(limit):
        return await answer


class Begun(Generic[Answer]):
    """A call under way, for where there is no event loop yet. Made by :func:`begin`."""

    def __init__(self, function: Callable[[], Answer]) -> None:
        self._function = function
        self._answers: list[Answer] = []
        self._trouble: BaseException | None = None
        self._ended = threading.Event()
        threading.Thread(target=self._work, name="mailadmin-blocking", daemon=True).start()

    def _work(self) -> None:
        try:
            self._answers.append(self._function())
        except BaseException as error:
            self._trouble = error
        finally:
            self._ended.set()

    @property
    def ended(self) -> bool:
        """Whether the answer is there."""
        return self._ended.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait for the answer; whether it is there."""
        return self._ended.wait(seconds)

    def answer(self) -> Answer:
        """Give what the function has returned or raised. Blocks until it has."""
        self._ended.wait()
        if self._trouble is not None:
            raise self._trouble
        return self._answers[0]


def begin(function: Callable[[*Arguments], Answer], *args: *Arguments) -> Begun[Answer]:
    """Begin ``function(*args)`` in a thread of its own; what it gives can be fetched later."""
    return Begun(lambda: function(*args))


class OneAtATime:
    """Blocking calls of which only one runs at a time, for things that are not to be raced.

    A call that is given up before it begins, by its limit or its caller, never begins: nothing is
    done late.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()

    async def run(
        self, function: Callable[[*Arguments], Answer], *args: *Arguments, limit: float
    ) -> Answer:
        """Like :func:`run`; the limit counts the waiting too."""
        decided = threading.Lock()  # taken by whoever is first: the call, or who gives it up

        def in_turn() -> Answer:
            if not self._turn.acquire(timeout=limit):
                raise TimeoutError
            try:
                if not decided.acquire(blocking=False):
                    raise TimeoutError
                return function(*args)
            finally:
                self._turn.release()

        try:
            return await run(in_turn, limit=limit)
        finally:
            decided.acquire(blocking=False)
