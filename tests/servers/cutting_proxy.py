"""A TCP proxy on loopback that breaks the conversation at a chosen moment, for real.

Where the conversation is plain, the moment is a command (``before("RCPT")``, ``after("DATA")``),
a number of bytes of the message (``in_body(1000)``) or the message's end (``before("END")``,
``after("END")``). Where it is encrypted, only the bytes count: ``at_byte(900)`` of what the
client sends, or of what it hears with ``from_server=True``.
"""

import asyncio
import contextlib
import socket
import struct
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum

import msgspec

from mailadmin.core.listening import stop_listening

GARBAGE = b"\x00\xff\xfe2?0 \x1b[2J what?\r\n"

BUFFER = 64 * 1024
"""Bytes that may pile up before the proxy where it stalls."""


class Action(StrEnum):
    """What happens at the moment."""

    RESET = "reset"
    CLOSE = "close"
    STALL = "stall"
    """Nothing more goes either way, and nobody hangs up."""
    GARBAGE = "garbage"
    """The client hears bytes that are no reply, and then nothing more."""


class Moment(msgspec.Struct, frozen=True):
    """When. ``count`` is in bytes; ``verb`` of the greeting is CONNECT."""

    kind: str
    verb: str = ""
    count: int = 0

    def __str__(self) -> str:
        return f"{self.kind}-{self.verb or self.count}"


def before(verb: str) -> Moment:
    """The client has sent this; the server never hears of it."""
    return Moment("before", verb)


def after(verb: str) -> Moment:
    """The server has heard this and answers; the client never hears the answer."""
    return Moment("after", verb)


def in_body(count: int) -> Moment:
    """The server has got so many bytes of the message."""
    return Moment("in-body", count=count)


def at_byte(count: int, *, from_server: bool = False) -> Moment:
    """So many bytes of the client (or of the server) have passed, whatever they mean."""
    return Moment("server-byte" if from_server else "client-byte", count=count)


class Cut(msgspec.Struct, frozen=True):
    """What happens, and when."""

    moment: Moment
    action: Action

    def __str__(self) -> str:
        return f"{self.action}-{self.moment}"


class CuttingProxy:
    """Where it listens, and what it saw.

    ``connected`` and ``ended`` are set by the first connection, ``cut_happened`` when the moment
    has come. What stalls does so until ``released``.
    """

    def __init__(self, target: int, cut: Cut | None) -> None:
        self.port = 0
        self.cut = cut
        self.connected = asyncio.Event()
        self.cut_happened = asyncio.Event()
        self.ended = asyncio.Event()
        self.released = asyncio.Event()
        self.from_client = 0
        self.from_server = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self._target = target

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self.tasks.add(task)
        self.connected.set()
        try:
            there = await asyncio.open_connection("127.0.0.1", self._target)
            await _Passage(self, (reader, writer), there).run()
        except (OSError, EOFError):
            pass
        finally:
            writer.close()
            self.ended.set()
            self.tasks.discard(task)


class _CutNowError(Exception):
    pass


