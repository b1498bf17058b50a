"""What a server's answers say (RFC 9051 section 7), read leniently: nonsense is left out.

The library gives an answer as pieces: a line, or a line that ends in a literal and the literal.
"""

import imaplib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec
from imapclient.imap_utf7 import decode as decode_name
from imapclient.response_parser import parse_fetch_response, parse_response

from mailadmin.core.inbox.folders import Folder, Place
from mailadmin.core.message import headers
from mailadmin.core.message.headers import Headers

Pieces = Sequence[Any]
"""Untagged answers of one kind: ``bytes``, or a line and its literal; None for no answer."""

NONSENSE: Final = (
    imaplib.IMAP4.error,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    RecursionError,
)
"""What the library raises for an answer that it did not expect."""

_MOST_NUMBER: Final = 2**32 - 1
_NUMBER: Final = re.compile(rb"[0-9]{1,10}")

_MOST_PARENTHESES: Final = 200
"""In a line: the library goes as deep as they say."""

_PLACES: Final = {
    b"\\junk": Place.JUNK,
    b"\\spam": Place.JUNK,
    b"\\sent": Place.SENT,
    b"\\drafts": Place.DRAFTS,
    b"\\trash": Place.TRASH,
    b"\\all": Place.ALL,
    b"\\allmail": Place.ALL,
    b"\\flagged": Place.ALL,
    b"\\important": Place.ALL,
}
"""Special-use attributes (RFC 6154, RFC 8457) and those of the older XLIST."""

_CLOSED: Final = {b"\\noselect", b"\\nonexistent"}


class Numbers(msgspec.Struct, frozen=True, kw_only=True):
    """The state of a folder (RFC 9051 section 6.3.11); None where the server did not say."""

    validity: int | None = None
    next_uid: int | None = None
    messages: int | None = None


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked of one message: two fields of its header and its size in bytes.

    ``labels`` are Gmail's, in lower case (X-GM-EXT-1); those of the folder itself are not there.
    """

    uid: int
    marks: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    size: int | None = None
    labels: frozenset[bytes] = frozenset()
    report: bool = False
    """Whether it looks like one that a machine wrote about another message."""


def folders(pieces: Pieces) -> tuple[Folder, ...]:
    """The folders of LIST that can be opened, with what they are for where the server says so."""
    found = (_folder(answer) for answer in _answers(pieces))
    return tuple(folder for folder in found if folder is not None)


def _folder(answer: tuple[Any, ...]) -> Folder | None:
    match answer:
        case (tuple() as said, _, (bytes() | int()) as name, *_):
            flags = {flag.lower() for flag in said if isinstance(flag, bytes)}
            text = _name(name)
            if text is None or flags & _CLOSED:
                return None
            place = next((_PLACES[flag] for flag in _PLACES if flag in flags), None)
            return Folder(name=text, place=place)
    return None


def statuses(pieces: Pieces) -> dict[str, Numbers]:
    """The numbers of STATUS by the folder's name."""
    found: dict[str, Numbers] = {}
    for answer in _answers(pieces):
        match answer:
            case ((bytes() | int()) as name, tuple() as said, *_):
                text = _name(name)
                if text is not None:
                    found[text] = _numbers(dict(zip(said[::2], said[1::2], strict=False)))
    return found


def foreign_prefixes(pieces: Pieces) -> tuple[str, ...]:
    """How the names begin of what belongs to other users, and to all (RFC 2342 section 5)."""
    spaces = [space for answer in _answers(pieces) for space in answer[1:3]]
    entries = [entry for space in spaces if isinstance(space, tuple) for entry in space]
    names = [_name(entry[0]) for entry in entries if entry and isinstance(entry[0], bytes | int)]
    return tuple(name for name in names if name)


def _numbers(said: Mapping[Any, Any]) -> Numbers:
    values = {key.upper(): value for key, value in said.items() if isinstance(key, bytes)}
    return Numbers(
        validity=_number(values.get(b"UIDVALIDITY")),
        next_uid=_number(values.get(b"UIDNEXT")),
        messages=_number(values.get(b"MESSAGES")),
    )


