"""DANE for SMTP: which certificates the mail servers of a domain may show (RFC 7672, 6698, 7671).

The records are asked for at the names that the MX records give. Nothing connects to the mail
servers: port 25 is closed to most computers, so whether the certificates fit is not known here.
"""

import asyncio
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns import dnssec
from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.mx import mail_hosts
from mailadmin.core.dns.questions import Asker

MOST_HOSTS: Final = 10
"""Mail servers that are looked at, the best first."""

MOST_RECORDS: Final = 50
"""Records of one mail server that are read."""

_PKIX: Final = (0, 1)
_USAGES: Final = (0, 1, 2, 3)
_SELECTORS: Final = (0, 1)
_DIGITS: Final = {1: 64, 2: 128}
"""Hexadecimal digits of the digests: SHA-256, SHA-512 (RFC 6698 section 7.4)."""


class Unusable(StrEnum):
    """Why a record says nothing to a mail server."""

    PKIX = "pkix"
    """It relies on public authorities (usage 0 or 1), which SMTP does not (RFC 7672 §3.1.3)."""
    UNKNOWN = "unknown"
    """A number that has no meaning."""
    LENGTH = "length"
    """The digest is too short or too long."""


class TlsaRecord(msgspec.Struct, frozen=True, kw_only=True):
    """One record (RFC 6698 section 2.1). ``data`` is hexadecimal; ``text`` is the whole of it."""

    text: str
    usage: int
    selector: int
    matching: int
    data: str

    @property
    def unusable(self) -> Unusable | None:
        """Why no mail server can use it; None where it can."""
        if self.usage in _PKIX:
            return Unusable.PKIX
        matchings = (0, *_DIGITS)
        known = (self.usage in _USAGES, self.selector in _SELECTORS, self.matching in matchings)
        if not all(known):
            return Unusable.UNKNOWN
        digits = _DIGITS.get(self.matching)
        if not self.data or (digits is not None and len(self.data) != digits):
            return Unusable.LENGTH
        return None

    @property
    def is_of_one_certificate(self) -> bool:
        """Whether it fits one certificate and not the next with the same key (RFC 7671 §5.1)."""
        return self.usage == 3 and self.selector == 0


class DaneHost(msgspec.Struct, frozen=True, kw_only=True):
    """A mail server, and what the DNS says of its certificates."""

    name: str
    answer: Answer
    records: tuple[TlsaRecord, ...] = ()

    @property
    def usable(self) -> tuple[TlsaRecord, ...]:
        """The records that senders can use."""
        return tuple(record for record in self.records if record.unusable is None)


class DaneFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS says. ``root`` shows whether the resolver verifies with DNSSEC at all."""

    domain: str
    mx: Answer
    root: Answer
    hosts: tuple[DaneHost, ...] = ()


async def look_up(domain: str, asker: Asker) -> DaneFacts:
    """Ask for the mail servers, and for the TLSA records of each."""
    mx, root = await asker.query_all([(domain, "MX"), (dnssec.ROOT, "SOA")])
    names = mail_hosts(domain, mx)[:MOST_HOSTS]
    hosts = await asyncio.gather(*(_host(name, asker) for name in names))
    return DaneFacts(domain=domain, mx=mx, root=root, hosts=tuple(hosts))


async def _host(name: str, asker: Asker) -> DaneHost:
    answer = await asker.query(f"_25._tcp.{name}", "TLSA")
    return DaneHost(
        name=name, answer=answer, records=tuple(map(parse, answer.values[:MOST_RECORDS]))
    )


def parse(text: str) -> TlsaRecord:
    """A record from its presentation format, as the resolver gives it."""
    usage, selector, matching, *data = text.split()
    return TlsaRecord(
        text=text,
        usage=int(usage),
        selector=int(selector),
        matching=int(matching),
        data="".join(data).lower(),
    )
