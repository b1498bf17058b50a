"""The form in which header and body are signed (RFC 6376 section 3.4).

Everything is linear in what it reads, and done in pieces: a thread that canonicalizes 20 MB gives
way to the others after each.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from mailadmin.core.message.pieces import PIECE, pieces

_END: Final = b"\r\n"


class Form(StrEnum):
    """The two canonicalizations."""

    SIMPLE = "simple"
    RELAXED = "relaxed"


def with_crlf(text: bytes) -> bytes:
    """The text as it travels: each line ends with CR and LF, however it was stored."""
    if all(piece.count(b"\n") == piece.count(_END) for piece in pieces(text)):
        return text
    return b"".join(piece.replace(_END, b"\n").replace(b"\n", _END) for piece in pieces(text))


def field(raw: bytes, form: Form) -> bytes:
    """One header field, with its line end (sections 3.4.1 and 3.4.2)."""
    if form is Form.SIMPLE:
        return raw
    name, _, value = raw.partition(b":")
    value = _single_spaces(value.replace(_END, b"")).strip(b" ")
    return name.rstrip(b" \t").lower() + b":" + value + _END


def body(text: bytes, form: Form) -> Iterator[bytes]:
    """The body in pieces (sections 3.4.3 and 3.4.4). ``text`` has CRLF line ends."""
    end = _last(text, b"\n" if form is Form.SIMPLE else b" \t\n")
    held = b""
    for start in range(0, end, PIECE):
        piece = text[start : min(start + PIECE, end)]
        if form is Form.RELAXED:
            piece = _single_spaces(held + piece)
            # What the next piece begins with decides whether this white space ends a line.
            kept = piece.removesuffix(b"\r").removesuffix(b" ")
            piece, held = kept, piece[len(kept) :]
        yield piece
    yield held
    if end or form is Form.SIMPLE:
        yield _END


def _single_spaces(text: bytes) -> bytes:
    """White space within lines as one space, none at their ends.

    Each turn halves it, so few are needed. Most large messages are base64, which has none.
    """
    text = text.replace(b"\t", b" ")
    if b" " not in text:
        return text
    while b"  " in text:
        text = text.replace(b"  ", b" ")
    return text.replace(b" \r\n", _END)


def _last(text: bytes, blank: bytes) -> int:
    """Where the last line ends that is not empty. A CR alone is no line end, so it counts."""
    end = len(text)
    while end:
        start = max(0, end - PIECE)
        if start and text[start : start + 1] == b"\n":
            start -= 1
        seen = text[start:end].replace(_END, b"\n\n")
        left = len(seen.rstrip(blank))
        if left:
            return start + left
        end = start
    return 0
