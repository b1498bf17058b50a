"""What recipients think of a message: reports of providers, and requests of mail programs."""

import pytest

from mailadmin.core.message.bounce import Action, Kind, parse

RETURNED = """\
Received: from office.example.com (192.0.2.7) by mx.example.net; Thu, 26 Nov 2026 10:00:00 +0000
Message-ID: <one@example.com>
From: Ann <ann@example.com>
To: undisclosed-recipients:;
Subject: Offer

Hello
"""
FIELDS = (
    "Feedback-Type: abuse\nUser-Agent: Some/1.0\nVersion: 1\nOriginal-Rcpt-To: bob@example.org\n"
)


def arf(fields: str, fields_type: str, returned: str = RETURNED) -> bytes:
    return (
        "From: fbl@provider.example\nTo: ann@example.com\nSubject: complaint\n"
        "Content-Type: multipart/report; report-type=feedback-report; boundary=xx\n\n"
        "--xx\nContent-Type: text/plain\n\nThis is an abuse report.\n\n"
        f"--xx\nContent-Type: {fields_type}\n\n{fields}\n"
        f"--xx\nContent-Type: message/rfc822\n\n{returned}\n--xx--\n"
    ).encode()


def microsoft(sender: str) -> bytes:
    return (
        f"From: {sender}\nTo: ann@example.com\nSubject: complaint about message from 192.0.2.7\n"
        "Content-Type: multipart/mixed; boundary=xx\n\n--xx\nContent-Type: message/rfc822\n\n"
        f"X-HmXmrOriginalRecipient: <bob@example.org>\n{RETURNED}\n--xx--\n"
    ).encode()


def request(subject: str = "unsubscribe", more: str = "Auto-Submitted: auto-replied\n") -> bytes:
    return (
        f"From: Bob <bob@example.org>\nTo: off-17@example.com\nSubject: {subject}\n{more}\n"
        "This program sent a request to end the subscription.\n"
    ).encode()


@pytest.mark.parametrize("fields_type", ["message/feedback-report", "text/plain"])
def test_the_fields_of_a_report_are_read_whatever_type_their_part_has(fields_type: str) -> None:
    found = parse(arf(FIELDS, fields_type))
    assert found is not None
    assert (found.kind, found.feedback) == (Kind.FEEDBACK, "abuse")
    assert [one.address for one in found.recipients] == ["bob@example.org"]


def test_who_is_only_in_the_returned_message_is_found_there() -> None:
    fields = FIELDS.partition("Original")[0]
    returned = f"X-HmXmrOriginalRecipient: bob@example.org\n{RETURNED}"
    found = parse(arf(fields, "message/feedback-report", returned))
    assert found is not None
    assert [one.address for one in found.recipients] == ["bob@example.org"]


def test_microsofts_report_is_one_without_any_field() -> None:
    found = parse(microsoft("staff@hotmail.com"))
    assert found is not None
    assert (found.kind, found.message_id) == (Kind.FEEDBACK, "<one@example.com>")
    assert [(one.address, one.action) for one in found.recipients] == [
        ("bob@example.org", Action.REPORTED)
    ]


@pytest.mark.parametrize("sender", ["Bob <bob@example.org>", '"staff@hotmail.com" <b@example.org>'])
def test_a_message_that_somebody_attached_is_no_report(sender: str) -> None:
    assert parse(microsoft(sender)) is None


def test_a_request_of_a_mail_program_to_end_a_subscription_is_one() -> None:
    found = parse(request())
    assert found is not None
    assert (found.kind, found.feedback) == (Kind.FEEDBACK, "opt-out")
    assert [one.address for one in found.recipients] == ["bob@example.org"]


@pytest.mark.parametrize(
    "message",
    [
        request(more=""),
        request(more="Auto-Submitted: no\n"),
        request(more="Auto-Submitted: auto-replied\nIn-Reply-To: <two@example.com>\n"),
        request(subject="Auto: unsubscribe"),
        request(subject="Please unsubscribe me"),
    ],
    ids=["a person", "who says so", "an answer", "another answer", "other words"],
)
def test_what_else_has_the_word_is_none(message: bytes) -> None:
    assert parse(message) is None
