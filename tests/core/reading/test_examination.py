"""A message from its bytes to the result, with a real name server behind it."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Finished, Found, Outcome, Started
from mailadmin.core.filters_in_reach import Kind, Place
from mailadmin.core.finding import Status
from mailadmin.core.inbox.folders import Place as Folder
from mailadmin.core.net import Net, Trust
from mailadmin.core.reading.checks import CHECKS
from mailadmin.core.reading.examination import read_message
from mailadmin.core.reading.outcome import MessageResult
from mailadmin.core.reading.scene import Filters
from mailadmin.core.texts import detail_of, say, title_of
from tests.core.message.signed import KEY_NAME, MESSAGE, record, rsa_key, signed
from tests.servers.zone_server import serving, txt

NOBODY = Filters(places=())
TRACE = (
    b"Return-Path: <anna@d.test>\r\n"
    b"Received: from out.d.test (out.d.test [192.0.2.9]) by mx.r.test with ESMTPS id 7;\r\n"
    b"\tFri, 27 Nov 2026 18:00:02 +0100\r\n"
)
GOOD = TRACE + signed()
HEADER = GOOD.partition(b"\r\n\r\n")[0] + b"\r\n"
JUNKED = b"X-Spam-Flag: YES\r\nX-Spam-Status: Yes, score=7.9 required=5 tests=BAYES_99=5\r\n" + GOOD
REPORT = (
    TRACE.replace(b"anna@d.test", b"")
    + b"""From: Mail Delivery System <MAILER-DAEMON@out.d.test>\r
To: anna@d.test\r
Subject: Undelivered Mail Returned to Sender\r
Auto-Submitted: auto-replied\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r
\r
--b\r
Content-Type: text/plain\r
\r
Your message could not be delivered.\r
\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; out.d.test\r
\r
Final-Recipient: rfc822; bert@r.test\r
Action: failed\r
Status: 5.1.1\r
Diagnostic-Code: smtp; 550 5.1.1 User unknown\r
\r
--b\r
Content-Type: message/rfc822\r
\r
"""
    + MESSAGE
    + b"\r\n--b--\r\n"
)
PASSED_ON = (
    TRACE
    + b"""From: Anna <anna@d.test>\r
