"""What a domain's MX records mean for mail to it, and for answers to mail from it.

Whether the servers answer is not asked here, and not claimed.
"""

from enum import StrEnum
from typing import Final

from mailadmin.core.dns.addresses import (
    IpAddress,
    address_type,
    is_internal,
    is_reachable,
    read_address,
)
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.mx import MxFacts, MxHost, addresses_in, as_address
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.domain.judge.seen import records_seen
from mailadmin.core.finding import Params, RecordSeen, Status, Verdict
from mailadmin.core.providers import provider_of_mx

MAX_NAMED: Final = 5
"""Servers that a sentence names."""

_CAUSE: Final = "sender-unverifiable"


class Standing(StrEnum):
    """What a server named by an MX record is good for."""

    GOOD = "good"
    ALIAS = "alias"
    """Its name is an alias (RFC 2181 section 10.3): most senders follow it, some do not."""
    PARTLY_INSIDE = "partly-inside"
    """One of its addresses works only inside a network."""
    UNKNOWN = "unknown"
    """Its addresses could not be looked up."""
    INSIDE = "inside"
    """All of its addresses work only inside a network, or only inside one computer."""
    INTERNAL = "internal"
    """The same, but of a kind that a network's own name servers tell to those inside."""
    ADDRESS = "address"
    """An address stands where the name belongs (RFC 5321 section 5.1, RFC 1035 section 3.3.9)."""
    NO_NAME = "no-name"
    """No server can have the name."""
    MISSING = "missing"
    """The name does not exist."""
    NO_ADDRESS = "no-address"


_USABLE: Final = (Standing.GOOD, Standing.ALIAS, Standing.PARTLY_INSIDE)
_NO_GOOD: Final = (
    Standing.MISSING,
    Standing.NO_ADDRESS,
    Standing.ADDRESS,
    Standing.NO_NAME,
    Standing.INSIDE,
)


def judge(facts: MxFacts) -> Verdict:
    """The verdict on a domain's servers for incoming mail."""
    seen = records_seen(
        facts.answer, *facts.own, *(each for host in facts.hosts for each in host.answers)
    )
    params: Params = {"domain": facts.domain}
    if facts.answer.state is AnswerState.TEMPORARY_FAILURE:
        return Verdict("domain.mx.temporary-failure", Status.UNKNOWN, params, seen)
    if facts.answer.state is AnswerState.NO_SUCH_NAME:
        return Verdict("domain.mx.no-such-domain", Status.FAILED, params, seen, _CAUSE, 0.95)
    if not facts.records:
        return _without_records(facts, params, seen)
    if not facts.hosts:
        about = {**params, **_record_of(facts), "old_record": facts.null[0].text}
        return Verdict("domain.mx.null", Status.WARNING, about, seen)
    return _with_hosts(facts, params, seen)


def _without_records(facts: MxFacts, params: Params, seen: tuple[RecordSeen, ...]) -> Verdict:
    """The domain itself is the server, if it has an address (RFC 5321 section 5.1)."""
    addresses = [text for text in addresses_in(facts.own) if _is_reachable(text)]
    if addresses:
        record: Params = {"record": f"10 {facts.domain}.", "address": addresses[0]}
        about = {**params, **_record_of(facts), **record}
        return Verdict("domain.mx.implicit", Status.WARNING, about, seen)
    if any(answer.state is AnswerState.TEMPORARY_FAILURE for answer in facts.own):
        return Verdict("domain.mx.temporary-failure", Status.UNKNOWN, params, seen)
    return Verdict("domain.mx.nobody", Status.FAILED, params, seen, _CAUSE, 0.9)


