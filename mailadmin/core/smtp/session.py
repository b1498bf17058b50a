"""One SMTP conversation, command by command (RFC 5321). It does; it does not judge."""

import asyncio
import base64
import ssl
from collections.abc import Awaitable, Callable, Iterable
from typing import Final

import msgspec
from aiosmtplib import SMTPAuthenticationError
from aiosmtplib.auth import auth_crammd5_verify, auth_plain_encode

from mailadmin.core.account import Server, SignIn
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.finding import ReplySeen, TlsSeen
from mailadmin.core.keys import Bearer, Key, NoToken
from mailadmin.core.oauth import sasl
from mailadmin.core.problem import ProblemKind, WireError
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.facts import Answered, Envelope, Hello, SignedIn, Withheld
from mailadmin.core.smtp.wire import Wire

GOODBYE_LIMIT: Final = 1.0
"""Seconds that the goodbye may take; by then the user has the result already."""

ON_ENCRYPTED: Final = ("PLAIN", "LOGIN", "CRAM-MD5")
"""Best first inside TLS: one round trip, and the server need not store the password readable."""

ON_PLAIN: Final = ("CRAM-MD5", "PLAIN", "LOGIN")
"""Best first where anybody can listen: CRAM-MD5 (RFC 2195) does not show the password."""

CHUNK: Final = 64 * 1024

LONGEST_COMMAND: Final = 510
"""Characters of a command line without its end (RFC 5321 section 4.5.3.1.4)."""


