"""Mail addresses in running text, and whose they are."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

_ADDRESS: Final = re.compile(
    r"(?<![\w.!#$%&'*+/=?^`{|}~@-])"
    r"(\"[^\"\s@]{1,64}\"|[\w.!#$%&'*+/=?^`{|}~-]{1,128})@"
    r"([^\W_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){0,20})"
)
_PREFIX: Final = re.compile(r"^(?:smtp|mailto|rfc822|address|user|to)=", re.IGNORECASE)
_OF_SERVERS: Final = re.compile(
    r"^(?:mailer[._-]?daemon|postmaster|hostmaster|abuse|no-?reply|helpdesk|support|webmaster"
    r"|mail[._-]?admin|help|mailsupport)$",
    re.IGNORECASE,
)

MOST_IN_LINE: Final = 8


class Found(NamedTuple):
    """An address, and where it begins and ends in its line."""

    address: str
    start: int
    end: int


def find(line: str) -> Iterator[Found]:
    """The addresses in a line, from left to right."""
    for number, found in enumerate(_ADDRESS.finditer(line)):
        if number >= MOST_IN_LINE:
            return
        local = _PREFIX.sub("", found[1]).lstrip("'*=`|.").rstrip("'")
        if local:
            yield Found(f"{local}@{found[2]}", found.start(), found.end())


def addresses_in(text: str, limit: int = 100) -> tuple[str, ...]:
    """The addresses in a header field, each once."""
    seen: dict[str, str] = {}
    for found in _ADDRESS.finditer(text[:50_000]):
        seen.setdefault(found[0].lower(), found[0])
        if len(seen) >= limit:
            break
    return tuple(seen.values())


def is_of_server(address: str) -> bool:
    """Whether an address is one that people are told to write to when something is wrong."""
    return _OF_SERVERS.match(address.partition("@")[0]) is not None
