"""A long secret as several keyring entries, and back.

Windows' Credential Manager takes 2,560 bytes of UTF-16 an entry (``CRED_MAX_CREDENTIAL_BLOB_SIZE``
of wincred.h), that is 1,280 UTF-16 code units; an OAuth token may be longer. The first entry is::

    mailadmin:1:COUNT:GENERATION:CHECKSUM:first part of the secret

and the other parts have entries of their own, named by generation and number. A new secret is
written under the generation not in use, and its first entry last. So an interrupted write leaves
the old secret whole, never a mixture; the checksum finds what another program mixed up.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

ENTRY_UNITS = 1000
"""UTF-16 code units one entry may hold: a good distance under 1,280."""
MAX_PARTS = 99

_HEAD = re.compile(r"mailadmin:1:(\d{2}):([ab]):([0-9a-f]{16}):(.*)", re.DOTALL)
_HEAD_UNITS = 40


class Generation(StrEnum):
    """Which of the two sets of entries a secret's further parts are in."""

    A = "a"
    B = "b"

    @property
    def other(self) -> "Generation":
        """The set that is free while this one is in use."""
        return Generation.B if self is Generation.A else Generation.A


class FirstEntry(NamedTuple):
    """What a first entry says: how many parts there are, where, and the first of them."""

    parts: int
    generation: Generation
    checksum: str
    text: str


class TooLongError(ValueError):
    """The secret needs more parts than anything that is a password or a token."""


def split(text: str, generation: Generation) -> tuple[str, ...]:
    """Split a secret into entries, the first one with its head.

    Raises :class:`TooLongError`, and ``UnicodeEncodeError`` for half a surrogate pair.
    """
    parts = tuple(_parts(text))
    if len(parts) > MAX_PARTS:
        raise TooLongError
    head = f"mailadmin:1:{len(parts):02}:{generation}:{_checksum(text)}:"
    return (head + parts[0], *parts[1:])


def read_first(entry: str) -> FirstEntry | None:
    """Read a first entry; ``None`` when it is not one of ours."""
    found = _HEAD.fullmatch(entry)
    if found is None or int(found[1]) == 0:
        return None
    return FirstEntry(int(found[1]), Generation(found[2]), found[3], found[4])


def join(first: FirstEntry, others: Sequence[str]) -> str | None:
    """Put the parts together again; ``None`` when they do not belong together."""
    text = first.text + "".join(others)
    whole = len(others) == first.parts - 1 and _checksum(text) == first.checksum
    return text if whole else None


def units(text: str) -> int:
    """Count UTF-16 code units: what Windows counts, two for a character beyond U+FFFF."""
    return len(text.encode("utf-16-le")) // 2


def _parts(text: str) -> Iterator[str]:
    begin, room = 0, ENTRY_UNITS - _HEAD_UNITS
    for index, character in enumerate(text):
        needed = units(character)
        if needed > room:
            yield text[begin:index]
            begin, room = index, ENTRY_UNITS
        room -= needed
    yield text[begin:]


def _checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
