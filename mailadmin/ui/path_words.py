"""The way of a message in words: a stop for each server, with what is worth pointing out."""

import ipaddress
from collections.abc import Sequence
from typing import Final

import msgspec
from PySide6.QtCore import QCoreApplication

from mailadmin.core.message.path import Hop
from mailadmin.ui import words
from mailadmin.ui.arrival_words import duration

SLOW: Final = 300.0
"""Seconds after which a delay is pointed out."""

CLOCKS: Final = -1.0
"""Seconds; a delay below is no matter of rounding."""

LONGEST_TLS: Final = 60
"""Characters that are shown of what a server writes about the encryption."""

_PRIVATE: Final = tuple(
    map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
)
"""RFC 1918 and RFC 4193."""


class Mark(msgspec.Struct, frozen=True):
    """Something about a stop; with an icon where it is worth pointing out."""

    sentence: str
    icon: str | None = None


class StopWords(msgspec.Struct, frozen=True, kw_only=True):
    """One stop. ``place`` says which of how many it is; the start has no more than a name."""

    name: str
    place: str
    moment: str = ""
    source: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def sentence(self) -> str:
        """All of it, as it is read out and printed."""
        say_it = QCoreApplication.translate
        said = say_it("PathWords", "{0}: {1}").format(self.place, self.name)
        more = (self.moment, self.source, *(mark.sentence for mark in self.marks))
        return ". ".join(filter(None, (said, *more)))


def stops_of(hops: Sequence[Hop]) -> list[StopWords]:
    """Every stop, where the message set out first; none where nothing tells the way."""
    if not hops:
        return []
    say_it = QCoreApplication.translate
    start = StopWords(name=_sender(hops[0]), place=say_it("PathWords", "Where it set out"))
    return [start, *(_stop(hop, n, len(hops)) for n, hop in enumerate(hops, 1))]


def _stop(hop: Hop, number: int, count: int) -> StopWords:
    say_it = QCoreApplication.translate
    return StopWords(
        name=hop.by or say_it("PathWords", "A server without a name"),
        place=say_it("PathWords", "Stop {0} of {1}").format(number, count),
        moment=words.date_and_time(hop.at) if hop.at else say_it("PathWords", "no time given"),
        source=say_it("PathWords", "from {0}").format(_sender(hop)),
        marks=(*_delay(hop), *_encryption(hop)),
    )


def _sender(hop: Hop) -> str:
    """Who handed the message over: the name the receiver found, else what it called itself."""
    name = hop.name or hop.helo
    if name and hop.address and name.strip("[]") != hop.address:
        return QCoreApplication.translate("PathWords", "{0} ({1})").format(name, hop.address)
    unknown = QCoreApplication.translate("PathWords", "an unnamed computer")
    return name or hop.address or unknown


def _delay(hop: Hop) -> list[Mark]:
    say_it = QCoreApplication.translate
    if hop.delay is None:
        return []
    if hop.delay < CLOCKS:
        sentence = say_it(
            "PathWords", "One of the two clocks is wrong: this is {0} before the last stop"
        )
        return [Mark(sentence.format(duration(-hop.delay)), "unknown")]
    if hop.delay >= SLOW:
        sentence = say_it("PathWords", "It took {0} to get here").format(duration(hop.delay))
        return [Mark(sentence, "warning")]
    return [Mark(say_it("PathWords", "After {0}").format(duration(hop.delay)))]


def _encryption(hop: Hop) -> list[Mark]:
    say_it = QCoreApplication.translate
    if hop.encrypted is None:
        return []
    if hop.encrypted:
        if hop.tls:
            return [Mark(say_it("PathWords", "Encrypted: {0}").format(hop.tls[:LONGEST_TLS]))]
        return [Mark(say_it("PathWords", "Encrypted"))]
    if _is_inside(hop.address):
        return [Mark(say_it("PathWords", "Not encrypted, inside one network"))]
    return [Mark(say_it("PathWords", "Not encrypted"), "warning")]


def _is_inside(address: str) -> bool:
    """Whether an address is of no public network; those of documentation count as public."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return parsed.is_loopback or any(parsed in network for network in _PRIVATE)
