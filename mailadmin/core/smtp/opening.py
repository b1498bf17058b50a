"""From a host name to a conversation that is signed in: the stages that a test and a send share.

Each stage is reported as it ends; the first that fails raises ``StageFailed``.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import Route, Security, Server
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.resolver import Answer
from mailadmin.core.keys import Key
from mailadmin.core.net import Net
from mailadmin.core.problem import ProblemKind, WireError, problem_of
from mailadmin.core.runner import CANCELLED, StageFailed, Stages
from mailadmin.core.smtp import certificate_judge, judge
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


FULL_NAME_LIMIT: Final = 2.0
"""Seconds to find out this computer's full name; the DNS may be asked for it."""


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One server to talk to: which, as what route, and what opens it."""

    server: Server
    key: Key | None
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
    winner = next((attempt.address for attempt in attempts if attempt.connected), None)
    for attempt in judge.most_telling_first(attempts):
        finding = stages.report(
            "net.connect",
            judge.attempt(server, attempt, winner=winner),
            at,
            began,
            subject=judge.address_subject(attempt.address, server.port),
            elapsed_ms=attempt.elapsed_ms or 0.0,
        )
        failed.append(finding)
    if connected.sock is None or winner is None:
        raise StageFailed(failed[0])
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
        self._name = ""

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
            lambda: self.current.sign_in(self._hop.key),
            partial(judge.sign_in, server),
        )

    async def _say_hello(self) -> None:
        await self._stages.run("smtp.ehlo", self._hello, partial(judge.hello, self._hop.server))

    async def _hello(self) -> Hello:
        """EHLO. If the name we give is refused, once more on a new connection with our other one.

        What the server takes is then used for the rest: a user can't change what their computer
        calls itself, and asking them first would help nobody.
        """
        hello = await self.current.say_hello(self._name)
        if self._name or hello.encrypted is not (self._security is Security.TLS):
            return hello
        if not judge.refuses_name(hello):
            return hello
        name = await _full_name(self._net.surroundings.full_name)
        if name is None:
            return hello
        try:
            again = await self._introduced(name)
        except (OSError, EOFError):
            return hello
        if again is None:
            return hello
        return msgspec.structs.replace(again, refused_name=(hello.name, hello.reply))

    async def _introduced(self, name: str) -> Hello | None:
        """A new conversation under another name, which takes the place of the current one."""
        transcript = self.current.wire.transcript
        session = await self._connect_again(transcript, f"connected again, to say EHLO {name}")
        async with AsyncExitStack() as stack:
            stack.push_async_callback(session.wire.close)
            if self._security is Security.TLS:
                await session.encrypt(await self._trusted)
            await session.greeting()
            hello = await session.say_hello(name)
            if hello.reply.code != 250:
                return None
            stack.pop_all()
        self.current.wire.abort()
        self.current, self._name = session, name
        return hello

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

        product_of = self._net.surroundings.product_of
        await self._stages.run(
            "tls.certificate",
            seen,
            lambda facts: certificate_judge.certificate(server, facts, product_of),
        )

    async def _handshake(self) -> Handshake | NoUpgrade:
        session = self.current
        if self._security is Security.STARTTLS and (refused := await _upgrade(session)):
            return refused
        context = await self._trusted
        await self._net.handshakes.turn()
        try:
            encrypted = await session.encrypt(context)
        except ssl.SSLCertVerificationError as refusal:
            return await self._look(refusal)
        host, at = self._hop.server.host, now()
        return Handshake(
            tls=tls_of(encrypted), certificate=read_chain(chain_of(encrypted), host, at), at=at
        )

    async def _look(self, refusal: ssl.SSLError) -> Handshake:
        """Read a certificate that failed on a connection of its own.

        Nobody signs in there unless it is the very one that the user has accepted.
        """
        self.current.wire.abort()
        server, problem, trust = self._hop.server, problem_of(refusal), self._net.trust
        may_go_on = server.trusted_certificate is not None
        transcript = self.current.wire.transcript
        try:
            session = await self._connect_again(
                transcript, "connected again, only to read the certificate"
            )
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
                context = trust.comparing_context() if may_go_on else trust.reading_context()
                encrypted = await session.encrypt(context)
            except (OSError, EOFError):
                return Handshake(refusal=problem)
            at = now()
            seen = read_chain(chain_of(encrypted), server.host, at, refusal)
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
                at=at,
            )

    async def _connect_again(self, transcript: Transcript, why: str) -> Session:
        transcript.add(0.0, "*", why)
        connected = await race(
            [self._address], self._hop.server.port, limit=self._stages.limit, tried=lambda _: None
        )
        if connected.sock is None:
            raise WireError(ProblemKind.RESET, "no second connection")
        return Session(await open_wire(connected.sock, transcript), self._hop.server)


async def _full_name(ask: Callable[[], str]) -> str | None:
    """The full name of this computer, fit to be given to a server; None if it has none."""
    try:
        name = ascii_host(await blocking.run(ask, limit=FULL_NAME_LIMIT))
    except (OSError, UnicodeError):
        return None
    return name if name is not None and "." in name else None


async def _upgrade(session: Session) -> NoUpgrade | None:
    """Ask for TLS (RFC 3207); None when the server is ready for it."""
    assert session.hello is not None
    if "starttls" not in session.hello.extensions:
        return NoUpgrade(hello=session.hello)
    reply = await session.ask_for_tls()
    return None if reply.code == 220 else NoUpgrade(hello=session.hello, reply=reply)
