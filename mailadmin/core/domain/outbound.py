"""From which addresses a domain's mail plausibly leaves, where nobody told.

Single addresses that its SPF record allows, and its own servers for incoming mail, which often
send as well. Networks and includes are a provider's, and so are servers that we know as one's:
their addresses are not the user's business.
"""

import asyncio
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import Final

import msgspec

from mailadmin.core.dns import mx
from mailadmin.core.dns.addresses import is_internal, is_reachable, read_address
from mailadmin.core.dns.mx import MxFacts
from mailadmin.core.dns.names import presentation
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.spf.macro import SyntaxProblem
from mailadmin.core.dns.spf.names import spf_records
from mailadmin.core.dns.spf.record import Mechanism, Qualifier, Record, parse
from mailadmin.core.providers import provider_of_host

MAX_ADDRESSES: Final = 8

MAX_TERMS: Final = 10
"""Terms that ask the DNS and are followed, as in SPF itself (RFC 7208 section 4.6.4)."""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked: the addresses of hosts, and the servers of domains, by name."""

    hosts: Mapping[str, tuple[str, ...]]
    servers: Mapping[str, MxFacts]


async def look_up(domain: str, asker: Asker) -> tuple[str, ...]:
    """The addresses, at most :data:`MAX_ADDRESSES`. Fewer where a question stays unanswered."""
    record, own = await asyncio.gather(_record(domain, asker), mx.look_up(domain, asker))
    hosts, domains = asks(domain, record)
    found, served = await asyncio.gather(
        mx.addresses_of(hosts, asker),
        asyncio.gather(*(mx.look_up(each, asker) for each in domains)),
    )
    known = Found(
        hosts={host: mx.addresses_in(answers) for host, answers in found.items()},
        servers={**dict(zip(domains, served, strict=True)), domain: own},
    )
    return plausible(domain, record, known)


def asks(domain: str, record: Record | None) -> tuple[list[str], list[str]]:
    """The hosts whose addresses the record names, and the domains whose servers it names. Pure."""
    hosts: dict[str, None] = {}
    domains: dict[str, None] = {}
    for term in _terms(record):
        target = _target(term, domain) if term.network is None else None
        if target is not None:
            (hosts if term.name == "a" else domains)[target] = None
        if len(hosts) + len(domains) == MAX_TERMS:
            break
    domains.pop(domain, None)
    return list(hosts), list(domains)


def plausible(domain: str, record: Record | None, found: Found) -> tuple[str, ...]:
    """The addresses, those that the record names first. Pure."""
    addresses: dict[str, None] = {}
    for text in _every(domain, record, found):
        address = read_address(text)
        if is_reachable(address) or is_internal(address):
            addresses[str(address)] = None
        if len(addresses) == MAX_ADDRESSES:
            break
    return tuple(addresses)


def _every(domain: str, record: Record | None, found: Found) -> Iterator[str]:
    for term in _terms(record):
        if term.network is not None:
            yield str(term.network.network_address)
            continue
        target = _target(term, domain)
        if target is None:
            continue
        if term.name == "a" and provider_of_host(target) is None:
            yield from _of_families(term, found.hosts.get(target, ()))
        elif term.name == "mx" and target in found.servers:
            for host in found.servers[target].hosts:
                if provider_of_host(host.name) is None:
                    yield from _of_families(term, host.addresses)
    for host in found.servers[domain].hosts:
        if _is_within(host.name, domain):
            yield from host.addresses


def _terms(record: Record | None) -> Iterator[Mechanism]:
    """The terms that allow single addresses."""
    for term in () if record is None else record.mechanisms:
        if term.name == "all":
            return
        if term.network is not None:
            single = term.network.num_addresses == 1
        else:
            single = term.name in ("a", "mx") and (term.four == 32 or term.six == 128)
        if single and term.qualifier is Qualifier.PASS:
            yield term


def _of_families(term: Mechanism, addresses: tuple[str, ...]) -> Iterator[str]:
    """The addresses of the families in which the term means just these."""
    for address in addresses:
        single = term.four == 32 if ip_address(address).version == 4 else term.six == 128
        if single:
            yield address


def _target(term: Mechanism, domain: str) -> str | None:
    """The domain that a term is about, None where it depends on the message (a macro)."""
    if term.domain is None:
        return domain
    text = "".join(part for part in term.domain if isinstance(part, str))
    whole = all(isinstance(part, str) for part in term.domain)
    name = presentation(text) if whole else None
    return name.lower() if name else None


def _is_within(name: str, domain: str) -> bool:
    return f".{name}".endswith(f".{domain}")


async def host_names(domain: str, asker: Asker) -> tuple[str, ...]:
    """Names that a mail server of the domain's own may have, the likelier first."""
    facts = await mx.look_up(domain, asker)
    own = [host.name for host in facts.hosts if _is_within(host.name, domain)]
    return tuple(dict.fromkeys((*own, f"mail.{domain}", f"smtp.{domain}")))


async def _record(domain: str, asker: Asker) -> Record | None:
    texts = spf_records(await asker.query(domain, "TXT"))
    if len(texts) != 1:
        return None
    try:
        return await parse(texts[0])
    except SyntaxProblem:
        return None
