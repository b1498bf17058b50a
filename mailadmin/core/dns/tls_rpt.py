"""TLS-RPT (RFC 8460): where other mail servers report trouble with encryption to."""

import re
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns import tags
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.report_uri import ReportUri, parse_uris
from mailadmin.core.dns.tags import EXTENSION_NAME, Malformed, Reason, Tag

SCHEMES: Final = ("mailto", "https")
"""What a report can be sent to (section 3)."""

_VERSION: Final = re.compile(r"v=TLSRPTv1[ \t]*(?:;|$)")
_EXTENSION_VALUE: Final = re.compile(r"[\x21-\x3a\x3c\x3e-\x7e]+")


class TlsRptFault(msgspec.Struct, frozen=True, kw_only=True):
    """A wrong part: its ``text``, and ``at`` which character of the record it begins, from 0."""

    at: int
    text: str


class TlsRptRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A record that begins as one. ``rua`` are all destinations, right or wrong."""

    text: str
    rua: tuple[ReportUri, ...] = ()
    faults: tuple[TlsRptFault, ...] = ()

    @property
    def usable(self) -> tuple[ReportUri, ...]:
        """The destinations that reports can be sent to."""
        return tuple(uri for uri in self.rua if uri.problem is None and uri.scheme in SCHEMES)


class State(StrEnum):
    """Whether there is a record."""

    FOUND = "found"
    NONE = "none"
    SEVERAL = "several"
    """Senders then act as if there were none (section 3)."""
    UNKNOWN = "unknown"


class TlsRptFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS says. ``mailbox`` is an address of the domain that is known to exist."""

    domain: str
    state: State
    answer: Answer
    records: tuple[TlsRptRecord, ...] = ()
    mailbox: str | None = None


def is_record(text: str) -> bool:
    """Whether a TXT record is a TLS-RPT record at all, right or wrong."""
    return _VERSION.match(text) is not None


def parse(text: str) -> TlsRptRecord:
    """Read a record for which :func:`is_record` holds. Never raises."""
    read = tags.parse(text, names=EXTENSION_NAME)
    faults = [_malformed(part) for part in read.malformed if part.reason is not Reason.FINAL_SPACE]
    rua: list[ReportUri] = []
    for tag in read.tags[1:]:
        if tag.name == "rua":
            uris = parse_uris(tag.value, tag.value_at)
            faults += [
                TlsRptFault(at=uri.at, text=uri.text or "rua=")
                for uri in uris
                if uri.problem is not None or uri.size or uri.scheme not in SCHEMES
            ]
            rua += uris
        elif _EXTENSION_VALUE.fullmatch(tag.value) is None:
            faults.append(_wrong(tag))
        if tag.value_at != tag.at + len(tag.name) + 1:
            faults.append(_wrong(tag))
    if not rua:
        faults.append(TlsRptFault(at=len(text), text=text))
    return TlsRptRecord(text=text, rua=tuple(rua), faults=tuple(faults))


async def look_up(domain: str, asker: Asker, *, mailbox: str | None = None) -> TlsRptFacts:
    """The TLS-RPT record of a domain. ``mailbox`` is an address there that is known to exist."""
    answer = await asker.query(f"_smtp._tls.{domain}", "TXT")
    records = tuple(parse(value) for value in answer.values if is_record(value))
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        state = State.UNKNOWN
    elif len(records) > 1:
        state = State.SEVERAL
    else:
        state = State.FOUND if records else State.NONE
    return TlsRptFacts(domain=domain, state=state, answer=answer, records=records, mailbox=mailbox)


def _malformed(part: Malformed) -> TlsRptFault:
    return TlsRptFault(at=part.at, text=part.text)


def _wrong(tag: Tag) -> TlsRptFault:
    return TlsRptFault(at=tag.at, text=f"{tag.name}={tag.value}")
