"""Thousands of damaged messages through every part of the reading: none brings anything down."""

import random

import pytest

from mailadmin.core.event import Phrase
from mailadmin.core.finding import Verdict
from mailadmin.core.fixes import fix_of
from mailadmin.core.json_lines import finding_json, line
from mailadmin.core.message import authentication_results, bounce, content, headers
from mailadmin.core.message.authentication import verification
from mailadmin.core.message.author import from_domain_of
from mailadmin.core.message.automatic import kind_of
from mailadmin.core.message.border import border_of
from mailadmin.core.message.encoded_words import decode
from mailadmin.core.message.filters import read_filters
from mailadmin.core.message.origin import origin_of
from mailadmin.core.message.parts import split
from mailadmin.core.message.path import path_of
from mailadmin.core.message.shown_text import text_of_message
from mailadmin.core.net import Net, Trust
from mailadmin.core.reading.judge import bounce as judge_bounce
from mailadmin.core.reading.judge import content as judge_content
from mailadmin.core.reading.judge import path as judge_path
from mailadmin.core.texts import say
from tests.core.reading.watching import said, unseen_in, watched
from tests.servers.zone_server import serving

pytestmark = pytest.mark.slow

MUTATIONS = 40
"""Of each message by each test: more than a thousand altogether."""

RECEIVED = (
    b"Received: from mail.example.com (mail.example.com [192.0.2.25])\r\n"
    b"\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits))\r\n"
    b"\tby mx.example.net (Postfix) with ESMTPS id 4Xw9Qn2 for <bob@example.net>;\r\n"
    b"\tMon, 23 Nov 2026 09:41:59 +0100 (CET)\r\n"
)
EXIM = (
    b"Received: from [192.0.2.7] (helo=laptop) by mail.example.com with esmtpsa (TLS1.3)\r\n"
    b"\t(Exim 4.96) (envelope-from <anna@example.com>) id 1abc; Mon, 23 Nov 2026 08:41:00 +0000\r\n"
)
OWN = (
    b"From: =?utf-8?q?Anna_B=C3=A9rg?= <anna@example.com>\r\nTo: Bob <bob@example.net>\r\n"
    b"Subject: =?utf-8?B?R3LDvMOfZQ==?= and more\r\nDate: Mon, 23 Nov 2026 09:41:00 +0100\r\n"
    b"Message-ID: <1.a@example.com>\r\nMIME-Version: 1.0\r\n"
)
MIXED = b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
REPORT = b"Content-Type: multipart/report; report-type=%s; boundary=b\r\n\r\n"
DAEMON = (
    b"Return-Path: <>\r\nFrom: MAILER-DAEMON@mail.example.com (Mail Delivery System)\r\n"
    b"To: anna@example.com\r\nSubject: Undelivered Mail Returned to Sender\r\n"
    b"Auto-Submitted: auto-replied\r\n"
)
STATUS = (
    b"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.com\r\n"
    b"Arrival-Date: Mon, 23 Nov 2026 09:41:00 +0100\r\n\r\nFinal-Recipient: rfc822; "
    b"x@example.net\r\n"
    b"Original-Recipient: rfc822;y@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    b"Remote-MTA: dns; mx.example.net\r\nDiagnostic-Code: smtp; 550 5.1.1 <x@example.net>: no\r\n"
    b"\tsuch user here\r\n\r\n"
)
RETURNED = b"--b\r\nContent-Type: message/rfc822\r\n\r\n" + OWN + b"\r\nHello\r\n--b--\r\n"
SIGNED = (
    b"DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/simple; d=example.com; s=s1; t=1790000000;\r\n"
    b"\tx=1890000000; l=5; h=From:To:Subject:Date; "
    b"bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;\r\n"
    b"\tb=AAAA\r\n\tBBBB\r\n"
)
ARC = (
    b"ARC-Seal: i=1; a=rsa-sha256; t=1790000000; cv=none; d=example.net; s=a; b=AAAA\r\n"
    b"ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=example.net; s=a;\r\n"
    b"\th=From:To; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=AAAA\r\n"
    b"ARC-Authentication-Results: i=1; mx.example.net; dkim=pass header.d=example.com;\r\n"
    b"\tspf=pass smtp.mailfrom=anna@example.com; dmarc=pass (p=NONE) header.from=example.com\r\n"
)
RESULTS = (
    b'Authentication-Results: mx.example.net 1; dkim=pass (2048-bit) reason="ok"\r\n'
    b"\theader.d=example.com header.b=AAAA; spf=softfail smtp.mailfrom=example.com;\r\n"
    b"\tcompauth=fail reason=601; dmarc=fail action=oreject header.from=example.com\r\n"
    b"Received-SPF: Softfail (mx: domain of anna@example.com) client-ip=192.0.2.25; helo=mail\r\n"
)


