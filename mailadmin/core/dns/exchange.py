"""One question to name servers and the reply: UDP, and TCP where UDP does not do.

A server that stays silent costs :data:`PATIENCE` seconds, then the next one is asked as well; the
first good reply counts, whoever sent it. So a dead server (an interface that is down, a VPN that
is off) delays one question and not the whole time limit. When its turn comes again, it is asked
over TCP as well (RFC 7766 section 5): firewalls drop large datagrams, and some servers fail on a
reply that is larger than a datagram may be.

A reply is believed if it comes from the server that was asked, with the number of the question and
the question itself, letter for letter in the random upper and lower case that we sent (RFC 5452
section 9; draft-vixie-dnsext-dns0x20).

DNS over TLS and HTTPS are further kinds of :class:`Server` (:mod:`.encrypted`).
"""

import asyncio
import contextlib
import functools
import secrets
import socket
from collections.abc import Sequence
from typing import Final, Protocol, cast

import dns.edns
import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype

from mailadmin.core import blocking
from mailadmin.core.dns.reading import Reading
from mailadmin.core.dns.usual_reply import HEADER, KNOWS, usual

UDP_PAYLOAD: Final = 1232
"""Bytes an answer may have over UDP; avoids fragments on every path (DNS flag day 2020)."""

PATIENCE: Final = 0.5
"""Seconds of silence after which the next server is asked; doubled after each round."""

QUESTIONS_A_PORT: Final = 500
"""Questions that leave from one port before a new one is taken: it must not be guessed."""

TCP_LIMIT: Final = 3.0
"""Seconds that one server gets for a reply over TCP."""

SILENT_OVER_TCP: Final = 8
"""Questions that one server may be asked over TCP at once because it is silent over UDP."""

LARGEST: Final = 65_535
"""Bytes of the largest reply over a stream (RFC 1035 section 4.2.2)."""

IDLE: Final = 0.05
"""Seconds without a question after which a socket is closed."""

AT_ONCE: Final = 4096
"""Bytes of a reply that are read at once; more would hold up the window and are read beside it."""

PADDED_TO: Final = 128
"""Bytes that the length of an encrypted question is a multiple of (RFC 8467 section 4.1)."""

_RESPONSE: Final = 0x80
_RECURSION_DESIRED: Final = b"\1"
_TELL_IF_AUTHENTIC: Final = 0x20
"""The AD bit of a question (RFC 6840 section 5.7)."""
_UNCHECKED: Final = 0x10
"""The CD bit (RFC 4035 section 3.2.2)."""
_OPT: Final = b"\0" + (41).to_bytes(2)
_NO_OPTIONS: Final = bytes(6)
"""EDNS version 0, its flags and the length of its options (RFC 6891 sections 6.1.2 and 6.1.3)."""
_PADDING: Final = (12).to_bytes(2)
"""The option's code (RFC 7830 section 3)."""
_INTERNET: Final = b"\0\1"
_LETTERS: Final = bytes(0x20 if chr(each).isalpha() and each < 128 else 0 for each in range(256))
_MAY_BE_BARE: Final = (dns.rcode.FORMERR, dns.rcode.SERVFAIL, dns.rcode.NOTIMP, dns.rcode.REFUSED)
_NO_EDNS: Final = (dns.rcode.FORMERR, dns.rcode.NOTIMP, dns.rcode.BADVERS)


class NoReplyError(Exception):
    """No server gave a usable reply. The text says why, in technical words."""


