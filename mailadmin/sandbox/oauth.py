"""The authorization server of the sandbox (RFC 6749, 7636, 8252, 8628, 7009), on plain HTTP.

It stands for Microsoft's or Google's: a page on which a person signs in, and an endpoint at which
the program fetches tokens. It speaks without encryption because no browser knows the sandbox's
authority; it is only ever reached on 127.0.0.1.
"""

import base64
import functools
import hashlib
import re
import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from mailadmin.core.oauth.client import OAuthClient
from mailadmin.sandbox.pages import ANSWER, code_field, message, sign_in_page
from mailadmin.sandbox.relay import same
from mailadmin.sandbox.scenario import ANNA, OFFICE, Issuing
from mailadmin.sandbox.tokens import MAIL, Issued, TokenStore
from mailadmin.sandbox.web import NOT_FOUND, Request, Response

ISSUER: Final = "sign-in.sandbox.test"
"""Its id, as accounts and settings name it."""

CLIENT_ID: Final = "mailadmin-sandbox"
"""The one program that is registered."""

SCOPES: Final = ("openid", "email", "offline_access", MAIL)
"""What may be asked for."""

CODE_LASTS: Final = 60.0
"""Seconds that a code may be used in (RFC 6749 section 4.1.2 asks for at most ten minutes)."""

DEVICE_CODE_LASTS: Final = 600.0
DEVICE_INTERVAL: Final = 1
"""Seconds between two questions for the token of a device (RFC 8628 section 3.2)."""

MAX_WAITING: Final = 100
"""Codes that wait for their program; the oldest go first."""

USERS: Final = (("Anna Berg", ANNA), ("the office", OFFICE))

_NEEDS_ADMIN: Final = (
    "AADSTS90094: The grant needs the permission of an administrator. Nobody but an administrator"
    " of sandbox.test can allow this program to use the mailboxes of the organization."
)
"""The number is Microsoft's, by which programs know the case."""

_DEVICE_GRANT: Final = "urn:ietf:params:oauth:grant-type:device_code"
_LOOPBACK: Final = re.compile(r"http://127\.0\.0\.1(:[0-9]{1,5})?(/[!-~]*)?")
_USER_CODE_LETTERS: Final = "BCDFGHJKLMNPQRSTVWXZ"
"""Letters that make no words and look like no others (RFC 8628 section 6.1)."""


def client_of_port(port: int) -> OAuthClient:
    """The registration as the program's settings hold it."""
    here = f"http://127.0.0.1:{port}"
    return OAuthClient(
        issuer=ISSUER,
        client_id=CLIENT_ID,
        name="Sandbox Mail",
        authorization_endpoint=f"{here}/authorize",
        token_endpoint=f"{here}/token",
        device_authorization_endpoint=f"{here}/device_authorization",
        revocation_endpoint=f"{here}/revoke",
        scopes=SCOPES,
    )


