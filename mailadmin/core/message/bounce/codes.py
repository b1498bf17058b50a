"""Reply codes and enhanced status codes in what a server said."""

import re
from typing import Final

LONGEST_SEARCHED: Final = 4_000
"""Characters of a diagnostic text that are searched."""

_ENHANCED: Final = re.compile(r"(?<![\d.])[245]\.[0-7]\.\d{1,3}(?!\d|\.\d)")

_BOTH: Final = re.compile(
    r"(?<![\d.])([245][0-57]\d)[ \t:-]{1,4}(?:\1[ -])?"
    r"[ '(\[]{0,2}#?([245]\.[0-7]\.\d{1,3})(?!\d|\.\d)"
)
"""A reply code in front of an enhanced one is one for sure."""

_REPLY: Final = re.compile(
    r"(?:^|(?<=[\s:;,(\[<{'\"=*]))([245][0-5]\d)(?=[ \t:;,)\]}'\".-]|$)"
    r"(?!\.\d|[ \t](?:hours?|days?|minutes?|seconds?|times?|bytes?|lines?|[kKMG]?B|attempts?)\b)",
    re.MULTILINE,
)


def enhanced_of(text: str) -> str:
    """An enhanced status code (RFC 3463), rather one behind a reply code; empty if none."""
    text = text[:LONGEST_SEARCHED]
    if both := _BOTH.search(text):
        return both[2]
    found = _ENHANCED.search(text)
    return found[0] if found else ""


def reply_of(text: str) -> int | None:
    """The first reply code (RFC 5321 section 4.2), rather one that an enhanced code follows."""
    text = text[:LONGEST_SEARCHED]
    found = _BOTH.search(text) or _REPLY.search(text)
    return int(found[1]) if found else None


def better_status(stated: str, said: str) -> str:
    """What the other server said, where it says no worse than the report states.

    Many servers state ``5.0.0``, or a code of their own, whatever they were told.
    """
    better = said and (not stated or (stated[0] == said[0] and said[2:] != "0.0"))
    return said if better else stated