def field(*lines: bytes) -> bytes:
    return RECEIVED + OWN + b"\r\n".join(lines) + b"\r\n\r\nHello\r\n"


def page(html: bytes) -> bytes:
    return RECEIVED + OWN + b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html


def bounced(words: bytes) -> bytes:
    return RECEIVED + DAEMON + b"\r\n" + words


SEEDS: dict[str, bytes] = {
    "plain": RECEIVED + EXIM + OWN + b"\r\nHello,\r\nsee https://example.com/.\r\n",
    "header-only": RECEIVED + EXIM + OWN,
    "pasted": b"\r\n" + b"".join(b"    " + one for one in (RECEIVED + OWN).splitlines(True)),
    "signed": SIGNED + RECEIVED + OWN + b"\r\nHello\r\n",
    "sealed": ARC + SIGNED + RECEIVED + OWN + b"\r\nHello\r\n",
    "results": RESULTS + RECEIVED + EXIM + OWN + b"\r\nHello\r\n",
    "spamassassin": field(
        b"X-Spam-Flag: YES",
        b"X-Spam-Status: Yes, score=7.2 required=5.0 tests=BAYES_99=3.5,HTML_MESSAGE=0.001,",
        b"\tURIBL_BLOCKED=0.1 autolearn=no version=4.0.1",
        b"X-Spam-Report: ",
        b"\t*  3.5 BAYES_99 BODY: Bayes spam probability is 99 to 100%",
        b"\t*      [score: 1.0000]",
    ),
    "rspamd": field(
        b"X-Spamd-Result: default: False [4.20 / 15.00]; R_SPF_ALLOW(-0.20)[+ip4:192.0.2.0/24];",
        b"\tMIME_HTML_ONLY(0.20)[]; DMARC_NA(0.00)[example.com]",
        b"X-Rspamd-Server: mx",
    ),
    "microsoft": field(
        b"X-Forefront-Antispam-Report: CIP:192.0.2.25;CTRY:DE;LANG:de;SCL:5;SRV:;IPV:NLI;SFV:SPM;",
        b" H:mail.example.com;PTR:mail.example.com;CAT:SPM;SFS:(13230040);DIR:INB;",
        b"X-Microsoft-Antispam: BCL:7;ARA:13230040;",
        b"X-MS-Exchange-Organization-SCL: 5",
    ),
    "gateways": field(
        b"X-Proofpoint-Spam-Details: rule=notspam policy=default score=0 spamscore=0",
        b"X-Barracuda-Spam-Score: 3.10",
        b"X-Barracuda-Spam-Status: No, SCORE=3.10 using global scores of TAG_LEVEL=3.5",
        b"X-GND-Status: SPAM",
        b"X-Ovh-Spam-Status: OK",
        b"X-Mailgun-Sflag: Yes",
    ),
    "page": page(
        b'<html><body style="color:#333"><p>Hello <a href="https://example.com/a?b=1&amp;c">www.'
        b'example.org</a><img src="http://example.com/x.gif" width=1 alt="x"><table><tr><td>a</td>'
        b'</tr></table><font color=white>hidden</font><div style="display:none">x</div></body>'
    ),
    "page-hidden": page(
        b"<style>.a{color:red}</style><script>x()</script><form action=x><input></form><!-- c -->"
        b"<p style='font-size:0;color:rgb(255,255,255);background:#fff'>&#8203;&nbsp;&copy;</p>"
    ),
    "alternative": RECEIVED + OWN + b"Content-Type: multipart/alternative; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-"
    b"printable\r\n\r\nGr=FC=DFe=\r\n!\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nPHA+R3LDvMOfZTwvcD4=\r\n--b--\r\n",
    "attachments": RECEIVED + OWN + MIXED + b"--b\r\n\r\nHello\r\n--b\r\nContent-Type: application/"
    b"zip; name*0*=utf-8''a%20; name*1*=b.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"UEsDBAoAAAAAAAAAIQAAAAAAAAAAAAAAAAAFAAAAYS5leGVQSwUGAAAAAAEAAQAzAAAAIwAAAAAA\r\n"
    b"--b\r\nContent-Disposition: attachment; filename=\"=?utf-8?q?a.pdf.exe?=\"\r\n\r\nMZ\r\n"
    b"--b--\r\n",
    "list": field(
        b"List-Unsubscribe: <mailto:u@example.com?subject=a>, <https://example.com/u>",
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        b"List-Id: News <news.example.com>",
        b"Precedence: bulk",
        b"Reply-To: Other <other@example.org>",
    ),
    "several-authors": b"From: a@example.com, \"B, C\" <b@example.org>\r\nFrom: c@example.net\r\n"
    b"Sender: x@example.com\r\nDate: 1 Jan 70 00:00 EST\r\nSubject: Re: Fwd: FREE!!!\r\n\r\n"
    b"Hello\r\n",
    "group": b"From: Friends: a@example.com (one), <b@[192.0.2.1]>;\r\nTo: undisclosed:;\r\n\r\n"
    b"x\r\n",
    "digest": OWN + b"Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\n" + OWN
    + b"\r\none\r\n--b\r\n\r\n" + OWN + b"\r\ntwo\r\n--b--\r\n",
    "report": RECEIVED + DAEMON + REPORT % b"delivery-status" + b"--b\r\n\r\nThis is the mail "
    b"system"
    b" at host mail.example.com.\r\nYour message could not be delivered.\r\n" + STATUS + RETURNED,
    "delay": RECEIVED + DAEMON.replace(b"Undelivered Mail Returned to Sender", b"Delayed Mail")
    + REPORT % b"delivery-status" + STATUS.replace(b"failed", b"delayed").replace(b"5.1.1",
    b"4.4.1")
    + RETURNED,
    "receipt": RECEIVED + OWN + REPORT % b"disposition-notification" + b"--b\r\n\r\nRead.\r\n"
    b"--b\r\n"
    b"Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: "
    b"rfc822;b@example.net\r\n"
    b"Disposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n",
    "feedback": RECEIVED + OWN + REPORT % b"feedback-report" + b"--b\r\n\r\nSpam.\r\n--b\r\n"
    b"Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x/1\r\n"
    b"Version: 1\r\nSource-IP: 192.0.2.25\r\nOriginal-Rcpt-To: b@example.net\r\n\r\n" + RETURNED,
    "bounce-postfix": bounced(
        b"I'm sorry to have to inform you that your message could not be delivered.\r\n\r\n"
        b"<x@example.net>: host mx.example.net[192.0.2.9] said: 550 5.7.1 Service unavailable;\r\n"
        b"    Client host blocked using list (in reply to RCPT TO command)\r\n\r\n" + OWN
    ),
    "bounce-qmail": bounced(
        b"Hi. This is the qmail-send program at mail.example.com.\r\nI'm afraid I wasn't able to"
        b" deliver your message.\r\n\r\n<x@example.net>:\r\n192.0.2.9 does not like recipient.\r\n"
        b"Remote host said: 550 no\r\nGiving up on 192.0.2.9.\r\n\r\n--- Below this line is a copy"
        b" of the message.\r\n\r\n" + OWN
    ),
    "bounce-sendmail": bounced(
        b"   ----- The following addresses had permanent fatal errors -----\r\n<x@example.net>\r\n"
        b"    (reason: 550 5.1.1 <x@example.net>... User unknown)\r\n\r\n   ----- Transcript of"
        b" session follows -----\r\n... while talking to mx.example.net.:\r\n>>> RCPT To:<x@example"
        b".net>\r\n<<< 550 5.1.1 no\r\n550 5.1.1 <x@example.net>... User unknown\r\n"
    ),
    "bounce-page": RECEIVED + DAEMON + b"Content-Type: text/html\r\n\r\n<p>Delivery has failed to"
    b" these recipients:</p><p><a href='mailto:x@example.net'>x@example.net</a><br>The address does"
    b" not exist.<br>550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found</p>",
    "bounce-service": bounced(
        b'{"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":'
        b'[{"emailAddress":"x@example.net","action":"failed","status":"5.1.1",'
        b'"diagnosticCode":"smtp; 550 5.1.1 no"}],"reportingMTA":"dns; a.example"},'
        b'"mail":{"messageId":"1","commonHeaders":{"subject":"Hello"}}}'
    ),
    "bounce-passed-on": RECEIVED + OWN + MIXED + b"--b\r\n\r\nWhat is this?\r\n--b\r\nContent-Type:"
    b" message/rfc822\r\n\r\n" + DAEMON + (REPORT % b"delivery-status" + STATUS + RETURNED).replace(
        b"boundary=b", b"boundary=c").replace(b"--b", b"--c") + b"--b--\r\n",
    "auto-reply": field(b"Auto-Submitted: auto-replied", b"X-Autoreply: yes", b"In-Reply-To: "
    b"<1@a>"),
    "challenge": RECEIVED + OWN + b"Precedence: bulk\r\n\r\nPlease confirm that you are a human and"
    b" click to have your message delivered.\r\n",
    "smuggled": RECEIVED.replace(b"\r\n", b"\n") + OWN + b"\r\nHello\n.\r\nMAIL FROM:<x@y>\r\r\n",
}  # fmt: skip

