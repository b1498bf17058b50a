"""What the TLS-RPT record of a domain means. Pure: no I/O, no clock, no words.

Nothing here is a failure: mail is delivered with or without reports.
"""

from mailadmin.core.dns.tls_rpt import State, TlsRptFacts
from mailadmin.core.domain.judge import shown
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.domain.proposals import tls_rpt as proposals
from mailadmin.core.finding import Params, Status, Verdict

_ID = "domain.tls-rpt"


def judge(facts: TlsRptFacts) -> Verdict:
    """The one thing that most needs to be said."""
    if facts.state is State.UNKNOWN:
        return _verdict(facts, "unknown", Status.UNKNOWN)
    record = proposals.corrected(*facts.records)
    if record is None and facts.mailbox is not None:
        record = proposals.first_record(facts.mailbox)
    if facts.state is State.NONE:
        return _with_record(facts, "no-record", Status.INFO, record)
    if facts.state is State.SEVERAL:
        count = len(facts.records)
        return _with_record(facts, "several-records", Status.WARNING, record, {"count": count})
    found = facts.records[0]
    if found.faults:
        first = found.faults[0]
        params: Params = {"part": shown.part(first.text), "position": first.at + 1}
        what = "fault" if found.usable else "broken"
        return _with_record(facts, what, Status.WARNING, record, params)
    targets = ", ".join(uri.address or uri.host for uri in found.rua)
    return _verdict(facts, "ok", Status.OK, {"targets": shown.part(targets)})


def _with_record(
    facts: TlsRptFacts, what: str, status: Status, record: str | None, params: Params | None = None
) -> Verdict:
    """A verdict that asks for a change; without a mailbox that exists nothing can be proposed."""
    if record is None:
        return _verdict(facts, f"{what}.no-mailbox", status, params)
    publish: Params = {
        "record_type": "TXT",
        "record_name": f"_smtp._tls.{facts.domain}",
        "record_label": "_smtp._tls",
        "record": record,
    }
    if len(facts.records) == 1:
        publish["old_record"] = shown.on_one_line(facts.records[0].text)
    return _verdict(facts, what, status, {**publish, **(params or {})})


def _verdict(
    facts: TlsRptFacts, what: str, status: Status, params: Params | None = None
) -> Verdict:
    about: Params = {"domain": facts.domain}
    if facts.mailbox is not None:
        about["mailbox"] = facts.mailbox
    evidence = records_seen(facts.answer)
    return Verdict(f"{_ID}.{what}", status, {**about, **(params or {})}, evidence)
