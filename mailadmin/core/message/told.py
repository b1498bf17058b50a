"""What a receiver's own fields tell of the handover.

Received-SPF (RFC 7208 section 9.1), Authentication-Results (RFC 8601), Return-Path (RFC 5321
section 4.4) and Microsoft's report of what it saw.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import is_reachable, read_address
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.organization import MICROSOFT

LONGEST: Final = 4_000
"""Characters of a field that are read."""

_REPORT: Final = "x-forefront-antispam-report"
_NAMES: Final = ("received-spf", "authentication-results", _REPORT)

_IP: Final = r"[\[\"]?(?:IPv6:)?([0-9a-f.:]{2,45})"
_ADDRESS: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\bclient-ip={_IP}",
        rf"\bsmtp\.(?:remote|client)-ip={_IP}",
        rf"\bpolicy\.iprev={_IP}",
        rf"\bsender IP is {_IP}",  # Microsoft
        rf"\bdesignates? {_IP} as permitted sender",  # Google, Yahoo
        rf"\bCIP:{_IP}",
    )
)
_HELO: Final = (
    re.compile(r"\b(?:smtp\.)?helo=\"?([^\s;\")]{1,255})", re.IGNORECASE),
    re.compile(r"(?:^|;)H:([^\s;]{1,255})"),
)
_SENDER: Final = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?:envelope-from|smtp\.mailfrom)=(?:<>|\"\"|(?=;|$))()",
        r"\b(?:envelope-from|smtp\.mailfrom)=[\"'<]{0,2}([^\s;\"'<>]{1,255})",
        r"\bdomain of (?:transitioning )?([^\s()<>@]{1,64}@[^\s()<>]{1,255})",
    )
)
_RETURN_PATH: Final = re.compile(r"\s*<?([^\s<>]{0,255})>?")
_AUTHOR: Final = (
    re.compile(r"\breceiver=(?:[^\s;@]{1,64}@)?([\w.-]{1,255})", re.IGNORECASE),
    re.compile(r"^\s*\w{1,20}\s{0,9}\(([\w.-]{1,255}):"),
    re.compile(r"^\s*([\w.-]{1,255})(?:\s\d)?\s*;"),
)


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What one field tells; empty where it does not. ``number`` is its place among the fields.

    ``author`` is the server that says it wrote the field, ``address`` one of the internet.
    ``sender`` is None where it is not told; some write only its domain.
    """

    number: int
    field: str
    author: str = ""
    address: str = ""
    helo: str = ""
    sender: str | None = None


def told_in(headers: Headers) -> Iterator[Told]:
    """What the fields tell, top first, whoever wrote them."""
    for number, field in enumerate(headers.fields):
        name = field.name.lower()
        if name == "return-path":
            path = _RETURN_PATH.match(field.value[:LONGEST])
            yield Told(number=number, field=field.name, sender=path[1] if path else None)
        elif name in _NAMES:
            value = field.value[:LONGEST]
            seen = _first(_ADDRESS, value)
            address = _public(seen or "")
            yield Told(
                number=number,
                field=field.name,
                author=MICROSOFT if name == _REPORT else _first(_AUTHOR, value) or "",
                address=address,
                helo=_first(_HELO, value) or "" if address or seen is None else "",
                sender=_first(_SENDER, value),
            )


def _first(forms: Sequence[re.Pattern[str]], value: str) -> str | None:
    found = (form.search(value) for form in forms)
    return next((match[1] for match in found if match is not None), None)


def _public(text: str) -> str:
    try:
        address = read_address(text.rstrip("."))
    except ValueError:
        return ""
    return str(address) if is_reachable(address) else ""
