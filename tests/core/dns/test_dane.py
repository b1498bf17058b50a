"""TLSA records of mail servers, over real sockets."""

import pytest

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.dane import DaneFacts, Unusable, look_up, parse
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from tests.servers.verifying_dns import VerifyingServer

DIGEST = "ab" * 32
MX = "d.test. MX 10 a.d.test.\nd.test. MX 20 b.other.\n"


async def facts_of(port: int, domain: str = "d.test") -> DaneFacts:
    return await look_up(domain, Questions(Resolver(["127.0.0.1"], port=port, timeout=2)))


@pytest.mark.parametrize(
    ("text", "unusable"),
    [
        (f"3 1 1 {DIGEST}", None),
        (f"2 0 1 {DIGEST}", None),
        (f"3 1 2 {DIGEST * 2}", None),
        (f"3 0 0 {'30' * 64} {'30' * 64}", None),
        (f"0 0 1 {DIGEST}", Unusable.PKIX),
        (f"1 1 1 {DIGEST}", Unusable.PKIX),
        (f"4 1 1 {DIGEST}", Unusable.UNKNOWN),
        (f"255 1 1 {DIGEST}", Unusable.UNKNOWN),
        (f"3 2 1 {DIGEST}", Unusable.UNKNOWN),
        (f"3 1 3 {DIGEST}", Unusable.UNKNOWN),
        (f"3 1 1 {DIGEST}00", Unusable.LENGTH),
        (f"3 1 2 {DIGEST}", Unusable.LENGTH),
        ("3 1 1 ab", Unusable.LENGTH),
        ("3 1 0", Unusable.LENGTH),
    ],
)
def test_which_records_are_of_use(text: str, unusable: Unusable | None) -> None:
    assert parse(text).unusable == unusable


def test_a_long_record_is_put_together() -> None:
    assert parse("3 0 0 3082AB 00ff").data == "3082ab00ff"


@pytest.mark.parametrize(
    ("text", "one"),
    [(f"3 0 1 {DIGEST}", True), (f"3 1 1 {DIGEST}", False), (f"2 0 1 {DIGEST}", False)],
)
def test_which_records_fit_one_certificate_only(text: str, one: bool) -> None:
    assert parse(text).is_of_one_certificate is one


async def test_each_mail_server_is_asked_for_the_best_first() -> None:
    zone = f"{MX}_25._tcp.a.d.test. TLSA 3 1 1 {DIGEST}\n"
    async with VerifyingServer(zone, signed=". d.test") as server:
        facts = await facts_of(server.port)
    one, other = facts.hosts
    assert (one.name, one.answer.authentic, one.records[0].text) == (
        "a.d.test", True, f"3 1 1 {DIGEST}"
    )  # fmt: skip
    assert (other.name, other.records) == ("b.other", ())
    assert facts.root.authentic
    assert sorted(server.asked) == [
        (".", "SOA"), ("_25._tcp.a.d.test", "TLSA"), ("_25._tcp.b.other", "TLSA"), ("d.test", "MX")
    ]  # fmt: skip


async def test_an_alias_is_followed() -> None:
    zone = f"{MX}_25._tcp.a.d.test. CNAME t.d.test.\nt.d.test. TLSA 3 1 1 {DIGEST}\n"
    async with VerifyingServer(zone) as server:
        facts = await facts_of(server.port)
    assert len(facts.hosts[0].usable) == 1


async def test_no_more_than_ten_servers_are_asked_for() -> None:
    zone = "\n".join(f"d.test. MX {number} mx{number}.test." for number in range(30))
    async with VerifyingServer(zone) as server:
        facts = await facts_of(server.port)
    assert [host.name for host in facts.hosts] == [f"mx{number}.test" for number in range(10)]


async def test_a_domain_without_mx_is_its_own_server() -> None:
    async with VerifyingServer("d.test. A 192.0.2.1") as server:
        facts = await facts_of(server.port)
    assert [host.name for host in facts.hosts] == ["d.test"]


async def test_a_domain_that_takes_no_mail() -> None:
    async with VerifyingServer("d.test. MX 0 .") as server:
        assert (await facts_of(server.port)).hosts == ()


async def test_no_answer_is_not_no_record() -> None:
    async with VerifyingServer(MX, dead="a.d.test") as server:
        facts = await facts_of(server.port)
    assert facts.hosts[0].answer.state is AnswerState.TEMPORARY_FAILURE
    assert facts.hosts[1].answer.state is AnswerState.NO_SUCH_NAME
