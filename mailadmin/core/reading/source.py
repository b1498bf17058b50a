"""What somebody takes for a message, a file or a text, as bytes that can be read."""

import codecs
from enum import StrEnum
from pathlib import Path
from typing import Final

from mailadmin.core.message import headers
from mailadmin.core.message.headers import Headers

LARGEST: Final = 30_000_000
"""Bytes of a message. Hardly any server takes more."""

_OUTLOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] section 2.2: a compound file
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


_NAMES: Final = frozenset(
    (
        "from", "to", "cc", "date", "subject", "sender", "reply-to", "message-id", "mime-version",
        "return-path", "delivered-to", "envelope-to", "received", "in-reply-to", "references",
        "authentication-results", "auto-submitted", "precedence", "status", "action",
    )
)  # fmt: skip
_FAMILIES: Final = (
    "x-", "arc-", "dkim-", "content-", "list-", "resent-", "received-",
    "final-", "original-", "reporting-", "remote-", "diagnostic-",
)  # fmt: skip
"""Beginnings of names of fields; the last ones stand in reports (RFC 3464)."""


class Refused(StrEnum):
    """Why something can't be read as a message."""

    EMPTY = "empty"
    TOO_BIG = "too-big"
    OUTLOOK = "outlook"
    """Outlook's own format, which is no text."""
    NOT_TEXT = "not-text"
    NO_HEADERS = "no-headers"
    """A text without a header, such as an error message alone or a page of the web."""


def message_in_file(path: Path) -> bytes | Refused:
    """The message in a file. Blocks. Raises ``OSError`` where the file can't be read."""
    with path.open("rb") as file:
        return message_in(file.read(LARGEST + 1))


def message_in(data: bytes) -> bytes | Refused:
    """The message in these bytes, in UTF-8 where they are a text in UTF-16. May take a second."""
    if len(data) > LARGEST:
        return Refused.TOO_BIG
    if data.startswith(_OUTLOOK):
        return Refused.OUTLOOK
    if data.startswith(_UTF_16):
        data = data.decode("utf-16", "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data.strip():
        return Refused.EMPTY
    # A message may hold a stray NUL (RFC 5322 section 4), but no header begins with one.
    if b"\0" in data[:32]:
        return Refused.NOT_TEXT
    return data if is_header(headers.read(data)) else Refused.NO_HEADERS


def is_header(fields: Headers) -> bool:
    """Whether it is the header of a message, and not other text with a colon here and there."""
    names = (field.name.lower() for field in fields.fields)
    return any(name in _NAMES or name.startswith(_FAMILIES) for name in names)
