"""Domains that look like a well-known one, but for one slip of the fingers. Pure."""

from collections.abc import Iterable
from typing import Final

from mailadmin.core.providers import providers

SHORTEST: Final = 4
"""Letters of a name from which on another letter in it is taken for a slip: ``aol`` and ``aon`` are
two providers, and so it is with most short names."""


def typing_mistake(domain: str, others: Iterable[str] = ()) -> str | None:
    """The domain that was meant, as ``gmail.com`` by ``gmial.com``; None where it looks like none.

    Meant are those of the big mail providers, the likelier first, and ``others``: those that the
    user has written to. All are in lower case.
    """
    known = dict.fromkeys((*others, *(name for one in providers() for name in one.domains)))
    if domain in known:
        return None
    return next((name for name in known if is_slip(domain, name)), None)


def is_slip(typed: str, meant: str) -> bool:
    """Whether one letter is missing, too much, or another one, or two have changed places."""
    if typed == meant or abs(len(typed) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    left, right = typed[start:], meant[start:]
    while left and right and left[-1] == right[-1]:
        left, right = left[:-1], right[:-1]
    if len(left) == len(right) == 2 and left == right[::-1]:
        return True
    if len(left) > 1 or len(right) > 1:
        return False
    name, _, rest = meant.partition(".")
    if start <= len(name):
        return len(name) >= SHORTEST
    # Two countries' names differ by a letter, and a provider may be in both.
    return len(rest) > 2 or len(typed) != len(meant)
