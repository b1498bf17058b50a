"""Whether two servers belong to the same organization, by their names alone."""

import re
from functools import cache
from typing import Final

from publicsuffixlist import PublicSuffixList

MICROSOFT: Final = "outlook.com"
"""The organization of Microsoft's cloud."""

_SAME: Final = dict.fromkeys(
    ("office365.com", "exchangelabs.com", "office365.us", "outlook.cn"), MICROSOFT
)
"""Names that one organization gives to servers of one system."""
_INSIDE: Final = frozenset(
    ["local", "lan", "internal", "corp", "intranet", "home", "localdomain", "arpa"]
)
"""Endings of names that only one network knows (RFC 6762 appendix G, RFC 8375)."""
_NAME: Final = re.compile(r"(?:[\w-]{1,63}\.){1,40}[a-z][\w-]{1,62}", re.IGNORECASE)


def organization(name: str) -> str:
    """The part of a host's name that its owner was given; empty where it has none.

    By the public suffix list, with the endings under which companies give names to customers. The
    list is that of the package; the first call reads it and takes some 100 ms.
    """
    name = name.rstrip(".").lower()
    if not _NAME.fullmatch(name) or name.rpartition(".")[2] in _INSIDE:
        return ""
    own = _suffixes().privatesuffix(name) or ""
    return _SAME.get(own, own)


def is_same(one: str, other: str) -> bool:
    """Whether both have an organization, and the same."""
    return organization(one) != "" and organization(one) == organization(other)


def is_other(one: str, other: str) -> bool:
    """Whether both have an organization, and not the same."""
    return "" not in (organization(one), organization(other)) and not is_same(one, other)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()
