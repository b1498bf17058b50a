"""What each stage saw. Facts only: what they mean is said in :mod:`mailadmin.core.smtp.judge`."""

from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec
from aiosmtplib.esmtp import parse_esmtp_extensions

from mailadmin.core.finding import CertificateSeen, ReplySeen, TlsSeen, Verdict
from mailadmin.core.oauth.sasl import TokenRefusal
from mailadmin.core.problem import Problem

MAX_SIZE_DIGITS: Final = 20
"""Digits a size may have (RFC 1870 section 3)."""


class Hello(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to EHLO (RFC 5321 section 4.1.1.1), or to HELO where EHLO was not known."""

    reply: ReplySeen
    encrypted: bool
    refusal: ReplySeen | None = None
    """What EHLO was answered with, where only HELO was taken."""
    name: str = ""
    """The name that we gave."""
    greeting: ReplySeen | None = None
    """The server's first words on this connection."""
    refused_name: tuple[str, ReplySeen] | None = None
    """The name that the server refused before it took this one, and how."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The capabilities as the server wrote them, without the greeting line."""
        return tuple(self.reply.text.split("\n")[1:])

    @property
    def extensions(self) -> dict[str, str]:
        """Capability names in lower case, with their parameters."""
        return parse_esmtp_extensions(self.reply.text)[0]

    @property
    def mechanisms(self) -> tuple[str, ...]:
        """Sign-in mechanisms on offer, upper case, each once, in the server's order."""
        offered = parse_esmtp_extensions(self.reply.text)[1]
        return tuple(dict.fromkeys(name.upper() for name in offered))

    @property
    def size_limit(self) -> int | None:
        """Bytes of the biggest message the server takes (RFC 1870); None where it says none."""
        text = self.extensions.get("size", "")
        # Python refuses to read thousands of digits.
        if not (text.isascii() and text.isdigit() and len(text) <= MAX_SIZE_DIGITS):
            return None
        return int(text) or None


class Handshake(msgspec.Struct, frozen=True, kw_only=True):
    """What both sides agreed on, and the certificate seen in it.

    ``refusal`` is set where the certificate did not verify; the connection it was seen on then
    carried no user name and no password. ``accepted_by_user`` says that the user has accepted
    this very certificate for this server.
    """

    tls: TlsSeen | None = None
    certificate: CertificateSeen | None = None
    refusal: Problem | None = None
    accepted_by_user: bool = False
    at: datetime | None = None
    """What this computer's clock said when the certificate was judged."""


class NoUpgrade(msgspec.Struct, frozen=True, kw_only=True):
    """The encryption upgrade that was wanted did not come: not offered, or refused by a reply."""

    hello: Hello
    reply: ReplySeen | None = None


class Withheld(StrEnum):
    """Why no password was sent."""

    NOT_WANTED = "not-wanted"
    """The user has set this server to work without signing in."""
    NOT_ENCRYPTED = "not-encrypted"
    NOT_OFFERED = "not-offered"
    NO_COMMON_MECHANISM = "no-common-mechanism"
    NO_PASSWORD = "no-password"
    NO_TOKENS = "no-tokens"
    """The user signs in at a provider's page, and the server takes no tokens."""
    NOT_SIGNED_IN = "not-signed-in"
    """The user has not signed in at the provider's page yet."""


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """One attempt to sign in, or the reason why there was none.

    ``refusal`` is what the server said of a token; ``no_token`` why there was none to show.
    """

    user_name: str
    offered: tuple[str, ...]
    mechanism: str | None = None
    reply: ReplySeen | None = None
    withheld: Withheld | None = None
    refusal: TokenRefusal | None = None
    no_token: Verdict | None = None


class Envelope(msgspec.Struct, frozen=True):
    """Who a message is from and for on the way (RFC 5321 section 2.3.1); bare addresses."""

    sender: str
    recipients: tuple[str, ...]


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """The reply to MAIL or RCPT. ``unsendable`` says why the command could not even be sent."""

    address: str
    reply: ReplySeen | None = None
    unsendable: str | None = None
    """``smtputf8`` (the server can't take such an address) or ``too-big``."""
    size: int | None = None
    """Bytes of the message, and of the biggest that the server takes."""
    size_limit: int | None = None
