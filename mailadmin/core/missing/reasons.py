"""Which reasons there are for mail that does not arrive, and how likely each is. Pure.

Each reason is a rule of its own: it looks at the answers and the evidence and says how likely it
is and what speaks for it, or nothing. The likelihoods are ours, in steps of a tenth: proven (0.95
and more), likely (0.5 to 0.9), possible (below). They are weighed alone and add up to nothing.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from mailadmin.core.account import Route
from mailadmin.core.arrival.outcome import MailboxSeen, Where
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Finding, Params, Status
from mailadmin.core.missing.answers import After, Amount, Answers, Before, Junk, Scope
from mailadmin.core.missing.evidence import Evidence, takes_no_mail
from mailadmin.core.send.records import State
from mailadmin.core.send.routes import RecipientState

BIG: Final = 10_000_000
"""Bytes from which on some receivers refuse a message; many take 25 MB."""

STILL_YOUNG: Final = datetime.timedelta(hours=4)
"""How long a server may well keep trying before it says anything (RFC 5321 section 4.5.4.1)."""

LEAST: Final = 0.1
"""What is less likely is not shown."""


_TELLING: Final = {
    "domain.route": 0.7,
    "domain.blocklist": 0.7,
    "domain.spf": 0.6,
    "domain.dmarc": 0.6,
    "domain.ptr": 0.5,
    "domain.dkim": 0.4,
}
"""Checks of the own domain, and how likely mail is kept back because of a failure there."""


class Reason(msgspec.Struct, frozen=True, kw_only=True):
    """One reason. Its words are ``missing.reason.ID``.

    Its fix is that of ``finding``, else its own, else that of ``cause``. ``proof`` is what speaks
    for it; empty where only the answers do.
    """

    id: str
    likelihood: float
    proof: tuple[Phrase, ...] = ()
    params: Params = {}
    cause: str | None = None
    finding: Finding | None = None


class Case(msgspec.Struct, frozen=True):
    """What the rules look at. ``now`` is the time at which the question is asked."""

    answers: Answers
    evidence: Evidence
    now: datetime.datetime

    @property
    def everybody(self) -> bool:
        """Whether nobody at all got it."""
        return self.answers.scope is Scope.ALL

    @property
    def silent(self) -> bool:
        """Whether nothing was heard of the message."""
        return self.answers.after is After.SILENCE


def rank(case: Case) -> tuple[Reason, ...]:
    """The reasons, the likeliest first. What to ask the receiver's people is always the last."""
    found = [reason for rule in _RULES for reason in rule(case) if reason.likelihood >= LEAST]
    found.sort(key=lambda reason: -reason.likelihood)
    return (*found, _ask(case))


def _returned(case: Case) -> Sequence[Reason]:
    """A returned message or an error says why."""
    read = case.evidence.returned
    if read is None or not read.known:
        return ()
    params: Params = {**read.params, "title": read.title}
    proof = Phrase("missing.proof.reply", {"reply": read.reply[:300]})
    return [
        Reason(id="returned", likelihood=max(read.confidence or 0.0, 0.9), proof=(proof,),
               params=params, cause=read.cause)
    ]  # fmt: skip


def _in_outbox(case: Case) -> Sequence[Reason]:
    """Our own outbox knows that it never left."""
    row = case.evidence.row
    if row is None:
        return ()
    wanted = (case.answers.recipient or "").casefold()
    own = [one for one in row.recipients if not wanted or one.address.casefold() == wanted]
    about: Params = {"subject": row.subject or "–", "at": f"{row.created:%Y-%m-%d %H:%M} UTC"}
    proof = (Phrase("missing.proof.outbox", about),)
    states = {one.state for one in own}
    if states & {RecipientState.REFUSED, RecipientState.NOT_SENT}:
        cause = next((one.cause for one in own if one.cause), None)
        cause = cause or (row.reason.cause if row.reason is not None else None)
        return [Reason(id="not-sent", likelihood=0.95, proof=proof, params=about, cause=cause)]
    if row.state is State.UNCERTAIN:
        return [Reason(id="uncertain", likelihood=0.8, proof=proof, params=about)]
    return ()


def _address(case: Case) -> Sequence[Reason]:
    """The address itself: its domain takes no mail, or looks like a typing mistake."""
    recipient = case.answers.recipient or ""
    facts, meant = case.evidence.mx, case.evidence.meant
    if facts is None:
        return ()
    domain = facts.domain
    about: Params = {"address": recipient, "domain": domain}
    if meant is not None:
        about["meant"] = f"{recipient.rpartition('@')[0]}@{meant}"
    if takes_no_mail(facts):
        proof = Phrase("missing.proof.no-such-domain", about)
        return [Reason(id="wrong-domain", likelihood=0.97, proof=(proof,), params=about)]
    if meant is not None and case.answers.before is not Before.YES:
        proof = Phrase("missing.proof.looks-like", about)
        return [Reason(id="mistyped", likelihood=0.6, proof=(proof,), params=about)]
    if case.answers.before is Before.NO and case.silent and case.answers.scope is Scope.ONE:
        return [Reason(id="mistyped-name", likelihood=0.2, params=about)]
    return ()


def _junk(case: Case) -> Sequence[Reason]:
    """It is in Junk, or nobody has looked."""
    junk = case.answers.junk
    if junk is Junk.THERE:
        proof = Phrase("missing.proof.said-junk")
        return [Reason(id="in-junk", likelihood=0.97, proof=(proof,))]
    seen = _test_mailboxes(case, Where.JUNK)
    proof_of_test = tuple(
        Phrase("missing.proof.test-junk", {"address": one.address}) for one in seen
    )
    if case.silent and junk is Junk.NOT_LOOKED:
        return [Reason(id="look-in-junk", likelihood=0.8 if seen else 0.6, proof=proof_of_test)]
    return ()


