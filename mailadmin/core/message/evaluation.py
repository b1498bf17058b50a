"""SPF and DMARC of a received message, asked anew: what a receiver would find out today.

RFC 7208 section 2.4 and RFC 9989 section 4.4 say which names count. What the receiver itself
wrote is read elsewhere (:mod:`~mailadmin.core.message.authentication_results`).
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from mailadmin.core.dns.addresses import is_reachable, read_address
from mailadmin.core.dns.dmarc import Evaluation, evaluate
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.spf import Result, SpfResult, check_host
from mailadmin.core.message.origin import Origin


class SpfState(StrEnum):
    """Whether SPF could be asked at all."""

    CHECKED = "checked"
    NO_ORIGIN = "no-origin"
    """Nothing tells from which address the message came."""
    NO_SENDER = "no-sender"
    """Nothing tells who the envelope's sender was."""
    INSIDE = "inside"
    """It came from an address that nobody outside ever sees: SPF says nothing of those."""


class Identity(StrEnum):
    """Which name was checked (RFC 7208 sections 2.3 and 2.4)."""

    MAIL_FROM = "mailfrom"
    HELO = "helo"
    """What the server called itself, because a bounce has no sender."""


class SpfSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What SPF says of a message. ``result`` is None where it could not be asked.

    ``address`` is where the message came from, in its usual form; ``domain`` and ``sender`` are
    what was asked about, in ASCII where they can be.
    """

    state: SpfState
    address: str = ""
    domain: str = ""
    sender: str = ""
    helo: str = ""
    identity: Identity = Identity.MAIL_FROM
    result: SpfResult | None = None

    @property
    def passed(self) -> str | None:
        """The domain that stands for the message by SPF, None where none does."""
        passes = self.result is not None and self.result.result is Result.PASS
        return self.domain if passes else None

    @property
    def is_known(self) -> bool:
        """Whether an answer came of it, whichever."""
        return self.result is not None and self.result.result is not Result.TEMPERROR


async def spf_of(origin: Origin | None, asker: Asker) -> SpfSeen:
    """Check where a message came from. Never raises for what the message or the DNS says."""
    if origin is None:
        return SpfSeen(state=SpfState.NO_ORIGIN)
    try:
        address = read_address(origin.address.strip().strip("[]"))
    except ValueError:
        return SpfSeen(state=SpfState.NO_ORIGIN, helo=origin.helo)
    seen = SpfSeen(state=SpfState.CHECKED, address=str(address), helo=origin.helo)
    change = msgspec.structs.replace
    if not is_reachable(address):
        return change(seen, state=SpfState.INSIDE)
    if origin.sender is None:
        return change(seen, state=SpfState.NO_SENDER)
    identity, sender = Identity.MAIL_FROM, origin.sender
    if not sender:
        identity, sender = Identity.HELO, f"postmaster@{origin.helo}"
    written = sender.rpartition("@")[2]
    domain = ascii_host(written) or written
    result = await check_host(address, domain, sender, origin.helo or "unknown", asker)
    return change(seen, domain=domain, sender=sender, identity=identity, result=result)


class DmarcSeen(msgspec.Struct, frozen=True, kw_only=True):
    """What DMARC says of a message.

    ``spf`` and ``signers`` are the domains that stand for it, whether they belong to the one in
    From or not. ``complete`` is false where another one may, which could not be found out.
    """

    evaluation: Evaluation
    spf: str | None = None
    signers: tuple[str, ...] = ()
    complete: bool = True


async def dmarc_of(
    from_domain: str,
    spf: SpfSeen,
    dkim_domains: Iterable[str],
    asker: Asker,
    *,
    dkim_known: bool = True,
) -> DmarcSeen:
    """Evaluate a message from ``from_domain``. Never raises for what the DNS says.

    ``dkim_domains`` are those of the good signatures; ``dkim_known`` is false where a signature
    could be good that nobody could check, such as one of a message without its body.
    """
    signers = tuple(dict.fromkeys(dkim_domains))
    return DmarcSeen(
        evaluation=await evaluate(from_domain, signers, spf.passed, asker),
        spf=spf.passed,
        signers=signers,
        complete=dkim_known and spf.is_known,
    )
