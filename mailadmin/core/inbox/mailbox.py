"""One IMAP conversation (IMAPClient, which blocks): every method belongs in a thread.

We resolve and connect ourselves, as for SMTP, and hand the socket over; so names come from our
resolver, every address gets its chance, and closing the socket ends a conversation at once.
"""

import base64
import contextlib
import hashlib
import imaplib
import socket
import ssl
from collections.abc import Iterable, Iterator
from typing import Any, Final

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.inbox.folders import Folder, Place
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.transcript import Transcript

GOODBYE_LIMIT: Final = 1.0
"""Seconds that the goodbye may take."""

_PLACES: Final = {b"\\Junk": Place.JUNK, b"\\Sent": Place.SENT}
"""Special-use attributes (RFC 6154) that mean something to us."""


class SignInRefusedError(Exception):
    """The server did not take the user name and password. ``said`` is its answer."""

    def __init__(self, said: str) -> None:
        super().__init__("sign-in refused")
        self.said = said


class NotEncryptedError(Exception):
    """The password was withheld: the connection is not encrypted and the user allowed no other."""


class Mailbox:
    """A conversation on a connected socket, which it owns. ``OSError`` where it breaks off."""

    def __init__(self, sock: socket.socket, server: Server) -> None:
        self._sock = sock
        self._server = server
        self._client: IMAPClient | None = None
        self._encrypted = False

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
        with _imap_errors():
            self._client = _ClientOnSocket(self._sock, host, server.time_limit)
            if security is Security.STARTTLS:
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
        if server.sign_in is SignIn.NONE:
            raise SignInRefusedError("")
        if not self._encrypted and not server.plain_password_allowed:
            raise NotEncryptedError
        password = secret.reveal() if secret is not None else ""
        plain = client.has_capability("AUTH=PLAIN")
        # RFC 4616 ends a field at NUL; LOGIN has line breaks nowhere, and the library would write
        # what follows one as the next command.
        impossible = "\0" if plain else "\r\n\0"
        if any(character in server.user_name + password for character in impossible):
            raise SignInRefusedError("")
        said = Transcript()
        for form in _forms(server.user_name, password):
            said.hide(form)
        try:
            with _imap_errors():
                if plain:
                    # RFC 4616 is UTF-8 and has no quoting, so every password works.
                    client.plain_login(server.user_name, password)
                else:
                    client.login(server.user_name, password)
        except ConnectionError as error:
            if isinstance(error.__cause__, imaplib.IMAP4.abort):
                raise ConnectionError(said.clean(str(error))) from None
            raise SignInRefusedError(said.clean(_words_of(error))) from None

    def folders(self) -> tuple[Folder, ...]:
        """The folders that can be opened, with what they are for where the server says so."""
        with _imap_errors():
            listed = self._conversation().list_folders()
        return tuple(
            Folder(name=name, place=_place(flags))
            for flags, _, name in listed
            if b"\\Noselect" not in flags and b"\\NonExistent" not in flags
        )

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a folder has a message with this Message-ID; opens it for reading only."""
        client = self._conversation()
        with _imap_errors():
            client.select_folder(folder, readonly=True)
            return bool(client.search(["HEADER", "Message-ID", message_id]))

    def close(self) -> None:
        """End the conversation politely, and everything that belongs to it; never raises."""
        with contextlib.suppress(OSError, IMAPClientError):
            self._sock.settimeout(GOODBYE_LIMIT)
            if self._client is not None:
                self._client.logout()
        with contextlib.suppress(OSError, IMAPClientError):
            if self._client is not None:
                self._client.shutdown()
        with contextlib.suppress(OSError):
            self._sock.close()

    def cut(self) -> None:
        """End it at once, from any thread: whoever waits on the socket wakes up."""
        with contextlib.suppress(OSError):
            self._sock.shutdown(socket.SHUT_RDWR)

    def _conversation(self) -> IMAPClient:
        if self._client is None:
            raise ConnectionError("not connected")
        return self._client


class _ImapOnSocket(imaplib.IMAP4):
    """The standard library's client on a socket that is connected already."""

    def __init__(self, sock: socket.socket, host: str) -> None:
        self._connected = sock
        self._unsent = b""
        super().__init__(host)
        # LOGIN is ASCII by the letter (RFC 9051 section 6.2.3), but passwords are not, and servers
        # that know no other way to sign in take them as UTF-8. The library would raise instead.
        self._encoding = "utf-8"

    def send(self, data: Any) -> None:
        """Send whole lines: the library writes their pieces, and each would be a packet.

        Some servers take the first packet for the whole answer; all of them make us wait for
        an acknowledgement between two.
        """
        self._unsent += bytes(data)
        if self._unsent.endswith(b"\r\n"):
            line, self._unsent = self._unsent, b""
            super().send(line)

    def _create_socket(self, timeout: float | None) -> socket.socket:  # noqa: ARG002
        return self._connected


class _ClientOnSocket(IMAPClient):  # type: ignore[misc] # untyped library
    def __init__(self, sock: socket.socket, host: str, limit: float) -> None:
        self._connected = sock
        super().__init__(host, ssl=False, timeout=SocketTimeout(limit, limit))

    def starttls(self, ssl_context: ssl.SSLContext) -> object:
        """Encrypt, and forget what was said before: it may be anybody's (RFC 9051 §6.2.1)."""
        answer: object = super().starttls(ssl_context)
        self._imap.untagged_responses.clear()
        return answer

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 - the library's name
        return _ImapOnSocket(self._connected, self.host)


def _forms(user_name: str, password: str) -> tuple[str, ...]:
    """How a password is written on the way; a server may say what it was given again."""
    plain = f"\0{user_name}\0{password}".encode()
    quoted = password.replace("\\", "\\\\").replace('"', '\\"')
    # The library quotes a line that it did not expect as Python writes bytes.
    written = (str(form.encode())[2:-1] for form in (password, quoted))
    return (password, quoted, *written, base64.b64encode(plain).decode())


def _words_of(error: BaseException) -> str:
    """The server's words of a refusal. The library gives some of them as bytes, written out."""
    innermost = error
    while (inner := innermost.__cause__ or innermost.__context__) is not None:
        innermost = inner
    said = innermost.args[0] if innermost.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)


def _place(flags: Iterable[Any]) -> Place | None:
    return next((_PLACES[flag] for flag in flags if flag in _PLACES), None)


@contextlib.contextmanager
def _imap_errors() -> Iterator[None]:
    """The library's errors as ``ConnectionError``: it has no common kind with the system's."""
    try:
        yield
    except imaplib.IMAP4.error as error:
        raise ConnectionError(str(error)) from error
