"""What else there is to see from this computer when a server can't be reached or believed.

Passed in, like everything a run stands on: the program looks at :data:`WELL_KNOWN`, the sandbox
and the tests have surroundings of their own, and a network without any is never left.
"""

import socket
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

import msgspec

from mailadmin.core.interceptors import interceptor_of_issuer


class Control(msgspec.Struct, frozen=True):
    """A server that is only asked whether it takes a connection; nothing is said to it."""

    host: str
    port: int

    @property
    def subject(self) -> str:
        """The server as findings name it."""
        return f"{self.host}:{self.port}"


class Product(Protocol):
    """A program or device that opens encrypted connections."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def menu(self) -> str | None:
        """Where its mail scanning is switched off, where that is known."""


class ProductOf(Protocol):
    """Knows products by the names that they issue certificates under."""

    def __call__(self, issuer: str, *, publicly_trusted: bool | None = None) -> Product | None:
        """The product of an issuer (RFC 4514 text).

        ``publicly_trusted`` says whether a public authority vouches for it, None if nobody knows.
        """


def nobody(issuer: str, *, publicly_trusted: bool | None = None) -> Product | None:  # noqa: ARG001
    """The product that issues certificates under this name: none is known."""
    return None


class Surroundings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a second look may look at, without the user's name or password.

    ``mail`` holds, for each port, mail servers that are known to be up there; ``web`` are web
    servers (HTTPS). ``on_this_computer`` says that these stand in for the internet here, so they
    also tell something about servers that are not on it.

    ``ports`` says which port of this computer stands for a well-known one (443, 465 and the like):
    only an administrator may open those, so a stand-in for the internet has others. Whoever asks a
    server at a port that nobody has named to us, in an address or a record, asks :meth:`port_of`.
    """

    mail: Mapping[int, Sequence[Control]] = {}
    web: Sequence[Control] = ()
    on_this_computer: bool = False
    ports: Mapping[int, int] = {}
    known_hosts: Callable[[], Sequence[str]] = tuple
    """Host names of providers' mail servers, to know a typing mistake by."""
    product_of: ProductOf = nobody
    proxies: Callable[[], Mapping[str, str]] = dict
    """The proxies this computer is set to use, by kind; may block."""
    full_name: Callable[[], str] = str
    """This computer's name with its domain, empty or without a dot if it has none; may block."""

    def port_of(self, port: int) -> int:
        """Where to connect for a well-known port: there, but where another one stands for it."""
        return self.ports.get(port, port)


_WEB_PORT: Final = 443


def _controls(port: int, *hosts: str) -> tuple[Control, ...]:
    return tuple(Control(host, port) for host in hosts)


def _hosts_of_providers() -> Sequence[str]:
    from mailadmin.core.providers import providers

    return [server.host for provider in providers() for server in provider.smtp]


WELL_KNOWN: Final = Surroundings(
    # Two owners each: one of them may be down, or blocked in a country.
    mail={
        25: _controls(25, "gmail-smtp-in.l.google.com", "mx-eu.mail.am0.yahoodns.net"),
        465: _controls(465, "smtp.gmail.com", "smtp.mail.yahoo.com"),
        587: _controls(587, "smtp.gmail.com", "smtp.mail.yahoo.com"),
    },
    web=_controls(_WEB_PORT, "mail.google.com", "mail.yahoo.com"),
    known_hosts=_hosts_of_providers,
    product_of=interceptor_of_issuer,
    proxies=urllib.request.getproxies,
    full_name=socket.getfqdn,
)
"""The internet as a desk sees it."""
