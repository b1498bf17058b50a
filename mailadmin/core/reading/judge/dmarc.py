"""What DMARC says of a received message. Pure: no I/O, no clock, no words.

A message passes if somebody who stands for it, by SPF or by a signature, belongs to the domain in
From. Where it could not be found out who does, a missing pass is no failure.
"""

from typing import Final

from mailadmin.core.dns.dmarc import Policy, Result
from mailadmin.core.dns.dmarc import facts as published
from mailadmin.core.domain.judge import dmarc as domain_judge
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.finding import Evidence, Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.message.author import AuthorState
from mailadmin.core.message.evaluation import DmarcSeen
from mailadmin.core.reading.dmarc import DmarcFacts
from mailadmin.core.reading.judge.seen import field_seen

_ID: Final = "message.dmarc"
_AUTHORS: Final = {
    AuthorState.MISSING: ("no-author", Status.FAILED),
    AuthorState.NO_ADDRESS: ("no-author", Status.FAILED),
    AuthorState.NO_DOMAIN: ("no-domain", Status.FAILED),
    AuthorState.SEVERAL_FIELDS: ("several-fields", Status.FAILED),
    AuthorState.SEVERAL_DOMAINS: ("several-domains", Status.WARNING),
}
_BROKEN: Final = {
    "domain.dmarc.several-records": "several-records",
    "domain.dmarc.no-policy": "no-policy",
    "domain.dmarc.broken": "broken-record",
}
_LET_THROUGH: Final = ("none", "oreject", "pct.quarantine", "pct.reject")
_FAILURES: Final = (Result.FAIL, "quarantine", "reject")
_NAMED: Final = 3
"""Signing domains that a sentence names at most."""


def judge(facts: DmarcFacts) -> Verdict:
    """The answer of today beside the receiver's."""
    if facts.seen is None:
        what, status = _AUTHORS.get(facts.author.state, ("no-author", Status.FAILED))
        return _verdict(facts, what, status)
    said = facts.said.result if facts.said is not None else ""
    match facts.seen.evaluation.result:
        case Result.PASS if said in _FAILURES:
            return _verdict(facts, "pass-now", Status.WARNING)
        case Result.PASS:
            return _passed(facts, facts.seen)
        case Result.NONE:
            return _no_policy(facts, facts.seen)
        case Result.PERMERROR:
            return _verdict(facts, "no-domain", Status.FAILED)
        case Result.FAIL if facts.seen.complete and said == Result.PASS:
            return _verdict(facts, "pass-then", Status.WARNING)
        case Result.FAIL if facts.seen.complete:
            return _failed(facts, facts.seen)
    return _unknown(facts, said)


def _passed(facts: DmarcFacts, seen: DmarcSeen) -> Verdict:
    found = seen.evaluation
    what = "pass" if found.spf is not None and found.dkim else "pass.spf"
    return _verdict(facts, "pass.dkim" if found.spf is None else what, Status.OK)


def _no_policy(facts: DmarcFacts, seen: DmarcSeen) -> Verdict:
    """No record, or one that nobody can act on: the check of a domain knows what to publish."""
    policy = seen.evaluation.discovered
    found = domain_judge.judge(published.DmarcFacts(policy=policy, mailbox=facts.mailbox))
    what = _BROKEN.get(found.id, "no-record")
    return _verdict(facts, what, Status.WARNING, found.params)


def _failed(facts: DmarcFacts, seen: DmarcSeen) -> Verdict:
    reason = "not-aligned" if seen.signers or seen.spf else "nothing"
    policy = seen.evaluation.discovered.policy or Policy.NONE
    if policy is Policy.NONE:
        return _verdict(facts, f"fail.{reason}.none", Status.WARNING)
    if facts.said is not None and facts.said.disposition in _LET_THROUGH:
        return _verdict(facts, f"fail.{reason}.let-through", Status.WARNING)
    return _verdict(facts, f"fail.{reason}.{policy}", Status.FAILED, cause="sender-dmarc-fail")


def _unknown(facts: DmarcFacts, said: str) -> Verdict:
    """Only the receiver can tell, if anybody."""
    if said == Result.PASS:
        return _verdict(facts, "written-pass", Status.INFO)
    if said in _FAILURES:
        return _verdict(facts, "written-fail", Status.WARNING)
    return _verdict(facts, "unknown", Status.UNKNOWN)


def _verdict(
    facts: DmarcFacts,
    what: str,
    status: Status,
    more: Params | None = None,
    *,
    cause: str | None = None,
) -> Verdict:
    author, seen, said = facts.author, facts.seen, facts.said
    params: Params = {
        "domain": author.domain,
        "domains": echo(", ".join(author.domains)),
        "authors": echo(", ".join(author.addresses)),
        "written": echo(said.result) if said is not None else "",
        "disposition": echo(said.disposition) if said is not None else "",
    }
    if seen is not None:
        discovered = seen.evaluation.discovered
        aligned = seen.evaluation.dkim
        params |= {
            "policy": str(discovered.policy or ""),
            "signers": echo(", ".join((aligned or seen.signers)[:_NAMED])),
            "authenticated": echo(_authenticated(seen)),
            "envelope_domain": echo(seen.evaluation.spf or seen.spf or ""),
        }
    return Verdict(f"{_ID}.{what}", status, params | (more or {}), _evidence(facts), cause)


def _authenticated(seen: DmarcSeen) -> str:
    """The domains that stand for the message, each once."""
    spf = () if seen.spf is None else (seen.spf,)
    return ", ".join(list(dict.fromkeys((*seen.signers, *spf)))[:_NAMED])


def _evidence(facts: DmarcFacts) -> tuple[Evidence, ...]:
    seen, said = facts.seen, facts.said
    headers = (field_seen(said.name, said.value),) if said is not None else ()
    if seen is None:
        written = (field_seen("From", each) for each in facts.author.addresses)
        return (*written, *headers)
    stops = seen.evaluation.discovered.walk.stops
    telling = [stop.answer for stop in stops if stop.texts or not stop.known]
    return (*records_seen(*(telling or [stop.answer for stop in stops])), *headers)
