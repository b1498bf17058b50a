"""Which fields of a header the receiver itself wrote, and which came with the message.

Anybody can put any field into a message. A server puts its own above its Received field or directly
below it (a filter beside it does); everything further down was there when the message came. RFC
8601 sections 5 and 7.1 say so of Authentication-Results, and it holds for every such field.
"""

import itertools
import re
from collections.abc import Callable
from typing import Final, Generic, NamedTuple, TypeVar

import msgspec

from mailadmin.core.dns.addresses import is_internal, read_address
from mailadmin.core.message.headers import Field, Headers

MOST_READ: Final = 20
"""Fields of one name that are looked at; real messages have up to ten."""

LONGEST_NAME: Final = 255
"""Characters of a server's name (RFC 1035 section 3.1)."""

Read = TypeVar("Read")

_VERDICTS: Final = frozenset({"authentication-results", "received-spf"})
_FROM: Final = re.compile(
    r"\s*+from\s++(?P<helo>[^\s;]{1,255}+)\s*+(?:\((?P<name>[^\s()\[\]=:]{1,255}+)\s*+\[)?",
    re.IGNORECASE,
)
_BY: Final = re.compile(r"(?<!\S)by\s++([^\s;()]{1,255}+)", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[\[(](?:IPv6:)?([0-9a-f.:]{3,45})[\])]", re.IGNORECASE)
_LONGEST: Final = 2_000


class ToldApart(msgspec.Struct, Generic[Read], frozen=True, kw_only=True):
    """The fields of one name as read, top first: those of the receiver, and of anybody else."""

    own: tuple[Read, ...] = ()
    others: tuple[Read, ...] = ()


class _Claim(NamedTuple, Generic[Read]):
    """A field, and which server it claims to be of. ``number`` is its place in the header."""

    number: int
    read: Read
    server: str | None


def tell_apart(
    headers: Headers,
    name: str,
    read: Callable[[str], Read],
    server_of: Callable[[Read], str | None],
) -> ToldApart[Read]:
    """Tell apart the fields of one name. ``server_of`` says which server one claims to be of.

    Above the Received field by which the message came in, those count that bear the same server's
    name as the topmost one, or a name of its domain. Where none stands there, those count that
    stand directly below it and bear the name of the server that wrote it.
    """
    above, beside = own_part(headers)
    wanted = name.lower()
    claims: list[_Claim[Read]] = []
    for number, field in enumerate(headers.fields):
        if field.name.lower() == wanted and len(claims) < MOST_READ:
            found = read(field.value)
            claims.append(_Claim(number, found, server_of(found)))
    upper = [claim for claim in claims if claim.number < above]
    own = [claim for claim in upper if _is_alike(claim.server, upper[0].server)]
    if not own and above:
        writer = _by(headers.fields[above - 1])
        near = (claim for claim in claims if above <= claim.number < beside)
        own = [claim for claim in near if same_house(claim.server, writer)]
    numbers = {claim.number for claim in own}
    return ToldApart(
        own=tuple(claim.read for claim in own),
        others=tuple(claim.read for claim in claims if claim.number not in numbers),
    )


def own_part(headers: Headers) -> tuple[int, int]:
    """How many fields the receiver certainly wrote, and how many it may have written.

    The first number ends with the Received field by which the message came in from outside, the
    second before the next one, which is somebody else's. Without any Received field nobody else
    had a hand in it.
    """
    count = len(headers.fields)
    places = [n for n, field in enumerate(headers.fields) if field.name.lower() == "received"]
    if not places:
        return count, count
    first = next((n for n, field in enumerate(headers.fields) if _is_verdict(field)), count)
    border = 0
    for upper, lower in itertools.pairwise(places):
        sure = first > upper
        if not _is_within(headers.fields[upper], headers.fields[lower], by_name=sure):
            break
        border += 1
    return places[border] + 1, next(iter(places[border + 1 :]), count)


def same_house(one: str | None, other: str | None) -> bool:
    """Whether two names of servers are one house's, as far as the names tell.

    No list of public suffixes is asked: two labels must agree, three where the second one is as
    short as in ``example.co.uk``.
    """
    if one is None or other is None:
        return False
    mine, its = one.lower().rstrip(".").split("."), other.lower().rstrip(".").split(".")
    if mine == its:
        return True
    count = 3 if len(mine[-1]) == 2 and len(mine) > 1 and len(mine[-2]) <= 3 else 2
    return len(mine) >= count and mine[-count:] == its[-count:]


def _is_alike(server: str | None, first: str | None) -> bool:
    return server == first or same_house(server, first)


def _is_verdict(field: Field) -> bool:
    return field.name.lower() in _VERDICTS


def _is_within(upper: Field, lower: Field, *, by_name: bool) -> bool:
    """Whether the upper hop lies within the receiver's house, so that the lower is its own too.

    It does if the message came from no other computer, or from an address within a network.
    ``by_name`` also takes the word of names, which a sender can choose: it came from the server
    that wrote the lower field, one of the same domain.
    """
    text = upper.value[:_LONGEST]
    came = _FROM.match(text)
    if came is None:
        return True
    address = _ADDRESS.search(text)
    if address is not None and _is_inside(address[1]):
        return True
    writer, host = _by(lower), _by(upper)
    if not by_name or came["helo"].lower() != (writer or "").lower():
        return False
    seen = came["name"]
    return same_house(writer, host) and (seen is None or same_house(seen, host))


def _is_inside(text: str) -> bool:
    try:
        address = read_address(text)
    except ValueError:
        return False
    return is_internal(address) or address.is_loopback


def _by(received: Field) -> str | None:
    found = _BY.search(received.value[:_LONGEST])
    return found[1] if found is not None else None
