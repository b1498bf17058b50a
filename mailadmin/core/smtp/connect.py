"""Connect to the first address that answers, and remember what each of them did (RFC 8305)."""

import asyncio
import contextlib
import errno
import socket
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from mailadmin.core.problem import Problem, problem_of

ATTEMPT_DELAY: Final = 0.25
"""Seconds before the next address gets its chance (RFC 8305 section 5)."""

MAX_ADDRESSES: Final = 16
"""More addresses than any mail server needs; a hostile zone may list thousands."""


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one address. ``problem`` is None for the winner and for who came too late.

    ``elapsed_ms`` is None where the attempt never began.
    """

    address: str
    connected: bool
    problem: Problem | None = None
    elapsed_ms: float | None = None


class Connected(msgspec.Struct, frozen=True):
    """The race's end: the winner's socket, or None when every address failed."""

    sock: socket.socket | None
    attempts: tuple[Attempt, ...]


async def race(
    addresses: Sequence[str],
    port: int,
    *,
    limit: float,
    tried: Callable[[Attempt], None],
) -> Connected:
    """Try the addresses in order, a quarter second apart, until one connects.

    ``tried`` hears of each attempt as it ends. After ``limit`` seconds every attempt still under
    way has timed out. The caller owns the returned socket; all others are closed.
    """
    runner = _Race(port, tried)
    try:
        async with asyncio.timeout(limit):
            await runner.run(addresses[:MAX_ADDRESSES])
    except TimeoutError:
        runner.give_up(TimeoutError(errno.ETIMEDOUT, "no answer within the time limit"))
    except BaseException:
        runner.drop()
        raise
    finally:
        await runner.clean_up()
    return Connected(runner.winner, tuple(runner.attempts))


class _Race:
    def __init__(self, port: int, tried: Callable[[Attempt], None]) -> None:
        self._loop = asyncio.get_running_loop()
        self._port = port
        self._tried = tried
        self._running: dict[asyncio.Task[None], tuple[str, float]] = {}
        self.winner: socket.socket | None = None
        self.attempts: list[Attempt] = []

    async def run(self, addresses: Sequence[str]) -> None:
        waiting = list(addresses)
        while self.winner is None and (waiting or self._running):
            if waiting:
                self._start(waiting.pop(0))
            # A failure starts the next at once; silence after a quarter second.
            await asyncio.wait(
                self._running,
                timeout=ATTEMPT_DELAY if waiting else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
            for task in [task for task in self._running if task.done()]:
                del self._running[task]
        if self.winner is not None:
            for address, began in self._running.values():
                self._record(address, began, problem=None)
            for address in waiting:
                self._tell(Attempt(address=address, connected=False))

    def give_up(self, error: TimeoutError) -> None:
        for address, began in self._running.values():
            self._record(address, began, problem_of(error))

    def drop(self) -> None:
        if self.winner is not None:
            self.winner.close()

    async def clean_up(self) -> None:
        for task in self._running:
            task.cancel()
        if self._running:
            await asyncio.wait(self._running)

    def _start(self, address: str) -> None:
        began = self._loop.time()
        task = asyncio.ensure_future(self._attempt(address, began))
        self._running[task] = (address, began)

    async def _attempt(self, address: str, began: float) -> None:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        sock: socket.socket | None = None
        try:
            sock = socket.socket(family, socket.SOCK_STREAM)
            sock.setblocking(False)
            await self._loop.sock_connect(sock, (address, self._port))
        except OSError as error:
            self._record(address, began, problem_of(error))
        else:
            if self.winner is None:
                self.winner, sock = sock, None
                self._record(address, began, problem=None, connected=True)
            else:
                self._record(address, began, problem=None)
        finally:
            if sock is not None:
                with contextlib.suppress(OSError):
                    sock.close()

    def _record(
        self, address: str, began: float, problem: Problem | None, *, connected: bool = False
    ) -> None:
        elapsed = (self._loop.time() - began) * 1000
        self._tell(
            Attempt(address=address, connected=connected, problem=problem, elapsed_ms=elapsed)
        )

    def _tell(self, attempt: Attempt) -> None:
        self.attempts.append(attempt)
        self._tried(attempt)
