"""One relay of the sandbox: its rules, told apart from the protocol that speaks them.

The mail server and the Messenger are two relays with different names, users and rules.
"""

import hmac
import time
from collections.abc import Callable
from datetime import datetime
from email.utils import format_datetime

import msgspec

from mailadmin.sandbox.outgoing import Outgoing
from mailadmin.sandbox.post import Post
from mailadmin.sandbox.sasl import BY_TOKEN
from mailadmin.sandbox.scenario import CutAfterData, RelayBehaviour
from mailadmin.sandbox.tokens import TokenStore

MAX_RECIPIENTS = 100
"""Recipients of one message (RFC 5321 section 4.5.3.1.8)."""

MAX_SIGN_INS_KEPT = 1000


class User(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may sign in. ``addresses`` are the senders allowed; None allows every one."""

    name: str
    password: str
    addresses: frozenset[str] | None

    def __repr__(self) -> str:
        return f"User(name={self.name!r})"

    def may_send_as(self, address: str) -> bool:
        """Whether this user may use the address as envelope sender."""
        return self.addresses is None or address.lower() in self.addresses


class SignInSeen(msgspec.Struct, frozen=True, kw_only=True):
    """A password or a token that reached a server."""

    host: str
    user_name: str
    mechanism: str
    encrypted: bool
    accepted: bool


class Handover(msgspec.Struct, frozen=True, kw_only=True):
    """A whole message as a client handed it over. ``protocol`` is the word of RFC 3848."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    client_name: str
    client_address: str
    protocol: str
    user_name: str


class Relay:
    """The rules of one relay: who may sign in, send, and to whom; and what a scenario changes."""

    def __init__(
        self,
        host: str,
        users: tuple[User, ...],
        post: Post,
        outgoing: Outgoing,
        tokens: TokenStore,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.host = host
        self.tokens = tokens
        self.behaviour = RelayBehaviour()
        self._users = {user.name: user for user in users}
        self._post = post
        self._outgoing = outgoing
        self._clock = clock
        self._sign_ins: list[SignInSeen] = []
        self._greylist: dict[tuple[str, str], float] = {}

    @property
    def sign_ins(self) -> list[SignInSeen]:
        """Every password that has come in, oldest first. May be read from any thread."""
        return list(self._sign_ins)

    def behave(self, behaviour: RelayBehaviour) -> None:
        """Follow another scenario from now on."""
        self.behaviour = behaviour
        self._greylist.clear()

    def sign_in(
        self, name: str, proves: Callable[[bytes], bool], mechanism: str, *, encrypted: bool
    ) -> User | None:
        """The user, if the client ``proves`` to know the right password; None if not.

        For a sign-in by token, it proves to have one of this user.
        """
        user = self._users.get(name)
        deaf = bool(self.behaviour.replies.password) and mechanism not in BY_TOKEN
        known = proves(user.password.encode()) if user and not deaf else False
        accepted = known and not self.behaviour.replies.sign_in
        self._sign_ins.append(
            SignInSeen(
                host=self.host,
                user_name=name,
                mechanism=mechanism,
                encrypted=encrypted,
                accepted=accepted,
            )
        )
        del self._sign_ins[:-MAX_SIGN_INS_KEPT]
        return user if known else None

    def reply_to_sender(self, user: User | None, address: str) -> str:
        """The reply to MAIL FROM."""
        if user is None:
            return "530 5.7.0 Authentication required"
        if not user.may_send_as(address):
            return f"553 5.7.1 <{address}>: Sender address rejected: not owned by user {user.name}"
        return self.behaviour.replies.sender or "250 2.1.0 Ok"

    def reply_to_recipient(self, sender: str, address: str, count: int) -> str:
        """The reply to one RCPT TO; ``count`` recipients were accepted before it."""
        if count >= MAX_RECIPIENTS:
            return "452 4.5.3 Too many recipients"
        reply = self.behaviour.replies.recipients.get(address.lower())
        if reply:
            return reply
        if self._puts_off(sender, address):
            return f"450 4.7.1 <{address}>: Recipient address rejected: Greylisted, try again later"
        return "250 2.1.5 Ok"

    def _puts_off(self, sender: str, address: str) -> bool:
        """Greylisting (RFC 6647): a new pair must come again after a while."""
        if not self.behaviour.greylisting:
            return False
        now = self._clock()
        first = self._greylist.setdefault((sender.lower(), address.lower()), now)
        return now - first < self.behaviour.greylisting

    async def take(self, message: Handover) -> str | None:
        """Deliver a message and give the reply to the end of DATA; None cuts the connection."""
        behaviour = self.behaviour
        if behaviour.replies.end_of_data:
            return behaviour.replies.end_of_data
        if not self._post.has_room_for(len(message.content) * len(message.recipients)):
            return "452 4.3.1 Insufficient system storage"
        if behaviour.cut_after_data is CutAfterData.LOST:
            return None
        queue_id = self._post.next_queue_id()
        await self._outgoing.send(
            message.sender,
            message.recipients,
            self._stamped(message, queue_id),
            number=queue_id,
            signs=behaviour.signs,
        )
        if behaviour.cut_after_data is CutAfterData.DELIVERED:
            return None
        return f"250 2.0.0 Ok: queued as {queue_id}"

    def _stamped(self, message: Handover, queue_id: str) -> bytes:
        """The message with the trace field of its submission (RFC 5321 section 4.4)."""
        date = format_datetime(datetime.now().astimezone())
        trace = (
            f"Received: from {message.client_name} ([{message.client_address}])\r\n"
            f"\t(Authenticated sender: {message.user_name})\r\n"
            f"\tby {self.host} (mailadmin sandbox) with {message.protocol} id {queue_id};\r\n"
            f"\t{date}\r\n"
        )
        return trace.encode("utf-8", "replace") + message.content


def same(known: bytes, offered: bytes) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(known, offered)
