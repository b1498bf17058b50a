"""Whose name a message carries through the Messenger, and what DMARC has to do with it.

DMARC (RFC 9989) lets a domain ask receivers to quarantine or reject mail that names it in From
but comes from elsewhere. Through the Messenger the user's mail comes from elsewhere.
"""

import asyncio

import msgspec

from mailadmin.core.account import FromPolicy, Identity, Messenger
from mailadmin.core.dns.dmarc import (
    Alignment,
    DmarcPolicy,
    Policy,
    State,
    aligned,
    discover,
)
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain.signing import signs_for
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Params
from mailadmin.core.send import header
from mailadmin.core.send.addresses import Mailbox, read_mailbox
from mailadmin.core.send.message import Message


class FromDecision(msgspec.Struct, frozen=True, kw_only=True):
    """How From is written through the Messenger, and why. ``policy`` is None: nothing changes."""

    policy: FromPolicy | None
    why: Phrase


async def decide_from(sender: str, messenger: Messenger, resolver: Resolver) -> FromDecision:
    """How to write From when the Messenger sends for ``sender`` (a bare address).

    Asks the DNS only where the answer depends on it.
    """
    own, domain = read_mailbox(messenger.address), read_mailbox(sender).domain
    if messenger.from_policy is not FromPolicy.AUTOMATIC or domain == own.domain:
        return choose(sender, messenger, None)
    dmarc, signed = await asyncio.gather(
        discover(domain, resolver), signs_for(messenger.server.host, domain, resolver)
    )
    mode = dmarc.record.aspf if dmarc.record is not None else Alignment.RELAXED
    belongs = await aligned(domain, own.domain, mode, resolver)
    return choose(sender, messenger, dmarc, belongs=bool(belongs), signed=signed)


def choose(
    sender: str,
    messenger: Messenger,
    dmarc: DmarcPolicy | None,
    *,
    belongs: bool = False,
    signed: bool = False,
) -> FromDecision:
    """How to write From. ``dmarc`` may be None where the user has chosen already.

    ``belongs`` says that the Messenger's domain counts as the user's (alignment), ``signed`` that
    the Messenger has a key to sign for the user's.
    """
    author, own = read_mailbox(sender), read_mailbox(messenger.address)
    about: Params = {"sender": sender, "messenger": own.address, "domain": author.domain}
    chosen = messenger.from_policy
    if author.address == own.address:
        return FromDecision(policy=None, why=Phrase("from.same-address", about))
    if chosen is not FromPolicy.AUTOMATIC:
        return FromDecision(policy=chosen, why=Phrase(f"from.{chosen}.chosen", about))
    if author.domain == own.domain:
        return FromDecision(policy=None, why=Phrase("from.same-domain", about))
    if dmarc is None or dmarc.state is State.UNKNOWN:
        return FromDecision(policy=FromPolicy.VIA, why=Phrase("from.via.unknown", about))
    if dmarc.policy is not None and dmarc.record_at is not None:
        about = {**about, "record_at": dmarc.record_at}
    if dmarc.policy in (Policy.QUARANTINE, Policy.REJECT):
        if belongs:
            return FromDecision(policy=None, why=Phrase("from.same-organization", about))
        if signed:
            why = Phrase("from.on-behalf-of.signed", about)
            return FromDecision(policy=FromPolicy.ON_BEHALF_OF, why=why)
        why = Phrase(f"from.via.{dmarc.policy}", about)
        return FromDecision(policy=FromPolicy.VIA, why=why)
    kind = "from.on-behalf-of.none" if dmarc.policy else "from.on-behalf-of.no-record"
    return FromDecision(policy=FromPolicy.ON_BEHALF_OF, why=Phrase(kind, about))


async def preflight(identity: Identity, messenger: Messenger, resolver: Resolver) -> Phrase:
    """What recipients will see when the Messenger sends, and why; for the settings screen."""
    decision = await decide_from(identity.address, messenger, resolver)
    if decision.policy is not FromPolicy.ON_BEHALF_OF or decision.why.id != (
        "from.on-behalf-of.chosen"
    ):
        return decision.why
    author = read_mailbox(identity.address)
    if author.domain == read_mailbox(messenger.address).domain:
        return decision.why
    # The user's own choice stands, but its price is said before it matters.
    dmarc = await discover(author.domain, resolver)
    if dmarc.policy in (Policy.QUARANTINE, Policy.REJECT):
        return Phrase(f"from.on-behalf-of.{dmarc.policy}", decision.why.params)
    return decision.why


def rewrite(message: Message, messenger: Messenger, decision: FromDecision) -> Message:
    """The message as the Messenger sends it: same Message-ID, same body, other From or Sender.

    The envelope sender is the Messenger's own address (its bounces, its SPF).
    """
    own = read_mailbox(messenger.address)
    changes: dict[str, bytes] = {}
    if decision.policy is FromPolicy.ON_BEHALF_OF:
        changes["sender"] = header.addresses("Sender", (own,))
    elif decision.policy is FromPolicy.VIA:
        author = _author(message)
        name = f"{author.name or f'{author.local} at {author.domain}'} via Messenger"
        changes["from"] = header.addresses("From", (Mailbox(name, own.local, own.domain),))
        if not header.has_field(message.header, "reply-to"):
            changes["reply-to"] = header.addresses("Reply-To", (author,))
    block = header.replaced(message.header, changes) if changes else message.header
    return message.with_header(block, sender=own.address)


def _author(message: Message) -> Mailbox:
    found = header.mailboxes_in(message.header, "from")
    return found[0] if found else read_mailbox(message.sender)
