"""Messages that mean harm, through the whole reading: it ends within bounds, with an answer."""

import base64
import io
import zipfile
import zlib
from collections.abc import Callable

import pytest

from mailadmin.core.event import Event, Finished, Found, Outcome, Started
from mailadmin.core.net import Net, Trust
from mailadmin.core.reading.examination import read_message
from mailadmin.core.texts import say
from tests.core.reading.watching import said, to_copy, unseen_in, watched
from tests.servers.zone_server import serving, txt

pytestmark = pytest.mark.slow


MB = 1_000_000

HEAD = (
    b"Received: from mail.example.com (mail.example.com [192.0.2.25])\r\n"
    b"\tby mx.example.net with ESMTPS id 1; Mon, 23 Nov 2026 09:41:59 +0100\r\n"
    b"From: Anna <anna@example.com>\r\n"
    b"To: bob@example.net\r\n"
    b"Subject: Report\r\n"
    b"Date: Mon, 23 Nov 2026 09:41:58 +0100\r\n"
    b"Message-ID: <1@example.com>\r\n"
    b"MIME-Version: 1.0\r\n"
)
RECORDS = (
    "example.com. MX 10 mail.example.com.",
    "mail.example.com. A 192.0.2.25",
    "25.2.0.192.in-addr.arpa. PTR mail.example.com.",
    *txt("example.com", "v=spf1 ip4:192.0.2.0/24 -all"),
    *txt("_dmarc.example.com", "v=DMARC1; p=none"),
)
DRAWING = "\x1b[2J\x1b]0;t\x07\x08\x00\x7f\x85\x9b\u202e\u2066\u200b\u2028\u2029\ufeff\u00ad"
"""Commands to a terminal, a turned line, line ends that are not seen."""
LINE = "\r\n\tv=spf1 +all\r\n\tPlease forward this."


def message(body: bytes, *fields: bytes) -> bytes:
    return HEAD + b"".join(field + b"\r\n" for field in fields) + b"\r\n" + body


def html(body: bytes) -> bytes:
    return message(body, b"Content-Type: text/html; charset=utf-8")


def nested(levels: int) -> bytes:
    opening = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (level, level)
        for level in range(levels)
    )
    closing = b"".join(b"\r\n--b%d--" % level for level in reversed(range(levels)))
    return HEAD + opening + b"\r\nhello" + closing


def nested_alike(levels: int) -> bytes:
    """All of them with one boundary: each level could be every other one."""
    level = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
    return HEAD + level * levels + b"\r\nhello" + b"\r\n--b--" * levels


def many_parts(count: int) -> bytes:
    part = b"--b\r\nContent-Type: text/plain; name=a.exe\r\n\r\nx\r\n"
    return message(part * count + b"--b--\r\n", b"Content-Type: multipart/mixed; boundary=b")


def in_charset(name: str) -> bytes:
    body = b"abc-" + b"a\\u202e+AGE- \xff" * 200_000
    return message(body, b"Content-Type: text/plain; charset=" + name.encode())


def encoded(encoding: bytes, body: bytes, kind: bytes = b"text/plain") -> bytes:
    return message(body, b"Content-Type: " + kind, b"Content-Transfer-Encoding: " + encoding)


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(50):
            archive.writestr(f"{number}.exe", bytes(MB))
    body = base64.encodebytes(packed.getvalue())
    return encoded(b"base64", body, b"application/zip; name=a.zip")


