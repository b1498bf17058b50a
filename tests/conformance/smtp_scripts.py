"""Delivers a message and prints how it failed: HOST PORT TLS. For scripts of failing servers.

Prints ``sent``, ``permanent`` (trying again is no use) or ``temporary``.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.core.account import Route, Security, Server, SignIn
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import to_nobody
from mailadmin.core.finding import ReplySeen
from mailadmin.core.net import Net, Trust
from mailadmin.core.smtp.delivery import Delivery, deliver
from mailadmin.core.smtp.facts import Envelope
from mailadmin.core.smtp.opening import Hop

MESSAGE = b"From: a@other.example\r\nTo: mjl@mox.example\r\nSubject: x\r\n\r\nx\r\n"
NOT_OFFERED = ("tls.handshake.not-offered", "tls.handshake.no-ehlo")
ENVELOPE = Envelope("postmaster@other.example", ("mjl@mox.example", "mjl2@mox.example"))


async def at_once() -> None:
    """There is no outbox to tell."""


async def delivery(host: str, port: int, *, upgrade: bool) -> Delivery:
    """Deliver a message to two recipients, without signing in."""
    server = Server(
        host=host,
        port=port,
        security=Security.STARTTLS if upgrade else Security.NONE,
        sign_in=SignIn.NONE,
        user_name="",
        time_limit=5.0,
    )
    hop = Hop(server=server, key=None, route=Route.MAIL_SERVER)
    net = Net(Resolver(), Trust())
    return await deliver(hop, ENVELOPE, MESSAGE, net, to_nobody, before_end=at_once)


def outcome(done: Delivery) -> str:
    """How it ended, by the reply that ended it (RFC 5321 section 4.2.1)."""
    if done.failure is None:
        return "sent"
    replies = [seen for seen in done.failure.verdict.evidence if isinstance(seen, ReplySeen)]
    if done.failure.verdict.id in NOT_OFFERED:
        return "permanent"
    return "permanent" if any(reply.code >= 500 for reply in replies) else "temporary"


if __name__ == "__main__":
    host, port, tls = sys.argv[1:4]
    ended = asyncio.run(delivery(host, int(port), upgrade=tls == "required"))
    sys.stdout.write(f"{outcome(ended)}\n")
