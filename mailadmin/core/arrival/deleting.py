"""Deletes the test message from the mailboxes in which it was found, because the user asks to."""

from collections.abc import Iterable

from mailadmin.core.account import Account, Witness
from mailadmin.core.arrival.mailboxes import mailboxes_of, opened
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.event import Listener, Phrase, to_nobody
from mailadmin.core.finding import Finding
from mailadmin.core.inbox.deletion import delete
from mailadmin.core.workspace import Workspace


async def delete_test_messages(
    result: ArrivalResult,
    account: Account,
    witnesses: Iterable[Witness],
    workspace: Workspace,
    listener: Listener = to_nobody,
) -> tuple[Phrase, ...]:
    """Delete each copy, and say of each mailbox what became of it. Never raises for a server."""
    ...
