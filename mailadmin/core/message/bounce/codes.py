"""Reply codes and enhanced status codes in what a server said."""

import re
from typing import Final

LONGEST_SEARCHED: Final = 4_000
"""Characters of a diagnostic text that are searched."""

_ENHANCED: Final = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?!\d|\.\d)")

_BOTH: Final = re.compile(
    r"(?<![\d.])([245][0-57]\d)[ \t:-]{1,4}(?:\1[ -])?[ (\[]{0,2}#?(?=[245]\.\d{1,3}\.\d{1,3})"
)
"""A reply code in front of an enhanced one is one for sure."""

_REPLY: Final = re.compile(
    r"(?:^|(?<=[\s:;,(\[<{'\"=*]))([245][0-5]\d)(?=[ \t:;,)\]}'\".-]|$)"
    r"(?!\.\d|[ \t](?:hours?|days?|minutes?|seconds?|times?|bytes?|lines?|[kKMG]?B|attempts?)\b)",
    re.MULTILINE,
)


def enhanced_of(text: str) -> str:
    """The first enhanced status code (RFC 3463), empty if there is none."""
    found = _ENHANCED.search(text[:LONGEST_SEARCHED])
    return ".".join(found.groups()) if found else ""


def reply_of(text: str) -> int | None:
    """The first reply code (RFC 5321 section 4.2), rather one that an enhanced code follows."""
    text = text[:LONGEST_SEARCHED]
    found = _BOTH.search(text) or _REPLY.search(text)
    return int(found[1]) if found else None


def better_status(stated: str, said: str) -> str:
    """The more exact of two: what a report states, and what the server said.

    Many servers state ``5.0.0`` whatever they were told.
    """
    if not stated or (said and stated[2:] == "0.0" and stated[0] == said[0]):
        return said
    return stated
