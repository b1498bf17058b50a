"""What the name of an address means for mail that leaves from it."""

from typing import Final

from mailadmin.core.dns.addresses import address_type, read_address
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.ptr import Iprev, PtrFacts
from mailadmin.core.domain.judge.generic_name import looks_generic
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.finding import Params, RecordSeen, Status, Verdict

MAX_SHOWN: Final = 5
"""Names or addresses that a sentence names."""

_CAUSE: Final = "sender-ptr-missing"


def judge(facts: PtrFacts) -> Verdict:
    """The verdict on one address."""
    asked = () if facts.answer is None else (facts.answer,)
    seen = records_seen(*asked, *(name.answer for name in facts.names))
    params: Params = {
        "address": facts.address,
        "ip": facts.address,
        "name": ", ".join(name.name for name in facts.names[:MAX_SHOWN]),
    }
    if facts.internal and facts.result is not Iprev.PASS:
        return Verdict("domain.ptr.inside", Status.INFO, params, seen)
    match facts.result:
        case None:
            return Verdict("domain.ptr.inside", Status.INFO, params)
        case Iprev.PASS:
            return _confirmed(facts, params, seen)
        case Iprev.TEMPERROR:
            what = "name-unknown" if facts.names else "temporary-failure"
            return Verdict(f"domain.ptr.{what}", Status.UNKNOWN, params, seen)
        case Iprev.PERMERROR:
            about = {**params, **_wanted(facts)}
            return Verdict("domain.ptr.none", Status.FAILED, about, seen, _CAUSE, 0.95)
        case Iprev.FAIL:
            return _unconfirmed(facts, params, seen)


def _confirmed(facts: PtrFacts, params: Params, seen: tuple[RecordSeen, ...]) -> Verdict:
    """One name that somebody chose is enough: receivers do not mind the others."""
    address = read_address(facts.address)
    good = [name.name for name in facts.names if name.leads_to(facts.address)]
    chosen = [name for name in good if not looks_generic(name, address)]
    if chosen:
        return Verdict("domain.ptr.ok", Status.OK, {**params, "name": chosen[0]}, seen)
    about = {**params, "name": good[0], **_wanted(facts)}
    return Verdict("domain.ptr.generic", Status.WARNING, about, seen)


def _unconfirmed(facts: PtrFacts, params: Params, seen: tuple[RecordSeen, ...]) -> Verdict:
    """A name that leads nowhere is one record short; one that leads elsewhere is the wrong one."""
    about = {**params, **_wanted(facts)}
    elsewhere = [value for name in facts.names for value in name.answer.values]
    if elsewhere:
        about["leads_to"] = ", ".join(elsewhere[:MAX_SHOWN])
        return Verdict("domain.ptr.leads-elsewhere", Status.FAILED, about, seen, _CAUSE, 0.9)
    about["forward_name"] = facts.names[0].name
    return Verdict("domain.ptr.leads-nowhere", Status.FAILED, about, seen, _CAUSE, 0.9)


def _wanted(facts: PtrFacts) -> Params:
    """The record to set: to a name that leads here already, else to one that is free."""
    kind = address_type(read_address(facts.address))
    params: Params = {"record_type": "PTR", "record_name": facts.reverse, "forward_type": kind}
    for host in facts.hosts:
        if host.leads_to(facts.address):
            return {**params, "record": f"{host.name}.", "host": host.name}
    for host in facts.hosts:
        if host.answer.state in (AnswerState.NO_SUCH_NAME, AnswerState.NO_DATA):
            return {**params, "record": f"{host.name}.", "free_host": host.name}
    return params
