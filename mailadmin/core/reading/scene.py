"""One message under examination: what several checks need is found out once."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from mailadmin.core.dns import blocklist, ptr
from mailadmin.core.dns.blocklist import BlocklistFacts
from mailadmin.core.dns.ptr import PtrFacts
from mailadmin.core.dns.questions import Questions
from mailadmin.core.inbox.folders import Place
from mailadmin.core.message import authentication, evaluation
from mailadmin.core.message.authentication import Authentication
from mailadmin.core.message.evaluation import DmarcSeen, SpfSeen
from mailadmin.core.net import Net
from mailadmin.core.reading.letter import Letter


class Scene:
    """The message, and what is found out about it.

    ``place`` is the folder it was found in, None where nobody knows.
    """

    def __init__(self, letter: Letter, place: Place | None, questions: Questions, net: Net) -> None:
        self.letter = letter
        self.place = place
        self.questions = questions
        self.net = net
        self._begun: dict[str, asyncio.Future[Any]] = {}

    async def authentication(self) -> Authentication:
        """DKIM and ARC, verified here."""
        work = authentication.verify
        return await self._once("authentication", lambda: work(self.letter.raw, self.questions))

    async def spf(self) -> SpfSeen:
        """SPF of the address that handed the message over."""
        work = evaluation.spf_of
        return await self._once("spf", lambda: work(self.letter.origin, self.questions))

    async def dmarc(self) -> DmarcSeen:
        """DMARC, from what SPF and DKIM say here."""
        return await self._once("dmarc", self._dmarc)

    async def ptr(self) -> PtrFacts | None:
        """The name of the address that handed it over; None where nothing tells the address."""
        return await self._once("ptr", self._ptr)

    async def blocklists(self) -> BlocklistFacts | None:
        """What blocklists say of that address."""
        return await self._once("blocklists", self._blocklists)

    def stop(self) -> None:
        """Wait for nothing any more."""
        for begun in self._begun.values():
            begun.cancel()

    async def _once(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        if name not in self._begun:
            self._begun[name] = asyncio.ensure_future(work())
        # A check that gives up takes it from no other.
        return await asyncio.shield(self._begun[name])

    async def _dmarc(self) -> DmarcSeen:
        spf, seen = await asyncio.gather(self.spf(), self.authentication())
        signers = [one.domain for one in seen.signatures if one.passed]
        return await evaluation.dmarc_of(self.letter.author, spf, signers, self.questions)

    async def _ptr(self) -> PtrFacts | None:
        origin = self.letter.origin
        return None if origin is None else await ptr.look_up(origin.address, self.questions)

    async def _blocklists(self) -> BlocklistFacts | None:
        origin = self.letter.origin
        return None if origin is None else await blocklist.look_up(origin.address, self.questions)
