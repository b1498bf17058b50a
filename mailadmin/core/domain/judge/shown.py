"""What sentences show of a text that stands in the DNS."""

from typing import Final

LONGEST_PART: Final = 120
"""Characters of a record that a sentence quotes."""


def on_one_line(text: str) -> str:
    """A text of the DNS with nothing in it that could draw on a screen."""
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def part(text: str) -> str:
    """The same for a part that a sentence quotes: cut where it is long."""
    return on_one_line(text if len(text) <= LONGEST_PART else text[:LONGEST_PART] + "…")
