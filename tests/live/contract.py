"""The lines of JSON as the contract fixes them: every field, its type, and its words."""

from datetime import datetime
from typing import Any, Literal

import msgspec

Status = Literal["ok", "info", "warning", "failed", "unknown", "skipped"]
RouteName = Literal["mail-server", "messenger"]


class Copy(msgspec.Struct):
    label: str
    text: str


class Fix(msgspec.Struct):
    who: Literal["you", "mail-admin", "domain-host", "network-admin", "recipient", "nobody"]
    steps: list[str]
    copy: list[Copy]
    link: str | None


class FindingLine(msgspec.Struct):
    type: Literal["finding"]
    check: str
    subject: str
    route: RouteName | None
    status: Status
    title: str
    detail: str | None
    cause: str | None
    confidence: float | None
    fix: Fix | None
    evidence: list[dict[str, Any]]
    started: datetime
    elapsed_ms: float


class ResultLine(msgspec.Struct):
    type: Literal["result"]
    command: str
    status: Literal["passed", "warning", "failed", "uncertain", "unknown"]
    title: str
    proven: list[str]
    not_proven: list[str]
    route: RouteName | None
    message_id: str | None
    elapsed_ms: float


class SendResultLine(ResultLine):
    fallback_cause: str | None
    accepted: list[str]
    refused: list[str]
    queue_id: str | None


class Mailbox(msgspec.Struct):
    address: str
    folder: Literal["inbox", "junk", "other"] | None
    name: str | None
    seconds: float | None
    problem: str | None
    reading: str | None


class ArrivalResultLine(ResultLine):
    mailboxes: list[Mailbox]


CHECKS = {
    "dns.resolve", "net.connect", "smtp.greeting", "smtp.ehlo", "tls.handshake",
    "tls.certificate", "smtp.auth", "smtp.sender", "smtp.recipient", "smtp.message",
}  # fmt: skip
ARRIVAL_CHECKS = CHECKS | {
    "inbox.connect", "inbox.auth", "inbox.arrival", "message.path", "message.spf", "message.dkim",
    "message.dmarc", "message.arc", "message.verdict", "message.content", "message.bounce",
    "domain.ptr", "domain.blocklist",
}  # fmt: skip
EVIDENCE = {
    "reply", "address", "record", "certificate", "tls", "capability", "header", "transcript",
    "exception",
}  # fmt: skip


RESULTS = {"send": SendResultLine, "arrival": ArrivalResultLine}


def keeps_the_contract(out: str, command: str) -> None:
    """Findings, then one result as the last line; a field missing or of another type fails."""
    *findings, result = out.splitlines()
    assert msgspec.json.decode(result, type=RESULTS.get(command, ResultLine)).command == command
    assert findings
    for line in findings:
        finding = msgspec.json.decode(line, type=FindingLine)
        assert finding.check in (ARRIVAL_CHECKS if command == "arrival" else CHECKS)
        assert {seen["kind"] for seen in finding.evidence} <= EVIDENCE
        if finding.check in CHECKS:
            assert (finding.fix is None) == (finding.cause is None)
        assert finding.started.tzinfo is not None
