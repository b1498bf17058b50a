"""Whether reports may go to the addresses of a record (RFC 9990 section 4).

An address of another organization has to agree, or anybody could have somebody else flooded with
reports.
"""

import asyncio
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dmarc.discovery import DmarcPolicy, Source
from mailadmin.core.dns.dmarc.record import is_record
from mailadmin.core.dns.dmarc.walk import walk
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.report_uri import ReportUri

MOST_HOSTS: Final = 10
"""Other organizations that are asked; nobody reports to more, and a record could name hundreds."""


class Destination(StrEnum):
    """What becomes of reports to one address."""

    OWN = "own"
    """It is in the same organization."""
    AUTHORISED = "authorised"
    NOT_AUTHORISED = "not-authorised"
    UNKNOWN = "unknown"
    OTHER_KIND = "other-kind"
    """No ``mailto:``; receivers need not know any other kind (RFC 9989 section 4.7)."""
    MALFORMED = "malformed"


class ReportAddress(msgspec.Struct, frozen=True, kw_only=True):
    """One address of a record. ``tag`` is ``rua`` or ``ruf``."""

    tag: str
    uri: ReportUri
    destination: Destination


class ReportFacts(msgspec.Struct, frozen=True):
    """All addresses of a record, with the answers of those who were asked."""

    addresses: tuple[ReportAddress, ...] = ()
    answers: tuple[Answer, ...] = ()


async def look_up(policy: DmarcPolicy, asker: Asker) -> ReportFacts:
    """Look at every address of the record that applies."""
    record, record_at = policy.record, policy.record_at
    if record is None or record_at is None:
        return ReportFacts()
    home = record_at if policy.source is Source.PUBLIC_SUFFIX else policy.organizational_domain
    named = [("rua", uri) for uri in record.rua] + [("ruf", uri) for uri in record.ruf]
    usable = [uri for _, uri in named if uri.problem is None and uri.scheme == "mailto"]
    hosts = list(dict.fromkeys(uri.host for uri in usable))[:MOST_HOSTS]
    found = await asyncio.gather(*(_host(host, record_at, home, asker) for host in hosts))
    known = {host: destination for host, (destination, _) in zip(hosts, found, strict=True)}
    addresses = []
    for tag, uri in named:
        if uri.problem is not None:
            destination = Destination.MALFORMED
        elif uri.scheme != "mailto":
            destination = Destination.OTHER_KIND
        else:
            destination = known.get(uri.host, Destination.UNKNOWN)
        addresses.append(ReportAddress(tag=tag, uri=uri, destination=destination))
    answers = tuple(answer for _, answer in found if answer is not None)
    return ReportFacts(tuple(addresses), answers)


async def _host(
    host: str, record_at: str, home: str | None, asker: Asker
) -> tuple[Destination, Answer | None]:
    if host in (record_at, home):
        return Destination.OWN, None
    sure = home is not None
    # An organizational domain is the name itself or one above it: only then is it worth a walk.
    if home is not None and host.endswith(f".{home}"):
        its = (await walk(host, asker)).organizational_domain
        if its == home:
            return Destination.OWN, None
        sure = its is not None
    answer = await asker.query(f"{record_at}._report._dmarc.{host}", "TXT")
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        return Destination.UNKNOWN, answer
    if any(map(is_record, answer.values)):
        return Destination.AUTHORISED, answer
    return Destination.NOT_AUTHORISED if sure else Destination.UNKNOWN, answer
