"""The one place that asks the DNS. Answers are facts: found, no such name, no data, no answer.

Host addresses come from the operating system unless name servers were given, because the
question there is what every program on this computer gets: its hosts file, its VPN's split DNS.
"""

import asyncio
import contextlib
import ipaddress
import socket
from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.answer import Answer, AnswerCache, AnswerState, Asked
from mailadmin.core.dns.endpoint import PLAIN_PORT, Endpoint, Way, parse_endpoint
from mailadmin.core.dns.names import ascii_host

if TYPE_CHECKING:
    from mailadmin.core.dns.exchange import Server
    from mailadmin.core.net import Trust

__all__ = ["Answer", "AnswerState", "Resolver"]

LATE_FAMILY: Final = 0.3
"""Seconds that the second address family may lag behind the first before we go on without it."""

CACHE_SIZE: Final = 20_000_000
"""Bytes, roughly, of the answers that are kept."""

SYSTEM_SERVERS_HOLD: Final = 30.0
"""Seconds after which the system is asked again which name servers it uses: networks change."""

AT_ONCE: Final = 64
"""Questions that may be fresh at once: a socket of Linux has room for 70 replies of a kilobyte."""

FRESH: Final = 0.5
"""Seconds after which a question that has no answer is in no buffer any more."""

_MAX_ALIASES: Final = 16


class _Flight:
    """A question under way, for everybody who asks it meanwhile."""

    def __init__(self, task: asyncio.Task[Answer]) -> None:
        self.task = task
        self.askers = 0


class Resolver:
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
        self._loop: asyncio.AbstractEventLoop | None = None
        self._flights: dict[Asked, _Flight] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._servers: list[Server] = []
        self._servers_named: tuple[Endpoint, ...] = ()
        self._servers_read = float("-inf")
        self.queries = 0
        """Questions that left this computer; one that had to be sent again counts once."""

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
        question = (name.rstrip(".").lower(), rdtype.upper(), unchecked)
        known = self._cache.get(question)
        if known is not None:
            return known
        self._settle()
        flight = self._flights.get(question)
        if flight is None:
            flight = self._flights[question] = _Flight(asyncio.ensure_future(self._ask(*question)))
        flight.askers += 1
        try:
            # Shielded: one asker who gives up must not take the answer from the others.
            return await asyncio.shield(flight.task)
        finally:
            flight.askers -= 1
            if not flight.askers:
                flight.task.cancel()
                if self._flights.get(question) is flight:
                    del self._flights[question]

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

    async def _ask(self, name: str, rdtype: str, unchecked: bool) -> Answer:
        # Imported late: the commands that ask nothing start faster without it.
        from mailadmin.core.dns.exchange import NoReplyError

        state, error = AnswerState.TEMPORARY_FAILURE, f"no answer within {self._timeout:g} seconds"
        try:
            async with self._turn(), asyncio.timeout(self._timeout):
                answer = await self._follow(name, rdtype, unchecked)
        except NoReplyError as problem:
            error = str(problem)
        except TimeoutError:
            pass
        except ValueError as problem:
            state, error = AnswerState.NO_SUCH_NAME, str(problem)
        else:
            self._cache.put((name, rdtype, unchecked), answer)
            return answer
        return Answer(name=name, type=rdtype, state=state, error=error)

    @contextlib.asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        """Wait for a turn. It ends early if no answer comes: dead servers keep nobody waiting."""
        await self._turns.acquire()
        with contextlib.ExitStack() as turn:
            turn.callback(self._turns.release)
            turn.callback(asyncio.get_running_loop().call_later(FRESH, turn.close).cancel)
            yield

    async def _follow(self, name: str, rdtype: str, unchecked: bool) -> Answer:
        """Ask, and ask on where an alias leads to a name that the reply says nothing of."""
        from mailadmin.core.dns import exchange, reply

        target, kind = reply.question(name, rdtype)
        aliases: list[str] = []
        ttl, authentic = None, True
        while len(aliases) <= _MAX_ALIASES:
            self.queries += 1
            server, message = await exchange.ask(
                self._servers_now(), target, kind, unchecked=unchecked
            )
            self._prefer(server)
            read = reply.read(message)
            aliases += read.aliases
            ttl = read.ttl if ttl is None else min(ttl, read.ttl)
            authentic = authentic and read.authentic
            if read.go_on is None:
                return Answer(
                    name=name,
                    type=rdtype,
                    state=read.state,
                    values=read.values,
                    aliases=tuple(aliases),
                    ttl=ttl,
                    authentic=authentic,
                )
            target = read.go_on
        raise exchange.NoReplyError("the aliases lead in a circle")

    def _settle(self) -> None:
        """Leave behind what belongs to an event loop that has ended."""
        loop = asyncio.get_running_loop()
        if self._loop is not loop:
            self._loop, self._flights, self._servers_named = loop, {}, ()
            self._turns = asyncio.Semaphore(AT_ONCE)
            self._servers_read = float("-inf")

    def _servers_now(self) -> "list[Server]":
        from mailadmin.core.dns.exchange import system_servers

        assert self._loop is not None
        if self._loop.time() < self._servers_read + SYSTEM_SERVERS_HOLD:
            return self._servers
        named = self._nameservers
        if named is None:
            named = tuple(Endpoint(host=text, port=self._port) for text in system_servers())
        if named != self._servers_named:
            self._servers = [self._server(endpoint) for endpoint in named]
            self._servers_named = named
        self._servers_read = self._loop.time()
        return self._servers

    def _server(self, endpoint: Endpoint) -> "Server":
        from mailadmin.core.dns.exchange import Server

        if endpoint.way is Way.PLAIN:
            return Server(endpoint.host, endpoint.port)
        from mailadmin.core.dns.encrypted import encrypted_server
        from mailadmin.core.net import Trust

        # The host of an encrypted server can only be looked up with somebody else.
        return encrypted_server(endpoint, Resolver().addresses, self._trust or Trust())

    def _prefer(self, server: "Server") -> None:
        """Ask first whoever answered last: a dead server then costs its delay once."""
        if self._servers[0] is not server and server in self._servers:
            self._servers.remove(server)
            self._servers.insert(0, server)


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
