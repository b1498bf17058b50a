"""How a provider knows the program: by the client id that somebody has registered there."""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

SAFE_PAGE: Final = re.compile(
    r"(https://[A-Za-z0-9._-]+|http://127\.0\.0\.1)(:[0-9]{1,5})?([/?#][!-~]*)?"
)
"""An address where nobody on the way can read or change what goes there.

RFC 6749 section 3.2: encrypted, or on this very computer, where the built-in mail system is. With
nobody's name in it: in ``http://127.0.0.1:80@evil.test/`` this computer is only the user name.
"""

HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}")
"""What an issuer's id may be: the host name of its page."""


class OAuthClient(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A registration at an issuer (RFC 6749 section 2.2): settings of the whole program.

    ``issuer`` is the id of :mod:`mailadmin.core.oauth.issuers`. ``client_secret`` is what some
    providers give out with an id for installed programs; it is in every copy of such a program, so
    it is no secret (RFC 8252 section 8.5) and stands in the settings like the id. ``tenant`` is
    the Microsoft 365 tenant that the registration is for, empty for every one.

    The endpoints and scopes are for an issuer that the program does not know by itself; all of
    them are then needed but ``device_authorization_endpoint`` and ``revocation_endpoint``.
    """

    issuer: str
    client_id: str
    client_secret: str = ""
    tenant: str = ""
    name: str = ""
    authorization_endpoint: str = ""
    token_endpoint: str = ""
    device_authorization_endpoint: str = ""
    revocation_endpoint: str = ""
    scopes: tuple[str, ...] = ()


def client_of(issuer: str, clients: Iterable[OAuthClient]) -> OAuthClient | None:
    """The registration at an issuer."""
    return next((client for client in clients if client.issuer == issuer), None)
