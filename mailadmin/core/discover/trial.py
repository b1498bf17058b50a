"""Does a server answer, and how may one sign in? Asked without a user name or password."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from typing import Final

import msgspec

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.discover.found import Found, FoundServer, Source
from mailadmin.core.discover.telling import Part, Telling
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.mx import as_address
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.event import to_nobody
from mailadmin.core.finding import Evidence, Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.inbox.client import NoUpgradeError
from mailadmin.core.inbox.opening import closed, connected
from mailadmin.core.net import Net
from mailadmin.core.problem import ProblemKind, problem_of
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.smtp.opening import Hop, opened
from mailadmin.core.smtp.transcript import Transcript

LIMIT: Final = 5.0
"""Seconds that one server gets."""

GRACE: Final = 0.8
"""Seconds that a server its source prefers may answer later than another one."""

INBOX_GRACE: Final = 1.5
"""Seconds that a mailbox's server may answer later than the mail server."""

MOST: Final = 6
"""Servers of one kind that are tried for one source."""


class Trouble(StrEnum):
    """Why a server can't be offered."""

    NO_NAME = "no-such-name"
    SILENT = "no-answer"
    CERTIFICATE = "certificate"
    UNENCRYPTED = "no-encryption"
    """It does not offer the encryption that its source promises."""
    STRANGE = "no-mail-server"
    NO_SIGN_IN = "no-sign-in"
    """It answers, and lets nobody sign in."""


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one server. ``mechanisms`` are the ways to sign in that it offers itself.

    They are SASL names (RFC 4422) in upper case, and ``LOGIN`` for IMAP's command.
    """

    server: FoundServer
    mechanisms: tuple[str, ...] = ()
    trouble: Trouble | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether it can be offered."""
        return self.trouble is None


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """The first server of each kind that answers, in the order of the source."""

    outgoing: Tried | None = None
    incoming: Tried | None = None


_Key = tuple[str, str, int, Security]


def _key(server: FoundServer) -> _Key:
    return server.kind, server.host, server.port, server.security


def _as_named(one: Tried, servers: Sequence[FoundServer]) -> Tried:
    """The same server as this source describes it: another one may have had it tried."""
    own = next(server for server in servers if _key(server) == _key(one.server))
    return msgspec.structs.replace(one, server=own)


