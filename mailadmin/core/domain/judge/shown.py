"""What judges show of the DNS: as evidence, and as a part of a sentence."""

from collections.abc import Iterable
from typing import Final

from mailadmin.core.dns.answer import Answer
from mailadmin.core.finding import RecordSeen

LONGEST_PART: Final = 120
"""Characters of a record that a sentence quotes."""


def records(answers: Iterable[Answer]) -> tuple[RecordSeen, ...]:
    """Answers as evidence."""
    return tuple(
        RecordSeen(name=each.name, type=each.type, values=each.values, answer=each.state)
        for each in answers
    )


def on_one_line(text: str) -> str:
    """A text of the DNS with nothing in it that could draw on a screen."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def part(text: str) -> str:
    """The same for a part that a sentence quotes: cut where it is long."""
    return on_one_line(text if len(text) <= LONGEST_PART else text[:LONGEST_PART] + "…")
