"""Signing out: the grant is taken back at the issuer, and removed here in any case."""

from typing import Final

from mailadmin.core import blocking
from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Phrase
from mailadmin.core.keyring_causes import KeyringCause
from mailadmin.core.oauth import exchange, grant
from mailadmin.core.oauth.client import client_of
from mailadmin.core.oauth.grant import Grant
from mailadmin.core.oauth.issuers import issuer_of_id
from mailadmin.core.secret import Secret
from mailadmin.core.workspace import Workspace

SETTINGS_LIMIT = 20.0
"""Seconds that reading the settings may take."""

NOBODY: Final = Phrase("sign-out.nobody")
"""Nobody was signed in."""

NO_STORE: Final = Phrase("sign-out.no-store")
"""There is nothing in which a sign-in could be stored."""


async def sign_out(owner: str, role: SecretRole, workspace: Workspace) -> Phrase | None:
    """Sign an account or a witness mailbox out. A notice says what is still there, or never was.

    What is stored here goes first, so that a cancelled call or a silent issuer leaves no token
    behind on this computer. The issuer then forgets its part where it has an address for that
    (RFC 7009); where it has none, its part ends by itself.
    """
    credentials, role = workspace.credentials, role.of_grant
    held: Grant | None = None
    told: Phrase | None = None
    try:
        secret = await credentials.read(owner, role)
        held = grant.opened(secret) if secret is not None else None
        told = NOBODY if secret is None else None
    except CredentialsError as error:
        # A damaged entry is removed all the same, and so is what a locked store may have.
        told = NO_STORE if error.cause is KeyringCause.UNAVAILABLE else None
    workspace.keys.forget(owner, role)
    try:
        async with workspace.keys.keeper(owner, role).storing:
            await credentials.delete(owner, role)
    except CredentialsError:
        told = told or Phrase("sign-out.left-here")
    revoked = held is None or not held.refresh_token or await _revoked(held, workspace)
    return told or (None if revoked else Phrase("sign-out.left-there"))


def what_is_left(notice: Phrase | None) -> Phrase | None:
    """A notice for people who did not ask to sign out, None where nothing is left."""
    return None if notice in (NOBODY, NO_STORE) else notice


async def _revoked(held: Grant, workspace: Workspace) -> bool:
    """Whether nothing is left at the issuer that could be taken back."""
    try:
        loaded = await blocking.run(workspace.settings_file.load, limit=SETTINGS_LIMIT)
    except TimeoutError:
        return False
    clients = loaded.settings.clients
    issuer, client = issuer_of_id(held.issuer, clients), client_of(held.issuer, clients)
    if issuer is None or client is None or client.client_id != held.client_id:
        return False
    token = Secret(held.refresh_token)
    return await exchange.revoke(issuer, client, token, workspace.net) is None
