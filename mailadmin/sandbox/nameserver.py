"""The name server of the sandbox: UDP and TCP on one port (RFC 1034, 1035, 6891, 7766).

It is authoritative for everything it knows, says "no such name" for everything else, and never
asks anybody.
"""

import asyncio
import contextlib
import errno
import socket
import struct
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.opcode
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from mailadmin.core.listening import stop_listening
from mailadmin.sandbox.listening import LOOPBACK, Connections
from mailadmin.sandbox.zone import Zone

UDP_PAYLOAD = 1232
"""Largest UDP answer in bytes that no network has to fragment (DNS Flag Day 2020)."""

TCP_IDLE_LIMIT = 10.0
"""Seconds a TCP client may say nothing."""

_MAX_ALIASES = 8
_HEADER = struct.Struct("!HHHHHH")
_LENGTH = struct.Struct("!H")
_BIND_ATTEMPTS = 20


def answer(zone: Zone, query: bytes, *, over_udp: bool) -> bytes | None:
    """The answer to one message, None where it deserves none."""
    try:
        message = dns.message.from_wire(query)
    except dns.message.UnknownTSIGKey:
        return _format_error(query)
    except (dns.exception.DNSException, ValueError, struct.error):
        return _format_error(query)
    if message.flags & dns.flags.QR:
        return None  # an answer is never answered, or two servers would talk for ever
    response = dns.message.make_response(message, recursion_available=True, our_payload=UDP_PAYLOAD)
    response.flags |= dns.flags.AA
    _fill(zone, message, response)
    limit = 65535
    if over_udp:
        limit = min(max(message.payload, 512), UDP_PAYLOAD) if message.edns >= 0 else 512
    try:
        return response.to_wire(max_size=limit)
    except dns.exception.TooBig:
        response.answer.clear()
        response.authority.clear()
        response.flags |= dns.flags.TC
        return response.to_wire(max_size=limit)


def _format_error(query: bytes) -> bytes | None:
    """FORMERR to what has at least a header and is a question."""
    if len(query) < _HEADER.size:
        return None
    number, flags, *_ = _HEADER.unpack_from(query)
    if flags & dns.flags.QR:
        return None
    opcode = flags & 0x7800
    return _HEADER.pack(number, dns.flags.QR | opcode | dns.rcode.FORMERR, 0, 0, 0, 0)


def _fill(zone: Zone, message: dns.message.Message, response: dns.message.Message) -> None:
    """Put what the zone says, or why it says nothing, into the response."""
    if message.opcode() != dns.opcode.QUERY:
        response.set_rcode(dns.rcode.NOTIMP)
        return
    if message.edns > 0:
        response.set_rcode(dns.rcode.BADVERS)
        return
    if len(message.question) != 1:
        response.set_rcode(dns.rcode.FORMERR)
        return
    question = message.question[0]
    if question.rdclass != dns.rdataclass.IN:
        response.set_rcode(dns.rcode.REFUSED)
        return
    name = question.name
    for _ in range(_MAX_ALIASES):
        found = zone.find(name, question.rdtype)
        if found is not None:
            response.answer.append(found)
            return
        alias = zone.find(name, dns.rdatatype.CNAME)
        if alias is None:
            break
        response.answer.append(alias)
        name = alias[0].target
    if not zone.exists(name):
        response.set_rcode(dns.rcode.NXDOMAIN)
    response.authority.append(zone.authority_over(name))


class _UdpSide(asyncio.DatagramProtocol):
    """Answers datagrams."""

    def __init__(self, server: "NameServer") -> None:
        self._server = server
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # A cast, because asyncio's own datagram transports are no subclass of this one.
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        reply = answer(self._server.zone, data, over_udp=True)
        if reply is not None and self._transport is not None:
            self._transport.sendto(reply, addr)


class NameServer:
    """Answers from ``zone``, which may be exchanged at any time."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.number = 0
        """The port, for UDP and TCP alike."""
        self._connections = Connections()
        self._udp: asyncio.DatagramTransport | None = None
        self._tcp: asyncio.Server | None = None

    async def open(self) -> None:
        """Start to answer."""
        udp, tcp = _bound_pair()
        self.number = udp.getsockname()[1]
        loop = asyncio.get_running_loop()
        self._tcp = await loop.create_server(self._tcp_protocol, sock=tcp)
        self._udp, _ = await loop.create_datagram_endpoint(lambda: _UdpSide(self), sock=udp)

    async def close(self) -> None:
        """Stop at once."""
        if self._udp is not None:
            self._udp.abort()
        if self._tcp is not None:
            await stop_listening(self._tcp)
        await self._connections.end()

    def _tcp_protocol(self) -> asyncio.StreamReaderProtocol:
        return asyncio.StreamReaderProtocol(asyncio.StreamReader(), self._converse)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the queries of one TCP connection, one after the other."""
        self._connections.add(writer.transport)
        try:
            with contextlib.suppress(TimeoutError, EOFError, ConnectionError):
                while not writer.is_closing():
                    async with asyncio.timeout(TCP_IDLE_LIMIT):
                        (length,) = _LENGTH.unpack(await reader.readexactly(_LENGTH.size))
                        query = await reader.readexactly(length)
                        reply = answer(self.zone, query, over_udp=False)
                        if reply is None:
                            break
                        writer.write(_LENGTH.pack(len(reply)) + reply)
                        await writer.drain()
        finally:
            self._connections.discard(writer.transport)
            writer.close()


def _bound_pair() -> tuple[socket.socket, socket.socket]:
    """A UDP and a TCP socket on the same free port."""
    for _ in range(_BIND_ATTEMPTS):
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        for each in (udp, tcp):
            each.setblocking(False)
        try:
            udp.bind((LOOPBACK, 0))
            tcp.bind(udp.getsockname())
        except OSError:
            udp.close()
            tcp.close()
        else:
            return udp, tcp
    raise OSError(errno.EADDRINUSE, "no port is free for both UDP and TCP")
