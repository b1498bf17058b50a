"""Where reports shall go: the list of URIs in a ``rua`` or ``ruf`` (RFC 9989 section 4.8). Pure."""

import re
import urllib.parse
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.names import ascii_host

MOST_URIS: Final = 50
"""Entries of a list that are read; all that follows counts as one that can't be."""

_SPACE: Final = " \t\r\n"
# RFC 3986 sections 2 and 3; "!" is no part of it here, and a comma divides the list.
_URI: Final = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*):"
    r"(?P<rest>(?:[a-z0-9._~:/?#\[\]@$&'()*+;=-]|%[0-9a-f]{2})+)",
    re.IGNORECASE,
)
_SIZE: Final = re.compile(r"![0-9]+[kmgt]?", re.IGNORECASE)
# RFC 5322 section 3.2.3 without quoted local parts, which no mailbox for reports needs; the length
# is RFC 5321 section 4.5.3.1.1.
_LOCAL: Final = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}", re.IGNORECASE)


class UriProblem(StrEnum):
    """Why nothing can be sent to an entry."""

    EMPTY = "empty"
    NO_SCHEME = "no-scheme"
    """A bare address, most often: the ``mailto:`` in front is missing."""
    BAD_URI = "bad-uri"
    BAD_SIZE = "bad-size"
    """What follows the exclamation mark is no size."""
    BAD_ADDRESS = "bad-address"
    """``mailto:`` and then no address; or ``https:`` and then no host."""


class ReportUri(msgspec.Struct, frozen=True, kw_only=True):
    """One entry. ``text`` is what stands in the record, ``at`` where (characters from 0).

    ``address`` is the mailbox of a ``mailto:``, ``host`` its domain or the host of another kind of
    URI, in ASCII and lower case. ``size`` is the limit behind an exclamation mark, such as
    ``!10m``, which RFC 9989 dropped.
    """

    text: str
    at: int
    scheme: str = ""
    address: str = ""
    host: str = ""
    size: str = ""
    problem: UriProblem | None = None

    @property
    def uri(self) -> str:
        """The entry without a size."""
        return self.text.removesuffix(self.size)


def parse_uris(text: str, at: int = 0) -> tuple[ReportUri, ...]:
    """The entries of a list that stands at ``at`` in its record. Never raises."""
    entries = []
    for part in text.split(",", MOST_URIS):
        start = at + len(part) - len(part.lstrip(_SPACE))
        entries.append(_entry(part.strip(_SPACE), start))
        at += len(part) + 1
    return tuple(entries)


def _entry(text: str, at: int) -> ReportUri:
    def wrong(problem: UriProblem) -> ReportUri:
        return ReportUri(text=text, at=at, problem=problem)

    if not text:
        return wrong(UriProblem.EMPTY)
    before, mark, _ = text.partition("!")
    size = text[len(before) :]
    found = _URI.fullmatch(before)
    if found is None:
        bare = ":" not in before and "@" in before
        return wrong(UriProblem.NO_SCHEME if bare else UriProblem.BAD_URI)
    if mark and _SIZE.fullmatch(size) is None:
        return wrong(UriProblem.BAD_SIZE)
    scheme = found["scheme"].lower()
    if scheme == "mailto":
        local, at_sign, domain = urllib.parse.unquote(found["rest"].partition("?")[0]).rpartition(
            "@"
        )
        host = ascii_host(domain)
        if not at_sign or host is None or _LOCAL.fullmatch(local) is None:
            return wrong(UriProblem.BAD_ADDRESS)
        address = f"{local}@{host}"
    else:
        address, host = "", _host(before)
        if scheme == "https" and host is None:
            return wrong(UriProblem.BAD_ADDRESS)
    return ReportUri(text=text, at=at, scheme=scheme, address=address, host=host or "", size=size)


def _host(uri: str) -> str | None:
    try:
        return ascii_host(urllib.parse.urlsplit(uri).hostname or "")
    except ValueError:
        return None