class Server:
    """A name server at an IP address, asked over UDP and TCP (RFC 1035, RFC 7766)."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port
        self._opening = asyncio.Lock()
        self._socket: _Socket | None = None
        self._deliveries: dict[Question, asyncio.Task[None]] = {}

    async def send(self, question: "Question") -> None:
        """Send the question over UDP; for the reply see :meth:`Question.reply`."""
        if self._socket is None or not self._socket.takes(question):
            # One opens it for all: without asking first, everybody would queue here for ever.
            async with self._opening:
                if self._socket is None or not self._socket.takes(question):
                    loop = asyncio.get_running_loop()
                    _, self._socket = await loop.create_datagram_endpoint(
                        lambda: _Socket(self), remote_addr=(self.host, self.port)
                    )
        self._socket.send(question)

    def ask_beside(self, question: "Question") -> None:
        """Ask over TCP as well where datagrams find no answer. A failure there is silence here.

        Few at once, so that a list of names that nobody answers for opens few connections.
        """
        if question not in self._deliveries and len(self._deliveries) < SILENT_OVER_TCP:
            self._start(question)

    def _start(self, question: "Question") -> None:
        self._deliveries[question] = asyncio.ensure_future(self._deliver(question))
        question.asked.append(self)

    async def _deliver(self, question: "Question") -> None:
        with contextlib.suppress(OSError, EOFError):
            question.put(self, await self.ask_over_tcp(question))

    def forget(self, question: "Question") -> None:
        """Wait for no reply to this question."""
        self._deliveries.pop(question).cancel()

    async def ask_over_tcp(self, question: "Question") -> bytes:
        """The reply over TCP. ``OSError`` or ``EOFError`` if there is none that answers this."""
        async with asyncio.timeout(TCP_LIMIT):
            reader, writer = await asyncio.open_connection(self.host, self.port)
            try:
                wire = question.for_stream()
                writer.write(len(wire).to_bytes(2) + wire)
                length = int.from_bytes(await reader.readexactly(2))
                reply = await reader.readexactly(length)
            finally:
                writer.transport.abort()
        if not question.is_answered_by(reply):
            raise ConnectionError("a reply to another question")
        return reply


class Asked(Protocol):
    """Whoever waits for the reply to a question."""

    def forget(self, question: "Question") -> None:
        """Wait for it no longer."""


class Question:
    """One question under way, and the replies to it: a datagram, or why there is none.

    ``wire_name`` is in wire format (RFC 1035 section 3.1). It has a random number and random case
    (RFC 5452 section 9). ``unchecked`` asks for records that DNSSEC would have refused.
    """

    def __init__(
        self,
        wire_name: bytes,
        rdtype: dns.rdatatype.RdataType,
        *,
        edns: bool = True,
        unchecked: bool = False,
    ) -> None:
        self.wire_name = wire_name
        self.rdtype = rdtype
        self.edns = edns
        self.unchecked = unchecked
        chance = secrets.token_bytes(2 + len(wire_name))
        self.number = chance[:2]
        self.section = _in_other_case(wire_name, chance[2:]) + rdtype.to_bytes(2) + _INTERNET
        flags = _RECURSION_DESIRED + bytes([_TELL_IF_AUTHENTIC | (_UNCHECKED if unchecked else 0)])
        # One question, no records but the OPT of EDNS (RFC 1035 section 4.1.1).
        counts = b"\0\1\0\0\0\0" + int(edns).to_bytes(2)
        self._bare = flags + counts + self.section
        self.wire = self._with_room(UDP_PAYLOAD)
        self.asked: list[Asked] = []
        self._replies: list[tuple[Server, bytes | OSError]] = []
        self._waiter: asyncio.Future[None] | None = None

    @functools.cached_property
    def name(self) -> dns.name.Name:
        """The name as the library has it."""
        return dns.name.from_wire(self.wire_name, 0)[0]

    def put(self, server: "Server", reply: bytes | OSError) -> None:
        """A reply has come, or there will be none from this server."""
        self._replies.append((server, reply))
        _wake(self._waiter)

    async def reply(self, patience: float) -> tuple["Server", bytes | OSError]:
        """The next reply. ``TimeoutError`` after so many seconds."""
        # A future and a timer are half of what a queue and a timeout cost, for each question.
        if not self._replies:
            loop = asyncio.get_running_loop()
            self._waiter = loop.create_future()
            timer = loop.call_later(patience, _wake, self._waiter)
            try:
                await self._waiter
            finally:
                timer.cancel()
        if not self._replies:
            raise TimeoutError
        return self._replies.pop(0)

    def is_answered_by(self, reply: bytes) -> bool:
        """Whether the reply repeats the question, in whatever case, or is an error without it."""
        if len(reply) < HEADER or reply[:2] != self.number or not reply[2] & _RESPONSE:
            return False
        if reply[4:6] == b"\0\0":
            return reply[3] & 0xF in _MAY_BE_BARE
        asked = reply[HEADER : HEADER + len(self.section)]
        return reply[4:6] == b"\0\1" and asked.lower() == self.section.lower()

    def is_repeated_in(self, reply: bytes) -> bool:
        """Whether the reply repeats the question letter for letter."""
        return reply[4:6] == b"\0\0" or reply.startswith(self.section, HEADER)

    def close(self) -> None:
        """Expect no more replies."""
        for each in self.asked:
            each.forget(self)

    def for_stream(self) -> bytes:
        """The question with room for the largest reply.

        What EDNS tells is the size of datagrams; some servers hold their streams to it too.
        """
        return self._with_room(LARGEST)

    def padded(self) -> bytes:
        """The same with an EDNS padding to 128 bytes, for where nobody else can read it."""
        wire = self.for_stream()
        if not self.edns:
            return wire
        bare = wire[:-2]  # without the length of the options
        size = -(len(bare) + 6) % PADDED_TO
        return bare + (4 + size).to_bytes(2) + _PADDING + size.to_bytes(2) + bytes(size)

    def _with_room(self, size: int) -> bytes:
        opt = _OPT + size.to_bytes(2) + _NO_OPTIONS if self.edns else b""
        return self.number + self._bare + opt


class _Socket(asyncio.DatagramProtocol):
    """A connected UDP socket, which closes when it has been :data:`IDLE` for a while."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._waiting: dict[bytes, Question] = {}
        self._transport: asyncio.DatagramTransport | None = None
        self._sent = 0
        self._watch: asyncio.Task[None] | None = None
        self._closed = False

    def takes(self, question: Question) -> bool:
        """Whether the question may be sent from here: its number belongs to no other."""
        free = self._waiting.get(question.number, question) is question
        return free and not self._closed and self._sent < QUESTIONS_A_PORT

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)
        self._watch = asyncio.ensure_future(self._close_when_idle())

    async def _close_when_idle(self) -> None:
        sent = -1
        try:
            while self._waiting or sent != self._sent:
                sent = self._sent
                await asyncio.sleep(IDLE)
        finally:
            self._close()  # also where the event loop ends, and its tasks with it

    def send(self, question: Question) -> None:
        assert self._transport is not None
        self._waiting[question.number] = question
        if self not in question.asked:
            question.asked.append(self)
            self._sent += 1
        self._transport.sendto(question.wire)

    def forget(self, question: Question) -> None:
        if self._waiting.get(question.number) is question:
            del self._waiting[question.number]

    def datagram_received(self, data: bytes, _addr: object) -> None:
        question = self._waiting.get(data[:2])
        if question is not None and question.is_answered_by(data):
            question.put(self._server, data)

    def error_received(self, exc: Exception) -> None:
        # On Windows this socket would hear nothing any more (ICMP "port unreachable").
        problem = exc if isinstance(exc, OSError) else OSError(str(exc))
        for question in self._waiting.values():
            question.put(self._server, problem)
        self._close()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._closed:
            self.error_received(exc or OSError("the socket was closed"))

    def _close(self) -> None:
        self._closed = True
        if self._transport is not None:
            self._transport.abort()


