"""Where the message came into the receiver's hands: what SPF and blocklists are asked about.

Whoever sends a message can write any field in it. What the receiver wrote stands above the hop
that brought the message in from outside; what stands below is believed only where it claims to be
by the same server and names the address that this server saw.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import is_reachable, read_address
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.hop import Hop
from mailadmin.core.message.organization import is_other, is_same
from mailadmin.core.message.path import Path, received_values
from mailadmin.core.message.told import Told, told_in

_MAILBOX: Final = ("POP", "IMAP")
_LOCAL: Final = (*_MAILBOX, "LMTP", "MAPI")
"""How mail moves within one system; a stranger's comes by SMTP."""
_PREFIX: Final = {4: 24, 6: 32}
"""Bits of an address that two servers of one network share."""


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The handover from the sender's last server to the receiver's first.

    ``address`` is the IP address that the receiver saw, ``helo`` what it called itself, ``sender``
    the envelope sender (RFC 5321 section 4.4), empty for a bounce, None where nothing tells; only
    its domain where the receiver writes no more. ``receiver`` is the server that saw it;
    ``told_by`` the header field that says so.
    """

    address: str
    helo: str = ""
    sender: str | None = None
    receiver: str = ""
    told_by: str = ""


class Reach(StrEnum):
    """Where it ends what the receiver knows of a way, seen from the top."""

    OUTSIDE = "outside"
    """At a hop that came from outside."""
    OWN_USER = "own-user"
    """At a user of the same server, who handed the message in."""
    HIDDEN = "hidden"
    """At a stranger whose address the receiver did not write."""
    INSIDE = "inside"
    """Nowhere: all hops are inside one system, or there is none."""


def origin_of(headers: Headers, path: Path) -> Origin | None:
    """Where the message was handed over; None where nothing tells, as in mail within one server.

    The receiver's own words come first, else the first hop from outside, seen from the top.
    """
    hops = list(reversed(path.hops))
    numbers = [number for number, _ in islice(received_values(headers), len(hops))]
    last, reach = _receivers_last(hops)
    told = list(_believed(told_in(headers), numbers, hops[: last + 1]))
    where = next((one for one in told if one.address), None)
    if reach is Reach.OWN_USER and where is not None and where.address == hops[last].address:
        return None
    if where is not None:
        address, told_by = where.address, where.field
        hop = next((hop for hop in hops[: last + 1] if hop.address == address), Hop())
    elif reach is Reach.OUTSIDE:
        hop, told_by = hops[last], "Received"
        address = hop.address
    else:
        return None
    helo = next((one.helo for one in told if one.helo and one.address in ("", address)), "")
    return Origin(
        address=address,
        helo=helo or hop.helo,
        sender=_sender(told, headers),
        receiver=hop.by or (where.author if where is not None else ""),
        told_by=told_by,
    )


def reach_of(path: Path) -> Reach:
    """Why a way has an origin or none, as far as its hops tell."""
    return _receivers_last(list(reversed(path.hops)))[1]


def _receivers_last(hops: Sequence[Hop]) -> tuple[int, Reach]:
    """The last hop from the top that the receiver wrote, and what is known of it."""
    for number, hop in enumerate(hops):
        if hop.signed_in or (hop.protocol.upper().startswith("HTTP") and not _is_inside(hop)):
            return number, Reach.OWN_USER
        if not _is_inside(hop):
            return number, Reach.OUTSIDE
        if _is_hidden(hop):
            return number, Reach.HIDDEN
    return len(hops) - 1, Reach.INSIDE


def _is_inside(hop: Hop) -> bool:
    """Whether a hop was between two servers of one system.

    Over SMTP, what a server calls itself proves nothing; its name by reverse DNS does, and so
    does one network on both sides. Where the receiver looked up a name, that one counts.
    """
    protocol = hop.protocol.upper()
    if not hop.address or not is_reachable(read_address(hop.address)):
        return True
    if protocol.startswith(_LOCAL):
        return True
    if hop.name:
        return is_same(hop.name, hop.by) and "may be forged" not in hop.value
    return is_same(hop.helo, hop.by) and (protocol.startswith("HTTP") or _is_one_network(hop))


def _is_one_network(hop: Hop) -> bool:
    if not hop.by_address:
        return False
    one, other = read_address(hop.address), read_address(hop.by_address)
    if one.version != other.version:
        return False
    beyond = one.max_prefixlen - _PREFIX[one.version]
    return int(one) >> beyond == int(other) >> beyond


def _is_hidden(hop: Hop) -> bool:
    """Whether a stranger stands behind a hop without an address, or with one of the receiver's
    own network, as where a mail server runs in a container: the rest is then the stranger's.
    """
    if hop.protocol.upper().startswith(_LOCAL):
        return False
    if hop.address and read_address(hop.address).is_loopback:
        return False
    return is_other(hop.helo, hop.by)


def _believed(
    told: Iterator[Told], numbers: Sequence[int], receivers: Sequence[Hop]
) -> Iterator[Told]:
    """What the receiver wrote: all above its last hop, and below that what fits this hop."""
    for one in told:
        above = sum(number < one.number for number in numbers)
        if above < len(receivers) or not receivers:
            yield one
        elif above == len(receivers) or one.is_report:
            # Google writes right below its hop. Microsoft's report, at the very end, replaces
            # one that was there.
            hop = next((hop for hop in receivers if hop.address == one.address != ""), None)
            if hop is not None and is_same(one.author, hop.by):
                yield one


def _sender(told: Sequence[Told], headers: Headers) -> str | None:
    """The topmost. Where only a domain is told, a Return-Path with that domain completes it."""
    sender = next((one.sender for one in told if one.sender is not None), None)
    if sender and "@" not in sender:
        for path in headers.values("Return-Path"):
            address = path.strip().strip("<>")
            if address.lower().endswith(f"@{sender.lower()}"):
                return address[:255]
    return sender
