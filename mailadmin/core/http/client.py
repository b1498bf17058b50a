"""HTTP by httpx2, over connections of our own making. Loaded late: it takes some 70 ms."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

import httpcore2
import httpx2

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.http.facts import Fetched, HttpProblem, nowhere
from mailadmin.core.http.fetching import Limits
from mailadmin.core.problem import Problem, ProblemKind, problem_of
from mailadmin.core.smtp.connect import Attempt, race

FindAddresses = Callable[[str], Awaitable[Answer]]
"""Gives the addresses of a host."""

PortOf = Callable[[int], int]
"""Gives the port to connect to for the one in an address (:class:`Surroundings`)."""

CONNECT_LIMIT: Final = 20.0
"""Seconds for all addresses of a host; whoever fetches has a shorter limit around everything."""

_HEADERS: Final = {"accept-encoding": "identity", "user-agent": "mailadmin"}
_PLAIN: Final = ("", "identity")
_ANSWERED: Final = 200

_PROBLEMS: Final = {
    ProblemKind.TIMED_OUT: HttpProblem.TIMED_OUT,
    ProblemKind.REFUSED: HttpProblem.REFUSED,
    ProblemKind.UNREACHABLE: HttpProblem.UNREACHABLE,
    ProblemKind.RESET: HttpProblem.RESET,
    ProblemKind.FORBIDDEN: HttpProblem.FORBIDDEN,
    ProblemKind.NOT_TLS: HttpProblem.NO_TLS,
    ProblemKind.TLS_TOO_OLD: HttpProblem.NO_TLS,
    ProblemKind.TLS_FAILED: HttpProblem.NO_TLS,
    ProblemKind.CERTIFICATE: HttpProblem.CERTIFICATE,
}


class NoAddressError(Exception):
    """The host has no address, or nobody could say. Carries the resolver's answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.error)
        self.answer = answer