class OAuthError(Exception):
    """An answer of RFC 6749 section 5.2."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.error = error
        self.description = description


class _Code(msgspec.Struct):
    """A code on its way from the browser to the program. ``issued`` is an access token."""

    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    challenge: str
    ends: float
    issued: str = ""


class _Device(msgspec.Struct):
    """A program that waits for somebody to type its code. ``user`` is empty until then."""

    user_code: str
    scopes: tuple[str, ...]
    ends: float
    user: str = ""
    denied: str = ""


class AuthorizationServer:
    """The site; ``tokens`` are what the mail servers believe."""

    def __init__(self, tokens: TokenStore, clock: Callable[[], float] = time.monotonic) -> None:
        self.issuing = Issuing()
        """How it behaves in the scenario that is played."""
        self._tokens = tokens
        self._clock = clock
        self._codes: dict[str, _Code] = {}
        self._devices: dict[str, _Device] = {}
        self._endpoints: Mapping[tuple[str, str], Callable[[Request], Response]] = {
            ("GET", "/authorize"): self._authorize,
            ("POST", "/authorize"): self._authorize,
            ("GET", "/device"): self._device,
            ("POST", "/device"): self._device,
            ("POST", "/token"): _answering(self._token),
            ("POST", "/device_authorization"): _answering(self._device_authorization),
            ("POST", "/revoke"): _answering(self._revoke),
        }

    def __call__(self, request: Request) -> Response:
        """Answer a request."""
        endpoint = self._endpoints.get((request.method, request.path))
        return NOT_FOUND if endpoint is None else endpoint(request)

    def _authorize(self, request: Request) -> Response:
        """The page on which the person agrees (RFC 6749 section 4.1.1), and what comes of it."""
        asked = request.query
        redirect_uri = asked.get("redirect_uri", "")
        if asked.get("client_id") != CLIENT_ID or not _LOOPBACK.fullmatch(redirect_uri):
            # Nobody may be sent to an address that is not the program's (section 4.1.2.1).
            sentence = "The program that sent you here is not known, so nothing was signed in."
            return message("This link is not right", sentence, status=400)

        def back(**said: str) -> Response:
            state = {"state": asked["state"]} if "state" in asked else {}
            joint = "&" if "?" in redirect_uri else "?"
            location = f"{redirect_uri}{joint}{urlencode({**said, **state})}"
            return Response(status=303, location=location)

        if asked.get("response_type") != "code":
            return back(error="unsupported_response_type")
        if not asked.get("code_challenge") or asked.get("code_challenge_method") != "S256":
            # RFC 7636 section 4.4.1
            return back(error="invalid_request", error_description="code challenge required (S256)")
        try:
            scopes = _scopes(asked)
        except OAuthError as problem:
            return back(error=problem.error, error_description=problem.description)
        if request.method == "GET":
            return sign_in_page(USERS)
        user = request.form.get(ANSWER, "")
        if user not in dict(USERS).values():
            return back(error="access_denied", error_description="The user has cancelled.")
        if self.issuing.needs_admin:
            return back(error="consent_required", error_description=_NEEDS_ADMIN)
        code = secrets.token_urlsafe(24)
        ends = self._clock() + CODE_LASTS
        self._codes[code] = _Code(user, scopes, redirect_uri, asked["code_challenge"], ends)
        _keep_newest(self._codes)
        return back(code=code)

    def _token(self, request: Request) -> Response:
        """Tokens for what the program shows (RFC 6749 section 3.2)."""
        form = request.form
        _check_client(form)
        grants = {
            "authorization_code": self._of_code,
            "refresh_token": self._of_refresh_token,
            _DEVICE_GRANT: self._of_device,
        }
        grant = grants.get(form.get("grant_type", ""))
        if grant is None:
            raise OAuthError("unsupported_grant_type", "No such way to get a token.")
        issued = grant(form)
        answer = {
            "access_token": issued.access_token,
            "token_type": "Bearer",
            "expires_in": int(issued.lasts),
            "refresh_token": issued.refresh_token,
            "scope": " ".join(issued.scopes),
        }
        if "openid" in issued.scopes:
            answer["id_token"] = _id_token(issued, f"http://{request.host}")
        return _json(answer)

    def _of_code(self, form: Mapping[str, str]) -> Issued:
        """RFC 6749 section 4.1.3, RFC 7636 section 4.6."""
        code = self._codes.get(form.get("code", ""))
        if code is None or self._clock() >= code.ends:
            raise OAuthError("invalid_grant", "The code is not known or has run out.")
        if code.issued:
            self._tokens.revoke(code.issued)  # somebody has stolen it: the user or the other one
            raise OAuthError("invalid_grant", "The code was used before.")
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if not same(_base64url(digest).encode(), code.challenge.encode()):
            raise OAuthError("invalid_grant", "The code verifier is not the right one.")
        if form.get("redirect_uri") != code.redirect_uri:
            raise OAuthError("invalid_grant", "The redirect address is not the same.")
        issued = self._issued(self._tokens.give(code.user, code.scopes))
        code.issued = issued.access_token
        return issued

    def _of_refresh_token(self, form: Mapping[str, str]) -> Issued:
        """RFC 6749 section 6."""
        return self._issued(form.get("refresh_token", ""))

    def _of_device(self, form: Mapping[str, str]) -> Issued:
        """RFC 8628 sections 3.4 and 3.5."""
        device = self._devices.get(form.get("device_code", ""))
        if device is None:
            raise OAuthError("invalid_grant", "The device code is not known.")
        if device.denied:
            raise OAuthError("access_denied", device.denied)
        if self._clock() >= device.ends:
            raise OAuthError("expired_token", "Nobody has typed the code in time.")
        if not device.user:
            raise OAuthError("authorization_pending", "Nobody has typed the code yet.")
        del self._devices[form["device_code"]]
        return self._issued(self._tokens.give(device.user, device.scopes))

    def _issued(self, refresh_token: str) -> Issued:
        issued = self._tokens.renewed(refresh_token)
        if issued is None:
            raise OAuthError("invalid_grant", "The grant is not known, was revoked or used before.")
        return issued

    def _device_authorization(self, request: Request) -> Response:
        """A code for a program that can't be reached from the browser (RFC 8628 section 3.1)."""
        _check_client(request.form)
        letters = [secrets.choice(_USER_CODE_LETTERS) for _ in range(8)]
        user_code = f"{''.join(letters[:4])}-{''.join(letters[4:])}"
        device_code = secrets.token_urlsafe(24)
        ends = self._clock() + DEVICE_CODE_LASTS
        self._devices[device_code] = _Device(user_code, _scopes(request.form), ends)
        _keep_newest(self._devices)
        page = f"http://{request.host}/device"
        return _json(
            {
                "device_code": device_code,
                "user_code": user_code,
                "verification_uri": page,
                "verification_uri_complete": f"{page}?user_code={user_code}",
                "expires_in": int(DEVICE_CODE_LASTS),
                "interval": DEVICE_INTERVAL,
            }
        )

    def _device(self, request: Request) -> Response:
        """The page on which the code is typed (RFC 8628 section 3.3), and what comes of it."""
        if request.method == "GET":
            return sign_in_page(USERS, before=code_field(request.query.get("user_code", "")))
        typed = request.form.get("user_code", "").strip().upper()
        now = self._clock()
        waiting = [one for one in self._devices.values() if one.user_code == typed]
        if not waiting or now >= waiting[0].ends or waiting[0].user or waiting[0].denied:
            return message("That code is not right", "Check it in mailadmin, and go back.")
        device, user = waiting[0], request.form.get(ANSWER, "")
        if user not in dict(USERS).values():
            device.denied = "The user has cancelled."
            return message("Cancelled", "You can close this page.")
        if self.issuing.needs_admin:
            device.denied = _NEEDS_ADMIN
            return message("An admin has to agree first", "Go back to mailadmin.")
        device.user = user
        return message("You are signed in", "You can close this page and go back to mailadmin.")

    def _revoke(self, request: Request) -> Response:
        """End a grant (RFC 7009); a token that nobody knows is as good as revoked."""
        _check_client(request.form)
        self._tokens.revoke(request.form.get("token", ""))
        return Response()


