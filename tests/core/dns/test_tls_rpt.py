"""TLS-RPT records (RFC 8460 section 3), read and looked up over real sockets."""

import pytest

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.tls_rpt import State, is_record, look_up, parse
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving, txt


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("v=TLSRPTv1;rua=mailto:a@d.test", True),
        ("v=TLSRPTv1 ; rua=mailto:a@d.test", True),
        ("v=TLSRPTv1", True),
        ("v=TLSRPTv10; rua=mailto:a@d.test", False),
        ("v=TLSRPTv0", False),
        ("v=tlsrptv1; rua=mailto:a@d.test", False),
        ("v = TLSRPTv1; rua=mailto:a@d.test", False),
        ("rua=mailto:a@d.test; v=TLSRPTv1", False),
        ("", False),
    ],
)
def test_only_what_begins_with_the_version_is_a_record(text: str, is_one: bool) -> None:
    assert is_record(text) is is_one


@pytest.mark.parametrize(
    ("rest", "usable"),
    [
        ("rua=mailto:a@d.test", ["mailto:a@d.test"]),
        ("rua=mailto:a@d.test;", ["mailto:a@d.test"]),
        ("rua=mailto:a@d.test ; ", ["mailto:a@d.test"]),
        ("rua=https://d.test/in , mailto:a@d.test", ["https://d.test/in", "mailto:a@d.test"]),
        ("rua=mailto:a@d.test; rua=mailto:b@d.test", ["mailto:a@d.test", "mailto:b@d.test"]),
        ("ext=1; a-b.c_d=x:y; rua=mailto:a@d.test", ["mailto:a@d.test"]),
        ("9=x; rua=mailto:a@d.test", ["mailto:a@d.test"]),
    ],
)
def test_right_records_have_no_faults(rest: str, usable: list[str]) -> None:
    record = parse(f"v=TLSRPTv1; {rest}")
    assert not record.faults
    assert [uri.uri for uri in record.usable] == usable


@pytest.mark.parametrize(
    ("text", "part", "usable"),
    [
        ("v=TLSRPTv1", "v=TLSRPTv1", 0),
        ("v=TLSRPTv1; ext=1", "v=TLSRPTv1; ext=1", 0),
        ("v=TLSRPTv1; rua=", "rua=", 0),
        ("v=TLSRPTv1; rua=mailto:a@d.test; more=", "more=", 1),
        ("v=TLSRPTv1; rua=mailto:a@d.test; test==", "test==", 1),
        ("v=TLSRPTv1; rua=mailto:a@d.test; x=a b", "x=a b", 1),
        ("v=TLSRPTv1; rua=mailto:a@d.test; " + "x" * 33 + "=1", "x" * 33 + "=1", 1),
        ("v=TLSRPTv1; rua=mailto:a@d.test;;", "", 1),
        ("v=TLSRPTv1; rua=mailto:a@d.test other", "mailto:a@d.test other", 0),
        ("v=TLSRPTv1; rua=mailto:a@d.test!5m", "mailto:a@d.test!5m", 1),
        ("v=TLSRPTv1; rua=http://d.test/in", "http://d.test/in", 0),
        ("v=TLSRPTv1; rua=a@d.test", "a@d.test", 0),
        ("v=TLSRPTv1; rua = mailto:a@d.test", "rua=mailto:a@d.test", 1),
        ("v=TLSRPTv1; rua=mailto:a@d.test,,mailto:b@d.test", "rua=", 2),
        ("v=TLSRPTv1; RUA=mailto:a@d.test", "v=TLSRPTv1; RUA=mailto:a@d.test", 0),
    ],
)
def test_what_is_wrong_is_named(text: str, part: str, usable: int) -> None:
    record = parse(text)
    assert [fault.text for fault in record.faults] == [part]
    assert len(record.usable) == usable


@pytest.mark.parametrize(
    ("texts", "state", "count"),
    [
        (["v=TLSRPTv1; rua=mailto:a@d.test"], State.FOUND, 1),
        (["other", "v=TLSRPTv1; rua=mailto:a@d.test"], State.FOUND, 1),
        (["v=TLSRPTv1; rua=mailto:a@d.test", "v=TLSRPTv1; rua=mailto:b@d.test"], State.SEVERAL, 2),
        (["v=TLSRPTv2; rua=mailto:a@d.test"], State.NONE, 0),
        ([], State.NONE, 0),
    ],
)
async def test_one_record_counts(texts: list[str], state: State, count: int) -> None:
    async with serving(*txt("_smtp._tls.d.test", *texts)) as (resolver, _):
        found = await look_up("d.test", resolver, mailbox="a@d.test")
        assert resolver.queries == 1
    assert (found.state, len(found.records), found.mailbox) == (state, count, "a@d.test")


async def test_no_answer_is_not_no_record() -> None:
    async with WaywardServer() as server:
        resolver = Resolver([f"127.0.0.1:{server.port}"], timeout=3)
        assert (await look_up("rcode-servfail.test", resolver)).state is State.UNKNOWN