class Session:
    """A conversation on a wire. ``hello`` is the last answer to EHLO."""

    def __init__(self, wire: Wire, server: Server) -> None:
        self.wire = wire
        self.server = server
        self.encrypted = False
        self.hello: Hello | None = None
        self.said_goodbye = False
        self._greeting: ReplySeen | None = None
        self._ahead = 0

    async def greeting(self) -> ReplySeen:
        """The server's first words."""
        self._greeting = await self.wire.reply()
        return self._greeting

    async def say_hello(self, name: str = "") -> Hello:
        """EHLO; HELO where the server does not know EHLO (RFC 5321 section 3.2).

        Unless a ``name`` is given, it is our address literal: a desktop has no name in the DNS
        that it could give, and names that aren't in the DNS are refused more often
        (RFC 5321 section 4.1.3).
        """
        address = self.wire.local_address
        name = name or (f"[IPv6:{address}]" if ":" in address else f"[{address}]")
        reply, refusal = await self.command(f"EHLO {name}"), None
        if reply.code in (500, 501, 502, 504):
            hello = await self.command(f"HELO {name}")
            # The refusal of EHLO says more than a second refusal would.
            if hello.code == 250:
                reply, refusal = hello, reply
        self.hello = Hello(
            reply=reply,
            encrypted=self.encrypted,
            refusal=refusal,
            name=name,
            greeting=self._greeting,
        )
        return self.hello

    async def command(self, line: str) -> ReplySeen:
        """One command and its reply."""
        self.wire.send(line)
        return await self.wire.reply()

    async def ask_for_tls(self) -> ReplySeen:
        """STARTTLS (RFC 3207)."""
        return await self.command("STARTTLS")

    async def encrypt(self, context: ssl.SSLContext) -> ssl.SSLObject:
        """Start TLS on this connection; everything learned before it is forgotten."""
        host = self.server.host.strip("[]")
        # IDN hosts verify as A-labels; Python wants them ready made.
        encrypted = await self.wire.start_tls(context, ascii_host(host) or host)
        self.encrypted = True
        self.hello = None
        return encrypted

    async def sign_in(self, key: Key | None) -> SignedIn:
        """Sign in with the best mechanism both sides know: one attempt, or the reason for none.

        A token that is refused may be followed by a new one, because such a refusal most often
        only means that it has run out.
        """
        server, hello = self.server, self.hello
        by_token = server.sign_in is SignIn.OAUTH
        offered = hello.mechanisms if hello is not None else ()
        passwords = ON_ENCRYPTED if self.encrypted else ON_PLAIN
        known = sasl.MECHANISMS if by_token else passwords
        mechanism = next((name for name in known if name in offered), None)
        withheld: Withheld | None = None
        if server.sign_in is SignIn.NONE:
            withheld = Withheld.NOT_WANTED
        elif not self.encrypted and not server.plain_password_allowed:
            withheld = Withheld.NOT_ENCRYPTED
        elif not offered:
            withheld = Withheld.NOT_OFFERED
        elif mechanism is None:
            withheld = Withheld.NO_TOKENS if by_token else Withheld.NO_COMMON_MECHANISM
        elif not key or isinstance(key, Secret) is by_token:
            withheld = Withheld.NOT_SIGNED_IN if by_token else Withheld.NO_PASSWORD
        facts = SignedIn(user_name=server.user_name, offered=offered, withheld=withheld)
        if withheld is not None or mechanism is None or key is None:
            return facts
        if not isinstance(key, Secret):
            return await self._with_token(mechanism, key, facts)
        reply = await self._authenticate(mechanism, server.user_name, key)
        return msgspec.structs.replace(facts, mechanism=mechanism, reply=reply)

    async def _with_token(self, mechanism: str, bearer: Bearer, facts: SignedIn) -> SignedIn:
        try:
            token = await bearer.token()
            facts = await self._bear(mechanism, token, facts)
            if facts.reply is not None and facts.reply.code >= 500:
                another = await bearer.renewed(token)
                if another is not None:
                    facts = await self._bear(mechanism, another, facts)
        except NoToken as lacking:
            return msgspec.structs.replace(facts, mechanism=mechanism, no_token=lacking.verdict)
        return facts

    async def _bear(self, mechanism: str, token: Secret, facts: SignedIn) -> SignedIn:
        server, transcript = self.server, self.wire.transcript
        secret = token.reveal()
        message = sasl.response(mechanism, server.user_name, secret, server.host, server.port)
        for form in sasl.forms(message, secret):
            transcript.hide(form)
        encoded = base64.b64encode(message).decode("ascii")
        command = f"AUTH {mechanism} {encoded}"
        if len(command) <= LONGEST_COMMAND:
            self.wire.send_secret(command, f"AUTH {mechanism}")
            reply = await self.wire.reply()
        else:  # RFC 4954 section 4: a longer one waits until it is asked for
            reply = await self.command(f"AUTH {mechanism}")
            if reply.code == 334:
                self.wire.send_secret(encoded)
                reply = await self.wire.reply()
        refusal: sasl.TokenRefusal | None = None
        if reply.code == 334:
            refusal = sasl.refusal_of_base64(reply.text, transcript.clean)
            self.wire.send(base64.b64encode(sasl.farewell(mechanism)).decode("ascii"))
            reply = await self.wire.reply()
        return msgspec.structs.replace(facts, mechanism=mechanism, reply=reply, refusal=refusal)

    async def _authenticate(self, mechanism: str, user: str, secret: Secret) -> ReplySeen:
        password = secret.reveal()
        plain = auth_plain_encode(user, password).decode("ascii")
        for form in (password, _base64(password), plain):
            self.wire.transcript.hide(form)
        if mechanism == "PLAIN":  # RFC 4616, with the initial response of RFC 4954
            self.wire.send_secret(f"AUTH PLAIN {plain}", "AUTH PLAIN")
            reply = await self.wire.reply()
            if reply.code == 334:
                self.wire.send_secret(plain)
                reply = await self.wire.reply()
            return reply
        reply = await self.command(f"AUTH {mechanism}")
        answers: Iterable[Callable[[ReplySeen], str]]
        if mechanism == "LOGIN":
            answers = (lambda _: _base64(user), lambda _: _base64(password))
        else:
            answers = (lambda asked: _cram_md5(user, password, asked.text),)
        for answer in answers:
            if reply.code != 334:
                return reply
            self.wire.send_secret(answer(reply))
            reply = await self.wire.reply()
        if reply.code == 334:  # a server that asks on for ever gets no second answer
            reply = await self.command("*")
        return reply

    # -- the envelope

    async def sender(
        self, envelope: Envelope, message: bytes | None = None, *, leave: bool = False
    ) -> Answered:
        """MAIL, and its reply.

        Where the server takes several commands at once (RFC 2920), every RCPT goes out with it,
        and with ``leave`` RSET and QUIT too: that saves a round trip each.
        """
        needs_utf8 = not all(
            mailbox(address).isascii() for address in (envelope.sender, *envelope.recipients)
        )
        # Our messages are 7-bit but for an address in a header that can only be said in UTF-8.
        needs_utf8 = needs_utf8 or (message is not None and not message.isascii())
        if needs_utf8 and "smtputf8" not in self._extensions:
            return Answered(address=envelope.sender, unsendable="smtputf8")
        commands = [self._mail(envelope, message, needs_utf8=needs_utf8)]
        if "pipelining" in self._extensions:
            commands += [f"RCPT TO:<{mailbox(address)}>" for address in envelope.recipients]
            commands += ["RSET", "QUIT"] if leave else []
            self._ahead = len(commands) - 1
            self.said_goodbye = leave
        self.wire.send(*commands)
        return Answered(address=envelope.sender, reply=await self.wire.reply())

    async def recipient(self, address: str) -> Answered:
        """RCPT for the envelope's next recipient, or its reply if it went out with MAIL."""
        if self._ahead:
            self._ahead -= 1
        else:
            self.wire.send(f"RCPT TO:<{mailbox(address)}>")
        return Answered(address=address, reply=await self.wire.reply())

    def _mail(self, envelope: Envelope, message: bytes | None, *, needs_utf8: bool) -> str:
        command = f"MAIL FROM:<{mailbox(envelope.sender)}>"
        if message is not None and "size" in self._extensions:
            command += f" SIZE={len(message)}"
        if message is not None and not message.isascii() and "8bitmime" in self._extensions:
            command += " BODY=8BITMIME"
        return f"{command} SMTPUTF8" if needs_utf8 else command

    @property
    def _extensions(self) -> dict[str, str]:
        return self.hello.extensions if self.hello is not None else {}

    # -- the message

    async def data(self) -> ReplySeen:
        """DATA: ask to send the message; 354 means go on."""
        return await self.command("DATA")

    async def body(
        self, message: bytes, before_end: Callable[[], Awaitable[None]], *, limit: float
    ) -> None:
        """Write the message, dots doubled (RFC 5321 section 4.5.2), then hand over its end.

        ``before_end`` is awaited after everything else has left and before the end is written.
        ``limit`` is the seconds that each piece may wait: a slow line is not a stalled one.
        """
        for chunk in dot_stuffed(message):
            async with asyncio.timeout(limit):
                await self.wire.write_body(chunk)
        async with asyncio.timeout(limit):
            await self.wire.flushed()
        await before_end()
        self.wire.end_body()

    # -- the end

    async def leave(self) -> None:
        """RSET and QUIT, politely and briefly; never raises."""
        try:
            async with asyncio.timeout(GOODBYE_LIMIT):
                if not self.said_goodbye:
                    self.said_goodbye = True
                    self.wire.send("RSET")
                    await self.wire.reply()
                    self.wire.send("QUIT")
                while (await self.wire.reply()).code != 221:
                    pass
        except (OSError, EOFError):
            pass
        finally:
            await self.wire.close()


