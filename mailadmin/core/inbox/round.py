"""One conversation's round: it stands in one folder and looks after others from there."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from typing import Final, TypeVar, TypeVarTuple

from mailadmin.core.inbox.arrival import Arrived, Mark
from mailadmin.core.inbox.client import RefusedError
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.mailbox import Mailbox
from mailadmin.core.inbox.notes import Note
from mailadmin.core.inbox.pace import Pace
from mailadmin.core.inbox.recognition import LARGEST_REPORT, is_about, message_bears
from mailadmin.core.inbox.responses import Numbers

SHORT: Final = 0.5
"""Seconds of the first IDLE after any news; each quiet one is followed by one twice as long."""

LAST: Final = 20
"""Messages that are looked at in a folder of which nothing was noted."""

MANY: Final = 190
"""Folders from which on there may be many more than are watched: then not all are asked for."""

ENTER_ANEW: Final = 3
"""Looks without news after which a folder is opened anew, for servers that show an old state."""

_IN_VAIN: Final = 5
"""Times that a server ended the waiting for nothing, after which it is not obeyed at once."""

Answer = TypeVar("Answer")
Arguments = TypeVarTuple("Arguments")


class Round:
    """``found`` hears of each message that bears the ``mark``, which gives None until it is known.

    ``returned`` hears of each report that names the marked message.

    ``time_limit`` is for each command. Where it stands is said by :meth:`assign`, at any time.
    """

    def __init__(
        self,
        mailbox: Mailbox,
        time_limit: float,
        pace: Pace,
        mark: Callable[[], Mark | None],
        found: Callable[[Arrived], None],
        returned: Callable[[bytes], None],
    ) -> None:
        self._mailbox = mailbox
        self._limit = time_limit
        self._pace = pace
        self._mark = mark
        self._found = found
        self._returned = returned
        self._home: Note | None = None
        self._others: deque[Note] = deque()
        self._inside: Note | None = None
        self._woken = asyncio.Event()
        self._idles = self._lists = self._early = False
        self._in_vain = self._quiet = 0
        self._looks = 0

    def assign(self, home: Note | None, others: Iterable[Note]) -> None:
        """Stand in another folder, look after others."""
        self._home = home
        self._others = deque(others)
        self.wake()

    def wake(self) -> None:
        """Look at once: something is known that was not."""
        self._quiet = 0
        self._woken.set()
        self._mailbox.wake()

    async def go(self) -> None:
        """Go on until the conversation breaks off: raises ``OSError``."""
        loop = asyncio.get_running_loop()
        self._idles = await self._do(self._mailbox.can, "IDLE")
        self._lists = await self._do(self._mailbox.can, "LIST-STATUS")
        asked = loop.time() - self._pace.ask
        while True:
            due = asked + self._pace.ask - loop.time() if self._others else self._pace.recheck
            told = await self._wait(max(due, 0.0))
            if self._home is not None:
                await self._look_at_home(self._home, told)
            if self._others and loop.time() >= asked + self._pace.ask:
                await self._ask_others()
                asked = loop.time()

    async def _wait(self, seconds: float) -> float | None:
        """Wait for news; when the server told of them, None where it did not."""
        if self._home is not None and self._inside is not self._home:
            return None
        seconds = min(seconds, self._pace.recheck)
        if self._home is not None and self._idles:
            self._woken.clear()
            # What came just before an IDLE is news that some servers never tell.
            seconds = min(seconds, SHORT * 2**self._quiet)
            self._quiet = min(self._quiet + 1, 10)
            if self._in_vain > _IN_VAIN:
                await asyncio.sleep(min(0.1 * self._in_vain, self._pace.poll))
            now = asyncio.get_running_loop().time
            end = now() + seconds
            try:
                told = await self._do(self._mailbox.idle, seconds, now, longer=seconds)
            except RefusedError:
                self._idles = False
            else:
                self._early = now() < end
                return told
        seconds = min(seconds, self._pace.poll)
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass
        self._woken.clear()
        return None

    async def _look_at_home(self, home: Note, told: float | None) -> None:
        try:
            new = await self._look(home, told)
        except RefusedError:
            if home.folder.place is Place.INBOX:
                raise
            self._inside = self._home = None  # it is gone
            return
        self._quiet = self._quiet if told is None and not new else 0
        self._in_vain = self._in_vain + 1 if self._early and not new else 0

    async def _ask_others(self) -> None:
        """Ask for the state of the other folders, and look into those that have changed."""
        if self._lists and len(self._others) < MANY:
            numbers = await self._do(self._mailbox.statuses)
            for note in tuple(self._others):
                await self._visit(note, numbers.get(note.folder.name))
            return
        loop = asyncio.get_running_loop()
        end = loop.time() + self._pace.listen
        for note in tuple(self._others):
            self._others.rotate(-1)
            if note is not self._inside:
                try:
                    numbers_of_one = await self._do(self._mailbox.status, note.folder.name)
                except RefusedError:
                    self._forget(note)
                    continue
                await self._visit(note, numbers_of_one)
            else:
                await self._visit(note, Numbers())
            if self._home is not None and (self._inside is not self._home or self._news()):
                return
            if loop.time() > end:
                return

    def _news(self) -> bool:
        return self._mailbox.news()

    async def _visit(self, note: Note, numbers: Numbers | None) -> None:
        if numbers is None or not note.has_changed(numbers, self._mark()):
            return
        try:
            await self._look(note, None, anew=True)
        except RefusedError:
            self._forget(note)

    def _forget(self, note: Note) -> None:
        """A folder that can't be opened, or not any more."""
        if self._inside is note:
            self._inside = None
        if note in self._others:
            self._others.remove(note)

    async def _look(self, note: Note, told: float | None, *, anew: bool = False) -> bool:
        """Look at what is new in a folder; whether there is anything."""
        loop = asyncio.get_running_loop()
        numbers: Numbers | None = None
        trusted = told is not None and not self._in_vain
        self._looks = 0 if trusted else self._looks + 1
        if self._inside is not note or anew or self._looks > ENTER_ANEW:
            self._inside, self._looks = None, 0
            numbers = await self._do(self._mailbox.enter, note.folder.name)
            note.entered(numbers)
            self._inside = note
        elif not trusted:
            await self._claim(note)
            await self._do(self._mailbox.beat)
        at = loop.time() if told is None else told
        if note.next_uid is None:
            count = note.messages or 0
            fresh = await self._do(self._mailbox.latest, LAST, count)
        else:
            fresh = await self._do(self._mailbox.since, note.next_uid)
        new = note.add(fresh, at)
        if numbers is not None:
            note.looked_up_to(numbers.next_uid)
        await self._claim(note)
        return new

    async def _claim(self, note: Note) -> None:
        """Fetch what bears the mark."""
        mark = self._mark()
        for fields, at in note.take(mark):
            message = await self._do(self._mailbox.message, fields.uid, fields.size)
            if message is not None and mark is not None and message_bears(message, mark):
                arrived = Arrived(
                    mark=mark,
                    place=note.folder.place or Place.OTHER,
                    folder=note.folder.name,
                    uid=fields.uid,
                    validity=note.validity,
                    seen_at=at,
                    message=message,
                )
                self._found(arrived)
        for fields in note.take_reports():
            if mark is not None and (fields.size or 0) <= LARGEST_REPORT:
                report = await self._do(self._mailbox.message, fields.uid, fields.size)
                if report is not None and is_about(report, mark):
                    self._returned(report)

    async def _do(
        self,
        function: Callable[[*Arguments], Answer],
        *args: *Arguments,
        longer: float = 0.0,
    ) -> Answer:
        return await self._mailbox.turn.run(function, *args, limit=self._limit + longer)
