"""Whose name a message carries through the Messenger, and what DMARC has to do with it.

DMARC (RFC 9989) lets a domain ask receivers to quarantine or reject mail that names it in From
but comes from elsewhere. Through the Messenger the user's mail comes from elsewhere.
"""

from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.account import FromPolicy, Identity, Messenger
from mailadmin.core.dns.resolver import AnswerState, Resolver
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Params
from mailadmin.core.send import header
from mailadmin.core.send.addresses import Mailbox, read_mailbox
from mailadmin.core.send.message import Message

MAX_QUERIES: Final = 8
"""Questions of one walk up the domain tree (RFC 9989 section 4.10), the top level included."""


class Policy(StrEnum):
    """What a domain asks receivers to do with mail that fails DMARC."""

    NONE = "none"
    QUARANTINE = "quarantine"
    REJECT = "reject"


class DmarcSeen(msgspec.Struct, frozen=True, kw_only=True):
    """The policy that covers a domain. ``record_at`` is the domain that publishes it.

    ``policy`` is None where no record was found; ``known`` is False where the DNS gave no answer.
    """

    domain: str
    policy: Policy | None = None
    record_at: str | None = None
    known: bool = True


class FromDecision(msgspec.Struct, frozen=True, kw_only=True):
    """How From is written through the Messenger, and why. ``policy`` is None: nothing changes."""

    policy: FromPolicy | None
    why: Phrase


async def find_policy(domain: str, resolver: Resolver) -> DmarcSeen:
    """The DMARC policy for mail from this domain: its own record, or its nearest parent's."""
    for name in _tree(domain):
        answer = await resolver.query(f"_dmarc.{name}", "TXT")
        if answer.state is AnswerState.TEMPORARY_FAILURE:
            return DmarcSeen(domain=domain, known=False)
        records = [tags for value in answer.values if (tags := _tags(value)) is not None]
        # Several records at one name count as none (RFC 9989 section 4.10.1).
        if len(records) == 1:
            policy = policy_of(records[0], of_parent=name != domain)
            return DmarcSeen(domain=domain, policy=policy, record_at=name)
    return DmarcSeen(domain=domain)


def policy_of(tags: dict[str, str], *, of_parent: bool) -> Policy:
    """What a record asks for: ``sp`` speaks for subdomains, ``t=y`` takes it one step down."""
    asked = tags.get("p", "")
    if of_parent:
        asked = tags.get("sp", asked)
    policy = Policy(asked) if asked in tuple(Policy) else Policy.NONE
    if tags.get("t") == "y":
        return Policy.QUARANTINE if policy is Policy.REJECT else Policy.NONE
    return policy


async def decide_from(sender: str, messenger: Messenger, resolver: Resolver) -> FromDecision:
    """How to write From when the Messenger sends for ``sender`` (a bare address).

    Asks the DNS only where the answer depends on it.
    """
    own, domain = read_mailbox(messenger.address), read_mailbox(sender).domain
    dmarc = None
    if messenger.from_policy is FromPolicy.AUTOMATIC and domain != own.domain:
        dmarc = await find_policy(domain, resolver)
    return choose(sender, messenger, dmarc)


def choose(sender: str, messenger: Messenger, dmarc: DmarcSeen | None) -> FromDecision:
    """How to write From. ``dmarc`` may be None where the user has chosen already."""
    author, own = read_mailbox(sender), read_mailbox(messenger.address)
    about: Params = {"sender": sender, "messenger": own.address, "domain": author.domain}
    chosen = messenger.from_policy
    if author.address == own.address:
        return FromDecision(policy=None, why=Phrase("from.same-address", about))
    if chosen is not FromPolicy.AUTOMATIC:
        return FromDecision(policy=chosen, why=Phrase(f"from.{chosen}.chosen", about))
    if author.domain == own.domain:
        return FromDecision(policy=None, why=Phrase("from.same-domain", about))
    if dmarc is None or not dmarc.known:
        return FromDecision(policy=FromPolicy.VIA, why=Phrase("from.via.unknown", about))
    if dmarc.record_at is not None:
        about = {**about, "record_at": dmarc.record_at}
    if dmarc.policy in (Policy.QUARANTINE, Policy.REJECT):
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
    dmarc = await find_policy(author.domain, resolver)
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


def _tree(domain: str) -> list[str]:
    """The names to ask, from the domain itself up to below the top-level domain."""
    labels = domain.split(".")
    names = [".".join(labels[start:]) for start in range(len(labels) - 1)] or [domain]
    # A very long name is asked itself, then from seven labels up (RFC 9989 section 4.10).
    return names if len(labels) <= MAX_QUERIES else [names[0], *names[2 - MAX_QUERIES :]]


def _tags(record: str) -> dict[str, str] | None:
    """The tags of a DMARC record; None if it is something else."""
    pairs = (part.partition("=") for part in record.split(";"))
    tags = {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
    if record.replace(" ", "").partition(";")[0] != "v=DMARC1":
        return None
    return {name: value.lower() for name, value in tags.items()}