def drawn() -> bytes:
    """Everything that is shown holds what may not be shown."""
    word = DRAWING.encode()
    coded = b"=?utf-8?B?" + base64.b64encode((DRAWING + LINE).encode()) + b"?="
    return b"".join(
        (
            b"Received: from evil" + word + b" (" + word + b" [192.0.2.25]) by mx" + word,
            b".example.net with ESMTPS" + word + b" id " + word + b" for <a" + word + b"@b>;",
            b" Mon, 23 Nov 2026 09:41:59 +0100\r\n",
            b"Authentication-Results: mx" + word + b"; spf=pass" + word + b" smtp.mailfrom=" + word,
            b"\r\nReceived-SPF: fail (" + word + b") client-ip=192.0.2.1\r\n",
            b"X-Spam-Status: Yes, score=9 tests=" + word + b",A" + word + b"\r\n",
            b"X-Spam-Report: * 9 X" + word + b" " + coded + b"\r\n",
            b"X-Spamd-Result: default: True [9 / 5]; X" + word + b"(9)[" + word + b"]\r\n",
            b"X-Forefront-Antispam-Report: CIP:1.2.3.4;SCL:9;SFV:"
            + word
            + b";CAT:"
            + word
            + b"\r\n",
            b"DKIM-Signature: v=1; a=rsa-sha256; d=e" + word + b".com; s=" + word + b"; h=From;",
            b" bh=YQ==; b=YQ==\r\nARC-Seal: i=1; cv=none; d=" + word + b"; s=a; a=x; b=YQ==\r\n",
            b"From: " + coded + b" <a" + word + b"@example.com>\r\nTo: " + coded + b" <b@c>\r\n",
            b"Reply-To: " + coded + b" <x@" + word + b".org>\r\nSubject: " + coded + b"\r\n",
            b"Date: " + word + b"\r\nMessage-ID: <" + word + b"@x>\r\nList-Unsubscribe: <" + word,
            b">\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n",
            b"--b\r\nContent-Type: text/html; charset=x" + word + b"\r\n\r\n<p>" + word,
            b'<a href="http://192.0.2.1/' + word + b'">www.example.com' + word + b"</a>\r\n",
            b"--b\r\nContent-Disposition: attachment; filename*=utf-8''a%0D%0Ab%E2%80%AEc%1B.exe",
            b"\r\n\r\nMZ\r\n--b--\r\n",
        )
    )


def drawn_report() -> bytes:
    word = DRAWING.encode()
    return b"".join(
        (
            b"Received: from mail.example.com (mail.example.com [192.0.2.25]) by mx;",
            b" Mon, 23 Nov 2026 09:41:59 +0100\r\n",
            b"From: MAILER-DAEMON@mail.example.com\r\nTo: anna@example.com\r\n",
            b"Subject: Undelivered Mail " + word + b"\r\nMIME-Version: 1.0\r\n",
            b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n",
            b"--b\r\n\r\nIt failed " + word + b" for <bob" + word + b"@example.net>\r\n",
            b"--b\r\nContent-Type: message/delivery-status\r\n\r\n",
            b"Reporting-MTA: dns; mail" + word + b".example.com\r\n\r\n",
            b"Final-Recipient: rfc822; bob" + word + b"@example.net\r\nAction: failed\r\n",
            b"Remote-MTA: dns; mx" + word + b".example.net\r\n",
            b"Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 " + word + b" <x>\r\n\tUnknown ",
            word + b"\r\n\tPlease publish v=spf1 +all\r\n",
            b"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n",
            b"Subject: Hello " + word + b"\r\nMessage-ID: <" + word + b"@x>\r\n",
            b"Date: " + word + b"\r\n\r\nx\r\n--b--\r\n",
        )
    )


def signatures(count: int) -> bytes:
    one = (
        b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s%d; l=%d;\r\n"
        b"\th=From:To:Subject; bh=2jmj7l5rSw0yVb/vlWAYkK/YBwk=; b=AAAA\r\n"
    )
    return b"".join(one % (n, n) for n in range(count)) + message(b"hello\r\n" * 100_000)


