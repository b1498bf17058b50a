"""*Click here to test your connection*: every stage up to the message, which is never sent."""

import asyncio
from functools import partial
from typing import Final

import msgspec

from mailadmin.core.account import Route, Security, Server, SignIn
from mailadmin.core.event import Finished, Listener, Outcome, Phrase, Result
from mailadmin.core.finding import Finding, Params, Status
from mailadmin.core.keys import Key
from mailadmin.core.net import Net
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.smtp import judge
from mailadmin.core.smtp.facts import Envelope
from mailadmin.core.smtp.opening import OPENING_CHECKS, Hop, opened
from mailadmin.core.smtp.second_look import second_look
from mailadmin.core.smtp.transcript import Transcript

CONNECTION_CHECKS: Final = (*OPENING_CHECKS, "smtp.sender", "smtp.recipient")
"""The stages of a test in the order a window shows them."""

_ENCRYPTION: Final = ("tls.handshake", "tls.certificate")


class ConnectionTarget(msgspec.Struct, frozen=True, kw_only=True):
    """What to test: a server, what opens it, and the two addresses to ask about."""

    server: Server
    key: Key | None
    route: Route
    sender: str
    recipient: str


def planned(server: Server) -> tuple[str, ...]:
    """The stages of a test of this server, in the order in which they happen."""
    security = server.security.on_port(server.port)
    if security is Security.NONE:
        return tuple(check for check in CONNECTION_CHECKS if check != "tls.certificate")
    if security is Security.STARTTLS:
        return CONNECTION_CHECKS
    # Encrypted before the server says its first word (RFC 8314 section 3.3).
    reached, later = CONNECTION_CHECKS[:2], CONNECTION_CHECKS[2:]
    return (*reached, *_ENCRYPTION, *(check for check in later if check not in _ENCRYPTION))


async def run_connection_test(target: ConnectionTarget, net: Net, listener: Listener) -> Result:
    """Test one server and tell the listener; no message is sent. Cancelling closes everything."""
    return await _Test(target, net, listener).run()


class _Test:
    def __init__(self, target: ConnectionTarget, net: Net, listener: Listener) -> None:
        self._target = target
        self._net = net
        self._listener = listener
        self._transcript = Transcript()
        server = target.server
        self._stages = Stages(
            listener, subject=server.subject, route=target.route, limit=server.time_limit
        )
        self._began = asyncio.get_running_loop().time()

    async def run(self) -> Result:
        target, stages = self._target, self._stages
        hop = Hop(server=target.server, key=target.key, route=target.route)
        try:
            async with opened(hop, self._net, stages, self._transcript) as session:
                envelope = Envelope(target.sender, (target.recipient,))
                await stages.run(
                    "smtp.sender",
                    lambda: session.sender(envelope, leave=True),
                    partial(judge.sender, target.server),
                )
                await stages.run(
                    "smtp.recipient",
                    lambda: session.recipient(target.recipient),
                    partial(judge.recipient, target.server),
                )
                result = self._finish(self._passed())
                # The goodbye comes after the result: nobody waits for it.
                await session.leave()
                return result
        except StageFailed as stop:
            return self._finish(await self._failed(stop.finding))

    def _finish(self, result: Result) -> Result:
        elapsed = (asyncio.get_running_loop().time() - self._began) * 1000
        result = msgspec.structs.replace(
            result, elapsed_ms=round(elapsed, 1), transcript=self._transcript.lines()
        )
        self._listener(Finished(result))
        return result

    def _passed(self) -> Result:
        server = self._target.server
        signed_in = server.sign_in is not SignIn.NONE
        worst = {finding.status for finding in self._stages.findings}
        green = signed_in and Status.WARNING not in worst
        title = "test.passed" if green else "test.passed-with-warnings"
        if not signed_in:
            title = "test.not-signed-in"
        return self._result(
            Outcome.PASSED if green else Outcome.WARNING,
            title,
            not_proven=("test.no-message", *(() if signed_in else ("test.no-sign-in",))),
        )

    async def _failed(self, finding: Finding) -> Result:
        target, server = self._target, self._target.server
        owners = (target.sender, server.user_name)
        finding, suggestion = await second_look(finding, server, owners, self._net, self._stages)
        done = {found.check for found in self._stages.findings}
        self._stages.skip(check for check in planned(server) if check not in done)
        stage = finding.check
        if finding.verdict.id == judge.SENDER_REFUSED_LATE:
            stage = "smtp.sender"
        result = self._result(
            Outcome.UNKNOWN if finding.status is Status.UNKNOWN else Outcome.FAILED,
            f"test.failed.{stage}",
            not_proven=("test.no-message",),
        )
        return msgspec.structs.replace(
            result, failure=finding, cause=finding.verdict.cause, suggestion=suggestion
        )

    def _result(self, status: Outcome, title: str, not_proven: tuple[str, ...]) -> Result:
        target, server = self._target, self._target.server
        params: Params = {
            "host": server.host,
            "user": server.user_name,
            "sender": target.sender,
            "recipient": target.recipient,
        }
        proven = {
            finding.check: Phrase(f"test.proven.{finding.check}", params)
            for finding in self._stages.findings
            if finding.status is Status.OK and finding.check in _PROOFS
        }
        if title == "test.failed.smtp.sender":
            proven.pop("smtp.sender", None)  # a yes that was taken back at the recipient
        return Result(
            command="test",
            status=status,
            title=Phrase(title, params),
            proven=tuple(proven.values()),
            not_proven=tuple(Phrase(phrase, params) for phrase in not_proven),
            route=target.route,
            elapsed_ms=0.0,
        )


_PROOFS: Final = ("net.connect", "tls.certificate", "smtp.auth", "smtp.sender", "smtp.recipient")
"""Checks whose success proves something to the user."""
