"""DNSSEC as a resolver tells it, over real sockets."""

import pytest

from mailadmin.core.dns.dnssec import DnssecFacts, look_up
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.domain.judge.dnssec import judge
from tests.servers.verifying_dns import VerifyingServer

KEY = (
    "257 3 13 mdsswUyr3DPW132mOi8V9xESWE8jTo0dxCjjnopKl+GqJxpVXckHAeF+"
    "KkxLbxILfDLUT0rAK9iUzy1L53eKGQ=="
)
DS = "2371 13 2 c988ec423e3880eb8dd8a46fe06ca230ee23f35b578d64e78b29c3e1c83d245a"
"""The DS of this key for example.com, as IANA and the registry have published it."""
SOA = "example.com. SOA ns hostmaster 1 3600 600 86400 0\n"
SIGNED = f"{SOA}example.com. DS {DS}\nexample.com. DNSKEY {KEY}\n"


async def facts_of(server: VerifyingServer, domain: str = "example.com") -> DnssecFacts:
    return await look_up(domain, Questions(Resolver(["127.0.0.1"], port=server.port, timeout=2)))


@pytest.mark.parametrize(
    ("zone", "signed", "broken", "dead", "verdict"),
    [
        (SIGNED, ". example.com", "", "", "ok"),
        (SOA, ".", "", "", "unsigned"),
        (SOA, "", "", "", "unsigned"),
        (SIGNED, "", "", "", "not-verified"),
        (SIGNED, ".", "", "", "not-verifiable"),
        (f"{SOA}example.com. DNSKEY {KEY}", ".", "", "", "no-ds"),
        (f"{SOA}example.com. DS {DS}", "", "", "", "broken"),
        (SIGNED, ".", "example.com", "", "broken"),
        (SIGNED, ".", "", "example.com", "unknown"),
        (SOA, ".", "example.com", "", "unknown"),
        ("", ".", "", "", "unknown"),
    ],
)
async def test_states(zone: str, signed: str, broken: str, dead: str, verdict: str) -> None:
    async with VerifyingServer(zone, signed=signed, broken=broken, dead=dead) as server:
        facts = await facts_of(server)
    assert judge(facts).id == f"domain.dnssec.{verdict}"


async def test_no_more_is_asked_than_needed() -> None:
    async with VerifyingServer(SIGNED, signed=". example.com") as server:
        await facts_of(server)
    assert sorted(server.asked) == [
        (".", "SOA"),
        ("example.com", "DNSKEY"),
        ("example.com", "DS"),
        ("example.com", "MX"),
        ("example.com", "SOA"),
    ]


async def test_the_record_that_the_registry_lacks_is_worked_out() -> None:
    keys = f"example.com. DNSKEY {KEY}\nexample.com. DNSKEY 256 3 13 {KEY.split()[-1]}"
    async with VerifyingServer(SOA + keys) as server:
        facts = await facts_of(server)
    assert facts.wanted == (DS,)


async def test_the_zone_of_a_name_without_one_is_found() -> None:
    zone = f"{SIGNED}mail.lists.example.com. A 192.0.2.1\n"
    async with VerifyingServer(zone) as server:
        facts = await facts_of(server, "mail.lists.example.com")
        assert facts.zone == "example.com"
        assert judge(facts).id == "domain.dnssec.not-verified"
    assert ("com", "SOA") not in server.asked


async def test_a_signed_name_without_a_zone_of_its_own() -> None:
    zone = f"{SIGNED}mail.example.com. A 192.0.2.1\n"
    async with VerifyingServer(zone, signed="example.com .") as server:
        assert judge(await facts_of(server, "mail.example.com")).id == "domain.dnssec.ok"


async def test_an_endless_name_asks_a_bounded_number_of_questions() -> None:
    zone = f"{SOA}{'a.' * 100}example.com. A 192.0.2.1\n"
    async with VerifyingServer(zone) as server:
        await facts_of(server, "a." * 100 + "example.com")
    assert len(server.asked) < 12
