"""The way of a message from server to server, as its Received fields tell it (RFC 5321 §4.4).

Each server writes the time of its own clock. Which clocks are wrong shows in the order: the
longest chain of hops that can have followed each other is taken for right.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Final

import msgspec

from mailadmin.core.message import received
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.hop import Hop

__all__ = ["Hop", "Path", "path_of", "received_values"]

MOST_HOPS: Final = 200
"""Hops that are read. Servers refuse a message after some 50 to 100 (RFC 5321 section 6.3)."""
CLOCKS_DIFFER: Final = timedelta(seconds=60)
"""How far two clocks may be apart that both count as right."""
LONGEST_WAIT: Final = timedelta(days=40)
"""Servers give up after some five days (RFC 5321 section 4.5.4.1), a quarantine after 30."""
COLLECTED: Final = ("POP", "IMAP")
"""Protocols of programs that fetch mail from a mailbox, where it may have lain for months."""


class Path(msgspec.Struct, frozen=True, kw_only=True):
    """The hops in the order of travel, the first one first.

    ``complete`` is false where the message has more hops than are read: its first ones are left
    out.
    """

    hops: tuple[Hop, ...] = ()
    complete: bool = True

    @property
    def seconds(self) -> float | None:
        """The whole time from the first right clock to the last; None with fewer than two."""
        times = [hop.at for hop in self.hops if hop.at is not None and hop.clock_error is None]
        return (times[-1] - times[0]).total_seconds() if len(times) > 1 else None


def path_of(headers: Headers) -> Path:
    """The way a message came.

    Nothing of it is believed: a sender can invent what lies below the fields of the receiver
    (:mod:`mailadmin.core.message.origin`).
    """
    values = [value for _, value in islice(received_values(headers), MOST_HOPS + 1)]
    hops = [received.read(value) for value in reversed(values[:MOST_HOPS])]
    return Path(hops=_timed(hops), complete=headers.complete and len(values) <= MOST_HOPS)


def received_values(headers: Headers) -> Iterator[tuple[int, str]]:
    """The values of the Received fields, top first, and which fields they are.

    One that is there twice, letter by letter, was copied by a program on the way.
    """
    seen: set[str] = set()
    for number, field in enumerate(headers.fields):
        if field.name.lower() == "received" and (value := field.value) not in seen:
            seen.add(value)
            yield number, value


def _timed(hops: Sequence[Hop]) -> tuple[Hop, ...]:
    right = _with_right_clocks(hops)
    before = dict(zip(right[1:], right, strict=False))
    timed = []
    for number, hop in enumerate(hops):
        if number in before:
            hop = msgspec.structs.replace(hop, delay=_seconds(hops[before[number]], hop))
        elif hop.at is not None and number not in right:
            hop = msgspec.structs.replace(hop, clock_error=_clock_error(hops, number, right))
        timed.append(hop)
    return tuple(timed)


def _with_right_clocks(hops: Sequence[Hop]) -> list[int]:
    """The numbers of the hops in the longest chain that is possible.

    The last hop counts twice: the receiver's own clock is the likeliest to be right.
    """
    dated = [number for number, hop in enumerate(hops) if hop.at is not None]
    lengths: dict[int, int] = {}
    before: dict[int, int | None] = {}
    for number in dated:
        fitting = (each for each in lengths if _can_follow(hops[each], hops[number]))
        # Of several, the first: it is the latest, as otherwise one could follow the other.
        earlier = max(fitting, key=lengths.__getitem__, default=None)
        own = 2 if number == len(hops) - 1 else 1
        lengths[number] = own + (0 if earlier is None else lengths[earlier])
        before[number] = earlier
    at = max(reversed(dated), key=lengths.__getitem__, default=None)
    chain: list[int] = []
    while at is not None:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _can_follow(earlier: Hop, later: Hop) -> bool:
    assert earlier.at is not None and later.at is not None
    passed = later.at - earlier.at
    longest = timedelta.max if later.protocol.upper().startswith(COLLECTED) else LONGEST_WAIT
    return -CLOCKS_DIFFER <= passed <= longest


def _clock_error(hops: Sequence[Hop], number: int, right: Sequence[int]) -> float:
    """How far a clock is outside what the right ones before and after it allow."""
    before = [_seconds(hops[other], hops[number]) for other in right if other < number][-1:]
    after = [_seconds(hops[other], hops[number]) for other in right if other > number][:1]
    fast, slow = [s for s in after if s > 0], [s for s in before if s < 0]
    return (fast or slow or after or before)[0]


def _seconds(earlier: Hop, later: Hop) -> float:
    assert earlier.at is not None and later.at is not None
    return (later.at - earlier.at).total_seconds()
