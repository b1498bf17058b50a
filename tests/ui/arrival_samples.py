"""Test messages and readings as the core would report them, made by hand: everything at once."""

from datetime import UTC, datetime, timedelta

import msgspec

from mailadmin.core.account import Account, Security, Server, Witness
from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen, Where
from mailadmin.core.event import Event, Found, Outcome, Phrase, SendResult, Started
from mailadmin.core.finding import (
    Evidence,
    ExceptionSeen,
    Finding,
    HeaderSeen,
    Params,
    Status,
    Verdict,
)
from mailadmin.core.message.path import Hop
from mailadmin.core.reading.outcome import About, MessageResult
from tests.ui import samples

NOW = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)

OWN = "anna@example.com"
OTHER = "anna.berg@freemail.example.net"
THIRD = "rundschreiben-empfangspruefung@posteingang.example.net"

INBOX = Server(host="imap.example.com", port=993, security=Security.TLS, user_name=OWN)
ACCOUNT: Account = msgspec.structs.replace(samples.ACCOUNT, inbox=INBOX)
WITNESSES = tuple(
    Witness(
        id=f"w{number}",
        address=address,
        server=Server(host="imap.example.net", port=993, security=Security.TLS, user_name=address),
    )
    for number, address in enumerate((OTHER, THIRD))
)

ABOUT: Params = {
    "host": "imap.example.com",
    "port": 993,
    "user": OWN,
    "folder": "Junk",
    "error": "The connection was refused",
    "domain": "example.com",
    "limit": 20.0,
    "address": OWN,
    "reply": "AUTHENTICATIONFAILED",
}


def finding(
    check: str,
    status: Status,
    verdict_id: str = "domain.too-slow",
    *evidence: Evidence,
    subject: str = OWN,
    cause: str | None = None,
    elapsed_ms: float = 23.0,
) -> Finding:
    verdict = Verdict(verdict_id, status, ABOUT, evidence, cause, 0.9 if cause else None)
    return Finding(
        check=check,
        subject=subject,
        route=None,
        verdict=verdict,
        started=NOW,
        elapsed_ms=elapsed_ms,
    )


def started(check: str, subject: str = OWN, at: datetime | None = None) -> Started:
    return Started(check=check, subject=subject, route=None, limit=60.0, at=at or datetime.now(UTC))


def signed_in(subject: str) -> list[Event]:
    return [
        started("inbox.connect", subject),
        Found(finding("inbox.connect", Status.OK, "inbox.connect.ok", subject=subject)),
        started("inbox.auth", subject),
        Found(finding("inbox.auth", Status.OK, "inbox.auth.ok", subject=subject)),
    ]


def waiting(subject: str, seconds: float = 7.0) -> list[Event]:
    at = datetime.now(UTC) - timedelta(seconds=seconds)
    return [*signed_in(subject), started("inbox.arrival", subject, at)]


def arrived(subject: str, where: str, status: Status = Status.OK) -> list[Event]:
    there = finding(
        "inbox.arrival", status, f"inbox.arrival.{where}", subject=subject, elapsed_ms=4100.0
    )
    return [*signed_in(subject), started("inbox.arrival", subject), Found(there)]


def refused(subject: str) -> list[Event]:
    no = finding(
        "inbox.auth",
        Status.FAILED,
        "inbox.auth.refused",
        ExceptionSeen(type="NO", text="[AUTHENTICATIONFAILED] Invalid credentials"),
        subject=subject,
        cause="auth-bad-credentials",
    )
    return [*signed_in(subject)[:3], Found(no)]


def hop(number: int, **changes: object) -> Hop:
    made = Hop(
        helo=f"out{number}.example.com",
        name=f"out{number}.example.com",
        address=f"192.0.2.{number}",
        by=f"mx{number}.example.net",
        protocol="ESMTPS",
        tls="TLS1_3, TLS_AES_256_GCM_SHA384",
        encrypted=True,
        at=NOW + timedelta(seconds=number),
        delay=1.0 if number else None,
    )
    return msgspec.structs.replace(made, **changes)


LONG_HOST = "posteingang-rundschreiben-" * 4 + "example.net"

