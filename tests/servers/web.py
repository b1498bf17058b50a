"""A web server that says what it is told to: HTTP/1.1 over TLS (or without) on this computer."""

import asyncio
import contextlib
import re
import ssl
from collections.abc import Awaitable, Callable

import trustme

from mailadmin.core.listening import stop_listening
from tests.servers.closing import ended

Talk = Callable[[str, asyncio.StreamWriter], Awaitable[None]]
"""Answers a request for a path."""


def page(
    body: bytes = b"", *, status: str = "200 OK", kind: str = "text/plain", extra: str = ""
) -> bytes:
    """A whole response. ``extra`` are further header lines, each with its line end."""
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}\r\n"
    )
    return head.encode("latin-1") + body


class WebServer:
    """Use as an asynchronous context manager.

    ``says`` is what each path is answered with: a response, or a function that writes it. ``asked``
    are the requests' first lines and headers, ``bodies`` what was sent with them; ``connections``
    counts those that were opened.
    """

    def __init__(self, authority: trustme.CA | None, *names: str) -> None:
        self.says: dict[str, bytes | Talk] = {}
        self.asked: list[str] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self.port = 0
        self._context: ssl.SSLContext | None = None
        if authority is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.set_alpn_protocols(["http/1.1"])
            authority.issue_cert(*names).configure_cert(self._context)
        self._writers: set[asyncio.StreamWriter] = set()

    async def __aenter__(self) -> "WebServer":
        self._server = await asyncio.start_server(
            self._talk, "127.0.0.1", 0, ssl=self._context, limit=2**20
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await stop_listening(self._server)
        self.hang_up()
        await ended(self._server)

    def hang_up(self) -> None:
        """Cut every connection."""
        for writer in list(self._writers):
            writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._writers.add(writer)
        with contextlib.suppress(EOFError, OSError):
            while True:
                request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                self.asked.append(request)
                length = re.search(r"^content-length: (\d+)", request, re.I | re.M)
                if length is not None:
                    self.bodies.append(await reader.readexactly(int(length[1])))
                path = request.split(" ")[1]
                says = self.says.get(path.partition("?")[0], page(status="404 Not Found"))
                if isinstance(says, bytes):
                    writer.write(says)
                    await writer.drain()
                else:
                    await says(path, writer)
        self._writers.discard(writer)
        writer.transport.abort()
