"""What a form says about a field, and the cleaning that every pasted text gets first."""

import unicodedata

import msgspec

from mailadmin.core.event import Phrase

_INVISIBLE = dict.fromkeys(
    [
        0x00AD,  # soft hyphen
        0x061C,  # Arabic letter mark
        0x200B,  # zero-width space
        *range(0x200E, 0x2010),  # direction marks
        *range(0x202A, 0x202F),  # direction embeddings and overrides
        *range(0x2060, 0x2065),  # word joiner, invisible operators
        *range(0x2066, 0x206A),  # direction isolates
        0xFEFF,  # byte order mark
    ]
)
# Zero-width joiner and non-joiner belong to the spelling of some languages, but not at an end.
_JOINERS = "\u200c\u200d"
QUOTES = "\"'`“”„‟‘’‚‛«»‹›＂＇"

LONGEST_ECHO = 80
"""Characters of the user's own text that a sentence repeats."""


class FieldProblem(msgspec.Struct, frozen=True):
    """What is wrong with one field, and what would be right. ``field`` is its object name."""

    field: str
    phrase: Phrase


def clean(text: str) -> str:
    """One line without what can't be seen: every kind of space is a single plain space."""
    visible = text.translate(_INVISIBLE)
    return " ".join(visible.split()).strip(_JOINERS + " ")


def unquoted(text: str) -> str:
    """Remove quotation marks of any kind at either side of a text that never has one."""
    return text.strip(QUOTES + " ")


def unwrapped(text: str) -> str:
    """Remove quotation marks that stand on both sides; one alone may belong to the text."""
    while len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES:
        text = text[1:-1].strip()
    return text


def without_controls(text: str) -> str:
    """Remove control characters: nothing typed may end a header line or a command."""
    return "".join(c for c in text if unicodedata.category(c) != "Cc")


def compatible(text: str) -> str:
    """Full-width and other look-alike forms as the plain characters they stand for (NFKC)."""
    return unicodedata.normalize("NFKC", text)


def echo(text: str) -> str:
    """What a sentence repeats of a text: one line, not too long."""
    line = clean(without_controls(text))
    return line if len(line) <= LONGEST_ECHO else line[: LONGEST_ECHO - 1] + "…"
