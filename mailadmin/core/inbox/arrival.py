"""A message that carries our mark, and where it arrived."""

import msgspec

from mailadmin.core.inbox.folders import Place


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
