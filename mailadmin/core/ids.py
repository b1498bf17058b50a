"""Ids that people read aloud on the phone and type."""

import secrets
from typing import Final

LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letter that looks like another."""

SHORT: Final = 6
"""Letters of an id, 30 bits: whoever stores it checks that it is free."""

LONG: Final = 8
"""Letters of an id, 40 bits: of thousands no two are alike."""


def new_id(letters: int = SHORT) -> str:
    """A short random id."""
    return "".join(secrets.choice(LETTERS) for _ in range(letters))
