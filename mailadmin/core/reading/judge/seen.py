"""Fields of a message as evidence."""

from typing import Final

from mailadmin.core.domain.judge.shown import on_one_line
from mailadmin.core.finding import HeaderSeen

LONGEST: Final = 2_000
"""Characters of a field that are shown."""


def field_seen(name: str, value: str) -> HeaderSeen:
    """A field with nothing in it that could draw on a screen, cut where it is long."""
    cut = value if len(value) <= LONGEST else value[:LONGEST] + "…"
    return HeaderSeen(name=name, value=on_one_line(cut.replace("\t", " ")))
