"""One mailbox under watch: from before the message is sent until it is there, or comes back.

Once it is there, reports are still listened for: a message to several comes back to its sender.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

import msgspec

from mailadmin.core.arrival.mailboxes import Mailbox, opened
from mailadmin.core.arrival.outcome import REFUSED, RETURNED, MailboxSeen, Where
from mailadmin.core.event import Event, Finished, Found, Listener
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.inbox.arrival import Arrived, Mark
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.watch import Expected, Watched, watch
from mailadmin.core.reading.examination import read_message
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.workspace import Workspace

_WHERE: Final = {Place.INBOX: Where.INBOX, Place.JUNK: Where.JUNK}


class Watcher:
    """One mailbox: watched from before the message is sent, until it is stopped."""

    def __init__(
        self, mailbox: Mailbox, workspace: Workspace, listener: Listener, wait: float
    ) -> None:
        self.mailbox = mailbox
        self._workspace = workspace
        self._listener = listener
        loop = asyncio.get_running_loop()
        self._arrived: asyncio.Future[Arrived] = loop.create_future()
        self._expected = Expected(
            ready=asyncio.Event(),
            mark=loop.create_future(),
            limit=wait,
            found=self._arrived.set_result,
        )
        self._accepted_at = 0.0
        self._given_up = False
        self._report: bytes | None = None
        self._over = asyncio.Event()
        self._task: asyncio.Task[MailboxSeen] | None = None
        self._watching: asyncio.Task[Watched] | None = None

    def hear(self, returned: Callable[[bytes], None]) -> None:
        """Say who hears of reports about the message that come into this mailbox."""
        self._expected = msgspec.structs.replace(self._expected, returned=returned)

    def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.ensure_future(self._run())
        self._task.add_done_callback(lambda _: self._over.set())

    async def is_ready(self) -> bool:
        """Whether the mailbox is open and watched; waits until that is known."""
        assert self._task is not None
        ready = asyncio.ensure_future(self._expected.ready.wait())
        try:
            await asyncio.wait({self._task, ready}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            ready.cancel()
        return not self._task.done()

    def look_for(self, mark: Mark, accepted_at: float) -> None:
        """Say what was sent, and when the mail server took it (the event loop's time)."""
        self._accepted_at = accepted_at
        if not self._expected.mark.done():
            self._expected.mark.set_result(mark)

    def give_up(self) -> None:
        """Nothing was sent to this mailbox."""
        self._given_up = True
        self.stop()

    def came_back(self, report: bytes) -> None:
        """The message will not come; the report says why.

        The mailbox itself is watched on: it may be the one into which the next report comes.
        """
        if self._report is not None or self._over.is_set():
            return
        elapsed = asyncio.get_running_loop().time() - self._accepted_at
        verdict = Verdict(RETURNED, Status.FAILED)
        finding = Finding(
            check="inbox.arrival",
            subject=self.mailbox.address,
            route=None,
            verdict=verdict,
            started=datetime.now(UTC),
            elapsed_ms=round(elapsed * 1000, 1),
        )
        self._listener(Found(finding))
        self._report = report
        self._over.set()

    def stop(self) -> None:
        """Stop watching."""
        for task in (self._task, self._watching):
            if task is not None:
                task.cancel()

    async def seen(self) -> MailboxSeen:
        """What was seen in the end."""
        assert self._task is not None
        await self._over.wait()
        if self._report is not None:
            reading = await self._reading(self._report, None)
            return msgspec.structs.replace(self._nothing(RETURNED), reading=reading)
        if self._given_up:
            return self._nothing(REFUSED)
        return await self._task

    async def ended(self) -> None:
        """Wait until nothing is under way any more."""
        tasks = [task for task in (self._task, self._watching) if task is not None]
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> MailboxSeen:
        inbox = await opened(self.mailbox, self._workspace, self._listener)
        if isinstance(inbox, Finding):
            return self._nothing(inbox.verdict.id, inbox)
        watching = watch(
            inbox,
            self._expected,
            self._workspace.net,
            self._listen,
            subject=self.mailbox.address,
        )
        self._watching = asyncio.ensure_future(watching)
        await asyncio.wait((self._watching, self._arrived), return_when=asyncio.FIRST_COMPLETED)
        if self._arrived.done():
            return await self._read(self._arrived.result())
        failure = self._watching.result().failure
        return self._nothing(None if failure is None else failure.verdict.id, failure)

    async def _read(self, arrived: Arrived) -> MailboxSeen:
        reading = await self._reading(arrived.message, arrived.place)
        seconds = max(arrived.seen_at - self._accepted_at, 0.0)
        return msgspec.structs.replace(
            self._nothing(None),
            folder=_WHERE.get(arrived.place, Where.OTHER),
            name=arrived.folder,
            seconds=round(seconds, 2),
            copy=arrived,
            reading=reading,
        )

    async def _reading(self, message: bytes, place: Place | None) -> MessageResult:
        return await read_message(
            message,
            self._workspace.net,
            _without_end(self._listener),
            place=place,
            subject=self.mailbox.address,
        )

    def _listen(self, event: Event) -> None:
        """Pass on what happens in the mailbox, until the message has come back."""
        if self._report is None:
            self._listener(event)

    def _nothing(self, failure: str | None, trouble: Finding | None = None) -> MailboxSeen:
        return MailboxSeen(address=self.mailbox.address, failure=failure, trouble=trouble)


def _without_end(listener: Listener) -> Listener:
    """A listener for a part of the run, whose end is not the run's."""

    def pass_on(event: Event) -> None:
        if not isinstance(event, Finished):
            listener(event)

    return pass_on
