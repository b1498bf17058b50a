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
from pysasl.creds.server import ServerCredentials
from pysasl.exception import InvalidResponse
from pysasl.hashing import Cleartext
from pysasl.mechanism import ChallengeResponse, ServerChallenge, ServerMechanism
from pysasl.mechanism.login import LoginMechanism
from pysasl.mechanism.plain import PlainMechanism

from mailadmin.core.account import Security
from mailadmin.sandbox.listening import Connections
from mailadmin.sandbox.relay import MAX_SIGN_INS_KEPT, SignInSeen
from mailadmin.sandbox.sasl import BY_TOKEN, refusal, shown
from mailadmin.sandbox.scenario import MEBIBYTE
from mailadmin.sandbox.tokens import TokenStore

SPECIAL_FOLDERS = {"Junk": b"Junk", "Sent": b"Sent", "Drafts": b"Drafts", "Trash": b"Trash"}
"""Folders beside INBOX and their special use (RFC 6154), as pymap writes it: without backslash."""

LINE_LIMIT = 64 * 1024
"""Bytes of a command line."""

LITERAL_LIMIT = 64 * MEBIBYTE
"""Bytes of a literal, for instance a message to append."""


_log = logging.getLogger(__name__)


class _TokenHolder(ServerCredentials):
    """A client that has shown a token, or one that is not good."""

    def __init__(self, user: str, *, accepted: bool) -> None:
        self._user = user
        self._accepted = accepted

    @property
    def authcid(self) -> str:
        """Who signs in."""
        return self._user

    @property
    def authzid(self) -> str:
        """Whose mailboxes are meant: their own."""
        return self._user

    def verify(self, identity: object) -> bool:  # noqa: ARG002 - pysasl's signature
        """Whether the token is good; that was found out before."""
        return self._accepted


class _ByToken(ServerMechanism):
    """XOAUTH2 or OAUTHBEARER (RFC 7628). pysasl's own does not say why it refuses a token."""

    def __init__(self, name: str, judge: "_Judge") -> None:
        super().__init__(name)
        self._judge = judge

    def server_attempt(
        self, responses: Sequence[ChallengeResponse]
    ) -> tuple[ServerCredentials, None]:
        """Ask for the token, judge it, and say what is wrong before the end."""
        if not responses:
            raise ServerChallenge(b"")
        mechanism = self.name.decode("ascii")
        said = shown(mechanism, responses[0].response)
        if said is None:
            raise InvalidResponse
        owner = self._judge.tokens.user_of(said.token) or ""
        user = said.user or owner
        accepted = bool(owner) and user == owner
        if not accepted and len(responses) == 1:
            raise ServerChallenge(refusal(mechanism))
        self._judge.note(user, mechanism, accepted=accepted)
        return _TokenHolder(user, accepted=accepted), None


class _Judge:
    """Knows the tokens, and remembers which were shown."""

    def __init__(self, host: str, tokens: TokenStore) -> None:
        self._host = host
        self.tokens = tokens
        self.seen: list[SignInSeen] = []

    def note(self, user: str, mechanism: str, *, accepted: bool) -> None:
        """Remember a sign-in; none is possible without encryption."""
        self.seen.append(
            SignInSeen(
                host=self._host,
                user_name=user,
                mechanism=mechanism,
                encrypted=True,
                accepted=accepted,
            )
        )
        del self.seen[:-MAX_SIGN_INS_KEPT]


class _Config(Config):
    """pymap's settings for one of our ports."""

    def __init__(
        self, host: str, context: ssl.SSLContext, judge: _Judge, *, starttls: bool
    ) -> None:
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
        self._by_token = [_ByToken(mechanism, judge) for mechanism in BY_TOKEN]

    @property
    def greeting(self) -> bytes:
        """What the server says first; pymap would ask the resolver for this computer's name."""
        return self._greeting

    @property
    def tls_auth(self) -> SASLAuth:
        """The ways to sign in, named here because pymap looks them up in package metadata."""
        return SASLAuth([PlainMechanism(), LoginMechanism(), *self._by_token])

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
    """The mailboxes of ``users`` (name to password), read over IMAP as ``host``.

    ``tokens`` open them as well.
    """

    def __init__(
        self, host: str, users: dict[str, str], context: ssl.SSLContext, tokens: TokenStore
    ) -> None:
        self.context = context
        self._judge = _Judge(host, tokens)
        self._configs = {
            port: _Config(host, context, self._judge, starttls=port is Security.STARTTLS)
            for port in (Security.TLS, Security.STARTTLS)
        }
        config = self._configs[Security.TLS]
        self._login = _Login(config)
        self._folders = {user: MailboxSet() for user in users}
        for user, password in users.items():
            self._login.users_dict[user] = UserMetadata(config, user, password=password)
            config.set_cache[user] = (self._folders[user], FilterSet())

    @property
    def sign_ins(self) -> list[SignInSeen]:
        """Every token that has come in, oldest first. May be read from any thread."""
        return list(self._judge.seen)

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