def _answering(endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """An endpoint for programs: errors are JSON (RFC 6749 section 5.2)."""

    @functools.wraps(endpoint)
    def answer(request: Request) -> Response:
        try:
            return endpoint(request)
        except OAuthError as problem:
            said = {"error": problem.error, "error_description": problem.description}
            return _json(said, status=401 if problem.error == "invalid_client" else 400)

    return answer


def _check_client(form: Mapping[str, str]) -> None:
    if form.get("client_id") != CLIENT_ID:
        raise OAuthError("invalid_client", "No program is registered under this client id.")


def _scopes(asked: Mapping[str, str]) -> tuple[str, ...]:
    """What is asked for; everything where nothing is named (RFC 6749 section 3.3)."""
    scopes = tuple(dict.fromkeys(asked.get("scope", "").split())) or SCOPES
    if not set(scopes) <= set(SCOPES):
        raise OAuthError("invalid_scope", f"There are: {' '.join(SCOPES)}.")
    return scopes


def _json(content: Mapping[str, Any], *, status: int = 200) -> Response:
    return Response(
        status=status, body=msgspec.json.encode(content), content_type="application/json"
    )


def _keep_newest(waiting: dict[str, Any]) -> None:
    while len(waiting) > MAX_WAITING:
        del waiting[next(iter(waiting))]


def _id_token(issued: Issued, issuer: str) -> str:
    """Who has signed in, for a program that wants to know (OpenID Connect Core section 2).

    It is not signed, which is how the program is registered: it comes from the token endpoint.
    """
    now = int(time.time())
    claims = {
        "iss": issuer,
        "aud": CLIENT_ID,
        "sub": issued.user,
        "email": issued.user,
        "email_verified": True,
        "iat": now,
        "exp": now + 600,
    }
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def _part(content: Mapping[str, Any]) -> str:
    """A part of a token (RFC 7515 section 3.1)."""
    return _base64url(msgspec.json.encode(content))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")
