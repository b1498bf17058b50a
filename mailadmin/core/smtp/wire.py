"""The bytes of one connection: commands out, replies in, each noted with its time.

Ours and not a client library's, because three things have to be known to the byte (ADR 0003):
several commands may be on the way at once (RFC 2920), the moment the end of a message was handed
over decides between *not sent* and *may have been sent*, and nothing that arrives before the
encryption may be believed after it.
"""

import asyncio
import socket
import ssl
from collections import deque
from typing import Final, cast

from mailadmin.core.finding import ReplySeen
from mailadmin.core.problem import ProblemKind, WireError
from mailadmin.core.smtp.replies import ReplyParser
from mailadmin.core.smtp.transcript import REMOVED, Transcript

CLOSING: Final = 421

LONGEST_QUOTE: Final = 200
"""Characters of a broken line that are shown."""

MOST_UNASKED: Final = 20
"""Replies that may come unasked between two commands of ours; more of them are a flood."""

FLUSH_POLL: Final = 0.002
"""Seconds between two looks at what is still to be written."""


class Wire(asyncio.Protocol):
    """One connection to a server. Made by :func:`open_wire`; always ended by :meth:`close`."""

    def __init__(self, transcript: Transcript) -> None:
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()
        self.transcript = transcript
        self._transport: asyncio.Transport | None = None
        self._raw: asyncio.Transport | None = None
        self._parser = ReplyParser()
        self._replies: deque[ReplySeen] = deque()
        self._expected = 1  # the greeting
        self._parting: ReplySeen | None = None
        self._unasked = 0
        self._spoken = False
        self._broken: BaseException | None = None
        self._news = asyncio.Event()
        self._writable = asyncio.Event()
        self._writable.set()
        self._closed = self._loop.create_future()

    # -- asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:  # noqa: D102
        self._transport = self._raw = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:  # noqa: D102
        if self._broken is not None:
            return
        try:
            for reply in self._parser.feed(data):
                self._take(reply)
        except WireError as error:
            # Cut only once it is clean: half a secret is no longer recognised as one.
            text = self.transcript.clean(str(error))[:LONGEST_QUOTE]
            self._note("S", text)
            self._break(WireError(error.kind, text, self._parting))
            # Nothing that follows can be understood; stop a flood right here.
            self.abort()

    def eof_received(self) -> bool:  # noqa: D102
        self._break(WireError(ProblemKind.RESET, "the server closed the connection", self._parting))
        return False

    def connection_lost(self, error: Exception | None) -> None:  # noqa: D102
        if error is not None and not isinstance(error, WireError):
            self._break(error)
        self._break(WireError(ProblemKind.RESET, "the connection was lost", self._parting))
        if not self._closed.done():
            self._closed.set_result(None)

    def pause_writing(self) -> None:  # noqa: D102
        self._writable.clear()

    def resume_writing(self) -> None:  # noqa: D102
        self._writable.set()

    # -- our side

    def send(self, *commands: str, note: str | None = None) -> None:
        """Write commands in one flight; each is owed one reply.

        ``note`` is what the transcript shows instead of a single command that carries a secret.
        A line break inside a command is a ``ValueError``: it would be a second command.
        """
        for command in commands:
            if any(character in command for character in "\r\n\0"):
                raise ValueError("a command is one line")
            self._note("C", command if note is None else note)
        self._expected += len(commands)
        self._spoken = True
        self._unasked = 0
        self._write("".join(f"{command}\r\n" for command in commands).encode("utf-8"))

    def send_secret(self, command: str, shown: str = "") -> None:
        """Write a line that carries a secret; the transcript shows ``shown`` and a mark."""
        self.send(command, note=f"{shown} {REMOVED}".strip())

    async def reply(self) -> ReplySeen:
        """The next reply owed to us. Raises ``WireError`` or what the connection broke of."""
        while not self._replies:
            if self._broken is not None:
                raise self._broken
            self._news.clear()
            await self._news.wait()
        return self._replies.popleft()

    async def write_body(self, chunk: bytes) -> None:
        """Write a piece of a message; returns when there is room for the next."""
        self._write(chunk)
        await self._writable.wait()
        if self._broken is not None:
            raise self._broken

    async def flushed(self) -> None:
        """Return when everything written has been handed to the operating system.

        Polled, because the encrypted transport tells when it has room, but not when it is empty.
        """
        transports = [t for t in (self._raw, self._transport) if t is not None]
        while any(transport.get_write_buffer_size() for transport in transports):
            if self._broken is not None:
                raise self._broken
            await asyncio.sleep(FLUSH_POLL)
        if self._broken is not None:
            raise self._broken

    def end_body(self) -> None:
        """Hand over the end of the message. From here on it may have been sent."""
        self._expected += 1
        self._write(b".\r\n")
        self._note("C", ".")

    def remark(self, text: str) -> None:
        """Put a remark into the transcript."""
        self._note("*", text)

    async def start_tls(self, context: ssl.SSLContext, host: str) -> ssl.SSLObject:
        """Encrypt. Refuses if anything arrived that the encryption did not protect."""
        if self._parser.pending or self._replies or self._unasked:
            if not self._spoken:
                raise WireError(ProblemKind.NOT_TLS, "the server spoke before the encryption")
            raise WireError(
                ProblemKind.INJECTED, "text arrived between the upgrade's reply and the encryption"
            )
        if self._broken is not None:
            raise self._broken
        try:
            transport = await self._loop.start_tls(
                self._alive(), self, context, server_hostname=host, ssl_handshake_timeout=3600
            )
        except BaseException:
            # The encryption owned the socket by now and closed it without telling us.
            self.connection_lost(None)
            raise
        if transport is None:
            raise WireError(ProblemKind.RESET, "the connection was lost")
        self._transport = transport
        _no_delay(transport)
        encrypted = transport.get_extra_info("ssl_object")
        self.remark(f"encrypted: {encrypted.version()}")
        return cast(ssl.SSLObject, encrypted)

    @property
    def local_address(self) -> str:
        """Our own address on this connection."""
        name = self._alive().get_extra_info("sockname")
        return str(name[0]).partition("%")[0]

    def abort(self) -> None:
        """Drop the connection at once."""
        if self._transport is not None:
            self._transport.abort()

    async def close(self, grace: float = 0.5) -> None:
        """End the connection; what is still unsent gets ``grace`` seconds."""
        if self._transport is None:
            return
        if not self._transport.is_closing():
            # A second close() makes an encrypted transport of Python 3.11.2 (Debian 12) unusable.
            self._transport.close()
        try:
            async with asyncio.timeout(grace):
                await asyncio.shield(self._closed)
        except TimeoutError:
            pass
        finally:
            self._transport.abort()

    def _take(self, reply: ReplySeen) -> None:
        lines = reply.text.split("\n")
        for number, line in enumerate(lines, 1):
            self._note("S", f"{reply.code}{'-' if number < len(lines) else ' '}{line}")
        reply = ReplySeen(
            code=reply.code, enhanced=reply.enhanced, text=self.transcript.clean(reply.text)
        )
        if self._expected > 0:
            self._expected -= 1
            self._replies.append(reply)
        else:
            # What nobody asked for stays in the transcript; only a goodbye means something.
            self._unasked += 1
            self._parting = reply if reply.code == CLOSING else self._parting
            if self._unasked > MOST_UNASKED:
                raise WireError(ProblemKind.BAD_REPLY, "a flood of replies that nobody asked for")
        self._news.set()

    def _break(self, error: BaseException) -> None:
        if self._broken is None:
            self._broken = error
        self._news.set()
        self._writable.set()

    def _note(self, who: str, text: str) -> None:
        self.transcript.add((self._loop.time() - self._began) * 1000, who, text)

    def _write(self, data: bytes) -> None:
        if self._broken is not None:
            raise self._broken
        transport = self._alive()
        transport.write(data)
        _quick_ack(transport)

    def _alive(self) -> asyncio.Transport:
        if self._transport is None or self._transport.is_closing():
            raise WireError(ProblemKind.RESET, "the connection is closed", self._parting)
        return self._transport


async def open_wire(sock: socket.socket, transcript: Transcript) -> Wire:
    """A wire on a connected socket, which it owns from now on."""
    loop = asyncio.get_running_loop()
    try:
        transport, wire = await loop.create_connection(lambda: Wire(transcript), sock=sock)
    except BaseException:
        sock.close()
        raise
    _no_delay(transport)
    return wire


def _no_delay(transport: asyncio.BaseTransport) -> None:
    """Send small writes at once; Nagle's algorithm costs a round trip after TLS 1.3."""
    sock = transport.get_extra_info("socket")
    if sock is not None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


def _quick_ack(transport: asyncio.BaseTransport) -> None:
    """On Linux, acknowledge the answer at once: servers hold replies back until we do.

    The flag does not last, so it is set again after each write; it saves up to 40 ms each.
    """
    sock = transport.get_extra_info("socket")
    if sock is not None and sock.fileno() >= 0 and hasattr(socket, "TCP_QUICKACK"):
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
