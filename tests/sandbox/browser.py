"""A browser and a program, as far as signing in needs them: one request at a time."""

import base64
import hashlib
import http.client
import json
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import msgspec

from mailadmin.core.oauth.client import OAuthClient

VERIFIER = "a-verifier-that-is-long-enough-for-section-4.1-of-rfc-7636"
REDIRECT = "http://127.0.0.1:5/back"


class Answer(msgspec.Struct, frozen=True):
    """What came back. ``said`` are the fields of the address that the browser is sent to."""

    status: int
    body: bytes
    location: str = ""

    @property
    def said(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.location).query))

    @property
    def json(self) -> dict[str, Any]:
        fields: dict[str, Any] = json.loads(self.body)
        return fields


def ask(url: str, form: dict[str, str] | bytes | None = None, **headers: str) -> Answer:
    """GET an address, or POST a form there."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=5)
    path = parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    try:
        if form is None:
            connection.request("GET", target, headers=headers)
        else:
            body = form if isinstance(form, bytes) else urlencode(form).encode()
            kind = {"Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", target, body, kind | headers)
        response = connection.getresponse()
        return Answer(response.status, response.read(), response.getheader("Location") or "")
    finally:
        connection.close()


def page_of(client: OAuthClient, **changed: str) -> str:
    """The address of the page, as a program of RFC 8252 asks for it; an empty field is left out."""
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    fields = {
        "response_type": "code",
        "client_id": client.client_id,
        "redirect_uri": REDIRECT,
        "scope": " ".join(client.scopes),
        "state": "a state",
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
    } | changed
    kept = {name: value for name, value in fields.items() if value}
    return f"{client.authorization_endpoint}?{urlencode(kept)}"


def redeem(client: OAuthClient, code: str, /, **changed: str) -> Answer:
    """Turn a code into tokens."""
    fields = {
        "grant_type": "authorization_code",
        "client_id": client.client_id,
        "code": code,
        "redirect_uri": REDIRECT,
        "code_verifier": VERIFIER,
    }
    return ask(client.token_endpoint, fields | changed)


def refresh(client: OAuthClient, refresh_token: str) -> Answer:
    """Get the next token."""
    fields = {"grant_type": "refresh_token", "refresh_token": refresh_token}
    return ask(client.token_endpoint, fields | {"client_id": client.client_id})


def signed_in(client: OAuthClient, user: str, **changed: str) -> dict[str, Any]:
    """The tokens of somebody who goes through the whole of it."""
    code = ask(page_of(client, **changed), {"answer": user}).said["code"]
    return redeem(client, code).json
