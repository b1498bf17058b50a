"""What a test message teaches about its domain: the keys it is signed with, and where it leaves."""

import msgspec

from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.domain.scene import DomainTarget
from mailadmin.core.reading.outcome import MessageResult


def with_learned(target: DomainTarget, arrival: ArrivalResult | None) -> DomainTarget:
    """The target of a domain's checks with the selectors and addresses that were really seen.

    Only what was signed as this domain counts, and only the address of a message that DMARC or a
    signature ties to it: whoever else carried one may have carried it for somebody else.
    """
    readings = [] if arrival is None else [m.reading for m in arrival.mailboxes if m.reading]
    own = [one for one in readings if _is_of(one, target.domain)]
    selectors = [s.selector for one in own for s in one.signers if s.domain == target.domain]
    addresses = [one.address for one in own if one.address]
    return msgspec.structs.replace(
        target,
        selectors=tuple(dict.fromkeys((*target.selectors, *selectors))),
        addresses=tuple(dict.fromkeys((*target.addresses, *addresses))),
    )


def _is_of(reading: MessageResult, domain: str) -> bool:
    """Whether the message proves that it is the domain's own."""
    return any(signer.domain == domain for signer in reading.signers)
