"""Checks one sender against SPF and prints the result: IP SENDER HELO DNS. For published cases.

The first line is the result, the second the explanation where mail is refused; ``DEFAULT`` where
the domain gives none.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.spf import Result, SpfResult, check_host


async def check(ip: str, sender: str, helo: str, nameserver: str) -> SpfResult:
    """The check as a mail server does it: a bounce has no sender, so HELO stands for it."""
    domain = sender.rpartition("@")[2] or helo
    return await check_host(ip, domain, sender, helo, Resolver([nameserver]))


if __name__ == "__main__":
    found = asyncio.run(check(*sys.argv[1:5]))
    refusal = found.explanation or "DEFAULT"
    explanation = refusal if found.result is Result.FAIL else ""
    sys.stdout.write(f"{found.result}\n{explanation}\n")
