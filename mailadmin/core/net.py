"""The network as one run sees it: whom it asks for names, whom it trusts."""

import ssl
import sys
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.pace import Pace
from mailadmin.core.surroundings import Surroundings

HANDSHAKE: Final = 0.004
"""Seconds between two handshakes: one takes 1 to 2 ms of processor time, which dozens of servers
that answer in the same turn of the loop would add up to a window that stands still."""


class Trust:
    """Which certificates count: the system's store, plus ``ca_file`` (PEM) where one is given."""

    def __init__(self, ca_file: Path | None = None) -> None:
        self.ca_file = ca_file
        self._offering: dict[tuple[str, ...], ssl.SSLContext] = {}
        self._turn = blocking.OneAtATime()

    async def ready(self, *protocols: str) -> ssl.SSLContext:
        """The verifying context, made on a thread the first time.

        One that offers ``protocols`` (ALPN, RFC 7301) is another: a mail server that is offered
        HTTP may hang up. Reading the system's roots and loading what reads certificates takes
        longer than a window may wait. ``OSError`` if the CA file can't be read.
        """
        if protocols not in self._offering:
            await self._turn.run(self._prepare, protocols, limit=30)
        return self._offering[protocols]

    def _prepare(self, protocols: tuple[str, ...]) -> None:
        import cryptography.x509  # noqa: F401 - so that the first certificate is read at once

        if protocols in self._offering:
            return  # somebody else was first
        context = self._make() if protocols else self.context
        if protocols:
            context.set_alpn_protocols(list(protocols))
        self._offering[protocols] = context

    @cached_property
    def context(self) -> ssl.SSLContext:
        """A context that verifies chain and name, TLS 1.2 or newer. ``OSError`` if no CA file."""
        return self._make()

    def _make(self) -> ssl.SSLContext:
        if sys.platform in ("win32", "darwin"):
            # The operating system's own verification: it knows the company's roots as well.
            import truststore

            context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        else:
            context = ssl.create_default_context()
        if self.ca_file is not None:
            context.load_verify_locations(cafile=str(self.ca_file))
        return context

    @staticmethod
    def reading_context() -> ssl.SSLContext:
        """A context that verifies nothing and speaks every version, only ever to look.

        What it connects to gets no user name and no password.
        """
        context = Trust.comparing_context()
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        return context

    @staticmethod
    def comparing_context() -> ssl.SSLContext:
        """A context that verifies nothing, TLS 1.2 or newer, for a certificate the user accepted.

        Whoever uses it compares the certificate with ``Server.trusted_certificate`` before
        anything that is nobody's business is said.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context


class Net(msgspec.Struct, frozen=True):
    """What every conversation needs of the network.

    ``surroundings`` is what a second look may look at after a failure; none by default.
    ``handshakes`` keeps the beginnings of encryption apart on this run's event loop.
    """

    resolver: Resolver
    trust: Trust
    surroundings: Surroundings = Surroundings()
    handshakes: Pace = msgspec.field(default_factory=lambda: Pace(HANDSHAKE))
