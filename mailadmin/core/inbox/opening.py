"""The way into a mailbox: connect, encrypt, sign in."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from functools import partial

import msgspec

from mailadmin.core.account import Server, SignIn
from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.inbox.judge import SignedIn, judge_connect, judge_sign_in
from mailadmin.core.inbox.mailbox import (
    GOODBYE_LIMIT,
    Mailbox,
    NotEncryptedError,
    SignInRefusedError,
)
from mailadmin.core.keys import Bearer, Key, NoToken
from mailadmin.core.net import Net
from mailadmin.core.runner import Stages
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.connect import race


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """The mailbox to look into, and what opens it."""

    server: Server
    key: Key | None


@contextlib.asynccontextmanager
async def opened(inbox: Inbox, net: Net, stages: Stages) -> AsyncIterator[Mailbox]:
    """A conversation with a mailbox, signed in; reports ``inbox.connect`` and ``inbox.auth``.

    Raises :class:`~mailadmin.core.runner.StageFailed`. Ends politely, or at once where the work
    with it is cancelled or breaks.
    """
    server = inbox.server
    mailbox = await stages.run(
        "inbox.connect", partial(connected, server, net), partial(judge_connect, server)
    )
    try:
        await stages.run(
            "inbox.auth", partial(signed_in, mailbox, inbox), partial(judge_sign_in, server)
        )
        yield mailbox
    except BaseException:
        mailbox.cut()
        raise
    finally:
        await closed(mailbox)


async def connected(server: Server, net: Net) -> Mailbox:
    """A conversation that is encrypted as the server is set up. Raises ``OSError``."""
    try:
        return await _open(server, net, net.trust.context)
    except ssl.SSLCertVerificationError:
        if server.trusted_certificate is None:
            raise
        # The user has accepted one certificate: only that one is taken without verification.
        return await _open(server, net, net.trust.comparing_context())


async def _open(server: Server, net: Net, context: ssl.SSLContext) -> Mailbox:
    answer = await net.resolver.addresses(server.host)
    if answer.state is not AnswerState.FOUND:
        gone = answer.state is not AnswerState.TEMPORARY_FAILURE
        raise OSError("the name does not exist" if gone else f"DNS lookup failed: {answer.error}")
    found = await race(answer.values, server.port, limit=server.time_limit, tried=lambda _: None)
    if found.sock is None:
        problems = [attempt.problem for attempt in found.attempts if attempt.problem]
        if not problems:
            raise TimeoutError("no address answered")
        raise OSError(problems[0].seen.errno, problems[0].seen.text)
    mailbox = Mailbox(found.sock, server)
    try:
        await mailbox.turn.run(mailbox.open, context, limit=server.time_limit)
    except BaseException:
        mailbox.cut()
        await closed(mailbox)
        raise
    return mailbox


async def signed_in(mailbox: Mailbox, inbox: Inbox) -> SignedIn:
    """Sign in once, with a second token where the first has run out.

    Raises ``OSError`` where the connection breaks off.
    """
    key, limit = inbox.key, inbox.server.time_limit
    try:
        if inbox.server.sign_in is SignIn.OAUTH:
            if key is None or isinstance(key, Secret):
                return SignedIn(not_signed_in=True)
            return await _signed_in_with_token(mailbox, key, limit)
        password = key if isinstance(key, Secret) else None
        await mailbox.turn.run(mailbox.sign_in, password, limit=limit)
    except SignInRefusedError as error:
        return SignedIn(refused=error.said, refusal=error.refusal)
    except NotEncryptedError:
        return SignedIn(withheld=True)
    except NoToken as lacking:
        return SignedIn(no_token=lacking.verdict)
    return SignedIn()


async def _signed_in_with_token(mailbox: Mailbox, bearer: Bearer, limit: float) -> SignedIn:
    if not await mailbox.turn.run(mailbox.takes_tokens, limit=limit):
        return SignedIn(no_tokens=True)
    token = await bearer.token()
    try:
        await mailbox.turn.run(mailbox.bear, token, limit=limit)
    except SignInRefusedError:
        another = await bearer.renewed(token)
        if another is None:
            raise
        await mailbox.turn.run(mailbox.bear, another, limit=limit)
    return SignedIn()


async def closed(mailbox: Mailbox) -> None:
    """End a conversation, also where the caller is cancelled; it takes two seconds at most."""
    closing = asyncio.ensure_future(mailbox.turn.run(mailbox.close, limit=2 * GOODBYE_LIMIT))
    try:
        await asyncio.wait((closing,))
    except asyncio.CancelledError:
        await asyncio.wait((closing,))
        raise
    with contextlib.suppress(TimeoutError):
        closing.result()
