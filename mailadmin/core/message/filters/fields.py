"""The fields that a filter is read from, bounded, and the few forms that many of them share."""

import math
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final

from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.finding import HeaderSeen
from mailadmin.core.message.filters.verdict import Hit
from mailadmin.core.message.headers import Field

LONGEST_READ: Final = 30_000
"""Characters of a value that are read: a long report of SpamAssassin has a few thousand."""

LONGEST_EVIDENCE: Final = 2_000
MOST_RULES: Final = 300

_NUMBER: Final = re.compile(r"[-+]?\d{1,9}(?:\.\d{1,9})?")
_HOST: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,252}")
_RULE: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]{1,99}")


class Fields:
    """The fields of one part of a header. The topmost of a name counts."""

    def __init__(self, fields: Iterable[Field]) -> None:
        self._first: dict[str, Field] = {}
        for field in fields:
            self._first.setdefault(field.name.lower(), field)

    def get(self, *names: str) -> str:
        """The value of the first of these that is there; empty where none is."""
        field = self._field(names)
        return "" if field is None else field.value[:LONGEST_READ]

    def has(self, *names: str) -> bool:
        """Whether any of these is there, even if empty."""
        return self._field(names) is not None

    def seen(self, *names: str) -> tuple[HeaderSeen, ...]:
        """Those of these that are there, as evidence."""
        found = (self._first[name.lower()] for name in names if name.lower() in self._first)
        return tuple(
            HeaderSeen(field.name, on_one_line(field.value[:LONGEST_EVIDENCE])) for field in found
        )

    def _field(self, names: Sequence[str]) -> Field | None:
        return next(
            (self._first[name.lower()] for name in names if name.lower() in self._first), None
        )


def number(text: str) -> float | None:
    """The number that a text begins with."""
    found = _NUMBER.match(text.strip())
    return float(found[0]) if found is not None and math.isfinite(float(found[0])) else None


def number_after(text: str, name: str) -> float | None:
    """The number behind ``name`` and an equals sign or colon, such as ``score=5.1``."""
    found = re.search(rf"(?<![\w-]){re.escape(name)}\s{{0,5}}[=:]\s{{0,5}}", text, re.IGNORECASE)
    return None if found is None else number(text[found.end() : found.end() + 30])


def pairs(text: str) -> dict[str, str]:
    """``NAME:value;NAME:value`` (Microsoft), the first of a name; names in capitals."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, colon, value = part.removeprefix("(null)").partition(":")
        if colon:
            found.setdefault(name.strip().upper(), value.strip())
    return found


def first_word(text: str) -> str:
    """The letters that a text begins with, small."""
    found = re.match(r"[A-Za-z_-]{1,50}", text.strip())
    return "" if found is None else found[0].lower()


def host(text: str) -> str:
    """The host name that a text begins with, empty where it begins with none."""
    found = _HOST.match(text.strip())
    return "" if found is None else found[0].rstrip(".")


def hits(items: Iterable[str], between: str = "=") -> tuple[Hit, ...]:
    """Rules as ``NAME`` or ``NAME=points``; what is no name of a rule is left out."""
    found = (_hit(item, between) for item in items)
    return tuple(islice((hit for hit in found if hit is not None), MOST_RULES))


def _hit(item: str, between: str) -> Hit | None:
    name, _, points = item.strip().partition(between)
    name = name.strip()
    return Hit(name, number(points)) if _RULE.fullmatch(name) else None
