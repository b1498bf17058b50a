"""What the BIMI record of a domain means. Pure: no I/O, no clock, no words.

A logo is an ornament: that there is none is never a fault.
"""

from mailadmin.core.dns.bimi import BimiFacts, BimiFault, BimiFaultReason, BimiRecord, State
from mailadmin.core.dns.dmarc import DmarcPolicy, Policy
from mailadmin.core.dns.dmarc import State as DmarcState
from mailadmin.core.domain.judge import shown
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.domain.proposals import bimi as proposals
from mailadmin.core.finding import Params, Status, Verdict

_ID = "domain.bimi"


def judge(facts: BimiFacts) -> Verdict:
    """The one thing that most needs to be said."""
    if facts.state is State.UNKNOWN:
        return _verdict(facts, "unknown", Status.UNKNOWN)
    if facts.state is State.NONE:
        return _verdict(facts, "no-record", Status.INFO)
    if facts.state is State.SEVERAL:
        record = min(facts.records, key=lambda each: (bool(each.faults), each.text))
        params: Params = {"count": len(facts.records), **_to_publish(facts, record.text)}
        return _verdict(facts, "several-records", Status.WARNING, params)
    found = facts.records[0]
    if found.faults:
        return _broken(facts, found, found.faults[0])
    if found.declined:
        return _verdict(facts, "declined", Status.INFO)
    if facts.dmarc.state is DmarcState.UNKNOWN:
        return _verdict(facts, "dmarc-unknown", Status.UNKNOWN)
    if not is_enforced(facts.dmarc):
        return _verdict(facts, "dmarc-too-weak", Status.WARNING)
    if not found.certificate:
        return _verdict(facts, "without-certificate", Status.INFO)
    return _verdict(facts, "ok", Status.OK)


def is_enforced(dmarc: DmarcPolicy) -> bool:
    """Whether DMARC is strict enough for a logo: quarantine or reject, for all mail.

    Test mode is not enough, nor a part of the mail, nor a policy that leaves subdomains out.
    """
    record = dmarc.record
    if record is None or record.policies is None or dmarc.policy in (None, Policy.NONE):
        return False
    partly = dmarc.requested is Policy.QUARANTINE and record.percentage not in ("", "100")
    return not (record.testing or partly or record.policies.sp is Policy.NONE)


def _broken(facts: BimiFacts, found: BimiRecord, fault: BimiFault) -> Verdict:
    params: Params = {"part": shown.part(fault.text), "position": fault.at + 1}
    what = f"fault.{fault.reason}"
    better = proposals.with_https(found)
    addresses = (BimiFaultReason.LOGO_ADDRESS, BimiFaultReason.CERTIFICATE_ADDRESS)
    if fault.reason in addresses and better is not None:
        params = {**params, **_to_publish(facts, better)}
        params["old_record"] = shown.on_one_line(found.text)
        what = "fault.no-https"
    return _verdict(facts, what, Status.WARNING, params)


def _to_publish(facts: BimiFacts, record: str) -> Params:
    at = facts.record_at or facts.domain
    zone = facts.dmarc.organizational_domain or facts.domain
    name = f"default._bimi.{at}"
    return {
        "record_type": "TXT",
        "record_name": name,
        "record_label": "default._bimi" if at == zone else name.removesuffix(f".{zone}"),
        "record": shown.on_one_line(record),
    }


def _verdict(facts: BimiFacts, what: str, status: Status, params: Params | None = None) -> Verdict:
    about: Params = {"domain": facts.domain, "record_at": facts.record_at or facts.domain}
    answers = [*facts.answers]
    if what.startswith("dmarc-"):
        answers += (stop.answer for stop in facts.dmarc.walk.stops if stop.texts or not stop.known)
    evidence = records_seen(*answers)
    return Verdict(f"{_ID}.{what}", status, {**about, **(params or {})}, evidence)
