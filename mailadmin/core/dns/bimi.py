"""BIMI (draft-brand-indicators-for-message-identification): the logo beside a domain's mail.

Only what stands in the DNS is looked at: neither the logo nor its certificate is fetched.
"""

import asyncio
import re
import urllib.parse
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns import tags
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.dmarc import DmarcPolicy, discover
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.tags import Reason

_VERSION: Final = re.compile(r"v[ \t]*=[ \t]*BIMI1[ \t]*(?:;|$)")


class State(StrEnum):
    """Whether there is a record."""

    FOUND = "found"
    NONE = "none"
    SEVERAL = "several"
    """Receivers then act as if there were none."""
    UNKNOWN = "unknown"


class BimiFaultReason(StrEnum):
    """What is wrong with a record."""

    NO_TAG = "no-tag"
    REPEATED = "repeated"
    NO_LOGO = "no-logo"
    """There is no ``l=``, or it is empty although there is a certificate."""
    LOGO_ADDRESS = "logo-address"
    """``l=`` is no https address."""
    LOGO_KIND = "logo-kind"
    """The logo is no SVG, as far as its name tells."""
    CERTIFICATE_ADDRESS = "certificate-address"
    """``a=`` is no https address."""
    CERTIFICATE_KIND = "certificate-kind"
    """The certificate is no PEM file, as far as its name tells."""


class BimiFault(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong part: its ``text``, and ``at`` which character of the record it begins, from 0."""

    reason: BimiFaultReason
    at: int
    text: str


class BimiRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that begins as one. ``logo`` and ``certificate`` are addresses, or empty."""

    text: str
    logo: str = ""
    certificate: str = ""
    faults: tuple[BimiFault, ...] = ()

    @property
    def declined(self) -> bool:
        """Whether the domain says that it wants no logo: both addresses there and empty."""
        return not self.faults and not self.logo


class BimiFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS says. ``record_at`` is the domain that has the records."""

    domain: str
    state: State
    answers: tuple[Answer, ...]
    dmarc: DmarcPolicy
    records: tuple[BimiRecord, ...] = ()
    record_at: str | None = None


def is_record(text: str) -> bool:
    """Whether a TXT record is a BIMI record at all, right or wrong."""
    return _VERSION.match(text) is not None


def parse(text: str) -> BimiRecord:
    """Read a record for which :func:`is_record` holds. Never raises."""
    read = tags.parse(text)
    faults = [
        BimiFault(reason=BimiFaultReason.NO_TAG, at=part.at, text=part.text)
        for part in read.malformed
        if part.reason is not Reason.FINAL_SPACE
    ]
    faults += [
        BimiFault(reason=BimiFaultReason.REPEATED, at=tag.at, text=f"{tag.name}={tag.value}")
        for tag in read.repeated
    ]
    logo, certificate = read.tag("l"), read.tag("a")
    if logo is None or (not logo.value and certificate is not None and certificate.value):
        at = len(text) if logo is None else logo.at
        faults.append(BimiFault(reason=BimiFaultReason.NO_LOGO, at=at, text=text))
    for tag, address, kind, endings in (
        (logo, BimiFaultReason.LOGO_ADDRESS, BimiFaultReason.LOGO_KIND, (".svg", ".svgz")),
        (
            certificate,
            BimiFaultReason.CERTIFICATE_ADDRESS,
            BimiFaultReason.CERTIFICATE_KIND,
            (".pem",),
        ),
    ):
        if tag is None or not tag.value:
            continue
        path = _path(tag.value)
        if path is None:
            faults.append(BimiFault(reason=address, at=tag.at, text=f"{tag.name}={tag.value}"))
        elif not path.lower().endswith(endings):
            faults.append(BimiFault(reason=kind, at=tag.at, text=f"{tag.name}={tag.value}"))
    return BimiRecord(
        text=text,
        logo="" if logo is None else logo.value,
        certificate="" if certificate is None else certificate.value,
        faults=tuple(faults),
    )


async def look_up(domain: str, asker: Asker) -> BimiFacts:
    """The BIMI record of a domain, else that of its organizational domain."""
    own, dmarc = await asyncio.gather(_query(domain, asker), discover(domain, asker))
    answers: tuple[Answer, ...] = (own,)
    record_at = domain
    above = dmarc.organizational_domain
    missing = own.state is not AnswerState.TEMPORARY_FAILURE and not _records(own)
    if missing and above is not None and above != domain:
        answers, record_at = (own, await _query(above, asker)), above
    records = _records(answers[-1])
    if answers[-1].state is AnswerState.TEMPORARY_FAILURE or (missing and above is None):
        state = State.UNKNOWN
    elif len(records) > 1:
        state = State.SEVERAL
    else:
        state = State.FOUND if records else State.NONE
    return BimiFacts(
        domain=domain,
        state=state,
        answers=answers,
        dmarc=dmarc,
        records=tuple(map(parse, records)),
        record_at=record_at if records else None,
    )


async def _query(domain: str, asker: Asker) -> Answer:
    return await asker.query(f"default._bimi.{domain}", "TXT")


def _records(answer: Answer) -> list[str]:
    return [value for value in answer.values if is_record(value)]


def _path(address: str) -> str | None:
    """The path of an https address, None if it is none."""
    try:
        parts = urllib.parse.urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return None
    if parts.scheme != "https" or " " in address or ascii_host(host) is None:
        return None
    return parts.path
