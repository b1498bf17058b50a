"""Who signed in, as the issuer says (OpenID Connect Core 1.0 sections 2 and 5.1).

The token comes straight from the token endpoint over TLS, so its signature says nothing that the
connection has not said (section 3.1.3.7, 6). It is read for a name to show and to compare, and
opens nothing; its times, which a wrong clock would contradict, do not matter for that.
"""

import base64
import binascii
from typing import Any, Final

import msgspec

LONGEST: Final = 16_384
"""Characters of a token that is still read."""

_NAMES: Final = ("email", "preferred_username", "upn")
"""The claims with an address or a sign-in name; the last two are Microsoft's."""

_LONGEST_NAME: Final = 254


def names_in(token: str, client_id: str, identifier: str) -> tuple[str, ...]:
    """Every address of who signed in, without repetitions; none where the token is not for us.

    ``identifier`` is the issuer's own (``iss``), empty where it is not known.
    """
    claims = _claims(token)
    audience = claims.get("aud")
    meant = audience if isinstance(audience, list) else [audience]
    if client_id not in meant:
        return ()
    if identifier and _bare(claims.get("iss")) != _bare(identifier):
        return ()
    found = (claims.get(name) for name in _NAMES)
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str) and _is_name(name)))


def _claims(token: str) -> dict[str, Any]:
    parts = token.split(".") if len(token) <= LONGEST else []
    if len(parts) != 3:
        return {}
    try:
        claims = msgspec.json.decode(
            base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4))
        )
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}


def _bare(identifier: object) -> str:
    """Google writes its own with and without the scheme."""
    return identifier.removeprefix("https://") if isinstance(identifier, str) else ""


def _is_name(text: str) -> bool:
    return 0 < len(text) <= _LONGEST_NAME and text.isprintable() and "@" in text
