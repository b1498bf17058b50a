"""When a search has its answer, and which offer is the best one. Pure."""

from collections.abc import Collection, Iterable
from typing import Final

from mailadmin.core.discover.found import Source
from mailadmin.core.discover.outcome import Offer

PATIENCE: Final = 2.0
"""Seconds from the start for which an offer that works waits for better sources."""

DOUBTS: Final = 4.0
"""Seconds for which one waits that the user would have to be asked about."""

_ORDER: Final = tuple(Source)


def in_order(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The offers as they are to be made, the best first, the same servers only once.

    What answers comes before what does not, what needs no question before what does, and then the
    order of the sources counts.
    """
    unlike: dict[tuple[str, int, str, int], Offer] = {}
    for offer in sorted(offers, key=_rank):
        server, inbox = offer.mail_server, offer.inbox
        where = (inbox.host, inbox.port) if inbox is not None else ("", 0)
        unlike.setdefault((server.host, server.port, *where), offer)
    return tuple(unlike.values())


def _rank(offer: Offer) -> tuple[bool, bool, int]:
    return not offer.answered, bool(offer.consent), _ORDER.index(offer.source)


def is_decided(offers: Collection[Offer], running: Collection[Source], elapsed: float) -> bool:
    """Whether nothing better is to be waited for. ``elapsed`` is in seconds from the start."""
    best = next(iter(in_order(offers)), None)
    if not running:
        return True
    if best is None or not best.answered:
        return False
    patience = DOUBTS if best.consent else PATIENCE
    return elapsed >= patience or not any(_may_beat(source, best) for source in running)


def _may_beat(source: Source, best: Offer) -> bool:
    if best.consent and source not in (Source.HTTP, Source.GUESS):
        return True
    return _ORDER.index(source) < _ORDER.index(best.source)


def wants_guess(offers: Iterable[Offer], running: Collection[Source], elapsed: float) -> bool:
    """Whether it is time to guess: the other sources gave nothing that answers, or are late."""
    if any(offer.answered for offer in offers):
        return False
    return not running or elapsed >= PATIENCE
