"""Names of mail servers: which one was meant, which are not on the internet. Pure."""

import difflib
import ipaddress
from collections.abc import Iterable, Sequence
from typing import Final

from mailadmin.core.dns.names import ascii_host

ALIKE: Final = 0.82
"""How alike two names must be (difflib's ratio): one or two letters of a usual name."""

MOST: Final = 4
"""Candidates worth a try."""

_NOT_PUBLIC: Final = (
    *("test", "example", "invalid", "localhost", "local", "internal", "lan", "home", "corp"),
    *("intranet", "home.arpa", "example.com", "example.net", "example.org"),
)
"""Ends of names that are nobody's on the internet (RFC 6761, RFC 6762) or used as if."""


def is_public_name(host: str) -> bool:
    """Whether the host is a name that should mean the same everywhere on the internet."""
    name = ascii_host(host) or ""
    if "." not in name or not is_name(host):
        return False
    return not any(name == end or name.endswith(f".{end}") for end in _NOT_PUBLIC)


def is_name(host: str) -> bool:
    """Whether the host is a name and no address literal."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return True
    return False


def is_on_the_internet(address: str) -> bool:
    """Whether an address can belong to a server on the internet."""
    return ipaddress.ip_address(address.partition("%")[0]).is_global


def likely_names(host: str, known_hosts: Iterable[str], addresses: Iterable[str]) -> list[str]:
    """Names that may have been meant, the likeliest first, without the one that was typed.

    ``known_hosts`` are looked through for names written almost the same; the domains of the
    user's own ``addresses`` give the usual names of their mail servers.
    """
    typed = (ascii_host(host) or host).lower()
    domains = [ascii_host(address.rpartition("@")[2]) for address in addresses if "@" in address]
    own = [f"{label}.{domain}" for domain in dict.fromkeys(domains) if domain
           for label in ("smtp", "mail")]  # fmt: skip
    # A name in the user's own domain is no slip for a stranger's: the network may just not know it
    # (a VPN that is off), and the password would go to the stranger.
    is_own = any(domain and typed.endswith(f".{domain}") for domain in domains)
    known = () if is_own else known_hosts
    close = _alike(typed, dict.fromkeys([*own, *(name.lower() for name in known)]))
    wanted = dict.fromkeys([*close, *own])
    wanted.pop(typed, None)
    return list(wanted)[:MOST]


def sibling_names(host: str) -> list[str]:
    """The usual name for sending, where the host has one for something else (``imap.…``).

    Of the same domain only, so that whoever owns the typed name owns this one too.
    """
    label, _, domain = (ascii_host(host) or "").partition(".")
    return [f"smtp.{domain}"] if label in _OTHER_SERVICES and "." in domain else []


_OTHER_SERVICES: Final = ("imap", "imap4", "pop", "pop3", "mail", "webmail", "www", "mx", "ftp")


def _alike(typed: str, names: Iterable[str]) -> Sequence[str]:
    return difflib.get_close_matches(typed, list(names), n=MOST, cutoff=ALIKE)
