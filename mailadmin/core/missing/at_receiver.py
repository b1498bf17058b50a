"""Reasons on the way and on the recipient's side: delays, Junk, quarantine, rules. Pure."""

import datetime
from collections.abc import Sequence
from typing import Final

from mailadmin.core.arrival.outcome import Where
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Params, Verdict
from mailadmin.core.missing.answers import After, Before, Junk, Scope, When
from mailadmin.core.missing.case import Case, Reason, Rule

STILL_YOUNG: Final = datetime.timedelta(hours=4)
"""How long a server may well keep trying before it says anything (RFC 5321 section 4.5.4.1)."""


def _late(case: Case) -> Sequence[Reason]:
    """It was put off by the receiver, or may still be on its way."""
    if case.answers.after is After.LATE:
        tested = case.evidence.mailboxes(Where.INBOX)
        proof = Phrase("missing.proof.said-late")
        return [Reason(id="put-off", likelihood=0.7 if tested else 0.6, proof=(proof,))]
    if not case.silent or case.answers.junk is Junk.THERE:
        return ()
    row = case.evidence.row
    if row is not None and case.answers.when is None:
        minutes = round((case.now - row.created).total_seconds() / 60)
        if case.now - row.created >= STILL_YOUNG:
            return ()
        about: Params = {"minutes": minutes}
        return [_on_its_way(case, 0.5, Phrase("missing.proof.young", about))]
    if case.answers.when is When.HOUR:
        return [_on_its_way(case, 0.55, Phrase("missing.proof.said-young"))]
    if case.answers.when is When.DAY:
        return [_on_its_way(case, 0.25)]
    return ()


def _on_its_way(case: Case, likelihood: float, *proof: Phrase) -> Reason:
    # Who writes for the first time is put off by many servers; who is known hardly ever.
    more = 0.1 if case.answers.before is Before.NO else -0.1 if case.worked_before else 0.0
    return Reason(id="still-on-its-way", likelihood=likelihood + more, proof=proof)


def _junk(case: Case) -> Sequence[Reason]:
    """It is in Junk, or nobody has looked."""
    seen = case.evidence.mailboxes(Where.JUNK)
    proof = tuple(Phrase("missing.proof.test-junk", {"address": one.address}) for one in seen)
    if case.answers.junk is Junk.THERE:
        said = Phrase("missing.proof.said-junk")
        reason = Reason(id="in-junk", likelihood=0.97, stated=True, proof=(said, *proof))
        return [reason, *_why_junk(case)]
    if not case.silent:
        return ()
    if case.answers.junk is Junk.NOT_THERE:
        return _why_junk(case)
    likelihood = 0.8 if seen else 0.45 if case.everybody else 0.6
    return [Reason(id="look-in-junk", likelihood=likelihood, proof=proof), *_why_junk(case)]


def _why_junk(case: Case) -> Sequence[Reason]:
    """Why a filter takes the user's messages for junk, as the copy of the test message says."""
    verdict: Verdict | None = None
    for box in case.evidence.mailboxes(Where.JUNK):
        if box.reading is not None and box.reading.failure is not None:
            verdict = box.reading.failure.verdict
    if verdict is None:
        return ()
    proof = (Phrase(verdict.id, verdict.params),)
    return [Reason(id="test-in-junk", likelihood=0.7, proof=proof, verdict=verdict)]


def _kept_back(case: Case) -> Sequence[Reason]:
    """Somebody at the receiver's end keeps it back, without a word."""
    if not case.silent or case.everybody or case.answers.junk is Junk.THERE:
        return ()
    fine = case.evidence.mailboxes(Where.INBOX)
    proof = tuple(Phrase("missing.proof.test-inbox", {"address": one.address}) for one in fine)
    more = 0.2 if fine else 0.0
    looked = case.answers.junk is Junk.NOT_THERE
    receiver = case.evidence.receiver
    organization = case.answers.scope is Scope.ORGANIZATION
    if receiver is not None and receiver.public and receiver.provider is not None:
        about: Params = {"provider": receiver.provider.name}
        filtered = Reason(id="provider-filter", likelihood=(0.4 if looked else 0.25) + more / 2,
                          proof=proof, params=about)  # fmt: skip
    else:
        if receiver is not None and receiver.provider is not None:
            about = {"domain": receiver.domain, "provider": receiver.provider.name}
            proof = (*proof, Phrase("missing.proof.kept-by", about))
        likelihood = 0.5 if organization else 0.4 if looked else 0.25
        filtered = Reason(id="quarantine", likelihood=likelihood + more, proof=proof,
                          params=case.message)  # fmt: skip
    if organization:
        return [filtered]
    own = 0.4 if looked and case.worked_before else 0.25 if looked else 0.2
    return [filtered, Reason(id="own-rule", likelihood=own + more / 2)]


RULES: Final[tuple[Rule, ...]] = (_late, _junk, _kept_back)
