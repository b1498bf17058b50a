"""The questions of one check, each asked once, whoever in the check wants the answer."""

import asyncio
from typing import Final

from mailadmin.core import blocking
from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.spf.record import Record, parse_record

AT_ONCE: Final = 4096
"""Characters of a record that are parsed at once; more would hold up the window."""


class Questions:
    """A resolver for the length of one check: even answers that may not be kept are asked once.

    So the whole check sees one state of the DNS.
    """

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._asked: dict[tuple[str, str], asyncio.Future[Answer]] = {}

    def start(self, name: str, rdtype: str) -> asyncio.Future[Answer]:
        """Ask without waiting. ``name`` is in presentation format."""
        question = (name.lower(), rdtype)
        if question not in self._asked:
            self._asked[question] = asyncio.ensure_future(self._resolver.query(name, rdtype))
        return self._asked[question]

    async def query(self, name: str, rdtype: str) -> Answer:
        """The answer, as :meth:`Resolver.query` gives it."""
        return await self.start(name, rdtype)

    @staticmethod
    async def parse(text: str) -> Record:
        """A record's terms, as :func:`parse_record` gives them."""
        if len(text) <= AT_ONCE:
            return parse_record(text)
        return await blocking.run(parse_record, text, limit=20)

    def stop(self) -> None:
        """Wait for no answer any more."""
        for asked in self._asked.values():
            asked.cancel()
