"""When a setting does not work: does another one? Found without a user name or password."""

import asyncio
from collections.abc import Sequence
from typing import Final

import msgspec

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.event import to_nobody
from mailadmin.core.net import Net
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.smtp.opening import Hop, opened
from mailadmin.core.smtp.transcript import Transcript

_USUAL: Final = ((465, Security.TLS), (587, Security.STARTTLS))


def candidates(server: Server, *, same_port: bool = True) -> tuple[Server, ...]:
    """Other settings of the same server, the likeliest first: its own port, then the usual two.

    Never an unencrypted one, and nothing that the user has allowed for the old setting. Without
    ``same_port`` the port is known to be dead.
    """
    own = ((server.port, Security.TLS), (server.port, Security.STARTTLS))
    now = (server.port, server.security.on_port(server.port))
    wanted = [
        setting
        for setting in (*own, *_USUAL)
        if setting != now and (same_port or setting[0] != server.port)
    ]
    return _settings(server, server.host, wanted)


def candidates_on(host: str, server: Server) -> tuple[Server, ...]:
    """Settings of another host: as they were typed, then the usual two; never unencrypted."""
    typed = (server.port, server.security.on_port(server.port))
    wanted = [setting for setting in (typed, *_USUAL) if setting[1] is not Security.NONE]
    return _settings(server, host, wanted)


def _settings(
    server: Server, host: str, wanted: Sequence[tuple[int, Security]]
) -> tuple[Server, ...]:
    return tuple(
        msgspec.structs.replace(
            server,
            host=host,
            port=port,
            security=security,
            trusted_certificate=None,
            plain_password_allowed=False,
        )
        for port, security in dict.fromkeys(wanted)
    )


async def working_setting(choices: Sequence[Server], net: Net, limit: float) -> Server | None:
    """The best of some settings that reaches a verified, encrypted server offering a sign-in.

    The likeliest stand first; after ``limit`` seconds the best that is known to work.
    """
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


async def working_host(
    hosts: Sequence[str], server: Server, net: Net, limit: float
) -> Server | None:
    """The first of some other hosts that is there and works as :func:`working_setting` says."""
    began = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(limit):
            answers = await asyncio.gather(*(net.resolver.addresses(host) for host in hosts))
    except TimeoutError:
        return None
    there = [
        host
        for host, answer in zip(hosts, answers, strict=True)
        if answer.state is AnswerState.FOUND
    ]
    choices = [choice for host in there for choice in candidates_on(host, server)]
    left = limit - (asyncio.get_running_loop().time() - began)
    return await working_setting(choices, net, left)


async def _works(server: Server, net: Net, limit: float) -> bool:
    # Without a sign-in the opening sends nothing that belongs to the user.
    quiet = msgspec.structs.replace(server, sign_in=SignIn.NONE, user_name="")
    stages = Stages(to_nobody, subject=server.subject, route=None, limit=limit)
    hop = Hop(server=quiet, key=None, route=None)
    try:
        async with opened(hop, net, stages, Transcript()) as session:
            wants_sign_in = server.sign_in is not SignIn.NONE
            hello = session.hello
            offered = hello is not None and bool(hello.mechanisms)
            session.wire.send("QUIT")  # what it answers changes nothing any more
            return offered or not wants_sign_in
    except StageFailed:
        return False
