"""Prints one word for each DKIM signature of a message, top first: FILE DNS [NOW].

``NOW`` is in seconds since 1970. For published cases.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.message.authentication import Authentication, verify


async def check(message: bytes, nameserver: str, now: str = "") -> Authentication:
    return await verify(message, Resolver([nameserver]), now=float(now) if now else None)


if __name__ == "__main__":
    for signature in asyncio.run(check(Path(sys.argv[1]).read_bytes(), *sys.argv[2:4])).signatures:
        sys.stdout.write(f"{signature.word} {signature.reason or ''}\n")
