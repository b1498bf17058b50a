"""A list in pieces of bytes, as they come, to numbered lines of text.

UTF-8, UTF-16 with a byte order mark or without, and what Excel calls ANSI; any kind of line end.
"""

import codecs
import io
from collections.abc import Iterator
from typing import Final

import msgspec

LONGEST_LINE: Final = 65_536
"""Characters of a line that are kept."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "latin-1"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BYTES_THAT_TELL: Final = 4


class Line(msgspec.Struct, frozen=True):
    """One line without its end. ``cut`` says that it was longer than what is kept."""

    number: int
    text: str
    cut: bool = False


class Lines:
    """Feed it the bytes of a list; it keeps no more than one line of them."""

    def __init__(self) -> None:
        self._head = b""
        self._decoder: io.IncrementalNewlineDecoder | None = None
        self._is_bytes = True
        self._begun = ""
        self._cut = False
        self._number = 0

    def feed(self, data: bytes) -> Iterator[Line]:
        """The lines that are complete with these bytes."""
        if self._decoder is None:
            self._head += data
            if len(self._head) < _BYTES_THAT_TELL:
                return iter(())
            data = self._open()
        assert self._decoder is not None
        return self._split(self._decoder.decode(data))

    def end(self) -> Iterator[Line]:
        """The last line, where the list does not end with a line end."""
        data = self._open() if self._decoder is None else b""
        assert self._decoder is not None
        yield from self._split(self._decoder.decode(data, final=True))
        if self._begun or self._cut:
            yield self._line("")

    def _open(self) -> bytes:
        """Find out how the list is written. Gives what is left of its first bytes."""
        encoding, data = "latin-1", self._head
        for mark, marked in _MARKS:
            if data.startswith(mark):
                encoding, data = marked, data.removeprefix(mark)
                break
        else:
            if data[1:2] == b"\0" != data[:1]:
                encoding = "utf-16-le"
            elif data[:1] == b"\0" != data[1:2]:
                encoding = "utf-16-be"
        # Latin-1 takes every byte and gives it back: which of the other two it is, UTF-8 or ANSI,
        # is decided line by line, because a list may be put together from both.
        self._is_bytes = encoding == "latin-1"
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        self._decoder = io.IncrementalNewlineDecoder(decoder, translate=True)
        return data

    def _split(self, text: str) -> Iterator[Line]:
        *ended, rest = text.split("\n")
        for each in ended:
            yield self._line(each)
        self._begin(rest)

    def _begin(self, text: str) -> None:
        room = LONGEST_LINE - len(self._begun)
        self._cut = self._cut or len(text) > room
        self._begun += text[:room]

    def _line(self, text: str) -> Line:
        self._begin(text)
        self._number += 1
        line = Line(self._number, self._text(self._begun), self._cut)
        self._begun, self._cut = "", False
        return line

    def _text(self, text: str) -> str:
        if text.isascii() or not self._is_bytes:
            return text
        data = text.encode("latin-1")
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode("cp1252", errors="replace")
