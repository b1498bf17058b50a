"""Cases of missing messages, made by hand."""

from datetime import UTC, datetime, timedelta

from mailadmin.core.account import Route
from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen, Where
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mx import MxFacts, MxHost, MxRecord
from mailadmin.core.domain.outcome import DomainResult
from mailadmin.core.event import Outcome, Phrase, SendResult
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.message.kinds import Kind as MessageKind
from mailadmin.core.missing.answers import After, Amount, Answers, Before, Junk, Scope, When
from mailadmin.core.missing.case import Case, Reason
from mailadmin.core.missing.evidence import Evidence
from mailadmin.core.missing.pasted import Pasted
from mailadmin.core.missing.reasons import rank
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.send.records import Kind, Row, State
from mailadmin.core.send.routes import RecipientResult, RecipientState

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
BERT = "bert@firm.test"
SILENT = Answers(
    scope=Scope.ONE, recipient=BERT, after=After.SILENCE, when=When.EARLIER, junk=Junk.NOT_THERE,
    before=Before.YES, amount=Amount.FEW,
)  # fmt: skip

BOUNCE = """\
From: Mail Delivery System <MAILER-DAEMON@mx.x.test>
To: anna@x.test
Subject: Undelivered Mail Returned to Sender
Message-ID: <report@mx.x.test>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

This is the mail system at host mx.x.test.

<bert@firm.test>: host mx.firm.test[192.0.2.5] said: 550 5.1.1 <bert@firm.test>:
    Recipient address rejected: User unknown (in reply to RCPT TO command)

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.x.test

Final-Recipient: rfc822; bert@firm.test
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.firm.test
Diagnostic-Code: smtp; 550 5.1.1 <bert@firm.test>: Recipient address rejected: User unknown

--b
Content-Type: text/rfc822-headers

From: anna@x.test
To: bert@firm.test
Subject: Offer
Message-ID: <1@x.test>

--b--
"""


def answers(**changes: object) -> Answers:
    return Answers(**{**{f: getattr(SILENT, f) for f in SILENT.__struct_fields__}, **changes})


def row(state: RecipientState, /, **changes: object) -> Row:
    whole = {RecipientState.SENT: State.SENT, RecipientState.UNCERTAIN: State.UNCERTAIN}
    values: dict[str, object] = {
        "id": "abc234", "kind": Kind.MESSAGE, "account_id": "a", "account_name": "A",
        "created": NOW - timedelta(days=1), "changed": NOW,
        "state": whole.get(state, State.NOT_SENT),
        "phase": None, "route": Route.MAIL_SERVER, "message_id": "<1@x.test>", "subject": "Offer",
        "sender": "anna@x.test",
        "recipients": (RecipientResult(address=BERT, state=state, cause="recipient-unknown"),),
        "in_flight": (), "reason": None, "queue_id": "Q1", "size": 2000, "has_text": True,
    }  # fmt: skip
    return Row(**{**values, **changes})


def mx(
    domain: str, state: AnswerState = AnswerState.FOUND, *hosts: str, own: tuple[Answer, ...] = ()
) -> MxFacts:
    """What the DNS says of a domain; each host has an address."""
    records = tuple(MxRecord(10, host) for host in hosts)
    values = tuple(record.text for record in records)
    return MxFacts(
        domain=domain,
        answer=Answer(name=domain, type="MX", state=state, values=values),
        records=records,
        hosts=tuple(
            MxHost(
                record=record,
                answers=(
                    Answer(
                        name=record.host, type="A", state=AnswerState.FOUND, values=("192.0.2.7",)
                    ),
                ),
            )
            for record in records
            if record.host != "."
        ),
        own=own,
    )


def finding(check: str, verdict_id: str, status: Status = Status.FAILED) -> Finding:
    params: dict[str, str | int | float] = {"domain": "x.test", "limit": 20}
    return Finding(
        check=check, subject="x.test", route=None, verdict=Verdict(verdict_id, status, params),
        started=NOW, elapsed_ms=1,
    )  # fmt: skip


def domain_failing(*checks: str, verdict_id: str = "domain.too-slow") -> DomainResult:
    return DomainResult(
        command="domain", status=Outcome.FAILED,
        title=Phrase("domain.result.unknown", {"domain": "x.test"}),
        elapsed_ms=1, domain="x.test",
        findings=tuple(finding(check, verdict_id) for check in checks),
    )  # fmt: skip


def arrived(
    folder: Where | None,
    *findings: Finding,
    seconds: float = 4.0,
    sending: SendResult | None = None,
) -> ArrivalResult:
    reading = MessageResult(
        command="message", status=Outcome.FAILED, title=Phrase("message.result.unknown"),
        elapsed_ms=1,
        findings=findings, failure=findings[0] if findings else None,
    )  # fmt: skip
    seen = MailboxSeen(
        address="anna@gmail.test", folder=folder, seconds=seconds if folder else None,
        reading=reading if folder else None,
    )  # fmt: skip
    return ArrivalResult(
        command="arrival", status=Outcome.PASSED, title=Phrase("arrival.result.not-sent"),
        elapsed_ms=1,
        mailboxes=(seen,), sending=sending or sent("anna@gmail.test"),
    )  # fmt: skip


def sent(*accepted: str, status: Outcome = Outcome.PASSED) -> SendResult:
    return SendResult(
        command="send",
        status=status,
        title=Phrase("send.sent.mail-server"),
        elapsed_ms=1,
        accepted=accepted,
    )


def error(kind: MessageKind = MessageKind.ORDINARY, **about: object) -> Pasted:
    return Pasted(kind=kind, reply="554 no", **about)  # type: ignore[arg-type]


def ranked(given: Answers, evidence: Evidence | None = None) -> list[Reason]:
    return list(rank(Case(given, evidence or Evidence(), NOW)))
