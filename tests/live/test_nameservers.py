"""Our questions to Unbound, which validates, and to NSD, which answers for its own zones only."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.spf import Result, check_host
from tests.live.nameservers import LARGE, LONGEST_LABEL, LONGEST_NAME, NameServers, has_ipv6

pytestmark = pytest.mark.live

FOUND = AnswerState.FOUND
NO_DATA = AnswerState.NO_DATA
NO_SUCH_NAME = AnswerState.NO_SUCH_NAME
FAILED = AnswerState.TEMPORARY_FAILURE


@pytest.fixture
def resolver(nameservers: NameServers) -> Resolver:
    """Of each test's own, so with nothing kept."""
    return Resolver([nameservers.resolver])


@pytest.fixture
def silent() -> Iterator[str]:
    """A name server that never answers."""
    with socket.socket(type=socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{deaf.getsockname()[1]}"


@pytest.fixture
def closed() -> str:
    """A port that nobody listens on."""
    with socket.socket(type=socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{taken.getsockname()[1]}"


@pytest.mark.parametrize(
    ("name", "rdtype", "values"),
    [
        ("signed.test", "MX", {"10 mail.signed.test.", "20 backup.signed.test."}),
        ("MAIL.Signed.TEST.", "AAAA", {"2001:db8::25"}),
        ("s1._domainkey.signed.test", "TXT", {"v=DKIM1; k=rsa; p=MIIBIjAN"}),
        ("odd.signed.test", "TXT", {'a"b\\c;ü'}),
        ("any.thing.wild.signed.test", "TXT", {"any"}),
        ("bücher.plain.test", "A", {"192.0.2.81"}),
        (f"{LONGEST_LABEL}.plain.test", "A", {"192.0.2.82"}),
        (LONGEST_NAME, "A", {"192.0.2.83"}),
    ],
)
async def test_a_record_is_found(
    nameservers: NameServers, name: str, rdtype: str, values: set[str]
) -> None:
    for server in (nameservers.resolver, nameservers.authority):
        answer = await Resolver([server]).query(name, rdtype)
        assert (answer.state, set(answer.values), answer.error) == (FOUND, values, "")
        assert 0 < answer.ttl <= 300


@pytest.mark.parametrize(
    ("name", "rdtype", "state"),
    [
        ("signed.test", "SRV", NO_DATA),
        # Nothing is at this name, but there is something below it (RFC 8020).
        ("_domainkey.signed.test", "TXT", NO_DATA),
        ("any.wild.signed.test", "A", NO_DATA),
        ("nowhere.signed.test", "TXT", NO_SUCH_NAME),
        ("nowhere.plain.test", "TXT", NO_SUCH_NAME),
    ],
)
async def test_no_record_and_no_such_name_are_told_apart(
    nameservers: NameServers, name: str, rdtype: str, state: AnswerState
) -> None:
    for server in (nameservers.resolver, nameservers.authority):
        answer = await Resolver([server]).query(name, rdtype)
        assert (answer.state, answer.values, answer.error) == (state, (), "")


@pytest.mark.parametrize(
    ("name", "rdtype", "state", "aliases"),
    [
        ("alias.signed.test", "A", FOUND, ("mail.signed.test.",)),
        (
            "one.plain.test",
            "A",
            FOUND,
            ("two.plain.test.", "three.plain.test.", "mail.signed.test."),
        ),
        ("three.plain.test", "TXT", NO_DATA, ("mail.signed.test.",)),
        ("dangling.plain.test", "A", NO_SUCH_NAME, ("nowhere.plain.test.",)),
        ("ring.plain.test", "A", FAILED, ()),
    ],
)
async def test_aliases_are_followed(
    nameservers: NameServers, name: str, rdtype: str, state: AnswerState, aliases: tuple[str, ...]
) -> None:
    for server in (nameservers.resolver, nameservers.authority):
        answer = await Resolver([server]).query(name, rdtype)
        assert (answer.state, answer.aliases) == (state, aliases)
        assert answer.values == (("192.0.2.25",) if state is FOUND else ())


async def test_of_an_alias_and_its_target_the_shorter_time_counts(resolver: Resolver) -> None:
    assert 0 < (await resolver.query("one.plain.test", "A")).ttl <= 60


@pytest.mark.parametrize(
    ("name", "rdtype", "authentic"),
    [
        ("signed.test", "MX", True),
        ("any.wild.signed.test", "TXT", True),
        ("alias.signed.test", "A", True),
        ("signed.test", "SRV", True),
        ("nowhere.signed.test", "A", True),
        ("plain.test", "DS", True),
        ("plain.test", "A", False),
        ("nowhere.plain.test", "A", False),
        # A chain is as good as its weakest link.
        ("outside.signed.test", "A", False),
    ],
)
async def test_what_dnssec_vouches_for(
    resolver: Resolver, name: str, rdtype: str, authentic: bool
) -> None:
    answer = await resolver.query(name, rdtype)
    assert answer.state is not FAILED
    assert answer.authentic is authentic


async def test_who_does_not_validate_vouches_for_nothing(nameservers: NameServers) -> None:
    answer = await Resolver([nameservers.authority]).query("signed.test", "MX")
    assert (answer.state, answer.authentic) == (FOUND, False)


async def test_signatures_that_have_expired_are_refused_and_can_be_looked_behind(
    resolver: Resolver,
) -> None:
    refused = await resolver.query("expired.test", "TXT")
    assert (refused.state, refused.values, refused.authentic) == (FAILED, (), False)
    assert "SERVFAIL; " in refused.error  # and a reason (RFC 8914), which depends on the release
    behind = await resolver.query("expired.test", "TXT", unchecked=True)
    assert (behind.state, behind.values, behind.authentic) == (FOUND, ("v=spf1 -all",), False)
    # That answer is not taken for a checked one.
    assert (await resolver.query("expired.test", "TXT")).state is FAILED


async def test_what_nobody_answers_for_is_unknown(nameservers: NameServers) -> None:
    resolver = Resolver([nameservers.resolver], timeout=1.5)
    names = ("lame.example", "silent.test", "elsewhere.example")
    lame, silent, refused = await asyncio.gather(*(resolver.query(name, "MX") for name in names))
    assert {lame.state, silent.state, refused.state} == {FAILED}
    assert "SERVFAIL" in lame.error
    assert "1.5 seconds" in silent.error
    assert "REFUSED" in refused.error


@pytest.mark.parametrize("name", ["silent.test", "elsewhere.example"])
async def test_who_only_names_others_or_refuses_has_not_answered(
    nameservers: NameServers, name: str
) -> None:
    """NSD refers to the name servers of a child, and of strangers it knows nothing."""
    answer = await Resolver([nameservers.authority]).query(name, "MX")
    assert answer.state is FAILED


async def test_an_answer_too_large_for_a_datagram_comes_over_tcp(
    nameservers: NameServers, resolver: Resolver
) -> None:
    before = nameservers.asked("large.plain.test", "TXT")
    answer = await resolver.query("large.plain.test", "TXT")
    assert (answer.state, answer.values) == (FOUND, ("x" * LARGE,))
    assert nameservers.asked("large.plain.test", "TXT") == before + 2
    await resolver.query("large.plain.test", "TXT")
    assert nameservers.asked("large.plain.test", "TXT") == before + 2


async def test_one_question_is_asked_once_however_many_want_to_know(
    nameservers: NameServers, resolver: Resolver
) -> None:
    before = nameservers.asked("mail.signed.test", "A")
    asking = (resolver.query("mail.signed.test", "A") for _ in range(50))
    answers = await asyncio.gather(*asking)
    assert {answer.values for answer in answers} == {("192.0.2.25",)}
    assert nameservers.asked("mail.signed.test", "A") == before + 1


async def test_an_answer_is_kept_as_long_as_the_zone_says(
    nameservers: NameServers, resolver: Resolver
) -> None:
    """Two seconds: the TTL of the record, or the last field of the SOA for what is not there."""
    names = ("brief.plain.test", "brief.nowhere.plain.test")

    async def ask() -> list[Answer]:
        return await asyncio.gather(*(resolver.query(name, "TXT") for name in names))

    first = await ask()
    assert [answer.state for answer in first] == [FOUND, NO_SUCH_NAME]
    assert {answer.ttl for answer in first} <= {1, 2}  # Unbound counts whole seconds down
    for _ in range(10):
        assert await ask() == first
        await asyncio.sleep(0.05)
    assert [nameservers.asked(name, "TXT") for name in names] == [1, 1]
    await asyncio.sleep(2)
    assert [answer.state for answer in await ask()] == [FOUND, NO_SUCH_NAME]
    assert [nameservers.asked(name, "TXT") for name in names] == [2, 2]


async def test_a_failure_is_not_kept(nameservers: NameServers, resolver: Resolver) -> None:
    before = nameservers.asked("lame.example", "TXT")
    for _ in range(3):
        assert (await resolver.query("lame.example", "TXT")).state is FAILED
    assert nameservers.asked("lame.example", "TXT") == before + 3


async def a_domain_full(resolver: Resolver, letter: str) -> tuple[list[Answer], float]:
    """What the checks of one domain ask, about, and the seconds it takes."""
    began = time.monotonic()
    names = (f"{letter}{number}.wild.signed.test" for number in range(45))
    answers = await asyncio.gather(*(resolver.query(name, "TXT") for name in names))
    return answers, time.monotonic() - began


async def test_dead_name_servers_before_the_living_one_cost_their_delay_once(
    nameservers: NameServers, closed: str, silent: str
) -> None:
    resolver = Resolver([closed, silent, nameservers.resolver])
    first, slow = await a_domain_full(resolver, "a")
    second, quick = await a_domain_full(resolver, "b")
    assert {answer.state for answer in (*first, *second)} == {FOUND}
    assert 0.4 < slow < 1.5
    assert quick < 0.4


async def test_two_thousand_questions_at_once_are_neither_lost_nor_stuck(
    nameservers: NameServers, resolver: Resolver
) -> None:
    """Their answers have a kilobyte each and would not all fit into the system's buffers."""
    before = nameservers.all_asked()
    names = [f"n{number}.bulky.signed.test" for number in range(2000)]
    async with asyncio.timeout(30):
        answers = await asyncio.gather(*(resolver.query(name, "TXT") for name in names))
    assert Counter(answer.state for answer in answers) == {FOUND: 2000}
    assert {answer.values for answer in answers} == {("x" * 800,)}
    # Hardly one in a hundred has to be sent again; on a busy computer some more are late.
    assert 2000 <= nameservers.all_asked() - before < 2200


async def test_names_nobody_answers_for_hold_up_the_others_only_a_little(
    nameservers: NameServers,
) -> None:
    resolver = Resolver([nameservers.resolver], timeout=20)
    names = [f"d{number}.silent.test" for number in range(150)]
    dead = [asyncio.ensure_future(resolver.query(name, "A")) for name in names]
    async with asyncio.timeout(10):
        answers, _ = await a_domain_full(resolver, "c")
    assert {answer.state for answer in answers} == {FOUND}
    for task in dead:
        task.cancel()
    await asyncio.gather(*dead, return_exceptions=True)


@pytest.mark.skipif(not has_ipv6(), reason="no IPv6 on this computer")
async def test_a_name_server_is_asked_over_ipv6(nameservers: NameServers) -> None:
    resolver = Resolver([nameservers.resolver_ipv6])
    assert (await resolver.query("signed.test", "MX")).authentic
    assert (await resolver.query("large.plain.test", "TXT")).values == ("x" * LARGE,)


async def test_a_host_has_its_addresses_of_both_kinds(resolver: Resolver) -> None:
    for host in ("mail.signed.test", "outside.signed.test"):
        answer = await resolver.addresses(host)
        assert answer.values == ("2001:db8::25", "192.0.2.25")


@pytest.mark.parametrize(
    ("ip", "domain", "result", "lookups"),
    [
        ("192.0.2.25", "signed.test", Result.PASS, 1),
        ("2001:db8::25", "signed.test", Result.PASS, 1),
        ("192.0.2.26", "signed.test", Result.PASS, 1),
        ("198.51.100.7", "signed.test", Result.PASS, 2),
        ("192.0.2.80", "signed.test", Result.PASS, 3),
        ("203.0.113.5", "signed.test", Result.PASS, 4),
        ("203.0.113.6", "signed.test", Result.FAIL, 4),
        ("203.0.113.6", "plain.test", Result.NONE, 0),
        ("203.0.113.6", "nowhere.plain.test", Result.NONE, 0),
        ("203.0.113.6", "old.plain.test", Result.TEMPERROR, 1),
        ("203.0.113.6", "slow.plain.test", Result.TEMPERROR, 1),
        ("203.0.113.6", "expired.test", Result.TEMPERROR, 0),
        ("203.0.113.6", "lame.example", Result.TEMPERROR, 0),
    ],
)
async def test_spf(
    nameservers: NameServers, ip: str, domain: str, result: Result, lookups: int
) -> None:
    resolver = Resolver([nameservers.resolver], timeout=1.0)
    checked = await check_host(ip, domain, f"anna@{domain}", "helo.test", resolver)
    assert (checked.result, checked.lookups) == (result, lookups)
