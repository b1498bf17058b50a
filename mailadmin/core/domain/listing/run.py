"""Examines the domains of a list, so many at once, in the memory of those."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, Protocol

from mailadmin.core import blocking
from mailadmin.core.domain.listing.entries import Entry, ListReader
from mailadmin.core.domain.listing.room import Room
from mailadmin.core.domain.listing.rows import INVALID, Answered, Written
from mailadmin.core.domain.listing.seen import Seen
from mailadmin.core.domain.outcome import DomainResult

AT_ONCE: Final = 30
"""Domains under way at once, most of them waiting for servers that say nothing for seconds."""

_PIECE: Final = 65_536
_TURN: Final = 50
"""Entries after which others get their turn, where there was nothing to wait for."""
_AS_LONG_AS_IT_TAKES: Final = float("inf")


class Source(Protocol):
    """Where the bytes of a list come from."""

    def read(self, size: int, /) -> bytes | None:
        """Up to so many bytes; none at the end."""


class Tally:
    """How far a run is. ``total`` is how many entries there are, as far as anybody knows."""

    def __init__(self, total: int | None = None) -> None:
        self.total = total
        self.is_exact = False
        """Whether ``total`` is certain: the whole list was read."""
        self.entries = 0
        """Entries read so far, each once."""
        self.statuses: Counter[str] = Counter()
        """Answers by status, those of earlier runs included."""
        self.answered = 0
        """Answers of this run."""
        self._since = time.monotonic()

    def begin(self) -> None:
        """The answers of this run begin now."""
        self._since = time.monotonic()

    @property
    def done(self) -> int:
        """Answers that are there."""
        return self.statuses.total()

    @property
    def a_second(self) -> float:
        """Answers a second in this run."""
        return self.answered / max(time.monotonic() - self._since, 0.001)

    def count(self, status: str) -> None:
        """Note one answer of this run."""
        self.statuses[status] += 1
        self.answered += 1


class Run:
    """One run over a list. ``one`` examines a domain, ``take`` gets each answer as it is ready.

    ``name`` is how a domain is written in what was :meth:`known` before.
    """

    def __init__(
        self,
        one: Callable[[str], Awaitable[DomainResult]],
        take: Callable[[Answered], None],
        tally: Tally,
        seen: Seen,
        name: Callable[[str], str] = str,
    ) -> None:
        self._one = one
        self._take = take
        self._tally = tally
        self._seen = seen
        self._name = name

    def known(self, written: Written) -> None:
        """An answer that an earlier run gave: its entry is not asked for again."""
        if self._seen.add(written.key):
            self._tally.statuses[written.status] += 1

    async def over(self, entries: AsyncIterator[Entry], at_once: int = AT_ONCE) -> None:
        """Answer every entry once. What ``take`` raises ends the run."""
        room = Room(at_once)

        async def examine(domain: str) -> None:
            try:
                self._done(await self._one(domain))
            finally:
                room.leave()

        try:
            async with asyncio.TaskGroup() as group:
                async for entry in entries:
                    if not self._is_new(entry):
                        continue
                    if not isinstance(entry.read, str):
                        self._done(entry)
                        continue
                    await room.enter()
                    group.create_task(examine(entry.read))
                self._tally.total, self._tally.is_exact = self._tally.entries, True
        except BaseExceptionGroup as several:
            raise several.exceptions[0] from None

    def _is_new(self, entry: Entry) -> bool:
        is_domain = isinstance(entry.read, str)
        text, status = (entry.read, "") if is_domain else (entry.text, INVALID)
        assert isinstance(text, str)
        new = self._seen.add(Written(self._name(text), status).key)
        self._tally.entries += new
        return new

    def _done(self, answered: Answered) -> None:
        self._take(answered)
        self._tally.count(INVALID if isinstance(answered, Entry) else answered.status)


async def entries_of(source: Source) -> AsyncIterator[Entry]:
    """The entries of a list, read as they are asked for. ``OSError`` if it can't be read."""
    reader, number = ListReader(), 0
    while True:
        # A pipe may keep us waiting as long as it likes.
        data = await blocking.run(source.read, _PIECE, limit=_AS_LONG_AS_IT_TAKES)
        for entry in reader.feed(data) if data else reader.end():
            yield entry
            number += 1
            if number % _TURN == 0:
                await asyncio.sleep(0)
        if not data:
            return
