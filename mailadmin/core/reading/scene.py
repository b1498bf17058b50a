"""One message under examination: what several checks need is found out once."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Final, TypeVar

import msgspec

from mailadmin.core import blocking, filters_in_reach
from mailadmin.core.dns import blocklist, ptr
from mailadmin.core.dns.blocklist import BlocklistFacts
from mailadmin.core.dns.ptr import PtrFacts
from mailadmin.core.dns.questions import Questions
from mailadmin.core.filters_in_reach import FilterAnswer
from mailadmin.core.inbox.folders import Place
from mailadmin.core.message import authentication, content, organization
from mailadmin.core.message.authentication import Authentication, Word
from mailadmin.core.message.content import ContentFacts
from mailadmin.core.net import Net
from mailadmin.core.reading import dmarc, spf
from mailadmin.core.reading.dmarc import DmarcFacts
from mailadmin.core.reading.letter import Letter
from mailadmin.core.reading.outcome import Signer
from mailadmin.core.reading.spf import SpfFacts

Found = TypeVar("Found")

FILTER_LIMIT: Final = 15.0
"""Seconds that a spam filter may take; it may look things up in the DNS itself."""

PATIENCE: Final = 0.8
"""The part of the limit for which a check waits for what it can do without."""


class Filters(msgspec.Struct, frozen=True):
    """Spam filters that are asked for their opinion of a message.

    ``named``: somebody wants to hear of those too that are not in reach.
    """

    places: tuple[filters_in_reach.Place, ...] = (
        filters_in_reach.SPAMD_HERE,
        filters_in_reach.RSPAMD_HERE,
    )
    named: bool = False


_UNCHECKED = (Word.TEMPERROR, Word.NEUTRAL)


class Scene:
    """The message, and what is found out about it, each thing once.

    ``place`` is the folder it was found in, None where nobody knows; ``filters`` are the spam
    filters to ask. ``limit`` is the seconds that each check may take, from now on.
    """

    def __init__(
        self,
        letter: Letter,
        questions: Questions,
        net: Net,
        *,
        place: Place | None = None,
        filters: "Filters | None" = None,
        limit: float,
    ) -> None:
        self.limit = limit
        self._patient_until = asyncio.get_running_loop().time() + limit * PATIENCE
        self.letter = letter
        self.place = place
        self.filters = Filters() if filters is None else filters
        self.questions = questions
        self.net = net
        self._begun: dict[str, asyncio.Future[Any]] = {}

    async def asked_filters(self) -> list[FilterAnswer]:
        """What the spam filters in reach say, each in its turn at the same time."""
        limit = min(FILTER_LIMIT, self.limit * PATIENCE)
        asking = [
            filters_in_reach.ask(self.letter.raw, place, net=self.net, limit=limit)
            for place in self.filters.places
        ]
        answers = await asyncio.gather(*asking)
        silent = filters_in_reach.State.NOT_IN_REACH
        return [one for one in answers if self.filters.named or one.state is not silent]

    async def content(self) -> ContentFacts:
        """What there is to remark about it. ``TimeoutError`` where it takes too long."""
        look = partial(content.look_at, self.letter.raw)
        found: ContentFacts = await self._once(
            "content", lambda: blocking.run(look, limit=self.limit)
        )
        return found

    async def authentication(self) -> Authentication:
        """DKIM and ARC, verified here."""
        found: Authentication = await self._once("authentication", self._authentication)
        return found

    async def _authentication(self) -> Authentication:
        # Two threads that go through a long message at once would keep a window waiting for both,
        # and be done no sooner.
        if self.letter.has_body:
            await asyncio.gather(self.content(), return_exceptions=True)
        return await authentication.verify(self.letter.raw, self.questions)

    async def spf(self) -> SpfFacts:
        """SPF of the address that handed the message over."""
        letter = self.letter
        found: SpfFacts = await self._once(
            "spf",
            lambda: spf.look_up(
                letter.headers, letter.border, letter.results, letter.origin, self.questions
            ),
        )
        return found

    async def is_tied_to(self, domain: str) -> bool:
        """Whether more than its own word says that the message is one of this domain.

        A good DKIM signature of the same organization does, and the folder that a message of this
        program's own was found in. False where it can't be found out in time.
        """
        if self.place is not None:
            return True
        seen = await self.in_time(self.authentication())
        good = [] if seen is None else [one for one in seen.signatures if one.word is Word.PASS]
        return any(organization.is_same(one.domain, domain) for one in good)

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

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Whose signatures were good, as far as that has been found out."""
        begun = self._begun.get("authentication")
        if begun is None or not begun.done() or begun.cancelled() or begun.exception() is not None:
            return ()
        found: Authentication = begun.result()
        good = (one for one in found.signatures if one.word is Word.PASS)
        return tuple(Signer(domain=one.domain, selector=one.selector) for one in good)

    async def in_time(self, wanted: Awaitable[Found]) -> Found | None:
        """What somebody can do without: None where it takes too long, or breaks.

        Whoever needs it reports what was wrong.
        """
        finding = asyncio.ensure_future(wanted)
        left = self._patient_until - asyncio.get_running_loop().time()
        try:
            await asyncio.wait([finding], timeout=max(left, 0.0))
        finally:
            finding.cancel()
        if not finding.done() or finding.cancelled() or finding.exception() is not None:
            return None
        return finding.result()

    def stop(self) -> None:
        """Wait for nothing any more."""
        for begun in self._begun.values():
            begun.cancel()
            if begun.done() and not begun.cancelled():
                begun.exception()  # seen; who waited for it has reported it

    async def _once(self, name: str, work: Callable[[], Awaitable[Any]]) -> Any:
        if name not in self._begun:
            self._begun[name] = asyncio.ensure_future(work())
        # A check that gives up takes it from no other.
        return await asyncio.shield(self._begun[name])

    async def _dmarc(self) -> DmarcFacts:
        letter = self.letter
        sender, seen = await asyncio.gather(self.spf(), self.authentication())
        good = [one.domain for one in seen.signatures if one.word is Word.PASS]
        unchecked = any(one.word in _UNCHECKED for one in seen.signatures)
        return await dmarc.look_up(
            letter.headers,
            letter.results,
            sender.seen,
            good,
            self.questions,
            dkim_known=not (unchecked or seen.left_out),
        )
