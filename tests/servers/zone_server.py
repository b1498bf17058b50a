"""A name server with records as text, some names of which fail, over UDP."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import cast

import dns.message
import dns.rcode
import dns.rdatatype

from mailadmin.core.dns.resolver import Resolver
from mailadmin.sandbox import nameserver
from mailadmin.sandbox.zone import Zone


class ZoneServer(asyncio.DatagramProtocol):
    """``asked`` counts questions by name and type; ``failing`` names get SERVFAIL."""

    def __init__(self, records: Sequence[str], failing: Sequence[str]) -> None:
        self._zone = Zone("\n".join((". SOA ns hostmaster 1 3600 600 86400 0", *records)))
        self._failing = frozenset(failing)
        self.asked: Counter[tuple[str, str]] = Counter()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)
        self.port: int = transport.get_extra_info("sockname")[1]

    def datagram_received(self, data: bytes, addr: object) -> None:
        query = dns.message.from_wire(data)
        question = query.question[0]
        name = question.name.to_text(omit_final_dot=True).lower()
        self.asked[name, dns.rdatatype.to_text(question.rdtype)] += 1
        reply = nameserver.answer(self._zone, data, over_udp=False)
        if name in self._failing:
            failure = dns.message.make_response(query)
            failure.set_rcode(dns.rcode.SERVFAIL)
            reply = failure.to_wire()
        self._transport.sendto(reply, cast(tuple[str, int], addr))


@asynccontextmanager
async def serving(
    *records: str, failing: Sequence[str] = ()
) -> AsyncIterator[tuple[Resolver, ZoneServer]]:
    """A resolver that asks such a server, and the server."""
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(
        lambda: ZoneServer(records, failing), local_addr=("127.0.0.1", 0)
    )
    try:
        yield Resolver(["127.0.0.1"], port=server.port, timeout=3), server
    finally:
        transport.close()


def txt(name: str, *texts: str) -> tuple[str, ...]:
    """TXT records of one name as zone text, cut into strings as long texts have to be."""
    return tuple(f"{name}. TXT {_strings(text)}" for text in texts)


def _strings(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return " ".join(f'"{quoted[at : at + 200]}"' for at in range(0, len(quoted), 200)) or '""'
