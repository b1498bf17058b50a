"""Name servers that are asked over TLS (RFC 7858) or HTTPS (RFC 8484).

One connection serves many questions. It is kept for :data:`IDLE` seconds after the last of them,
ends with the event loop, and is opened anew where the server has closed it meanwhile. Certificates
are verified. Questions are padded, so that their length does not tell what they are about
(RFC 7830, RFC 8467 section 4.1).
"""

import asyncio
import base64
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from mailadmin.core import http
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.endpoint import Endpoint, Way
from mailadmin.core.dns.exchange import Question, Server
from mailadmin.core.http import Fetched, HttpProblem, Limits
from mailadmin.core.smtp.connect import Attempt, race

if TYPE_CHECKING:
    from mailadmin.core.net import Trust

IDLE: Final = 5.0
"""Seconds without a question after which a connection is closed."""

CONNECT_LIMIT: Final = 5.0
"""Seconds to connect, to all addresses of a server together."""

ATTEMPTS: Final = 3
"""Connections that one question may see break before it fails."""

REPLY_SIZE: Final = 65_535
"""Bytes that a reply may have (RFC 8484 section 6)."""

_HEADER: Final = 12
"""Bytes that every message has at least (RFC 1035 section 4.1.1)."""

_MESSAGE: Final = "application/dns-message"

_BROKEN: Final = (HttpProblem.RESET, HttpProblem.BAD_REPLY, HttpProblem.OTHER)

FindAddresses = Callable[[str], Awaitable[Answer]]
"""Gives the addresses of a server's host."""


def encrypted_server(endpoint: Endpoint, find: FindAddresses, trust: "Trust") -> Server:
    """The server at an endpoint that is not plain. ``find`` looks up its host."""
    kind = TlsServer if endpoint.way is Way.TLS else HttpsServer
    return kind(endpoint, find, trust)


class EncryptedServer(Server):
    """What both kinds share: a question is delivered beside whoever waits for replies.

    So a server that does not even connect is waited for no longer than one that is silent.
    """

    def __init__(self, endpoint: Endpoint, find: FindAddresses, trust: "Trust") -> None:
        super().__init__(endpoint.host, endpoint.port)
        self._endpoint = endpoint
        self._find = find
        self._trust = trust

    async def send(self, question: Question) -> None:
        """Begin to ask; the reply goes to ``question``. Asked again, it changes nothing."""
        if question not in self._deliveries:
            self._start(question)

    def ask_beside(self, question: Question) -> None:
        """Nothing: there is one way only."""

    async def ask_over_tcp(self, question: Question) -> bytes:
        """The reply. ``OSError`` or ``EOFError`` if there is none that answers this."""
        reply = await self._exchange(question)
        if not question.is_answered_by(reply):
            raise ConnectionError("a reply to another question")
        return reply

    async def _deliver(self, question: Question) -> None:
        reply: bytes | OSError
        try:
            reply = await self.ask_over_tcp(question)
        except (OSError, EOFError) as problem:
            # Never as a TimeoutError: that is what silence looks like.
            reply = ConnectionError(str(problem) or type(problem).__name__)
        question.put(self, reply)

    async def _exchange(self, question: Question) -> bytes:
        raise NotImplementedError


class TlsServer(EncryptedServer):
    """DNS over TLS."""

    def __init__(self, endpoint: Endpoint, find: FindAddresses, trust: "Trust") -> None:
        super().__init__(endpoint, find, trust)
        self._connecting: asyncio.Task[_TlsConnection] | None = None

    async def _exchange(self, question: Question) -> bytes:
        for _ in range(ATTEMPTS):
            connection = await self._connected()
            with contextlib.suppress(ConnectionError):
                return await connection.ask(question)
            if not connection.answered:
                break
        raise ConnectionError("the server closed the connection")

    async def _connected(self) -> "_TlsConnection":
        """A connection that stands. Whoever gives up takes it from nobody else."""
        task = self._connecting
        if task is None or (task.done() and (task.cancelled() or not _stands(task))):
            task = self._connecting = asyncio.ensure_future(self._connect())
            task.add_done_callback(_noticed)  # everybody may have given up by then
        return await asyncio.shield(task)

    async def _connect(self) -> "_TlsConnection":
        end = self._endpoint
        answer = await self._find(end.host)
        if answer.state is not AnswerState.FOUND:
            raise ConnectionError(answer.error or f"{end.host}: {answer.state}")
        context = await self._trust.ready()
        connected = await race(answer.values, end.port, limit=CONNECT_LIMIT, tried=lambda _: None)
        if connected.sock is None:
            raise ConnectionError(_reasons(connected.attempts))
        try:
            async with asyncio.timeout(CONNECT_LIMIT):
                streams = await asyncio.open_connection(
                    sock=connected.sock, ssl=context, server_hostname=end.name
                )
        except BaseException:
            connected.sock.close()
            raise
        return _TlsConnection(*streams)


