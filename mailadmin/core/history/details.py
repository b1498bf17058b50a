"""A run as bytes and back: JSON of the very structs, compressed.

The structs are the format: what they gain must have a default, and what they lose makes older runs
unreadable. Only the bytes of a test message are left out; its reading stays.
"""

import zlib
from typing import Final

import msgspec

from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Event, Finished, Found, Phrase, Result, Started
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.sayable import can_be_said

MOST: Final = 32 << 20
"""Bytes of one run, decompressed. A run has some kilobytes; hostile servers make what is longer."""

UNREADABLE: Final = Phrase("history.unreadable")

Kept = Started | Found
"""The events that are kept; the end of a run is its result."""


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """What is kept of a run besides its summary."""

    events: tuple[Kept, ...]
    result: Result | DomainResult | ArrivalResult | None


_decoder = msgspec.json.Decoder(Details)


def packed(events: tuple[Event, ...], result: Result | None) -> bytes:
    """The bytes to keep. Raises :class:`HistoryError` where a run can't be kept."""
    if isinstance(result, ArrivalResult):
        result = _without_copies(result)
    kept = tuple(event for event in events if not isinstance(event, Finished))
    try:
        data = msgspec.json.encode(Details(events=kept, result=result))
        if len(data) > MOST:
            raise HistoryError(Phrase("history.too-long"))
        _decoder.decode(data)  # what could not be read again is not kept
    except (UnicodeEncodeError, RecursionError, msgspec.DecodeError) as error:
        raise HistoryError(Phrase("history.not-text")) from error
    return zlib.compress(data)


def unpacked(data: bytes) -> Details:
    """The run again. Raises :class:`HistoryError` where this version can't read it."""
    try:
        decompressor = zlib.decompressobj()
        details = _decoder.decode(decompressor.decompress(data, MOST))
    except (zlib.error, msgspec.DecodeError, RecursionError) as error:
        raise HistoryError(UNREADABLE) from error
    if not can_be_said(details.events, details.result):
        raise HistoryError(UNREADABLE)
    return details


def _without_copies(result: ArrivalResult) -> ArrivalResult:
    boxes = (
        msgspec.structs.replace(box, copy=msgspec.structs.replace(box.copy, message=b""))
        if box.copy is not None
        else box
        for box in result.mailboxes
    )
    return msgspec.structs.replace(result, mailboxes=tuple(boxes))
