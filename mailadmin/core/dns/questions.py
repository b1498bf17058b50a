"""The questions of one check or of one domain, each asked once, whoever in it wants the answer."""

import asyncio
from typing import Protocol

from mailadmin.core.dns.answer import Answer, Asked
from mailadmin.core.dns.shared import Shared


class Asker(Protocol):
    """Whoever can be asked: a :class:`~mailadmin.core.dns.resolver.Resolver`, or `Questions`."""

    def start(self, name: str, rdtype: str, *, unchecked: bool = False) -> asyncio.Future[Answer]:
        """Ask without waiting. Cancelling the future takes the answer from nobody else."""
        return asyncio.ensure_future(self.query(name, rdtype, unchecked=unchecked))

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        """See :meth:`mailadmin.core.dns.resolver.Resolver.query`."""


class Questions(Asker):
    """Asks on behalf of one check or one domain: even what may not be kept is asked once.

    So the whole sees one state of the DNS. ``stop`` waits for no answer any more.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._asked: dict[Asked, Shared] = {}

    def start(self, name: str, rdtype: str, *, unchecked: bool = False) -> asyncio.Future[Answer]:
        """Ask without waiting. ``name`` is in presentation format."""
        question = (name.rstrip(".").lower(), rdtype, unchecked)
        asked = self._asked.get(question)
        if asked is None:
            asked = Shared(self._asker.start(name, rdtype, unchecked=unchecked))
            self._asked[question] = asked
        return asked.own()

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        """The answer. An asker who gives up takes it from nobody else."""
        return await self.start(name, rdtype, unchecked=unchecked)

    def stop(self) -> None:
        """Wait for no answer any more."""
        for asked in self._asked.values():
            asked.answer.cancel()
