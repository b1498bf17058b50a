"""How a token is shown to a mail server, and how that refuses it: XOAUTH2 and OAUTHBEARER.

XOAUTH2 is Google's, taken over by Microsoft, and has no RFC; OAUTHBEARER is RFC 7628.
"""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from mailadmin.sandbox.tokens import MAIL

XOAUTH2: Final = "XOAUTH2"
OAUTHBEARER: Final = "OAUTHBEARER"
BY_TOKEN: Final = (XOAUTH2, OAUTHBEARER)
"""The mechanisms of this module."""

_BEARER: Final = re.compile(r"Bearer +([!-~]+)", re.IGNORECASE)
_HEADER: Final = re.compile(r"[ny],(?:a=([^,]*))?,")


class Shown(msgspec.Struct, frozen=True):
    """A token as a client has shown it; ``user`` is empty where the client names nobody."""

    user: str
    token: str

    def __repr__(self) -> str:
        return f"Shown(user={self.user!r})"


def shown(mechanism: str, response: bytes) -> Shown | None:
    """What is in a client's first response, None if it is not of this mechanism."""
    try:
        parts = response.decode("utf-8").split("\x01")
    except UnicodeDecodeError:
        return None
    if parts[-2:] != ["", ""]:  # both end with two of the separator
        return None
    if mechanism == OAUTHBEARER:
        header = _HEADER.fullmatch(parts.pop(0))
        if header is None:
            return None
        # The escapes of a name (RFC 5801 section 4).
        user = (header[1] or "").replace("=2C", ",").replace("=3D", "=")
        fields = _fields(parts)
    else:
        fields = _fields(parts)
        user = fields.get("user", "")
    bearer = _BEARER.fullmatch(fields.get("auth", ""))
    return None if bearer is None else Shown(user, bearer[1])


def refusal(mechanism: str) -> bytes:
    """The challenge that says why a token is refused; the client answers it with nothing."""
    if mechanism == OAUTHBEARER:  # RFC 7628 section 3.2.2
        said: Mapping[str, str] = {"status": "invalid_token", "scope": MAIL}
    else:
        said = {"status": "401", "schemes": "bearer", "scope": MAIL}
    return msgspec.json.encode(said)


def _fields(parts: list[str]) -> dict[str, str]:
    pairs = (part.partition("=") for part in parts if part)
    return {name: value for name, _, value in pairs}
