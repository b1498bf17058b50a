"""IP addresses as the checks want them."""

import ipaddress
from functools import lru_cache
from typing import Final

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

_OFTEN: Final = 1000
"""Addresses that are remembered: those of one domain come up in many of its checks."""

_EXAMPLES: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "192.0.2.0/24",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "2001:db8::/32",
        "3fff::/20",
    )
)
"""What stands in documents, and in networks made for trying (RFC 5737, RFC 3849, RFC 9637)."""


_INTERNAL: Final = tuple(
    ipaddress.ip_network(network)
    for network in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")
)


@lru_cache(_OFTEN)
def read_address(text: str) -> IpAddress:
    """An address, IPv4 where IPv6 only wraps it, without a zone. ``ValueError`` if it is none."""
    address = ipaddress.ip_address(text)
    if isinstance(address, ipaddress.IPv4Address):
        return address
    return address.ipv4_mapped or ipaddress.IPv6Address(int(address))


@lru_cache(_OFTEN)
def is_reachable(address: IpAddress) -> bool:
    """Whether the address can belong to a server on the internet.

    Private, loopback, link-local, shared (RFC 6598), multicast and reserved addresses can't
    (RFC 6890). Those of examples count as if they could: whoever asks for one means to.
    """
    if any(address in network for network in _EXAMPLES):
        return True
    return address.is_global and not address.is_multicast


def is_internal(address: IpAddress) -> bool:
    """Whether the address is one that a network gives to its own computers.

    RFC 1918, RFC 4193 and RFC 6598. The name servers of that network may know it, so it can be
    asked about; from outside nobody ever sees it.
    """
    return any(address in network for network in _INTERNAL)


def address_type(address: IpAddress) -> str:
    """The type of the record that leads to such an address."""
    return "A" if address.version == 4 else "AAAA"
