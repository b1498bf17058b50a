"""What a resolver's word on DNSSEC means. Pure."""

from typing import Final

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.dnssec import DnssecFacts
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.finding import Params, Status, Verdict

_NOT_THERE: Final = (AnswerState.NO_DATA, AnswerState.NO_SUCH_NAME)


def judge(facts: DnssecFacts) -> Verdict:
    """The state of the domain's zone."""
    answer, ds, keys = facts.answer, facts.ds, facts.keys
    if facts.refused is not None:
        return _broken(facts, "broken-mx")
    if answer.authentic:
        return _verdict(facts, "ok", Status.OK)
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        return _unanswered(facts)
    if answer.state is AnswerState.NO_SUCH_NAME or AnswerState.TEMPORARY_FAILURE in (
        ds.state,
        keys.state,
    ):
        return _verdict(facts, "unknown", Status.UNKNOWN)
    if ds.state is AnswerState.FOUND:
        if keys.state is not AnswerState.FOUND:
            return _broken(facts)
        if facts.resolver_verifies:
            return _verdict(facts, "not-verifiable", Status.WARNING)
        return _verdict(facts, "not-verified", Status.INFO)
    if keys.state is AnswerState.FOUND and facts.wanted:
        params: Params = {"ds": "\n".join(facts.wanted), "record_name": facts.zone}
        return _verdict(facts, "no-ds", Status.WARNING, params)
    return _verdict(facts, "unsigned", Status.INFO)


def _unanswered(facts: DnssecFacts) -> Verdict:
    """An ordinary question failed: because of DNSSEC only if the same is answered without."""
    unchecked = facts.unchecked
    answered = unchecked is not None and unchecked.state is not AnswerState.TEMPORARY_FAILURE
    # Where the zone above says that there are no keys, nothing can be wrong with them.
    if answered and facts.ds.state not in _NOT_THERE:
        return _broken(facts)
    return _verdict(facts, "unknown", Status.UNKNOWN)


def _broken(facts: DnssecFacts, name: str = "broken") -> Verdict:
    params: Params = {"ds": "\n".join(facts.ds.values), "error": facts.answer.error}
    verdict = _verdict(facts, name, Status.FAILED, params)
    return Verdict(
        verdict.id, verdict.status, verdict.params, verdict.evidence, "sender-unverifiable", 0.8
    )


def _verdict(
    facts: DnssecFacts, name: str, status: Status, params: Params | None = None
) -> Verdict:
    asked = [facts.answer, facts.unchecked, facts.refused, facts.ds, facts.keys]
    return Verdict(
        f"domain.dnssec.{name}",
        status,
        {"domain": facts.domain, "zone": facts.zone, **(params or {})},
        records_seen(*(one for one in asked if one is not None)),
    )
