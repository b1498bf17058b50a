"""The one place that asks the DNS. Answers are facts: found, no such name, no data, no answer.

Host addresses come from the operating system unless name servers were given, because the
question there is what every program on this computer gets: its hosts file, its VPN's split DNS.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.names import ascii_host

if TYPE_CHECKING:
    import dns.asyncresolver

UDP_PAYLOAD: Final = 1232
"""Bytes an answer may have over UDP; avoids fragments on every path (DNS flag day 2020)."""

LATE_FAMILY: Final = 0.3
"""Seconds that the second address family may lag behind the first before we go on without it."""

CACHE_ENTRIES: Final = 20_000


class AnswerState(StrEnum):
    """What became of a question."""

    FOUND = "found"
    NO_SUCH_NAME = "no-such-name"
    """The name does not exist at all (NXDOMAIN)."""
    NO_DATA = "no-data"
    """The name exists without a record of this type."""
    TEMPORARY_FAILURE = "temporary-failure"
    """SERVFAIL, a time-out, a broken answer, or no name server at all: nothing is known."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one question. ``values`` are records in presentation format.

    TXT values are the joined strings without quotes (RFC 7208 section 3.3). ``error`` says in
    the library's words why there was no answer.
    """

    name: str
    type: str
    state: AnswerState
    values: tuple[str, ...] = ()
    error: str = ""


class Resolver:
    """An asynchronous, caching DNS client that asks each question once at a time.

    ``nameservers`` are IP addresses, optionally with a port (``127.0.0.1:5353``, ``[::1]:53``);
    None takes the system's. ``timeout`` bounds one question in seconds, retries included.
    """

    def __init__(
        self, nameservers: Sequence[str] | None = None, port: int = 53, timeout: float = 5.0
    ) -> None:
        self._nameservers = None if nameservers is None else tuple(nameservers)
        self._port = port
        self._timeout = timeout
        self._client: dns.asyncresolver.Resolver | None = None
        self._flights: dict[tuple[str, str], asyncio.Task[Answer]] = {}
        self.queries = 0
        """Questions that left this computer's cache."""

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

    async def query(self, name: str, rdtype: str) -> Answer:
        """Ask for the records of one type. Never raises; a failure is a state."""
        question = (name.rstrip(".").lower(), rdtype.upper())
        flight = self._flights.get(question)
        if flight is None:
            flight = asyncio.ensure_future(self._ask(*question))
            self._flights[question] = flight
            flight.add_done_callback(lambda _: self._flights.pop(question, None))
        # Shielded: one asker who gives up must not take the answer from the others.
        return await asyncio.shield(flight)

    async def _addresses_of_system(self, name: str) -> Answer:
        self.queries += 1
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
        six = asyncio.ensure_future(self.query(name, "AAAA"))
        four = asyncio.ensure_future(self.query(name, "A"))
        try:
            done, waiting = await asyncio.wait({six, four}, return_when=asyncio.FIRST_COMPLETED)
            if waiting:
                first = done.pop().result()
                limit = LATE_FAMILY if first.state is AnswerState.FOUND else None
                await asyncio.wait(waiting, timeout=limit)
        finally:
            late = [task for task in (six, four) if task.cancel()]
        answers = [task.result() for task in (six, four) if task not in late]
        values = _interleave([value for answer in answers for value in answer.values])
        if values:
            return Answer(name=name, type="address", state=AnswerState.FOUND, values=values)
        worst = max(answers, key=lambda answer: _STATE_ORDER.index(answer.state))
        return Answer(name=name, type="address", state=worst.state, error=worst.error)

    async def _ask(self, name: str, rdtype: str) -> Answer:
        # Imported late: the commands that ask nothing start faster without it.
        import dns.exception
        import dns.resolver

        state, error = AnswerState.TEMPORARY_FAILURE, ""
        try:
            answer = await self._client_now().resolve(
                name, rdtype, search=False, raise_on_no_answer=False
            )
            if answer.rrset is None:
                state = AnswerState.NO_DATA
            else:
                values = tuple(_presentation(record) for record in answer.rrset)
                return Answer(name=name, type=rdtype, state=AnswerState.FOUND, values=values)
        except dns.resolver.NXDOMAIN:
            state = AnswerState.NO_SUCH_NAME
        except (dns.exception.DNSException, OSError, ValueError) as problem:
            error = str(problem)
        return Answer(name=name, type=rdtype, state=state, error=error)

    def _client_now(self) -> "dns.asyncresolver.Resolver":
        if self._client is None:
            import dns.asyncresolver
            import dns.nameserver
            import dns.resolver

            self._client = dns.asyncresolver.Resolver(configure=self._nameservers is None)
            if self._nameservers is not None:
                self._client.nameservers = [
                    dns.nameserver.Do53Nameserver(*_endpoint(server, self._port))
                    for server in self._nameservers
                ]
            self._client.use_edns(0, 0, UDP_PAYLOAD)
            self._client.lifetime = self._timeout
            self._client.cache = dns.resolver.LRUCache(CACHE_ENTRIES)
        self.queries += 1
        return self._client


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


def _endpoint(text: str, port: int) -> tuple[str, int]:
    host, colon, number = text.rpartition(":")
    if colon and number.isdigit() and (host.startswith("[") or ":" not in host):
        return host.strip("[]"), int(number)
    return text.strip("[]"), port


def _presentation(record: Any) -> str:
    if hasattr(record, "strings"):
        return b"".join(record.strings).decode("utf-8", "replace")
    return str(record)
