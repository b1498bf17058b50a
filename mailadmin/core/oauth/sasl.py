"""How a token is shown to a mail server: XOAUTH2 (Google, Microsoft) and OAUTHBEARER (RFC 7628)."""

import base64
import binascii
from collections.abc import Callable
from typing import Final, NamedTuple

import msgspec

MECHANISMS: Final = ("XOAUTH2", "OAUTHBEARER")
"""Best first: where both are offered the older one is what every provider's own programs use."""

LONGEST_REFUSAL: Final = 2_000
"""Characters of a server's refusal that are read."""


class TokenRefusal(NamedTuple):
    """Why a server does not take a token (RFC 7628 section 3.2.2), in its own words.

    ``status`` is a code such as ``invalid_token`` or, of XOAUTH2, ``401``; ``scope`` is what the
    token would have to allow.
    """

    status: str = ""
    scope: str = ""
    text: str = ""


class _Said(msgspec.Struct, frozen=True):
    status: str | int = ""
    scope: str = ""


def response(mechanism: str, user: str, token: str, host: str, port: int) -> bytes:
    """The client's only message of one of :data:`MECHANISMS`."""
    if mechanism == "XOAUTH2":
        return f"user={user}\x01auth=Bearer {token}\x01\x01".encode()
    # RFC 5801 section 4: a comma and an equals sign in a name are written out.
    name = user.replace("=", "=3D").replace(",", "=2C")
    return f"n,a={name},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01".encode()


def farewell(mechanism: str) -> bytes:
    """What the client answers to a refusal, so that the server can end the exchange."""
    return b"" if mechanism == "XOAUTH2" else b"\x01"


def refusal_of(challenge: bytes, clean: Callable[[str], str] = str) -> TokenRefusal:
    """What a server says instead of taking the token: JSON, or whatever it likes.

    ``clean`` takes secrets out, which a server may repeat, before anything else is done.
    """
    text = clean(challenge.decode("utf-8", "replace"))[:LONGEST_REFUSAL]
    try:
        said = msgspec.json.decode(text, type=_Said)
    except (msgspec.DecodeError, msgspec.ValidationError, RecursionError):
        return TokenRefusal(text=text)
    return TokenRefusal(status=str(said.status), scope=said.scope, text=text)


def refusal_of_base64(text: str, clean: Callable[[str], str] = str) -> TokenRefusal:
    """The same of a challenge as SMTP writes it (RFC 4954 section 4)."""
    try:
        return refusal_of(base64.b64decode(text.strip(), validate=True), clean)
    except (binascii.Error, ValueError):
        return TokenRefusal(text=clean(text)[:LONGEST_REFUSAL])


def forms(message: bytes, token: str) -> tuple[str, ...]:
    """How a token is written on the way; a server may say what it was given again.

    Within other text, Base64 writes it in three ways; the letters at its ends are shared with what
    stands beside it, and left out.
    """
    encoded, plain = base64.b64encode(message).decode(), token.encode()
    within = (base64.b64encode(b" " * before + plain).decode()[4:-4] for before in range(3))
    return (encoded, token, base64.b64encode(plain).decode(), *within)
