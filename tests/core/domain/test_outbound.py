"""From which addresses mail plausibly leaves, over real sockets."""

import time

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mx import MxFacts
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.spf.record import parse_record
from mailadmin.core.domain import outbound
from mailadmin.core.domain.outbound import MAX_ADDRESSES, Found, plausible
from tests.servers.zone_server import serving

pytestmark = pytest.mark.both_loops

ZONE = (
    "d.test. MX 10 mail.d.test.",
    "d.test. MX 20 backup.elsewhere.test.",
    "d.test. A 192.0.2.80",
    "mail.d.test. A 192.0.2.10",
    "mail.d.test. AAAA 2001:db8::10",
    "backup.elsewhere.test. A 198.51.100.20",
    "out.d.test. A 192.0.2.11",
    "out.d.test. A 192.0.2.12",
    "many.d.test. A 203.0.113.1",
    *(f"many.d.test. A 203.0.113.{number}" for number in range(2, 30)),
    "inside.d.test. A 10.0.0.1",
    "e.test. MX 10 mx.e.test.",
    "mx.e.test. A 198.51.100.30",
    "m.test. MX 0 m-test.mail.protection.outlook.com.",
    "m-test.mail.protection.outlook.com. A 203.0.113.99",
    "smtp.gmail.com. A 203.0.113.98",
)
MAIL = ["192.0.2.10", "2001:db8::10"]


@pytest.mark.parametrize(
    ("domain", "spf", "addresses"),
    [
        ("d.test", None, MAIL),
        ("d.test", "v=spf1 -all", MAIL),
        ("d.test", "v=spf1 mx -all", ["192.0.2.10", "2001:db8::10", "198.51.100.20"]),
        ("d.test", "v=spf1 a -all", ["192.0.2.80", *MAIL]),
        ("d.test", "v=spf1 a:out.d.test -all", ["192.0.2.11", "192.0.2.12", *MAIL]),
        ("d.test", "v=spf1 A:OUT.d.test. ?all", ["192.0.2.11", "192.0.2.12", *MAIL]),
        ("d.test", "v=spf1 a:out.d.test/24 a:out.d.test//64 -all",
         ["192.0.2.11", "192.0.2.12", *MAIL]),
        ("d.test", "v=spf1 a:out.d.test/24//64 mx/24//64 -all", MAIL),
        ("d.test", "v=spf1 mx/24 -all", ["2001:db8::10", "192.0.2.10"]),
        ("d.test", "v=spf1 mx:e.test -all", ["198.51.100.30", *MAIL]),
        ("d.test", "v=spf1 ip4:198.51.100.7 ip6:2001:db8::7 -all",
         ["198.51.100.7", "2001:db8::7", *MAIL]),
        ("d.test", "v=spf1 ip4:198.51.100.0/31 ip6:2001:db8::/127 -all", MAIL),
        ("d.test", "v=spf1 ip4:10.0.0.7 ip4:127.0.0.1 -all", ["10.0.0.7", *MAIL]),
        ("d.test", "v=spf1 -ip4:198.51.100.7 ~a:out.d.test ?a -all", MAIL),
        ("d.test", "v=spf1 -all ip4:198.51.100.7", MAIL),
        ("d.test", "v=spf1 a:%{d} exists:%{i}.d.test include:e.test ptr -all", MAIL),
        ("d.test", "v=spf1 a:nobody.test mx:nobody.test -all", MAIL),
        ("d.test", "v=spf1 ip4:198.51.100.7 oops", MAIL),
        ("m.test", None, []),
        ("m.test", "v=spf1 mx a:smtp.gmail.com include:spf.protection.outlook.com -all", []),
        ("m.test", "v=spf1 ip4:198.51.100.7 include:spf.protection.outlook.com -all",
         ["198.51.100.7"]),
        ("nobody.test", None, []),
    ],
)  # fmt: skip
async def test_what_is_the_users_own(domain: str, spf: str | None, addresses: list[str]) -> None:
    records = ZONE if spf is None else (*ZONE, f'{domain}. TXT "{spf}"')
    async with serving(*records) as (resolver, server):
        found = await outbound.look_up(domain, Questions(resolver))
    assert list(found) == addresses
    assert set(server.asked.values()) <= {1}


async def test_two_records_are_none() -> None:
    two = ('d.test. TXT "v=spf1 ip4:198.51.100.7"', 'd.test. TXT "v=spf1 ip4:198.51.100.8"')
    async with serving(*ZONE, *two) as (resolver, _):
        assert list(await outbound.look_up("d.test", resolver)) == MAIL


async def test_there_are_never_many() -> None:
    async with serving(*ZONE, 'd.test. TXT "v=spf1 a:many.d.test -all"') as (resolver, _):
        assert len(await outbound.look_up("d.test", resolver)) == MAX_ADDRESSES


async def test_a_failure_costs_only_what_it_hides() -> None:
    records = (*ZONE, 'd.test. TXT "v=spf1 a:out.d.test ip4:198.51.100.7 -all"')
    async with serving(*records, failing=("out.d.test", "mail.d.test")) as (resolver, _):
        assert await outbound.look_up("d.test", resolver) == ("198.51.100.7",)


async def test_a_record_of_many_terms_asks_little() -> None:
    terms = " ".join(f"a:n{number}.d.test mx:n{number}.d.test" for number in range(9))
    async with serving(*ZONE, f'd.test. TXT "v=spf1 {terms[:120]}" "{terms[120:350]}"') as (
        resolver,
        server,
    ):
        await outbound.look_up("d.test", resolver)
    assert server.asked.total() <= 2 + 2 * 2 + outbound.MAX_TERMS * 2


async def test_names_that_an_own_server_may_have() -> None:
    async with serving(*ZONE) as (resolver, _):
        names = await outbound.host_names("d.test", resolver)
    assert names == ("mail.d.test", "smtp.d.test")


def test_a_huge_record_is_quickly_read() -> None:
    record = parse_record("v=spf1 " + "a:x.test mx:y.test ?ip4:192.0.2.1 " * 1900)
    answer = Answer(name="d.test", type="MX", state=AnswerState.NO_DATA)
    found = Found(hosts={}, servers={"d.test": MxFacts(domain="d.test", answer=answer)})
    began = time.process_time()
    assert plausible("d.test", record, found) == ()
    assert outbound.asks("d.test", record) == (["x.test"], ["y.test"])
    assert time.process_time() - began < 1
