"""One message under examination: what several checks need is found out once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from mailadmin.core.dns import blocklist, ptr
from mailadmin.core.dns.blocklist import BlocklistFacts
from mailadmin.core.dns.ptr import PtrFacts
from mailadmin.core.dns.questions import Questions
from mailadmin.core.inbox.folders import Place
from mailadmin.core.message import authentication
from mailadmin.core.message.authentication import Authentication, Reason, Word
from mailadmin.core.reading import dmarc, spf
from mailadmin.core.reading.dmarc import DmarcFacts
from mailadmin.core.reading.letter import Letter
from mailadmin.core.reading.spf import SpfFacts

_UNCHECKED = (Word.TEMPERROR, Word.NEUTRAL)


class Scene:
    """The message, and what is found out about it, each thing once.

    ``place`` is the folder it was found in, None where nobody knows.
    """

    def __init__(self, letter: Letter, place: Place | None, questions: Questions) -> None:
        self.letter = letter
        self.place = place
        self.questions = questions
        self._begun: dict[str, asyncio.Future[Any]] = {}

    async def authentication(self) -> Authentication:
        """DKIM and ARC, verified here."""
        verify = authentication.verify
        found: Authentication = await self._once(
            "authentication", lambda: verify(self.letter.raw, self.questions)
        )
        return found

    async def spf(self) -> SpfFacts:
        """SPF of the address that handed the message over."""
        letter = self.letter
        found: SpfFacts = await self._once(
            "spf",
            lambda: spf.look_up(letter.headers, letter.results, letter.origin, self.questions),
        )
        return found

    async def dmarc(self) -> DmarcFacts:
        """DMARC, from what SPF and DKIM say here."""
        found: DmarcFacts = await self._once("dmarc", self._dmarc)
        return found

    async def ptr(self, address: str) -> PtrFacts:
        """The name of the address that handed it over."""
        found: PtrFacts = await self._once("ptr", lambda: ptr.look_up(address, self.questions))
        return found

    async def blocklists(self, address: str) -> BlocklistFacts:
        """What blocklists say of that address."""
        found: BlocklistFacts = await self._once(
            "blocklists", lambda: blocklist.look_up(address, self.questions)
        )
        return found

    def stop(self) -> None:
        """Wait for nothing any more."""
        for begun in self._begun.values():
            begun.cancel()

    async def _once(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        if name not in self._begun:
            self._begun[name] = asyncio.ensure_future(work())
        # A check that gives up takes it from no other.
        return await asyncio.shield(self._begun[name])

    async def _dmarc(self) -> DmarcFacts:
        letter = self.letter
        sender, seen = await asyncio.gather(self.spf(), self.authentication())
        good = [one.domain for one in seen.signatures if one.word is Word.PASS]
        known = all(one.word not in _UNCHECKED for one in seen.signatures)
        return await dmarc.look_up(
            letter.headers,
            letter.results,
            sender.seen,
            good,
            self.questions,
            dkim_known=known,
        )
