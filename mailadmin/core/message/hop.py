"""One step of a message from server to server (RFC 5321 section 4.4)."""

from datetime import datetime

import msgspec


class Hop(msgspec.Struct, frozen=True, kw_only=True):
    """One server handing the message to the next, as the next one wrote it.

    Empty where it does not say. ``helo`` is what the sender called itself, ``name`` its reverse
    DNS as the receiver saw it, ``address`` its IP address in its usual form; ``by`` the receiver,
    ``by_address`` the address it gives for itself. ``protocol`` is the word after "with" (RFC
    3848), ``tls`` version and cipher as written, ``encrypted`` whether the hop was, None where
    nothing says; ``signed_in`` whether a user handed the message in. ``value`` is the field.

    ``at`` is the receiver's clock. ``delay`` is the seconds since the latest hop before whose
    clock can be right, None where there is none; a little below zero where two clocks differ a
    little. ``clock_error`` is how many seconds the clock is wrong at least, above zero where it
    is fast; then ``delay`` is None.
    """

    helo: str = ""
    name: str = ""
    address: str = ""
    by: str = ""
    by_address: str = ""
    protocol: str = ""
    tls: str = ""
    encrypted: bool | None = None
    signed_in: bool = False
    id: str = ""
    recipient: str = ""
    at: datetime | None = None
    delay: float | None = None
    clock_error: float | None = None
    value: str = ""
