"""Attachments: read from disk in pieces, so that a big one is in memory only once."""

import binascii
import mimetypes
import re
import stat
from collections.abc import Iterator
from email.message import MIMEPart
from email.policy import SMTP
from pathlib import Path
from typing import IO, Final

from mailadmin.core.event import Phrase
from mailadmin.core.send.addresses import one_line
from mailadmin.core.send.draft import Attachment
from mailadmin.core.send.errors import MessageError

_LINE: Final = 57
"""Bytes that make one line of 76 characters in Base64 (RFC 2045 §6.8)."""

_PIECE: Final = _LINE * 1024

_MEDIA_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]*")

_ANY: Final = "application/octet-stream"


def attach(path: Path) -> Attachment:
    """The file as it is now. Raises :class:`MessageError` if it can't be read."""
    try:
        seen = path.stat()
        with _opened(path, path.name):
            pass
    except OSError as error:
        raise MessageError(_problem(error, path.name)) from error
    name = one_line(path.name)
    return Attachment(path=str(path), name=name, type=media_type(name), size=seen.st_size)


def media_type(name: str) -> str:
    """The media type that a file name's ending stands for."""
    found, packed = mimetypes.guess_type(name, strict=True)
    if packed is not None:
        # The file is the packed one, whatever is inside.
        return {"gzip": "application/gzip"}.get(packed, _ANY)
    return found or _ANY


def header_of(attachment: Attachment) -> bytes:
    """The header of an attachment's part; names beyond ASCII as RFC 2231 says."""
    part = MIMEPart(policy=SMTP)
    name = file_name(attachment)
    kind = attachment.type.lower() or media_type(name)
    # Messages and multiparts must not be Base64 (RFC 2046 §5); as plain files they may.
    if not _MEDIA_TYPE.fullmatch(kind) or kind.startswith(("message/", "multipart/")):
        kind = _ANY
    part["Content-Type"] = kind
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part.as_bytes()


def file_name(attachment: Attachment) -> str:
    """The name that the recipient sees: never a path, never two lines."""
    given = attachment.name or Path(attachment.path).name
    return re.split(r"[/\\]", one_line(given))[-1].strip() or "attachment"


def encoded(attachment: Attachment) -> Iterator[bytes]:
    """The file's content in Base64 lines. Raises :class:`MessageError` if it can't be read."""
    name = file_name(attachment)
    try:
        with _opened(Path(attachment.path), name) as file:
            while piece := file.read(_PIECE):
                yield b"".join(
                    binascii.b2a_base64(piece[start : start + _LINE], newline=False) + b"\r\n"
                    for start in range(0, len(piece), _LINE)
                )
    except OSError as error:
        raise MessageError(_problem(error, name)) from error


def _opened(path: Path, name: str) -> IO[bytes]:
    # A pipe or a device would be read for ever; a folder is a common slip of drag and drop.
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        raise MessageError(Phrase("send.attachment.folder", {"name": name}))
    if not stat.S_ISREG(mode):
        raise MessageError(Phrase("send.attachment.no-file", {"name": name}))
    return path.open("rb")


def _problem(error: OSError, name: str) -> Phrase:
    missing = isinstance(error, FileNotFoundError | NotADirectoryError)
    kind = "send.attachment.missing" if missing else "send.attachment.unreadable"
    return Phrase(kind, {"name": one_line(name), "reason": error.strerror or str(error)})
