"""Waits on this computer for the browser to bring the issuer's answer (RFC 8252 section 7.3).

Everything on this computer, and every page in its browser, can call the port. So an answer is
believed only with the state of this sign-in; whatever else comes gets a plain page, and the
sign-in goes on.
"""

import asyncio
import contextlib
import hmac
import re
from typing import Final, NamedTuple, Self
from urllib.parse import parse_qsl

import h11

from mailadmin.core.event import Phrase
from mailadmin.core.listening import stop_listening
from mailadmin.core.oauth import closing
from mailadmin.core.oauth.browser_answer import BrowserAnswer, Code, OtherIssuer
from mailadmin.core.oauth.reply import LONGEST_TOKEN, LONGEST_WORDS
from mailadmin.core.oauth.tokens import NotAnswered, Refused
from mailadmin.core.secret import Secret

HOST: Final = "127.0.0.1"
"""The number, not ``localhost``, which may lead elsewhere (RFC 8252 section 8.3)."""

CONNECTION_LIMIT: Final = 10.0
"""Seconds that a request may take to arrive, and its answer to leave."""

CLOSING_LIMIT: Final = 1.0
"""Seconds that pages which are on their way have at the end of the sign-in."""

MOST_CONNECTIONS: Final = 30
"""At once; the oldest one makes room for another."""

LONGEST_HEAD: Final = 32 * 1024
"""Bytes of a request up to its body, which is not read. Codes of some 2,000 are known."""

_MOST_FIELDS: Final = 40
_MOST_LEFT: Final = 64
"""Pieces of an unread body that are taken off the line, so that the page arrives."""

_ONCE: Final = ("state", "code", "error", "error_description", "iss")
_CODE: Final = re.compile(r"[!-~]+")  # RFC 6749 appendix A.11, without the space
_ERROR: Final = re.compile(r"[A-Za-z0-9_.-]{1,60}")


class _Shown(NamedTuple):
    """What a request is answered with."""

    status: int
    phrase: str
    answer: BrowserAnswer | None = None


class Loopback:
    """A port for the answer to one sign-in. Use as an asynchronous context manager.

    ``identifier`` is the issuer's own (``iss``), empty where it is not known.
    """

    def __init__(self, state: Secret, identifier: str = "") -> None:
        self._state = state.reveal().encode()
        self._identifier = identifier
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._answer: asyncio.Future[BrowserAnswer] = asyncio.get_running_loop().create_future()
        self._answered = False
        self._port = 0

    async def __aenter__(self) -> Self:
        """Open the port. Raises ``OSError`` where this computer does not allow it."""
        self._server = await asyncio.start_server(self._accept, HOST, 0)
        self._port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the port. Pages that are on their way still leave; no conversation goes on."""
        try:
            await stop_listening(self._server)
            for writer in self._connections.values():
                writer.close()
            if self._connections:
                await asyncio.wait(self._connections, timeout=CLOSING_LIMIT)
        finally:
            late = dict(self._connections)
            for task, writer in late.items():
                writer.transport.abort()
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    @property
    def redirect_uri(self) -> str:
        """Where the issuer sends the browser to. Without a path: registrations then fit all."""
        return f"http://{HOST}:{self._port}"

    async def answer(self) -> BrowserAnswer:
        """Wait for the issuer's answer."""
        return await self._answer

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Talk in a task of our own: Python 3.11 reports its own as broken when it is cancelled."""
        if len(self._connections) >= MOST_CONNECTIONS:
            next(iter(self._connections.values())).transport.abort()
        task = asyncio.create_task(self._talk(reader, writer))
        self._connections[task] = writer
        task.add_done_callback(self._connections.pop)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with contextlib.suppress(OSError, TimeoutError):
                await self._converse(reader, writer)
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=LONGEST_HEAD)
        request: h11.Request | None = None
        try:
            async with asyncio.timeout(CONNECTION_LIMIT):
                request = await _request(connection, reader)
            if request is None:
                return
            shown = self._judged(request)
        except h11.RemoteProtocolError as error:
            shown = _Shown(error.error_status_hint, "stranger")
        except TimeoutError:
            shown = _Shown(408, "stranger")
        with_body = request is None or request.method != b"HEAD"
        writer.write(_response(connection, shown, with_body=with_body))
        if shown.answer is not None and not self._answer.done():
            self._answer.set_result(shown.answer)
        async with asyncio.timeout(CONNECTION_LIMIT):
            await writer.drain()
            writer.write_eof()
            for _ in range(_MOST_LEFT):
                if not await reader.read(65_536):
                    break

    def _judged(self, request: h11.Request) -> _Shown:
        hosts = [value for name, value in request.headers if name == b"host"]
        path, _, query = request.target.decode("ascii", "replace").partition("?")
        # A name that leads here would let a page in the browser read the answer (DNS rebinding).
        if hosts != [f"{HOST}:{self._port}".encode()]:
            return _Shown(421, "stranger")
        if path != "/":
            return _Shown(404, "stranger")
        if request.method != b"GET":
            return _Shown(405, "stranger")
        fields = _fields(query)
        if fields is None:
            return _Shown(400, "stranger")
        if not hmac.compare_digest(fields.get("state", "").encode(), self._state):
            return _Shown(403, "stranger")
        if self._answered:
            return _Shown(410, "over")
        self._answered = True
        answer = self._read(fields)
        return _Shown(200, "done" if isinstance(answer, Code) else "not-done", answer)

    def _read(self, fields: dict[str, str]) -> BrowserAnswer:
        """The answer in a request that has the state of this sign-in."""
        issuer = fields.get("iss")
        if issuer is not None and self._identifier and issuer != self._identifier:
            return OtherIssuer(issuer)
        error, code = fields.get("error"), fields.get("code", "")
        if error is not None:
            words = fields.get("error_description", "")[:LONGEST_WORDS]
            return Refused(error=error if _ERROR.fullmatch(error) else "", description=words)
        if not _CODE.fullmatch(code) or len(code) > LONGEST_TOKEN:
            return NotAnswered(detail="no usable code")
        return Code(Secret(code))


async def _request(connection: h11.Connection, reader: asyncio.StreamReader) -> h11.Request | None:
    """The head of the request, None where nobody asks for anything (browsers connect ahead)."""
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(16_384))
        else:
            return event if isinstance(event, h11.Request) else None


def _fields(query: str) -> dict[str, str] | None:
    """The parameters, None where there are too many, or one twice (RFC 6749 section 3.1)."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    names = [name for name, _ in pairs]
    return None if any(names.count(name) > 1 for name in _ONCE) else dict(pairs)


def _response(connection: h11.Connection, shown: _Shown, *, with_body: bool) -> bytes:
    title = Phrase(f"oauth.browser.{shown.phrase}")
    body = closing.page(title, Phrase(f"oauth.browser.{shown.phrase}.more"))
    headers = [*closing.HEADERS, ("Content-Length", str(len(body)))]
    if shown.status == 405:
        headers.append(("Allow", "GET"))
    head = connection.send(h11.Response(status_code=shown.status, headers=headers)) or b""
    return head + (connection.send(h11.Data(data=body)) or b"" if with_body else b"")
