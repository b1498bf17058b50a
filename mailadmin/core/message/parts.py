"""The parts of a message (RFC 2046), found without trusting it: bounded in number and depth.

Python's own parser goes as deep as a message says and keeps every part twice; here a part is a
place in the message's bytes.
"""

import binascii
import quopri
import string
from collections.abc import Callable, Iterator
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Final

import msgspec

from mailadmin.core.message import headers
from mailadmin.core.message.charsets import text_in
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.pieces import find

MOST_PARTS: Final = 1_000
DEEPEST: Final = 30
"""Levels of parts within parts; real messages have five."""
MOST_FIELDS: Final = 2 * headers.MOST_FIELDS
"""Fields that are read of all parts together."""
MOST_LIKE_BOUNDARIES: Final = 20 * MOST_PARTS
"""Places where a boundary is looked at; those of parts within parts may begin alike."""
LONGEST_TEXT: Final = 2_000_000
"""Bytes of a text part that are decoded."""
LONGEST_BOUNDARY: Final = 1_000
"""Characters; RFC 2046 section 5.1.1 allows 70."""

_NOT_BASE64: Final = bytes(
    set(range(256)) - set((string.ascii_letters + string.digits + "+/").encode())
)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part. ``type`` is its media type in lower case; the body lies from ``start`` to ``end``.

    ``level`` is 0 for the message itself, ``parent`` the index of the part around it.
    """

    message: bytes
    headers: Headers
    type: str
    level: int
    start: int
    end: int
    parent: int | None = None

    @property
    def size(self) -> int:
        """Bytes of the body as it was sent."""
        return self.end - self.start

    @property
    def body(self) -> bytes:
        """The body as it was sent."""
        return self.message[self.start : self.end]

    @property
    def file_name(self) -> str:
        """The name of an attachment (RFC 2183), empty where it has none."""
        return _asked(self.headers, lambda fields: fields.get_filename())

    @property
    def disposition(self) -> str:
        """``attachment``, ``inline`` or empty (RFC 2183)."""
        return _asked(self.headers, lambda fields: fields.get_content_disposition())

    def parameter(self, name: str) -> str:
        """A parameter of the media type, empty where there is none."""
        return _asked(
            self.headers, lambda fields: collapse_rfc2231_value(fields.get_param(name, ""))
        )

    def decoded(self, limit: int = LONGEST_TEXT) -> bytes:
        """The body without its transfer encoding (RFC 2045 section 6), at most about ``limit``."""
        encoding = (self.headers.value("Content-Transfer-Encoding") or "").strip().lower()
        body = self.message[self.start : min(self.end, self.start + 3 * limit)]
        if encoding == "quoted-printable":
            return quopri.decodestring(body)[:limit]
        if encoding == "base64":
            return _base64(body)[:limit]
        return body[:limit]

    def text(self, limit: int = LONGEST_TEXT) -> str:
        """The body as text. A charset that is wrong or unknown costs letters, never the text."""
        return text_in(self.decoded(limit), self.parameter("charset"))


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """The parts from top to bottom, the message itself first.

    ``complete`` is false where it has more than are read.
    """

    all: tuple[Part, ...]
    complete: bool = True

    @property
    def leaves(self) -> Iterator[Part]:
        """The parts that hold something themselves."""
        inner = {part.parent for part in self.all}
        return (part for number, part in enumerate(self.all) if number not in inner)


def split(raw_message: bytes) -> Parts:
    """Find the parts of a message."""
    found: list[Part] = []
    complete = True
    fields_left = MOST_FIELDS
    waiting = [_Section(0, len(raw_message))]
    while waiting:
        if len(found) >= MOST_PARTS:
            complete = False
            break
        part = _part(raw_message, waiting.pop(), fields_left)
        fields_left -= len(part.headers.fields)
        complete = complete and part.headers.complete
        found.append(part)
        inner = _inner(part, len(found) - 1)
        if inner and part.level >= DEEPEST:
            complete = False
            continue
        waiting += reversed(inner[:MOST_PARTS])
    return Parts(all=tuple(found), complete=complete)


class _Section(msgspec.Struct, frozen=True):
    """Where a part lies, not yet read. ``type`` is what it is if it does not say itself."""

    start: int
    end: int
    type: str = "text/plain"
    level: int = 0
    parent: int | None = None


def _inner(part: Part, number: int) -> list[_Section]:
    level = part.level + 1
    if part.type.startswith("multipart/"):
        boundary = part.parameter("boundary")[:LONGEST_BOUNDARY].encode("utf-8", "replace")
        kind = "message/rfc822" if part.type == "multipart/digest" else "text/plain"
        places = _sections(part.message, part.start, part.end, boundary) if boundary else ()
        return [_Section(*place, kind, level, number) for place in places]
    encoding = part.headers.value("Content-Transfer-Encoding") or ""
    if part.type in ("message/rfc822", "message/global") and "base64" not in encoding.lower():
        return [_Section(part.start, part.end, "text/plain", level, number)]
    return []


def _part(message: bytes, section: _Section, most_fields: int) -> Part:
    """What lies in a section of the message: a header, which may be empty, and a body."""
    start, end, kind = section.start, section.end, section.type
    read = headers.read(message, start, end, min(most_fields, headers.MOST_FIELDS))
    if read.value("Content-Type"):
        kind = _described(read).get_content_type()
    body = read.body
    if body is None:
        body = end if read.fields else start
    return Part(
        message=message,
        headers=read,
        type=kind,
        level=section.level,
        start=body,
        end=end,
        parent=section.parent,
    )


def _sections(message: bytes, start: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
    """Where each part lies: between two lines that begin with the boundary (RFC 2046 §5.1.1).

    The line end before a boundary belongs to the boundary. Where the last one is missing, the last
    part ends with the part around it.
    """
    mark, begun, at, count = b"--" + boundary, None, start, 0
    for _ in range(MOST_LIKE_BOUNDARIES):
        found = find(message, mark, at, end) if count <= MOST_PARTS else -1
        if found < 0:
            break
        at = found + len(mark)
        if found > start and message[found - 1 : found] != b"\n":
            continue
        line_end = message.find(b"\n", at, end)
        rest = message[at : end if line_end < 0 else line_end].strip()
        if rest not in (b"", b"--"):
            continue  # the boundary of another part that begins alike
        if begun is not None:
            count += 1
            yield begun, max(begun, _before_line_end(message, found))
        begun = None if rest == b"--" or line_end < 0 else line_end + 1
        if rest == b"--":
            return
    if begun is not None:
        yield begun, end


def _before_line_end(message: bytes, at: int) -> int:
    """Where the line end begins that ends at a place."""
    return at - 2 if message[at - 2 : at] == b"\r\n" else at - 1


def _described(read: Headers) -> Message:
    """The fields that describe a body, for Python's reading of their parameters (RFC 2231)."""
    message = Message()
    for name in ("Content-Type", "Content-Disposition"):
        value = read.value(name)
        if value is not None:
            message[name] = value[:5_000]
    return message


def _asked(read: Headers, question: Callable[[Message], str | None]) -> str:
    """What Python reads of the describing fields; empty where it stumbles over their pieces."""
    try:
        return question(_described(read)) or ""
    except (LookupError, TypeError, ValueError):
        return ""


def _base64(body: bytes) -> bytes:
    try:
        return binascii.a2b_base64(body)
    except binascii.Error:
        letters = body.translate(None, _NOT_BASE64)
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
