"""What the tests of watching share: a watch under way, and everything it told."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator

from mailadmin.core.event import Event, Found, Started
from mailadmin.core.finding import Status
from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.pace import Pace
from mailadmin.core.inbox.watch import Expected, Watched, watch
from mailadmin.core.net import Net
from mailadmin.core.texts import detail_of, title_of

MARK = Mark("q7Rk2mX9", "<test-1@sandbox.test>")
ADDRESS = "anna@sandbox.test"


def message(mark: Mark = MARK, *, token: bool = True, message_id: bool = True) -> bytes:
    """A message with one or both of the things it is known by."""
    lines = ["From: anna@sandbox.test", "Subject: Test"]
    lines += [f"X-Mailadmin-Test: {mark.token}"] if token else []
    lines += [f"Message-ID: {mark.message_id}" if message_id else "Message-ID: <own@server.test>"]
    return "\r\n".join([*lines, "", "Hello", ""]).encode()


FAST = Pace(recheck=1.0, poll=0.2, ask=0.3, listen=0.2, other=0.5, everything=1.5, pause=0.1)
"""For servers on this computer."""


class Watching:
    """A watch under way."""

    pace = FAST

    def __init__(self, inbox: Inbox, net: Net, limit: float) -> None:
        self.events: list[Event] = []
        self.expected = Expected(
            ready=asyncio.Event(), mark=asyncio.get_running_loop().create_future(), limit=limit
        )
        self.task = asyncio.create_task(
            watch(inbox, self.expected, net, self.hear, subject=ADDRESS, pace=self.pace)
        )

    def hear(self, event: Event) -> None:
        """Keep what is told."""
        self.events.append(event)

    async def ready(self) -> None:
        """Wait until the message may be sent."""
        await asyncio.wait_for(self.expected.ready.wait(), 10)

    def accepted(self, mark: Mark = MARK) -> None:
        """The message was taken by the mail server."""
        self.expected.mark.set_result(mark)

    async def result(self) -> Watched:
        """What came of it; every check that began has its answer, in words."""
        watched = await asyncio.wait_for(self.task, 30)
        started = [event.check for event in self.events if isinstance(event, Started)]
        findings = [event.finding for event in self.events if isinstance(event, Found)]
        assert started == [finding.check for finding in findings]
        for finding in findings:
            assert finding.subject == ADDRESS
            words = (title_of(finding), detail_of(finding) or "")
            assert words[0] and not any("{" in text for text in words), words
        return watched

    @property
    def checks(self) -> list[tuple[str, Status]]:
        """The findings."""
        found = [event.finding for event in self.events if isinstance(event, Found)]
        return [(finding.verdict.id, finding.status) for finding in found]


@contextlib.asynccontextmanager
async def watching(
    inbox: Inbox, net: Net, limit: float = 10.0, *, kind: type[Watching] = Watching
) -> AsyncIterator[Watching]:
    """A watch that leaves nothing behind, however it ends."""
    before = blocking_threads()
    under_way = kind(inbox, net, limit)
    try:
        yield under_way
    finally:
        under_way.task.cancel()
        await asyncio.wait((under_way.task,), timeout=5)
        assert under_way.task.done()
        await no_thread_left(before)


def blocking_threads() -> set[threading.Thread]:
    """The threads with a blocking call. Another test may have left one that never ends."""
    return {thread for thread in threading.enumerate() if thread.name == "mailadmin-blocking"}


async def no_thread_left(before: set[threading.Thread]) -> None:
    """Wait a moment for the threads that have begun since then to end."""
    loop = asyncio.get_running_loop()
    end = loop.time() + 1.0
    while blocking_threads() - before:
        assert loop.time() < end, threading.enumerate()
        await asyncio.sleep(0.01)
