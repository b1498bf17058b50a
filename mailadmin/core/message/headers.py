"""The header of a message, read as it came: from a file, a mailbox, or somebody's clipboard.

RFC 5322 section 2.2 is what we hope for. What arrives has lines of 10 MB, bytes that are no text,
a line that a mailbox file put in front, and lines that are no fields; what is pasted may be
indented, or have lost the indentation that says where a field goes on. Nothing is refused.
"""

import re
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice
from typing import Final

import msgspec

MOST_FIELDS: Final = 5_000
"""Fields that are read; more of them are no help to anybody."""

MOST_LINES: Final = 50_000
"""Lines of a header that are read, the empty ones in front of it included."""

LONGEST_VALUE: Final = 100_000
"""Characters of a field's value that are read. A line may have 998 (RFC 5322 section 2.1.1)."""

_NAME: Final = re.compile(
    rb"(?!(?i:https?|ftps?)://)[A-Za-z][!#-'*+\-.0-9A-Z^-z|~]{0,199}[ \t]{0,200}:"
)
"""A name as people and programs make them. RFC 5322 allows any printable character, but then what
a field goes on with, its indentation lost (``02:54:17 +0000``, ``h=From:To``), would be one."""
_BARE_RETURN: Final = re.compile(rb"\r(?=" + _NAME.pattern + rb")")
"""A return alone, at which mail programs begin a new line too."""
_SIGNATURE: Final = re.compile(rb"(?:[\w-]{1,40}-)?(?:DKIM|Message)-Signature[ \t]{0,20}:", re.I)
_SIGNED_NAMES: Final = re.compile(rb"[\w:-]+[ \t]*(?:;[^@<]*)?")
"""What the list of signed names goes on with. A sender can't hide an address in it."""
_ENVELOPE: Final = re.compile(rb">*From ")
"""The line that a mailbox file puts in front of a message (RFC 4155), quoted or not."""
_UNFOLDED: Final = re.compile(r"[\r\n]+(?=[ \t])")
_BREAKS: Final = re.compile(r"[\r\n]+")
_BOM: Final = b"\xef\xbb\xbf"
_TAG, _TAG_LINES = 500, 20
"""Bytes of a line, and lines, in which a tag of a signature is looked for."""
_FIRST_LINES: Final = 1_000
"""Lines that are looked at to see how a pasted text is indented."""
_FIRST_BYTES: Final = 100_000
"""Bytes in which a line must end."""


class Field(msgspec.Struct, frozen=True):
    """One field. ``raw`` is all of it as it stands there, its line ends included."""

    name: str
    raw: bytes

    @property
    def value(self) -> str:
        """What follows the colon on one line, with blanks for tabs.

        Encoded words are left as they are (RFC 2047).
        """
        text = text_of(self.raw.partition(b":")[2][:LONGEST_VALUE]).rstrip("\r\n")
        return _BREAKS.sub(" ", _UNFOLDED.sub("", text)).replace("\t", " ").strip()


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


def read(
    raw_message: bytes, start: int = 0, end: int | None = None, most_fields: int = MOST_FIELDS
) -> Headers:
    """Read the header of a message, or of a part of one that lies from ``start`` to ``end``.

    Only a whole message may have what pasting does to it: a mark of its encoding, empty lines in
    front, an indentation of all lines. That indentation belongs to no field.
    """
    end = len(raw_message) if end is None else end
    whole = start == 0
    if whole and raw_message.startswith(_BOM):
        start = len(_BOM)
    indentation = _indentation(raw_message, start, end) if whole else b""
    fields: list[Field] = []
    parts: list[bytes] = []
    body = None
    folded = False
    complete = True
    for number, (line, after) in enumerate(_lines(raw_message, start, end)):
        if number >= MOST_LINES:
            complete = False
            break
        if not line.strip():
            if fields or parts or not whole:
                body = after
                break
            continue
        if indentation:
            line = _moved_left(line, indentation)
        folded = folded or line[:1] in (b" ", b"\t")
        if _begins_field(line, () if folded else parts):
            if parts:
                fields.append(_field(parts))
            if len(fields) >= most_fields:
                parts, complete = [], False
                break
            parts = [line]
        elif parts and not _ENVELOPE.match(line):
            parts.append(line)
    if parts:
        fields.append(_field(parts))
    return Headers(fields=tuple(fields), body=body, complete=complete)


def text_of(raw: bytes) -> str:
    """Bytes of a header as text: UTF-8 (RFC 6532), and where they are not, one letter a byte."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _begins_field(line: bytes, parts: Sequence[bytes]) -> bool:
    """Whether a field begins here. Else the line belongs to the one before, or to nothing.

    ``parts`` are the lines of the field before, where the text may have lost its indentation.
    """
    if line[:1] in (b" ", b"\t") or not _NAME.match(line):
        return False
    if not parts or not parts[-1][-_TAG:].rstrip().endswith(b":"):
        return True
    if not _SIGNATURE.match(parts[0]) or not _SIGNED_NAMES.fullmatch(line[:_TAG].strip()):
        return True
    # Within the names that a signature covers (RFC 6376 section 3.5, tag "h"), one of them is next.
    tag = b"".join(part[-_TAG:] for part in parts[-_TAG_LINES:]).rpartition(b";")[2]
    return b"h=" not in tag.replace(b" ", b"")


def _field(parts: list[bytes]) -> Field:
    raw = b"".join(parts)
    return Field(raw.partition(b":")[0].decode("ascii").strip(), raw)


def _lines(raw: bytes, start: int, end: int) -> Iterator[tuple[bytes, int]]:
    """Each line with its end, and where the next one begins."""
    first = min(end, start + _FIRST_BYTES)
    mark = b"\r" if raw.find(b"\n", start, first) < 0 <= raw.find(b"\r", start, first) else b"\n"
    while start < end:
        found = raw.find(mark, start, end)
        after = end if found < 0 else found + 1
        bare = _BARE_RETURN.search(raw, start, after)
        after = after if bare is None else bare.start() + 1
        yield raw[start:after], after
        start = after


def _indentation(raw: bytes, start: int, end: int) -> bytes:
    """What stands in front of every line, with the exception of the first.

    A selection often begins at the first letter. At least one line after it must then be a field.
    """
    lines: list[bytes] = []
    for line, _ in islice(_lines(raw, start, end), _FIRST_LINES):
        if line.strip():
            lines.append(line[:300])
            if len(lines) > 1 and line[:1] not in (b" ", b"\t"):
                return b""
        elif lines:
            break
    common = reduce(_both_begin_with, map(_space_before, lines[1:])) if lines[1:] else b""
    if common and any(_NAME.match(line[len(common) :]) for line in lines[1:]):
        return common
    return _space_before(lines[0]) if lines else b""


def _space_before(line: bytes) -> bytes:
    return line[: len(line) - len(line.lstrip(b" \t"))]


def _moved_left(line: bytes, indentation: bytes) -> bytes:
    return line[len(_both_begin_with(line, indentation)) :]


def _both_begin_with(one: bytes, other: bytes) -> bytes:
    pairs = enumerate(zip(one, other, strict=False))
    return one[: next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))]
