"""Which folders a message can have landed in: by the server's word, else by their usual names."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.inbox import folder_names


class Place(StrEnum):
    """What a folder is for (RFC 6154)."""

    INBOX = "inbox"
    JUNK = "junk"
    SENT = "sent"
    DRAFTS = "drafts"
    """What was not sent yet, templates and a program's outbox too."""
    TRASH = "trash"
    ALL = "all"
    """It shows messages that lie in other folders too, as Gmail's *All Mail* does."""
    OTHER = "other"
    """Any other; only of a message that arrived there."""


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """One folder. ``place`` is None where the server does not say what it is for.

    ``shared`` folders belong to somebody else, or to everybody (RFC 2342).
    """

    name: str
    place: Place | None = None
    shared: bool = False


MOST_WATCHED: Final = 200
"""Folders that a message is looked for in; the likely ones come first."""

_USUAL: Final = {
    Place.JUNK: folder_names.JUNK,
    Place.SENT: folder_names.SENT,
    Place.DRAFTS: folder_names.UNSENT,
    Place.TRASH: folder_names.TRASH,
}
_NEVER: Final = (Place.SENT, Place.DRAFTS)
"""Here lies what the user wrote: a message found there has not arrived."""


def folders_at(listing: Sequence[Folder], places: Iterable[Place]) -> tuple[Folder, ...]:
    """The folders to look in for these places, in this order, each once."""
    found = [folder for place in places for folder in _at(listing, place)]
    return tuple({folder.name: folder for folder in found}.values())


def _at(listing: Sequence[Folder], place: Place) -> list[Folder]:
    if place is Place.INBOX:
        # It always exists and is written in any case (RFC 9051 section 5.1).
        return [Folder(name="INBOX", place=place)]
    said = [folder for folder in listing if folder.place is place]
    if said:
        return said
    usual = _USUAL.get(place, frozenset())
    return [
        Folder(name=folder.name, place=place, shared=folder.shared)
        for folder in listing
        if folder.place is None and _last_part(folder.name) in usual
    ]


def owned(folder: Folder, foreign: tuple[str, ...]) -> Folder:
    """The folder, with whether it belongs to others by how its name begins (RFC 2342)."""
    return Folder(name=folder.name, place=folder.place, shared=folder.name.startswith(foreign))


def folders_to_watch(listing: Sequence[Folder]) -> tuple[Folder, ...]:
    """Where a message to the user may turn up: the Inbox, Junk, then all others, likely ones first.

    Not where sent and unsent messages are kept. Each folder that is none of these has no place.
    """
    sure = folders_at(listing, (Place.INBOX, Place.JUNK))
    never = {folder.name for folder in folders_at(listing, _NEVER)}
    known = never | {folder.name for folder in sure}
    others = [
        folder for folder in map(_with_place, listing)
        if folder.name not in known and folder.name.upper() != "INBOX"
    ]  # fmt: skip
    others.sort(key=_unlikeliness)
    return tuple({folder.name: folder for folder in (*sure, *others)}.values())[:MOST_WATCHED]


def _with_place(folder: Folder) -> Folder:
    if folder.place is Place.ALL or folder.name.lower() in folder_names.SHOWN_TWICE:
        return Folder(name=folder.name, place=Place.ALL, shared=folder.shared)
    return Folder(name=folder.name, shared=folder.shared)


def _unlikeliness(folder: Folder) -> tuple[bool, int]:
    """Shared folders last; a filter of the user rarely files deep down."""
    return folder.shared, len(folder.name.replace("/", ".").split("."))


def _last_part(name: str) -> str:
    """The folder's own name: what follows the last separator, whichever that is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return last.rpartition(".")[2].strip().lower()
