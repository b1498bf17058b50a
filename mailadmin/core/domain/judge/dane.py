"""What the TLSA records of a domain's mail servers mean (RFC 7672). Pure."""

from collections.abc import Iterable
from typing import Final

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.dane import DaneFacts, DaneHost, TlsaRecord
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.domain.judge.shown import part
from mailadmin.core.finding import Params, Status, Verdict

MOST_NAMED: Final = 5
"""Mail servers that are named in a sentence."""


def judge(facts: DaneFacts) -> Verdict:
    """The state of DANE for the domain's mail servers: the worst of them decides."""
    lost = AnswerState.TEMPORARY_FAILURE
    if facts.mx.state is lost:
        return _verdict(facts, "servers-unknown", Status.UNKNOWN)
    if not facts.hosts:
        return _verdict(facts, "no-mail", Status.INFO)
    with_records = [host for host in facts.hosts if host.records]
    unheard = [host for host in facts.hosts if host.answer.state is lost]
    if unheard:
        return _verdict(facts, "unknown", Status.UNKNOWN, unheard)
    if not with_records:
        return _verdict(facts, "none", Status.INFO)
    unsigned = [host for host in with_records if not host.answer.authentic]
    if unsigned and not facts.root.authentic:
        return _verdict(facts, "not-verified", Status.INFO, with_records)
    if unsigned:
        return _verdict(facts, "unsigned", Status.WARNING, unsigned)
    return _signed(facts, with_records)


def _signed(facts: DaneFacts, with_records: list[DaneHost]) -> Verdict:
    useless = [host for host in with_records if not host.usable]
    if useless:
        bad = useless[0].records[0]
        name = f"unusable-{bad.unusable}"
        return _verdict(facts, name, Status.WARNING, useless, _record(bad))
    without = [host for host in facts.hosts if not host.records]
    if without:
        return _verdict(facts, "partial", Status.WARNING, without)
    if not facts.mx.authentic:
        return _verdict(facts, "domain-unsigned", Status.INFO, with_records)
    for host in with_records:
        if all(record.is_of_one_certificate for record in host.usable):
            return _verdict(facts, "renewal", Status.INFO, [host], _record(host.usable[0]))
    return _verdict(facts, "ok", Status.OK, with_records)


def _record(record: TlsaRecord) -> Params:
    return {"record": part(record.text)}


def _verdict(
    facts: DaneFacts,
    name: str,
    status: Status,
    about: Iterable[DaneHost] = (),
    params: Params | None = None,
) -> Verdict:
    names = [host.name for host in about]
    shown: Params = {"domain": facts.domain, **(params or {})}
    if names:
        shown |= {"hosts": ", ".join(names[:MOST_NAMED]), "count": len(names), "host": names[0]}
    seen = records_seen(facts.mx, *(host.answer for host in facts.hosts))
    return Verdict(f"domain.dane.{name}", status, shown, seen)
