"""Send a marked message to every mailbox that can be read, and wait for it there (ADR 0012)."""

import asyncio
import contextlib
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from mailadmin.core.account import Account, Witness
from mailadmin.core.arrival import titles
from mailadmin.core.arrival.letter import test_letter
from mailadmin.core.arrival.mailboxes import Mailbox, mailboxes_of, opened
from mailadmin.core.arrival.outcome import REFUSED, ArrivalResult, MailboxSeen, Where
from mailadmin.core.event import Event, Finished, Found, Listener, Outcome, Phrase, SendResult
from mailadmin.core.finding import Finding, Status
from mailadmin.core.inbox.arrival import Arrived, Mark
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.watch import Expected, watch
from mailadmin.core.reading.examination import read_message
from mailadmin.core.send.sending import send
from mailadmin.core.workspace import Workspace

WAIT: Final = 60.0
"""Seconds to wait for the message. Most need three; greylisting alone takes minutes."""

_WHERE: Final = {Place.INBOX: Where.INBOX, Place.JUNK: Where.JUNK}


class ArrivalError(Exception):
    """There is nothing to watch, so nothing was begun."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.id)
        self.phrase = phrase


async def run_arrival(
    account: Account,
    workspace: Workspace,
    listener: Listener,
    *,
    witnesses: Iterable[Witness] = (),
    wait: float = WAIT,
) -> ArrivalResult:
    """Send a test message to the user's own mailbox and the witnesses, and watch it arrive.

    Every mailbox is ready before the message is sent. ``wait`` seconds count from when the mail
    server has taken it. The listener hears of the sending, of each mailbox (its address is the
    subject), of what each copy says, and of the result last. Raises :class:`ArrivalError` where
    there is no mailbox, and ``SendError`` where the outbox can't be written.
    """
    mailboxes = mailboxes_of(account, witnesses)
    if not mailboxes:
        raise ArrivalError(Phrase("arrival.no-mailbox"))
    began = asyncio.get_running_loop().time()
    watchers = [_Watcher(mailbox, workspace, listener, wait) for mailbox in mailboxes]
    try:
        for watcher in watchers:
            watcher.start()
        ready = [watcher for watcher in watchers if await watcher.is_ready()]
        sending = None
        if ready:
            sending = await _sent(account, workspace, listener, ready)
        seen = [await watcher.seen() for watcher in watchers]
    finally:
        await _ended(watchers)
    elapsed_ms = (asyncio.get_running_loop().time() - began) * 1000
    result = titles.result_of(seen, sending, wait=wait, elapsed_ms=elapsed_ms)
    listener(Finished(result))
    return result


async def _sent(
    account: Account, workspace: Workspace, listener: Listener, watchers: Sequence["_Watcher"]
) -> SendResult:
    """Send the message, and tell each watcher what to look for, or that nothing will come."""
    letter = test_letter(
        account.identity.address, tuple(watcher.mailbox.address for watcher in watchers)
    )
    clock = _Clock(listener)
    result = await send(account, letter, workspace, clock)
    accepted = {address.casefold() for address in result.accepted}
    uncertain = result.status is Outcome.UNCERTAIN
    for watcher in watchers:
        if uncertain or watcher.mailbox.address.casefold() in accepted:
            mark = Mark(token=letter.mark, message_id=result.message_id or "")
            watcher.look_for(mark, clock.accepted_at)
        else:
            watcher.give_up()
    return result


class _Clock:
    """Passes the events of sending on, but for its end, and notes when a server took the message.

    A relay that was tried in vain has taken nothing, so the last time counts.
    """

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self.accepted_at = asyncio.get_running_loop().time()

    def __call__(self, event: Event) -> None:
        match event:
            case Finished():
                return
            case Found(finding) if finding.check == "smtp.message":
                if finding.status is Status.OK:
                    self.accepted_at = asyncio.get_running_loop().time()
            case _:
                pass
        self._listener(event)


class _Watcher:
    """One mailbox: watched from before the message is sent, until it is there or time is up."""

    def __init__(
        self, mailbox: Mailbox, workspace: Workspace, listener: Listener, wait: float
    ) -> None:
        self.mailbox = mailbox
        self._workspace = workspace
        self._listener = listener
        self._expected = Expected(
            ready=asyncio.Event(),
            mark=asyncio.get_running_loop().create_future(),
            limit=wait,
        )
        self._accepted_at = 0.0
        self._given_up = False
        self._task: asyncio.Task[MailboxSeen] | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.ensure_future(self._run())

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

    def stop(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()

    async def seen(self) -> MailboxSeen:
        """What was seen in the end."""
        assert self._task is not None
        try:
            return await self._task
        except asyncio.CancelledError:
            if self._given_up and self._task.cancelled():
                return self._nothing(REFUSED)
            raise

    async def ended(self) -> None:
        """Wait until nothing is under way any more."""
        if self._task is not None:
            with contextlib.suppress(BaseException):
                await self._task

    async def _run(self) -> MailboxSeen:
        inbox = await opened(self.mailbox, self._workspace, self._listener)
        if isinstance(inbox, Finding):
            return self._nothing(inbox.verdict.id)
        watched = await watch(
            inbox,
            self._expected,
            self._workspace.net,
            self._listener,
            subject=self.mailbox.address,
        )
        if watched.arrived is None:
            failure = watched.failure
            return self._nothing(None if failure is None else failure.verdict.id)
        return await self._read(watched.arrived)

    async def _read(self, arrived: Arrived) -> MailboxSeen:
        reading = await read_message(
            arrived.message,
            self._workspace.net,
            _without_end(self._listener),
            place=arrived.place,
            subject=self.mailbox.address,
        )
        seconds = max(arrived.seen_at - self._accepted_at, 0.0)
        return msgspec.structs.replace(
            self._nothing(None),
            folder=_WHERE.get(arrived.place, Where.OTHER),
            name=arrived.folder,
            seconds=round(seconds, 2),
            copy=arrived,
            reading=reading,
        )

    def _nothing(self, failure: str | None) -> MailboxSeen:
        return MailboxSeen(address=self.mailbox.address, failure=failure)


def _without_end(listener: Listener) -> Listener:
    """A listener for a part of the run, whose end is not the run's."""

    def pass_on(event: Event) -> None:
        if not isinstance(event, Finished):
            listener(event)

    return pass_on


async def _ended(watchers: Sequence[_Watcher]) -> None:
    for watcher in watchers:
        watcher.stop()
    for watcher in watchers:
        await watcher.ended()
