"""Mail about bounces is no bounce; one that somebody passed on is kept apart."""

import pytest

from mailadmin.core.message.bounce import Kind, parse

DSN = """\
Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: ann@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="xx"

--xx
Content-Type: text/plain

This is the mail system at host mx.example.net.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

<bob@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 nobody

--xx
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; bob@example.org
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 nobody

--xx--
"""
BODY = DSN.partition("\n\n")[2]

ORDINARY = {
    "an answer that quotes a bounce": """\
Return-Path: <carl@example.com>
From: Carl <carl@example.com>
To: ann@example.com
Subject: Re: Undelivered Mail Returned to Sender
In-Reply-To: <two@mx.example.net>

Did you try his other address?

Ann wrote:
> This is the mail system at host mx.example.net.
> Your message could not be delivered to one or more recipients.
> <bob@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 nobody
""",
    "an answer above a bounce": """\
From: Carl <carl@example.com>
To: ann@example.com
Subject: AW: Undelivered Mail Returned to Sender
References: <two@mx.example.net>
X-Mailer: Microsoft Outlook 16.0

What does it mean?

-----Original Message-----
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
Subject: Undelivered Mail Returned to Sender

Your message could not be delivered to one or more recipients.

<bob@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 nobody
""",
    "the answer of somebody whose job it is": """\
From: Postmaster <postmaster@example.org>
To: ann@example.com
Subject: Re: your mail could not be delivered
In-Reply-To: <two@example.com>
User-Agent: Mozilla Thunderbird

Dear Ann,

the mailbox bob@example.org was full, so your mail could not be delivered.
It is empty now; please send it again.
""",
    "a newsletter about bounces": """\
Return-Path: <bounces+123@news.example.com>
From: Deliverability News <news@news.example.com>
To: ann@example.com
Subject: Why your mail could not be delivered: the ten commonest bounces
List-Unsubscribe: <https://news.example.com/off>

550 5.1.1 <bob@example.org>: User unknown
  The mailbox does not exist.
552 5.2.2 Mailbox full
  Delivery to the following recipient failed permanently.
""",
    "a list about mail servers": """\
From: Carl <carl@example.com>
To: mailop@example.org
Subject: Delivery Status Notification (Failure) from big providers
List-Id: <mailop.example.org>
Precedence: list

Since Tuesday we see this for all users:

<bob@example.org>: host mx.example.org[192.0.2.25] said: 550 5.7.1 blocked
""",
    "a question to the support": """\
From: Ann <ann@example.com>
To: help@provider.example
Subject: My mail is returned

Hello,

I got "Undelivered Mail Returned to Sender" when I wrote to bob@example.org:
550 5.1.1 nobody. What can I do?
""",
    "a parcel that was not delivered": """\
From: Parcels <no-reply@parcels.example>
To: ann@example.com
Subject: Your parcel could not be delivered

We were unable to deliver your parcel today. Questions: help@parcels.example
""",
    "a notice of a program": """\
Return-Path: <root@example.com>
From: Cron Daemon <root@example.com>
To: root@example.com
Subject: Cron <root@mx> check-queue
Auto-Submitted: auto-generated

3 messages deferred: bob@example.org (451 4.3.0 later)
""",
    "an absence notice": """\
Return-Path: <>
From: Bob <bob@example.org>
To: ann@example.com
Subject: Automatic reply: Offer
Auto-Submitted: auto-replied

I am away until Monday and cannot be reached. Please write to eve@example.org.
""",
    "an absence notice of a man who left": """\
Return-Path: <>
From: Bob <bob@example.org>
To: ann@example.com
Subject: Auto: Offer
Auto-Submitted: auto-replied

Bob no longer works here. Your message has not been delivered. Write to eve@example.org.
""",
    "nothing": "",
    "only a body": "Undelivered Mail Returned to Sender\n550 5.1.1 <bob@example.org>\n",
}


@pytest.mark.parametrize("message", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_mail_is_no_bounce(message: str) -> None:
    assert parse(message.encode()) is None


def test_the_bounce_itself_is_one() -> None:
    bounce = parse(DSN.encode())
    assert bounce is not None
    assert bounce.kind is Kind.BOUNCE


def test_a_bounce_that_was_attached_is_kept_apart() -> None:
    head = "From: Ann <ann@example.com>\nTo: help@provider.example\nSubject: Look at this\n"
    mixed = "Content-Type: multipart/mixed; boundary=out\n\n--out\n\nWhat is it?\n\n--out\n"
    bounce = parse(f"{head}{mixed}Content-Type: message/rfc822\n\n{DSN}\n--out--\n".encode())
    assert bounce is not None
    assert bounce.kind is Kind.FORWARDED_BOUNCE
    assert [one.address for one in bounce.recipients] == ["bob@example.org"]


def test_a_bounce_in_the_text_of_a_forwarded_message_is_kept_apart() -> None:
    head = "From: Ann <ann@example.com>\nTo: help@provider.example\nSubject: Fwd: Undelivered\n\n"
    bounce = parse(f"{head}FYI\n\nBegin forwarded message:\n\n{BODY}".encode())
    assert bounce is not None
    assert bounce.kind is Kind.FORWARDED_BOUNCE


def test_what_is_quoted_in_an_answer_is_not_passed_on() -> None:
    quoted = "".join(f"> {line}\n" for line in BODY.split("\n"))
    head = "From: Ann <ann@example.com>\nTo: c@example.com\nSubject: Re: Undelivered\n\n"
    assert parse(f"{head}On Monday, Bob wrote:\n{quoted}".encode()) is None
