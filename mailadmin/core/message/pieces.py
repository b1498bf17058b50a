"""Long messages looked at piece by piece.

Python lets no other thread run while it searches, counts or copies bytes: at once, 20 MB would keep
a window waiting that wants to be drawn sixty times a second.
"""

from collections.abc import Iterator
from typing import Final

PIECE: Final = 65_536
"""Bytes that are worked on at once."""
STRETCH: Final = 1_000_000
"""Bytes that are searched at once, which takes a tenth of the time."""

_END: Final = b"\r\n"


def pieces(text: bytes, start: int = 0, end: int | None = None) -> Iterator[bytes]:
    """The text from ``start`` to ``end`` in pieces, none of which ends between CR and LF."""
    last = len(text) if end is None else end
    while start < last:
        after = min(start + PIECE, last)
        if after < last:
            after += text[after - 1 : after + 1] == _END
        yield text[start:after]
        start = after


def find(text: bytes, wanted: bytes, start: int, end: int) -> int:
    """Like ``text.find(wanted, start, end)``."""
    overlap = len(wanted) - 1
    while True:
        stop = min(end, start + STRETCH + overlap)
        found = text.find(wanted, start, stop)
        if found >= 0 or stop >= end:
            return found
        start = stop - overlap
