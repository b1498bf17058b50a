"""The mailboxes in which a test message is waited for, each with what it takes to read it."""

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec

from mailadmin.core.account import Account, SecretRole, Server, Witness
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Found, Listener
from mailadmin.core.finding import Finding
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.workspace import Workspace


class Mailbox(msgspec.Struct, frozen=True, kw_only=True):
    """One mailbox: its address, its server, and whose password in the keyring opens it."""

    address: str
    owner: str
    server: Server


def mailboxes_of(account: Account, witnesses: Iterable[Witness]) -> tuple[Mailbox, ...]:
    """The account's own mailbox first, then the witnesses; each address once."""
    found = {}
    if account.inbox is not None:
        own = account.identity.address
        found[own.casefold()] = Mailbox(address=own, owner=account.id, server=account.inbox)
    for witness in witnesses:
        mailbox = Mailbox(address=witness.address, owner=witness.id, server=witness.server)
        found.setdefault(witness.address.casefold(), mailbox)
    return tuple(found.values())


async def opened(mailbox: Mailbox, workspace: Workspace, listener: Listener) -> Inbox | Finding:
    """The mailbox with its key, or the finding that says why there is none."""
    try:
        key = await workspace.keys.key(mailbox.owner, SecretRole.INBOX, mailbox.server)
    except CredentialsError as error:
        finding = Finding(
            check="keyring.read",
            subject=mailbox.address,
            route=None,
            verdict=error.verdict(),
            started=datetime.now(UTC),
            elapsed_ms=0.0,
        )
        listener(Found(finding))
        return finding
    return Inbox(server=mailbox.server, key=key)
