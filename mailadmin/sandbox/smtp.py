"""The SMTP server of the sandbox, on aiosmtpd (RFC 5321, 6409, 4954, 3207, 2920, 2034, 6531).

aiosmtpd speaks the protocol; this module adds what it lacks for a submission server (enhanced
status codes, PIPELINING, CRAM-MD5, the relay's rules) and keeps its log off the user's terminal.
"""

# ruff: noqa: N802, ARG002 - aiosmtpd finds the handlers by their names and gives them all it has

import asyncio
import base64
import hmac
import logging
import re
import secrets
import ssl
from collections import defaultdict
from typing import AnyStr, NoReturn

import aiosmtpd.smtp
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from mailadmin.core.account import Security
from mailadmin.sandbox.listening import Connections
from mailadmin.sandbox.relay import Handover, Relay, User, same
from mailadmin.sandbox.sasl import BY_TOKEN, OAUTHBEARER, XOAUTH2, refusal, shown
from mailadmin.sandbox.scenario import BY_PASSWORD

IDLE_LIMIT = 300.0
"""Seconds a client may say nothing (RFC 5321 section 4.5.3.2.7)."""

COMMAND_LIMIT = 2048
"""Bytes of a command line: room for long addresses and parameters."""

AUTH_LIMIT = 12288
"""Bytes of a line of a sign-in (RFC 4954 section 4)."""

TEXT_LINE_LIMIT = 1001
"""Bytes of a line of a message: 998, CRLF and a stuffed dot (RFC 5321 section 4.5.3.1.6)."""

_ENHANCED = {
    "220": "2.0.0",
    "221": "2.0.0",
    "250": "2.0.0",
    "252": "2.5.0",
    "451": "4.3.0",
    "454": "4.7.0",
    "500": "5.5.2",
    "501": "5.5.4",
    "502": "5.5.1",
    "503": "5.5.1",
    "504": "5.5.4",
    "552": "5.3.4",
    "553": "5.1.3",
    "554": "5.5.0",
    "555": "5.5.4",
}
"""Enhanced status (RFC 3463) for those of aiosmtpd's replies that come without."""

_log = logging.getLogger(__name__)

_HAS_ENHANCED = re.compile(r"\d{3} [245]\.\d{1,3}\.\d{1,3} ")


def quiet_library_log() -> None:
    """Keep aiosmtpd's log (failed handshakes, strange commands) away from standard error."""
    log = logging.getLogger(aiosmtpd.smtp.log.name)
    log.propagate = False
    if not log.handlers:
        log.addHandler(logging.NullHandler())


def _with_enhanced_status(reply: str) -> str:
    """The reply with an enhanced status, which an EHLO reply never has."""
    enhanced = _ENHANCED.get(reply[:3])
    if enhanced is None or reply[3:4] != " " or _HAS_ENHANCED.match(reply):
        return reply
    return f"{reply[:3]} {enhanced} {reply[4:]}"


