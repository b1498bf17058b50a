"""Reasons on the sender's side: the address, the domain, the mail server, the message. Pure."""

from collections.abc import Sequence
from typing import Final

from mailadmin.core.arrival.outcome import Where
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Finding, Guess, Params, Status
from mailadmin.core.forms.field import echo
from mailadmin.core.missing.answers import After, Amount, Before, Scope
from mailadmin.core.missing.case import Case, Reason, Rule
from mailadmin.core.missing.evidence import was_sent
from mailadmin.core.missing.moments import moment
from mailadmin.core.providers import provider_of_domain

BIG: Final = 10_000_000
"""Bytes from which on some receivers refuse a message; many take 25 MB."""

SLOW: Final = 120.0
"""Seconds after which even the user's own mailbox got the test message late."""

_TELLING: Final = {
    "domain.route": 0.7,
    "domain.blocklist": 0.7,
    "domain.spf": 0.6,
    "domain.dmarc": 0.5,
    "domain.ptr": 0.5,
    "domain.dkim": 0.5,
}
"""Checks of the own domain, and how likely mail is kept back because of a failure there."""

_OF_THE_SENDER: Final = ("message.spf", "message.dkim", "message.dmarc")
"""Checks of a message that say whether it could prove where it came from."""


def _address(case: Case) -> Sequence[Reason]:
    """The address itself: its domain takes no mail, or looks like a typing mistake."""
    receiver = case.evidence.receiver
    if receiver is None:
        silent_and_new = case.silent and case.answers.before is Before.NO
        return [_mistyped_name(case)] if silent_and_new and case.answers.recipient else ()
    address = str(case.message["address"])
    about: Params = {"address": address, "domain": receiver.domain}
    if receiver.meant is not None:
        about["meant"] = f"{address.rpartition('@')[0]}@{receiver.meant}"
    if receiver.takes_no_mail and not _understood(case):  # else a server has said more than the DNS
        proof = Phrase(receiver.verdict.id, receiver.verdict.params)
        found = "domain-gone" if case.worked_before else "wrong-domain"
        return [Reason(id=found, likelihood=0.95, stated=True, proof=(proof,), params=about)]
    if receiver.meant is not None and receiver.provider is None and not case.worked_before:
        likelihood = 0.6 if case.answers.before is Before.NO else 0.5
        proof = Phrase("missing.proof.looks-like", {**about, "known": receiver.meant})
        return [Reason(id="mistyped", likelihood=likelihood, proof=(proof,), params=about)]
    if case.silent and case.answers.before is Before.NO and case.answers.scope is Scope.ONE:
        return [_mistyped_name(case)]
    return ()


def _mistyped_name(case: Case) -> Reason:
    about: Params = {"address": echo(case.answers.recipient or "")}
    return Reason(id="mistyped-name", likelihood=0.25, params=about)


def _domain(case: Case) -> Sequence[Reason]:
    """The user's domain is gone, is not authenticated, or its server has a bad name."""
    evidence = case.evidence
    if case.answers.after is After.LATE or _understood(case):
        return ()
    gone = [one for one in evidence.failed("domain.mx") if "no-such-domain" in one.verdict.id]
    if gone:
        return [Reason(id="own-domain", likelihood=0.9, verdict=gone[0].verdict,
                       proof=_titles(gone))]  # fmt: skip
    broken = {check: evidence.failed(check) for check in _TELLING if _is_ours(case, check)}
    weights = {check: weight for check, weight in _TELLING.items() if broken.get(check)}
    if not weights:
        return _test_reading(case)
    likelihood = max(weights.values()) + (0.2 if case.everybody else 0.0)
    likelihood -= 0.2 if case.worked_before and not case.everybody else 0.0
    likelihood -= 0.3 if _is_proven_sender(case) else 0.0
    findings = [one for check in weights for one in broken[check]]
    return [
        Reason(id="own-domain", likelihood=min(likelihood, 0.85), verdict=findings[0].verdict,
               proof=_titles(findings))
    ]  # fmt: skip


def _is_ours(case: Case, check: str) -> bool:
    """Whether a check says something that the user can change.

    Of a public provider's domain, that is only whether their own servers may send for it.
    """
    public = case.evidence.domain and provider_of_domain(case.evidence.domain.domain)
    return check == "domain.route" or not public


def _understood(case: Case) -> bool:
    """Whether a server has said why: then a guess is in the way."""
    pasted = case.evidence.pasted
    return pasted is not None and (pasted.guess is not None or pasted.verdict is not None)


def _titles(findings: Sequence[Finding]) -> tuple[Phrase, ...]:
    said = (Phrase(one.verdict.id, one.verdict.params) for one in findings)
    return tuple({str(one): one for one in said}.values())


