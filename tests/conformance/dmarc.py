"""Evaluates one message with DMARC: DNS as the argument, JSON in and out. For published cases.

In: ``from`` (a domain), ``dkim`` and ``spf`` (lists of domains that passed). Out: ``result``,
``policy`` (after test mode) and ``domain`` (the organizational domain).
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.dns.dmarc import Evaluation, evaluate
from mailadmin.core.dns.resolver import Resolver


async def check(message: dict[str, Any], nameserver: str) -> Evaluation:
    spf = next(iter(message["spf"]), None)
    return await evaluate(message["from"], message["dkim"], spf, Resolver([nameserver]))


if __name__ == "__main__":
    found = asyncio.run(check(json.load(sys.stdin), sys.argv[1]))
    policy = found.discovered
    said = {
        "result": found.result,
        "policy": policy.policy,
        "domain": policy.organizational_domain or policy.domain,
    }
    sys.stdout.write(json.dumps(said) + "\n")
