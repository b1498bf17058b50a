"""Header text with encoded words (RFC 2047; RFC 2231 section 5 for their language).

Python's own reading wants white space on both sides, decodes each word by itself and refuses much
of what is sent. Here neighbours of one charset are joined before they become letters, because many
programs cut in the middle of one.
"""

import binascii
import re
import unicodedata
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from mailadmin.core.message.charsets import text_in

LONGEST: Final = 100_000
"""Characters that are decoded; the rest of a longer text is left out."""

_BEGIN: Final = re.compile(
    r"=\?(?P<charset>[^?*\s]{1,60})(?:\*[^?\s]{0,60})?\?(?P<encoding>[BQ])\?", re.IGNORECASE
)
_END: Final = "?="
_BASE64: Final = re.compile(r"[^A-Za-z0-9+/]+")
_BLANKS: Final = dict.fromkeys((0x115F, 0x2800, 0x3164, 0xFFA0), " ")
"""Letters that draw nothing: the fillers of Hangul, and Braille without a dot."""
_JOINERS: Final = "\u200c\u200d"
"""They belong to the spelling of some languages and to many emoji."""


def decode(text: str) -> str:
    """The text as people read it: on one line, with nothing in it that could draw on a screen.

    Control characters, marks that turn the direction of writing (as in a file name that seems to
    end in ``.pdf``), and whatever else can't be seen are left out; line ends become blanks. Any
    number of blanks, and of letters that look like them, is one blank.
    """
    return visible(literal(text))


def visible(text: str) -> str:
    """The same for a text that has no encoded words."""
    if not text.isascii():
        text = text.translate(_BLANKS)
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return " ".join(text.split())


def literal(text: str) -> str:
    """The text as the words say it, line ends, control characters and all. Not for a screen."""
    text = text[:LONGEST]
    pieces: list[str] = []
    waiting, charset, at = bytearray(), None, 0
    for begin, end in _words(text):
        between = text[at : begin.start()]
        new = begin["charset"].lower()
        if new != charset or between.strip():
            pieces.append(text_in(waiting, charset or ""))
            waiting.clear()
        if charset is None or between.strip():
            pieces.append(between)
        waiting += _bytes_of(text[begin.end() : end], begin["encoding"])
        charset, at = new, end + len(_END)
    pieces += (text_in(waiting, charset or ""), text[at:])
    return "".join(pieces)


def _words(text: str) -> Iterator[tuple[re.Match[str], int]]:
    """Where each word begins, and where its text ends. A word has no other word in it."""
    begins = list(_BEGIN.finditer(text))
    for begin, following in zip_longest(begins, begins[1:]):
        end = text.find(_END, begin.end(), following.start() if following else len(text))
        if end >= 0:
            yield begin, end


def _bytes_of(text: str, encoding: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if encoding in "Qq":
        return binascii.a2b_qp(raw, header=True)
    letters = _BASE64.sub("", text)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]  # one letter alone is no byte
    return binascii.a2b_base64(letters + "=" * (-len(letters) % 4))


def _visible(letter: str) -> str:
    match unicodedata.category(letter):
        case "Cc":
            return " " if letter.isspace() else ""
        case "Cf" if letter not in _JOINERS:
            return ""
        case "Zl" | "Zp":
            return " "
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
    return letter
