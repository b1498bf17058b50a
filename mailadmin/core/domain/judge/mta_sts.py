"""What the record and the policy of MTA-STS mean (RFC 8461). Pure.

A policy that senders can't get or read protects nothing, but mail arrives: a warning. Only an
enforced one that leaves out a mail server stops mail.
"""

import hashlib
from typing import Final

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.mta_sts import MtaStsFacts, policy_url
from mailadmin.core.dns.mta_sts_syntax import VERSION, Fault, Mode, SyntaxProblem, parse_policy
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.domain.judge.shown import part
from mailadmin.core.finding import (
    Evidence,
    ExceptionSeen,
    Params,
    ReplySeen,
    Status,
    Verdict,
)
from mailadmin.core.http import Fetched, HttpProblem

SHORT_LIFE: Final = 86_400
"""Seconds below which a policy protects next to nothing: it is forgotten between two messages."""

GOOD_LIFE: Final = 604_800
"""Seconds that we propose: a week (section 3.2 expects weeks or more)."""

MOST_HOSTS: Final = 50
"""Mail servers up to which a policy is proposed."""

LONGEST_POLICY_SHOWN: Final = 2000
"""Characters of a policy that are kept as evidence."""

_MEDIA_TYPE: Final = "text/plain"

_MAYBE_THIS_NETWORK: Final = (
    HttpProblem.NAME_UNKNOWN,
    HttpProblem.TIMED_OUT,
    HttpProblem.UNREACHABLE,
    HttpProblem.FORBIDDEN,
    HttpProblem.OTHER,
)
_BY_ITSELF: Final = {
    HttpProblem.NO_ADDRESS: "domain.mta-sts.no-policy-host",
    HttpProblem.CERTIFICATE: "domain.mta-sts.certificate",
    HttpProblem.STATUS: "domain.mta-sts.no-policy",
    HttpProblem.REDIRECT: "domain.mta-sts.redirect",
    HttpProblem.TOO_BIG: "domain.mta-sts.too-big",
}


def judge(facts: MtaStsFacts) -> Verdict:
    """The state of the domain's MTA-STS."""
    if facts.answer.state is AnswerState.TEMPORARY_FAILURE:
        return _verdict(facts, "unknown", Status.UNKNOWN)
    if not facts.records:
        if facts.policy is None or facts.policy.mode is Mode.NONE:
            return _verdict(facts, "no-record", Status.INFO, _proposed(facts, Mode.TESTING))
        return _verdict(facts, "policy-alone", Status.WARNING, _record_for(facts))
    if len(facts.records) > 1:
        return _verdict(facts, "several-records", Status.WARNING, _record_for(facts))
    if facts.record_fault is not None:
        params = {**_record_for(facts), **_fault(facts.record_fault)}
        return _verdict(facts, "record-broken", Status.WARNING, params)
    assert facts.fetched is not None  # as the record is there
    return _fetched(facts, facts.fetched)


def _fetched(facts: MtaStsFacts, fetched: Fetched) -> Verdict:
    problem = fetched.problem
    if problem in _MAYBE_THIS_NETWORK:
        return _verdict(facts, "policy-unknown", Status.UNKNOWN)
    if problem is not None:
        verdict_id = _BY_ITSELF.get(problem, "domain.mta-sts.unreachable")
        name = verdict_id.rpartition(".")[2]
        return _verdict(facts, name, Status.WARNING, _proposed(facts, Mode.TESTING))
    if fetched.media_type != _MEDIA_TYPE:
        # What has no type may be taken for anything (RFC 9110 section 8.3).
        given = fetched.media_type or "application/octet-stream"
        return _verdict(facts, "media-type", Status.WARNING, {"media_type": part(given)})
    if facts.policy_fault is not None:
        params = {**_proposed(facts, Mode.TESTING), **_fault(facts.policy_fault)}
        name = "policy-incomplete" if facts.policy_fault.missing else "policy-broken"
        return _verdict(facts, name, Status.WARNING, params)
    return _policy(facts)


