"""A message as signatures see it: its fields, byte for byte, and its body.

:mod:`mailadmin.core.message.headers` reads what a person should see. A signature needs more: every
field, and a folded line of nothing but white space, with which some programs end a long subject.
"""

import re
from typing import Final

import msgspec

from mailadmin.core.message.authentication.canonical import with_crlf
from mailadmin.core.message.headers import Field

MOST_FIELDS: Final = 20_000
"""Fields that are read. What has more is no message, and its signatures need not come out right."""

_NAME: Final = re.compile(rb"([\x21-\x39\x3b-\x7e]{1,200})[ \t]*:")


class Content(msgspec.Struct, frozen=True):
    """Fields from top to bottom, each with its line ends, and the body; CRLF everywhere."""

    fields: tuple[Field, ...]
    body: bytes


def read(raw_message: bytes) -> Content:
    """Read a message. Lines of the header that are no fields are left out."""
    text = with_crlf(raw_message)
    fields: list[Field] = []
    name, begun, at = "", 0, 0

    def close(end: int) -> None:
        if name:
            raw = text[begun:end]
            fields.append(Field(name, raw if raw.endswith(b"\r\n") else raw + b"\r\n"))

    while at < len(text):
        if len(fields) == MOST_FIELDS:
            ended = text.find(b"\r\n\r\n", at)
            name, at = "", len(text) if ended < 0 else ended + 2
            break
        if text.startswith(b"\r\n", at):
            if name or fields:
                break
            at += 2  # empty lines before a message, as people paste it
            continue
        if text[at : at + 1] not in (b" ", b"\t"):
            close(at)
            found = _NAME.match(text, at)
            name, begun = (found[1].decode("ascii") if found else ""), at
        end = text.find(b"\n", at)
        at = len(text) if end < 0 else end + 1
    close(at)
    return Content(tuple(fields), text[at + 2 :])
