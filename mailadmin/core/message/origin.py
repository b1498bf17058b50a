"""Where the message came into the receiver's hands: what SPF and blocklists are asked about.

Only the receiver's own fields are believed (:mod:`mailadmin.core.message.border`).
"""

from collections.abc import Sequence

import msgspec

from mailadmin.core.message.border import Border, Reach
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.hop import Hop
from mailadmin.core.message.told import Told, told_in


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


def origin_of(headers: Headers, border: Border) -> Origin | None:
    """Where the message was handed over; None where nothing tells, as in mail within one server.

    The receiver's own words come first, else the hop at the border.
    """
    told = [one for one in told_in(headers) if border.has_written(one.number)]
    where = next((one for one in told if one.address), None)
    last = border.hops[-1] if border.hops else Hop()
    if border.reach is Reach.OWN_USER and where is not None and where.address == last.address:
        return None
    if where is not None:
        address, told_by = where.address, where.field
        hop = next((hop for hop in border.hops if hop.address == address), Hop())
    elif border.reach is Reach.OUTSIDE:
        hop, told_by = last, "Received"
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


def _sender(told: Sequence[Told], headers: Headers) -> str | None:
    """The topmost. Where only a domain is told, a Return-Path with that domain completes it."""
    sender = next((one.sender for one in told if one.sender is not None), None)
    if sender and "@" not in sender:
        for path in headers.values("Return-Path"):
            address = path.strip().strip("<>")
            if address.lower().endswith(f"@{sender.lower()}"):
                return address[:255]
    return sender
