"""The questions of one check or of one domain, each asked once, whoever in it wants the answer."""

import asyncio
from collections.abc import Iterable
from functools import partial
from typing import Protocol

from mailadmin.core.dns.answer import Answer, Asked
from mailadmin.core.dns.flight import Flight, answers


class Asker(Protocol):
    """Whoever can be asked: a :class:`~mailadmin.core.dns.resolver.Resolver`, or `Questions`."""

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        """See :meth:`mailadmin.core.dns.resolver.Resolver.query`."""

    def flight(self, name: str, rdtype: str, *, unchecked: bool = False) -> Flight:
        """The question on its way, from now on or already."""
        flight = Flight(asyncio.get_running_loop())
        flight.take_off(partial(self.query, name, rdtype, unchecked=unchecked))
        return flight

    def start(self, name: str, rdtype: str, *, unchecked: bool = False) -> asyncio.Future[Answer]:
        """Ask without waiting. Cancelling the future takes the answer from nobody else."""
        return self.flight(name, rdtype, unchecked=unchecked).own()

    async def query_all(self, asked: Iterable[tuple[str, str]]) -> list[Answer]:
        """Ask for names and types side by side: all the answers, in order."""
        return await answers(self.start(name, rdtype) for name, rdtype in asked)


class Questions(Asker):
    """Asks on behalf of one check or one domain: even what may not be kept is asked once.

    So the whole sees one state of the DNS. ``stop`` waits for no answer any more.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._flights: dict[Asked, Flight] = {}
        self._started: list[asyncio.Future[Answer]] = []

    def flight(self, name: str, rdtype: str, *, unchecked: bool = False) -> Flight:
        """See :class:`Asker`. ``name`` is in presentation format."""
        question = (name.rstrip(".").lower(), rdtype, unchecked)
        flight = self._flights.get(question)
        if flight is None or flight.is_given_up:
            flight = self._asker.flight(name, rdtype, unchecked=unchecked)
            self._flights[question] = flight
        return flight

    def start(self, name: str, rdtype: str, *, unchecked: bool = False) -> asyncio.Future[Answer]:
        """See :class:`Asker`."""
        own = self.flight(name, rdtype, unchecked=unchecked).own()
        if not own.done():
            self._started.append(own)
        return own

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        """The answer. An asker who gives up takes it from nobody else."""
        return await self.start(name, rdtype, unchecked=unchecked)

    def stop(self) -> None:
        """Wait for no answer any more."""
        for own in self._started:
            own.cancel()
