"""What SPF says of a received message. Pure: no I/O, no clock, no words.

Two answers stand side by side: that of today and the receiver's. They may differ without anybody
being wrong, so a difference is never more than a warning.
"""

from typing import Final

from mailadmin.core.dns.spf import Problem, Result
from mailadmin.core.domain.judge import spf as domain_judge
from mailadmin.core.domain.judge.seen import traced
from mailadmin.core.domain.proposals.spf import LONGEST_STRING
from mailadmin.core.finding import Evidence, Params, Status, Verdict
from mailadmin.core.forms.field import echo
from mailadmin.core.message.evaluation import Identity, SpfState
from mailadmin.core.reading.judge.seen import field_seen
from mailadmin.core.reading.spf import SpfFacts

_ID: Final = "message.spf"
_REFUSALS: Final = {
    Result.NONE: ("no-record", Status.WARNING),
    Result.NEUTRAL: ("neutral", Status.WARNING),
    Result.SOFTFAIL: ("softfail", Status.WARNING),
    Result.FAIL: ("fail", Status.FAILED),
    Result.PERMERROR: ("broken-record", Status.FAILED),
}
_UNASKED: Final = {
    SpfState.NO_ORIGIN: ("no-origin", Status.UNKNOWN),
    SpfState.NO_SENDER: ("no-sender", Status.UNKNOWN),
    SpfState.INSIDE: ("inside", Status.INFO),
}
_NO_WORD: Final = ("", Result.TEMPERROR)


def judge(facts: SpfFacts, *, tied: bool) -> Verdict:
    """The answer of today beside the receiver's.

    ``tied`` tells that something else than its own word ties the message to the domain. Without
    that no record is proposed that would let its server send: it may be a forger's.
    """
    seen, said = facts.seen, _said(facts)
    if seen.result is None or seen.result.result is Result.TEMPERROR:
        return _not_asked(facts, said)
    result = seen.result.result
    if seen.identity is Identity.HELO:
        return _of_server(facts, result)
    if result is Result.PASS:
        if said in ("", Result.PASS):
            return _verdict(facts, "pass", Status.OK)
        if said == Result.TEMPERROR:
            return _verdict(facts, "pass-unanswered", Status.INFO)
        return _verdict(facts, "pass-now", Status.WARNING)
    what, status = _REFUSALS[result]
    if seen.result.problem is Problem.NO_DOMAIN:
        return _verdict(facts, "no-domain", Status.WARNING)
    if said == Result.PASS:
        what, status = "pass-then", Status.WARNING
    elif said not in (*_NO_WORD, result):
        what = "differs"
    mending = _mending(facts, tied=tied)
    if "record" not in mending:
        what = f"{what}.no-proposal"
    return _verdict(facts, what, status, mending)


def _said(facts: SpfFacts) -> str:
    """The receiver's word; a record that it made up is none."""
    if facts.said is None:
        return ""
    return Result.NONE if facts.said.guessed else facts.said.result


def _not_asked(facts: SpfFacts, said: str) -> Verdict:
    """Only the receiver can tell, if anybody."""
    state = facts.seen.state
    if state is not SpfState.INSIDE and said == Result.PASS:
        return _verdict(facts, "written-pass", Status.INFO)
    if state is not SpfState.INSIDE and said not in _NO_WORD:
        return _verdict(facts, "written-other", Status.WARNING)
    what, status = _UNASKED.get(state, ("no-answer", Status.UNKNOWN))
    return _verdict(facts, what, status)


def _of_server(facts: SpfFacts, result: Result) -> Verdict:
    """A notice without a sender: few servers have a record for their own name."""
    if result is Result.PASS:
        return _verdict(facts, "server-pass", Status.OK)
    if result in (Result.NONE, Result.NEUTRAL):
        return _verdict(facts, "server-none", Status.INFO)
    return _verdict(facts, "server-refused", Status.WARNING)


def _mending(facts: SpfFacts, *, tied: bool) -> Params:
    """The record to publish, as the check of a domain would have it."""
    # A record that is mended names nobody who was not named before.
    if facts.published is not None:
        mended = domain_judge.judge(facts.published).params
        return mended if "record" in mended else {}
    proposal = facts.proposal
    if proposal is None or not tied:
        return {}
    length = len(proposal.record)
    split: Params = {"record_length": length} if length > LONGEST_STRING else {}
    return proposal.params | split


def _verdict(facts: SpfFacts, what: str, status: Status, more: Params | None = None) -> Verdict:
    seen = facts.seen
    params: Params = {
        **(more or {}),
        "domain": echo(seen.domain),
        "address": seen.address,
        "sender": echo(seen.sender),
        "helo": echo(seen.helo),
        "result": str(seen.result.result) if seen.result is not None else "",
        "written": echo(_said(facts)),
    }
    return Verdict(f"{_ID}.{what}", status, params, _evidence(facts))


def _evidence(facts: SpfFacts) -> tuple[Evidence, ...]:
    result, said = facts.seen.result, facts.said
    records = (traced(result.trace),) if result is not None else ()
    headers = (field_seen(said.name, said.value),) if said is not None else ()
    return (*records, *headers)
