"""A message that carries our mark, and where it arrived."""

from typing import Final

import msgspec

from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.responses import Fields
from mailadmin.core.message import headers


class Mark(msgspec.Struct, frozen=True):
    """What the message is known by.

    ``token`` is the random word of its field ``X-Mailadmin-Test``, ``message_id`` its Message-ID
    with the angle brackets.
    """

    token: str
    message_id: str


class Arrived(msgspec.Struct, frozen=True, kw_only=True):
    """Where the message with a mark is.

    ``seen_at`` is the event loop's time at which the server told of it; ``message`` is all of it,
    or its first :data:`~mailadmin.core.inbox.mailbox.LARGEST` bytes.
    """

    mark: Mark
    place: Place
    folder: str
    uid: int
    validity: int
    seen_at: float
    message: bytes


def bears(fields: Fields, mark: Mark) -> bool:
    """Whether this is the message.

    Some servers write a Message-ID of their own, and some drop fields that they don't know. So the
    mark decides where there is one, and the Message-ID where there is none.
    """
    if fields.marks:
        return bool(mark.token) and mark.token in fields.marks
    return bool(mark.message_id) and mark.message_id in fields.message_ids


def message_bears(message: bytes, mark: Mark) -> bool:
    """Whether these are the bytes of the message."""
    header = headers.read(message)
    return bears(
        Fields(
            uid=0,
            marks=header.values("X-Mailadmin-Test"),
            message_ids=header.values("Message-ID"),
        ),
        mark,
    )


LARGEST_REPORT: Final = 1_000_000
"""Bytes of a report about a message; it may bring the message back."""


def is_about(report: bytes, mark: Mark) -> bool:
    """Whether a report names the message: it carries its header, or at least its Message-ID."""
    names = (mark.token, mark.message_id.strip("<>"))
    return any(name and name.encode() in report for name in names)
