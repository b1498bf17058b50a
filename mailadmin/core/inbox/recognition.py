"""Whether a message is the one that carries our mark, or a report about it."""

from typing import Final

from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.inbox.responses import Fields
from mailadmin.core.message import headers


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
