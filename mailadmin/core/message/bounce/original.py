"""The message that a report returns, or its header: what it is recognised by in an outbox."""

import re
from typing import Final

from mailadmin.core.message import headers
from mailadmin.core.message.bounce.addresses import addresses_in
from mailadmin.core.message.bounce.facts import Original
from mailadmin.core.message.bounce.said import Said
from mailadmin.core.message.encoded_words import decode
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.parts import Part, Parts

MOST_RECIPIENTS: Final = 100
LONGEST_HEADER: Final = 200_000
"""Bytes of a returned message that are read for its header."""

_ID: Final = re.compile(r"<[^<>\s]{1,500}>")
_FOR: Final = re.compile(r"\bfor <?([^\s<>;()]{1,320}@[^\s<>;()]{1,255})>?\s*(?:;|$|\()")
_TYPES: Final = (
    "message/rfc822", "message/global", "message/rfc822-headers", "text/rfc822-headers",
    "message/global-headers",
)  # fmt: skip


def returned(parts: Parts, said: Said) -> Headers | None:
    """The header of the returned message; None where the report has none."""
    for number, part in enumerate(parts.all):
        if number and part.type in _TYPES:
            inner = next((one for one in parts.all if one.parent == number), None)
            if inner is not None and inner.headers.fields:
                return inner.headers
            if part.size:
                return headers.read(_decoded(part), 0)
    if said.copy:
        raw = said.copy[:LONGEST_HEADER].encode("utf-8", "replace")
        return headers.read(re.sub(rb"(?m)^> ?", b"", raw) if raw.startswith(b">") else raw)
    return None


def original(header: Headers | None) -> Original:
    """What the returned header tells."""
    if header is None:
        return Original()
    return Original(
        message_id=_message_id(header.value("Message-ID") or ""),
        subject=decode((header.value("Subject") or "")[:2_000])[:500],
        date=(header.value("Date") or "")[:100],
        sender=next(iter(addresses_in(header.value("From") or "", 1)), ""),
        recipients=_recipients(header),
    )


def only_recipient(header: Headers | None, own: str) -> str:
    """Whom the returned message was for, where everything that tells agrees on one address.

    ``own`` is who got the report: the sender, who is in the header as well.
    """
    if header is None:
        return ""
    named = {one.lower(): one for one in _recipients(header)}
    for received in header.values("Received")[:1]:
        if found := _FOR.search(received):
            named.setdefault(found[1].lower(), found[1])
    if len(named) > 1:
        named.pop(own.lower(), None)
    return next(iter(named.values())) if len(named) == 1 else ""


def _recipients(header: Headers) -> tuple[str, ...]:
    values = [*header.values("To"), *header.values("Cc"), *header.values("Bcc")]
    return addresses_in(", ".join(decode(value[:20_000]) for value in values), MOST_RECIPIENTS)


def _message_id(value: str) -> str:
    found = _ID.search(value)
    if found is not None:
        return found[0]
    word = next(iter(value.split()), "")[:500]
    return f"<{word}>" if "@" in word else ""


def _decoded(part: Part) -> bytes:
    """The body of a part: some servers encode what RFC 2046 section 5.2.1 wants plain."""
    return part.decoded(LONGEST_HEADER)
