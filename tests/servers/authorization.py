"""An authorization server of its own: it knows one program and one person (RFC 6749).

It speaks HTTP on this computer, with TLS or without. What it is asked for is checked as a strict
one would: the code once, the verifier against the challenge, the address of the answer word for
word. ``says`` overrules what a path is answered with, to see what comes of it.
"""

import asyncio
import base64
import contextlib
import hashlib
import json
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import h11
import trustme

from mailadmin.core.listening import stop_listening
from tests.servers.closing import ended

Fields = dict[str, str]

USER = "anna@example.com"
CLIENT = "the-program"


def json_answer(status: int = 200, /, **fields: Any) -> bytes:
    """A whole HTTP response with a JSON body."""
    return answer(json.dumps(fields).encode(), status, "application/json")


def answer(body: bytes, status: int = 200, kind: str = "text/plain", extra: str = "") -> bytes:
    """A whole HTTP response. ``extra`` are further header lines, each with its line end."""
    head = f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}"
    return f"{head}\r\n".encode() + body


def id_token(**claims: Any) -> str:
    """A token about a person, its signature nonsense."""
    parts = [json.dumps({"alg": "RS256"}).encode(), json.dumps(claims).encode(), b"signature"]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


class AuthorizationServer:
    """Use as an asynchronous context manager.

    ``user`` is who signs in at its page; ``refuses`` the error that the page answers with instead;
    ``adds`` is what the browser brings back besides; ``pending`` how often a device is told to
    wait. ``asked`` are the requests: path and fields.
    """

    def __init__(
        self, authority: trustme.CA | None = None, host: str = "127.0.0.1", secret: str = ""
    ) -> None:
        self.user = USER
        self.refuses = ""
        self.adds: Fields = {}
        self.pending: list[str] = []
        self.granted: str | None = None
        self.says: dict[str, bytes] = {}
        self.asked: list[tuple[str, Fields]] = []
        self.given: set[str] = set()
        self.revoked: set[str] = set()
        self._secret = secret
        self._host = host
        self._codes: dict[str, Fields] = {}
        self._count = 0
        self._writers: set[asyncio.StreamWriter] = set()
        self._context: ssl.SSLContext | None = None
        if authority is not None:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            authority.issue_cert(host).configure_cert(self._context)

    async def __aenter__(self) -> "AuthorizationServer":
        self._server = await asyncio.start_server(self._talk, "127.0.0.1", 0, ssl=self._context)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await stop_listening(self._server)
        for writer in list(self._writers):
            writer.transport.abort()
        await ended(self._server)

    def url(self, path: str) -> str:
        """The address of one of its paths."""
        scheme = "http" if self._context is None else "https"
        return f"{scheme}://{self._host}:{self.port}{path}"

    def new(self, kind: str) -> str:
        """A secret that only this server gives out, marked so that it can be looked for."""
        self._count += 1
        given = f"mark-{kind}-{self._count}-Zq8vT3"
        self.given.add(given)
        return given

    def sign_in(self, page: str) -> str:
        """What the page at this address sends the browser to, once the person has signed in."""
        fields = dict(parse_qsl(urlsplit(page).query))
        self.asked.append(("/authorize", fields))
        to, state = fields["redirect_uri"], {"state": fields["state"], **self.adds}
        if self.refuses:
            return f"{to}?{urlencode({'error': self.refuses, **state})}"
        code = self.new("code")
        self._codes[code] = fields
        return f"{to}?{urlencode({'code': code, **state})}"

    # -- HTTP

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        connection = h11.Connection(h11.SERVER)
        target, body = "", b""
        with contextlib.suppress(OSError, h11.RemoteProtocolError):
            while not writer.is_closing():
                event = connection.next_event()
                if event is h11.NEED_DATA:
                    connection.receive_data(await reader.read(65_536))
                elif isinstance(event, h11.Request):
                    target = event.target.decode()
                elif isinstance(event, h11.Data):
                    body += bytes(event.data)
                elif isinstance(event, h11.EndOfMessage):
                    writer.write(self._answer(target, dict(parse_qsl(body.decode()))))
                    await writer.drain()
                    break
                else:
                    break
        self._writers.discard(writer)
        writer.close()

    def _answer(self, target: str, fields: Fields) -> bytes:
        path = urlsplit(target).path
        if path == "/authorize" and path not in self.says:  # the person signs in at once
            return answer(b"", 302, extra=f"Location: {self.sign_in(target)}\r\n")
        self.asked.append((path, fields))
        if path in self.says:
            return self.says[path]
        known = fields.get("client_id") == CLIENT
        if not known or fields.get("client_secret", "") != self._secret:
            return json_answer(401, error="invalid_client")
        match path:
            case "/token":
                return self._token(fields)
            case "/device":
                return json_answer(
                    device_code=self.new("device"),
                    user_code="WDJB-MJHT",
                    verification_uri=self.url("/activate"),
                    expires_in=60,
                    interval=1,
                )
            case "/revoke":
                self.revoked.add(fields["token"])
                return answer(b"")
        return answer(b"", 404)

    def _token(self, fields: Fields) -> bytes:
        match fields.get("grant_type"):
            case "authorization_code":
                asked = self._codes.pop(fields["code"], None)
                if asked is None or asked["redirect_uri"] != fields["redirect_uri"]:
                    return json_answer(400, error="invalid_grant")
                if asked["code_challenge"] != _challenge(fields["code_verifier"]):
                    return json_answer(400, error="invalid_grant")
                self.given.add(fields["code_verifier"])
                return self._tokens(asked["scope"])
            case "refresh_token":
                good = fields["refresh_token"] in self.given - self.revoked
                return self._tokens() if good else json_answer(400, error="invalid_grant")
            case "urn:ietf:params:oauth:grant-type:device_code":
                if self.pending:
                    return json_answer(400, error=self.pending.pop(0))
                return self._tokens()
        return json_answer(400, error="unsupported_grant_type")

    def _tokens(self, scope: str = "") -> bytes:
        fields: Mapping[str, Any] = {
            "access_token": self.new("access"),
            "refresh_token": self.new("refresh"),
            "token_type": "Bearer",
            "expires_in": 3600,
            "scope": scope if self.granted is None else self.granted,
            "id_token": id_token(aud=CLIENT, email=self.user, iss="https://issuer.test"),
        }
        return json_answer(**fields)


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
