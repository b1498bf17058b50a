"""Deleting a test message that arrived: this one message, and never another."""

from functools import partial
from typing import Final

import msgspec

from mailadmin.core.event import Listener, to_nobody
from mailadmin.core.finding import Finding
from mailadmin.core.inbox.arrival import Arrived
from mailadmin.core.inbox.client import RefusedError
from mailadmin.core.inbox.folders import Place, folders_at, owned
from mailadmin.core.inbox.judge import Deleting, Deletion, judge_deletion
from mailadmin.core.inbox.mailbox import Mailbox
from mailadmin.core.inbox.opening import Inbox, opened
from mailadmin.core.inbox.recognition import bears
from mailadmin.core.net import Net
from mailadmin.core.runner import StageFailed, Stages

STEPS: Final = 7
"""Commands that a deletion takes at most, each with a time limit of its own."""


class Deleted(msgspec.Struct, frozen=True, kw_only=True):
    """What became of it. ``folder`` is where the message lies now, or lay.

    ``failure`` is set where the mailbox could not be opened or broke off.
    """

    deletion: Deletion | None = None
    folder: str = ""
    failure: Finding | None = None


async def delete(
    inbox: Inbox, arrived: Arrived, net: Net, listener: Listener = to_nobody, *, subject: str
) -> Deleted:
    """Delete a message that :func:`~mailadmin.core.inbox.watch.watch` has seen arrive.

    It is looked at again first: nothing happens unless it still bears our mark. Reports
    ``inbox.connect``, ``inbox.auth`` and ``inbox.delete`` about ``subject`` (the address of the
    mailbox); never raises for what the server does.
    """
    limit = inbox.server.time_limit
    stages = Stages(listener, subject=subject, route=None, limit=limit)
    try:
        async with opened(inbox, net, stages) as mailbox:
            done = await stages.run(
                "inbox.delete",
                partial(_deleted, mailbox, arrived, limit),
                partial(judge_deletion, inbox.server),
                limit=STEPS * limit,
            )
        return Deleted(deletion=done.deletion, folder=done.folder)
    except StageFailed as stop:
        return Deleted(failure=stop.finding)


async def _deleted(mailbox: Mailbox, arrived: Arrived, limit: float) -> Deleting:
    run = partial(mailbox.turn.run, limit=limit)
    foreign = await run(mailbox.foreign_prefixes)
    # Somebody else's folder for deleted messages is none.
    listing = [owned(folder, foreign) for folder in await run(mailbox.folders)]
    own = [folder for folder in listing if not folder.shared]
    try:
        numbers = await run(partial(mailbox.enter, arrived.folder, readonly=False))
    except RefusedError:
        return Deleting(Deletion.NOT_THERE, arrived.folder)
    if (numbers.validity or 0) != arrived.validity:
        return Deleting(Deletion.NOT_THERE, arrived.folder)  # the UIDs mean other messages now
    fields = await run(mailbox.fields, arrived.uid)
    if fields is None or not bears(fields, arrived.mark):
        return Deleting(Deletion.NOT_THERE, arrived.folder)
    trash = next((one.name for one in folders_at(own, (Place.TRASH,))), None)
    if trash is not None and trash != arrived.folder and await run(mailbox.can, "MOVE"):
        try:
            await run(mailbox.move, arrived.uid, trash)
        except RefusedError:
            pass  # the other way is open
        else:
            return Deleting(Deletion.TRASH, trash)
    await run(mailbox.mark_deleted, arrived.uid)
    if not await run(mailbox.can, "UIDPLUS"):
        return Deleting(Deletion.MARKED, arrived.folder)
    await run(mailbox.expunge, arrived.uid)
    return Deleting(Deletion.REMOVED, arrived.folder)
