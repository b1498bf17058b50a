"""The IMAP server of the sandbox, on pymap (RFC 3501, 2177, 6154).

pymap speaks the protocol and keeps the mailboxes; this module gives it our users, marks the
special folders, bounds what a client may send, and keeps its connections countable.
"""

import asyncio
import logging
import ssl
from argparse import Namespace
from collections.abc import Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from typing import Any

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import Config, Login, Session
from pymap.backend.dict import Identity as DictIdentity
from pymap.backend.dict.filter import FilterSet
from pymap.backend.dict.mailbox import MailboxSet
from pymap.concurrent import Subsystem
from pymap.config import BackendCapability
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.selected import SelectedMailbox
from pymap.user import UserMetadata
from pysasl import SASLAuth
from pysasl.hashing import Cleartext
from pysasl.mechanism.login import LoginMechanism
from pysasl.mechanism.plain import PlainMechanism

from mailadmin.core.account import Security
from mailadmin.sandbox.listening import Connections
from mailadmin.sandbox.scenario import MEBIBYTE

SPECIAL_FOLDERS = {"Junk": b"Junk", "Sent": b"Sent", "Drafts": b"Drafts", "Trash": b"Trash"}
"""Folders beside INBOX and their special use (RFC 6154), as pymap writes it: without backslash."""

LINE_LIMIT = 64 * 1024
"""Bytes of a command line."""

LITERAL_LIMIT = 64 * MEBIBYTE
"""Bytes of a literal, for instance a message to append."""


_log = logging.getLogger(__name__)


class _Config(Config):
    """pymap's settings for one of our ports."""

    def __init__(self, host: str, context: ssl.SSLContext, *, starttls: bool) -> None:
        super().__init__(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host=None,
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            ssl_context=context,
            tls_enabled=starttls,
            # The defaults start threads with event loops of their own, to hash passwords slowly.
            hash_context=Cleartext(),
            cpu_subsystem=Subsystem.for_asyncio(),
            max_append_len=LITERAL_LIMIT,
        )
        self._greeting = f"{host} mailadmin sandbox ready".encode()

    @property
    def greeting(self) -> bytes:
        """What the server says first; pymap would ask the resolver for this computer's name."""
        return self._greeting

    @property
    def tls_auth(self) -> SASLAuth:
        """The ways to sign in, named here because pymap looks them up in package metadata."""
        return SASLAuth([PlainMechanism(), LoginMechanism()])

    @property
    def backend_capability(self) -> BackendCapability:
        """What the folders can do."""
        return BackendCapability(
            idle=True, object_id=True, multi_append=True, custom=[b"SPECIAL-USE"]
        )


class _Session(Session):
    """A signed-in user; LIST tells what the special folders are for."""

    async def list_mailboxes(
        self,
        ref_name: str,
        filter_: str,
        subscribed: bool = False,
        selected: SelectedMailbox | None = None,
    ) -> tuple[Iterable[tuple[str, str | None, Sequence[bytes]]], SelectedMailbox | None]:
        """The folders, special ones marked."""
        folders, updates = await super().list_mailboxes(ref_name, filter_, subscribed, selected)
        return [
            (name, separator, [*flags, SPECIAL_FOLDERS[name]])
            if name in SPECIAL_FOLDERS
            else (name, separator, flags)
            for name, separator, flags in folders
        ], updates


class _Identity(DictIdentity):
    """A user whose mailboxes are made before the first sign-in."""

    @asynccontextmanager
    async def new_session(self) -> Any:
        """A session on the user's mailboxes."""
        folders, filters = self.config.set_cache[self.name]
        yield _Session(self.name, self.config, folders, filters)


class _Login(Login):
    """Gives out our identities."""

    async def authorize(self, authenticated: Any, authzid: str) -> _Identity:
        """The identity that the user may act as: only their own."""
        await super().authorize(authenticated, authzid)
        return _Identity(authzid, self, None, frozenset())


class _SocketInfo(SocketInfoLocal):
    """A client that gets no privilege for being on the same computer."""

    @property
    def from_localhost(self) -> bool:
        return False


