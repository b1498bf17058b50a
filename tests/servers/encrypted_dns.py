"""Name servers over TLS and HTTPS on this computer, in front of what a zone says."""

import asyncio
import base64
import contextlib
import ssl

import trustme

from mailadmin.core.listening import stop_listening
from mailadmin.sandbox.nameserver import answer
from mailadmin.sandbox.zone import Zone
from tests.servers.closing import ended
from tests.servers.web import WebServer, page


class TlsNameServer:
    """DNS over TLS. Use as an asynchronous context manager.

    ``wires`` are the questions; a connection ends after ``questions`` of them, where that is not 0.
    ``mute`` is a server that takes connections and says nothing.
    """

    def __init__(self, zone: str, authority: trustme.CA, *names: str) -> None:
        self._zone = Zone(f". SOA ns hostmaster 1 3600 600 86400 0\n{zone}")
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*names).configure_cert(self._context)
        self._writers: set[asyncio.StreamWriter] = set()
        self.wires: list[bytes] = []
        self.connections = 0
        self.questions = 0
        self.mute = False
        self.says: bytes | None = None
        self.port = 0

    async def __aenter__(self) -> "TlsNameServer":
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=self._context)
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
        count = 0
        with contextlib.suppress(EOFError, OSError):
            while not self.questions or count < self.questions:
                wire = await reader.readexactly(int.from_bytes(await reader.readexactly(2)))
                self.wires.append(wire)
                count += 1
                reply = answer(self._zone, wire, over_udp=False)
                if self.mute or reply is None:
                    continue
                writer.write(self.says or len(reply).to_bytes(2) + reply)
                await writer.drain()
        self._writers.discard(writer)
        writer.transport.abort()


def over_https(server: WebServer, zone: str, path: str = "/dns-query") -> list[bytes]:
    """Have a web server answer questions (GET, RFC 8484 section 4.1); gives them as they come."""
    known, wires = Zone(f". SOA ns hostmaster 1 3600 600 86400 0\n{zone}"), []

    async def say(target: str, writer: asyncio.StreamWriter) -> None:
        text = target.partition("?dns=")[2]
        wires.append(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        reply = answer(known, wires[-1], over_udp=False)
        assert reply is not None
        writer.write(page(reply, kind="application/dns-message"))
        await writer.drain()

    server.says[path] = say
    return wires
