"""A message opened for reading: its header, its way, and whose word in it counts."""

from functools import partial

import msgspec

from mailadmin.core import blocking
from mailadmin.core.message import headers
from mailadmin.core.message.automatic import MessageKind, kind_of
from mailadmin.core.message.evaluation import Author, author_of
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.origin import Origin, origin_of
from mailadmin.core.message.path import Path, path_of


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What every check needs of a message. ``origin`` is None where nothing tells it."""

    raw: bytes
    headers: Headers
    kind: MessageKind
    path: Path
    origin: Origin | None
    author: Author

    @property
    def has_body(self) -> bool:
        """Whether it is more than a header that somebody has copied."""
        return self.headers.body is not None and self.headers.body < len(self.raw)


async def open_letter(raw_message: bytes, *, limit: float) -> Letter:
    """Open a message, in a thread: it may have 20 MB."""
    return await blocking.run(partial(_opened, raw_message), limit=limit)


def _opened(raw_message: bytes) -> Letter:
    read = headers.read(raw_message)
    path = path_of(read)
    return Letter(
        raw=raw_message,
        headers=read,
        kind=kind_of(raw_message),
        path=path,
        origin=origin_of(read, path),
        author=author_of(read),
    )
