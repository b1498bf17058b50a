"""The web servers of the sandbox: one request a connection, by h11 (RFC 9110, RFC 9112)."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qsl, urlsplit

import h11
import msgspec

from mailadmin.sandbox.listening import Connections

REQUEST_LIMIT: Final = 10.0
"""Seconds from the connection to the whole answer."""

BODY_LIMIT: Final = 64 * 1024
"""Bytes of a form."""

FIELD_LIMIT: Final = 50
"""Fields of a query or a form."""

_FORM: Final = b"application/x-www-form-urlencoded"


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What a client asks. ``host`` is lower case, with its port where the client names one."""

    method: str
    host: str
    path: str
    query: dict[str, str] = {}
    form: dict[str, str] = {}


class Response(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. ``location`` is where the client should go on, for a status of 303."""

    status: int = 200
    body: bytes = b""
    content_type: str = "text/html; charset=utf-8"
    location: str = ""


NOT_FOUND: Final = Response(status=404, body=b"Not found\n", content_type="text/plain")
_BAD_REQUEST: Final = Response(status=400, body=b"Bad request\n", content_type="text/plain")

Site = Callable[[Request], Response]
"""Answers every request that can be read."""


def web_protocol(site: Site, connections: Connections) -> asyncio.StreamReaderProtocol:
    """The server's side of one connection."""

    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.add(writer.transport)
        try:
            with contextlib.suppress(TimeoutError, OSError, h11.LocalProtocolError):
                async with asyncio.timeout(REQUEST_LIMIT):
                    await _converse(site, reader, writer)
        finally:
            connections.discard(writer.transport)
            writer.close()

    return asyncio.StreamReaderProtocol(asyncio.StreamReader(), converse)


async def _converse(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    connection = h11.Connection(h11.SERVER)
    method = b"GET"
    try:
        head, body = await _received(connection, reader, writer)
        method = head.method
        response = site(_request(head, body))
    except (h11.RemoteProtocolError, ValueError):
        response = _BAD_REQUEST
    headers = [
        ("Content-Type", response.content_type),
        ("Content-Length", str(len(response.body))),
        ("Cache-Control", "no-store"),
        ("Referrer-Policy", "no-referrer"),
        ("Connection", "close"),
    ]
    if response.location:
        headers.append(("Location", response.location))
    writer.write(connection.send(h11.Response(status_code=response.status, headers=headers)))
    if method != b"HEAD":
        writer.write(connection.send(h11.Data(data=response.body)))
    writer.write(connection.send(h11.EndOfMessage()))
    await writer.drain()


async def _received(
    connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> tuple[h11.Request, bytes]:
    """The whole request. ``ValueError`` if it is too long, ``ConnectionError`` if it breaks off."""
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            if connection.they_are_waiting_for_100_continue:
                going_on = h11.InformationalResponse(status_code=100, headers=[])
                writer.write(connection.send(going_on))
            connection.receive_data(await reader.read(BODY_LIMIT))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
            if len(body) > BODY_LIMIT:
                raise ValueError("too long a form")
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            return head, bytes(body)
        else:
            raise ConnectionError("gone before the whole request was there")


def _request(head: h11.Request, body: bytes) -> Request:
    """The request as a site reads it. ``ValueError`` if it is none."""
    target = urlsplit(head.target.decode("ascii"))
    headers = dict(head.headers)
    media_type = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
    return Request(
        method=head.method.decode("ascii"),
        host=headers.get(b"host", b"").decode("ascii").lower(),
        path=target.path,
        query=_fields(target.query),
        form=_fields(body.decode("utf-8")) if media_type == _FORM else {},
    )


def _fields(encoded: str) -> dict[str, str]:
    """The fields of a form; none may come twice (RFC 6749 section 3.1)."""
    pairs = parse_qsl(encoded, keep_blank_values=True, max_num_fields=FIELD_LIMIT)
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field came twice")
    return fields
