"""What is known of one failure, in the shape that the signs of causes are compared with."""

from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.problem import ProblemKind


class Moment(StrEnum):
    """Which step a failure belongs to."""

    NAME = "name"
    CONNECT = "connect"
    GREETING = "greeting"
    HELLO = "hello"
    TLS = "tls"
    SIGN_IN = "sign-in"
    SENDER = "sender"
    RECIPIENT = "recipient"
    MESSAGE = "message"
    BOUNCE = "bounce"
    """A message that came back, from whichever server on its way."""
    INBOX = "inbox"
    """Reading mail (IMAP, POP3)."""
    KEYRING = "keyring"


MOMENTS: Final[dict[str, Moment]] = {
    **{moment.value: moment for moment in Moment},
    # what logs and other programs call them
    "dns": Moment.NAME,
    "ehlo": Moment.HELLO,
    "helo": Moment.HELLO,
    "starttls": Moment.TLS,
    "certificate": Moment.TLS,
    "auth": Moment.SIGN_IN,
    "mail": Moment.SENDER,
    "rcpt": Moment.RECIPIENT,
    "data": Moment.MESSAGE,
    "imap": Moment.INBOX,
    "pop3": Moment.INBOX,
    "pop": Moment.INBOX,
    # the checks of this program
    "dns.resolve": Moment.NAME,
    "net.connect": Moment.CONNECT,
    "smtp.greeting": Moment.GREETING,
    "smtp.ehlo": Moment.HELLO,
    "tls.handshake": Moment.TLS,
    "tls.certificate": Moment.TLS,
    "smtp.auth": Moment.SIGN_IN,
    "smtp.sender": Moment.SENDER,
    "smtp.recipient": Moment.RECIPIENT,
    "smtp.message": Moment.MESSAGE,
    "message.bounce": Moment.BOUNCE,
    "inbox.connect": Moment.INBOX,
    "inbox.auth": Moment.INBOX,
    "inbox.arrival": Moment.INBOX,
    "inbox.delete": Moment.INBOX,
    "keyring.read": Moment.KEYRING,
    "keyring.write": Moment.KEYRING,
}
"""Every name under which a step may be given."""


LOOKUP: Final = (Moment.NAME, Moment.CONNECT, Moment.GREETING, Moment.INBOX)
CONNECTING: Final = (*LOOKUP, Moment.HELLO, Moment.TLS, Moment.SIGN_IN)
SIGNING_IN: Final = (Moment.SIGN_IN, Moment.INBOX)
DELIVERY: Final = (Moment.RECIPIENT, Moment.MESSAGE, Moment.BOUNCE)
ENVELOPE: Final = (Moment.SENDER, *DELIVERY)
KEYRING: Final = (Moment.KEYRING,)
"""Steps that belong together, for signs."""


class Symptom(msgspec.Struct, frozen=True, kw_only=True):
    """One failure. What is not known is None or empty.

    ``words`` are the innermost words as they were given (a server's reply), on one line. ``said``
    are the same without codes, ``around`` everything that was given; both in lower case, mail
    addresses replaced by ``<address>``.
    ``provider`` is an id of the provider data, ``mechanism`` the sign-in mechanism used.
    """

    words: str = ""
    said: str = ""
    around: str = ""
    code: int | None = None
    enhanced: str | None = None
    moment: Moment | None = None
    problem: ProblemKind | None = None
    host: str = ""
    port: int | None = None
    security: Security | None = None
    mechanism: str | None = None
    provider: str | None = None
