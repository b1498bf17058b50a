"""Whether a DKIM key record is written as RFC 6376 wants it. For published cases."""

from mailadmin.core.dns.dkim import Flaw, read_key

ABOUT_SYNTAX = frozenset(
    {Flaw.UNTIDY, Flaw.SYNTAX, Flaw.VERSION, Flaw.NO_DATA, Flaw.BASE64, Flaw.CUT, Flaw.NOT_A_KEY}
)
"""Flaws of the record; the others are good records with keys that do not do."""


def takes(text: str) -> bool:
    """Whether a strict reader takes the record."""
    return all(fault.flaw not in ABOUT_SYNTAX for fault in read_key(text).faults)
