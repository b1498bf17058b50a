"""The zone that a domain lies in, and its name servers (RFC 1034 sections 4.2.1 and 5.3.3)."""

from collections.abc import Sequence
from typing import Final

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker

MOST_LABELS: Final = 8
"""Labels of a domain above which nobody looks; a hostile name must not cost a question each."""


class Zone(msgspec.Struct, frozen=True, kw_only=True):
    """The zone that a domain lies in.

    ``name`` is None where it could not be found out: then ``answer`` says what stood in the way.
    ``servers`` are host names without a final dot, in alphabetical order.
    """

    domain: str
    name: str | None
    servers: tuple[str, ...]
    answer: Answer


async def look_up(domain: str, asker: Asker) -> Zone:
    """Walk up from the domain until a name has NS records. Never raises.

    A name on the way that gives no answer ends the search, because it may be the zone itself. The
    names are asked at once; what is above a top-level domain is not looked at, so the zone of a
    domain that does not exist is not found.
    """
    names = _names(domain)
    answers = await asker.query_all((name, "NS") for name in names)
    return _nearest(domain, names, answers)


def _names(domain: str) -> list[str]:
    """The domain and what is above it but for the top-level domain, nearest first."""
    labels = domain.rstrip(".").split(".")
    last = max(1, len(labels) - 1)
    first = max(0, last - MOST_LABELS)
    return [".".join(labels[count:]) for count in range(first, last)]


def _nearest(domain: str, names: Sequence[str], answers: Sequence[Answer]) -> Zone:
    for name, answer in zip(names, answers, strict=True):
        # An alias has the name servers of its target, which is somebody else's zone.
        own = answer.state is AnswerState.FOUND and not answer.aliases
        if own:
            servers = tuple(sorted(value.rstrip(".") for value in answer.values))
            return Zone(domain=domain, name=name, servers=servers, answer=answer)
        if answer.state is AnswerState.TEMPORARY_FAILURE:
            return Zone(domain=domain, name=None, servers=(), answer=answer)
    return Zone(domain=domain, name=None, servers=(), answer=answers[-1])
