"""What the domain's SRV records say of its mail servers (RFC 6186, RFC 8314 section 5.1)."""

import asyncio
from collections.abc import Mapping
from typing import Final

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.discover.found import Found, FoundServer, Method, Source, Trust
from mailadmin.core.discover.kin import Kin, is_of_provider
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mx import as_address
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Asker

SUBMISSION: Final = ("_submissions", "_submission")
INBOX: Final = ("_imaps", "_imap")
"""Services, the one that is encrypted from the start first (RFC 8314 section 3)."""

MOST: Final = 8
"""Servers of one service that are looked at. An answer has room for thousands."""

_NOT_OFFERED: Final = "."
_ENCRYPTED: Final = ("_submissions", "_imaps")
_KIND: Final = {"_submissions": "smtp", "_submission": "smtp", "_imaps": "imap", "_imap": "imap"}

DECLINED: Final = "discover.srv.declined"
INBOX_ONLY: Final = "discover.srv.inbox-only"


class SrvRecord(msgspec.Struct, frozen=True):
    """One record (RFC 2782), its target without the final dot but for the root itself."""

    priority: int
    weight: int
    port: int
    target: str


class SrvFacts(msgspec.Struct, frozen=True, kw_only=True):
    """The answers for a domain by service, and the records in them, the first to use first."""

    domain: str
    answers: Mapping[str, Answer]
    records: Mapping[str, tuple[SrvRecord, ...]]

    def is_declined(self, service: str) -> bool:
        """Whether the domain says that it does not offer the service (RFC 6186 section 3.4)."""
        records = self.records[service]
        return bool(records) and all(one.target == _NOT_OFFERED for one in records)


async def look_up(domain: str, asker: Asker) -> SrvFacts:
    """Ask for the records of a domain's mail services, all at once."""
    services = (*SUBMISSION, *INBOX)
    asked = [asker.start(f"{service}._tcp.{domain}", "SRV") for service in services]
    answers = dict(zip(services, await asyncio.gather(*asked), strict=True))
    return SrvFacts(
        domain=domain,
        answers=answers,
        records={service: parse(answer) for service, answer in answers.items()},
    )


def parse(answer: Answer) -> tuple[SrvRecord, ...]:
    """The records of an answer in the order to use them.

    The lowest priority first. RFC 2782 draws lots among equals by their weight; here the heaviest
    comes first, because a person who asks twice should be told the same.
    """
    records = (_record(value) for value in answer.values)
    ordered = sorted(records, key=lambda one: (one.priority, -one.weight, one.target, one.port))
    return tuple(ordered[:MOST])


def _record(value: str) -> SrvRecord:
    priority, weight, port, target = value.split(maxsplit=3)
    name = target.lower().rstrip(".") or _NOT_OFFERED
    return SrvRecord(int(priority), int(weight), int(port), name)


async def look_srv(wish: Wish, asker: Asker) -> Answered:
    """The settings that the records of the address's domain describe."""
    return judge_srv(await look_up(wish.domain, asker), wish.address)


def judge_srv(facts: SrvFacts, address: str) -> Answered:
    """What the records come to: servers, or why there are none."""
    outgoing = _servers(facts, SUBMISSION, address)
    incoming = _servers(facts, INBOX, address)
    origin = f"{SUBMISSION[0]}._tcp.{facts.domain}"
    if outgoing:
        hosts = [server.host for server in (*outgoing, *incoming)]
        kin = Kin(domain=facts.domain)
        near = all(kin.is_own(host) or is_of_provider(host) for host in hosts)
        return Found(
            source=Source.SRV,
            trust=Trust.LIKELY if near else Trust.DOUBTFUL,
            origin=_origin(facts, outgoing[0]),
            outgoing=outgoing,
            incoming=incoming,
        )
    states = [answer.state for answer in facts.answers.values()]
    if AnswerState.TEMPORARY_FAILURE in states and AnswerState.FOUND not in states:
        error = next(answer.error for answer in facts.answers.values() if answer.error)
        return Nothing(source=Source.SRV, why=Why.UNREACHABLE, origin=origin, detail=error)
    if all(facts.is_declined(service) for service in SUBMISSION if facts.records[service]) and any(
        facts.records[service] for service in SUBMISSION
    ):
        return Nothing(source=Source.SRV, why=Why.NOT_THERE, origin=origin, sentence=DECLINED)
    if incoming:
        return Nothing(source=Source.SRV, why=Why.NOT_THERE, origin=origin, sentence=INBOX_ONLY)
    broken = any(facts.records[service] for service in SUBMISSION)
    return Nothing(source=Source.SRV, why=Why.BROKEN if broken else Why.NOT_THERE, origin=origin)


def _servers(facts: SrvFacts, services: tuple[str, ...], address: str) -> tuple[FoundServer, ...]:
    return tuple(
        FoundServer(
            kind=_KIND[service],
            host=record.target,
            port=record.port,
            # The upgrade, but for who lists the port that is encrypted from the start.
            security=Security.TLS if service in _ENCRYPTED else Security.AUTO.on_port(record.port),
            methods=(Method.PASSWORD,),
            user_name=address,  # RFC 6186 section 4
        )
        for service in services
        for record in facts.records[service]
        if is_usable(record)
    )


def is_usable(record: SrvRecord) -> bool:
    """Whether a record names a server: its target is a host's name (RFC 2782)."""
    named = ascii_host(record.target) is not None and as_address(record.target) is None
    return named and record.port > 0


def _origin(facts: SrvFacts, server: FoundServer) -> str:
    for service in SUBMISSION:
        if any((one.target, one.port) == (server.host, server.port)
               for one in facts.records[service]):  # fmt: skip
            return f"{service}._tcp.{facts.domain}"
    return facts.domain
