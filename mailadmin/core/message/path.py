"""The way of a message from server to server, as its Received fields tell it (RFC 5321 §4.4)."""

from datetime import datetime

import msgspec


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One server handing the message to the next, as the next one wrote it.

    Empty where it does not say. ``helo`` is what the sender called itself, ``name`` its reverse
    DNS as the receiver saw it, ``address`` its IP address in its usual form; ``by`` the receiver.
    ``protocol`` is the word after "with" (RFC 3848), ``tls`` version and cipher as written,
    ``encrypted`` whether the hop was, None where nothing says. ``at`` is the receiver's clock,
    ``delay`` the seconds after the hop before; below zero where one of the two clocks is wrong.
    """

    helo: str = ""
    name: str = ""
    address: str = ""
    by: str = ""
    protocol: str = ""
    tls: str = ""
    encrypted: bool | None = None
    id: str = ""
    recipient: str = ""
    at: datetime | None = None
    delay: float | None = None


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """The hops in the order of travel, the first one first."""

    hops: tuple[Hop, ...] = ()
