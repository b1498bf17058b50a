"""``message``: a received message, only its headers, or a bounce."""

from pathlib import Path

import pytest

from mailadmin.sandbox.system import Sandbox
from tests.cli.conftest import Call

HEADERS = """\
Return-Path: <anna@sandbox.test>
Received: from mx.sandbox.test (mx.sandbox.test [192.0.2.25])
\tby mx.receiver.test with ESMTPS id 1; Fri, 27 Nov 2026 12:00:09 +0000
From: Anna Berg <anna@sandbox.test>
To: bert@receiver.test
Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=
Date: Fri, 27 Nov 2026 13:00:00 +0100
Message-ID: <1@sandbox.test>
"""

BOUNCE = """\
From: Mail Delivery System <mailer-daemon@mx.receiver.test>
To: anna@sandbox.test
Subject: Undelivered Mail Returned to Sender
Date: Fri, 27 Nov 2026 12:00:09 +0000
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.receiver.test

Final-Recipient: rfc822; bert@receiver.test
Action: failed
Status: 5.2.2
Remote-MTA: dns; store.receiver.test
Diagnostic-Code: smtp; 552 5.2.2 <bert@receiver.test>: Mailbox is over quota

--b--
"""


@pytest.fixture
def there() -> object:
    with Sandbox() as running:
        yield running


def resolver(there: Sandbox) -> tuple[str, str]:
    host, port = there.dns_address
    return "--resolver", f"{host}:{port}"


def test_headers_alone_tell_the_way_and_who_stands_for_it(call: Call, there: Sandbox) -> None:
    called = call("message", "-", "--json", *resolver(there), stdin=HEADERS)
    found = {line["check"]: line for line in called.lines if line["type"] == "finding"}
    assert found["message.spf"]["status"] == "ok"
    assert found["message.dmarc"]["status"] == "ok"
    assert found["message.path"]["status"] == "ok"
    assert found["domain.ptr"]["subject"] == "192.0.2.25"
    assert found["domain.ptr"]["status"] == "ok"
    assert "message.content" not in found
    result = called.result
    assert result["command"] == "message"
    assert result["subject"] == "Grüße"
    assert result["hops"][0]["address"] == "192.0.2.25"
    assert {"cause", "confidence", "fix", "also"} <= set(result)


def test_a_bounce_is_explained_with_its_cause_and_fix(
    call: Call, there: Sandbox, tmp_path: Path
) -> None:
    file = tmp_path / "returned.eml"
    file.write_text(BOUNCE)
    called = call("message", str(file), "--json", *resolver(there))
    assert called.status == 1
    assert called.result["status"] == "failed"
    assert called.result["cause"] == "recipient-mailbox-full"
    assert called.result["fix"]["steps"]
    (bounce,) = [line for line in called.lines if line.get("check") == "message.bounce"]
    assert "bert@receiver.test" in bounce["title"]
    said = call("message", str(file), *resolver(there)).out
    assert "bert@receiver.test" in said
    assert "over quota" in said


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (("-",), "", "empty"),
        (("-",), " \n\n", "empty"),
        (("-",), "550 5.1.1 User unknown", "mailadmin diagnose"),
        (("-",), "\x00\x01\x02", "not text"),
        (("no-such-file.eml",), "", "can't be read"),
        (("-", "--spamd", "a b c"), "From: a@x.test\n", "--spamd:"),
    ],
)
def test_what_can_not_be_read_is_one_sentence_and_status_2(
    call: Call, arguments: tuple[str, ...], stdin: str, sentence: str
) -> None:
    called = call("message", *arguments, stdin=stdin)
    assert called.status == 2
    assert sentence in called.err
    assert called.out == ""