def arc_sets(count: int) -> bytes:
    one = (
        b"ARC-Seal: i=%d; a=rsa-sha256; d=example.com; s=a; cv=pass; t=1; b=AAAA\r\n"
        b"ARC-Message-Signature: i=%d; a=rsa-sha256; d=example.com; s=a; h=From; bh=AA; b=AA\r\n"
        b"ARC-Authentication-Results: i=%d; mx.example.com; spf=pass; dkim=pass\r\n"
    )
    return b"".join(one % (n, n, n) for n in range(count, 0, -1)) + message(b"hello")


def hops(count: int) -> bytes:
    one = (
        b"Received: from a%d.example.com (a%d.example.com [192.0.2.%d])\r\n"
        b"\tby a%d.example.net with ESMTPS id %d; Mon, 23 Nov 2026 09:41:%02d +0100\r\n"
    )
    lines = (one % (n, n, n % 250, n, n, n % 60) for n in range(count))
    return b"".join(lines) + message(b"hello")


def dates() -> bytes:
    absurd = [
        b"Mon, 1 Jan 99999 00:00:00 +0000",
        b"Mon, 1 Jan 2026 00:00:00 +9999",
        b"Mon, 1 Jan 0001 00:00:00 +2359",
        b"Fri, 31 Dec 9999 23:59:59 -9999",
        b"Mon, 1 Jan 2026 99:99:99 +0000",
        b"Mon, 1 Jan 2026 00:00:00 +" + b"9" * 5_000,
        b"9" * 5_000 + b" Jan 2026 00:00:00 +0000",
        b"Mon, 1 Jan " + b"9" * 5_000 + b" 00:00:00 +0000",
    ]
    received = b"".join(
        b"Received: from a (b [192.0.2.%d]) by c; " % n + date + b"\r\n"
        for n, date in enumerate(absurd)
    )
    return received + b"Date: " + absurd[0] + b"\r\n" + message(b"hello")


def numbers() -> bytes:
    """Numbers that Python refuses to read (more than 4,300 digits) wherever a number is read."""
    digits = b"9" * 5_000
    return b"".join(
        (
            b"Received: from a (a [192.0.2.25:" + digits + b"]) by c id 1; 1 Jan 2026 00:00:00\r\n",
            b"Authentication-Results: mx.example.net "
            + digits
            + b"; dkim/"
            + digits
            + b"=pass\r\n",
            b"Authentication-Results: i="
            + digits
            + b"; mx.example.net "
            + digits
            + b"; spf=pass\r\n",
            b"ARC-Seal: i=" + digits + b"; t=" + digits + b"; a=rsa-sha256; d=a; s=b; b=AA==\r\n",
            b"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=a; h=From; l=" + digits + b"; t=",
            digits + b"; x=" + digits + b"; bh=AA==; b=AA==\r\n",
            b"X-Spam-Score: " + digits + b"\r\nX-Spam-Level: " + b"*" * 5_000 + b"\r\n",
            b"X-Spam-Status: Yes, score=" + digits + b" required=" + digits + b"\r\n",
            b"X-Spamd-Result: default: True ["
            + digits
            + b" / "
            + digits
            + b"]; A("
            + digits
            + b")\r\n",
            b"X-Forefront-Antispam-Report: SCL:" + digits + b";PCL:" + digits + b"\r\n",
            b"X-Microsoft-Antispam: BCL:" + digits + b"\r\n",
            b"X-MS-Exchange-Organization-SCL: " + digits + b"\r\n",
            b"X-Proofpoint-Spam-Details: rule=spam score=" + digits + b"\r\n",
            b"X-Priority: " + digits + b"\r\nX-Mailgun-Sscore: " + digits + b"\r\n",
            message(
                b"<p style='color:#" + digits + b";font-size:" + digits + b"px;color:rgb(" + digits,
                b"Content-Type: text/html; charset=utf-8; x*" + digits + b"*=utf-8''a",
            ),
            b",0,0)'>&#" + digits + b";&#x" + digits + b";<a href='http://192.0.2.1:" + digits,
            b"/'>http://[" + digits + b"]:" + digits + b"/</a><img width=" + digits + b">\r\n",
        )
    )


