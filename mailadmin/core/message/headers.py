"""The header of a message, read as it came: from a file, a mailbox, or somebody's clipboard.

RFC 5322 section 2.2 is what we hope for. What arrives has lines of 10 MB, bytes that are no text,
a line that a mailbox file put in front, and lines that are no fields. Nothing is refused.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

MOST_FIELDS: Final = 5_000
"""Fields that are read; more of them are no help to anybody."""

LONGEST_VALUE: Final = 100_000
"""Characters of a field's value that are read. A line may have 998 (RFC 5322 section 2.1.1)."""

_NAME: Final = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,200}[ \t]*:")
_BREAKS: Final = re.compile(r"[\r\n]+")


class Field(msgspec.Struct, frozen=True):
    """One field. ``raw`` is all of it as it stands there, its line ends included."""

    name: str
    raw: bytes

    @property
    def value(self) -> str:
        """What follows the colon on one line; encoded words are left as they are (RFC 2047)."""
        raw = self.raw.partition(b":")[2][:LONGEST_VALUE]
        return _BREAKS.sub("", text_of(raw)).strip()


class Headers(msgspec.Struct, frozen=True, kw_only=True):
    """The fields from top to bottom.

    ``body`` is where the body begins, an offset into the bytes that were read; None where there is
    no body. ``complete`` is false where fields were left out.
    """

    fields: tuple[Field, ...] = ()
    body: int | None = None
    complete: bool = True

    def values(self, name: str) -> tuple[str, ...]:
        """The values of all fields of this name, top first, whatever the case."""
        wanted = name.lower()
        return tuple(field.value for field in self.fields if field.name.lower() == wanted)

    def value(self, name: str) -> str | None:
        """The value of the topmost field of this name."""
        return next(iter(self.values(name)), None)


def read(raw_message: bytes, start: int = 0, end: int | None = None) -> Headers:
    """Read the header of a message, or of a part of one that lies from ``start`` to ``end``."""
    end = len(raw_message) if end is None else end
    fields: list[Field] = []
    parts: list[bytes] = []
    body = None
    complete = True
    for line, after in _lines(raw_message, start, end):
        if not line.strip():
            if fields or parts or start:
                body = after
                break
            continue  # empty lines before a message, as people paste it
        if line[:1] in (b" ", b"\t") and parts:
            parts.append(line)
        elif _NAME.match(line):
            if parts:
                fields.append(_field(parts))
            if len(fields) >= MOST_FIELDS:
                parts, complete = [], False
                break
            parts = [line]
    if parts:
        fields.append(_field(parts))
    return Headers(fields=tuple(fields), body=body, complete=complete)


def text_of(raw: bytes) -> str:
    """Bytes of a header as text: UTF-8 (RFC 6532), and where they are not, one letter a byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _field(parts: list[bytes]) -> Field:
    raw = b"".join(parts)
    return Field(raw.partition(b":")[0].decode("ascii").strip(), raw)


def _lines(raw: bytes, start: int, end: int) -> Iterator[tuple[bytes, int]]:
    """Each line with its end, and where the next one begins."""
    while start < end:
        found = raw.find(b"\n", start, end)
        after = end if found < 0 else found + 1
        yield raw[start:after], after
        start = after