def _policy(facts: MtaStsFacts) -> Verdict:
    policy = facts.policy
    assert policy is not None
    if policy.mode is Mode.NONE:
        return _verdict(facts, "switched-off", Status.INFO, _proposed(facts, Mode.TESTING))
    if facts.mx.state is AnswerState.TEMPORARY_FAILURE:
        return _verdict(facts, "servers-unknown", Status.UNKNOWN)
    if not facts.hosts:
        return _verdict(facts, "no-mail", Status.INFO)
    left_out = policy.uncovered(facts.hosts)
    if left_out:
        params: Params = {"missing": ", ".join(left_out[:5]), "count": len(left_out)}
        params |= _proposed(facts, policy.mode)
        if policy.mode is Mode.ENFORCE:
            return _verdict(facts, "not-covered", Status.FAILED, params)
        return _verdict(facts, "not-covered-testing", Status.WARNING, params)
    if policy.mode is Mode.TESTING:
        return _verdict(facts, "testing", Status.INFO, _proposed(facts, Mode.ENFORCE))
    if policy.max_age < SHORT_LIFE:
        params = {"seconds": policy.max_age, **_proposed(facts, Mode.ENFORCE)}
        return _verdict(facts, "short-lived", Status.WARNING, params)
    return _verdict(facts, "ok", Status.OK, {"days": policy.max_age // 86_400})


def _verdict(
    facts: MtaStsFacts, name: str, status: Status, params: Params | None = None
) -> Verdict:
    about: Params = {
        "domain": facts.domain,
        "url": policy_url(facts.domain),
        "host": f"mta-sts.{facts.domain}",
        "error": part(facts.fetched.error if facts.fetched is not None else facts.answer.error),
    }
    if facts.fetched is not None:
        about |= {"code": facts.fetched.status or 0, "location": part(facts.fetched.location)}
    verdict_id = f"domain.mta-sts.{name}"
    return Verdict(verdict_id, status, {**about, **(params or {})}, _evidence(facts))


def _proposed(facts: MtaStsFacts, mode: Mode) -> Params:
    """A whole policy that covers the domain's servers, and the record that announces it.

    Empty where the servers are not known, or have names that no policy can have. What the policy
    of today covers stays covered.
    """
    hosts, policy = facts.hosts, facts.policy
    if not hosts or len(hosts) > MOST_HOSTS:
        return {}
    patterns = hosts if policy is None else (*policy.mx, *policy.uncovered(hosts))
    max_age = max(GOOD_LIFE, policy.max_age if policy is not None else 0)
    lines = [f"version: {VERSION}", f"mode: {mode}", *(f"mx: {each}" for each in patterns)]
    text = "\n".join([*lines, f"max_age: {max_age}"])
    try:
        parse_policy(text)
    except SyntaxProblem:
        return {}
    return {"policy": text, **_record(facts, text)}


def _record_for(facts: MtaStsFacts) -> Params:
    """The record for the policy that is there, else both as we propose them."""
    if facts.policy is None or facts.fetched is None:
        return _proposed(facts, Mode.TESTING)
    return _record(facts, facts.fetched.text)


def _record(facts: MtaStsFacts, policy: str) -> Params:
    # The id has to be another whenever the policy is (section 3.1), and may be anything.
    number = hashlib.sha256(policy.encode()).hexdigest()[:20]
    params: Params = {
        "record_type": "TXT",
        "record_name": f"_mta-sts.{facts.domain}",
        "record_label": "_mta-sts",
        "record": f"v={VERSION}; id={number};",
    }
    if len(facts.records) == 1:
        params["old_record"] = facts.records[0]
    return params


def _fault(fault: Fault) -> Params:
    return {"wrong": part(fault.wrong or fault.missing)}


def _evidence(facts: MtaStsFacts) -> tuple[Evidence, ...]:
    seen: list[Evidence] = [*records_seen(facts.answer)]
    fetched = facts.fetched
    if fetched is not None:
        if fetched.addresses is not None:
            seen += records_seen(fetched.addresses)
        if fetched.status is not None:
            text = fetched.text[:LONGEST_POLICY_SHOWN]
            seen.append(ReplySeen(code=fetched.status, enhanced=None, text=text))
        elif fetched.problem is not None:
            seen.append(ExceptionSeen(type=fetched.problem, text=fetched.error))
    if facts.policy is not None:
        seen += records_seen(facts.mx)
    return tuple(seen)
