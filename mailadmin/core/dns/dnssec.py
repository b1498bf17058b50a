"""Whether the answers of a domain's zone are signed, as a resolver tells it (RFC 4033 to 4035).

Nothing is verified here. A resolver that verifies says so in the AD bit, and refuses what is
forged or broken; asked with the CD bit it gives that out all the same.
"""

from typing import Any, Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker

ROOT: Final = "."
"""A zone that is signed for certain: a resolver that does not call it authentic does not verify."""

MOST_PARENTS: Final = 4
"""Names above a name that are looked at to find its zone."""

MOST_KEYS: Final = 8
"""Keys of a zone for which the parent's record is worked out."""


_ENTRY_POINT: Final = 1
"""The flag of a key that the zone above is meant to point at (RFC 4034 section 2.1.1)."""


class DnssecFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a resolver says of a domain's zone.

    ``answer`` is its ordinary answer for the domain, ``unchecked`` the one that waives the check
    (asked where the ordinary question fails), ``root`` shows whether it verifies at all. ``zone``
    is the zone that the domain belongs to, ``ds`` what the zone above says of its keys, and
    ``keys`` these. ``wanted`` are the DS records that would fit the keys, where there are none.
    ``refused`` are records that the resolver gives out only when its check is waived, although the
    zone as a whole is in order.
    """

    domain: str
    zone: str
    answer: Answer
    root: Answer
    ds: Answer
    keys: Answer
    unchecked: Answer | None = None
    wanted: tuple[str, ...] = ()
    refused: Answer | None = None

    @property
    def resolver_verifies(self) -> bool:
        """Whether the resolver vouches for what is certainly signed."""
        return self.root.authentic


async def look_up(domain: str, asker: Asker) -> DnssecFacts:
    """Ask for the domain's zone, and for its keys as the zone above and the zone itself tell."""
    answer, mx, root, ds, keys = await asker.query_all(
        [(domain, "SOA"), (domain, "MX"), (ROOT, "SOA"), (domain, "DS"), (domain, "DNSKEY")]
    )
    facts = DnssecFacts(domain=domain, zone=domain, answer=answer, root=root, ds=ds, keys=keys)
    if answer.authentic:
        return await _spoiled(facts, mx, asker)
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        unchecked = await asker.query(domain, "SOA", unchecked=True)
        return msgspec.structs.replace(facts, unchecked=unchecked)
    if answer.state is AnswerState.NO_DATA or answer.aliases:
        facts = await _of_zone_above(facts, asker)
    if facts.keys.state is AnswerState.FOUND and facts.ds.state is AnswerState.NO_DATA:
        # Loading what works it out takes too long for the event loop.
        wanted = await blocking.run(_wanted, facts.zone, facts.keys.values, limit=20)
        return msgspec.structs.replace(facts, wanted=wanted)
    return facts


async def _spoiled(facts: DnssecFacts, mx: Answer, asker: Asker) -> DnssecFacts:
    """One record of a zone may have a wrong signature; that for mail is the one that matters."""
    if mx.state is not AnswerState.TEMPORARY_FAILURE:
        return facts
    unchecked = await asker.query(facts.domain, "MX", unchecked=True)
    there = unchecked.state is AnswerState.FOUND
    return msgspec.structs.replace(facts, refused=unchecked if there else None)


async def _of_zone_above(facts: DnssecFacts, asker: Asker) -> DnssecFacts:
    """The facts of the zone that a name without a zone of its own belongs to."""
    labels = facts.domain.split(".")
    # Not the last label alone: that is the registry's.
    above = [".".join(labels[at:]) for at in range(1, len(labels) - 1)][:MOST_PARENTS]
    answers = await asker.query_all((name, "SOA") for name in above)
    for name, answer in zip(above, answers, strict=True):
        if answer.state is AnswerState.FOUND and not answer.aliases:
            ds, keys = await asker.query_all([(name, "DS"), (name, "DNSKEY")])
            return msgspec.structs.replace(facts, zone=name, ds=ds, keys=keys)
    return facts


def _wanted(zone: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    """The DS records (SHA-256, RFC 4509) for the keys that are meant to be pointed at."""
    import dns.dnssec
    import dns.exception
    import dns.rdata

    found = []
    for text in keys[:MOST_KEYS]:
        try:
            key: Any = dns.rdata.from_text("IN", "DNSKEY", text)
            if key.flags & _ENTRY_POINT:
                found.append(str(dns.dnssec.make_ds(f"{zone}.", key, "SHA256")))
        except (dns.exception.DNSException, ValueError):
            continue
    return tuple(found)