class NotConnectedError(OSError):
    """No address took the connection. Carries the problem that says most."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.seen.text)
        self.problem = problem


class RefusedAnswerError(Exception):
    """An answer that nobody reads to its end."""

    def __init__(self, problem: HttpProblem, text: str) -> None:
        super().__init__(text)
        self.problem = problem


class Client:
    """Fetches, and keeps connections for the next fetch until :meth:`close`.

    ``context`` is the verifying context, made to offer what is spoken here (ALPN): HTTP/1.1, and
    HTTP/2 as well with ``http2``.
    """

    def __init__(
        self,
        find: FindAddresses,
        context: ssl.SSLContext,
        *,
        http2: bool = False,
        port_of: PortOf = int,
    ) -> None:
        self._network = _Network(find, port_of)
        pool = httpcore2.AsyncConnectionPool(
            ssl_context=context, http2=http2, network_backend=self._network
        )
        self._client = httpx2.AsyncClient(
            transport=_Transport(pool), trust_env=False, timeout=None, headers=_HEADERS
        )

    async def get(
        self, url: str, limits: Limits, headers: Mapping[str, str] | None = None
    ) -> Fetched:
        """Fetch ``url``. Of ``limits``, the seconds are for the caller to keep."""
        return await self._fetch("GET", url, limits, headers=headers)

    async def post(self, url: str, body: bytes, limits: Limits) -> Fetched:
        """Send ``body`` to ``url`` and fetch the answer."""
        headers = {"content-type": "application/octet-stream"}
        return await self._fetch("POST", url, limits, headers=headers, content=body)

    async def _fetch(self, method: str, url: str, limits: Limits, **parts: Any) -> Fetched:
        try:
            request = self._client.build_request(method, url, **parts)
            for _ in range(limits.redirects + 1):
                fetched, following = await self._follow(request, limits.size)
                if following is None or following.url.scheme != "https":
                    break
                request = following
        except NoAddressError as lost:
            return nowhere(url, lost.answer)
        except Exception as broken:
            problem, error = problem_with(broken)
            return Fetched(url=url, addresses=self._network.found, problem=problem, error=error)
        return fetched

    async def close(self) -> None:
        """Close every connection at once."""
        await self._client.aclose()

    async def _follow(
        self, request: httpx2.Request, size: int
    ) -> tuple[Fetched, httpx2.Request | None]:
        response = await self._client.send(request, stream=True)
        try:
            problem, error, body = await _read(response, size)
        finally:
            await response.aclose()
        fetched = Fetched(
            url=str(request.url),
            status=response.status_code,
            content_type=response.headers.get("content-type", ""),
            location=response.headers.get("location", ""),
            body=body,
            addresses=self._network.found,
            problem=problem,
            error=error,
        )
        return fetched, response.next_request


def bounded_transport(
    find: FindAddresses, context: ssl.SSLContext, size: int, port_of: PortOf = int
) -> httpx2.AsyncBaseTransport:
    """Our connections for a library that speaks HTTP by httpx2 itself.

    An answer of more than ``size`` bytes, or compressed, is a :class:`RefusedAnswerError`.
    """
    pool = httpcore2.AsyncConnectionPool(
        ssl_context=context, network_backend=_Network(find, port_of)
    )
    return _Bounded(pool, size)


def problem_with(error: Exception) -> tuple[HttpProblem, str]:
    """What an exception of these connections means, and its technical words."""
    text = str(error) or type(error).__name__
    match error:
        case RefusedAnswerError():
            return error.problem, text
        case NoAddressError():
            lost = nowhere("", error.answer)
            return lost.problem or HttpProblem.OTHER, lost.error
        case NotConnectedError():
            return _problem(error.problem.kind), text
        case OSError() | EOFError() | httpcore2.ConnectionNotAvailable():
            return _problem(problem_of(error).kind), text
    return HttpProblem.BAD_REPLY, text  # whatever the libraries make of bytes that mean harm


async def _read(response: httpx2.Response, size: int) -> tuple[HttpProblem | None, str, bytes]:
    """What is wrong with a response, if anything, in words too, and its body."""
    if response.is_redirect:
        return HttpProblem.REDIRECT, f"{response.status_code}", b""
    if response.status_code != _ANSWERED:
        return HttpProblem.STATUS, f"{response.status_code} {response.reason_phrase}".strip(), b""
    encoding = _encoding(response)
    if encoding not in _PLAIN:
        return HttpProblem.BAD_REPLY, f"content-encoding: {encoding}", b""
    body = bytearray()
    async for piece in response.aiter_raw():
        body += piece
        await asyncio.sleep(0)  # thousands of tiny pieces may come at once
        if len(body) > size:
            return HttpProblem.TOO_BIG, f"more than {size} bytes", b""
    return None, "", bytes(body)


def _encoding(response: httpx2.Response) -> str:
    encoding: str = response.headers.get("content-encoding", "")
    return encoding.strip().lower()


class _Transport(httpx2.AsyncBaseTransport):
    """httpx2 over a pool of connections; exceptions pass through as they are."""

    def __init__(self, pool: httpcore2.AsyncConnectionPool) -> None:
        self._pool = pool

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        response = await self._pool.handle_async_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        return httpx2.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response),
            extensions=response.extensions,
        )

    async def aclose(self) -> None:
        await self._pool.aclose()


class _Body(httpx2.AsyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._response.aiter_stream():
            yield piece

    async def aclose(self) -> None:
        await self._response.aclose()


class _Bounded(_Transport):
    """Answers are plain and of a limited size; whoever reads them need not look."""

    def __init__(self, pool: httpcore2.AsyncConnectionPool, size: int) -> None:
        super().__init__(pool)
        self._size = size

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await super().handle_async_request(request)
        encoding = _encoding(response)
        if encoding not in _PLAIN:
            await response.aclose()
            raise RefusedAnswerError(HttpProblem.BAD_REPLY, f"content-encoding: {encoding}")
        assert isinstance(response.stream, _Body)
        response.stream = _BoundedBody(response.stream, self._size)
        return response


class _BoundedBody(httpx2.AsyncByteStream):
    def __init__(self, body: _Body, size: int) -> None:
        self._body = body
        self._size = size

    async def __aiter__(self) -> AsyncIterator[bytes]:
        left = self._size
        async for piece in self._body:
            left -= len(piece)
            if left < 0:
                raise RefusedAnswerError(HttpProblem.TOO_BIG, f"more than {self._size} bytes")
            yield piece
            await asyncio.sleep(0)  # thousands of tiny pieces may come at once

    async def aclose(self) -> None:
        await self._body.aclose()


class _Network(httpcore2.AsyncNetworkBackend):
    """Connects to the addresses that ``find`` gives. ``found`` is its last answer."""

    def __init__(self, find: FindAddresses, port_of: PortOf) -> None:
        self._find = find
        self._port_of = port_of
        self.found: Answer | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        self.found = await self._find(host)
        if self.found.state is not AnswerState.FOUND:
            raise NoAddressError(self.found)
        attempts: list[Attempt] = []
        connected = await race(
            self.found.values, self._port_of(port), limit=CONNECT_LIMIT, tried=attempts.append
        )
        if connected.sock is None:
            raise _why_not(attempts)
        return _Stream(connected.sock)


def _problem(kind: ProblemKind) -> HttpProblem:
    return _PROBLEMS.get(kind, HttpProblem.OTHER)


def _why_not(attempts: Iterable[Attempt]) -> NotConnectedError:
    """The failure that says most: that there is no IPv6 here says least."""
    problems = [attempt.problem for attempt in attempts if attempt.problem is not None]
    telling = min(problems, key=lambda problem: problem.kind is ProblemKind.UNREACHABLE)
    return NotConnectedError(telling)


class _Stream(httpcore2.AsyncNetworkStream):
    """One connection, encrypted or not as the first use of it says."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._streams is None:
            self._streams = await asyncio.open_connection(sock=self._sock)
        return self._streams

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        reader, _ = await self._open()
        await asyncio.sleep(0)  # who sends without end leaves the others their turn
        return await reader.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        _, writer = await self._open()
        writer.write(buffer)
        await writer.drain()

    async def aclose(self) -> None:
        if self._streams is None:
            self._sock.close()
        else:
            self._streams[1].transport.abort()  # a goodbye could be waited for too long

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        _, writer = await self._open()
        try:
            await writer.start_tls(ssl_context, server_hostname=server_hostname)
        except BaseException:
            # Never the socket: who is cancelled the moment it is encrypted leaves a transport that
            # still says goodbye, and would do so at whoever gets the descriptor next.
            writer.transport.abort()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        if self._streams is None:
            return None
        reader, writer = self._streams
        if info == "is_readable":  # asked of an idle connection: has the other side closed it?
            return reader.at_eof() or reader.exception() is not None
        return writer.get_extra_info(info)