def mailbox(address: str) -> str:
    """The address as it goes over the wire: an international domain as A-labels."""
    local, at, domain = address.rpartition("@")
    if not at or domain.isascii():
        return address
    return f"{local}@{ascii_host(domain) or domain}"


def dot_stuffed(message: bytes) -> Iterable[bytes]:
    """The message in pieces as they go after DATA. It must end with, and only have, CRLF."""
    view = memoryview(message)
    position = 0
    at_line_start = True
    while position < len(view):
        end = min(position + CHUNK, len(view))
        piece = bytes(view[position:end])
        # A dot that begins the piece begins a line only if the piece before ended one.
        first = b"." if at_line_start and piece.startswith(b".") else b""
        yield first + piece.replace(b"\n.", b"\n..")
        at_line_start = piece.endswith(b"\n")
        position = end


def tls_of(encrypted: ssl.SSLObject) -> TlsSeen:
    """What both sides agreed on."""
    cipher = encrypted.cipher() or ("", "", 0)
    return TlsSeen(version=encrypted.version() or "", cipher=cipher[0], bits=cipher[2])


def _cram_md5(user: str, password: str, challenge: str) -> str:
    try:
        return auth_crammd5_verify(user, password, challenge).decode("ascii")
    except SMTPAuthenticationError:
        raise WireError(ProblemKind.BAD_REPLY, "a challenge that is no Base64 text") from None


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")
