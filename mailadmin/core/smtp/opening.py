"""From a host name to a conversation that is signed in: the stages that a test and a send share.

Each stage is reported as it ends; the first that fails raises ``StageFailed``.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec

from mailadmin.core.account import Route, Security, Server
from mailadmin.core.dns.resolver import Answer
from mailadmin.core.net import Net
from mailadmin.core.problem import ProblemKind, WireError, problem_of
from mailadmin.core.runner import CANCELLED, StageFailed, Stages
from mailadmin.core.secret import Secret
from mailadmin.core.smtp import judge
from mailadmin.core.smtp.certificate import chain_of, now, read_chain
from mailadmin.core.smtp.connect import Attempt, race
from mailadmin.core.smtp.facts import Handshake, Hello, NoUpgrade
from mailadmin.core.smtp.session import Session, tls_of
from mailadmin.core.smtp.transcript import Transcript
from mailadmin.core.smtp.wire import open_wire

OPENING_CHECKS: Final = (
    "dns.resolve",
    "net.connect",
    "smtp.greeting",
    "smtp.ehlo",
    "tls.handshake",
    "tls.certificate",
    "smtp.auth",
)
"""The stages of an opening, in the order a window shows them."""


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One server to talk to: which, as what route, and the secret to sign in with."""

    server: Server
    secret: Secret | None
    route: Route | None


@asynccontextmanager
async def opened(
    hop: Hop, net: Net, stages: Stages, transcript: Transcript
) -> AsyncIterator[Session]:
    """A conversation past its sign-in; closed whatever happens. Raises ``StageFailed``."""
    server = hop.server
    # Who is trusted takes a while to read the first time: meanwhile, look the name up.
    trusted = asyncio.ensure_future(net.trust.ready())
    try:
        answer = await stages.run(
            "dns.resolve",
            partial(net.resolver.addresses, server.host),
            partial(judge.resolve, server),
        )
        start = await _connect(server, answer, stages, transcript)
        opening = _Opening(hop, net, stages, trusted, start)
        try:
            await opening.talk()
            yield opening.current
        except BaseException:
            opening.current.wire.abort()
            raise
        finally:
            await opening.current.wire.close()
    finally:
        trusted.cancel()
        await asyncio.gather(trusted, return_exceptions=True)


async def _connect(
    server: Server, answer: Answer, stages: Stages, transcript: Transcript
) -> tuple[str, Session]:
    """The connect stage: one finding an address. Returns the address that won."""
    at, began = datetime.now(UTC), asyncio.get_running_loop().time()
    stages.started("net.connect", at)
    attempts: list[Attempt] = []
    try:
        connected = await race(
            answer.values, server.port, limit=stages.limit, tried=attempts.append
        )
    except asyncio.CancelledError:
        stages.report("net.connect", CANCELLED, at, began)
        raise
    failed = []
    for attempt in judge.most_telling_first(attempts):
        finding = stages.report(
            "net.connect",
            judge.attempt(server, attempt, others_connected=connected.sock is not None),
            at,
            began,
            subject=judge.address_subject(attempt.address, server.port),
            elapsed_ms=attempt.elapsed_ms or 0.0,
        )
        failed.append(finding)
    if connected.sock is None:
        raise StageFailed(failed[0])
    winner = next(attempt.address for attempt in attempts if attempt.connected)
    return winner, Session(await open_wire(connected.sock, transcript), server)