class _BoundedReader:
    """The client's bytes, with a limit to what one literal may hold."""

    def __init__(self, reader: asyncio.StreamReader) -> None:
        self._reader = reader

    async def readline(self) -> bytes:
        """One line; too long a line ends the connection."""
        try:
            return await self._reader.readline()
        except ValueError:
            raise EOFError from None

    async def readexactly(self, count: int) -> bytes:
        """A literal; too long a one ends the connection."""
        if count > LITERAL_LIMIT:
            raise EOFError
        return await self._reader.readexactly(count)

    def discard_buffered(self) -> None:
        """Forget what a client sent before TLS was up, as if it came after (CVE-2011-0411).

        Without letting the loop run: it would read the beginning of the handshake.
        """
        reading = self._reader.read(4 * LINE_LIMIT)
        with suppress(StopIteration):
            reading.send(None)  # ends at once where something is there, else begins to wait
        reading.close()


class _WholeWriter:
    """Sends each response in one piece.

    pymap writes token by token, each in a TLS record of its own, and IMAPClient loses what it
    has read of a line when the rest is late while it idles.
    """

    def __init__(self, writer: asyncio.StreamWriter, reader: _BoundedReader) -> None:
        self._writer = writer
        self._reader = reader
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> None:
        """Keep a piece for the next :meth:`drain`."""
        self._pieces.append(bytes(piece))

    def writelines(self, pieces: Iterable[bytes]) -> None:
        """Keep several pieces."""
        self._pieces.extend(bytes(piece) for piece in pieces)

    async def drain(self) -> None:
        """Send what was kept."""
        if self._pieces:
            self._writer.write(b"".join(self._pieces))
            self._pieces.clear()
        await self._writer.drain()

    async def start_tls(self, context: ssl.SSLContext) -> None:
        """Upgrade the connection."""
        self._reader.discard_buffered()
        await self._writer.start_tls(context)

    def close(self) -> None:
        """End the connection."""
        self._writer.close()


class ImapServer:
    """The mailboxes of ``users`` (name to password), read over IMAP as ``host``."""

    def __init__(self, host: str, users: dict[str, str], context: ssl.SSLContext) -> None:
        self.context = context
        self._configs = {
            port: _Config(host, context, starttls=port is Security.STARTTLS)
            for port in (Security.TLS, Security.STARTTLS)
        }
        config = self._configs[Security.TLS]
        self._login = _Login(config)
        self._folders = {user: MailboxSet() for user in users}
        for user, password in users.items():
            self._login.users_dict[user] = UserMetadata(config, user, password=password)
            config.set_cache[user] = (self._folders[user], FilterSet())

    async def prepare(self) -> None:
        """Make the folders."""
        for folders in self._folders.values():
            for name in SPECIAL_FOLDERS:
                await folders.add_mailbox(name)
                await folders.set_subscribed(name, subscribed=True)

    async def deliver(self, address: str, message: bytes, folder: str = "INBOX") -> None:
        """Put a message into a folder of a user; idling clients hear of it at once."""
        folders = self._folders.get(address)
        if folders is not None:
            mailbox = await folders.get_mailbox(folder)
            now = datetime.now().astimezone()
            await mailbox.append(AppendMessage(message, now, frozenset()), recent=True)

    def protocol(self, port: Security, connections: Connections) -> asyncio.StreamReaderProtocol:
        """The server's side of one connection at the port that speaks ``port``."""
        server = IMAPServer(self._login, self._configs[port])

        async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            transport = writer.transport
            connections.add(transport)
            bounded = _BoundedReader(reader)
            try:
                await server(
                    bounded,  # type: ignore[arg-type]
                    _WholeWriter(writer, bounded),  # type: ignore[arg-type]
                    _SocketInfo(writer, unique_id=b"sandbox"),
                )
            except Exception:
                # A client can break off anywhere; pymap then raises what it was doing.
                _log.debug("a conversation broke", exc_info=True)
            finally:
                connections.discard(transport)
                writer.close()

        loop = asyncio.get_running_loop()
        return asyncio.StreamReaderProtocol(
            asyncio.StreamReader(limit=LINE_LIMIT, loop=loop), converse, loop=loop
        )
