"""The file of a report: which form it has, and how it gets there whole or not at all."""

import contextlib
import os
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Final

from mailadmin.core.event import Phrase
from mailadmin.core.report.errors import NotWritten, ReportError
from mailadmin.core.whole_file import BINARY, put_in_place

LARGEST: Final = 16_000_000
"""Bytes of a report that is opened."""


class Form(StrEnum):
    """What a report can be, by the ending of its name."""

    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    TEXT = "txt"


def form_of(path: Path) -> Form:
    """The form that a name asks for. Raises :class:`ReportError`."""
    try:
        return Form(path.suffix.removeprefix(".").lower())
    except ValueError:
        raise ReportError(Phrase("report.ending", {"file": path.name})) from None


def check_place(path: Path, *, replace: bool) -> None:
    """See whether a report can be written there, before anything is done. Blocks.

    Raises :class:`ReportError`; :class:`NotWritten` where the disk refuses to say.
    """
    about: dict[str, str | int | float] = {"file": path.name}
    try:
        if path.is_dir():
            raise ReportError(Phrase("report.is-folder", about))
        if not path.parent.is_dir():
            raise ReportError(Phrase("report.no-such-folder", about))
        if os.path.lexists(path):
            if not (path.is_file() or path.is_symlink()):
                raise ReportError(Phrase("report.no-file", about))
            if not replace:
                raise ReportError(Phrase("report.exists", about))
    except (OSError, ValueError) as error:  # a name with a zero byte is a ValueError
        raise _not_written(error) from error


def write(path: Path, data: bytes, *, replace: bool) -> None:
    """Write a file that only this user can read; a reader sees all of it or none. Blocks.

    Raises :class:`ReportError`.
    """
    new = path.with_name(f".mailadmin-{secrets.token_hex(8)}.part")
    try:
        try:
            descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            # Looked at again, as close to the end as can be: making it took its time.
            check_place(path, replace=replace)
            put_in_place(new, path)
        finally:
            with contextlib.suppress(OSError):
                new.unlink()
    except (OSError, ValueError) as error:
        raise _not_written(error) from error


def read(path: Path) -> bytes:
    """What is in a file that may be a report. Blocks. Raises :class:`ReportError`."""
    try:
        if path.exists() and not path.is_file():  # a pipe would have no end
            raise ReportError(Phrase("report.not-one"))
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise ReportError(Phrase("report.cannot-read", {"reason": _reason(error)})) from error
    if len(data) > LARGEST:
        raise ReportError(Phrase("report.too-big"))
    return data


def _not_written(error: OSError | ValueError) -> NotWritten:
    return NotWritten(Phrase("report.cannot-write", {"reason": _reason(error)}))


def _reason(error: OSError | ValueError) -> str:
    said = error.strerror if isinstance(error, OSError) else None
    return said or type(error).__name__
