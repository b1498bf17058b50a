"""Findings: the answer to a check, with the evidence it stands on.

A finding carries an id, a status and parameters, never a sentence: the sentences live in
:mod:`mailadmin.core.texts`, causes and fixes in :mod:`mailadmin.core.diagnosis`.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from mailadmin.core.account import Route

Params = dict[str, str | int | float]
"""Named values for the sentence of a finding."""


class Status(StrEnum):
    """The state of a finding."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """It could not be found out."""
    SKIPPED = "skipped"
    """An earlier failure made it pointless."""


class _Evidence(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What was actually seen. The tag is the contract's ``kind``."""


class ReplySeen(_Evidence, frozen=True, tag="reply"):
    """A server's reply (RFC 5321 section 4.2): lines joined by newlines, codes kept apart."""

    code: int
    enhanced: str | None
    text: str


class AddressSeen(_Evidence, frozen=True, tag="address"):
    """One address that was tried. ``outcome`` is ``connected`` or a problem kind."""

    address: str
    outcome: str
    elapsed_ms: float | None = None


class TermSeen(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A term of a record that leads to others, such as an ``include`` of SPF.

    ``lookups`` is the running count of terms that ask the DNS, this one included. ``problem`` is
    an id of a sentence, empty where nothing is wrong; ``record`` is what the term leads to.
    """

    text: str
    lookups: int
    problem: str = ""
    record: "RecordSeen | None" = None


class RecordSeen(_Evidence, frozen=True, tag="record", omit_defaults=True):
    """A DNS answer: ``values`` in presentation format, empty when there was none.

    ``terms`` are those of a record that was followed to others.
    """

    name: str
    type: str
    values: tuple[str, ...]
    answer: str
    """``found``, ``no-such-name``, ``no-data`` or ``temporary-failure``."""
    terms: tuple[TermSeen, ...] = ()


def walk(record: RecordSeen, level: int = 1) -> Iterator[tuple[TermSeen, int]]:
    """The terms of a tree from top to bottom, each with its level: 1 for the record's own."""
    for term in record.terms:
        yield term, level
        if term.record is not None:
            yield from walk(term.record, level + 1)


class CertificateSeen(_Evidence, frozen=True, tag="certificate"):
    """A certificate as the server presented it; ``chain`` holds the subjects, leaf first."""

    subject: str
    names: tuple[str, ...]
    issuer: str
    not_before: datetime
    not_after: datetime
    days_left: int
    sha256: str
    key: str
    chain: tuple[str, ...]
    problems: tuple[str, ...] = ()
    """``expired``, ``not-yet-valid``, ``other-name``, ``self-signed``, ``untrusted``, ``weak``."""


class TlsSeen(_Evidence, frozen=True, tag="tls"):
    """What both sides agreed on."""

    version: str
    cipher: str
    bits: int


class CapabilitySeen(_Evidence, frozen=True, tag="capability"):
    """The EHLO lines as the server wrote them; ``encrypted`` says when they were read."""

    lines: tuple[str, ...]
    encrypted: bool


class HeaderSeen(_Evidence, frozen=True, tag="header"):
    """One header field of a message."""

    name: str
    value: str


class TranscriptSeen(_Evidence, frozen=True, tag="transcript"):
    """The conversation, secrets removed as it was recorded."""

    lines: tuple[str, ...]


class ExceptionSeen(_Evidence, frozen=True, tag="exception"):
    """What the operating system or a library said when it could not go on."""

    type: str
    text: str
    errno: int | None = None


Evidence = (
    ReplySeen
    | AddressSeen
    | RecordSeen
    | CertificateSeen
    | TlsSeen
    | CapabilitySeen
    | HeaderSeen
    | TranscriptSeen
    | ExceptionSeen
)


class Guess(msgspec.Struct, frozen=True):
    """A cause and how sure it is, from 0 to 1."""

    cause: str
    confidence: float


class Verdict(msgspec.Struct, frozen=True):
    """What judgement says of the facts of one check: no time, no words.

    ``id`` names the sentence in :mod:`mailadmin.core.texts`, ``cause`` one of
    ``mailadmin.core.diagnosis`` (None where nothing is wrong or nothing is certain); ``also`` are
    the other causes that are possible, the likeliest first.
    """

    id: str
    status: Status
    params: Params = {}
    evidence: tuple[Evidence, ...] = ()
    cause: str | None = None
    confidence: float | None = None
    also: tuple[Guess, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """A verdict about one subject, with its time. ``elapsed_ms`` counts the check's own work."""

    check: str
    subject: str
    route: Route | None
    verdict: Verdict
    started: datetime
    elapsed_ms: float

    @property
    def status(self) -> Status:
        """The verdict's status."""
        return self.verdict.status


def is_repeated(finding: Finding, earlier: Iterable[Finding]) -> bool:
    """Whether a failure was told before, word for word.

    A second look that found nothing new ends with the failure it began with.
    """
    if finding.status is not Status.FAILED:
        return False
    told = (finding.check, finding.subject, finding.route, finding.verdict)
    return any(told == (one.check, one.subject, one.route, one.verdict) for one in earlier)


def evidence_to_builtins(evidence: Evidence) -> dict[str, Any]:
    """The evidence as JSON-ready data with its ``kind``."""
    data: dict[str, Any] = msgspec.to_builtins(evidence)
    return data