def report_with_numbers() -> bytes:
    digits = b"9" * 5_000
    return message(
        b"--b\r\n\r\nIt failed: " + digits + b" 5.1." + digits + b" &#" + digits + b";\r\n"
        b"--b\r\nContent-Type: message/delivery-status\r\n\r\nArrival-Date: " + digits + b"\r\n\r\n"
        b"Final-Recipient: utf-8; a\\x{" + digits + b"}@b.example\r\nAction: failed\r\n"
        b"Status: 5." + digits + b"." + digits + b"\r\n"
        b"Diagnostic-Code: smtp; 550-5.1." + digits + b" &#" + digits + b"; " + digits + b"\r\n"
        b"Will-Retry-Until: " + digits + b"\r\n--b--\r\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    )


def continued_name(count: int) -> bytes:
    pieces = b"".join(b";\r\n filename*%d*=utf-8''%%0Aa" % n for n in range(count))
    part = b"--b\r\nContent-Disposition: attachment" + pieces + b"\r\n\r\nx\r\n--b--"
    return message(part, b"Content-Type: multipart/mixed; boundary=b")


def in_itself(levels: int) -> bytes:
    return (HEAD + b"Content-Type: message/rfc822\r\n\r\n") * levels + message(b"hello")


def report(recipients: int) -> bytes:
    one = (
        b"\r\nFinal-Recipient: rfc822; a%d@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"Diagnostic-Code: smtp; 550 5.1.1 <a%d@example.net> unknown\r\n"
    )
    return message(
        b"--b\r\n\r\nIt failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        + b"Reporting-MTA: dns; mail.example.com\r\n"
        + b"".join(one % (n, n) for n in range(recipients))
        + b"\r\n--b--\r\n",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    )


def report_in_words(recipients: int) -> bytes:
    told = b"".join(
        b"<a%d@example.net>: host mx.example.net[192.0.2.1] said: 550 5.1.1 no\r\n\r\n" % n
        for n in range(recipients)
    )
    return (
        b"From: MAILER-DAEMON@example.com\r\nTo: anna@example.com\r\nReturn-Path: <>\r\n"
        b"Subject: Undelivered Mail Returned to Sender\r\n\r\n"
        b"This is the mail system. Your message could not be delivered.\r\n\r\n" + told
    )


def addresses(count: int) -> bytes:
    many = b",\r\n ".join(b'"a%d" <a%d@example.com>' % (n, n) for n in range(count))
    return b"From: " + many + b"\r\n" + b"To: " + many + b"\r\n" + message(b"hello")


CHARSETS = (
    *("punycode", "idna", "unicode_escape", "raw_unicode_escape", "utf-7", "zlib_codec", "hex"),
    *("bz2", "rot13", "uu", "base64", "quopri", "undefined", "charmap", "utf-16", "utf-32"),
    *("iso-2022-jp", "iso-2022-kr", "hz", "mbcs", "no-such", "a" * 10_000, "\x00", "../x", "%s{x}"),
)

HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "blank": lambda: b"\r\n" * MB,
    "nested": lambda: nested(1_000),
    "nested-alike": lambda: nested_alike(1_000),
    "nested-10000": lambda: nested(10_000),
    "parts": lambda: many_parts(100_000),
    "boundaries": lambda: message(b"--b\r\n" * MB, b"Content-Type: multipart/mixed; boundary=b"),
    "boundaries-alike": lambda: message(
        b"--bc\r\n" * MB, b"Content-Type: multipart/mixed; boundary=b"
    ),
    "headers": lambda: b"X-A: b\r\n" * 100_000 + message(b"hello"),
    "headers-of-parts": lambda: message(
        (b"--b\r\n" + b"X-A: b\r\n" * 5_000 + b"\r\nx\r\n") * 100,
        b"Content-Type: multipart/mixed; boundary=b",
    ),
    "continued-lines": lambda: b"X-A: b\r\n" + b" c\r\n" * MB + message(b"hello"),
    "header-line": lambda: b"Subject: " + b"a" * 10 * MB + b"\r\n" + message(b"hello"),
    "received-line": lambda: b"Received: from " + b"(a " * 3 * MB + b"\r\n" + message(b"hello"),
    "content-type-line": lambda: message(
        b"hello", b"Content-Type: text/plain; " + b'a="\\' * 2 * MB
    ),
    "from-line": lambda: b"From: " + b"(" * 5 * MB + b"<" * 5 * MB + b"\r\n" + message(b"x"),
    "subject-words": lambda: (
        b"Subject: " + b"=?utf-8?q?=41?= " * 500_000 + b"\r\n" + message(b"hello")
    ),
    "body-line": lambda: message(b"a" * 10 * MB),
    "body-blanks": lambda: message(b" \t" * 5 * MB + b"x"),
    "body-lines": lambda: message(b"\r\n" * 5 * MB),
    "body-quoted": lambda: message(b"> " * 3 * MB + b"\r\n" + b">\r\n" * MB),
    "body-links": lambda: message(b"http://192.0.2.1/x@a.b " * 400_000),
    "body-addresses": lambda: message(b"<a@b.c> a@b.c: 550 5.1.1 no\r\n" * 300_000),
    "body-nul": lambda: message(bytes(5 * MB)),
    "all-nul": lambda: bytes(5 * MB),
    "nul-everywhere": lambda: message(b"hello").replace(b"a", b"a\x00"),
    "cr-only": lambda: message(b"hello\r\n" * 500_000).replace(b"\r\n", b"\r"),
    "cr-and-crlf": lambda: message(b"hello\r\r\n\n\r" * 500_000),
    "base64-bomb": lambda: encoded(b"base64", b"QUFB" * 4 * MB),
    "base64-rubbish": lambda: encoded(b"base64", b"Q=\xff\r\n" * 2 * MB),
    "quoted-printable-bomb": lambda: encoded(b"quoted-printable", b"=41=\r\n" * 2 * MB),
    "quoted-printable-signs": lambda: encoded(b"quoted-printable", b"=" * 10 * MB),
    "quoted-printable-blanks": lambda: encoded(b"quoted-printable", b" " * 10 * MB),
    "zip-bomb": zip_bomb,
    "zlib-body": lambda: message(
        zlib.compress(bytes(100 * MB)), b"Content-Type: text/plain; charset=zlib_codec"
    ),
    "html-tables": lambda: html(b"<table>" * 700_000),
    "html-nested": lambda: html(b"<div>" * 100_000 + b"x" + b"</div>" * 100_000),
    "html-nested-styles": lambda: html(b'<b style="display:none;color:red">' * 150_000 + b"x"),
    "html-closing": lambda: html(b"<b>" * 1_000 + b"</i>" * MB),
    "html-attributes": lambda: html(b'<a href="' * 500_000),
    "html-attribute-names": lambda: html(b"<a " + b"b=c " * MB + b">x</a>"),
    "html-entities": lambda: html(b"&#x" * 1_700_000),
    "html-digits": lambda: html(b"&#" + b"9" * 5 * MB + b";"),
    "html-named": lambda: html(b"&notit;&acE" * 500_000),
    "html-signs": lambda: html(b"<" * 5 * MB),
    "html-comments": lambda: html(b"<!--" * MB),
    "html-links": lambda: html(b'<a href="http://192.0.2.1/x">www.a.example</a>' * 100_000),
    "html-links-open": lambda: html(b'<a href="http://192.0.2.1/x">www.a.example' * 100_000),
    "html-data": lambda: html(b'<img src="data:image/png;base64,' + b"A" * 5 * MB + b'">'),
    "html-blanks": lambda: html(b"<p>" + b" " * 5 * MB + b"x"),
    "html-style": lambda: html(b"<p style='" + b"a:b;" * MB + b"'>x"),
    "html-raw": lambda: html(b"<script>" + b"</scrip" * MB),
    "html-unclosed-raw": lambda: html(b"<style><title>" * 300_000),
    "drawn": drawn,
    "drawn-report": drawn_report,
    "signatures": lambda: signatures(1_000),
    "arc-sets": lambda: arc_sets(60),
    "hops": lambda: hops(10_000),
    "results": lambda: (
        b"Authentication-Results: mx.example.net; spf=pass; dkim=pass\r\n" * 20_000
        + message(b"hello")
    ),
    "results-line": lambda: (
        b"Authentication-Results: mx.example.net" + b"; dkim=pass (" * 500_000 + b"\r\n"
        + message(b"hello")
    ),
    "spam-report": lambda: (
        b"X-Spam-Status: Yes, score=9 tests=" + b"A_RULE=1.0," * 300_000 + b"\r\n"
        + b"X-Spam-Report: " + b"\r\n\t*  1.0 A_RULE BODY: words" * 100_000 + b"\r\n"
        + b"X-Spamd-Result: default: True [9 / 5];" + b"\r\n\tA_RULE(1.0)[a]" * 100_000 + b"\r\n"
        + message(b"hello")
    ),
    "addresses": lambda: addresses(100_000),
    "dates": dates,
    "numbers": numbers,
    "report-with-numbers": report_with_numbers,
    "continued-name": lambda: continued_name(5_000),
    "in-itself": lambda: in_itself(1_000),
    "report": lambda: report(100_000),
    "report-in-words": lambda: report_in_words(50_000),
    **{f"charset-{n}": lambda name=name: in_charset(name) for n, name in enumerate(CHARSETS)},
}  # fmt: skip


