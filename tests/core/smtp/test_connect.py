"""The race for a connection (RFC 8305), on real sockets."""

import asyncio
import contextlib
import random
import socket
from collections.abc import Iterator

import pytest

from mailadmin.core.problem import ProblemKind
from mailadmin.core.smtp.connect import MAX_ADDRESSES, Attempt, race
from tests.servers.scripted import scripted

pytestmark = pytest.mark.both_loops

DISCARD = "192.0.2.1"
"""An address that belongs to nobody (RFC 5737): here there is no way to it, or no answer."""


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port on 127.0.0.2 whose queue is full: a connection attempt gets no answer (Linux)."""
    with socket.socket() as listening:
        port = _unused_port()
        listening.bind(("127.0.0.2", port))
        listening.listen(0)
        fillers = [socket.socket() for _ in range(3)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(("127.0.0.2", port))
        try:
            yield port
        finally:
            for filler in fillers:
                filler.close()


def _unused_port() -> int:
    """A port that is free on every address, and that no connection of others takes meanwhile.

    Systems give connections ports from 32768 on (Linux) or 49152 on (RFC 6335 section 6).
    """
    while True:
        port = random.randrange(20_000, 32_000)
        with contextlib.suppress(OSError), socket.socket() as sock:
            sock.bind(("", port))
            return port


def _free_port(host: str) -> int:
    with socket.socket() as sock:
        sock.bind((host, 0))
        return int(sock.getsockname()[1])


async def test_the_first_address_that_answers_wins() -> None:
    tried: list[Attempt] = []
    async with scripted() as there:
        connected = await race(["127.0.0.1"], there.port, limit=2, tried=tried.append)
        assert connected.sock is not None
        connected.sock.close()
    assert [attempt.connected for attempt in tried] == [True]


async def test_a_refusal_starts_the_next_address_at_once() -> None:
    loop = asyncio.get_running_loop()
    async with scripted() as there:
        began = loop.time()
        # Nothing listens on 127.0.0.3.
        connected = await race(["127.0.0.3", "127.0.0.1"], there.port, limit=2, tried=_ignore)
        assert connected.sock is not None
        connected.sock.close()
        assert loop.time() - began < 0.2
    assert [a.problem and a.problem.kind for a in connected.attempts] == [
        ProblemKind.REFUSED,
        None,
    ]


async def test_silence_costs_a_quarter_second(silent_port: int) -> None:
    async with _serving_on(silent_port):
        began = asyncio.get_running_loop().time()
        connected = await race(["127.0.0.2", "127.0.0.1"], silent_port, limit=5, tried=_ignore)
        elapsed = asyncio.get_running_loop().time() - began
        assert connected.sock is not None
        connected.sock.close()
    assert 0.2 < elapsed < 0.6
    silent = next(a for a in connected.attempts if a.address == "127.0.0.2")
    assert not silent.connected
    assert silent.problem is None  # it was not waited for


async def test_when_nobody_answers_each_address_has_its_own_outcome(silent_port: int) -> None:
    connected = await race(["127.0.0.3", "127.0.0.2"], silent_port, limit=0.6, tried=_ignore)
    assert connected.sock is None
    kinds = {a.address: a.problem.kind for a in connected.attempts if a.problem}
    assert kinds == {"127.0.0.3": ProblemKind.REFUSED, "127.0.0.2": ProblemKind.TIMED_OUT}


async def test_cancelling_closes_every_attempt(silent_port: int) -> None:
    task = asyncio.ensure_future(race(["127.0.0.2"], silent_port, limit=30, tried=_ignore))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_name_with_a_thousand_addresses_costs_a_few_attempts() -> None:
    port = _free_port("127.0.0.1")
    addresses = [f"127.0.{n // 250}.{n % 250 + 1}" for n in range(1000)]
    connected = await race(addresses, port, limit=2, tried=_ignore)
    assert len(connected.attempts) == MAX_ADDRESSES


def _ignore(attempt: Attempt) -> None:
    """Nobody listens."""


class _serving_on:
    """A server on 127.0.0.1 with a given port."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def __aenter__(self) -> None:
        self._server = await asyncio.start_server(lambda r, w: w.close(), "127.0.0.1", self._port)

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()
