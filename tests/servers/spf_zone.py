"""Zones of SPF records, served by the sandbox's name server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mailadmin.core.dns.resolver import Resolver
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone


def txt(name: str, text: str) -> str:
    """A TXT record as a line of a zone, in strings of at most 200 characters."""
    pieces = [text[at : at + 200] for at in range(0, len(text), 200)] or [""]
    quoted = " ".join(
        '"' + piece.replace("\\", "\\\\").replace('"', '\\"') + '"' for piece in pieces
    )
    return f"{name}. TXT {quoted}"


def spf(name: str, rest: str) -> str:
    """An SPF record as a line of a zone."""
    return txt(name, f"v=spf1 {rest}")


@asynccontextmanager
async def served(*records: str) -> AsyncIterator[Resolver]:
    """A resolver that asks a server of these records and nobody else."""
    server = NameServer(Zone("\n".join((". SOA ns hostmaster 1 3600 600 86400 0", *records))))
    await server.open()
    try:
        yield Resolver(["127.0.0.1"], port=server.number, timeout=3)
    finally:
        await server.close()
