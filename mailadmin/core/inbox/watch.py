"""Watching one message arrive in a mailbox, over IMAP. Nothing is searched, nothing changed."""

import asyncio
from collections.abc import Callable
from functools import partial

import msgspec

from mailadmin.core.event import Listener
from mailadmin.core.finding import Finding, Verdict
from mailadmin.core.inbox.arrival import Arrived, Mark
from mailadmin.core.inbox.judge import Whereabouts, judge_arrival
from mailadmin.core.inbox.lookout import Lookout
from mailadmin.core.inbox.mailbox import Mailbox
from mailadmin.core.inbox.opening import Inbox, opened
from mailadmin.core.inbox.pace import USUAL, Pace
from mailadmin.core.net import Net
from mailadmin.core.problem import Problem
from mailadmin.core.runner import StageFailed, Stages


def _nobody(report: bytes) -> None:
    """Nobody wants to hear of reports."""


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """What ties a watch to the sending of the message.

    ``ready`` is set as soon as the message may be sent: all folders are noted, or this mailbox
    can't be watched. ``mark`` is set by whoever sends, once the message is accepted; several
    watches can share one. It is never cancelled here, and an exception set on it is raised.
    ``limit`` is in seconds and counts from the mark. ``returned`` hears of each report (a bounce)
    that comes in meanwhile and names the message. ``found`` hears of the message as soon as it is
    there; where somebody wants to, the watch goes on for reports until it is cancelled: a message
    to several is there for one before it comes back from another.
    """

    ready: asyncio.Event
    mark: asyncio.Future[Mark]
    limit: float
    returned: Callable[[bytes], None] = _nobody
    found: Callable[[Arrived], None] | None = None


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a watch. Neither is set where the message did not come in time.

    ``failure`` is set where the mailbox could not be watched.
    """

    arrived: Arrived | None = None
    failure: Finding | None = None


async def watch(
    inbox: Inbox,
    expected: Expected,
    net: Net,
    listener: Listener,
    *,
    subject: str,
    pace: Pace = USUAL,
) -> Watched:
    """Watch for a message, from before it is sent until it arrives or the time is over.

    With ``expected.found`` it is watched on, for ``limit`` seconds more at most.

    Reports ``inbox.connect``, ``inbox.auth`` and, from the mark on, ``inbox.arrival`` about
    ``subject`` (the address of the mailbox). Never raises for what the server does.
    """
    mark, limit = expected.mark, expected.limit
    stages = Stages(listener, subject=subject, route=None, limit=inbox.server.time_limit)
    try:
        async with opened(inbox, net, stages) as mailbox:
            lookout = Lookout(inbox, net, pace, expected.returned)
            watching = asyncio.create_task(_keep_watch(lookout, mailbox, expected.ready))
            try:
                await asyncio.wait((mark, watching), return_when=asyncio.FIRST_COMPLETED)
                if not watching.done():
                    lookout.look_for(mark.result())
                arrived = await stages.run(
                    "inbox.arrival",
                    partial(_arrival, lookout, watching, limit),
                    partial(_judge, inbox, limit),
                    limit=limit + 1.0,
                )
                if arrived is not None and expected.found is not None:
                    expected.found(arrived)
                    await asyncio.wait((watching,), timeout=limit)
                return Watched(arrived=arrived)
            finally:
                watching.cancel()
                await asyncio.wait((watching,))
    except StageFailed as stop:
        return Watched(failure=stop.finding)
    finally:
        expected.ready.set()


async def _keep_watch(lookout: Lookout, mailbox: Mailbox, ready: asyncio.Event) -> None:
    await lookout.note(mailbox)
    ready.set()
    await lookout.keep(mailbox)


async def _arrival(
    lookout: Lookout, watching: "asyncio.Task[None]", limit: float
) -> Arrived | None:
    await asyncio.wait(
        (lookout.arrival, watching), timeout=limit, return_when=asyncio.FIRST_COMPLETED
    )
    arrived = lookout.last_word()
    if arrived is None and watching.done():
        watching.result()  # raises what it broke off with
    return arrived


def _judge(inbox: Inbox, limit: float, facts: Arrived | Problem | None) -> Verdict:
    if isinstance(facts, Problem):
        return judge_arrival(inbox.server, facts)
    if facts is None:
        return judge_arrival(inbox.server, Whereabouts(seconds=limit))
    return judge_arrival(
        inbox.server, Whereabouts(seconds=limit, folder=facts.folder, place=facts.place)
    )
