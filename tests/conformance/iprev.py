"""Looks up the name of an address, or a blocklist, and prints one word: KIND IP ZONE DNS.

``iprev`` gives pass, fail, temperror or permerror; ``dnsbl`` gives listed, clear or unknown for the
list ``ZONE``. For published cases.
"""

import asyncio
import ipaddress
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.dns import blocklist, ptr
from mailadmin.core.dns.blocklist import Standing
from mailadmin.core.dns.blocklists import Blocklist
from mailadmin.core.dns.resolver import Resolver

WORDS = {
    Standing.LISTED: "listed",
    Standing.CLEAN: "clear",
    Standing.COULD_NOT_ASK: "unknown",
}


async def answer(kind: str, ip: str, zone: str, nameserver: str) -> str:
    resolver = Resolver([nameserver], timeout=2)
    if kind == "iprev":
        # The method itself: the cases are about private addresses, which we would not ask about.
        return str((await ptr.iprev(ipaddress.ip_address(ip), resolver)).result)
    asked = Blocklist(id="asked", name=zone, zone=zone, kinds=("ip4", "ip6"))
    consultation = await blocklist.consult(asked, ipaddress.ip_address(ip), resolver)
    return WORDS[consultation.standing]


if __name__ == "__main__":
    if sys.argv[1] == "iprev" and len(sys.argv) == 4:
        sys.argv.insert(3, "")  # an unquoted empty zone is no argument
    sys.stdout.write(asyncio.run(answer(*sys.argv[1:5])) + "\n")
