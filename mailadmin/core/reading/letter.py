"""A message opened for reading: its header, its way, and whose word in it counts."""

from functools import partial

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


async def open_letter(raw_message: bytes, *, limit: float) -> Letter:
    """Open a message, in a thread: it may have 20 MB. ``TimeoutError`` after ``limit`` seconds."""
    return await blocking.run(partial(_opened, raw_message), limit=limit)


def _opened(raw_message: bytes) -> Letter:
    read = headers.read(raw_message)
    path = path_of(read)
    border = border_of(read, path)
    bounce = parse(raw_message)
    return Letter(
        raw=raw_message,
        headers=read,
        kind=bounce.kind if bounce is not None else kind_of(raw_message),
        bounce=bounce,
        path=path,
        border=border,
        origin=origin_of(read, border),
        author=from_domain_of(read),
        results=authentication_results.trusted(read, border),
        filters=read_filters(read, border),
    )
