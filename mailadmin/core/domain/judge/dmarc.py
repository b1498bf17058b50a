"""What the DMARC of a domain means. Pure: no I/O, no clock, no words.

A domain without a record gets a warning, for its mail is delivered unless it sends thousands of
messages a day. Several records, and a record that nobody can act on, are failures: the domain's
owner has decided something that is not in force, and whoever demands a policy finds none.
"""

from mailadmin.core.dns.dmarc import Policy, Source, State
from mailadmin.core.dns.dmarc.facts import DmarcFacts
from mailadmin.core.dns.dmarc.record import DmarcRecord, Fault, FaultReason, parse
from mailadmin.core.dns.dmarc.reports import Destination, ReportAddress
from mailadmin.core.domain.judge import shown
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.domain.proposals import dmarc as proposals
from mailadmin.core.finding import Params, RecordSeen, Status, Verdict

_ID = "domain.dmarc"


def judge(facts: DmarcFacts) -> Verdict:
    """The one thing that most needs to be said; the first that applies."""
    policy = facts.policy
    several = policy.several_at
    if several is not None and (several == policy.domain or policy.state is State.NONE):
        return _several(facts, several)
    if policy.state is State.UNKNOWN:
        return _verdict(facts, "unknown", Status.UNKNOWN)
    if policy.record is None:
        return _missing(facts)
    record = policy.record
    if record.policies is None:
        return _broken(facts, record)
    return (
        _wrong_part(facts, record)
        or _reports_refused(facts, record)
        or _too_weak(facts, record)
        or _worth_knowing(facts, record)
        or _good(facts)
    )


def _several(facts: DmarcFacts, name: str) -> Verdict:
    stop = facts.policy.walk.at(name)
    texts = () if stop is None else stop.texts
    record = proposals.merged(texts)
    params: Params = {"record_at": name, "count": len(texts)}
    return _verdict(facts, "several-records", Status.FAILED, params, record=record, at=name)


def _missing(facts: DmarcFacts) -> Verdict:
    record = proposals.first_record(facts.mailbox)
    if facts.stray is None:
        return _verdict(facts, "no-record", Status.WARNING, record=record)
    found = proposals.corrected(parse(facts.stray.text))
    params: Params = {"wrong_name": facts.stray.answer.name}
    return _verdict(facts, "misplaced", Status.WARNING, params, record=found)


def _broken(facts: DmarcFacts, record: DmarcRecord) -> Verdict:
    proposal = proposals.corrected(record)
    if "rua=" not in proposal:
        proposal = proposals.corrected(record, values=_reports_to(facts))
    wrong = [fault for fault in record.faults if fault.reason is not FaultReason.NO_POLICY]
    if not wrong:
        return _verdict(facts, "no-policy", Status.FAILED, record=proposal)
    decides = (fault for fault in wrong if fault.tag in ("p", "sp", "np"))
    params = _where(next(decides, wrong[0]))
    if "p=none" in proposal:
        params["new_policy"] = Policy.NONE
    return _verdict(facts, "broken", Status.FAILED, params, record=proposal)


def _wrong_part(facts: DmarcFacts, record: DmarcRecord) -> Verdict | None:
    if not record.faults:
        return None
    first = record.faults[0]
    params = {**_where(first), "count": len(record.faults)}
    proposal = proposals.corrected(record)
    if "p=none" in proposal and "p=none" not in record.text:
        params["new_policy"] = Policy.NONE
    return _verdict(facts, f"fault.{first.reason}", Status.WARNING, params, record=proposal)


def _reports_refused(facts: DmarcFacts, record: DmarcRecord) -> Verdict | None:
    """Addresses of somebody who has not agreed to get the reports."""
    refused = _addresses(facts, Destination.NOT_AUTHORISED)
    if not refused:
        return None
    hosts = dict.fromkeys(each.uri.host for each in refused)
    host = next(iter(hosts))
    params: Params = {
        "address": refused[0].uri.address,
        "target": host,
        "target_record_name": f"{facts.policy.record_at}._report._dmarc.{host}",
        "target_record": "v=DMARC1",
    }
    proposal = proposals.corrected(record, without_hosts=tuple(hosts))
    return _verdict(facts, "reports-refused", Status.WARNING, params, record=proposal)


def _too_weak(facts: DmarcFacts, record: DmarcRecord) -> Verdict | None:
    """Something that works, but does not do what it could."""
    policy = facts.policy
    if policy.source is Source.PUBLIC_SUFFIX:
        proposal = proposals.first_record(facts.mailbox)
        at = policy.organizational_domain or policy.domain
        return _verdict(facts, "public-suffix", Status.WARNING, record=proposal, at=at)
    asked = policy.requested
    if asked is Policy.NONE and not _usable(record):
        if facts.mailbox is None:
            return _verdict(facts, "none-without-reports.no-mailbox", Status.WARNING)
        proposal = proposals.corrected(record, values=_reports_to(facts))
        return _verdict(facts, "none-without-reports", Status.WARNING, record=proposal)
    if asked is not Policy.NONE and record.percentage not in ("", "100"):
        params: Params = {
            "percentage": shown.part(record.percentage),
            "test_record": proposals.corrected(record, values={"t": "y"}),
        }
        proposal = proposals.corrected(record)
        return _verdict(facts, "percentage", Status.WARNING, params, record=proposal)
    return None


