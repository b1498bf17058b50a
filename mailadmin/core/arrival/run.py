"""Send a marked message to every mailbox that can be read, and wait for it there (ADR 0012)."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Final

from mailadmin.core import blocking
from mailadmin.core.account import Account, Witness
from mailadmin.core.arrival import titles
from mailadmin.core.arrival.letter import test_letter
from mailadmin.core.arrival.mailboxes import mailboxes_of
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.arrival.watcher import Watcher
from mailadmin.core.event import Event, Finished, Found, Listener, Outcome, Phrase, SendResult
from mailadmin.core.finding import Status
from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.message.bounce import Kind, parse
from mailadmin.core.send.sending import send
from mailadmin.core.workspace import Workspace

WAIT: Final = 60.0
"""Seconds to wait for the message. Most need three; greylisting alone takes minutes."""

REPORT_LIMIT: Final = 20.0
"""Seconds for reading a report about the message."""


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
    watchers = [Watcher(mailbox, workspace, listener, wait) for mailbox in mailboxes]
    reports = _Reports(watchers)
    for watcher in watchers:
        watcher.hear(reports.hear)
    try:
        for watcher in watchers:
            watcher.start()
        ready = [watcher for watcher in watchers if await watcher.is_ready()]
        sending = None
        if ready:
            sending = await _sent(account, workspace, listener, ready)
        seen = [await watcher.seen() for watcher in watchers]
    finally:
        reports.stop()
        await _ended(watchers)
    elapsed_ms = (asyncio.get_running_loop().time() - began) * 1000
    result = titles.result_of(seen, sending, wait=wait, elapsed_ms=elapsed_ms)
    listener(Finished(result))
    return result


async def _sent(
    account: Account, workspace: Workspace, listener: Listener, watchers: Sequence[Watcher]
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


class _Reports:
    """Reports about the message: whom it did not reach need not be waited for."""

    def __init__(self, watchers: Sequence[Watcher]) -> None:
        self._watchers = watchers
        self._under_way: set[asyncio.Task[None]] = set()

    def hear(self, report: bytes) -> None:
        """Take in what a mailbox got."""
        reading = asyncio.create_task(self._read(report))
        self._under_way.add(reading)
        reading.add_done_callback(self._under_way.discard)

    def stop(self) -> None:
        """Nobody waits any more."""
        for reading in self._under_way:
            reading.cancel()

    async def _read(self, report: bytes) -> None:
        # In a thread: it may quote the message, and a hostile one is made to be slow.
        try:
            bounce = await blocking.run(parse, report, limit=REPORT_LIMIT)
        except TimeoutError:
            return
        if bounce is None or bounce.kind is not Kind.BOUNCE:
            return
        named = {recipient.address.casefold() for recipient in bounce.recipients}
        for watcher in self._watchers:
            alone = not named and len(self._watchers) == 1
            if alone or watcher.mailbox.address.casefold() in named:
                watcher.came_back(report)


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


async def _ended(watchers: Sequence[Watcher]) -> None:
    for watcher in watchers:
        watcher.stop()
    for watcher in watchers:
        await watcher.ended()