def _authentication(case: Case) -> Sequence[Reason]:
    """The own domain is not authenticated, or its server has a bad name."""
    reasons = []
    for check, weight in _TELLING.items():
        broken = [one for one in case.evidence.findings(check) if one.status is Status.FAILED]
        if not broken:
            continue
        likelihood = weight + (0.2 if case.everybody else 0.0)
        if case.answers.before is Before.YES:
            likelihood -= 0.2
        reasons.append(
            Reason(id="own-domain", likelihood=min(likelihood, 0.9), finding=broken[0],
                   params={"check": check})
        )  # fmt: skip
    return reasons


def _messenger(case: Case) -> Sequence[Reason]:
    """The Messenger carried it, so the recipient sees another sender."""
    row = case.evidence.row
    if row is None or row.route is not Route.MESSENGER or row.state is not State.SENT:
        return ()
    if not case.silent:
        return ()
    proof = Phrase("missing.proof.messenger", {"subject": row.subject or "–"})
    return [Reason(id="by-messenger", likelihood=0.3, proof=(proof,))]


def _late(case: Case) -> Sequence[Reason]:
    """It is on its way: put off by the receiver, or in a queue."""
    if case.answers.after is After.LATE:
        return [Reason(id="put-off", likelihood=0.8, proof=(Phrase("missing.proof.said-late"),))]
    row = case.evidence.row
    if case.silent and row is not None and case.now - row.created < STILL_YOUNG:
        minutes = round((case.now - row.created).total_seconds() / 60)
        proof = Phrase("missing.proof.young", {"minutes": minutes})
        likelihood = 0.4 if case.answers.before is not Before.YES else 0.3
        return [Reason(id="still-on-its-way", likelihood=likelihood, proof=(proof,))]
    return ()


def _receiver(case: Case) -> Sequence[Reason]:
    """Somebody at the receiver's end keeps it back, without a word."""
    if not case.silent or case.everybody:
        return ()
    looked = case.answers.junk is Junk.NOT_THERE
    fine = [*_test_mailboxes(case, Where.INBOX)]
    proof = tuple(Phrase("missing.proof.test-inbox", {"address": one.address}) for one in fine)
    more = 0.2 if fine else 0.0
    if case.answers.scope is Scope.ORGANIZATION:
        return [Reason(id="quarantine", likelihood=0.5 + more, proof=proof)]
    known = case.answers.before is Before.YES
    return [
        Reason(id="quarantine", likelihood=(0.4 if looked else 0.2) + more, proof=proof),
        Reason(
            id="own-rule", likelihood=(0.4 if looked and known else 0.2) + more / 2, proof=proof
        ),
    ]


def _size(case: Case) -> Sequence[Reason]:
    row = case.evidence.row
    if row is None or row.size < BIG or not case.silent:
        return ()
    proof = Phrase("missing.proof.size", {"megabytes": round(row.size / 1_000_000)})
    return [Reason(id="too-big", likelihood=0.3, proof=(proof,))]


def _bulk(case: Case) -> Sequence[Reason]:
    if case.answers.amount is not Amount.MANY or case.answers.after is not After.SILENCE:
        return ()
    return [Reason(id="bulk", likelihood=0.5, proof=(Phrase("missing.proof.said-many"),))]


def _own_server(case: Case) -> Sequence[Reason]:
    """The mail server takes everything and delivers nothing."""
    lost = [
        one
        for one in (case.evidence.arrival.mailboxes if case.evidence.arrival else ())
        if one.folder is None and one.failure is None
    ]
    if lost:
        proof = tuple(Phrase("missing.proof.test-missing", {"address": o.address}) for o in lost)
        likelihood = 0.7 if case.everybody else 0.4
        return [Reason(id="server-keeps-it", likelihood=likelihood, proof=proof)]
    if case.everybody and case.silent:
        return [Reason(id="server-keeps-it", likelihood=0.4)]
    return ()


def _error(case: Case) -> Sequence[Reason]:
    """There was an error or a returned message, but nobody has shown it to us."""
    read = case.evidence.returned
    if case.answers.after in (After.ERROR, After.BOUNCE) and (read is None or not read.known):
        return [Reason(id="text-not-understood" if read else "text-missing", likelihood=0.5)]
    return ()


def _ask(case: Case) -> Reason:
    """What to send to the people who look after the receiver's server."""
    row = case.evidence.row
    params: Params = {"address": case.answers.recipient or ""}
    if row is not None:
        params |= {"message_id": row.message_id, "at": f"{row.created:%Y-%m-%d %H:%M} UTC",
                   "subject": row.subject, "sender": row.sender}  # fmt: skip
        if row.queue_id:
            params["queue_id"] = row.queue_id
    return Reason(id="ask", likelihood=0.0, params=params)


def _test_mailboxes(case: Case, where: Where) -> list[MailboxSeen]:
    arrival = case.evidence.arrival
    return [one for one in arrival.mailboxes if one.folder is where] if arrival else []


_RULES: Final[tuple[Callable[[Case], Sequence[Reason]], ...]] = (
    _returned,
    _error,
    _in_outbox,
    _address,
    _junk,
    _authentication,
    _own_server,
    _receiver,
    _late,
    _messenger,
    _bulk,
    _size,
)
