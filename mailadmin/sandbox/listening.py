"""TCP ports of the sandbox: up, refusing, silent, and the IPv6 address that never answers.

Every port keeps its number when the scenario changes, so a program that has it keeps working.
"""

import asyncio
import contextlib
import errno
import socket
import ssl
from collections.abc import Callable

from mailadmin.core.listening import settle, stop_listening
from mailadmin.sandbox.scenario import ServerState

LOOPBACK = "127.0.0.1"
LOOPBACK_IPV6 = "::1"

MAX_CONNECTIONS = 200
"""Connections of one port at the same time; one more is closed at once."""

_BIND_ATTEMPTS = 20

ProtocolFactory = Callable[[], asyncio.BaseProtocol]


class Connections:
    """The connections that are open, so that all of them can be ended at once."""

    def __init__(self) -> None:
        self._transports: set[asyncio.WriteTransport] = set()

    def add(self, transport: asyncio.BaseTransport) -> None:
        """Keep count of a connection; one too many is closed."""
        assert isinstance(transport, asyncio.WriteTransport)  # as every stream's is
        if len(self._transports) >= MAX_CONNECTIONS:
            transport.abort()
        else:
            self._transports.add(transport)

    def discard(self, transport: asyncio.BaseTransport | None) -> None:
        """Forget a connection that has ended."""
        if isinstance(transport, asyncio.WriteTransport):
            self._transports.discard(transport)

    async def end(self) -> None:
        """End every connection now, without a goodbye, once nobody listens any more."""
        while self._transports:
            self._transports.pop().abort()
        await settle()


class Silence(asyncio.Protocol):
    """Accepts a connection, reads what comes and never says a word."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection open."""
        self._transport = transport
        self._connections.add(transport)

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Forget it."""
        self._connections.discard(self._transport)


class WebServer(asyncio.Protocol):
    """A web server as a mail program meets it: silent until spoken to, then it complains."""

    _ANSWER = b"HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n"

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the browser to begin."""
        self._transport = transport
        self._connections.add(transport)

    def data_received(self, data: bytes) -> None:  # noqa: ARG002 - asyncio's signature
        """Answer to whatever came."""
        assert isinstance(self._transport, asyncio.WriteTransport)
        if not self._transport.is_closing():
            self._transport.write(self._ANSWER)
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """Forget it."""
        self._connections.discard(self._transport)


class Port:
    """One TCP port on 127.0.0.1, optionally with an IPv6 twin that never answers.

    ``number`` is 0 until it was opened for the first time and stays the same after that, unless
    another program has taken it meanwhile.
    """

    def __init__(self) -> None:
        self.number = 0
        self.connections = Connections()
        self._server: asyncio.Server | None = None
        self._held: list[socket.socket] = []

    async def open(
        self,
        state: ServerState,
        factory: ProtocolFactory,
        context: ssl.SSLContext | None,
        *,
        dead_ipv6: bool = False,
    ) -> None:
        """Start to behave: ``factory`` speaks to each connection, within TLS given a context."""
        listener, twin = self._bind(dead_ipv6=dead_ipv6)
        self.number = listener.getsockname()[1]
        if twin is not None:
            self._held += _fill_up(twin)
        if state is ServerState.REFUSING:
            # Bound but not listening: a connection is refused, and nobody else can take the port.
            self._held.append(listener)
            return
        if state is ServerState.SWALLOWED:
            self._held += _fill_up(listener)
            return
        loop = asyncio.get_running_loop()
        if state is ServerState.SILENT:
            self._server = await loop.create_server(
                lambda: Silence(self.connections), sock=listener
            )
        elif state is ServerState.WEB:
            self._server = await loop.create_server(
                lambda: WebServer(self.connections), sock=listener, ssl=context
            )
        else:
            self._server = await loop.create_server(factory, sock=listener, ssl=context)

    async def close(self) -> None:
        """Stop to listen and end every connection."""
        for held in self._held:
            held.close()
        self._held.clear()
        server, self._server = self._server, None
        if server is not None:
            await stop_listening(server)
        await self.connections.end()

    def _bind(self, *, dead_ipv6: bool) -> tuple[socket.socket, socket.socket | None]:
        """A listening place on this port's number, and its IPv6 twin where there is IPv6."""
        for _ in range(_BIND_ATTEMPTS):
            listener = _bind_or_move(self.number)
            if not dead_ipv6:
                return listener, None
            try:
                return listener, _bound(socket.AF_INET6, LOOPBACK_IPV6, listener.getsockname()[1])
            except OSError as problem:
                if problem.errno != errno.EADDRINUSE:
                    return listener, None  # no IPv6 on this computer: as dead as can be
                listener.close()
                self.number = 0
        raise OSError(errno.EADDRINUSE, "no port is free on both 127.0.0.1 and ::1")


def _bind_or_move(number: int) -> socket.socket:
    """The port of this number or, where that is taken, any other."""
    try:
        return _bound(socket.AF_INET, LOOPBACK, number)
    except OSError:
        if number == 0:
            raise
        return _bound(socket.AF_INET, LOOPBACK, 0)


def _bound(family: socket.AddressFamily, address: str, number: int) -> socket.socket:
    """A bound socket that shares its port with nobody, on any platform."""
    # asyncio sends small pieces at once (TCP_NODELAY) only where the protocol is named.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        exclusive = getattr(socket, "SO_EXCLUSIVEADDRUSE", None)
        if exclusive is not None:
            # Windows: without it another program may bind the same port and take the connections.
            bound.setsockopt(socket.SOL_SOCKET, exclusive, 1)
        else:
            # Elsewhere: lets the port be opened again at once after a scenario change.
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.setblocking(False)
        bound.bind((address, number))
    except OSError:
        bound.close()
        raise
    return bound


def _fill_up(listener: socket.socket) -> list[socket.socket]:
    """Make a socket ignore connections by filling its queue; give back what must be kept open.

    Linux and macOS drop what does not fit the queue, so a connection attempt hangs as it does
    where a firewall swallows it. Windows refuses, which is as dead.
    """
    held = [listener]
    listener.listen(1)  # the shortest queue that means the same everywhere
    for _ in range(8):
        filler = socket.socket(listener.family, socket.SOCK_STREAM)
        filler.setblocking(False)
        with contextlib.suppress(OSError):  # "in progress" is what non-blocking connects say
            filler.connect(listener.getsockname())
        held.append(filler)
    return held
