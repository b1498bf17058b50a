"""Deletes the test message from the mailboxes in which it was found, because the user asks to."""

import asyncio
from collections.abc import Iterable

from mailadmin.core.account import Account, Witness
from mailadmin.core.arrival.mailboxes import Mailbox, mailboxes_of, opened
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.event import Listener, Phrase, to_nobody
from mailadmin.core.finding import Finding, Params
from mailadmin.core.inbox.arrival import Arrived
from mailadmin.core.inbox.deletion import delete
from mailadmin.core.workspace import Workspace


async def delete_test_messages(
    result: ArrivalResult,
    account: Account,
    witnesses: Iterable[Witness],
    workspace: Workspace,
    listener: Listener = to_nobody,
) -> tuple[Phrase, ...]:
    """Delete each copy that was found, and say of each what became of it.

    Never raises for what a server does; a mailbox that is no longer set up is left alone.
    """
    known = {one.address.casefold(): one for one in mailboxes_of(account, witnesses)}
    deleting = [
        _deleted(known[seen.address.casefold()], seen.copy, workspace, listener)
        for seen in result.mailboxes
        if seen.copy is not None and seen.address.casefold() in known
    ]
    return tuple(await asyncio.gather(*deleting))


async def _deleted(
    mailbox: Mailbox, copy: Arrived, workspace: Workspace, listener: Listener
) -> Phrase:
    about: Params = {"address": mailbox.address}
    inbox = await opened(mailbox, workspace, listener)
    if isinstance(inbox, Finding):
        return Phrase("arrival.deleted.failed", about)
    done = await delete(inbox, copy, workspace.net, listener, subject=mailbox.address)
    if done.deletion is None:
        return Phrase("arrival.deleted.failed", about)
    return Phrase(f"arrival.deleted.{done.deletion}", {**about, "folder": done.folder})