HELD = 0.1
"""Seconds of processor time for which the loop may be held."""


@pytest.mark.parametrize("name", HOSTILE)
async def test_the_whole_reading_bears_it(name: str) -> None:
    """It ends in bounds of time, memory and turns of the loop, and shows nothing that draws.

    Time is that of the limits that every check has; the loop's is processor time, so that another
    program's work does not count.
    """
    raw = HOSTILE[name]()
    async with serving(*RECORDS) as (resolver, _):
        for _ in range(3):
            reading = await watched(raw, Net(resolver, Trust()))
            if reading.held < HELD:
                break  # what happens every time is ours; a collection of garbage is the suite's
    assert {"stage.bug", "message.too-slow"}.isdisjoint(reading.ids)
    assert reading.ids or not raw.strip()
    assert reading.held < HELD
    if reading.memory is not None:
        assert reading.memory <= 50 * MB + 6 * len(raw)
    for place, text in said(reading.result):
        several = "\n\t" if place == "about.text" else ""
        assert not unseen_in(text, several), (place, text[:200])


async def test_what_can_not_be_opened_in_time_is_said() -> None:
    heard: list[Event] = []
    async with serving(*RECORDS) as (resolver, _):
        net = Net(resolver, Trust())
        result = await read_message(message(b"hello"), net, heard.append, limit=0)
    assert say(result.title) == "This was not found out within 0 seconds"
    assert [type(event) for event in heard] == [Started, Found, Finished]
    assert result.status is Outcome.UNKNOWN


@pytest.mark.parametrize("name", ["drawn", "drawn-report"])
async def test_no_line_of_a_stranger_stands_alone_in_a_text_to_copy(name: str) -> None:
    async with serving(*RECORDS) as (resolver, _):
        reading = await watched(HOSTILE[name](), Net(resolver, Trust()))
    copied = list(to_copy(reading.result))
    assert copied
    for where, text in copied:
        assert not unseen_in(text, "\n"), where
        for line in text.splitlines():
            assert not line.strip().startswith(("v=spf1 +all", "Please forward this."))
