"""*Look in the inbox*: whether a message that may have been sent is in the user's own mailbox."""

from typing import Final

import msgspec

from mailadmin.core.account import Account, SecretRole
from mailadmin.core.event import Listener, Phrase
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.search import Search, find_message
from mailadmin.core.send.proof import certain, telling_places
from mailadmin.core.send.records import Ending, Reason, Row, State
from mailadmin.core.send.routes import Uncertain
from mailadmin.core.send.undisturbed import undisturbed
from mailadmin.core.workspace import Workspace

LOOK_LIMIT: Final = 15.0
"""Seconds to wait for the message to show up."""


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """The message as it stands now, and what the search saw.

    ``search`` is None where the user's own mailbox can't tell: there is no inbox in the account,
    or the message was for others only.
    """

    row: Row
    search: Search | None = None


async def look_for(
    row_id: str, account: Account, workspace: Workspace, listener: Listener
) -> Looked:
    """Look for a message of the outbox; if it is found, the outbox says *sent* from then on.

    Not finding it proves nothing, so then nothing changes. Raises
    :class:`~mailadmin.core.send.errors.OutboxError` where the outbox can't be used, and
    :class:`~mailadmin.core.credentials.CredentialsError` where the keyring refuses.
    """
    row = await workspace.outbox.show(row_id)
    decision = Uncertain(recipients=row.recipients)
    if row.state is not State.UNCERTAIN:
        return Looked(row=row)
    search = await search_proof(account, row, decision, workspace, listener)
    if search is None or not search.found:
        return Looked(row=row, search=search)
    phrase = Phrase("send.proven.found", {"folder": search.folder or ""})
    ending = Ending(
        recipients=certain(decision).recipients,
        reason=Reason(phrase=phrase, route=row.route),
        queue_id=row.queue_id,
    )
    row = await workspace.outbox.claim(row.id)
    return Looked(row=await undisturbed(workspace.outbox.settle(row.id, ending)), search=search)


async def search_proof(
    account: Account, row: Row, decision: Uncertain, workspace: Workspace, listener: Listener
) -> Search | None:
    """Search the user's mailbox for what would prove that the message was sent.

    ``row`` is the message as it was before the conversation that left it uncertain. None where
    the mailbox can't tell. Raises ``CredentialsError`` where the keyring refuses.
    """
    server, places = account.inbox, telling_places(account, row, decision)
    if server is None or not places:
        return None
    key = await workspace.keys.key(account.id, SecretRole.INBOX, server)
    return await find_message(
        Inbox(server=server, key=key),
        row.message_id,
        places,
        workspace.net,
        listener,
        limit=LOOK_LIMIT,
    )