class _Rules:
    """What aiosmtpd asks at each step of one conversation; the relay decides."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay
        self.user: User | None = None

    async def handle_EHLO(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        """Announce what aiosmtpd does not know that we do."""
        session.host_name = hostname
        lines = [*responses[:-1], "250-PIPELINING", "250 ENHANCEDSTATUSCODES"]
        if self._relay.behaviour.overwritten:
            lines = [line.replace("250-STARTTLS", "250-XXXXXXXA") for line in lines]
        return ["\r\n".join(lines)]

    async def handle_MAIL(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        mail_options: list[str],
    ) -> str:
        """Answer to the sender."""
        if not address.isascii() and not envelope.smtp_utf8:
            return "553 5.6.7 This address needs SMTPUTF8"
        reply = self._relay.reply_to_sender(self.user, address)
        if reply.startswith("2"):
            envelope.mail_from = address
            envelope.mail_options.extend(mail_options)
        return reply

    async def handle_RCPT(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """Answer to one recipient."""
        if not address.isascii() and not envelope.smtp_utf8:
            return "553 5.6.7 This address needs SMTPUTF8"
        reply = self._relay.reply_to_recipient(
            envelope.mail_from or "", address, len(envelope.rcpt_tos)
        )
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
            envelope.rcpt_options.extend(rcpt_options)
        return reply

    async def handle_DATA(
        self, server: "SmtpConversation", session: Session, envelope: Envelope
    ) -> str:
        """Hand the message over, and answer or cut the connection."""
        reply = await self._relay.take(
            Handover(
                sender=envelope.mail_from or "",
                recipients=tuple(envelope.rcpt_tos),
                content=envelope.original_content or b"",
                client_name=session.host_name or "unknown",
                client_address=session.peer[0] if session.peer else "unknown",
                protocol=_protocol_word(utf8=envelope.smtp_utf8, encrypted=server.encrypted),
                user_name=self.user.name if self.user else "nobody",
            )
        )
        if reply is None:
            server.cut()
        return reply

    async def handle_exception(self, error: Exception) -> str:
        """Answer to what a strange client has broken; aiosmtpd would print a traceback."""
        _log.debug("a conversation broke", exc_info=error)
        return "451 4.3.0 Local error in processing"

    async def auth_CRAM__MD5(self, server: "SmtpConversation", args: list[str]) -> AuthResult:
        """CRAM-MD5 (RFC 2195): the password is proven, not sent."""
        if len(args) > 1:
            await server.push("501 5.5.4 CRAM-MD5 takes no initial response")
            return AuthResult(success=False)
        challenge = f"<{secrets.token_hex(8)}@{self._relay.host}>".encode()
        answer = await server.challenge_auth(challenge)
        if not isinstance(answer, bytes):
            return AuthResult(success=False)
        name, _, digest = answer.rpartition(b" ")

        def proves(password: bytes) -> bool:
            return same(hmac.digest(password, challenge, "md5").hex().encode(), digest.lower())

        user = self._relay.sign_in(
            name.decode("utf-8", "replace"), proves, "CRAM-MD5", encrypted=server.encrypted
        )
        return self._result(user)

    async def auth_XOAUTH2(self, server: "SmtpConversation", args: list[str]) -> AuthResult:
        """A token, as Google has it."""
        return await self._sign_in_by_token(XOAUTH2, server, args)

    async def auth_OAUTHBEARER(self, server: "SmtpConversation", args: list[str]) -> AuthResult:
        """A token (RFC 7628)."""
        return await self._sign_in_by_token(OAUTHBEARER, server, args)

    async def _sign_in_by_token(
        self, mechanism: str, server: "SmtpConversation", args: list[str]
    ) -> AuthResult:
        response = await server.first_response(args)
        if response is None:
            return AuthResult(success=False)
        said = shown(mechanism, response)
        if said is None:
            return AuthResult(
                success=False, handled=False, message="501 5.5.2 This is no sign-in by token"
            )
        owner = self._relay.tokens.user_of(said.token) or ""
        name = said.user or owner
        user = self._relay.sign_in(
            name, lambda _: name == owner, mechanism, encrypted=server.encrypted
        )
        # Why it is refused comes as a challenge, which the client answers with nothing.
        if user is None and not isinstance(await server.challenge_auth(refusal(mechanism)), bytes):
            return AuthResult(success=False)
        return self._result(user, by_token=True)

    def authenticate(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        mechanism: str,
        login: LoginPassword,
    ) -> AuthResult:
        """Judge a user name and a password (PLAIN, LOGIN)."""
        user = self._relay.sign_in(
            login.login.decode("utf-8", "replace"),
            lambda password: same(password, login.password),
            mechanism,
            encrypted=isinstance(server, SmtpConversation) and server.encrypted,
        )
        return self._result(user)

    def _result(self, user: User | None, *, by_token: bool = False) -> AuthResult:
        # `handled=False` makes aiosmtpd send a reply; with its default the client waits for ever.
        replies = self._relay.behaviour.replies
        if user is None:
            said = "" if by_token else replies.password
            return AuthResult(success=False, handled=False, message=said or None)
        if replies.sign_in:
            return AuthResult(success=False, handled=False, message=replies.sign_in)
        self.user = user
        return AuthResult(success=True)


def _protocol_word(*, utf8: bool, encrypted: bool) -> str:
    """How a signed-in client delivered: the "with" word of Received (RFC 3848, RFC 6531)."""
    return f"{'UTF8SMTP' if utf8 else 'ESMTP'}{'S' if encrypted else ''}A"


class SmtpConversation(SMTP):
    """One connection to a relay, at the port that speaks ``port``."""

    line_length_limit = AUTH_LIMIT  # of the reader; lines of a message are held to less below
    AuthLoginUsernameChallenge = "Username:"
    AuthLoginPasswordChallenge = "Password:"

    def __init__(
        self,
        relay: Relay,
        port: Security,
        context: ssl.SSLContext | None,
        connections: Connections,
    ) -> None:
        self._rules = _Rules(relay)
        self._connections = connections
        offers_starttls = port is Security.STARTTLS and relay.behaviour.starttls
        super().__init__(
            self._rules,
            data_size_limit=relay.behaviour.size_limit,
            enable_SMTPUTF8=True,
            hostname=relay.host,
            ident="ESMTP mailadmin sandbox",
            tls_context=context if offers_starttls else None,
            timeout=IDLE_LIMIT,
            auth_require_tls=offers_starttls,
            auth_exclude_mechanism={*BY_PASSWORD, *BY_TOKEN} - {*relay.behaviour.mechanisms},
            authenticator=self._rules.authenticate,
            loop=asyncio.get_running_loop(),
        )
        # aiosmtpd shares one table between all connections and lets each EHLO widen it.
        self.command_size_limits = defaultdict(lambda: COMMAND_LIMIT, AUTH=AUTH_LIMIT)
        self.line_length_limit = TEXT_LINE_LIMIT

    @property
    def encrypted(self) -> bool:
        """Whether TLS protects the connection at this moment."""
        transport = self.transport
        return transport is not None and transport.get_extra_info("ssl_object") is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, or begin again after STARTTLS: nothing said before counts (RFC 3207)."""
        self._rules.user = None
        super().connection_made(transport)
        if self._original_transport is None:
            self._connections.add(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """Clean up; aiosmtpd calls this twice after a failed handshake."""
        self._connections.discard(self._original_transport or self.transport)
        if self.transport is not None:
            super().connection_lost(error)

    async def push(self, status: AnyStr) -> None:
        """Send a reply, with an enhanced status where aiosmtpd has given none (RFC 2034)."""
        if isinstance(status, str) and self.session is not None and self.session.extended_smtp:
            await super().push(_with_enhanced_status(status))
        else:
            await super().push(status)

    async def first_response(self, args: list[str]) -> bytes | None:
        """What a client says of itself: with its AUTH command, or asked for it (RFC 4954).

        None where it is refused or has thought better of it; it has been told so.
        """
        if len(args) == 1:
            asked = await self.challenge_auth("")
            return asked if isinstance(asked, bytes) else None
        try:
            return base64.b64decode("" if args[1] == "=" else args[1], validate=True)
        except ValueError:
            await self.push("501 5.5.2 Can't decode base64")
            return None

    def cut(self) -> NoReturn:
        """End the connection without a reply, and the conversation as if the client had gone."""
        assert isinstance(self.transport, asyncio.WriteTransport)
        self.transport.abort()
        raise asyncio.CancelledError
