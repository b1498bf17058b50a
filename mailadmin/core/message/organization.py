"""Whether two servers belong to the same organization, by their names alone."""

import re
from typing import Final

_SHARED: Final = frozenset(
    [
        "ac",
        "co",
        "com",
        "edu",
        "ed",
        "go",
        "gob",
        "gov",
        "gv",
        "mil",
        "ne",
        "net",
        "nom",
        "or",
        "org",
    ]
)
"""Labels under which countries give out names, as in ``co.uk``."""
_SAME: Final = {"office365.com": "outlook.com", "exchangelabs.com": "outlook.com"}
"""Names that one organization gives to servers of one system."""
_INSIDE: Final = frozenset(
    ["local", "lan", "internal", "corp", "intranet", "home", "localdomain", "arpa"]
)
"""Endings of names that only one network knows (RFC 6762 appendix G, RFC 8375)."""
_NAME: Final = re.compile(r"(?:[\w-]{1,63}\.){1,40}[a-z][\w-]{1,62}", re.IGNORECASE)


def organization(name: str) -> str:
    """The part of a host's name that its owner was given; empty where it has none.

    A guess: the one list that knows every such ending is not asked for the sake of this.
    """
    name = name.rstrip(".").lower()
    labels = name.split(".")
    if not _NAME.fullmatch(name) or labels[-1] in _INSIDE:
        return ""
    shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SHARED
    whole = ".".join(labels[-3 if shared else -2 :])
    return _SAME.get(whole, whole)


def is_same(one: str, other: str) -> bool:
    """Whether both have an organization, and the same."""
    return organization(one) != "" and organization(one) == organization(other)


def is_other(one: str, other: str) -> bool:
    """Whether both have an organization, and not the same."""
    return "" not in (organization(one), organization(other)) and not is_same(one, other)
