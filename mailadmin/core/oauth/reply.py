"""What the answers of an issuer's endpoints say (RFC 6749 section 5, RFC 8628 section 3.2).

Plain functions over bytes that anybody may have sent: what makes no sense is no answer.
"""

import math
import re
from typing import Any, Final, TypeGuard
from urllib.parse import quote

import msgspec

from mailadmin.core.http.facts import HttpProblem
from mailadmin.core.oauth.client import SAFE_PAGE
from mailadmin.core.oauth.id_token import names_in
from mailadmin.core.oauth.tokens import DeviceGrant, NotAnswered, Refused, Tokens
from mailadmin.core.secret import Secret

LONGEST_TOKEN: Final = 16_384
"""Characters. The longest that are known have some 5,000."""
LONGEST_WORDS: Final = 1000
"""Characters of an issuer's own sentence that are kept."""

_TOKEN: Final = re.compile(r"[!-~]+")  # RFC 6749 appendix A.12, without the space
_CODE: Final = re.compile(r"[a-z0-9_.-]{1,60}", re.ASCII | re.IGNORECASE)
_USER_CODE: Final = re.compile(r"[A-Za-z0-9 -]{4,40}")
_LONGEST_PAGE: Final = 500
_USUAL_INTERVAL: Final = 5.0  # RFC 8628 section 3.2
_SHORTEST_INTERVAL: Final = 1.0


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """The HTTP answer. ``hidden`` are the secrets of its request, which no text may repeat."""

    status: int
    body: bytes
    hidden: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Reply({self.status})"


def read_refusal(reply: Reply) -> Refused | NotAnswered | None:
    """The issuer's no, or why there is no answer; None where it may be a yes."""
    fields = _fields(reply)
    code = fields.get("error")
    if isinstance(code, str) and _CODE.fullmatch(code):
        return Refused(
            error=code,
            description=_words(fields.get("error_description"), reply.hidden),
            page=_words(fields.get("error_uri"), reply.hidden),
        )
    if 300 <= reply.status < 400:
        return NotAnswered(problem=HttpProblem.REDIRECT, detail=str(reply.status))
    if reply.status != 200:
        return NotAnswered(problem=HttpProblem.STATUS, detail=str(reply.status))
    return None


def read_tokens(reply: Reply, client_id: str, identifier: str) -> Tokens | NotAnswered:
    """The tokens of an answer without an error. The others are for :func:`names_in`."""
    fields = _fields(reply)
    access_token, refresh_token = fields.get("access_token"), fields.get("refresh_token")
    kind = fields.get("token_type", "bearer")
    if not _is_token(access_token):
        return NotAnswered(detail="no usable token")
    if refresh_token is not None and not _is_token(refresh_token):
        return NotAnswered(detail="no usable refresh token")
    if not (isinstance(kind, str) and kind.lower() == "bearer"):
        return NotAnswered(detail="not a bearer token")  # RFC 6749 section 7.1
    scopes, id_token = fields.get("scope"), fields.get("id_token")
    names = names_in(id_token, client_id, identifier) if isinstance(id_token, str) else ()
    return Tokens(
        access_token=Secret(access_token),
        lasts=_seconds(fields.get("expires_in")),
        refresh_token=Secret(refresh_token or ""),
        scopes=tuple(scopes.split()) if isinstance(scopes, str) else (),
        user=names[0] if names else "",
        names=names,
    )


def read_device_code(reply: Reply) -> DeviceGrant | NotAnswered:
    """The codes of an answer without an error."""
    fields = _fields(reply)
    device_code, user_code = fields.get("device_code"), fields.get("user_code")
    page = fields.get("verification_uri", fields.get("verification_url"))  # Google's own name
    lasts = _seconds(fields.get("expires_in"))
    sound = (
        _is_token(device_code)
        and isinstance(user_code, str)
        and _USER_CODE.fullmatch(user_code)
        and isinstance(page, str)
        and len(page) <= _LONGEST_PAGE
        and SAFE_PAGE.fullmatch(page)
        and lasts
    )
    if not sound:
        return NotAnswered(detail="no usable code")
    interval = _seconds(fields.get("interval")) or _USUAL_INTERVAL
    return DeviceGrant(
        device_code=Secret(str(device_code)),
        user_code=str(user_code),
        page=str(page),
        lasts=lasts or 0.0,
        interval=max(interval, _SHORTEST_INTERVAL),
    )


def _fields(reply: Reply) -> dict[str, Any]:
    try:
        fields = msgspec.json.decode(reply.body)
    except (ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _is_token(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and len(value) <= LONGEST_TOKEN and bool(_TOKEN.fullmatch(value))


def _seconds(value: object) -> float | None:
    """A time; some issuers write the number as text."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if math.isfinite(seconds) and seconds > 0 else None


def _words(value: object, hidden: tuple[str, ...]) -> str:
    """An issuer's sentence; nothing of one that repeats a secret."""
    text = value if isinstance(value, str) else ""
    repeats = any(form in text for secret in hidden for form in (secret, quote(secret, safe="")))
    return "" if repeats else text[:LONGEST_WORDS]