def _worth_knowing(facts: DmarcFacts, record: DmarcRecord) -> Verdict | None:
    """Nothing is wrong, but there is a next step or something superfluous."""
    policy = facts.policy
    if policy.requested is not Policy.NONE and record.testing:
        proposal = proposals.corrected(record, drop=("t",))
        return _verdict(facts, "testing", Status.INFO, record=proposal)
    if policy.requested is Policy.NONE and policy.source is Source.OWN:
        proposal = proposals.corrected(record, values={"p": Policy.QUARANTINE})
        return _verdict(facts, "none", Status.INFO, record=proposal)
    if policy.requested is Policy.NONE:
        return _verdict(facts, "inherited-none", Status.INFO)
    open_ = record.policies is not None and record.policies.sp is Policy.NONE
    if open_ and policy.source is Source.OWN and policy.organizational_domain == policy.domain:
        proposal = proposals.corrected(record, drop=("sp",))
        return _verdict(facts, "subdomains-open", Status.INFO, record=proposal)
    if record.removed or any(uri.size for uri in (*record.rua, *record.ruf)):
        names = [f"{tag.name}={tag.value}" for tag in record.removed]
        names += [uri.size for uri in (*record.rua, *record.ruf) if uri.size]
        params: Params = {"parts": shown.part(", ".join(dict.fromkeys(names)))}
        proposal = proposals.corrected(record)
        return _verdict(facts, "removed-tags", Status.INFO, params, record=proposal)
    if record.unknown:
        names = [tag.name for tag in record.unknown]
        return _verdict(facts, "unknown-tags", Status.INFO, {"parts": shown.part(", ".join(names))})
    if not _usable(record):
        if facts.mailbox is None:
            return _verdict(facts, "enforced-without-reports.no-mailbox", Status.INFO)
        proposal = proposals.corrected(record, values=_reports_to(facts))
        return _verdict(facts, "enforced-without-reports", Status.INFO, record=proposal)
    return None


def _good(facts: DmarcFacts) -> Verdict:
    policy = facts.policy
    if policy.source is Source.OWN:
        return _verdict(facts, str(policy.requested), Status.OK)
    return _verdict(facts, f"inherited-{policy.requested}", Status.OK)


def _usable(record: DmarcRecord) -> bool:
    """Whether somebody gets reports: every receiver knows ``mailto``, and need know no other."""
    return any(uri.problem is None and uri.scheme == "mailto" for uri in record.rua)


def _addresses(facts: DmarcFacts, destination: Destination) -> list[ReportAddress]:
    return [each for each in facts.reports.addresses if each.destination is destination]


def _reports_to(facts: DmarcFacts) -> dict[str, str]:
    return {} if facts.mailbox is None else {"rua": proposals.mailto(facts.mailbox)}


def _where(fault: Fault) -> Params:
    return {"part": shown.part(fault.text), "position": fault.at + 1}


def _verdict(
    facts: DmarcFacts,
    what: str,
    status: Status,
    params: Params | None = None,
    *,
    record: str | None = None,
    at: str | None = None,
) -> Verdict:
    """A verdict; ``record`` is what to publish, ``at`` the domain that it belongs to."""
    policy = facts.policy
    about: Params = {"domain": policy.domain, "record_at": policy.record_at or policy.domain}
    if facts.mailbox is not None:
        about["mailbox"] = facts.mailbox
    if record is not None:
        at = at or policy.record_at or policy.domain
        about |= _to_publish(facts, at, record)
    return Verdict(f"{_ID}.{what}", status, {**about, **(params or {})}, _evidence(facts))


def _evidence(facts: DmarcFacts) -> tuple[RecordSeen, ...]:
    """What decided: of the walk only what was found, unless nothing was."""
    policy = facts.policy
    telling = [stop.answer for stop in policy.walk.stops if stop.texts or not stop.known]
    answers = telling or [stop.answer for stop in policy.walk.stops]
    answers += [each for each in (policy.existence,) if each is not None]
    answers += facts.reports.answers
    answers += [each.answer for each in (facts.stray,) if each is not None]
    return records_seen(*answers)


def _to_publish(facts: DmarcFacts, at: str, record: str) -> Params:
    zone = facts.policy.organizational_domain or facts.policy.domain
    label = "_dmarc" if at == zone else f"_dmarc.{at}".removesuffix(f".{zone}")
    params: Params = {
        "record_type": "TXT",
        "record_name": f"_dmarc.{at}",
        "record_label": label,
        "record": record,
    }
    stop = facts.policy.walk.at(at)
    if stop is not None and len(stop.texts) == 1:
        params["old_record"] = shown.on_one_line(stop.texts[0])
    return params
