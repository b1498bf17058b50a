"""A message opened for reading: its header, its way, and whose word in it counts."""

from functools import partial
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.message import authentication_results, headers
from mailadmin.core.message.authentication_results import Trusted
from mailadmin.core.message.author import Author, from_domain_of
from mailadmin.core.message.automatic import kind_of
from mailadmin.core.message.border import Border, border_of
from mailadmin.core.message.bounce import Bounce, parse
from mailadmin.core.message.filters import FilterVerdict, read_filters
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.kinds import Kind
from mailadmin.core.message.origin import Origin, origin_of
from mailadmin.core.message.path import Path, path_of
from mailadmin.core.reading.source import is_header

_REPORTS: Final = (Kind.BOUNCE, Kind.DELAY, Kind.DELIVERED, Kind.FEEDBACK)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What every check needs of a message.

    ``origin`` is None where nothing tells it; ``bounce`` is there if the message reports about
    the delivery of another one; ``results`` and ``filters`` are what servers wrote into it.
    """

    raw: bytes
    headers: Headers
    kind: Kind
    bounce: Bounce | None
    path: Path
    border: Border
    origin: Origin | None
    author: Author
    results: Trusted
    filters: tuple[FilterVerdict, ...]

    @property
    def has_body(self) -> bool:
        """Whether it is more than a header that somebody has copied."""
        return self.headers.body is not None and self.headers.body < len(self.raw)

    @property
    def is_message(self) -> bool:
        """Whether it is a message at all, and not some other text."""
        return self.kind is not Kind.ORDINARY or is_header(self.headers)


async def open_letter(raw_message: bytes, *, limit: float) -> Letter:
    """Open a message, in a thread: it may have 20 MB. ``TimeoutError`` after ``limit`` seconds."""
    return await blocking.run(partial(_opened, raw_message), limit=limit)


def _opened(raw_message: bytes) -> Letter:
    read = headers.read(raw_message)
    path = path_of(read)
    border = border_of(read, path)
    kind, bounce = _reported(raw_message, read)
    return Letter(
        raw=raw_message,
        headers=read,
        kind=kind,
        bounce=bounce,
        path=path,
        border=border,
        origin=origin_of(read, border),
        author=from_domain_of(read),
        results=authentication_results.trusted(read, border),
        filters=read_filters(read, border),
    )


def _reported(raw_message: bytes, read: Headers) -> tuple[Kind, Bounce | None]:
    """The kind of a message, and what it reports; the header alone may say that it does."""
    bounce = parse(raw_message)
    if read.body is not None and read.body < len(raw_message):
        return (bounce.kind, bounce) if bounce is not None else (kind_of(raw_message), None)
    stated = kind_of(read)
    if bounce is not None and stated in (Kind.ORDINARY, bounce.kind):
        return bounce.kind, bounce
    return stated, Bounce(kind=stated) if stated in _REPORTS else None
