"""What the TLS-RPT record of a domain means, and every sentence that comes of it."""

import pytest

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.tls_rpt import look_up, parse
from mailadmin.core.domain.judge.tls_rpt import judge
from mailadmin.core.finding import Status
from mailadmin.core.texts.domain.tls_rpt import FIXES, TEXTS
from tests.core.domain.saying import assert_complete, said
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving, txt

OK, INFO, WARNING = Status.OK, Status.INFO, Status.WARNING
A, OURS = "v=TLSRPTv1; rua=mailto:a@d.test", "v=TLSRPTv1; rua=mailto:me@d.test"
CASES = [
    # id, status, records, mailbox, record to publish
    ("no-record", INFO, (), "me@d.test", OURS),
    ("no-record.no-mailbox", INFO, (), None, None),
    ("several-records", WARNING, (A, "v=TLSRPTv1; rua=https://d.test/,mailto:a@d.test"), None,
     "v=TLSRPTv1; rua=https://d.test/,mailto:a@d.test"),
    ("several-records", WARNING, ("v=TLSRPTv1;", "v=TLSRPTv1; x=1"), "me@d.test", OURS),
    ("several-records.no-mailbox", WARNING, ("v=TLSRPTv1;", "v=TLSRPTv1; x=1"), None, None),
    ("broken", WARNING, ("v=TLSRPTv1; rua=a@d.test",), "me@d.test", OURS),
    ("broken.no-mailbox", WARNING, ("v=TLSRPTv1",), None, None),
    ("fault", WARNING, (A + ";;",), None, A),
    ("fault", WARNING, (A + "!5m,mailto:",), "me@d.test", A),
    ("ok", OK, (A,), "me@d.test", None),
    ("ok", OK, (A + ",https://d.test/in;",), None, None),
]  # fmt: skip


@pytest.mark.parametrize(("what", "status", "texts", "mailbox", "record"), CASES)
async def test_what_needs_to_be_said_is_said(
    what: str, status: Status, texts: tuple[str, ...], mailbox: str | None, record: str | None
) -> None:
    async with serving(*txt("_smtp._tls.d.test", *texts)) as (resolver, _):
        found = judge(await look_up("d.test", resolver, mailbox=mailbox))
    assert (found.id, found.status) == (f"domain.tls-rpt.{what}", status)
    assert found.params.get("record") == record
    assert record is None or not parse(record).faults
    assert found.evidence
    fix = said(found, TEXTS, FIXES)
    assert (fix is not None) == (record is not None or what.endswith("no-mailbox"))
    if fix is not None:
        assert_complete(FIXES[found.id], fix)


async def test_no_answer_is_unknown() -> None:
    async with WaywardServer() as server:
        resolver = Resolver([f"127.0.0.1:{server.port}"], timeout=3)
        found = judge(await look_up("rcode-servfail.test", resolver))
    assert (found.id, found.status) == ("domain.tls-rpt.unknown", Status.UNKNOWN)
    assert said(found, TEXTS, FIXES) is None


def test_every_text_and_every_fix_is_reached_by_a_case() -> None:
    reached = {f"domain.tls-rpt.{case[0]}" for case in CASES} | {"domain.tls-rpt.unknown"}
    assert set(TEXTS) == reached
    assert set(FIXES) <= reached
