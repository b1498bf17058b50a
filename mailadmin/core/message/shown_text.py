"""The text of a message as people read it, for a window: nothing is loaded or run."""

import unicodedata
from typing import Final

from mailadmin.core.message.content.material import take_apart

LONGEST: Final = 200_000
"""Characters that are given; more is cut off."""

_KEPT: Final = "\n\t"


def text_of_message(raw_message: bytes) -> str:
    """The plain text of a message, or what its HTML shows, with the targets of links.

    Empty where there is neither. What can't be seen or would draw on a screen is left out. Takes
    up to a second: use a thread.
    """
    material = take_apart(raw_message)
    text = material.plain or ""
    if not text.strip() and material.page is not None:
        text = material.page.readable
    lines = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_visible(line).rstrip() for line in lines).strip("\n")


def _visible(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(
        letter for letter in line if letter in _KEPT or unicodedata.category(letter) not in _UNSEEN
    )


_UNSEEN: Final = ("Cc", "Cf", "Cs", "Zl", "Zp")
