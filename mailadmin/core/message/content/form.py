"""The bytes of a message as they go over the wire: lines, line ends, parts and size."""

from typing import Final

from mailadmin.core.message.content.material import Material
from mailadmin.core.message.content.remark import Remark, What
from mailadmin.core.message.pieces import pieces

LONGEST_LINE: Final = 998
"""Bytes that a line may have without its end (RFC 5322 section 2.1.1)."""
MEGABYTE: Final = 1024 * 1024
SIZES: Final = (25, 20, 10)
"""Megabytes over which receivers refuse a message, the largest first: most, many, some."""


def remarks(material: Material) -> list[Remark]:
    """What there is to say about the form of the whole message."""
    message = material.message
    found = []
    at = _long_line(message)
    if at is not None:
        end = message.find(b"\n", at)
        length = len(message[at : None if end < 0 else end].rstrip(b"\r"))
        line = sum(piece.count(b"\n") for piece in pieces(message, 0, at)) + 1
        found.append(Remark(What.LONG_LINES, {"bytes": length, "line": line}))
    bare = _bare_line_ends(message)
    if bare:
        found.append(Remark(What.BARE_LINE_ENDS, {"count": bare}))
    limit = next((size for size in SIZES if len(message) > size * MEGABYTE), None)
    if limit is not None:
        megabytes = round(len(message) / MEGABYTE, 1)
        found.append(Remark(What.TOO_BIG, {"megabytes": megabytes, "limit": limit}))
    return found


def part_remarks(material: Material) -> list[Remark]:
    """Whether all parts that are announced are there."""
    around = {part.parent for part in material.whole}
    empty = (
        part
        for number, part in enumerate(material.whole)
        if part.type.startswith("multipart/") and number not in around
    )
    broken = next(empty, None)
    if broken is not None:
        return [Remark(What.PARTS_MISSING)]
    if not material.complete:
        return [Remark(What.PARTS_MANY)]
    return []


def _bare_line_ends(message: bytes) -> int:
    """How many CR or LF stand alone."""
    pairs = returns = feeds = 0
    for piece in pieces(message):
        pairs += piece.count(b"\r\n")
        returns += piece.count(b"\r")
        feeds += piece.count(b"\n")
    # A file that has been saved has LF alone on every line, which says nothing about the message.
    return returns - pairs + (feeds - pairs if pairs else 0)


def _long_line(message: bytes) -> int | None:
    """Where the first line begins that is too long. Steps over as many others as it can at once."""
    at = 0
    while len(message) - at > LONGEST_LINE:
        last = message.rfind(b"\n", at, at + LONGEST_LINE + 1)
        if last >= 0:
            at = last + 1
        elif message.startswith(b"\r\n", at + LONGEST_LINE):
            at += LONGEST_LINE + 2
        else:
            return at
    return None
