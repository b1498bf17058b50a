"""Whether a server may send for a domain. Pure.

SPF counts only where the envelope's domain belongs to the one in From, because DMARC asks for that
(RFC 9989 section 4.4.2). A DKIM key says that there can be a signature, not that there is one.
"""

from typing import Final

from mailadmin.core.account import FromPolicy
from mailadmin.core.dns.dkim import Below
from mailadmin.core.dns.dmarc import Policy, State
from mailadmin.core.dns.spf import Result
from mailadmin.core.domain.judge.seen import records_seen, traced
from mailadmin.core.domain.routes import RouteFacts
from mailadmin.core.finding import Evidence, Params, Status, Verdict

_SPF: Final = {
    Result.PASS: Status.OK,
    Result.NONE: Status.WARNING,
    Result.NEUTRAL: Status.WARNING,
    Result.SOFTFAIL: Status.WARNING,
    Result.FAIL: Status.FAILED,
    Result.PERMERROR: Status.FAILED,
    Result.TEMPERROR: Status.UNKNOWN,
}
_ENFORCED: Final = (Policy.QUARANTINE, Policy.REJECT)


def judge(facts: RouteFacts) -> Verdict:
    """One answer for one server, with the parts that it rests on as parameters."""
    spf, dkim = _spf(facts), _dkim(facts)
    if spf is Status.OK and facts.aligned:
        what = "may-send.signed" if dkim is Status.INFO else "may-send"
        return _verdict(facts, what, Status.OK, spf, dkim, Status.OK)
    if facts.sender.from_policy is not None and facts.aligned is False:
        return _of_messenger(facts, dkim)
    if facts.aligned is None or spf is Status.UNKNOWN:
        return _verdict(facts, "unknown", Status.UNKNOWN, spf, dkim, Status.UNKNOWN)
    if facts.aligned is False:
        spf = Status.WARNING
    if dkim is Status.INFO:
        return _verdict(facts, "signature-only", Status.WARNING, spf, dkim, Status.WARNING)
    refused = facts.policy.policy in _ENFORCED or spf is Status.FAILED
    what, status = ("refused", Status.FAILED) if refused else ("doubtful", Status.WARNING)
    if facts.proposal is None:
        what = f"{what}.no-proposal"
    return _verdict(facts, what, status, spf, dkim, status)


def _of_messenger(facts: RouteFacts, dkim: Status) -> Verdict:
    """The Messenger has a domain of its own, so all depends on whose name stands in From."""
    policy, spf = facts.sender.from_policy, Status.INFO
    enforced = facts.policy.policy in _ENFORCED
    # As mailadmin.core.send.from_policy decides where the user leaves it to the program.
    careful = facts.policy.state is State.UNKNOWN or (enforced and not facts.signed)
    if policy is FromPolicy.VIA or (policy is FromPolicy.AUTOMATIC and careful):
        return _verdict(facts, "own-name", Status.OK, spf, Status.INFO, Status.OK)
    if facts.signed:
        return _verdict(facts, "signed", Status.OK, spf, dkim, Status.OK)
    if not enforced:
        return _verdict(facts, "on-behalf", Status.INFO, spf, dkim, Status.INFO)
    if dkim is Status.INFO:
        return _verdict(facts, "signature-only", Status.WARNING, spf, dkim, Status.WARNING)
    return _verdict(facts, "chosen-name", Status.FAILED, spf, dkim, Status.FAILED)


def _spf(facts: RouteFacts) -> Status:
    """What SPF says of the addresses: the best of them, for one is enough to send from."""
    found = [_SPF[each.spf.result] for each in facts.checked]
    order = (Status.OK, Status.UNKNOWN, Status.WARNING, Status.FAILED)
    return min(found, key=order.index, default=Status.UNKNOWN)


def _dkim(facts: RouteFacts) -> Status:
    """Whether there can be a signature: a key is none yet, so this is never more than "info"."""
    if any(len(each.keys) == 1 and each.keys[0].counts for each in facts.keys.selectors):
        return Status.INFO
    return Status.WARNING if facts.keys.below is Below.NOTHING else Status.UNKNOWN


def _verdict(
    facts: RouteFacts, what: str, status: Status, spf: Status, dkim: Status, dmarc: Status
) -> Verdict:
    params: Params = {
        "server": facts.sender.host,
        "domain": facts.domain,
        "sender": facts.sender.envelope,
        "envelope_domain": facts.envelope_domain,
        "addresses": ", ".join(each.address for each in facts.checked),
        "provider": facts.provider.name if facts.provider is not None else "",
        "spf": spf,
        "dkim": dkim,
        "dmarc": dmarc,
    }
    if facts.proposal is not None:
        params |= facts.proposal.params
    cause = "sender-spf-dkim-fail" if status is Status.FAILED else None
    return Verdict(f"domain.route.{what}", status, params, _seen(facts), cause)


def _seen(facts: RouteFacts) -> tuple[Evidence, ...]:
    traces = {each.spf.trace.domain: each.spf.trace for each in facts.checked}
    telling = (stop.answer for stop in facts.policy.walk.stops if stop.texts or not stop.known)
    keys = (each.answer for each in facts.keys.selectors if each.keys)
    return (
        *records_seen(*facts.answers),
        *map(traced, traces.values()),
        *records_seen(*keys),
        *records_seen(*telling),
    )
