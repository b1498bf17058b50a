"""The name servers as one event loop asks them: each question in its turn, and on along aliases."""

import asyncio
from collections.abc import Callable
from typing import Final

import dns.rdatatype

from mailadmin.core.dns import exchange, reply
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.endpoint import Endpoint
from mailadmin.core.dns.exchange import NoReplyError, Server
from mailadmin.core.dns.reading import Reading
from mailadmin.core.dns.turns import Turns

SYSTEM_SERVERS_HOLD: Final = 30.0
"""Seconds after which the system is asked again which name servers it uses: networks change."""

AT_ONCE: Final = 64
"""Questions that may be fresh at once: a socket of Linux has room for 70 replies of a kilobyte."""

FRESH: Final = 0.5
"""Seconds after which a question that has no answer is in no buffer any more."""

_MAX_ALIASES: Final = 16


class Upstream:
    """The name servers at ``endpoints``; None takes the system's, at ``port``.

    ``timeout`` bounds one question in seconds, from its turn on. ``server`` makes a server.
    """

    def __init__(
        self,
        endpoints: tuple[Endpoint, ...] | None,
        port: int,
        timeout: float,
        server: Callable[[Endpoint], Server],
    ) -> None:
        self._endpoints = endpoints
        self._port = port
        self._timeout = timeout
        self._server = server
        self.loop = asyncio.get_running_loop()
        self._turns = Turns(AT_ONCE, FRESH)
        self._servers: list[Server] = []
        self._servers_named: tuple[Endpoint, ...] = ()
        self._servers_read = float("-inf")
        self.queries = 0
        """Questions sent; one that had to be sent again counts once."""

    async def ask(self, name: str, rdtype: str, *, unchecked: bool) -> Answer:
        """The answer. A failure is a state."""
        state, error = AnswerState.TEMPORARY_FAILURE, ""
        turn = object()
        try:
            target, kind = reply.question(name, rdtype)
            await self._turns.take(turn)
            read = await self._follow(target, kind, unchecked=unchecked)
        except NoReplyError as problem:
            error = str(problem)
        except TimeoutError:
            error = f"no answer within {self._timeout:g} seconds"
        except ValueError as problem:
            state, error = AnswerState.NO_SUCH_NAME, str(problem)
        else:
            return Answer(
                name=name,
                type=rdtype,
                state=read.state,
                values=read.values,
                aliases=read.aliases,
                ttl=read.ttl,
                authentic=read.authentic,
            )
        finally:
            self._turns.give_back(turn)
        return Answer(name=name, type=rdtype, state=state, error=error)

    async def _follow(
        self, target: bytes, kind: dns.rdatatype.RdataType, *, unchecked: bool
    ) -> Reading:
        """Ask, and ask on where an alias leads to a name that the reply says nothing of."""
        until = self.loop.time() + self._timeout
        whole: Reading | None = None
        while whole is None or len(whole.aliases) <= _MAX_ALIASES:
            self.queries += 1
            server, message = await exchange.ask(
                self._servers_now(), target, kind, unchecked=unchecked, until=until
            )
            self._prefer(server)
            read = message if isinstance(message, Reading) else reply.read(message)
            whole = read if whole is None else whole.followed_by(read)
            if read.go_on is None:
                return whole
            target = reply.wire_of(read.go_on)
        raise NoReplyError("the aliases lead in a circle")

    def _servers_now(self) -> list[Server]:
        if self.loop.time() < self._servers_read + SYSTEM_SERVERS_HOLD:
            return self._servers
        named = self._endpoints
        if named is None:
            system = exchange.system_servers()
            named = tuple(Endpoint(host=text, port=self._port) for text in system)
        if named != self._servers_named:
            self._servers = [self._server(endpoint) for endpoint in named]
            self._servers_named = named
        self._servers_read = self.loop.time()
        return self._servers

    def _prefer(self, server: Server) -> None:
        """Ask first whoever answered last: a dead server then costs its delay once."""
        if server in self._servers and self._servers[0] is not server:
            self._servers.remove(server)
            self._servers.insert(0, server)
