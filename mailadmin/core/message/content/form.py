"""The bytes of a message as they go over the wire: lines, line ends, parts and size."""

from typing import Final

from mailadmin.core.message.content.material import Material
from mailadmin.core.message.content.remark import Remark, What

LONGEST_LINE: Final = 998
"""Bytes that a line may have without its end (RFC 5322 section 2.1.1)."""
MEGABYTE: Final = 1024 * 1024
SIZES: Final = (25, 20, 10)
"""Megabytes over which receivers refuse a message, the largest first: most, many, some."""


def remarks(material: Material) -> list[Remark]:
    """What there is to say about the form of the whole message."""
    message = material.message
    found = []
    number, longest = _longest_line(message)
    if longest > LONGEST_LINE:
        found.append(Remark(What.LONG_LINES, {"bytes": longest, "line": number}))
    pairs = message.count(b"\r\n")
    bare = message.count(b"\r") - pairs
    # A file that has been saved has LF alone on every line, which says nothing about the message.
    if pairs:
        bare += message.count(b"\n") - pairs
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


def _longest_line(message: bytes) -> tuple[int, int]:
    """The number of the longest line, from 1, and its bytes without the end."""
    longest, where, number, at = 0, 0, 0, 0
    while at < len(message):
        number += 1
        end = message.find(b"\n", at)
        after = len(message) if end < 0 else end + 1
        length = after - at - (0 if end < 0 else 1 + (message[end - 1 : end] == b"\r"))
        if length > longest:
            longest, where = length, number
        at = after
    return where, longest
