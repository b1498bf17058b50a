"""The library's client on a socket that is connected already, bounded in all that it reads.

The library reads from a buffered file that loses what it has of a line when the rest is late, and
from whose buffer nobody can tell whether a poll would miss something. So the buffer is ours.
"""

import contextlib
import imaplib
import selectors
import socket
import ssl
import time
from collections.abc import Iterator
from typing import Any, Final

from imapclient import IMAPClient, SocketTimeout

from mailadmin.core.inbox.responses import NONSENSE

ORDINARY: Final = 2_000_000
"""Bytes that the answer to one command may have, unless a message is asked for."""

_PIECE: Final = 65_536


class RefusedError(ConnectionError):
    """The server said NO or BAD to a command; the conversation goes on."""


class NoUpgradeError(ConnectionError):
    """The server does not offer the upgrade to encryption (RFC 9051 section 6.2.1)."""


class ImapOnSocket(imaplib.IMAP4):
    """The standard library's client. ``OSError`` where the connection breaks off."""

    def __init__(self, sock: socket.socket, host: str) -> None:
        self._connected = sock
        self._unsent = b""
        self._unread = bytearray()
        self._allowed = ORDINARY
        self.stopped = False
        """Read no more, although the system may still have much of what the server said."""
        super().__init__(host)
        # LOGIN is ASCII by the letter (RFC 9051 section 6.2.3), but passwords are not, and servers
        # that know no other way to sign in take them as UTF-8. The library would raise instead.
        self._encoding = "utf-8"

    def allow(self, count: int) -> None:
        """Forget what was said so far, and take at most so many bytes from here on."""
        self.untagged_responses.clear()
        self._allowed = count

    def open(self, host: str = "", port: int = 143, timeout: Any = None) -> None:
        """Take the socket, which is connected and has its time limit."""
        del timeout
        self.host, self.port, self.sock = host, port, self._connected

    def send(self, data: Any) -> None:
        """Send whole lines: the library writes their pieces, and each would be a packet.

        Some servers take the first packet for the whole answer; all of them make us wait for
        an acknowledgement between two.
        """
        self._unsent += bytes(data)
        if self._unsent.endswith(b"\r\n"):
            line, self._unsent = self._unsent, b""
            self.sock.sendall(line)

    def readline(self) -> bytes:
        """One line with its end; less than that where the connection ends."""
        looked = 0
        while (end := self._unread.find(b"\n", looked)) < 0:
            looked = len(self._unread)
            if not self._read_more():
                return self._taken(looked)
        return self._taken(end + 1)

    def read(self, size: int) -> bytes:
        """A literal; less than ``size`` bytes where the connection ends."""
        if size > self._allowed + len(self._unread):
            raise self.abort("the server has more to say than there is room for")
        while len(self._unread) < size and self._read_more():
            pass
        return self._taken(size)

    def wait(self, seconds: float, wake: socket.socket) -> bool:
        """Wait for a whole line, the end of the connection, or a byte at ``wake``.

        Whether there is something to read; a line that never ends does not count.
        """
        end = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(self.sock, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                ready = [key.fileobj for key, _ in self._ready(selector, end - time.monotonic())]
                if wake in ready:
                    wake.recv(_PIECE)
                    return False
                if not ready and time.monotonic() >= end:
                    return False
                if not self._read_at_hand():
                    return True
        return True

    def shutdown(self) -> None:
        """Close the socket."""
        with contextlib.suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def starttls(self, ssl_context: Any = None) -> Any:
        """Encrypt, and forget what was said before: it may be anybody's (RFC 9051 §6.2.1)."""
        if "STARTTLS" not in self.capabilities:
            raise self.abort("the server does not offer encryption")
        answer = self._simple_command("STARTTLS")
        if answer[0] == "OK":
            self._unread.clear()
            self.sock = ssl_context.wrap_socket(self.sock, server_hostname=self.host)
            self.untagged_responses.clear()
            self._get_capabilities()
            self.untagged_responses.clear()
        return answer

    def _ready(
        self, selector: selectors.BaseSelector, seconds: float
    ) -> list[tuple[selectors.SelectorKey, int]]:
        decrypted = isinstance(self.sock, ssl.SSLSocket) and self.sock.pending()
        at_hand = [(selector.get_key(self.sock), selectors.EVENT_READ)] if decrypted else []
        return at_hand or selector.select(max(seconds, 0.0))

    def _read_at_hand(self) -> bool:
        """Read what can be read without waiting; false where the connection has ended."""
        limit = self.sock.gettimeout()
        self.sock.setblocking(False)
        try:
            return self._read_more()
        except (BlockingIOError, ssl.SSLWantReadError):
            return True  # a part of an encrypted record
        finally:
            self.sock.settimeout(limit)

    def _read_more(self) -> bool:
        if self.stopped:
            raise self.abort("stopped")
        piece = self.sock.recv(_PIECE)
        self._unread += piece
        self._allowed -= len(piece)
        if self._allowed < 0:
            raise self.abort("the server says too much")
        return bool(piece)

    def _taken(self, count: int) -> bytes:
        taken = bytes(self._unread[:count])
        del self._unread[:count]
        return taken


class ClientOnSocket(IMAPClient):  # type: ignore[misc] # untyped library
    """IMAPClient on a connected socket; ``limit`` is the seconds that one read may take."""

    def __init__(self, sock: socket.socket, host: str, limit: float) -> None:
        self._connected = sock
        super().__init__(host, ssl=False, timeout=SocketTimeout(limit, limit))

    @property
    def imap(self) -> ImapOnSocket:
        """The standard library's client beneath."""
        assert isinstance(self._imap, ImapOnSocket)
        return self._imap

    def _create_IMAP4(self) -> imaplib.IMAP4:  # noqa: N802 - the library's name
        return ImapOnSocket(self._connected, self.host)


@contextlib.contextmanager
def imap_errors() -> Iterator[None]:
    """The library's errors as ``ConnectionError``: it has no common kind with the system's."""
    try:
        yield
    except OSError:
        raise
    except imaplib.IMAP4.abort as error:
        raise ConnectionError(str(error)) from error
    except imaplib.IMAP4.error as error:
        raise RefusedError(str(error)) from error
    except NONSENSE as error:
        raise ConnectionError("the server's answer was not understood") from error
