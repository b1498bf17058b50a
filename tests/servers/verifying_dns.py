"""A name server that says it has verified what it answers: a zone, and what DNSSEC makes of it."""

import asyncio
import socket
from typing import cast

import dns.flags
import dns.message
import dns.name
import dns.rcode

from mailadmin.sandbox.nameserver import answer
from mailadmin.sandbox.zone import Zone


class VerifyingServer(asyncio.DatagramProtocol):
    """Use as an asynchronous context manager.

    Names under ``signed`` are authentic to those who want to know, names under ``broken`` fail for
    all who do not waive the check, names under ``dead`` fail always. ``asked`` are the questions.
    """

    def __init__(self, zone: str, *, signed: str = "", broken: str = "", dead: str = "") -> None:
        self._zone = Zone(f". SOA ns hostmaster 1 3600 600 86400 0\n{zone}")
        self._signed, self._broken, self._dead = map(_names, (signed, broken, dead))
        self.port = 0
        self.asked: list[tuple[str, str]] = []

    async def __aenter__(self) -> "VerifyingServer":
        own = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        own.setblocking(False)
        own.bind(("127.0.0.1", 0))
        self.port = own.getsockname()[1]
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: self, sock=own)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._transport.abort()
        await asyncio.sleep(0)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        (question,) = query.question
        name = question.name
        text = name.to_text(omit_final_dot=name != dns.name.root).lower()
        self.asked.append((text, dns.rdatatype.to_text(question.rdtype)))
        wire = answer(self._zone, data, over_udp=True)
        assert wire is not None
        reply = dns.message.from_wire(wire)
        unchecked = query.flags & dns.flags.CD
        if _under(name, self._dead) or (_under(name, self._broken) and not unchecked):
            # The records of the zone above are fine all the same.
            if text not in map(_text, self._broken) or question.rdtype != dns.rdatatype.DS:
                reply.answer.clear()
                reply.authority.clear()
                reply.set_rcode(dns.rcode.SERVFAIL)
        elif query.flags & dns.flags.AD and _under(name, self._signed):
            reply.flags |= dns.flags.AD
        self._transport.sendto(reply.to_wire(), addr)


def _names(text: str) -> list[dns.name.Name]:
    return [dns.name.from_text(each) for each in text.split()]


def _text(name: dns.name.Name) -> str:
    return name.to_text(omit_final_dot=True)


def _under(name: dns.name.Name, zones: list[dns.name.Name]) -> bool:
    """Whether a name is in one of the zones; the root stands for itself alone."""
    return any(
        name == zone or (zone != dns.name.root and name.is_subdomain(zone)) for zone in zones
    )