JUNK = (
    b"", b"\x00", b"\xff", b"\r", b"\n", b"\r\n", b"\r\n\r\n", b" ", b"\t", b";", b"(", b")", b"\"",
    b"<", b">", b"[", b"]", b"@", b":", b"=", b"=?utf-8?B?", b"?=", b"=?x?q?", b"%00", b"*0*=",
    b"--b",
    b"--b--", b"&#", b"&#x", b"{", b"}", b"{x}", b"%s", b"\\", b"0", b"-1", b"99999999999999999999",
    b"\xe2\x80\xae", b"\x1b[2J", b"\xf0\x9f\x98\x80", b"\xc2", b"\xed\xa0\x80", b"xn--", b"..",
    b"i=",
    b"[IPv6:", b"::", b"+9999", b"99999", b"a" * 300, b"message/rfc822", b"multipart/mixed",
    b"Received:", b"From:", b"Content-Type:", b"base64", b"quoted-printable", b"charset=utf-16",
)  # fmt: skip


def mutated(raw: bytes, rng: random.Random) -> bytes:
    """A message with one to eight damages: bytes and lines changed, lost, doubled or swapped."""
    for _ in range(rng.randint(1, 8)):
        at = rng.randrange(len(raw) + 1)
        end = min(len(raw), at + rng.choice((0, 1, 1, 4, 40, 400)))
        match rng.randrange(6):
            case 0:
                raw = raw[:at] + rng.choice(JUNK) + raw[at:]
            case 1:
                raw = raw[:at] + rng.choice(JUNK) + raw[end:]
            case 2:
                raw = raw[:at] + rng.randbytes(rng.randint(1, 4)) + raw[end:]
            case 3:
                raw = raw[:at] + raw[at:end] * rng.randint(0, 5) + raw[end:]
            case 4:
                lines = raw.splitlines(keepends=True)
                rng.shuffle(lines)
                raw = b"".join(lines) if rng.random() < 0.1 else raw[:end]
            case _:
                other = rng.choice(list(SEEDS.values()))
                begin = rng.randrange(len(other))
                raw = raw[:at] + other[begin : begin + rng.randint(1, 200)] + raw[end:]
    return raw