def _noticed(task: "asyncio.Task[_TlsConnection]") -> None:
    if not task.cancelled():
        task.exception()


def _stands(task: "asyncio.Task[_TlsConnection]") -> bool:
    return task.exception() is None and not task.result().closed


def _reasons(attempts: Iterable[Attempt]) -> str:
    seen = [one.problem.seen.text for one in attempts if one.problem is not None]
    return "; ".join(dict.fromkeys(seen))


class _TlsConnection:
    """Many questions at once over one stream (RFC 7766 section 6.2.1), with numbers of ours."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self._numbers = itertools.count(1)
        self._waiting: dict[bytes, asyncio.Future[bytes]] = {}
        self._listening = asyncio.ensure_future(self._listen())
        self.answered = False
        """Whether it has ever answered: then its end need not be the server's."""
        self.closed = False

    async def ask(self, question: Question) -> bytes:
        """The reply. ``ConnectionError`` if the connection ends first."""
        if self.closed:
            raise ConnectionError("closed")
        number = (next(self._numbers) % 65_536).to_bytes(2)
        reply: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self._waiting[number] = reply
        wire = number + question.padded()[2:]
        self._writer.write(len(wire).to_bytes(2) + wire)
        try:
            return question.number + (await reply)[2:]
        finally:
            self._waiting.pop(number, None)

    async def _listen(self) -> None:
        try:
            while True:
                length = int.from_bytes(await self._next_length())
                if length < _HEADER:
                    break  # not the DNS; an endless row of nothing would hold up the window
                message = await self._reader.readexactly(length)
                waiting = self._waiting.pop(message[:2], None)
                if waiting is not None and not waiting.done():
                    self.answered = True
                    waiting.set_result(message)
        except (OSError, EOFError):
            pass  # a time-out means that nobody asks any more
        finally:
            self.closed = True
            self._writer.transport.abort()
            for waiting in self._waiting.values():
                if not waiting.done():
                    waiting.set_exception(ConnectionError("the connection ended"))

    async def _next_length(self) -> bytes:
        while True:
            idle = not self._waiting
            try:
                async with asyncio.timeout(IDLE):
                    return await self._reader.readexactly(2)
            except TimeoutError:
                if idle and not self._waiting:
                    raise


class HttpsServer(EncryptedServer):
    """DNS over HTTPS: HTTP/2 where the server has it."""

    def __init__(self, endpoint: Endpoint, find: FindAddresses, trust: "Trust") -> None:
        super().__init__(endpoint, find, trust)
        host = f"[{endpoint.name}]" if ":" in endpoint.name else endpoint.name
        self._url = f"https://{host}:{endpoint.port}{endpoint.path}?dns="
        self._client: Any = None
        self._proven: Any = None
        """The client that has ever answered: then its end need not be the server's."""
        self._asked = 0
        self._under_way = 0
        self._watch: asyncio.Task[None] | None = None

    async def _exchange(self, question: Question) -> bytes:
        text = base64.urlsafe_b64encode(question.padded()).rstrip(b"=").decode()
        for _ in range(ATTEMPTS):
            client = await self._ready()
            fetched = await self._get(client, f"{self._url}{text}")
            if fetched.problem not in _BROKEN or client is not self._proven:
                break
            await self._drop(client)
        if fetched.problem is not None:
            raise ConnectionError(fetched.error or fetched.problem)
        if fetched.media_type != _MESSAGE:
            raise ConnectionError("the answer is not one of the DNS")
        self._proven = client
        return fetched.body

    async def _get(self, client: Any, url: str) -> Fetched:
        limits, headers = Limits(seconds=CONNECT_LIMIT, size=REPLY_SIZE), {"accept": _MESSAGE}
        self._asked += 1
        self._under_way += 1
        try:
            fetched: Fetched = await client.get(url, limits, headers)
        finally:
            self._under_way -= 1
        return fetched

    async def _ready(self) -> Any:
        # One opens it for all.
        async with self._opening:
            if self._client is None:
                module = await http.loaded()
                context = await self._trust.ready("h2", "http/1.1")
                self._client = module.Client(self._addresses, context, http2=True)
                self._watch = asyncio.ensure_future(self._close_when_idle(self._client))
            return self._client

    async def _addresses(self, _name: str) -> Answer:
        return await self._find(self._endpoint.host)

    async def _close_when_idle(self, client: Any) -> None:
        asked = -1
        try:
            while self._client is client and (self._under_way or asked != self._asked):
                asked = self._asked
                await asyncio.sleep(IDLE)
        finally:
            await self._drop(client)

    async def _drop(self, client: Any) -> None:
        if self._client is client:
            self._client = None
        await client.close()