class _Opening:
    """The stages from the greeting to the sign-in, on a connection to one address.

    ``current`` is the conversation as it stands: another one takes its place when the user has
    accepted a certificate that does not verify.
    """

    def __init__(
        self,
        hop: Hop,
        net: Net,
        stages: Stages,
        trusted: "asyncio.Task[ssl.SSLContext]",
        start: tuple[str, Session],
    ) -> None:
        self._hop = hop
        self._net = net
        self._stages = stages
        self._trusted = trusted
        self._security = hop.server.security.on_port(hop.server.port)
        self._address, self.current = start

    async def talk(self) -> None:
        server, run = self._hop.server, self._stages.run
        if self._security is Security.TLS:
            await self._encrypt()
        await run("smtp.greeting", lambda: self.current.greeting(), partial(judge.greeting, server))
        await self._say_hello()
        if self._security is Security.STARTTLS:
            await self._encrypt()
            await self._say_hello()
        elif self._security is Security.NONE:
            await run("tls.handshake", self._unencrypted, judge.unencrypted)
        await run(
            "smtp.auth",
            lambda: self.current.sign_in(self._hop.secret),
            partial(judge.sign_in, server),
        )

    async def _say_hello(self) -> None:
        await self._stages.run(
            "smtp.ehlo", lambda: self.current.say_hello(), partial(judge.hello, self._hop.server)
        )

    async def _unencrypted(self) -> Hello:
        assert self.current.hello is not None
        return self.current.hello

    async def _encrypt(self) -> None:
        """The TLS stages: what was agreed on, then whose certificate it was."""
        server = self._hop.server
        facts: Handshake | NoUpgrade = await self._stages.run(
            "tls.handshake", self._handshake, partial(judge.handshake, server)
        )

        async def seen() -> Handshake | NoUpgrade:
            return facts

        await self._stages.run("tls.certificate", seen, partial(judge.certificate, server))

    async def _handshake(self) -> Handshake | NoUpgrade:
        session = self.current
        if self._security is Security.STARTTLS and (refused := await _upgrade(session)):
            return refused
        try:
            encrypted = await session.encrypt(await self._trusted)
        except ssl.SSLCertVerificationError as refusal:
            return await self._look(refusal)
        host, at = self._hop.server.host, now()
        return Handshake(
            tls=tls_of(encrypted), certificate=read_chain(chain_of(encrypted), host, at)
        )

    async def _look(self, refusal: ssl.SSLError) -> Handshake:
        """Read a certificate that failed on a connection of its own, where nobody signs in."""
        self.current.wire.abort()
        server, problem = self._hop.server, problem_of(refusal)
        transcript = self.current.wire.transcript
        try:
            session = await self._connect_again(transcript)
        except (OSError, EOFError):
            return Handshake(refusal=problem)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(session.wire.close)
            try:
                if self._security is Security.STARTTLS:
                    await session.greeting()
                    await session.say_hello()
                    if await _upgrade(session):
                        return Handshake(refusal=problem)
                encrypted = await session.encrypt(self._net.trust.reading_context())
            except (OSError, EOFError):
                return Handshake(refusal=problem)
            seen = read_chain(chain_of(encrypted), server.host, now(), refusal)
            accepted = seen is not None and seen.sha256 == server.trusted_certificate
            if accepted:
                # The user has accepted this very certificate for this server: go on with it.
                self.current = session
                stack.pop_all()
            return Handshake(
                tls=tls_of(encrypted),
                certificate=seen,
                refusal=problem,
                accepted_by_user=accepted,
            )

    async def _connect_again(self, transcript: Transcript) -> Session:
        transcript.add(0.0, "*", "connected again, only to read the certificate")
        connected = await race(
            [self._address], self._hop.server.port, limit=self._stages.limit, tried=lambda _: None
        )
        if connected.sock is None:
            raise WireError(ProblemKind.RESET, "no second connection")
        return Session(await open_wire(connected.sock, transcript), self._hop.server)


async def _upgrade(session: Session) -> NoUpgrade | None:
    """Ask for TLS (RFC 3207); None when the server is ready for it."""
    assert session.hello is not None
    if "starttls" not in session.hello.extensions:
        return NoUpgrade(hello=session.hello)
    reply = await session.ask_for_tls()
    return None if reply.code == 220 else NoUpgrade(hello=session.hello, reply=reply)
