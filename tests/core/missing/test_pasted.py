"""What a pasted text is about, and what it means."""

import pytest

from mailadmin.core.message.kinds import Kind
from mailadmin.core.missing.pasted import read_pasted
from tests.core.missing.samples import BERT, BOUNCE

TWO = """\
From: MAILER-DAEMON@mx.x.test
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b

Sorry.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.x.test

Final-Recipient: rfc822; cora@other.test
Action: failed
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 Mailbox full

Final-Recipient: rfc822; bert@firm.test
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--b--
"""


def test_a_returned_message_tells_whom_which_and_why() -> None:
    pasted = read_pasted(BOUNCE)
    assert pasted.kind is Kind.BOUNCE
    assert pasted.recipient == BERT
    assert pasted.message_ids == ("<1@x.test>",)
    assert pasted.subject == "Offer"
    assert pasted.guess is not None
    assert pasted.guess.cause == "recipient-unknown"
    assert "User unknown" in pasted.reply


@pytest.mark.parametrize(("recipient", "cause"), [("Bert@firm.test", "unknown"), ("", "full")])
def test_of_several_recipients_the_one_in_question_counts(recipient: str, cause: str) -> None:
    pasted = read_pasted(TWO, recipient)
    assert pasted.guess is not None
    assert cause in pasted.guess.cause


def test_what_is_copied_out_of_a_mail_program_is_understood_too() -> None:
    shown = BOUNCE[BOUNCE.index("This is the mail system") : BOUNCE.index("--b\nContent-Type: m")]
    pasted = read_pasted(f"{shown}\nMessage-ID: <1@x.test>\n")
    assert pasted.guess is not None
    assert pasted.guess.cause == "recipient-unknown"
    assert pasted.message_ids == ("<1@x.test>",)


def test_a_late_message_is_no_failure() -> None:
    late = BOUNCE.replace("Action: failed", "Action: delayed").replace("5.1.1", "4.4.1")
    assert read_pasted(late).kind is Kind.DELAY


def test_an_error_of_a_mail_program() -> None:
    pasted = read_pasted("535 5.7.8 authentication failed", came_back=False)
    assert pasted.kind is Kind.ORDINARY
    assert pasted.verdict is None
    assert pasted.guess is not None
    assert pasted.guess.cause == "auth-bad-credentials"


@pytest.mark.parametrize(
    "text",
    ["", "hello", "\x00\x1b[2J\x07" * 100, "a" * 3_000_000, "Message-ID: <x>\n" * 50_000,
     "message-id:" + " " * 100_000, "é\ud800"],
    ids=["nothing", "words", "control", "long", "many ids", "spaces", "half a letter"],
)  # fmt: skip
def test_any_text_has_an_answer(text: str) -> None:
    pasted = read_pasted(text)
    assert pasted.guess is None
    assert len(pasted.message_ids) <= 20
    assert pasted.reply.isprintable()
    assert len(pasted.reply) <= 300
