"""One IMAP conversation (IMAPClient, which blocks): every method belongs in a thread.

We resolve and connect ourselves, as for SMTP, and hand the socket over; so names come from our
resolver, every address gets its chance, and closing the socket ends a conversation at once.
"""

import base64
import contextlib
import hashlib
import socket
import ssl
from collections.abc import Callable, Iterator
from typing import Any, Final

from imapclient.exceptions import IMAPClientError

from mailadmin.core import blocking
from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.inbox import responses
from mailadmin.core.inbox.client import (
    ORDINARY,
    ClientOnSocket,
    ImapOnSocket,
    NoUpgradeError,
    RefusedError,
    imap_errors,
)
from mailadmin.core.inbox.folders import Folder
from mailadmin.core.inbox.responses import Fields, Numbers, Pieces
from mailadmin.core.oauth import sasl
from mailadmin.core.oauth.sasl import TokenRefusal
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.transcript import Transcript

GOODBYE_LIMIT: Final = 1.0
"""Seconds that the goodbye may take."""

LARGEST: Final = 30_000_000
"""Bytes of a message that are fetched."""

_STATUS: Final = "(MESSAGES UIDNEXT UIDVALIDITY)"
_FIELDS: Final = (
    "UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS"
    " (MESSAGE-ID X-MAILADMIN-TEST CONTENT-TYPE AUTO-SUBMITTED RETURN-PATH)]"
)


class SignInRefusedError(Exception):
    """The server did not take the sign-in. ``said`` is its answer, ``refusal`` that to a token."""

    def __init__(self, said: str, refusal: TokenRefusal | None = None) -> None:
        super().__init__("sign-in refused")
        self.said = said
        self.refusal = refusal


class NotEncryptedError(Exception):
    """The secret was withheld: the connection is not encrypted and the user allowed no other."""


