"""What machines answer with, by what they say of it and by what they do not."""

import pytest

from mailadmin.core.message import headers
from mailadmin.core.message.automatic import kind_of
from mailadmin.core.message.kinds import Kind

STATUS = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
Subject: {subject}
Content-Type: multipart/report; report-type=delivery-status; boundary=xx

--xx
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; bob@example.org
Action: {action}
Status: {status}

--xx--
"""
RECEIPT = """\
From: Bob <bob@example.org>
Subject: Gelesen: Offer
Content-Type: multipart/report; report-type=disposition-notification; boundary=xx

--xx

Your message was displayed. This is no guarantee that it was read or understood.

--xx
Content-Type: message/disposition-notification

Final-Recipient: rfc822; bob@example.org
Original-Message-ID: <one@example.com>
Disposition: manual-action/MDN-sent-manually; displayed

--xx--
"""
FEEDBACK = """\
From: feedback@provider.example
Subject: complaint
Content-Type: multipart/report; report-type=feedback-report; boundary=xx

--xx
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Some/1.0
Version: 1
Original-Rcpt-To: <bob@example.org>

--xx
Content-Type: message/rfc822

From: ann@example.com
To: bob@example.org
Message-ID: <one@example.com>

--xx--
"""
HUMAN = "From: Bob <bob@example.org>\nTo: ann@example.com\nSubject: {}\n{}\nHello\n"

CASES = {
    "bounce": (STATUS.format(subject="x", action="failed", status="5.1.1"), Kind.BOUNCE),
    "delay": (STATUS.format(subject="x", action="delayed", status="4.4.1"), Kind.DELAY),
    "relayed": (STATUS.format(subject="x", action="relayed", status="2.0.0"), Kind.DELIVERED),
    "receipt": (RECEIPT, Kind.READ_RECEIPT),
    "feedback": (FEEDBACK, Kind.FEEDBACK),
    "ordinary": (HUMAN.format("Offer", ""), Kind.ORDINARY),
    "auto-submitted": (HUMAN.format("Away", "Auto-Submitted: auto-replied\n"), Kind.AUTO_REPLY),
    "its parameters": (
        HUMAN.format("Away", 'Auto-Submitted: auto-replied; owner-email="b@example.org"\n'),
        Kind.AUTO_REPLY,
    ),
    "auto-submitted: no": (HUMAN.format("Away", "Auto-Submitted: no\n"), Kind.ORDINARY),
    "a request to end a subscription": (
        HUMAN.format("unsubscribe", "Auto-Submitted: auto-replied\n"),
        Kind.FEEDBACK,
    ),
    "a notice": (HUMAN.format("Backup done", "Auto-Submitted: auto-generated\n"), Kind.ORDINARY),
    "X-Autoreply": (HUMAN.format("Offer", "X-Autoreply: yes\n"), Kind.AUTO_REPLY),
    "X-Autoreply: no": (HUMAN.format("Offer", "X-Autoreply: no\n"), Kind.ORDINARY),
    "Precedence": (HUMAN.format("Offer", "Precedence: auto_reply\n"), Kind.AUTO_REPLY),
    "English": (HUMAN.format("Automatic reply: Offer", ""), Kind.AUTO_REPLY),
    "German": (HUMAN.format("Automatische Antwort: Offer", ""), Kind.AUTO_REPLY),
    "encoded": (
        HUMAN.format("=?utf-8?B?UsOpcG9uc2UgYXV0b21hdGlxdWUgOiBPZmZyZQ==?=", ""),
        Kind.AUTO_REPLY,
    ),
    "Japanese": (HUMAN.format("自動返信: Offer", ""), Kind.AUTO_REPLY),
    "a subject alone": (HUMAN.format("Out of office next week", ""), Kind.ORDINARY),
    "with a machine": (
        HUMAN.format("Out of office next week", "Return-Path: <>\n"),
        Kind.AUTO_REPLY,
    ),
    "an answer to one": (HUMAN.format("Re: Automatic reply: Offer", ""), Kind.ORDINARY),
    "challenge": (
        HUMAN.format("Your message to Bob", "Auto-Submitted: auto-replied\n")
        + "Please confirm that you are a person and not a machine: click here.\n",
        Kind.CHALLENGE,
    ),
    "a person asks": (
        HUMAN.format("Your order", "") + "Please confirm that you are the person who ordered.\n",
        Kind.ORDINARY,
    ),
}


@pytest.mark.parametrize(("message", "kind"), CASES.values(), ids=CASES)
def test_the_kind_of_a_message(message: str, kind: Kind) -> None:
    assert kind_of(message.encode()) is kind


@pytest.mark.parametrize(
    ("message", "kind"), [v for k, v in CASES.items() if k not in ("delay", "relayed", "challenge")]
)
def test_the_header_alone_tells_most(message: str, kind: Kind) -> None:
    head = message.partition("\n\n")[0].encode()
    assert kind_of(headers.read(head)) is kind


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Delayed Mail (still being retried)", Kind.DELAY),
        ("Successful Mail Delivery Report", Kind.DELIVERED),
        ("Undelivered Mail Returned to Sender", Kind.BOUNCE),
    ],
)
def test_the_header_of_a_report_tells_its_kind_by_the_subject(subject: str, kind: Kind) -> None:
    head = STATUS.format(subject=subject, action="", status="").partition("\n\n")[0]
    assert kind_of(headers.read(head.encode())) is kind