def _with_hosts(facts: MxFacts, params: Params, seen: tuple[RecordSeen, ...]) -> Verdict:
    standings = [(standing_of(host, facts.domain), host) for host in facts.hosts]
    found = {standing for standing, _ in standings}
    if found != {Standing.INTERNAL}:
        inside = {Standing.INTERNAL: Standing.INSIDE}
        standings = [(inside.get(standing, standing), host) for standing, host in standings]
        found = {standing for standing, _ in standings}
    names = [host.name for host in facts.hosts]
    provider = provider_of_mx(names)
    params = {
        **params,
        "count": len(facts.records),
        "hosts": ", ".join(names[:MAX_NAMED]),
        "provider": "" if provider is None else provider.name,
    }
    if found == {Standing.INTERNAL}:
        about = {**params, **_about(facts.hosts[0], Standing.INSIDE, facts)}
        return Verdict("domain.mx.internal", Status.INFO, about, seen)
    if facts.complete and found.isdisjoint(_USABLE):
        if Standing.UNKNOWN in found:
            return Verdict("domain.mx.hosts-unknown", Status.UNKNOWN, params, seen)
        standing, host = standings[0]
        about = {**params, **_about(host, standing, facts)}
        return Verdict(f"domain.mx.only-{standing}", Status.FAILED, about, seen, _CAUSE, 0.9)
    if facts.null:
        about = {**params, **_record_of(facts), "old_record": facts.null[0].text}
        return Verdict("domain.mx.null-besides", Status.WARNING, about, seen)
    for bad in (*_NO_GOOD, Standing.PARTLY_INSIDE, Standing.ALIAS):
        for standing, host in standings:
            if standing is bad:
                about = {**params, **_about(host, standing, facts)}
                return Verdict(f"domain.mx.host-{standing}", Status.WARNING, about, seen)
    return _good(params, seen, known=Standing.UNKNOWN not in found)


def _good(params: Params, seen: tuple[RecordSeen, ...], *, known: bool) -> Verdict:
    if not known:
        return Verdict("domain.mx.partly-known", Status.INFO, params, seen)
    if params["provider"]:
        return Verdict("domain.mx.provider", Status.OK, params, seen)
    if params["count"] == 1:
        return Verdict("domain.mx.one-server", Status.INFO, params, seen)
    return Verdict("domain.mx.ok", Status.OK, params, seen)


def standing_of(host: MxHost, domain: str) -> Standing:
    """What one server is good for."""
    address, addresses = _address_in(host, domain), host.addresses
    if address is not None and not addresses:
        return Standing.ADDRESS if is_reachable(address) else Standing.INSIDE
    if host.is_local:
        return Standing.INSIDE
    if ascii_host(host.name) is None:
        return Standing.NO_NAME
    reachable = [_is_reachable(each) for each in addresses]
    if not reachable:
        return _without_address(host)
    if not any(reachable):
        internal = all(is_internal(read_address(each)) for each in addresses)
        return Standing.INTERNAL if internal else Standing.INSIDE
    if not all(reachable):
        return Standing.PARTLY_INSIDE
    aliased = any(answer.aliases for answer in host.answers)
    return Standing.ALIAS if aliased else Standing.GOOD


def _without_address(host: MxHost) -> Standing:
    states = {answer.state for answer in host.answers}
    if AnswerState.NO_SUCH_NAME in states:
        return Standing.MISSING
    if AnswerState.TEMPORARY_FAILURE in states:
        return Standing.UNKNOWN
    return Standing.NO_ADDRESS


def _address_in(host: MxHost, domain: str) -> IpAddress | None:
    """The address in the place of the name; a zone file adds the domain where a dot is missing."""
    return as_address(host.name) or as_address(host.name.removesuffix(f".{domain}"))


def _about(host: MxHost, standing: Standing, facts: MxFacts) -> Params:
    """What the sentences say of one server, and the record that would be right where we know it."""
    params: Params = {**_record_of(facts), "host": host.name, "old_record": host.record.text}
    preference = host.record.preference
    inside = [address for address in host.addresses if not _is_reachable(address)]
    match standing:
        case Standing.ALIAS:
            target = next(answer.aliases[-1] for answer in host.answers if answer.aliases)
            params |= {"record": f"{preference} {target}", "target": target.rstrip(".")}
        case Standing.PARTLY_INSIDE:
            kind = address_type(read_address(inside[0]))
            params |= {"record_type": kind, "record_name": host.name, "address": inside[0]}
            params |= {"old_record": inside[0], "record_label": host.name}
        case Standing.INSIDE:
            params["address"] = ", ".join(inside[:MAX_NAMED])
        case Standing.ADDRESS:
            address = _address_in(host, facts.domain)
            assert address is not None
            name = f"mail.{facts.domain}"
            params |= {"record": f"{preference} {name}.", "new_host": name}
            params |= {"address": str(address), "address_type": address_type(address)}
    return params


def _record_of(facts: MxFacts) -> Params:
    return {"record_type": "MX", "record_name": facts.domain, "record_label": "@"}


def _is_reachable(address: str) -> bool:
    return is_reachable(read_address(address))
