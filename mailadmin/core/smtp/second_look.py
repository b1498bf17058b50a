"""After a failure: what else can be seen, in a few seconds, without user name or password.

Facts come from here, what they mean from :mod:`mailadmin.core.smtp.crossing`. Everything runs side
by side under one limit; what is not known by then stays unknown, and nothing stays open.
"""

import asyncio
import contextlib
import ssl
from collections.abc import Coroutine, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import Security, Server
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.finding import CertificateSeen, Finding, RecordSeen, ReplySeen
from mailadmin.core.net import Net
from mailadmin.core.runner import CANCELLED, Stages, bug
from mailadmin.core.smtp.certificate import chain_of, now, read_chain
from mailadmin.core.smtp.connect import Attempt, race
from mailadmin.core.smtp.crossing import Look, control, cross, worth_a_look
from mailadmin.core.smtp.names import is_name, is_on_the_internet, likely_names, sibling_names
from mailadmin.core.smtp.sightings import Known, Reached, Sight
from mailadmin.core.smtp.suggestion import candidates, working_host, working_setting
from mailadmin.core.smtp.transcript import Transcript
from mailadmin.core.smtp.wire import open_wire
from mailadmin.core.surroundings import Control

LIMIT: Final = 5.0
"""Seconds for the whole second look: a better answer is not worth a longer wait."""

CONTROL_SHARE: Final = 0.7
"""The part of the limit after which a control server counts as silent."""

FIRST_BYTES: Final = 512
"""Bytes that tell what kind of server answers."""


async def second_look(
    finding: Finding, server: Server, owners: tuple[str, ...], net: Net, stages: Stages
) -> tuple[Finding, Server | None]:
    """Look again at a failure: the finding as it is understood now, and a setting that works.

    The findings of it carry the name of the check that failed, so that its row runs on; the last
    one stands in the place of the failure. ``owners`` are the user's addresses; only their
    domains are used.
    """
    known = _known(stages, stand_in=net.surroundings.on_this_computer)
    looks = worth_a_look(finding.check, finding.verdict, server, known, net.surroundings)
    if not looks:
        return finding, None
    at, began = datetime.now(UTC), asyncio.get_running_loop().time()
    stages.started(finding.check, at)
    try:
        limit = min(LIMIT, server.time_limit)
        sight = await _Looking(server, owners, known, net, limit).look(looks)
    except asyncio.CancelledError:
        stages.report(finding.check, CANCELLED, at, began)
        raise
    except Exception as error:
        # Our own bug is named as our own bug; the failure stays what it was.
        stages.report(finding.check, bug(error), at, began)
        return finding, None
    for reached in sight.controls:
        subject = reached.control.subject
        verdict_of_it = control(finding.check, reached)
        stages.report(finding.check, verdict_of_it, at, began, subject=subject)
    verdict = cross(finding.check, finding.verdict, server, known, sight)
    understood = stages.report(
        finding.check,
        finding.verdict if verdict is None else verdict,
        finding.started,
        began,
        subject=finding.subject,
        elapsed_ms=finding.elapsed_ms,
    )
    return understood, sight.setting or sight.likely


def _known(stages: Stages, *, stand_in: bool) -> Known:
    addresses: tuple[str, ...] = ()
    greeting = ""
    for finding in stages.findings:
        for seen in finding.verdict.evidence:
            if finding.check == "dns.resolve" and isinstance(seen, RecordSeen):
                addresses = seen.values
            if finding.check == "smtp.greeting" and isinstance(seen, ReplySeen):
                greeting = seen.text
    outside = stand_in or any(is_on_the_internet(address) for address in addresses)
    return Known(addresses=addresses, greeting=greeting, on_the_internet=outside)


