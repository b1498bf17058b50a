"""Is a message in the user's own mailbox? Looked for by its Message-ID, over IMAP."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Final

import msgspec

from mailadmin.core.event import Listener
from mailadmin.core.finding import Finding
from mailadmin.core.inbox.folders import Place, folders_at
from mailadmin.core.inbox.judge import Whereabouts, judge_arrival
from mailadmin.core.inbox.mailbox import Mailbox
from mailadmin.core.inbox.opening import Inbox, opened
from mailadmin.core.net import Net
from mailadmin.core.runner import StageFailed, Stages

POLL: Final = 1.0
"""Seconds between two looks: a message may arrive a moment after it was sent."""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a search. ``failure`` is set where the mailbox could not be looked into."""

    folder: str | None = None
    place: Place | None = None
    failure: Finding | None = None

    @property
    def found(self) -> bool:
        """Whether the message is there."""
        return self.folder is not None


async def find_message(
    inbox: Inbox,
    message_id: str,
    places: Sequence[Place],
    net: Net,
    listener: Listener,
    *,
    limit: float,
) -> Search:
    """Look for a message (``message_id`` with its angle brackets) until ``limit`` seconds are over.

    Nothing in the mailbox is changed. Reports ``inbox.connect``, ``inbox.auth`` and
    ``inbox.arrival``; never raises for what the server does.
    """
    server = inbox.server
    stages = Stages(listener, subject=server.subject, route=None, limit=server.time_limit)
    try:
        async with opened(inbox, net, stages) as mailbox:
            found = await stages.run(
                "inbox.arrival",
                partial(_arrived, mailbox, message_id, places, limit),
                partial(judge_arrival, server),
                limit=limit + server.time_limit,
            )
        return Search(folder=found.folder, place=found.place)
    except StageFailed as stop:
        return Search(failure=stop.finding)


async def _arrived(
    mailbox: Mailbox, message_id: str, places: Sequence[Place], limit: float
) -> Whereabouts:
    end = asyncio.get_running_loop().time() + limit
    listing = await mailbox.turn.run(mailbox.folders, limit=limit)
    folders = folders_at(listing, places)
    while True:
        for folder in folders:
            if await mailbox.turn.run(mailbox.holds, folder.name, message_id, limit=limit):
                return Whereabouts(seconds=limit, folder=folder.name, place=folder.place)
        if asyncio.get_running_loop().time() + POLL >= end:
            return Whereabouts(seconds=limit)
        await asyncio.sleep(POLL)