class Trials:
    """The servers of one search, each tried once, whatever sources name it."""

    def __init__(self, net: Net, telling: Telling) -> None:
        self._net = net
        self._telling = telling
        self._tasks: dict[_Key, asyncio.Task[Tried]] = {}

    async def first_of(self, found: Found) -> Pair:
        """Try all servers of a source at once."""
        guessed = found.source is Source.GUESS
        outgoing = [self._task(one, guessed) for one in candidates(found.outgoing, "smtp")]
        incoming = [self._task(one, guessed) for one in candidates(found.incoming, "imap")]
        inbox = asyncio.ensure_future(_first(incoming))
        try:
            mail_server = await _first(outgoing)
            if mail_server is None:
                return Pair()
            await asyncio.wait((inbox,), timeout=INBOX_GRACE)
            known = inbox.result() if inbox.done() else _best_of(incoming)
            return Pair(
                outgoing=_as_named(mail_server, found.outgoing),
                incoming=None if known is None else _as_named(known, found.incoming),
            )
        finally:
            inbox.cancel()
            await asyncio.gather(inbox, return_exceptions=True)

    async def close(self) -> None:
        """End every conversation."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    def _task(self, server: FoundServer, guessed: bool) -> asyncio.Task[Tried]:
        key = _key(server)
        if key not in self._tasks:
            self._tasks[key] = asyncio.ensure_future(self._tell(server, guessed))
        return self._tasks[key]

    async def _tell(self, server: FoundServer, guessed: bool) -> Tried:
        part = Part(
            check="discover.server",
            subject=as_server(server).subject,
            limit=LIMIT,
            late=Tried(server=server, trouble=Trouble.SILENT),
            judge=partial(judge_trial, guessed=guessed),
        )
        return await self._telling.tell(part, partial(tried, server, self._net))


def candidates(servers: Sequence[FoundServer], kind: str) -> tuple[FoundServer, ...]:
    """The servers to try: of this kind, with a whole name, each once.

    In the order of the source, but an unencrypted one never before one that is encrypted.
    """
    usable = dict.fromkeys(
        server for server in servers if server.kind == kind and is_full_name(server.host)
    )
    ordered = sorted(usable, key=lambda server: server.security is Security.NONE)
    return tuple(ordered[:MOST])


def is_full_name(host: str) -> bool:
    """Whether it is a whole name: no address, and nothing that means this very computer.

    Nobody's certificate is for those, and a stranger's settings are no reason to look around here.
    """
    name = ascii_host(host)
    if name is None or "." not in name or as_address(name) is not None:
        return False
    return not f".{name}".endswith((".localhost", ".localdomain"))


def as_server(server: FoundServer) -> Server:
    """The server as the rest of the program sees it, before anybody signs in."""
    return Server(
        host=server.host,
        port=server.port,
        security=server.security.on_port(server.port),
        sign_in=SignIn.NONE,
        time_limit=LIMIT,
    )


async def _first(tasks: Sequence[asyncio.Task[Tried]]) -> Tried | None:
    """The first in order that answers; a preferred one is waited for, but not for long."""
    deadline: float | None = None
    loop = asyncio.get_running_loop()
    for task in tasks:
        while not task.done():
            others = [other for other in tasks if not other.done()]
            if deadline is None and _best_of(tasks) is not None:
                deadline = loop.time() + GRACE
            left = None if deadline is None else max(deadline - loop.time(), 0.0)
            done, _ = await asyncio.wait(others, timeout=left, return_when=asyncio.FIRST_COMPLETED)
            if not done:
                return _best_of(tasks)
        if _answer_of(task) is not None:
            return task.result()
    return None


def _best_of(tasks: Sequence[asyncio.Task[Tried]]) -> Tried | None:
    return next((answer for task in tasks if (answer := _answer_of(task)) is not None), None)


def _answer_of(task: asyncio.Task[Tried]) -> Tried | None:
    if not task.done() or task.cancelled() or not task.result().answered:
        return None
    return task.result()


async def tried(server: FoundServer, net: Net) -> Tried:
    """Try one server as far as its abilities. Raises ``TimeoutError`` where it is silent."""
    ask = _smtp if server.kind == "smtp" else _imap
    there = await net.resolver.addresses(server.host)
    if there.state is not AnswerState.FOUND:
        lost = there.state is AnswerState.TEMPORARY_FAILURE
        return Tried(server=server, trouble=Trouble.SILENT if lost else Trouble.NO_NAME)
    try:
        mechanisms = await ask(as_server(server), net)
    except StageFailed as stop:
        verdict = stop.finding.verdict
        trouble = _of_stage(stop.finding.check, verdict)
        return Tried(server=server, trouble=trouble, evidence=verdict.evidence)
    except TimeoutError:
        raise
    except NoUpgradeError as error:
        seen = problem_of(error).seen
        return Tried(server=server, trouble=Trouble.UNENCRYPTED, evidence=(seen,))
    except (OSError, EOFError) as error:
        problem = problem_of(error)
        trouble = _KINDS.get(problem.kind, Trouble.SILENT)
        return Tried(server=server, trouble=trouble, evidence=(problem.seen,))
    if not mechanisms:
        return Tried(server=server, trouble=Trouble.NO_SIGN_IN)
    return Tried(server=server, mechanisms=mechanisms)


async def _smtp(server: Server, net: Net) -> tuple[str, ...]:
    stages = Stages(to_nobody, subject=server.subject, route=None, limit=LIMIT)
    hop = Hop(server=server, key=None, route=None)
    async with opened(hop, net, stages, Transcript()) as session:
        hello = session.hello
        session.wire.send("QUIT")  # what it answers changes nothing any more
        return hello.mechanisms if hello is not None else ()


async def _imap(server: Server, net: Net) -> tuple[str, ...]:
    await net.trust.ready()
    mailbox = await connected(server, net)
    try:
        abilities = await mailbox.turn.run(mailbox.abilities, limit=LIMIT)
    except BaseException:
        mailbox.cut()
        raise
    finally:
        await closed(mailbox)
    offered = sorted(name.removeprefix("AUTH=") for name in abilities if name.startswith("AUTH="))
    login = () if "LOGINDISABLED" in abilities else ("LOGIN",)  # RFC 9051 section 6.2.3
    return (*offered, *login)


_STAGES: Final = {
    "net.connect": Trouble.SILENT,
    "tls.certificate": Trouble.CERTIFICATE,
    "tls.handshake": Trouble.UNENCRYPTED,
}
_KINDS: Final = {
    ProblemKind.CERTIFICATE: Trouble.CERTIFICATE,
    ProblemKind.NOT_TLS: Trouble.UNENCRYPTED,
    ProblemKind.TLS_TOO_OLD: Trouble.UNENCRYPTED,
    ProblemKind.TLS_FAILED: Trouble.UNENCRYPTED,
    ProblemKind.BAD_REPLY: Trouble.STRANGE,
    ProblemKind.INJECTED: Trouble.STRANGE,
    ProblemKind.RESET: Trouble.STRANGE,
}


def _of_stage(check: str, verdict: Verdict) -> Trouble:
    if verdict.id.endswith("timed-out"):
        return Trouble.SILENT
    return _STAGES.get(check, Trouble.STRANGE)


def judge_trial(result: Tried, *, guessed: bool = False) -> Verdict:
    """The verdict on one server. That a guessed one is not there is nobody's fault."""
    server = result.server
    params: Params = {"host": echo(server.host), "port": server.port}
    if result.trouble is not None:
        status = Status.INFO if guessed else Status.WARNING
        return Verdict(f"discover.server.{result.trouble}", status, params, result.evidence)
    what = "inbox" if server.kind == "imap" else "mail"
    if server.security is Security.NONE:
        return Verdict(f"discover.server.{what}-unencrypted", Status.WARNING, params)
    return Verdict(f"discover.server.{what}", Status.OK, params)
