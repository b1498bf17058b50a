"""A name server that misbehaves as the question tells it, over UDP and TCP.

The labels of the question are its orders; what is left over is answered with A 192.0.2.1, TXT
"ok" (or what ``texts`` has), MX 10 and the question's own name, a TTL of one minute.

==============  ==================================================================
drop            is never answered
drop-udp        is answered over TCP only
once            is answered the second time
late-MS         waits
rcode-NAME      fails so
tc              truncated over UDP; with ``deaf`` silent over TCP
lower           loses the case over UDP; with ``deaf`` silent over TCP
number, name    the wrong number, another question
garbage         the question, and then bytes that mean nothing
bare            FORMERR without the question
no-edns         FORMERR where there is EDNS
lame            nothing, and not in charge
ring            an alias to itself
step-N          an alias to step-N-1, alone in its reply
flood           a hundred replies to other questions first
huge-N          N records
fits            silent where the reply is larger than EDNS allows, over TCP as well
signed          authentic, to those who want to know
bogus           refused by DNSSEC's check, to those who want it
==============  ==================================================================
"""

import asyncio
import contextlib
import socket
from collections import Counter
from typing import cast

import dns.edns
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset

from mailadmin.core.listening import stop_listening

_ALIAS = dns.rdatatype.CNAME


class WaywardServer:
    """Use as an asynchronous context manager. ``asked`` counts messages by name, type, way."""

    def __init__(self) -> None:
        self.port = 0
        self.asked: Counter[tuple[str, str, str]] = Counter()
        self.ports: set[int] = set()
        """Where questions over UDP came from."""
        self.messages: list[bytes] = []
        self.texts: dict[str, str] = {}
        """TXT records by name, for those that are not just "ok"."""
        self._seen: Counter[str] = Counter()
        self._tasks: set[asyncio.Task[None]] = set()
        self._transports: list[asyncio.WriteTransport] = []

    async def __aenter__(self) -> "WaywardServer":
        loop = asyncio.get_running_loop()
        for _ in range(20):
            udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            udp.setblocking(False)
            udp.bind(("127.0.0.1", 0))
            self.port = udp.getsockname()[1]
            try:
                self._tcp = await asyncio.start_server(self.accept, "127.0.0.1", self.port)
                break
            except OSError:
                udp.close()
        self._udp, _ = await loop.create_datagram_endpoint(lambda: _Datagrams(self), sock=udp)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._udp.abort()
        await stop_listening(self._tcp)
        for transport in self._transports:
            transport.abort()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def start(self, wire: bytes, peer: tuple[str, int]) -> None:
        self.ports.add(peer[1])
        self._keep(asyncio.ensure_future(self._datagram(wire, peer)))

    async def _datagram(self, wire: bytes, peer: tuple[str, int]) -> None:
        for reply in await self._replies(wire, "udp"):
            self._udp.sendto(reply, peer)

    def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._transports.append(writer.transport)
        self._keep(asyncio.ensure_future(self._stream(reader, writer)))

    async def _stream(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(EOFError, OSError):
            while True:
                wire = await reader.readexactly(int.from_bytes(await reader.readexactly(2), "big"))
                for reply in await self._replies(wire, "tcp"):
                    writer.write(len(reply).to_bytes(2, "big") + reply)
        writer.transport.abort()

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replies(self, wire: bytes, way: str) -> list[bytes]:
        self.messages.append(wire)
        query = dns.message.from_wire(wire)
        question = query.question[0]
        labels = [label.decode("ascii").lower() for label in question.name.labels]
        kind = dns.rdatatype.to_text(question.rdtype)
        text = question.name.to_text(omit_final_dot=True).lower()
        self.asked[text, kind, way] += 1
        reply = dns.message.make_response(query, recursion_available=True)
        _answer(reply, kind, labels, self.texts.get(text, "ok"))
        _check(reply, labels, query.flags)
        over_udp, deaf = way == "udp", "deaf" in labels
        if "drop" in labels or (over_udp and "drop-udp" in labels) or (not over_udp and deaf):
            return []
        if "once" in labels:
            self._seen[text] += 1
            if self._seen[text] == 1:
                return []
        if "tc" in labels and over_udp:
            reply.answer.clear()
            reply.flags |= dns.flags.TC
        for label in labels:
            order, _, number = label.partition("-")
            if order == "late":
                await asyncio.sleep(int(number) / 1000)
            elif order == "rcode":
                reply.answer.clear()
                reply.set_rcode(dns.rcode.from_text(number))
        wire = reply.to_wire(max_size=65535)
        if "fits" in labels and len(wire) > max(query.payload, 512):
            return []
        return _bent(wire, query, labels, over_udp=over_udp)


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, server: WaywardServer) -> None:
        self._server = server

    def datagram_received(self, data: bytes, addr: object) -> None:
        self._server.start(data, cast(tuple[str, int], addr))


def _answer(reply: dns.message.Message, kind: str, labels: list[str], text: str) -> None:
    name = reply.question[0].name
    data = {"A": ["192.0.2.1"], "TXT": [_strings(text)], "MX": [f"10 {name}"]}.get(kind, [])
    for label in labels:
        order, _, number = label.partition("-")
        if order == "lame":
            reply.flags &= ~(dns.flags.RA | dns.flags.AA)
            data = []
        elif order == "ring":
            return reply.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", str(name)))
        elif order == "step" and number != "0":
            target = f"step-{int(number) - 1}.{name.parent()}"
            return reply.answer.append(dns.rrset.from_text(name, 60, "IN", "CNAME", target))
        elif order == "huge" and kind == "A":
            data = [f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}" for n in range(int(number))]
        elif order == "huge":
            data = [" ".join(['"x"'] * int(number))]
    if data:
        reply.answer.append(dns.rrset.from_text(name, 60, "IN", kind, *data))
    return None


def _check(reply: dns.message.Message, labels: list[str], wanted: int) -> None:
    if "signed" in labels and wanted & dns.flags.AD:
        reply.flags |= dns.flags.AD
    if "bogus" in labels and not wanted & dns.flags.CD:
        reply.answer.clear()
        reply.set_rcode(dns.rcode.SERVFAIL)
        why = dns.edns.EDEOption(dns.edns.EDECode.SIGNATURE_EXPIRED, "\x1b[2Jno")
        reply.use_edns(0, options=[why])


def _strings(text: str) -> str:
    return " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))


def _bent(
    wire: bytes, query: dns.message.Message, labels: list[str], *, over_udp: bool
) -> list[bytes]:
    end = 12 + len(query.question[0].name.to_wire()) + 4
    other = bytes([wire[0] ^ 1]) + wire[1:]
    if "bare" in labels:
        return [wire[:2] + b"\x80\x01" + bytes(8)]
    if "no-edns" in labels and query.edns >= 0:
        return [wire[:2] + b"\x80\x01" + bytes(8)]
    if "number" in labels:
        return [other]
    if "name" in labels:
        return [wire[:13] + b"z" + wire[14:]]
    if "garbage" in labels:
        return [wire[:end] + b"\xff" * 20]
    if "lower" in labels and over_udp:
        return [wire[:12] + wire[12:end].lower() + wire[end:]]
    if "flood" in labels:
        return [other] * 100 + [wire]
    return [wire]
