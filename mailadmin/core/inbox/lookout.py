"""The lookout for one message in one mailbox: which conversation looks where, and what it saw."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from mailadmin.core.inbox.arrival import Arrived, Mark
from mailadmin.core.inbox.client import RefusedError
from mailadmin.core.inbox.folders import Place, folders_to_watch, owned
from mailadmin.core.inbox.judge import SignedIn
from mailadmin.core.inbox.mailbox import Mailbox
from mailadmin.core.inbox.notes import Note
from mailadmin.core.inbox.opening import Inbox, closed, connected, signed_in
from mailadmin.core.inbox.pace import Pace
from mailadmin.core.inbox.responses import Numbers
from mailadmin.core.inbox.round import Round
from mailadmin.core.net import Net

REOPENINGS: Final = 3
"""Times that a conversation is opened again after it broke off."""


class Lookout:
    """Up to two conversations, and the folders shared out among those that stand.

    The first stands in the Inbox, the second in Junk and looks after all other folders. Where
    there is only one, it does everything in turn. ``returned`` hears of each report that comes in
    meanwhile and names the message.
    """

    def __init__(
        self, inbox: Inbox, net: Net, pace: Pace, returned: Callable[[bytes], None]
    ) -> None:
        self.returned = returned
        self._inbox = inbox
        self._net = net
        self._pace = pace
        self._limit = inbox.server.time_limit
        self._notes: tuple[Note, ...] = ()
        self._rounds: list[Round | None] = [None, None]
        self._mark: Mark | None = None
        self._tentative: Arrived | None = None
        self._only_shown_there = False
        self._settling: asyncio.TimerHandle | None = None
        self.arrival: asyncio.Future[Arrived] = asyncio.get_running_loop().create_future()

    async def note(self, mailbox: Mailbox) -> None:
        """Note how far each folder has come. Raises ``OSError``."""
        listing = await mailbox.turn.run(mailbox.folders, limit=self._limit)
        foreign = await mailbox.turn.run(mailbox.foreign_prefixes, limit=self._limit)
        folders = folders_to_watch([owned(folder, foreign) for folder in listing])
        self._notes = tuple(Note(folder) for folder in folders)
        inbox, *others = self._notes
        inside = await mailbox.turn.run(mailbox.enter, inbox.folder.name, limit=self._limit)
        next_uid = inside.next_uid
        if next_uid is None:
            next_uid = 1
            if inside.messages:
                next_uid += await mailbox.turn.run(mailbox.last_uid, limit=self._limit)
        inbox.begin(inside, next_uid)
        await self._note_others(mailbox, others)

    async def _note_others(self, mailbox: Mailbox, others: Iterable[Note]) -> None:
        known: dict[str, Numbers] = {}
        if await mailbox.turn.run(mailbox.can, "LIST-STATUS", limit=self._limit):
            known = await mailbox.turn.run(mailbox.statuses, limit=self._limit)
        loop = asyncio.get_running_loop()
        end = loop.time() + self._pace.noting
        for note in others:
            name = note.folder.name
            if name not in known and (loop.time() < end or note.folder.place is Place.JUNK):
                try:
                    known[name] = await mailbox.turn.run(mailbox.status, name, limit=self._limit)
                except RefusedError:
                    continue
            numbers = known.get(name, Numbers())
            note.begin(numbers, numbers.next_uid)

    async def keep(self, mailbox: Mailbox) -> None:
        """Keep looking, whatever breaks. Raises ``OSError`` once nothing stands any more."""
        keepers = [asyncio.create_task(self._keep(0, mailbox))]
        if len(self._notes) > 1:
            keepers.append(asyncio.create_task(self._keep(1, None)))
        try:
            ended, _ = await asyncio.wait(keepers, return_when=asyncio.FIRST_EXCEPTION)
        finally:
            for keeper in keepers:
                keeper.cancel()
            await asyncio.wait(keepers)
            if self._settling is not None:
                self._settling.cancel()
        troubles = [keeper.result() for keeper in ended]
        raise troubles[0]

    def look_for(self, mark: Mark) -> None:
        """The mark is known: what came before is compared with it too."""
        self._mark = mark
        for each in self._rounds:
            if each is not None:
                each.wake()

    def last_word(self) -> Arrived | None:
        """Where the message is by what was seen so far."""
        return self.arrival.result() if self.arrival.done() else self._tentative

    async def _keep(self, number: int, mailbox: Mailbox | None) -> OSError:
        trouble = OSError("never opened")
        stood = mailbox is not None
        for attempt in range(1 + REOPENINGS):
            try:
                if mailbox is None:
                    mailbox = await self._opened()
                    stood = True
                await self._stand(number, mailbox)
            except OSError as error:
                trouble = error
            finally:
                self._rounds[number] = None
                self._share_out()
                if mailbox is not None:
                    mailbox.cut()
                    await closed(mailbox)
                    mailbox = None
            if not stood or attempt == REOPENINGS:
                break  # the server wants no second one, or none any more
            await asyncio.sleep(self._pace.pause * (attempt + 1))
        return trouble

    async def _opened(self) -> Mailbox:
        mailbox = await connected(self._inbox.server, self._net)
        try:
            if await signed_in(mailbox, self._inbox) != SignedIn():
                raise ConnectionRefusedError("signed in before, and now refused")
        except BaseException:
            mailbox.cut()
            await closed(mailbox)
            raise
        return mailbox

    async def _stand(self, number: int, mailbox: Mailbox) -> None:
        standing = Round(
            mailbox, self._limit, self._pace, lambda: self._mark, self._found, self.returned
        )
        self._rounds[number] = standing
        self._share_out()
        await standing.go()

    def _share_out(self) -> None:
        standing = [each for each in self._rounds if each is not None]
        inbox, *others = self._notes
        if len(standing) == 1:
            standing[0].assign(inbox, others)
        elif standing:
            junk = next((note for note in others if note.folder.place is Place.JUNK), None)
            standing[0].assign(inbox, ())
            standing[1].assign(junk, (note for note in others if note is not junk))

    def _found(self, arrived: Arrived) -> None:
        if self.arrival.done():
            return
        if arrived.place in (Place.INBOX, Place.JUNK):
            self.arrival.set_result(arrived)
        elif self._tentative is None or (self._only_shown_there and arrived.place is Place.OTHER):
            self._only_shown_there = arrived.place is Place.ALL
            self._tentative = msgspec.structs.replace(arrived, place=Place.OTHER)
            if self._settling is not None:
                self._settling.cancel()
            grace = self._pace.everything if self._only_shown_there else self._pace.other
            loop = asyncio.get_running_loop()
            self._settling = loop.call_later(grace, self._settle)

    def _settle(self) -> None:
        if not self.arrival.done() and self._tentative is not None:
            self.arrival.set_result(self._tentative)
