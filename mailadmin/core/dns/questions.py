"""The questions of one check or of one domain, each asked once, whoever in it wants the answer."""

import asyncio
from typing import Protocol

from mailadmin.core.dns.answer import Answer, Asked


class Asker(Protocol):
    """Whoever can be asked: a :class:`~mailadmin.core.dns.resolver.Resolver`, or `Questions`."""

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        """See :meth:`mailadmin.core.dns.resolver.Resolver.query`."""


class Questions:
    """Asks on behalf of one check or one domain: even what may not be kept is asked once.

    So the whole sees one state of the DNS. ``stop`` waits for no answer any more.
    """

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._asked: dict[Asked, asyncio.Future[Answer]] = {}

    def start(self, name: str, rdtype: str, *, unchecked: bool = False) -> asyncio.Future[Answer]:
        """Ask without waiting. ``name`` is in presentation format."""
        question = (name.rstrip(".").lower(), rdtype, unchecked)
        if question not in self._asked:
            asking = self._asker.query(name, rdtype, unchecked=unchecked)
            self._asked[question] = asyncio.ensure_future(asking)
        return self._asked[question]

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        """The answer. An asker who gives up takes it from nobody else."""
        asked = self.start(name, rdtype, unchecked=unchecked)
        # Two of three questions of a domain have been asked before: they need not wait a turn.
        return asked.result() if asked.done() else await asyncio.shield(asked)

    def stop(self) -> None:
        """Wait for no answer any more."""
        for asked in self._asked.values():
            asked.cancel()
