"""What all checks of a received message come to."""

import msgspec

from mailadmin.core.event import Result
from mailadmin.core.finding import Finding, Guess
from mailadmin.core.message.hop import Hop


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What people know a message by, its words decoded. Empty where it does not say.

    ``sender`` is From, cut where it is long; ``address`` is the address in it, never cut (several
    with commas). ``sent`` is the Date as written, ``text`` the beginning of its text.
    """

    sender: str = ""
    address: str = ""
    to: str = ""
    subject: str = ""
    sent: str = ""
    text: str = ""


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """Whose good DKIM signature a message has, and the name of the key."""

    domain: str
    selector: str


class MessageResult(Result, frozen=True, kw_only=True, tag="message"):
    """The end of reading one message. ``findings`` are in the order of the checks.

    ``hops`` are the way it came, the first one first; ``address`` is the IP address that handed
    it to the receiver, empty where nothing tells; ``also`` are the next candidates for its cause,
    the likeliest first.
    """

    about_message: About = About()
    findings: tuple[Finding, ...] = ()
    hops: tuple[Hop, ...] = ()
    address: str = ""
    signers: tuple[Signer, ...] = ()
    confidence: float | None = None
    also: tuple[Guess, ...] = ()
