"""Is a message in the user's own mailbox? Looked for by its Message-ID, over IMAP."""

import asyncio
import contextlib
import ssl
from collections.abc import Sequence
from functools import partial
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import Server
from mailadmin.core.diagnosis.own import Causes, causes_of_problem, causes_of_words, failed
from mailadmin.core.diagnosis.symptom import Moment
from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.event import Listener
from mailadmin.core.finding import ExceptionSeen, Finding, Guess, Params, Status, Verdict
from mailadmin.core.inbox.folders import Folder, Place, folders_at
from mailadmin.core.inbox.mailbox import (
    GOODBYE_LIMIT,
    Mailbox,
    NotEncryptedError,
    SignInRefusedError,
)
from mailadmin.core.net import Net
from mailadmin.core.problem import Problem
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.connect import race

POLL: Final = 1.0
"""Seconds between two looks: a message may arrive a moment after it was sent."""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a search. ``failure`` is set where the mailbox could not be looked into."""

    folder: str | None = None
    place: Place | None = None
    failure: Finding | None = None

    @property
    def found(self) -> bool:
        """Whether the message is there."""
        return self.folder is not None


class Inbox(msgspec.Struct, frozen=True, kw_only=True):
    """The mailbox to look into, and the secret to sign in with."""

    server: Server
    secret: Secret | None


async def find_message(
    inbox: Inbox,
    message_id: str,
    places: Sequence[Place],
    net: Net,
    listener: Listener,
    *,
    limit: float,
) -> Search:
    """Look for a message (``message_id`` with its angle brackets) until ``limit`` seconds are over.

    Nothing in the mailbox is changed. Reports ``inbox.connect``, ``inbox.auth`` and
    ``inbox.arrival``; never raises for what the server does.
    """
    server = inbox.server
    stages = Stages(listener, subject=server.subject, route=None, limit=server.time_limit)
    mailbox: Mailbox | None = None
    try:
        opened = await stages.run(
            "inbox.connect", partial(_connected, server, net), partial(judge_connect, server)
        )
        mailbox = opened
        await stages.run(
            "inbox.auth", partial(_signed_in, opened, inbox), partial(judge_sign_in, server)
        )
        folder = await stages.run(
            "inbox.arrival",
            partial(_arrived, opened, message_id, places, limit),
            partial(judge_arrival, server),
            limit=limit + server.time_limit,
        )
        return Search(folder=folder.name, place=folder.place) if folder else Search()
    except StageFailed as stop:
        return Search(failure=stop.finding)
    except BaseException:
        if mailbox is not None:
            mailbox.cut()
        raise
    finally:
        if mailbox is not None:
            await _closed(mailbox)


async def _connected(server: Server, net: Net) -> Mailbox:
    try:
        return await _open(server, net, net.trust.context)
    except ssl.SSLCertVerificationError:
        if server.trusted_certificate is None:
            raise
        # The user has accepted one certificate: only that one is taken without verification.
        return await _open(server, net, net.trust.reading_context())


async def _open(server: Server, net: Net, context: ssl.SSLContext) -> Mailbox:
    answer = await net.resolver.addresses(server.host)
    if answer.state is not AnswerState.FOUND:
        gone = answer.state is not AnswerState.TEMPORARY_FAILURE
        raise OSError("the name does not exist" if gone else f"DNS lookup failed: {answer.error}")
    connected = await race(
        answer.values, server.port, limit=server.time_limit, tried=lambda _: None
    )
    if connected.sock is None:
        problems = [attempt.problem for attempt in connected.attempts if attempt.problem]
        if not problems:
            raise TimeoutError("no address answered")
        raise OSError(problems[0].seen.errno, problems[0].seen.text)
    mailbox = Mailbox(connected.sock, server)
    try:
        await blocking.run(mailbox.open, context, limit=server.time_limit)
    except BaseException:
        mailbox.cut()
        await _closed(mailbox)
        raise
    return mailbox


async def _closed(mailbox: Mailbox) -> None:
    # In a thread, because whoever still works with it in another one ends first.
    with contextlib.suppress(TimeoutError):
        await blocking.run(mailbox.close, limit=2 * GOODBYE_LIMIT)


class _SignedIn(msgspec.Struct, frozen=True):
    refused: str | None = None
    withheld: bool = False


async def _signed_in(mailbox: Mailbox, inbox: Inbox) -> _SignedIn:
    try:
        await blocking.run(mailbox.sign_in, inbox.secret, limit=inbox.server.time_limit)
    except SignInRefusedError as error:
        return _SignedIn(refused=error.said)
    except NotEncryptedError:
        return _SignedIn(withheld=True)
    return _SignedIn()


async def _arrived(
    mailbox: Mailbox, message_id: str, places: Sequence[Place], limit: float
) -> Folder | None:
    end = asyncio.get_running_loop().time() + limit
    listing = await blocking.run(mailbox.folders, limit=limit)
    folders = folders_at(listing, places)
    while True:
        for folder in folders:
            if await blocking.run(mailbox.holds, folder.name, message_id, limit=limit):
                return folder
        if asyncio.get_running_loop().time() + POLL >= end:
            return None
        await asyncio.sleep(POLL)


# -- judgement


def judge_connect(server: Server, facts: Mailbox | Problem) -> Verdict:
    """The way to the mailbox, encryption included."""
    if isinstance(facts, Problem):
        return _broken("inbox.connect.failed", server, facts)
    return Verdict("inbox.connect.ok", Status.OK, _about(server))


def judge_sign_in(server: Server, facts: _SignedIn | Problem) -> Verdict:
    """The sign-in, or why no password was sent."""
    about = {**_about(server), "user": server.user_name}
    if isinstance(facts, Problem):
        return _broken("inbox.auth.broken", server, facts)
    if facts.withheld:
        return Verdict("inbox.auth.not-encrypted", Status.FAILED, about)
    if facts.refused is not None:
        seen = ExceptionSeen(type="NO", text=facts.refused)
        causes = causes_of_words(facts.refused, Moment.INBOX, server)
        if causes.known is None:
            # A NO has no code, and may be without a word (RFC 9051 section 7.1).
            causes = Causes(Guess("auth-bad-credentials", 0.6), causes.also)
        params = {**about, "reply": facts.refused} if facts.refused else about
        return failed("inbox.auth.refused", params, (seen,), causes)
    return Verdict("inbox.auth.ok", Status.OK, about)


def judge_arrival(server: Server, facts: Folder | Problem | None) -> Verdict:
    """Where the message is. Not there is no failure: it may still be on its way."""
    if isinstance(facts, Problem):
        return _broken("inbox.arrival.broken", server, facts)
    if facts is None:
        return Verdict("inbox.arrival.not-there", Status.UNKNOWN, _about(server))
    return Verdict(
        f"inbox.arrival.{facts.place or Place.INBOX}",
        Status.OK,
        {**_about(server), "folder": facts.name},
    )


def _broken(verdict_id: str, server: Server, trouble: Problem) -> Verdict:
    params = {**_about(server), "error": trouble.seen.text}
    causes = causes_of_problem(trouble, Moment.INBOX, server)
    return failed(verdict_id, params, (trouble.seen,), causes)


def _about(server: Server) -> Params:
    return {"host": server.host, "port": server.port}