def _readings(case: Case) -> list[Finding]:
    """What the copies of the test message say of where it came from."""
    arrival = case.evidence.arrival
    boxes = arrival.mailboxes if arrival is not None else ()
    return [
        finding
        for box in boxes
        if box.reading is not None
        for finding in box.reading.findings
        if finding.check in _OF_THE_SENDER
    ]


def _is_proven_sender(case: Case) -> bool:
    """Whether the test message could prove where it came from, whatever the records say."""
    return any(one.check == "message.dmarc" and one.status is Status.OK for one in _readings(case))


def _test_reading(case: Case) -> Sequence[Reason]:
    """The test message could not prove where it came from, though nothing in the DNS is wrong."""
    wrong = [one for one in _readings(case) if one.status is Status.FAILED]
    if not wrong:
        return ()
    return [Reason(id="not-authenticated", likelihood=0.6 if case.everybody else 0.45,
                   verdict=wrong[0].verdict, proof=_titles(wrong))]  # fmt: skip


def _server(case: Case) -> Sequence[Reason]:
    """The mail server takes nothing, or takes everything and delivers nothing."""
    evidence = case.evidence
    arrival = evidence.arrival
    if case.answers.after not in (After.SILENCE, After.ERROR, None):
        return ()
    sending = arrival.sending if arrival is not None else None
    not_sent = arrival is not None and sending is not None and not was_sent(arrival)
    if arrival is not None and not_sent and not evidence.works_since:
        sure = 0.9 if case.everybody or case.answers.after is After.ERROR else 0.5
        cause = None if arrival.cause is None else Guess(arrival.cause, sure)
        proof: tuple[Phrase, ...] = (Phrase("missing.proof.test-not-sent"),)
        return [Reason(id="server-does-not-send", likelihood=sure, proof=proof, cause=cause,
                       params=arrival.fix_params)]  # fmt: skip
    test = evidence.failed_test
    if test is not None and test.result is not None:
        sure = 0.7 if case.everybody or case.answers.after is After.ERROR else 0.35
        cause = None if test.result.cause is None else Guess(test.result.cause, sure)
        proof = (Phrase("missing.proof.tested-failed", {"at": moment(test.ended)}),)
        return [Reason(id="server-did-not-work", likelihood=sure, proof=proof, cause=cause,
                       params=test.result.fix_params)]  # fmt: skip
    if not case.silent:
        return ()
    lost, there = evidence.mailboxes(None), evidence.mailboxes(Where.INBOX)
    if lost:
        less = 0.25 if there and not _is_colleague(case) else 0.0
        likelihood = (0.75 if case.everybody else 0.5) - less
        proof = tuple(Phrase("missing.proof.test-missing", {"address": o.address}) for o in lost)
        return [Reason(id="server-loses-it", likelihood=likelihood, proof=proof,
                       params=case.message)]  # fmt: skip
    if case.everybody and not there:
        return [Reason(id="server-keeps-it", likelihood=0.45, params=case.message)]
    return ()


def _is_colleague(case: Case) -> bool:
    """Whether the recipient is on the user's own domain: then one server may do all of it."""
    receiver, sender = case.evidence.receiver, case.evidence.sender
    return receiver is not None and sender.lower().endswith(f"@{receiver.domain}")


def _late(case: Case) -> Sequence[Reason]:
    """It waited at the user's own mail server."""
    if case.answers.after is not After.LATE:
        return ()
    arrival = case.evidence.arrival
    boxes = arrival.mailboxes if arrival is not None else ()
    slow = [one for one in boxes if one.seconds is not None and one.seconds > SLOW]
    quick = [one for one in boxes if one.seconds is not None and one.seconds <= SLOW]
    if slow:
        about: Params = {"address": slow[0].address, "minutes": round((slow[0].seconds or 0) / 60)}
        proof = (Phrase("missing.proof.test-slow", about),)
        return [Reason(id="own-queue", likelihood=0.7, proof=proof)]
    return [Reason(id="own-queue", likelihood=0.15 if quick else 0.35)]


def _message(case: Case) -> Sequence[Reason]:
    """What the message is: very big, or one of many."""
    if not case.silent:
        return ()
    reasons = []
    row = case.evidence.row
    if row is not None and row.size >= BIG:
        proof = Phrase("missing.proof.size", {"megabytes": round(row.size / 1_000_000)})
        reasons.append(Reason(id="too-big", likelihood=0.35, proof=(proof,)))
    if case.answers.amount is Amount.MANY:
        reasons.append(
            Reason(id="bulk", likelihood=0.5, proof=(Phrase("missing.proof.said-many"),))
        )
    return reasons


RULES: Final[tuple[Rule, ...]] = (_address, _domain, _server, _late, _message)
