"""Received-SPF: what a receiver says it found out about SPF (RFC 7208 section 9.1).

The comment and the pairs behind it are as free as the receivers that write them; what is no pair
is left out. Never raises.
"""

import re
from typing import Final

import msgspec

from mailadmin.core.message.authentication_results.segments import split
from mailadmin.core.message.border import Border, tell_apart
from mailadmin.core.message.headers import Headers

NAME: Final = "Received-SPF"

MOST_PAIRS: Final = 50

_RESULT: Final = re.compile(r"\s*+([a-z]{1,40}+)(?![a-z0-9=-])", re.IGNORECASE)
_PAIR: Final = re.compile(
    r"""(?<!\S)([\w.-]{1,100}+)\s*+=\s*+("(?:[^"\\]|\\.){0,2000}+"|[^\s"]*+)""", re.ASCII
)
_SPEAKER: Final = re.compile(r"\s*+([\w.-]{1,255}+)\s*+:", re.ASCII)


class ReceivedSpf(msgspec.Struct, frozen=True, kw_only=True):
    """One field. Empty where it does not say.

    ``result`` is in lower case, one of the seven where the receiver keeps to them. ``receiver`` is
    the server that checked: the one that speaks in the comment, else that of the pairs.
    ``address`` is what was checked, ``sender`` the envelope's address, ``identity`` which name was
    asked about: ``mailfrom`` or ``helo``.
    """

    result: str = ""
    comment: str = ""
    receiver: str = ""
    address: str = ""
    sender: str = ""
    helo: str = ""
    identity: str = ""


class Written(msgspec.Struct, frozen=True):
    """One field as it stands in the header, and what it says."""

    value: str
    read: ReceivedSpf


def read(value: str) -> ReceivedSpf:
    """Read the value of a Received-SPF field."""
    segments = split(value).all
    text = " ".join(segment.text for segment in segments)
    comments = [comment.text for segment in segments for comment in segment.comments]
    comment = next(iter(comments), "")
    pairs: dict[str, str] = {}
    for found in _PAIR.finditer(text):
        if len(pairs) == MOST_PAIRS:
            break
        pairs.setdefault(found[1].lower(), _bare(found[2]))
    result = _RESULT.match(text)
    speaker = _SPEAKER.match(comment)
    return ReceivedSpf(
        result="" if result is None else result[1].lower(),
        comment=comment,
        receiver=speaker[1] if speaker is not None else pairs.get("receiver", ""),
        address=pairs.get("client-ip", ""),
        sender=pairs.get("envelope-from", ""),
        helo=pairs.get("helo", ""),
        identity=pairs.get("identity", "").lower(),
    )


def own(headers: Headers, border: Border) -> Written | None:
    """The topmost one that the receiver itself wrote, None where it wrote none."""
    told = tell_apart(
        headers,
        border,
        NAME,
        lambda value: Written(value, read(value)),
        lambda one: one.read.receiver or None,
    )
    return next(iter(told.own), None)


def _bare(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        value = re.sub(r"\\(.)", r"\1", value[1:-1])
    return value.removeprefix("<").removesuffix(">")
