"""Reverse DNS confirmed forward, over real sockets."""

import pytest

from mailadmin.core.dns import ptr
from mailadmin.core.dns.addresses import is_reachable, read_address
from mailadmin.core.dns.ptr import MAX_NAMES, Iprev
from mailadmin.core.dns.questions import Questions
from tests.servers.zone_server import serving

pytestmark = pytest.mark.both_loops

SIX = "2001:db8::25"
ZONE = (
    "mail.d.test. A 192.0.2.10",
    "mail.d.test. AAAA 2001:db8::25",
    "alias.d.test. CNAME mail.d.test.",
    "other.d.test. A 192.0.2.99",
    "10.2.0.192.in-addr.arpa. PTR mail.d.test.",
    "11.2.0.192.in-addr.arpa. PTR other.d.test.",
    "11.2.0.192.in-addr.arpa. PTR nobody.d.test.",
    "12.2.0.192.in-addr.arpa. PTR lost.d.test.",
    "12.2.0.192.in-addr.arpa. PTR other.d.test.",
    "13.2.0.192.in-addr.arpa. CNAME 13.part.2.0.192.in-addr.arpa.",
    "13.part.2.0.192.in-addr.arpa. PTR thirteen.d.test.",
    "thirteen.d.test. A 192.0.2.13",
    "14.2.0.192.in-addr.arpa. PTR lost.d.test.",
    "14.2.0.192.in-addr.arpa. PTR fourteen.d.test.",
    "fourteen.d.test. A 192.0.2.14",
    "16.2.0.192.in-addr.arpa. TXT none",
    "17.2.0.192.in-addr.arpa. PTR .",
    "18.2.0.192.in-addr.arpa. PTR a\\000b\\032c.d.test.",
    "5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR mail.d.test.",
)
LOST = ("lost.d.test", "15.2.0.192.in-addr.arpa")


@pytest.mark.parametrize(
    ("address", "result", "names"),
    [
        ("192.0.2.10", Iprev.PASS, ["mail.d.test"]),
        ("::ffff:192.0.2.10", Iprev.PASS, ["mail.d.test"]),
        (SIX, Iprev.PASS, ["mail.d.test"]),
        ("2001:0DB8:0::0025", Iprev.PASS, ["mail.d.test"]),
        ("192.0.2.11", Iprev.FAIL, ["nobody.d.test", "other.d.test"]),
        ("192.0.2.12", Iprev.TEMPERROR, ["lost.d.test", "other.d.test"]),
        ("192.0.2.13", Iprev.PASS, ["thirteen.d.test"]),
        ("192.0.2.14", Iprev.PASS, ["fourteen.d.test", "lost.d.test"]),
        ("192.0.2.15", Iprev.TEMPERROR, []),
        ("192.0.2.16", Iprev.PERMERROR, []),
        ("192.0.2.17", Iprev.FAIL, ["."]),
        ("192.0.2.18", Iprev.FAIL, ["a\\000b\\032c.d.test"]),
        ("192.0.2.200", Iprev.PERMERROR, []),
    ],
)
async def test_the_result_and_the_names(address: str, result: Iprev, names: list[str]) -> None:
    async with serving(*ZONE, failing=LOST) as (resolver, server):
        facts = await ptr.look_up(address, Questions(resolver))
    assert facts.result is result
    assert [name.name for name in facts.names] == names
    kinds = {kind for name, kind in server.asked if not name.endswith(".arpa")}
    assert kinds <= {"AAAA" if ":" in facts.address else "A"}


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "169.254.1.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "fe80::1",
     "fe80::1%eth0", "ff02::1", "::", "::ffff:127.0.0.1"],
)  # fmt: skip
async def test_nobody_is_asked_about_an_address_that_nobody_can_have(address: str) -> None:
    async with serving(*ZONE) as (resolver, server):
        facts = await ptr.look_up(address, resolver, hosts=("mail.d.test",))
    assert facts.result is None
    assert facts.answer is None
    assert not server.asked


@pytest.mark.parametrize("address", ["10.1.2.3", "100.64.0.1", "fd00::1", "::ffff:10.0.0.1"])
async def test_the_name_servers_of_a_network_may_know_its_inside(address: str) -> None:
    async with serving(*ZONE) as (resolver, server):
        facts = await ptr.look_up(address, resolver)
    assert facts.internal
    assert facts.result is Iprev.PERMERROR
    assert server.asked[facts.reverse, "PTR"] == 1


@pytest.mark.parametrize("address", ["8.8.8.8", "192.0.2.1", "2001:db8::1", "2a00:1450::1"])
def test_addresses_of_servers_and_of_examples_are_asked_about(address: str) -> None:
    assert is_reachable(read_address(address))


async def test_only_so_many_names_are_looked_at() -> None:
    zone = [f"10.2.0.192.in-addr.arpa. PTR n{number}.d.test." for number in range(60)]
    async with serving(*zone) as (resolver, server):
        facts = await ptr.look_up("192.0.2.10", resolver)
    assert len(facts.names) == MAX_NAMES
    assert server.asked.total() == 1 + MAX_NAMES


async def test_names_that_the_server_may_have_are_looked_up_as_well() -> None:
    async with serving(*ZONE) as (resolver, _):
        facts = await ptr.look_up("192.0.2.10", resolver, hosts=("free.d.test", "mail.d.test"))
    assert [host.leads_to("192.0.2.10") for host in facts.hosts] == [False, True]


async def test_what_is_no_address_is_refused() -> None:
    async with serving() as (resolver, _):
        with pytest.raises(ValueError, match="example"):
            await ptr.look_up("example.com", resolver)
