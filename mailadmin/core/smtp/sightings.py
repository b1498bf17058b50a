"""What a second look saw. Facts only: :mod:`mailadmin.core.smtp.crossing` says what they mean."""

from datetime import datetime

import msgspec

from mailadmin.core.account import Server
from mailadmin.core.dns.resolver import AnswerState
from mailadmin.core.finding import CertificateSeen
from mailadmin.core.smtp.connect import Attempt
from mailadmin.core.surroundings import Control


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """Whether a control server took a connection, and which certificate it showed, if asked.

    ``certificate`` carries its own problems; it has none where it verified.
    """

    control: Control
    web: bool
    name: AnswerState
    addresses: tuple[str, ...] = ()
    attempts: tuple[Attempt, ...] = ()
    certificate: CertificateSeen | None = None

    @property
    def connected(self) -> Attempt | None:
        """The attempt that got through."""
        return next((attempt for attempt in self.attempts if attempt.connected), None)


class Sight(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that a second look saw.

    ``at`` is what this computer's clock said. ``setting`` is another port or encryption of the
    same server that works, ``likely`` a server with a similar name that works. ``heard`` is the
    first line of what a silent server said when spoken to first, ``speaks_tls`` says that its port
    is encrypted from the start. ``proxy`` is the web proxy this computer is set to use, as
    ``host:port``.
    """

    at: datetime
    controls: tuple[Reached, ...] = ()
    setting: Server | None = None
    likely: Server | None = None
    heard: str = ""
    speaks_tls: bool = False
    proxy: str = ""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the test itself had seen before it failed: the addresses found, the greeting.

    ``on_the_internet``: what is true of the internet is true of this server too, because one of
    its addresses is there, or because a computer stands in for all of it.
    """

    addresses: tuple[str, ...] = ()
    greeting: str = ""
    on_the_internet: bool = False
