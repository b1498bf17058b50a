"""*Find my settings*: every source at once, the best that answers wins."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Final

from mailadmin.core import blocking
from mailadmin.core.discover import srv
from mailadmin.core.discover.choice import DOUBTS, PATIENCE, in_order, is_decided, wants_guess
from mailadmin.core.discover.found import Found, Source
from mailadmin.core.discover.guess import look_guess
from mailadmin.core.discover.judge import judge_source, result_of
from mailadmin.core.discover.kin import LOADING_LIMIT, Kin
from mailadmin.core.discover.known import look_known
from mailadmin.core.discover.mx import kin_of, look_mx
from mailadmin.core.discover.offers import offer_of
from mailadmin.core.discover.outcome import DiscoverResult, Offer
from mailadmin.core.discover.published import look_autoconfig, look_database, look_http
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.telling import Part, Telling
from mailadmin.core.discover.trial import Trials
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.questions import Questions
from mailadmin.core.event import Finished, Listener
from mailadmin.core.message.organization import organization
from mailadmin.core.net import Net

LIMIT: Final = 15.0
"""Seconds that a whole search may take."""

SOURCE_LIMIT: Final = 8.0
"""Seconds that one source may take to answer, before its servers are tried."""

KIN_LIMIT: Final = 3.0
"""Seconds to find out who takes the domain's mail, where only consent hangs on it."""

CONTROL_LIMIT: Final = 2.0
"""Seconds to see whether any name can be looked up, where nothing was found."""

MOST_CONTROLS: Final = 2

Look = Callable[[], Awaitable[Answered]]


async def find_settings(wish: Wish, net: Net, listener: Listener) -> DiscoverResult:
    """Find the settings of an address: all sources at once, each server tried before it is offered.

    ``listener`` hears of each source and server, and of the result last. Cancelling ends it all.
    Only what ``wish`` allows leaves this computer: the domain, unless the address may.
    """
    questions = Questions(net.resolver)
    try:
        return await _Search(wish, net, questions, listener).run()
    finally:
        questions.stop()


class _Search:
    """One search under way."""

    def __init__(self, wish: Wish, net: Net, questions: Questions, listener: Listener) -> None:
        self._wish = wish
        self._net = net
        self._questions = questions
        self._listener = listener
        self._telling = Telling(listener)
        self._trials = Trials(net, self._telling)
        self._running: dict[Source, asyncio.Task[None]] = {}
        self._answers: dict[Source, Answered] = {}
        self._offers: dict[Source, Offer] = {}
        self._loop = asyncio.get_running_loop()
        self._began = self._loop.time()

    async def run(self) -> DiscoverResult:
        """Begin with every source, and guess where they come to nothing."""
        try:
            if self._wish.domain:
                # Names are compared by a list that takes a while to read the first time.
                with contextlib.suppress(TimeoutError):
                    await blocking.run(organization, self._wish.domain, limit=LOADING_LIMIT)
                for source, look in self._sources().items():
                    self._begin(source, look)
                await self._wait()
            self._telling.decided = True
        finally:
            await self._end()
        offers = in_order(self._offers.values())
        found = any(offer.answered for offer in offers)
        names_work = found or not self._wish.domain or await self._names_work()
        elapsed_ms = (self._loop.time() - self._began) * 1000
        result = result_of(self._wish, offers, self._answers, elapsed_ms, names_work=names_work)
        self._listener(Finished(result))
        return result

    async def _names_work(self) -> bool:
        """Whether names that exist for certain can be looked up.

        Asked before a domain is said not to exist: some networks answer so to every question. True
        where there is no such name to ask for.
        """
        hosts = [control.host for control in self._net.surroundings.web[:MOST_CONTROLS]]
        lookups = (self._net.resolver.addresses(host) for host in hosts)
        try:
            async with asyncio.timeout(CONTROL_LIMIT):
                answers = await asyncio.gather(*lookups)
        except TimeoutError:
            return False
        return not hosts or any(answer.state is AnswerState.FOUND for answer in answers)

    def _sources(self) -> dict[Source, Look]:
        wish, net = self._wish, self._net

        async def known() -> Answered:
            return look_known(wish)

        sources: dict[Source, Look] = {
            Source.PROVIDER: known,
            Source.AUTOCONFIG: lambda: look_autoconfig(wish, net),
            Source.DATABASE: lambda: look_database(wish, net),
            Source.SRV: lambda: srv.look_srv(wish, self._questions),
            Source.MX: lambda: look_mx(wish, self._questions, net),
            Source.HTTP: lambda: look_http(wish, net),
        }
        if not wish.database:
            del sources[Source.DATABASE]
        if not wish.allow_http:
            del sources[Source.HTTP]
        return sources

    async def _wait(self) -> None:
        """Until nothing better is to be waited for."""
        guessing = False
        while True:
            elapsed = self._loop.time() - self._began
            offers, running = self._offers.values(), [*self._running]
            if not guessing and wants_guess(offers, running, elapsed):
                guessing = True
                self._begin(Source.GUESS, self._guess)
                continue
            if is_decided(offers, running, elapsed) or elapsed >= LIMIT:
                return
            moments = [moment for moment in (PATIENCE, DOUBTS, LIMIT) if moment > elapsed]
            done, _ = await asyncio.wait(
                self._running.values(),
                timeout=moments[0] - elapsed,
                return_when=asyncio.FIRST_COMPLETED,
            )
            for source in [each for each in self._running if self._running[each] in done]:
                self._running.pop(source).result()

    async def _end(self) -> None:
        """End what still runs, and wait until each part has said so."""
        for task in self._running.values():
            task.cancel()
        await asyncio.gather(*self._running.values(), return_exceptions=True)
        await self._trials.close()

    def _begin(self, source: Source, look: Look) -> None:
        self._running[source] = asyncio.ensure_future(self._follow(source, look))

    async def _follow(self, source: Source, look: Look) -> None:
        """Ask one source, try the servers that it names, and keep what can be offered."""
        domain = self._wish.domain
        part: Part[Answered] = Part(
            check=f"discover.{source}",
            subject=domain,
            limit=SOURCE_LIMIT,
            late=Nothing(source=source, why=Why.UNREACHABLE, origin=domain),
            judge=lambda answered: judge_source(answered, self._wish.typed_domain),
        )
        answered = await self._telling.tell(part, look)
        self._answers[source] = answered
        if isinstance(answered, Found):
            pair = await self._trials.first_of(answered)
            guessed_wrong = source is Source.GUESS and pair.outgoing is None
            offer = offer_of(answered, pair, await self._kin(), self._wish.address)
            if offer is not None and not guessed_wrong:
                self._offers[source] = offer

    async def _guess(self) -> Answered:
        declined, kin = await asyncio.gather(
            srv.look_up(self._wish.domain, self._questions), self._kin()
        )
        return await look_guess(self._wish, kin, declined, self._net)

    async def _kin(self) -> Kin:
        try:
            async with asyncio.timeout(KIN_LIMIT):
                return await kin_of(self._wish.domain, self._questions)
        except TimeoutError:
            return Kin(domain=self._wish.domain)
