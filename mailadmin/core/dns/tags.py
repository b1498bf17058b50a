"""Tag=value lists: the form of DKIM keys, DMARC, TLS-RPT and BIMI records (RFC 6376 section 3.2).

Pure, and without an opinion: what is no tag is kept with its place and the reason, and each
standard decides how much of that it forgives.
"""

import re
from enum import StrEnum
from typing import Final

import msgspec

MOST_PARTS: Final = 200
"""Parts of a list that are looked at; more would hold up the window, and no record needs them."""

_SPACE: Final = " \t\r\n"
NAME: Final = re.compile(r"[a-z][a-z0-9_]*", re.IGNORECASE)
"""A tag name of RFC 6376."""

EXTENSION_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_.-]{0,31}", re.IGNORECASE)
"""A name of RFC 8460 section 3 and RFC 8461 section 3.1, which have the same form of list."""

VALUE: Final = re.compile(r"(?:[\x21-\x3a\x3c-\x7e \t]|\r\n(?=[ \t]))*")
"""A tag value of RFC 6376, folded or not."""


class Reason(StrEnum):
    """Why a part of a list is no tag."""

    NO_EQUALS = "no-equals"
    BAD_NAME = "bad-name"
    BAD_CHARACTER = "bad-character"
    """The value holds something that is not printable ASCII."""
    EMPTY = "empty"
    """Nothing, or white space, before a semicolon."""
    FINAL_SPACE = "final-space"
    """Nothing but white space behind the last semicolon: wrong in RFC 6376, right in RFC 9989."""
    TOO_MANY = "too-many"
    """All that follows the first :data:`MOST_PARTS` parts."""


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """One ``name=value``. White space around both is gone, that inside the value is kept.

    ``at`` and ``value_at`` are characters of the record, from 0, where name and value begin.
    """

    name: str
    value: str
    at: int
    value_at: int


class Malformed(msgspec.Struct, frozen=True, kw_only=True):
    """A part that is no tag. ``at`` is where it begins, in characters from 0."""

    text: str
    at: int
    reason: Reason


class Tags(msgspec.Struct, frozen=True):
    """A list, in its order. A tag that is repeated stands in ``tags`` as often as it was."""

    tags: tuple[Tag, ...]
    malformed: tuple[Malformed, ...] = ()

    def tag(self, name: str) -> Tag | None:
        """The first tag of this name."""
        return next((tag for tag in self.tags if tag.name == name), None)

    def get(self, name: str) -> str | None:
        """The value of the first tag of this name; it may be empty."""
        tag = self.tag(name)
        return None if tag is None else tag.value

    @property
    def repeated(self) -> tuple[Tag, ...]:
        """Every tag whose name was there before: RFC 6376 makes such a list invalid."""
        seen: set[str] = set()
        again: list[Tag] = []
        for tag in self.tags:
            if tag.name in seen:
                again.append(tag)
            seen.add(tag.name)
        return tuple(again)


def parse(
    text: str,
    *,
    fold_names: bool = False,
    names: re.Pattern[str] = NAME,
    values: re.Pattern[str] = VALUE,
) -> Tags:
    """Read a list. Never raises.

    Names are case-sensitive; ``fold_names`` is for standards whose names are not, and puts them
    in lower case. ``names`` is what a name may be, ``values`` what a value.
    """
    tags: list[Tag] = []
    malformed: list[Malformed] = []
    parts = text.split(";", MOST_PARTS)
    at = 0
    for index, part in enumerate(parts):
        last = index == len(parts) - 1
        read = _read(part, at, names, values)
        if index == MOST_PARTS and part:
            malformed.append(Malformed(text=part, at=at, reason=Reason.TOO_MANY))
        elif isinstance(read, Tag):
            name = read.name.lower() if fold_names else read.name
            tags.append(msgspec.structs.replace(read, name=name))
        elif part.strip(_SPACE) or not last:
            malformed.append(read)
        elif part:
            malformed.append(Malformed(text=part, at=at, reason=Reason.FINAL_SPACE))
        at += len(part) + 1
    return Tags(tuple(tags), tuple(malformed))


def _read(part: str, at: int, names: re.Pattern[str], values: re.Pattern[str]) -> Tag | Malformed:
    before, equals, after = part.partition("=")
    name, value = before.strip(_SPACE), after.strip(_SPACE)
    start = at + len(before) - len(before.lstrip(_SPACE))
    if not part.strip(_SPACE):
        return Malformed(text=part, at=at, reason=Reason.EMPTY)
    if not equals:
        return Malformed(text=name, at=start, reason=Reason.NO_EQUALS)
    if names.fullmatch(name) is None:
        return Malformed(text=part.strip(_SPACE), at=start, reason=Reason.BAD_NAME)
    value_at = at + len(before) + 1 + len(after) - len(after.lstrip(_SPACE))
    if values.fullmatch(value) is None:
        return Malformed(text=part.strip(_SPACE), at=start, reason=Reason.BAD_CHARACTER)
    return Tag(name=name, value=value, at=start, value_at=value_at)