def _wake(waiter: asyncio.Future[None] | None) -> None:
    if waiter is not None and not waiter.done():
        waiter.set_result(None)


async def ask(
    servers: Sequence[Server],
    wire_name: bytes,
    rdtype: dns.rdatatype.RdataType,
    *,
    unchecked: bool = False,
    until: float,
) -> tuple[Server, dns.message.Message | Reading]:
    """The first usable reply (NOERROR or NXDOMAIN) and who gave it.

    ``NoReplyError`` as soon as every server has failed; one that is silent is asked again, and
    ``TimeoutError`` when the event loop's clock says ``until``.
    """
    now = asyncio.get_running_loop().time
    question = Question(wire_name, rdtype, unchecked=unchecked)
    trying, turn, problem = list(servers), 0, "no name server is known"
    try:
        while trying:
            server = trying[turn % len(trying)]
            patience = PATIENCE * 2 ** (turn // len(trying))
            try:
                await server.send(question)
                if turn >= len(trying):
                    server.ask_beside(question)
                server, reply = await question.reply(min(patience, until - now()))
                if isinstance(reply, OSError):
                    raise reply
                reading = usual(reply, question) if len(reply) <= AT_ONCE else None
                if reading is not None:
                    return server, reading
                message = await _parsed(reply)
                if _needs_tcp(question, reply, message):
                    async with asyncio.timeout_at(until):
                        message = await _read_over_tcp(server, question, message)
                _check(message)
                return server, message
            except TimeoutError:
                if now() >= until:
                    raise
                turn += 1
            except (NoReplyError, EOFError, OSError) as failure:
                problem = f"{server.host}: {failure}"
                trying = [other for other in trying if other is not server]
    finally:
        question.close()
    raise NoReplyError(problem)


def _needs_tcp(question: Question, reply: bytes, message: dns.message.Message) -> bool:
    return (
        not question.is_repeated_in(reply)
        or message.flags & dns.flags.TC != 0
        or message.rcode() in _NO_EDNS
    )


async def _read_over_tcp(
    server: Server, question: Question, message: dns.message.Message
) -> dns.message.Message:
    """What the server says over TCP where its datagram, ``message``, can't do."""
    if message.rcode() not in _NO_EDNS:
        try:
            message = await _parsed(await server.ask_over_tcp(question))
        except (OSError, EOFError) as failure:
            # Old routers lose the case and know no TCP. Truncated is truncated, though.
            if message.flags & dns.flags.TC:
                raise NoReplyError(f"truncated, and over TCP: {failure}") from failure
    if message.rcode() in _NO_EDNS:
        # RFC 6891 section 6.2.2: a server that does not know EDNS is asked without it.
        plain = Question(
            question.wire_name, question.rdtype, edns=False, unchecked=question.unchecked
        )
        message = await _parsed(await server.ask_over_tcp(plain))
    return message


async def _parsed(reply: bytes) -> dns.message.Message:
    try:
        if len(reply) > AT_ONCE:
            return await blocking.run(dns.message.from_wire, reply, limit=TCP_LIMIT)
        return dns.message.from_wire(reply)
    except (dns.exception.DNSException, ValueError) as broken:
        raise NoReplyError(f"a broken reply ({broken})") from broken


def _check(message: dns.message.Message) -> None:
    code = message.rcode()
    if code not in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
        # RFC 8914: some servers say why, such as "Signature Expired".
        reasons = [dns.edns.EDECode.to_text(error.code) for error in message.extended_errors()]
        raise NoReplyError("; ".join([dns.rcode.to_text(code), *reasons]))
    if code == dns.rcode.NOERROR and not message.answer and not message.flags & KNOWS:
        raise NoReplyError("does not answer for others")


def _in_other_case(wire: bytes, chance: bytes) -> bytes:
    """A name in wire format, its letters turned as ``chance`` has it (lengths are below them)."""
    letters = int.from_bytes(wire.translate(_LETTERS))
    flips = letters & int.from_bytes(chance)
    return (int.from_bytes(wire) ^ flips).to_bytes(len(wire))


def system_servers() -> tuple[str, ...]:
    """The addresses of the name servers this computer uses, none if that can't be found out."""
    import dns.resolver

    try:
        found = dns.resolver.Resolver(configure=True).nameservers
    except (dns.exception.DNSException, OSError):
        return ()
    return tuple(str(server) for server in found if _is_address(str(server)))


def _is_address(text: str) -> bool:
    try:
        socket.getaddrinfo(text, 53, type=socket.SOCK_DGRAM, flags=socket.AI_NUMERICHOST)
    except OSError:
        return False
    return True