def everything(raw: bytes) -> list[Verdict]:
    """All that a reading does without asking anybody."""
    read = headers.read(raw)
    way = path_of(read)
    border = border_of(read, way)
    origin = origin_of(read, border)
    report = bounce.parse(raw)
    kind = kind_of(raw) if report is None else report.kind
    from_domain_of(read)
    authentication_results.trusted(read, border)
    read_filters(read, border)
    verification._prepare(raw, 1_790_000_000)
    split(raw)
    text_of_message(raw)
    for name in ("From", "To", "Subject", "Date"):
        decode(read.value(name) or "")
    return [
        *judge_bounce.judge(kind, report),
        *judge_content.judge(content.look_at(raw)),
        judge_path.judge(way, origin, border.reach),
    ]


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_message_brings_nothing_down(name: str) -> None:
    rng = random.Random(f"{name}, damaged")
    for number in range(MUTATIONS):
        raw = mutated(SEEDS[name], rng)
        try:
            verdicts = everything(raw)
            for verdict in verdicts:
                texts = [say(Phrase(verdict.id, verdict.params))]
                fix = fix_of(verdict)
                texts += () if fix is None else (*fix.steps, *fix.notes, fix.check)
                assert not any(unseen_in(text) for text in texts)
        except Exception as error:
            pytest.fail(f"{name} {number}: {error!r}\n{raw!r}")


@pytest.mark.parametrize("name", SEEDS)
async def test_a_damaged_message_is_read_as_a_whole(name: str) -> None:
    """A few of each, through all checks and a name server that knows nothing."""
    rng = random.Random(f"{name}, as a whole")
    async with serving() as (resolver, _):
        net = Net(resolver, Trust())
        for raw in (SEEDS[name], *(mutated(SEEDS[name], rng) for _ in range(1))):
            reading = await watched(raw, net)
            assert "stage.bug" not in reading.ids, raw
            for finding in reading.result.findings:
                line(finding_json(finding))
            for place, text in said(reading.result):
                assert not unseen_in(text, "\n\t" if place == "about.text" else ""), (place, raw)