Stream = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class _Passage:
    """One connection through the proxy."""

    def __init__(self, proxy: CuttingProxy, client: Stream, server: Stream) -> None:
        self._proxy = proxy
        self._client_reader, self._client = client
        self._server_reader, self._server = server
        self._owed = deque(["CONNECT"])  # the commands that the server still has to answer
        self._in_body = False
        self._in_sign_in = False
        self._body_bytes = 0

    async def run(self) -> None:
        moment = self._proxy.cut.moment if self._proxy.cut else Moment("never")
        bytewise = moment.kind in ("client-byte", "server-byte")
        ways = [self._bytes_up, self._bytes_down] if bytewise else [self._lines_up, self._down]
        cut = False
        try:
            async with asyncio.TaskGroup() as tasks:
                self._check("before", "CONNECT")
                for way in ways:
                    tasks.create_task(way())
        except* _CutNowError:
            cut = True
        except* (OSError, EOFError):
            pass
        try:
            if cut:
                await self._act()
        finally:
            # What the server has got so far it keeps; it sees that nobody is there any more.
            self._server.close()

    async def _act(self) -> None:
        assert self._proxy.cut is not None
        self._proxy.cut_happened.set()
        action = self._proxy.cut.action
        if action is Action.RESET:
            sock = self._client.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._client.transport.abort()
            return
        if action is Action.CLOSE:
            self._client.close()
            return
        if action is Action.GARBAGE:
            self._client.write(GARBAGE)
        # Unread on purpose: what stalls takes no more bytes than the buffers on the way hold.
        await self._proxy.released.wait()

    def _check(self, kind: str, verb: str) -> None:
        cut = self._proxy.cut
        if cut is not None and cut.moment == Moment(kind, verb):
            raise _CutNowError

    # -- a plain conversation

    async def _lines_up(self) -> None:
        while line := await self._client_reader.readline():
            if self._in_body:
                await self._body_line(line)
            else:
                verb = "SIGN-IN" if self._in_sign_in else line[:4].decode("latin-1").strip().upper()
                self._check("before", verb)
                self._owed.append(verb)
            self._server.write(line)
            await self._server.drain()
        raise EOFError

    async def _body_line(self, line: bytes) -> None:
        if line == b".\r\n":
            self._check("before", "END")
            self._in_body = False
            self._owed.append("END")
            return
        cut = self._proxy.cut
        if cut is not None and cut.moment.kind == "in-body":
            left = cut.moment.count - self._body_bytes
            if left < len(line):
                self._server.write(line[:left])
                await self._server.drain()
                raise _CutNowError
        self._body_bytes += len(line)

    async def _down(self) -> None:
        while line := await self._server_reader.readline():
            if line[3:4] != b"-" and self._owed:
                verb = self._owed.popleft()
                self._check("after", verb)
                self._in_body = verb == "DATA" and line.startswith(b"354")
                self._in_sign_in = line.startswith(b"334")
            elif self._owed:
                self._check("after", self._owed[0])
            self._client.write(line)
            await self._client.drain()
        raise EOFError

    # -- an encrypted one

    async def _bytes_up(self) -> None:
        while data := await self._client_reader.read(65536):
            passed = self._allowed("client-byte", self._proxy.from_client, data)
            self._proxy.from_client += len(passed)
            self._server.write(passed)
            await self._server.drain()
            if len(passed) < len(data):
                raise _CutNowError
        raise EOFError

    async def _bytes_down(self) -> None:
        while data := await self._server_reader.read(65536):
            passed = self._allowed("server-byte", self._proxy.from_server, data)
            self._proxy.from_server += len(passed)
            self._client.write(passed)
            await self._client.drain()
            if len(passed) < len(data):
                raise _CutNowError
        raise EOFError

    def _allowed(self, kind: str, before: int, data: bytes) -> bytes:
        cut = self._proxy.cut
        if cut is None or cut.moment.kind != kind:
            return data
        return data[: max(0, cut.moment.count - before)]


@asynccontextmanager
async def cutting(target: int, cut: Cut | None = None) -> AsyncIterator[CuttingProxy]:
    """A proxy before a port of this computer; without a cut everything passes.

    To leave it ends whatever stalls, and waits for the rest.
    """
    proxy = CuttingProxy(target, cut)
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
    sock.bind(("127.0.0.1", 0))
    proxy.port = sock.getsockname()[1]
    listening = await asyncio.start_server(proxy.serve, sock=sock, limit=BUFFER)
    try:
        yield proxy
    finally:
        await stop_listening(listening)
        proxy.released.set()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                await asyncio.gather(*proxy.tasks, return_exceptions=True)
        for task in list(proxy.tasks):
            task.cancel()
        await asyncio.gather(*proxy.tasks, return_exceptions=True)
