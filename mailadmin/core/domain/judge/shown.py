"""What sentences show of a text that stands in the DNS."""

from typing import Final

from mailadmin.core.finding import Params

LONGEST_PART: Final = 120
"""Characters of a record that a sentence quotes."""


LONGEST_OLD: Final = 4096
"""Characters of a record that is there which are shown to find it by."""

_OF_LINES: Final = frozenset(("dkim_records", "ds", "old_records", "policy"))
"""Parameters that have several lines, each of which was one before it was put there."""


def on_one_line(text: str) -> str:
    """A text of the DNS with nothing in it that could draw on a screen."""
    if text.isprintable():
        return text
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )


def part(text: str) -> str:
    """The same for a part that a sentence quotes: cut where it is long."""
    return on_one_line(text if len(text) <= LONGEST_PART else text[:LONGEST_PART] + "…")


def all_of(params: Params) -> Params:
    """Every parameter of a finding so: a record may not add lines of its own to a message."""
    return {
        name: _shown(name, value) if isinstance(value, str) else value
        for name, value in params.items()
    }


def _shown(name: str, value: str) -> str:
    if name in _OF_LINES:
        return "\n".join(map(on_one_line, value.split("\n")))
    if name == "old_record" and len(value) > LONGEST_OLD:
        value = value[:LONGEST_OLD] + "…"
    return on_one_line(value)
