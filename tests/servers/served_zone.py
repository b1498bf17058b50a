"""A small DNS of given records, and a resolver that asks it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mailadmin.core.dns.resolver import Answer, Resolver
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone


@asynccontextmanager
async def serving(*records: str) -> AsyncIterator[Resolver]:
    """Serve zone text, a record a line; every other name does not exist."""
    server = NameServer(Zone("\n".join((". SOA ns hostmaster 1 3600 600 86400 0", *records))))
    await server.open()
    try:
        yield Resolver(["127.0.0.1"], port=server.number, timeout=3)
    finally:
        await server.close()


class Deaf:
    """Asks as the resolver does, but gets no answer about one name."""

    def __init__(self, asker: Resolver, name: str) -> None:
        self._asker = asker
        self._name = name
        self._nobody = Resolver(["127.0.0.1"], port=9, timeout=0.1)

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        asker = self._nobody if name == self._name else self._asker
        return await asker.query(name, rdtype, unchecked=unchecked)


def txt(name: str, *texts: str) -> tuple[str, ...]:
    """TXT records of one name, cut into strings as long texts have to be."""
    return tuple(f"{name}. TXT {_strings(text)}" for text in texts)


def _strings(text: str) -> str:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return " ".join(f'"{quoted[at : at + 200]}"' for at in range(0, len(quoted), 200)) or '""'