class _Looking:
    """One second look: the things to look at, side by side, within one limit."""

    def __init__(
        self, server: Server, owners: tuple[str, ...], known: Known, net: Net, limit: float
    ) -> None:
        self._server = server
        self._owners = owners
        self._known = known
        self._net = net
        self._limit = limit
        self._share = limit * CONTROL_SHARE
        self._asked_for = (ascii_host(server.host) or "") if is_name(server.host) else ""

    async def look(self, looks: frozenset[Look]) -> Sight:
        controls = [
            asyncio.ensure_future(reach(which, self._net, self._share, web=web))
            for which, web in self._controls(looks)
        ]
        tasks = {
            name: asyncio.ensure_future(work) for name, work in self._other_looks(looks).items()
        }
        everything = [*controls, *tasks.values()]
        try:
            if everything:
                await asyncio.wait(everything, timeout=self._limit)
        finally:
            for task in everything:
                task.cancel()
            await asyncio.gather(*everything, return_exceptions=True)
        facts = {name: task.result() for name, task in tasks.items() if not task.cancelled()}
        seen = tuple(task.result() for task in controls if not task.cancelled())
        return Sight(at=now(), controls=seen, **facts)

    def _controls(self, looks: frozenset[Look]) -> list[tuple[Control, bool]]:
        around = self._net.surroundings
        mail = around.mail.get(self._server.port, ()) if Look.MAIL_CONTROLS in looks else ()
        web = around.web if Look.WEB_CONTROLS in looks else ()
        wanted = [*((one, False) for one in mail), *((one, True) for one in web)]
        return [(one, is_web) for one, is_web in wanted if one.host != self._server.host]

    def _other_looks(self, looks: frozenset[Look]) -> dict[str, Coroutine[Any, Any, Any]]:
        server, net, limit = self._server, self._net, self._limit
        wanted: dict[str, Coroutine[Any, Any, Any]] = {}
        if looks & {Look.OTHER_SETTING, Look.OTHER_PORT}:
            choices = candidates(server, same_port=Look.OTHER_SETTING in looks)
            wanted["setting"] = working_setting(choices, net, limit)
        if Look.LIKELY_NAME in looks:
            owners = (*self._owners, server.user_name)
            hosts = likely_names(server.host, net.surroundings.known_hosts(), owners)
            wanted["likely"] = working_host(hosts, server, net, limit)
        elif Look.SIBLING_NAME in looks:
            wanted["likely"] = working_host(sibling_names(server.host), server, net, limit)
        if Look.ASK_FIRST in looks:
            wanted["heard"] = self._heard()
            if server.security.on_port(server.port) is not Security.TLS:
                wanted["speaks_tls"] = self._speaks_tls()
        if Look.PROXY in looks:
            wanted["proxy"] = self._proxy()
        return wanted

    async def _proxy(self) -> str:
        try:
            proxies = await blocking.run(self._net.surroundings.proxies, limit=self._share)
        except OSError:
            return ""
        return proxy_of(proxies)

    async def _ask_first(self, context: ssl.SSLContext | None) -> str | None:
        """Speak before being greeted: what is no mail server answers in its own way.

        Gives the first line of the answer, empty for silence; None if there was no conversation,
        within TLS where there is a ``context``.
        """
        addresses, port = self._known.addresses, self._server.port
        connected = await race(addresses, port, limit=self._share, tried=lambda _: None)
        if connected.sock is None:
            return None
        host = self._asked_for if context is not None else None
        writer: asyncio.StreamWriter | None = None
        heard = b""
        try:
            async with asyncio.timeout(self._share):
                reader, writer = await asyncio.open_connection(
                    sock=connected.sock, ssl=context, server_hostname=host
                )
                writer.write(b"EHLO [127.0.0.1]\r\n\r\n")
                heard = await reader.read(FIRST_BYTES)
        except (OSError, EOFError):
            pass
        finally:
            if writer is not None:
                writer.transport.abort()
            else:
                connected.sock.close()
        line = heard.split(b"\n")[0].decode("latin-1").strip()
        text = "".join(character for character in line if character.isprintable())
        return text if writer is not None else None

    async def _speaks_tls(self) -> bool:
        """Whether the port is encrypted from the start, whoever vouches for its certificate."""
        return await self._ask_first(self._net.trust.reading_context()) is not None

    async def _heard(self) -> str:
        encrypted = self._server.security.on_port(self._server.port) is Security.TLS
        context = self._net.trust.reading_context() if encrypted else None
        return await self._ask_first(context) or ""


def proxy_of(proxies: Mapping[str, str]) -> str:
    """The web proxy as ``host:port``, never with the user name and password it may carry."""
    address = proxies.get("https") or proxies.get("http") or ""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return f"{parts.hostname}{port}" if parts.hostname else ""


async def reach(which: Control, net: Net, limit: float, *, web: bool) -> Reached:
    """Connect to a control server and leave at once; a ``web`` one shows its certificate too."""
    began = asyncio.get_running_loop().time()
    try:
        async with asyncio.timeout(limit):
            answer = await net.resolver.addresses(which.host)
    except TimeoutError:
        return Reached(control=which, web=web, name=AnswerState.TEMPORARY_FAILURE)
    reached = Reached(control=which, web=web, name=answer.state, addresses=answer.values)
    if answer.state is not AnswerState.FOUND:
        return reached
    attempts: list[Attempt] = []
    left = limit - (asyncio.get_running_loop().time() - began)
    connected = await race(answer.values, which.port, limit=left, tried=attempts.append)
    reached = msgspec.structs.replace(reached, attempts=tuple(attempts))
    if connected.sock is None:
        return reached
    if not web:
        connected.sock.close()
        return reached
    winner = next(attempt.address for attempt in attempts if attempt.connected)
    certificate = None
    with contextlib.suppress(OSError, EOFError):
        async with asyncio.timeout(limit - (asyncio.get_running_loop().time() - began)):
            certificate = await _certificate(connected.sock, winner, which, net)
    return msgspec.structs.replace(reached, certificate=certificate)


async def _certificate(sock: Any, address: str, which: Control, net: Net) -> CertificateSeen | None:
    """The certificate that a web server shows, with what is wrong with it."""
    wire = await open_wire(sock, Transcript())
    try:
        encrypted = await wire.start_tls(await net.trust.ready(), which.host)
        return read_chain(chain_of(encrypted), which.host, now())
    except ssl.SSLCertVerificationError as error:
        refusal = error
    finally:
        wire.abort()
    again = await race([address], which.port, limit=LIMIT, tried=lambda _: None)
    if again.sock is None:
        return None
    wire = await open_wire(again.sock, Transcript())
    try:
        encrypted = await wire.start_tls(net.trust.reading_context(), which.host)
        return read_chain(chain_of(encrypted), which.host, now(), refusal)
    finally:
        wire.abort()
