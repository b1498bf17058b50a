"""DKIM keys (RFC 6376, RFC 8301, RFC 8463): where they are, and what is wrong with them."""

from mailadmin.core.dns.dkim.key import Fault, Flaw, Key, public_key, read_key
from mailadmin.core.dns.dkim.lookup import Below, DkimFacts, Selector, look_up
from mailadmin.core.dns.dkim.repair import repaired

__all__ = [
    "Below",
    "DkimFacts",
    "Fault",
    "Flaw",
    "Key",
    "Selector",
    "look_up",
    "public_key",
    "read_key",
    "repaired",
]
