"""When a setting does not work: does another one? Found without a user name or password."""

import asyncio
from typing import Final

import msgspec

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.event import to_nobody
from mailadmin.core.net import Net
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.smtp.opening import Hop, opened
from mailadmin.core.smtp.transcript import Transcript

LIMIT: Final = 5.0
"""Seconds for the whole search: a hint is not worth a longer wait."""

_USUAL: Final = ((465, Security.TLS), (587, Security.STARTTLS))


def candidates(server: Server) -> tuple[Server, ...]:
    """Other settings of the same server, the likeliest first: its own port, then the usual two.

    Never an unencrypted one, and nothing that the user has allowed for the old setting.
    """
    own = (
        (server.port, Security.TLS),
        (server.port, Security.STARTTLS),
    )
    now = (server.port, server.security.on_port(server.port))
    wanted = [setting for setting in (*own, *_USUAL) if setting != now]
    return tuple(
        msgspec.structs.replace(
            server,
            port=port,
            security=security,
            trusted_certificate=None,
            plain_password_allowed=False,
        )
        for port, security in dict.fromkeys(wanted)
    )


async def working_setting(server: Server, net: Net) -> Server | None:
    """The best other setting that reaches a verified, encrypted server offering a sign-in."""
    choices = candidates(server)
    limit = min(LIMIT, server.time_limit)
    tries = [asyncio.ensure_future(_works(choice, net, limit)) for choice in choices]
    try:
        async with asyncio.timeout(limit):
            # In order of likelihood: a better one that is slow still beats a worse one.
            for choice, task in zip(choices, tries, strict=True):
                if await asyncio.shield(task):
                    return choice
    except TimeoutError:
        ready = zip(choices, tries, strict=True)
        return next((choice for choice, task in ready if task.done() and task.result()), None)
    finally:
        for task in tries:
            task.cancel()
        await asyncio.gather(*tries, return_exceptions=True)
    return None


async def _works(server: Server, net: Net, limit: float) -> bool:
    # Without a sign-in the opening sends nothing that belongs to the user.
    quiet = msgspec.structs.replace(server, sign_in=SignIn.NONE, user_name="")
    stages = Stages(to_nobody, subject=server.subject, route=None, limit=limit)
    hop = Hop(server=quiet, secret=None, route=None)
    try:
        async with opened(hop, net, stages, Transcript()) as session:
            wants_sign_in = server.sign_in is not SignIn.NONE
            hello = session.hello
            offered = hello is not None and bool(hello.mechanisms)
            session.wire.send("QUIT")  # what it answers changes nothing any more
            return offered or not wants_sign_in
    except StageFailed:
        return False
