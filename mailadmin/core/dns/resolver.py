"""The one place that asks the DNS. Answers are facts: found, no such name, no data, no answer.

Host addresses come from the operating system unless name servers were given, because the
question there is what every program on this computer gets: its hosts file, its VPN's split DNS.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.answer import Answer, AnswerCache, AnswerState, Asked
from mailadmin.core.dns.endpoint import PLAIN_PORT, Endpoint, Way, parse_endpoint
from mailadmin.core.dns.flight import Flight
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Asker

if TYPE_CHECKING:
    from mailadmin.core.dns.exchange import Server
    from mailadmin.core.dns.upstream import Upstream
    from mailadmin.core.net import Trust

__all__ = ["Answer", "AnswerState", "Resolver"]

LATE_FAMILY: Final = 0.3
"""Seconds that the second address family may lag behind the first before we go on without it."""

CACHE_SIZE: Final = 20_000_000
"""Bytes, roughly, of the answers that are kept."""


class Resolver(Asker):
    """An asynchronous, caching DNS client that asks each question once at a time.

    ``nameservers`` are written as :mod:`.endpoint` says (``127.0.0.1:5353``, ``[::1]:53``,
    ``tls://9.9.9.9``, ``https://dns.quad9.net/dns-query``; ``ValueError`` if not); None takes the
    system's. ``timeout`` bounds one question in seconds, retries included, from its turn on: of
    thousands that are asked at once, each waits until it can be sent without loss. ``trust`` says
    which certificates of encrypted servers count. It needs no closing: its sockets close
    themselves when there is nothing to ask.
    """

    def __init__(
        self,
        nameservers: Sequence[str] | None = None,
        port: int = PLAIN_PORT,
        timeout: float = 5.0,
        trust: "Trust | None" = None,
    ) -> None:
        self._nameservers: tuple[Endpoint, ...] | None = None
        if nameservers is not None:
            self._nameservers = tuple(parse_endpoint(text, port) for text in nameservers)
        self._port = port
        self._timeout = timeout
        self._trust = trust
        self._cache = AnswerCache(CACHE_SIZE)
        self._flights: dict[Asked, Flight] = {}
        self._upstream: Upstream | None = None
        self._sent_before = 0

    @property
    def queries(self) -> int:
        """Questions that left this computer; one that had to be sent again counts once."""
        return self._sent_before + (self._upstream.queries if self._upstream else 0)

    async def addresses(self, host: str) -> Answer:
        """The IP addresses of a host, IPv6 and IPv4, in the order to try them (RFC 8305).

        ``host`` may be an address literal, which is its own answer.
        """
        literal = _literal(host)
        if literal is not None:
            return Answer(name=host, type="address", state=AnswerState.FOUND, values=(literal,))
        name = ascii_host(host)
        if name is None:
            error = "not a host name"
            return Answer(name=host, type="address", state=AnswerState.NO_SUCH_NAME, error=error)
        if self._nameservers is None or name == "localhost" or name.endswith(".localhost"):
            return await self._addresses_of_system(name)
        return await self._addresses_of_dns(name)

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        r"""Ask for the records of one type. Never raises; a failure is a state.

        ``name`` may hold any byte as ``\\DDD`` (RFC 1035 section 5.1). ``unchecked`` asks for what
        is there although DNSSEC may say that it is not to be believed.
        """
        return await self.start(name, rdtype, unchecked=unchecked)

    def flight(self, name: str, rdtype: str, *, unchecked: bool = False) -> Flight:
        """The question on its way, or just landed with an answer that is known."""
        question = (name.rstrip(".").lower(), rdtype.upper(), unchecked)
        upstream = self._settled()
        flight = self._flights.get(question)
        if flight is None:
            flight = Flight(upstream.loop, partial(self._ended, question))
            known = self._cache.get(question)
            if known is not None:
                flight.land(known)
            else:
                self._flights[question] = flight
                flight.take_off(partial(self._ask, upstream, question))
        return flight

    def _ended(self, question: Asked, flight: Flight) -> None:
        # Whoever was given up may have been followed by another.
        if self._flights.get(question) is flight:
            del self._flights[question]

    async def _addresses_of_system(self, name: str) -> Answer:
        self._sent_before += 1
        answer = msgspec.structs.replace
        empty = Answer(name=name, type="address", state=AnswerState.TEMPORARY_FAILURE)
        try:
            found = await blocking.run(_getaddrinfo, name, limit=120)
        except socket.gaierror as error:
            gone = error.errno in _NO_SUCH_NAME
            state = AnswerState.NO_SUCH_NAME if gone else AnswerState.TEMPORARY_FAILURE
            return answer(empty, state=state, error=error.strerror or str(error))
        except (OSError, UnicodeError) as error:
            return answer(empty, error=str(error))
        return answer(empty, state=AnswerState.FOUND, values=_interleave(found))

    async def _addresses_of_dns(self, name: str) -> Answer:
        six = self.start(name, "AAAA")
        four = self.start(name, "A")
        try:
            done, waiting = await asyncio.wait({six, four}, return_when=asyncio.FIRST_COMPLETED)
            if waiting:
                first = done.pop().result()
                limit = LATE_FAMILY if first.state is AnswerState.FOUND else None
                await asyncio.wait(waiting, timeout=limit)
        finally:
            late = [each for each in (six, four) if each.cancel()]
        answers = [each.result() for each in (six, four) if each not in late]
        values = _interleave([value for answer in answers for value in answer.values])
        if values:
            return Answer(name=name, type="address", state=AnswerState.FOUND, values=values)
        worst = max(answers, key=lambda answer: _STATE_ORDER.index(answer.state))
        return Answer(name=name, type="address", state=worst.state, error=worst.error)

    async def _ask(self, upstream: "Upstream", question: Asked) -> Answer:
        name, rdtype, unchecked = question
        answer = await upstream.ask(name, rdtype, unchecked=unchecked)
        self._cache.put(question, answer)
        return answer

    def _settled(self) -> "Upstream":
        """The name servers for this event loop; what belongs to one that has ended is left."""
        loop = asyncio.get_running_loop()
        if self._upstream is None or self._upstream.loop is not loop:
            # Imported late: the commands that ask nothing start faster without it.
            from mailadmin.core.dns.upstream import Upstream

            self._sent_before, self._flights = self.queries, {}
            self._upstream = Upstream(self._nameservers, self._port, self._timeout, self._server)
        return self._upstream

    def _server(self, endpoint: Endpoint) -> "Server":
        from mailadmin.core.dns.exchange import Server

        if endpoint.way is Way.PLAIN:
            return Server(endpoint.host, endpoint.port)
        from mailadmin.core.dns.encrypted import encrypted_server
        from mailadmin.core.net import Trust

        # The host of an encrypted server can only be looked up with somebody else.
        return encrypted_server(endpoint, Resolver().addresses, self._trust or Trust())


_STATE_ORDER: Final = (
    AnswerState.NO_SUCH_NAME,
    AnswerState.NO_DATA,
    AnswerState.TEMPORARY_FAILURE,
    AnswerState.FOUND,
)

_WSAHOST_NOT_FOUND: Final = 11001
_NO_SUCH_NAME: Final = {
    getattr(socket, "EAI_NONAME", None),
    getattr(socket, "EAI_NODATA", None),
    _WSAHOST_NOT_FOUND,
}


def _getaddrinfo(name: str) -> list[str]:
    found = socket.getaddrinfo(name.encode("ascii"), None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _interleave(addresses: Sequence[str]) -> tuple[str, ...]:
    """Families in turn, IPv6 first, so that a dead family costs one attempt (RFC 8305 §4)."""
    six = [address for address in addresses if ":" in address]
    four = [address for address in addresses if ":" not in address]
    ordered: list[str] = []
    for index in range(max(len(six), len(four))):
        ordered += six[index : index + 1] + four[index : index + 1]
    return tuple(ordered)


def _literal(host: str) -> str | None:
    try:
        return str(ipaddress.ip_address(host.strip("[]")))
    except ValueError:
        return None
