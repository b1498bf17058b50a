"""What is asked of a sign-in, and of whoever brings the person to the provider's page."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

import msgspec

from mailadmin.core.account import Account, SecretRole, Server, SignIn, Witness
from mailadmin.core.event import Result
from mailadmin.core.oauth.issuers import issuer_of_server


class Way(StrEnum):
    """How a person signs in."""

    BROWSER = "browser"
    """In this computer's browser, which brings the answer back (RFC 8252)."""
    DEVICE = "device"
    """Anywhere, by typing a short code at the provider's page (RFC 8628)."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One sign-in. ``owner`` is the id of an account or a witness mailbox.

    ``role`` is where the grant is kept: ``OAUTH`` or ``MESSENGER_OAUTH``. ``issuer`` is the id of
    :mod:`mailadmin.core.oauth.issuers`; ``user_name`` is who is expected to sign in.
    """

    owner: str
    role: SecretRole
    issuer: str
    user_name: str
    way: Way = Way.BROWSER


class DeviceCode(msgspec.Struct, frozen=True, kw_only=True):
    """What a person types where: ``code`` at ``page``, until ``expires`` (UTC)."""

    page: str
    code: str
    expires: datetime


class Guide(Protocol):
    """Whoever shows the person the way."""

    async def open_page(self, url: str) -> None:
        """Bring the person to a page in the system's browser. Raises ``OSError`` if it can't."""

    def show_code(self, code: DeviceCode) -> None:
        """Show the code, and where to type it."""


class SignInResult(Result, frozen=True, kw_only=True):
    """The end of a sign-in.

    ``user`` is who signed in, empty where the issuer does not say; ``other_user`` whether that is
    somebody else than expected.
    """

    user: str = ""
    other_user: bool = False


def request_for_account(
    account: Account, role: SecretRole = SecretRole.OAUTH, way: Way = Way.BROWSER
) -> Request | None:
    """The sign-in that an account needs, None where its servers need none."""
    inbox = account.inbox
    servers: tuple[Server | None, ...] = (account.mail_server, inbox)
    if role.of_grant is SecretRole.MESSENGER_OAUTH:
        servers = (account.messenger.server if account.messenger is not None else None,)
    address = account.identity.address
    return _request(account.id, role.of_grant, servers, address, way)


def request_for_witness(witness: Witness, way: Way = Way.BROWSER) -> Request | None:
    """The sign-in that a witness mailbox needs, None where it needs none."""
    return _request(witness.id, SecretRole.OAUTH, (witness.server,), witness.address, way)


def _request(
    owner: str, role: SecretRole, servers: tuple[Server | None, ...], address: str, way: Way
) -> Request | None:
    for server in servers:
        if server is None or server.sign_in is not SignIn.OAUTH:
            continue
        known = issuer_of_server(server.host, address)
        issuer = server.issuer or (known.id if known is not None else "")
        user = server.user_name or address
        return Request(owner=owner, role=role, issuer=issuer, user_name=user, way=way)
    return None