def opened(untagged: Mapping[str, Pieces]) -> Numbers:
    """The numbers that EXAMINE or SELECT gave."""
    return Numbers(
        validity=_number(_last(untagged.get("UIDVALIDITY"))),
        next_uid=_number(_last(untagged.get("UIDNEXT"))),
        messages=_number(_last(untagged.get("EXISTS"))),
    )


def fields(pieces: Pieces) -> tuple[Fields, ...]:
    """What FETCH gave of each message that has a UID, the oldest first."""
    found = (_fields(uid, items) for uid, items in _fetched(pieces).items())
    return tuple(sorted((each for each in found if each is not None), key=lambda each: each.uid))


def _fields(uid: int, items: Mapping[Any, Any]) -> Fields | None:
    asked = _body(items)
    if asked is None or not 0 < uid <= _MOST_NUMBER:
        # Without what was asked for it is news of some flag, or of a message not there yet.
        return None
    header = headers.read(asked)
    labels = items.get(b"X-GM-LABELS")
    return Fields(
        uid=uid,
        marks=header.values("X-Mailadmin-Test"),
        message_ids=header.values("Message-ID"),
        report=_is_report(header),
        size=_number(items.get(b"RFC822.SIZE")),
        labels=frozenset(label.lower() for label in labels if isinstance(label, bytes))
        if isinstance(labels, tuple)
        else frozenset(),
    )


def _is_report(header: Headers) -> bool:
    """By its form (RFC 6522), its empty sender (RFC 5321 section 4.5.5) or its own word."""
    said = (header.value("Auto-Submitted") or "no").strip().lower()
    return (
        "multipart/report" in (header.value("Content-Type") or "").lower()
        or (header.value("Return-Path") or "").strip() == "<>"
        or not said.startswith("no")
    )


def body(pieces: Pieces, uid: int) -> bytes | None:
    """The message that FETCH gave for this UID."""
    return _body(_fetched(pieces).get(uid, {}))


def _body(items: Mapping[Any, Any]) -> bytes | None:
    for key, value in items.items():
        if isinstance(key, bytes) and key.startswith(b"BODY[") and isinstance(value, bytes):
            return value
    return None


def _fetched(pieces: Pieces) -> dict[int, dict[Any, Any]]:
    """The items by UID. An answer without a UID is news of some flag, and not ours."""
    found: dict[int, dict[Any, Any]] = {}
    for answer in _groups(pieces):
        try:
            for number, items in parse_fetch_response(answer, uid_is_key=False).items():
                uid = items.get(b"UID")
                if isinstance(number, int) and isinstance(uid, int):
                    found.setdefault(uid, {}).update(items)
        except NONSENSE:
            continue
    return found


def _answers(pieces: Pieces) -> Iterator[tuple[Any, ...]]:
    for group in _groups(pieces):
        try:
            yield tuple(parse_response(group))
        except NONSENSE:
            continue


def _groups(pieces: Pieces) -> Iterator[list[Any]]:
    """The pieces of one answer each: the last of them is a line without a literal."""
    group: list[Any] = []
    for piece in pieces:
        if piece is None:
            continue
        group.append(piece)
        if isinstance(piece, bytes):
            if piece.count(b"(") <= _MOST_PARENTHESES:
                yield group
            group = []


def _name(said: bytes | int) -> str | None:
    """A folder's name (RFC 3501 section 5.1.3). The library takes digits for a number."""
    try:
        name = str(said) if isinstance(said, int) else str(decode_name(said))
        name.encode()
    except (ValueError, TypeError):
        return None
    if not name or any(character in name for character in "\r\n\0"):
        return None
    return "INBOX" if name.upper() == "INBOX" else name


def _last(said: Pieces | None) -> Any:
    return said[-1] if said else None


def _number(said: Any) -> int | None:
    if isinstance(said, bytes) and _NUMBER.fullmatch(said):
        said = int(said)
    return said if isinstance(said, int) and 0 <= said <= _MOST_NUMBER else None