class Mailbox:
    """A conversation on a connected socket, which it owns. ``OSError`` where it breaks off.

    :class:`~mailadmin.core.inbox.client.RefusedError` where the server says no and goes on.
    """

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self._sock = sock
        # The socket itself is another object once it is encrypted; this one ends it at any time.
        self._handle = sock.dup()
        self._woken, self._alarm = socket.socketpair()
        self._server = server
        self._client: ClientOnSocket | None = None
        self._said = Transcript()
        self._encrypted = False
        self.turn = blocking.OneAtATime()
        """For every call in a thread: nothing is closed while another call still works with it."""
        self._abilities: frozenset[str] | None = None

    def open(self, context: ssl.SSLContext) -> None:
        """Encrypt as the server is set up, and read the greeting."""
        server = self._server
        host = ascii_host(server.host) or server.host.strip("[]")
        self._sock.setblocking(True)
        self._sock.settimeout(server.time_limit)
        security = server.security.on_port(server.port)
        if security is Security.TLS:
            self._sock = context.wrap_socket(self._sock, server_hostname=host)
            self._check_fingerprint()
        with imap_errors():
            self._client = ClientOnSocket(self._sock, host, server.time_limit)
            if security is Security.STARTTLS:
                if not self._client.has_capability("STARTTLS"):
                    raise NoUpgradeError("the server does not offer encryption")
                self._client.starttls(context)
                self._sock = self._client.socket()
                self._check_fingerprint()
        self._encrypted = security is not Security.NONE

    def _check_fingerprint(self) -> None:
        """Without verification only the very certificate that the user accepted will do."""
        assert isinstance(self._sock, ssl.SSLSocket)
        if self._sock.context.verify_mode is not ssl.CERT_NONE:
            return
        certificate = self._sock.getpeercert(binary_form=True) or b""
        if hashlib.sha256(certificate).hexdigest() != self._server.trusted_certificate:
            raise ssl.SSLCertVerificationError("another certificate than the accepted one")

    def sign_in(self, secret: Secret | None) -> None:
        """Sign in once. Raises :class:`SignInRefusedError` or :class:`NotEncryptedError`."""
        client, server = self._conversation(), self._server
        if server.sign_in is not SignIn.PASSWORD:
            raise SignInRefusedError("")
        self._check_encrypted()
        password = secret.reveal() if secret is not None else ""
        plain = client.has_capability("AUTH=PLAIN")
        # RFC 4616 ends a field at NUL; LOGIN has line breaks nowhere, and the library would write
        # what follows one as the next command.
        impossible = "\0" if plain else "\r\n\0"
        if any(character in server.user_name + password for character in impossible):
            raise SignInRefusedError("")
        for form in _forms(server.user_name, password):
            self._said.hide(form)
        with self._sign_in_errors():
            if plain:
                # RFC 4616 is UTF-8 and has no quoting, so every password works.
                client.plain_login(server.user_name, password)
            else:
                client.login(server.user_name, password)

    def takes_tokens(self) -> bool:
        """Whether a token can be shown to this server."""
        return self._token_mechanism() is not None

    def bear(self, token: Secret) -> None:
        """Sign in with a token, which may be done again with another one.

        Raises :class:`SignInRefusedError`, which carries what was said of the token first, and
        :class:`NotEncryptedError`.
        """
        client, server, mechanism = self._conversation(), self._server, self._token_mechanism()
        self._check_encrypted()
        secret = token.reveal()
        if mechanism is None or any(c in server.user_name + secret for c in "\r\n\0\x01"):
            raise SignInRefusedError("")
        message = sasl.response(mechanism, server.user_name, secret, server.host, server.port)
        for form in sasl.forms(message, secret):
            self._said.hide(form)
        refusals: list[TokenRefusal] = []

        def answer(challenge: bytes) -> bytes | None:
            # The first question is empty; what comes after our answer is a refusal.
            if len(refusals) > 1:
                return None
            refusals.append(sasl.refusal_of(challenge, self._said.clean))
            return message if len(refusals) == 1 else sasl.farewell(mechanism)

        try:
            with self._sign_in_errors():
                client.sasl_login(mechanism, answer)
        except SignInRefusedError as error:
            why = refusals[1] if len(refusals) > 1 else None
            raise SignInRefusedError(error.said, why) from None

    def _token_mechanism(self) -> str | None:
        client = self._conversation()
        offered = (name for name in sasl.MECHANISMS if client.has_capability(f"AUTH={name}"))
        return next(offered, None)

    def _check_encrypted(self) -> None:
        if not self._encrypted and not self._server.plain_password_allowed:
            raise NotEncryptedError

    @contextlib.contextmanager
    def _sign_in_errors(self) -> Iterator[None]:
        """A refusal, and the library's errors, without the secret."""
        try:
            with imap_errors():
                yield
        except RefusedError as error:
            raise SignInRefusedError(self._said.clean(_words_of(error))) from None
        except ConnectionError as error:
            if error.errno is not None:
                raise
            raise ConnectionError(self._said.clean(str(error))) from None

    def folders(self) -> tuple[Folder, ...]:
        """The folders that can be opened, with what they are for where the server says so."""
        imap = self._ready()
        with self._errors():
            if self.can("SPECIAL-USE") and self.can("LIST-EXTENDED"):
                # Others tell it unasked, or not at all (RFC 6154 section 2).
                _done(*imap._simple_command("LIST", '""', '"*"', "RETURN (SPECIAL-USE)"))
            else:
                _done(*imap._simple_command("LIST", '""', '"*"'))
            return responses.folders(imap.untagged_responses.get("LIST", ()))

    def foreign_prefixes(self) -> tuple[str, ...]:
        """How the names of folders begin that belong to others or to all (RFC 2342)."""
        if not self.can("NAMESPACE"):
            return ()
        imap = self._ready()
        with self._errors():
            return responses.foreign_prefixes(_done(*imap.namespace()))

    def can(self, ability: str) -> bool:
        """Whether the server said that it can do this, now that it knows who asks."""
        return ability in self.abilities()

    def abilities(self) -> frozenset[str]:
        """What the server says that it can do (RFC 9051 section 6.1.1), asked once."""
        if self._abilities is None:
            imap = self._ready()
            with self._errors():
                imap._get_capabilities()
                self._abilities = frozenset(imap.capabilities)
        return self._abilities

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a folder has a message with this Message-ID; opens it for reading only."""
        self._ready()
        client = self._conversation()
        with self._errors():
            client.select_folder(folder, readonly=True)
            return bool(client.search(["HEADER", "Message-ID", message_id]))

    def enter(self, folder: str, *, readonly: bool = True) -> Numbers:
        """Open a folder; nothing in it is changed unless ``readonly`` is false."""
        imap = self._ready()
        with self._errors():
            name = self._conversation()._normalise_folder(folder)
            answer = imap.select(name, readonly)
            numbers = responses.opened(imap.untagged_responses)
            imap.untagged_responses.clear()
            _done(*answer)
        return numbers

    def status(self, folder: str) -> Numbers:
        """The numbers of a folder that is not open."""
        imap = self._ready()
        with self._errors():
            name = self._conversation()._normalise_folder(folder)
            _done(*imap._simple_command("STATUS", name, _STATUS))
            found = responses.statuses(imap.untagged_responses.get("STATUS", ()))
        # Some name the folder in other letters than we did.
        return found.get(folder) or next(iter(found.values()), Numbers())

    def statuses(self) -> dict[str, Numbers]:
        """The numbers of all folders in one answer (LIST-STATUS, RFC 5819)."""
        imap = self._ready()
        with self._errors():
            _done(*imap._simple_command("LIST", '""', '"*"', f"RETURN (STATUS {_STATUS})"))
            return responses.statuses(imap.untagged_responses.get("STATUS", ()))

    def news(self) -> bool:
        """Whether the server told of messages in the open folder since the last command."""
        return self._client is not None and "EXISTS" in self._client.imap.untagged_responses

    def beat(self) -> None:
        """Give the server an occasion to tell what is new (NOOP)."""
        imap = self._ready()
        with self._errors():
            _done(*imap.noop())

    def since(self, uid: int) -> tuple[Fields, ...]:
        """The fields of the messages of the open folder from a UID on."""
        answer = self._fetched(f"{uid}:*", self._what(), by_uid=True)
        # ``*`` is the last message, also where it is an older one (RFC 9051 section 9).
        return tuple(each for each in answer if each.uid >= uid)

    def latest(self, count: int, messages: int) -> tuple[Fields, ...]:
        """The fields of the last ones of so many messages in the open folder."""
        if not messages:
            return ()
        return self._fetched(f"{max(messages - count + 1, 1)}:*", self._what(), by_uid=False)

    def last_uid(self) -> int:
        """The UID of the last message in the open folder, which is not empty; else 0."""
        return max((each.uid for each in self._fetched("*", "(UID)", by_uid=False)), default=0)

    def fields(self, uid: int) -> Fields | None:
        """The fields of one message of the open folder, None where it is gone."""
        answer = self._fetched(str(uid), self._what(), by_uid=True)
        return next((each for each in answer if each.uid == uid), None)

    def message(self, uid: int, size: int | None) -> bytes | None:
        """A message of the open folder, unread as before; None where it is gone."""
        part = f"<0.{LARGEST}>" if size is not None and size > LARGEST else ""
        imap = self._ready(LARGEST + ORDINARY)
        with self._errors():
            answer = imap.uid("FETCH", str(uid), f"(UID BODY.PEEK[]{part})")
            return responses.body(_done(*answer), uid)

    def move(self, uid: int, folder: str) -> None:
        """Move a message of the open folder to another one (MOVE, RFC 6851)."""
        imap = self._ready()
        with self._errors():
            name = self._conversation()._normalise_folder(folder)
            _done(*imap.uid("MOVE", str(uid), name))

    def mark_deleted(self, uid: int) -> None:
        r"""Give a message of the open folder the flag ``\Deleted``; it stays until expunged."""
        imap = self._ready()
        with self._errors():
            _done(*imap.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)"))

    def expunge(self, uid: int) -> None:
        """Remove this one message, which is marked for it, and no other (UIDPLUS, RFC 4315)."""
        imap = self._ready()
        with self._errors():
            _done(*imap.uid("EXPUNGE", str(uid)))

    def idle(self, seconds: float, now: Callable[[], float]) -> float | None:
        """Wait for news of the open folder (RFC 2177), or for :meth:`wake`.

        Returns ``now()`` of the moment at which the server told of it, None where it told nothing.
        """
        imap = self._conversation().imap
        with self._errors():
            if self.news():
                return now()
            self._ready()
            tag = imap._command("IDLE")
            while imap._get_response() is not None:
                if imap.tagged_commands.get(tag):
                    _done(*imap._get_tagged_response(tag))
                    return None
            told = self._news_while_idle(imap, tag, seconds, now)
            if not imap.tagged_commands.get(tag):
                imap.send(b"DONE\r\n")
            _done(*imap._get_tagged_response(tag))
        return told

    def _news_while_idle(
        self, imap: ImapOnSocket, tag: Any, seconds: float, now: Callable[[], float]
    ) -> float | None:
        end = now() + seconds
        while not self.news():
            if not imap.wait(end - now(), self._woken):
                return None
            imap._get_response()
            if imap.tagged_commands.get(tag) or "BYE" in imap.untagged_responses:
                return None
        return now()

    def wake(self) -> None:
        """End an :meth:`idle` under way, or the next one, from any thread."""
        with contextlib.suppress(OSError):
            self._alarm.send(b"!")

    def close(self) -> None:
        """End the conversation politely, and everything that belongs to it; never raises."""
        with contextlib.suppress(OSError, IMAPClientError):
            self._sock.settimeout(GOODBYE_LIMIT)
            if self._client is not None:
                self._client.logout()
        with contextlib.suppress(OSError, IMAPClientError):
            if self._client is not None:
                self._client.shutdown()
        for sock in (self._sock, self._handle, self._woken, self._alarm):
            with contextlib.suppress(OSError):
                sock.close()

    def cut(self) -> None:
        """End it at once, from any thread: whoever waits on the socket wakes up."""
        with contextlib.suppress(OSError):
            self._handle.shutdown(socket.SHUT_RDWR)
        if self._client is not None:
            self._client.imap.stopped = True

    def _conversation(self) -> ClientOnSocket:
        if self._client is None:
            raise ConnectionError("not connected")
        return self._client

    def _ready(self, allowed: int = ORDINARY) -> ImapOnSocket:
        """The conversation, before a command whose answer may have so many bytes."""
        imap = self._conversation().imap
        imap.allow(allowed)
        return imap

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        """The library's errors, without the password: a server may say it at any time."""
        try:
            with imap_errors():
                yield
        except RefusedError as error:
            raise RefusedError(self._said.clean(_words_of(error))) from None
        except ConnectionError as error:
            if error.errno is not None:
                raise
            raise ConnectionError(self._said.clean(str(error))) from None

    def _what(self) -> str:
        return f"({_FIELDS} X-GM-LABELS)" if self.can("X-GM-EXT-1") else f"({_FIELDS})"

    def _fetched(self, messages: str, what: str, *, by_uid: bool) -> tuple[Fields, ...]:
        imap = self._ready()
        with self._errors():
            answer = imap.uid("FETCH", messages, what) if by_uid else imap.fetch(messages, what)
            return responses.fields(_done(*answer))


def _forms(user_name: str, password: str) -> tuple[str, ...]:
    """How a password is written on the way; a server may say what it was given again."""
    plain = f"\0{user_name}\0{password}".encode()
    quoted = password.replace("\\", "\\\\").replace('"', '\\"')
    # The library quotes a line that it did not expect as Python writes bytes.
    written = (str(form.encode())[2:-1] for form in (password, quoted))
    coded = (base64.b64encode(form).decode() for form in (plain, password.encode()))
    # As text written out, and without the letters that the library can't decode.
    spelled = (repr(password)[1:-1], password.encode("ascii", "ignore").decode())
    return (password, quoted, *written, *coded, password.encode().hex(), *spelled)


def _words_of(error: BaseException) -> str:
    """The server's words of a refusal. The library gives some of them as bytes, written out."""
    innermost = error
    while (inner := innermost.__cause__ or innermost.__context__) is not None:
        innermost = inner
    said = innermost.args[0] if innermost.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)


def _done(kind: str, said: Pieces) -> Pieces:
    """What was answered to a command. Raises where that is not OK."""
    if kind != "OK":
        words = said[0] if said else b""
        raise RefusedError(words.decode("utf-8", "replace") if isinstance(words, bytes) else kind)
    return said
