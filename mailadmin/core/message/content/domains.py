"""Whether two host names belong together, without asking anybody."""

import ipaddress
from typing import Final

_SHARED: Final = frozenset((
    "ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "gr", "id", "info", "ltd", "me",
    "mil", "mod", "ne", "net", "nhs", "nom", "or", "org", "plc", "sch",
))  # fmt: skip
"""Labels under which countries let everybody register, as in co.uk.

The whole list of such names (Public Suffix List) is not part of the program. A host that this
takes for the same owner may be another customer of one platform; nobody is accused by mistake.
"""


def same_owner(one: str, other: str) -> bool:
    """Whether both are in one registered domain, as far as names tell."""
    return registered(one) == registered(other)


def registered(host: str) -> str:
    """The domain that somebody registered: the last two labels, or three under co.uk and alike."""
    host = host.strip(".").lower()
    if is_number(host):
        return host
    labels = host.split(".")
    wide = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    return ".".join(labels[-3 if wide else -2 :])


def is_number(host: str) -> bool:
    """Whether a host is an IP address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def domain_of(address: str) -> str:
    """The domain of an address in lower case, empty where it has none."""
    return address.rpartition("@")[2].strip().strip(".").lower() if "@" in address else ""
