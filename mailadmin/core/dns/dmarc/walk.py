"""The tree walk: a name's DMARC records and those above it (RFC 9989 section 4.10).

Its questions do not depend on each other, so all go out at once; the answers are looked at in
their order, as if they had been asked for one by one.
"""

import ipaddress
from typing import Final

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dmarc.record import DmarcRecord, is_record, parse
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Asker

MOST_LABELS: Final = 7
"""Labels of the second name of a walk at most, which bounds it to eight questions."""


class Stop(msgspec.Struct, frozen=True, kw_only=True):
    """One name of a walk, and what is published there.

    ``texts`` are the DMARC records as they stand; ``record`` is the one that counts, None where
    there is none or are several (steps 2 and 6: several are all discarded).
    """

    name: str
    answer: Answer
    texts: tuple[str, ...] = ()
    record: DmarcRecord | None = None

    @property
    def known(self) -> bool:
        """Whether the DNS answered."""
        return self.answer.state is not AnswerState.TEMPORARY_FAILURE


class Walk(msgspec.Struct, frozen=True, kw_only=True):
    """The names from ``domain`` up, as far as the walk went; the longest first."""

    domain: str
    stops: tuple[Stop, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every question was answered."""
        return all(stop.known for stop in self.stops)

    @property
    def organizational_domain(self) -> str | None:
        """The organizational domain (section 4.10.2), None where a missing answer hides it."""
        for stop in self.stops:
            if not stop.known:
                return None
            if stop.record is not None and stop.record.psd == "n":
                return stop.name
            if stop.record is not None and stop.record.psd == "y":
                return _one_below(stop.name, self.domain)
        found = [stop.name for stop in self.stops if stop.record is not None]
        return found[-1] if found else self.domain

    def at(self, name: str) -> Stop | None:
        """The stop at a name, if the walk came there."""
        return next((stop for stop in self.stops if stop.name == name), None)


def canonical(domain: str) -> str:
    """The domain as names are compared: A-labels, lower case, without a final dot."""
    return ascii_host(domain) or domain.strip().rstrip(".").lower()


def names_to_ask(domain: str) -> tuple[str, ...]:
    """The names of a walk from a domain up to its top label; none for what is no domain name."""
    labels = domain.split(".")
    if not all(labels) or is_address(domain):
        return ()
    names = [domain]
    rest = labels[1:] if len(labels) <= MOST_LABELS else labels[-MOST_LABELS:]
    names += [".".join(rest[start:]) for start in range(len(rest))]
    return tuple(names)


async def walk(domain: str, asker: Asker) -> Walk:
    """Walk up from ``domain``, which is :func:`canonical`."""
    names = names_to_ask(domain)
    answers = await asker.query_all((f"_dmarc.{name}", "TXT") for name in names)
    stops = []
    for name, answer in zip(names, answers, strict=True):
        texts = tuple(value for value in answer.values if is_record(value))
        record = parse(texts[0]) if len(texts) == 1 else None
        stops.append(Stop(name=name, answer=answer, texts=texts, record=record))
        if record is not None and record.psd in ("y", "n"):
            break
    return Walk(domain=domain, stops=tuple(stops))


def _one_below(parent: str, domain: str) -> str:
    """The name one label below ``parent`` on the way to ``domain``; the domain at its own."""
    return ".".join(domain.split(".")[-parent.count(".") - 2 :])


def is_address(domain: str) -> bool:
    """Whether it is an IP address, as a literal or bare: those have no policy."""
    try:
        ipaddress.ip_address(domain.strip("[]"))
    except ValueError:
        return domain.startswith("[")
    return True
