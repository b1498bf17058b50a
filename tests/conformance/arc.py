"""Prints the state of a message's ARC chain: FILE DNS. For published cases.

Nothing is printed where a seal on the way says itself that the chain was broken before. RFC 8617
section 5.2 has such a chain fail; the published cases are older, and give it no result.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.message.authentication import Arc, ArcFault, verify


async def check(message: bytes, nameserver: str) -> Arc:
    return (await verify(message, Resolver([nameserver]))).arc


if __name__ == "__main__":
    found = asyncio.run(check(Path(sys.argv[1]).read_bytes(), sys.argv[2]))
    if found.fault is not ArcFault.DECLARED:
        sys.stdout.write(f"{found.chain} {found.fault or ''} {found.at or ''}\n")
