"""Whose a mail server is, seen from the domain of an address. Pure, and by names alone."""

from typing import Final

import msgspec

from mailadmin.core.discover.found import Found
from mailadmin.core.message.organization import is_same, organization
from mailadmin.core.providers import provider_of_server

LOADING_LIMIT: Final = 10.0
"""Seconds to read the list of public suffixes, which the first question about a name does."""


class Kin(msgspec.Struct, frozen=True, kw_only=True):
    """The domain of an address, and the hosts that take its mail, all in ASCII."""

    domain: str
    mail_hosts: tuple[str, ...] = ()

    def is_own(self, host: str) -> bool:
        """Whether the host is in the registered domain of the address."""
        return is_below(host, self.domain) or is_same(host, self.domain)

    def is_beside_mail_host(self, host: str) -> bool:
        """Whether the host is in the registered domain of whoever takes the domain's mail."""
        return any(host == other or is_same(host, other) for other in self.mail_hosts)

    def knows(self, host: str) -> bool:
        """Whether anything but a stranger's word connects the host with the address."""
        return self.is_own(host) or is_of_provider(host) or self.is_beside_mail_host(host)


def is_below(host: str, domain: str) -> bool:
    """Whether the host is the domain or has a name in it."""
    return host == domain or host.endswith(f".{domain}")


def is_of_provider(host: str) -> bool:
    """Whether users of a provider that the program knows sign in at this very server.

    What else is below a provider's domain may belong to one of its customers.
    """
    return provider_of_server(host) is not None


def parents_of(host: str) -> tuple[str, ...]:
    """The domain right above a host and its registered domain, where it has them."""
    registered = organization(host)
    above = host.partition(".")[2]
    if not registered:
        return ()
    return tuple(dict.fromkeys(name for name in (above, registered) if is_below(name, registered)))


def strangers(found: Found, kin: Kin) -> tuple[str, ...]:
    """The hosts of found settings that nobody connects with the address, each once."""
    hosts = dict.fromkeys(server.host for server in (*found.outgoing, *found.incoming))
    return tuple(host for host in hosts if not kin.knows(host))