HOPS = (
    hop(0, helo="[192.168.1.20]", name="", address="192.168.1.20", by="smtp.example.com"),
    hop(1, delay=0.2),
    hop(2, delay=1260.0),
    hop(3, delay=-42.0),
    hop(4, encrypted=False, tls=""),
    hop(5, at=None, delay=None, encrypted=None, tls=""),
    hop(6, address="127.0.0.1", name="localhost", helo="localhost", encrypted=False, tls=""),
    hop(7, name="", helo="", address="", by=""),
    hop(8, by=LONG_HOST, name=LONG_HOST),
    *(hop(number) for number in range(9, 15)),
)


def message(
    *findings: Finding,
    hops: tuple[Hop, ...] = HOPS[:3],
    status: Outcome = Outcome.PASSED,
    title: str = "domain.result.passed",
) -> MessageResult:
    worst = next((one for one in findings if one.status is Status.FAILED), None)
    return MessageResult(
        command="message",
        status=status,
        title=Phrase(title, ABOUT),
        elapsed_ms=812.0,
        about_message=About(
            sender="Anna Berg <anna@example.com>",
            to=f"{OWN}, {OTHER}",
            subject="Does email from anna@example.com arrive? Test 3f9a1c",
            sent="Fri, 27 Nov 2026 15:00:00 +0000",
            text="Hello,\n\nthis is a test message.\n<b>no markup</b>",
        ),
        findings=findings,
        hops=hops,
        failure=worst,
    )


FINDINGS = (
    finding("message.path", Status.WARNING),
    finding("message.spf", Status.OK),
    finding(
        "message.dkim",
        Status.FAILED,
        "domain.too-slow",
        HeaderSeen(name="DKIM-Signature", value=f"v=1; d=example.com; b={'MIIB' * 60}"),
        cause="sender-spf-dkim-fail",
    ),
    finding("message.dmarc", Status.UNKNOWN),
    finding("message.arc", Status.INFO),
    finding("message.verdict", Status.OK),
    finding("message.content", Status.WARNING),
    finding("message.content", Status.INFO),
    finding("domain.ptr", Status.OK),
    finding("domain.blocklist", Status.SKIPPED),
)


def sent() -> SendResult:
    return SendResult(
        command="send",
        status=Outcome.PASSED,
        title=Phrase("send.sent.mail-server", {}),
        elapsed_ms=640.0,
        accepted=(OWN, OTHER, THIRD),
    )


def not_sent() -> SendResult:
    failure = samples.refused_password()
    return SendResult(
        command="send",
        status=Outcome.FAILED,
        title=Phrase("send.not-sent.mail-server", samples.ABOUT),
        elapsed_ms=640.0,
        failure=failure,
        cause=failure.verdict.cause,
    )


def seen(address: str = OWN, where: Where | None = Where.INBOX, **changes: object) -> MailboxSeen:
    made = MailboxSeen(address=address, folder=where, seconds=4.1 if where else None)
    return msgspec.structs.replace(made, **changes)


def result(
    *mailboxes: MailboxSeen,
    status: Outcome = Outcome.PASSED,
    sending: SendResult | None = None,
    title: str = "arrival.result.inbox.one",
) -> ArrivalResult:
    about: Params = {
        "address": OWN,
        "seconds": 4.1,
        "count": 1,
        "of": 3,
        "wait": 60,
        "name": "Junk",
    }
    return ArrivalResult(
        command="arrival",
        status=status,
        title=Phrase(title, about),
        elapsed_ms=4900.0,
        mailboxes=mailboxes,
        sending=sending or sent(),
    )


def mixed_run() -> list[Event]:
    """One of each: in the Inbox, in Junk, not opened."""
    return [
        *arrived(OWN, "inbox"),
        *arrived(OTHER, "junk"),
        *refused(THIRD),
    ]


def mixed() -> ArrivalResult:
    return result(
        seen(reading=message(*FINDINGS)),
        seen(OTHER, Where.JUNK, seconds=76.0, reading=message(*FINDINGS, hops=HOPS)),
        seen(THIRD, None, failure="inbox.auth.refused"),
        status=Outcome.UNKNOWN,
        title="arrival.result.not-looked.several",
    )