To: help@r.test\r
Subject: Fwd: Undelivered Mail\r
Date: Fri, 27 Nov 2026 18:00:00 +0100\r
Message-ID: <9@d.test>\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary="f"\r
\r
--f\r
Content-Type: text/plain\r
\r
What does this mean?\r
\r
--f\r
Content-Type: message/rfc822\r
\r
"""
    + REPORT
    + b"\r\n--f--\r\n"
)
ANSWER = TRACE + MESSAGE.replace(b"To:", b"Auto-Submitted: auto-replied\r\nTo:", 1)
WEB_PAGE = (
    b"<!DOCTYPE html>\n<html><head><style>\nbody {\ncolor: red;\nfont-size: 12px;\n}\n</style>"
    b"</head>\n<body>\n<p>Hello</p>\n</body></html>\n"
)
ZONE = (
    *txt("d.test", "v=spf1 ip4:192.0.2.9 -all"),
    *txt("_dmarc.d.test", "v=DMARC1; p=reject; rua=mailto:anna@d.test"),
    *txt(KEY_NAME, record(rsa_key())),
    "9.2.0.192.in-addr.arpa. PTR out.d.test.",
    "out.d.test. A 192.0.2.9",
)


@asynccontextmanager
async def silence() -> AsyncIterator[Resolver]:
    """A resolver whose server never answers."""
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(
        asyncio.DatagramProtocol, local_addr=("127.0.0.1", 0)
    )
    try:
        port = transport.get_extra_info("sockname")[1]
        yield Resolver(["127.0.0.1"], port=port, timeout=30)
    finally:
        transport.close()


async def result_of(
    raw: bytes, resolver: Resolver, events: list[Event] | None = None, **more: object
) -> MessageResult:
    told = [] if events is None else events
    more.setdefault("filters", NOBODY)
    result = await read_message(raw, Net(resolver, Trust()), told.append, **more)  # type: ignore[arg-type]
    assert told[-1] == Finished(result)
    began = {event.check for event in told if isinstance(event, Started)}
    assert began == {event.finding.check for event in told if isinstance(event, Found)}
    for finding in result.findings:
        assert "{" not in title_of(finding) + detail_of(finding)
        assert finding.verdict.id != "stage.bug", finding
    assert say(result.title)
    return result


async def read(raw: bytes, *, zone: tuple[str, ...] = ZONE, **more: object) -> MessageResult:
    async with serving(*zone) as (resolver, _):
        return await result_of(raw, resolver, **more)


def statuses(result: MessageResult) -> dict[str, Status]:
    return {finding.check: finding.status for finding in result.findings}


async def test_a_message_that_is_right_passes_in_every_check() -> None:
    result = await read(GOOD)
    seen = statuses(result)
    right = ("path", "spf", "dkim", "dmarc")
    assert {seen[f"message.{check}"] for check in right} == {Status.OK}
    assert seen["domain.ptr"] is Status.OK
    assert (result.status, result.title.id) == (Outcome.PASSED, "message.result.passed")
    assert (result.message_id, result.address) == ("<1@d.test>", "192.0.2.9")
    assert [one.domain for one in result.signers] == ["d.test"]
    assert result.about_message.subject == "Is dinner ready?"
    order = [check.name for check in CHECKS]
    shown = [order.index(finding.check) for finding in result.findings]
    assert shown == sorted(shown)


async def test_headers_alone_are_read() -> None:
    result = await read(HEADER)
    seen = statuses(result)
    assert "message.content" not in seen
    assert seen["message.spf"] is seen["message.path"] is Status.OK
    assert seen["message.dkim"] is Status.UNKNOWN
    assert result.about_message.text == ""


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"\r\n\r\n", b"Hello Anna,\nhow are you?\n", WEB_PAGE, b"Note: this is no message\n",
        b'{\n"from": 1\n}', b"\x00\xff" * 1_000, b"550 5.1.1 <bert@r.test>: User unknown",
        b"https://example.com/\n",
    ],
)  # fmt: skip
async def test_what_is_no_message_ends_in_one_clear_sentence(raw: bytes) -> None:
    result = await read(raw)
    assert [one.verdict.id for one in result.findings] == ["message.reading.no-message"]
    assert (result.status, result.title.id) == (Outcome.UNKNOWN, "message.reading.no-message")
    assert result.failure == result.findings[0]


async def test_a_bounce_is_explained_and_nothing_else_judged() -> None:
    result = await read(REPORT)
    assert set(statuses(result)) == {"message.bounce", "message.path"}
    assert (result.status, result.title.id) == (Outcome.FAILED, result.findings[0].verdict.id)
    assert result.cause == "recipient-unknown"


@pytest.mark.parametrize(
    ("kind", "subject", "id_"),
    [
        (b"delivery-status", b"Undelivered Mail Returned to Sender", "failed-unnamed"),
        (b"delivery-status", b"Delayed Mail (still being retried)", "delayed-unnamed"),
        (b"feedback-report", b"complaint about message", "junk-report-unnamed"),
        (b"disposition-notification", b"Read: Is dinner ready?", "read-receipt"),
    ],
)
async def test_the_header_of_a_report_is_enough_to_know_it(
    kind: bytes, subject: bytes, id_: str
) -> None:
    header = REPORT.partition(b"\r\n\r\n")[0].replace(b"delivery-status", kind) + b"\r\n"
    header = header.replace(b"Undelivered Mail Returned to Sender", subject)
    result = await read(header)
    assert result.findings[0].verdict.id.startswith(f"message.bounce.{id_}")
    assert result.title.id == result.findings[0].verdict.id
    assert set(statuses(result)) == {"message.bounce", "message.path"}


async def test_a_bounce_that_was_passed_on_is_told_and_the_message_judged() -> None:
    result = await read(PASSED_ON)
    seen = statuses(result)
    assert seen["message.bounce"] is Status.INFO
    assert seen["message.spf"] is Status.OK
    assert seen["message.dkim"] is Status.WARNING
    assert result.status is Outcome.WARNING
    assert result.failure is not None and result.failure.status is Status.WARNING


async def test_an_automatic_answer_is_no_failure_whatever_its_server_lacks() -> None:
    result = await read(ANSWER, zone=())
    assert Status.WARNING in statuses(result).values()
    assert (result.status, result.title.id) == (Outcome.PASSED, "message.bounce.auto-reply")
    assert result.failure is None


async def test_the_filter_speaks_first() -> None:
    result = await read(JUNKED, place=Folder.JUNK)
    assert result.failure is not None and result.failure.check == "message.verdict"
    assert result.title.id == result.failure.verdict.id


async def test_what_a_filter_wrote_is_told_though_the_dns_is_silent() -> None:
    async with silence() as resolver:
        result = await result_of(JUNKED, resolver, place=Folder.JUNK, limit=3.0)
    seen = {finding.check: finding.verdict.id for finding in result.findings}
    assert seen["message.verdict"].startswith("message.verdict.junk-")
    assert seen["message.path"] == "message.path.one-hop"
    assert seen["message.spf"] == seen["message.dkim"] == "message.too-slow"
    slow = next(one for one in result.findings if one.verdict.id == "message.too-slow")
    assert title_of(slow) == "This was not found out within 3 seconds"


async def test_without_any_dns_nothing_is_called_missing() -> None:
    result = await result_of(GOOD, Resolver(["127.0.0.1"], port=1, timeout=1))
    seen = statuses(result)
    assert {seen[f"message.{check}"] for check in ("spf", "dkim", "dmarc")} == {Status.UNKNOWN}
    assert seen["domain.ptr"] is seen["domain.blocklist"] is Status.UNKNOWN
    assert result.status is not Outcome.FAILED


async def test_a_silent_filter_does_not_take_the_content_along() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:  # which accepts nobody
        place = Place(Kind.RSPAMD, "127.0.0.1", server.getsockname()[1])
        result = await read(GOOD, filters=Filters((place,), named=True), limit=3.0)
    told = [one.verdict.id for one in result.findings if one.check == "message.content"]
    assert len(told) > 1 and "message.too-slow" not in told


async def test_twenty_megabytes_are_read() -> None:
    body = b"0123456789" * 7 + b"\r\n"
    result = await read(HEADER + b"\r\n" + body * (20_000_000 // len(body)))
    assert {one.verdict.id for one in result.findings if one.check == "message.dkim"} == {
        "message.dkim.body-changed"
    }
    assert len(result.about_message.text) <= 20_000


async def test_what_takes_too_long_to_open_is_told_as_such() -> None:
    result = await read(b"From: a@d.test\r\n\r\n" + b"x\r\n" * 6_000_000, limit=0.0)
    assert [one.verdict.id for one in result.findings] == ["message.too-slow"]
    assert result.status is Outcome.UNKNOWN


async def test_a_message_is_cancelled_in_the_middle() -> None:
    events: list[Event] = []
    async with silence() as resolver:
        reading = asyncio.ensure_future(result_of(GOOD, resolver, events))
        while not any(isinstance(event, Found) for event in events):
            await asyncio.sleep(0.01)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        await asyncio.sleep(0.1)
        # The resolver's socket may stay open a little for the next question.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        assert not [task for task in others if "_close_when_idle" not in str(task.get_coro())]
    began = [event.check for event in events if isinstance(event, Started)]
    ended = [event.finding for event in events if isinstance(event, Found)]
    assert sorted(began) == sorted({finding.check for finding in ended})
    assert "stage.cancelled" in {finding.verdict.id for finding in ended}
    assert not any(isinstance(event, Finished) for event in events)


async def test_two_at_once_do_not_mix() -> None:
    async with serving(*ZONE) as (resolver, _):
        good, bounce = await asyncio.gather(
            result_of(GOOD, resolver), result_of(REPORT, resolver, subject="other")
        )
    assert (good.status, bounce.status) == (Outcome.PASSED, Outcome.FAILED)
    assert {one.subject for one in bounce.findings} == {"other"}
    assert "other" not in {one.subject for one in good.findings}


HOSTILE = {
    "names of domains": (
        TRACE + b"DKIM-Signature: v=1; a=rsa-sha256; d=a b\x00.." + b"c" * 300 + b"; s=\xff{x};"
        b" h=from; bh=; b=\r\nFrom: a@" + b"x" * 300 + b"..\x1b[31m\r\n\r\nHi\r\n"
    ),
    "fields": TRACE + b"From: a@d.test\r\n" + b"X-Y: z\r\n" * 100_000 + b"\r\nHi",
    "a long field": TRACE + b"From: a@d.test\r\nSubject: " + b"x" * 10_000_000 + b"\r\n\r\nHi",
    "nesting": TRACE
    + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(1_000)
    ),
    "controls": TRACE + b"From: \x1b[31m\x07<a@d.test>\r\nMessage-ID: \x1b[31m<1@x>\r\n\r\n\x00",
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE.keys())
async def test_hostile_messages_end_in_findings(
    raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        result = await read(raw)
    assert result.findings and not caplog.records
    about = result.about_message
    for text in (about.sender, about.subject, result.message_id or "", say(result.title)):
        assert len(text) <= 1_000 and text.isprintable()


@pytest.mark.parametrize(
    ("results", "what"),
    [
        ("spf=fail smtp.helo=x.test; spf=pass smtp.mailfrom=d.test", "junk-spam"),
        ("spf=pass smtp.helo=x.test; spf=hardfail smtp.mailfrom=d.test", "junk-unauthenticated"),
        ("spf=fail smtp.mailfrom=d.test; dkim=fail header.d=x.test", "junk-unauthenticated"),
        ("spf=fail smtp.mailfrom=d.test; dkim=fail header.d=x.test; dkim=pass header.d=d.test",
         "junk-spam"),
    ],
)  # fmt: skip
async def test_several_results_of_the_receiver_are_weighed_as_it_does(
    results: str, what: str
) -> None:
    own = f"Authentication-Results: mx.r.test; {results}\r\nX-Spam-Flag: YES\r\n".encode()
    nobody = Resolver(["127.0.0.1"], port=1, timeout=1)
    result = await result_of(own + TRACE + MESSAGE, nobody, place=Folder.JUNK)
    verdict = next(one for one in result.findings if one.check == "message.verdict").verdict
    assert verdict.id == f"message.verdict.{what}"


ELSEWHERE = TRACE.replace(b"192.0.2.9", b"203.0.113.66")


@pytest.mark.parametrize(
    ("raw", "place", "proposed"),
    [
        (ELSEWHERE + signed(), None, True),
        (ELSEWHERE + MESSAGE, None, False),
        (ELSEWHERE.replace(b"anna@d.test", b"anna@open.test") + signed(), None, False),
        (ELSEWHERE + MESSAGE, Folder.JUNK, True),
    ],
    ids=["signed", "unsigned", "signed by another", "a test message"],
)
async def test_only_what_is_tied_to_the_domain_may_change_who_sends_for_it(
    raw: bytes, place: Folder | None, proposed: bool
) -> None:
    async with serving(*ZONE) as (resolver, _):
        result = await result_of(raw, resolver, place=place)
    (verdict,) = (one.verdict for one in result.findings if one.check == "message.spf")
    assert verdict.id.startswith("message.spf.")
    assert ("record" in verdict.params) is proposed
    assert verdict.id.endswith(".no-proposal") is not proposed


@pytest.mark.parametrize("raw", [REPORT, PASSED_ON, REPORT.partition(b"\r\n\r\n")[0] + b"\r\n"])
async def test_a_report_is_never_taken_for_proven(raw: bytes) -> None:
    assert "message.not-proven.report" in [one.id for one in (await read(raw)).not_proven]
    assert "message.not-proven.report" not in [one.id for one in (await read(GOOD)).not_proven]


@pytest.mark.parametrize("filler", ["\u3164", "\u2800", "\u115f", "\uffa0", " ", "x"])
async def test_no_name_is_so_long_that_the_address_is_cut(filler: str) -> None:
    name = f"Bank <ceo@bank.example>{filler * 2_000}".encode().hex("=").upper()
    raw = TRACE + f"From: =?utf-8?Q?={name}?= <x@evil.example>\r\n\r\nHi\r\n".encode()
    about = (await read(raw)).about_message
    assert about.address == "x@evil.example"
    if filler != "x":
        assert about.sender == "Bank <ceo@bank.example> <x@evil.example>"
