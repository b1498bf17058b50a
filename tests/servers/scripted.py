"""A server that follows a script on a real socket, and remembers what it was told.

A script is a list of steps: text to say, ``expect("EHLO")`` for a line that must begin so,
``start_tls(context)``, ``wait(seconds)``, ``HANG_UP`` and ``RESET``. After its last step the
server reads on in silence until the client leaves.
"""

import asyncio
import socket
import ssl
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from mailadmin.core.listening import stop_listening
from tests.servers.closing import ended

Step = Callable[["Conversation"], Awaitable[None]]


class Conversation:
    """One client's connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.heard: list[str] = []
        self.raw = b""


class Scripted:
    """The server: where it listens, and every conversation it had."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self.conversations: list[Conversation] = []
        self.failures: list[BaseException] = []

    @property
    def heard(self) -> list[str]:
        """Every line of every client, in order."""
        return [line for talk in self.conversations for line in talk.heard]

    @property
    def open_connections(self) -> int:
        return sum(not talk.writer.is_closing() for talk in self.conversations)


def say(text: str | bytes) -> Step:
    """Write a line (or bytes as they are)."""

    async def step(talk: Conversation) -> None:
        talk.writer.write(text if isinstance(text, bytes) else f"{text}\r\n".encode())
        await talk.writer.drain()

    return step


def expect(start: str) -> Step:
    """Read a line that must begin with ``start`` (case does not matter)."""

    async def step(talk: Conversation) -> None:
        data = await talk.reader.readline()
        if not data or data.startswith(b"\x16\x03"):
            raise EOFError("the client left, or wants to be encrypted")
        line = data.decode("utf-8", "replace").rstrip("\r\n")
        talk.heard.append(line)
        if not line.upper().startswith(start.upper()):
            raise AssertionError(f"expected {start!r}, heard {line!r}")

    return step


def read_message() -> Step:
    """Read a message up to its end."""

    async def step(talk: Conversation) -> None:
        talk.raw += await talk.reader.readuntil(b"\r\n.\r\n")

    return step


def read_bytes(count: int) -> Step:
    """Read at least so many bytes."""

    async def step(talk: Conversation) -> None:
        talk.raw += await talk.reader.readexactly(count)

    return step


def start_tls(context: ssl.SSLContext) -> Step:
    """Go on encrypted."""

    async def step(talk: Conversation) -> None:
        await talk.writer.start_tls(context)

    return step


def wait(seconds: float) -> Step:
    async def step(talk: Conversation) -> None:
        await asyncio.sleep(seconds)

    return step


async def HANG_UP(talk: Conversation) -> None:
    """Close the connection in an orderly way."""
    talk.writer.close()


async def RESET(talk: Conversation) -> None:
    """Cut the connection: the other side gets a reset."""
    sock = talk.writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.writer.transport.abort()


def ehlo(*capabilities: str) -> list[Step]:
    """Hear EHLO and answer with these capabilities."""
    lines = ["server.test", *capabilities]
    text = "".join(
        f"250{'-' if number < len(lines) else ' '}{line}\r\n"
        for number, line in enumerate(lines, 1)
    )
    return [expect("EHLO"), say(text.encode())]


@asynccontextmanager
async def scripted(
    *steps: object, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> AsyncIterator[Scripted]:
    """Serve the script to every client; an unkept expectation fails the test at the end."""
    async with _serving(_flat(steps), host, tls) as server:
        yield server
    if server.failures:
        raise server.failures[0]


def _flat(steps: object) -> list[Step]:
    if isinstance(steps, list | tuple):
        return [inner for step in steps for inner in _flat(step)]
    assert callable(steps)
    return [steps]


@asynccontextmanager
async def _serving(
    steps: Sequence[Step], host: str, tls: ssl.SSLContext | None
) -> AsyncIterator[Scripted]:
    tasks: set[asyncio.Task[None]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        tasks.add(task)
        talk = Conversation(reader, writer)
        server.conversations.append(talk)
        try:
            for step in steps:
                await step(talk)
            while line := await reader.readline():
                talk.heard.append(line.decode("utf-8", "replace").rstrip("\r\n"))
        except AssertionError as error:
            server.failures.append(error)
        except (OSError, EOFError, ValueError):
            pass
        finally:
            writer.close()
            tasks.discard(task)

    listening = await asyncio.start_server(serve, host, 0, ssl=tls, limit=2**22)
    server = Scripted(host, listening.sockets[0].getsockname()[1])
    try:
        yield server
    finally:
        await stop_listening(listening)
        for task in list(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if tls is not None:
            await ended(listening)
