"""Blocklists over real sockets: an answer counts only where the test entries are as they should."""

import re
from urllib.parse import urlsplit

import pytest

from mailadmin.core.dns import blocklist
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.blocklist import LONGEST_REASON, Consultation, Silence, Standing
from mailadmin.core.dns.blocklists import Blocklist, Meaning, blocklists
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Questions
from tests.servers.zone_server import serving

pytestmark = pytest.mark.both_loops

IP, SIX = "192.0.2.10", "2001:db8:1:2:3:4:567:89ab"
NIBBLES = "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.8.b.d.0.1.0.0.2"
MAPPED = "0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0"
BOTH = Blocklist(id="l", name="L", zone="l.test", kinds=("ip4", "ip6"))
ONLY_SIX = Blocklist(id="l", name="L", zone="l.test", kinds=("ip6",))
DOMAINS = Blocklist(id="l", name="L", zone="l.test", kinds=("domain",), errors=("127.0.1.255",))
OWN_TEST = Blocklist(id="l", name="L", zone="l.test", kinds=("domain",), listed_test="listed.test")
ALIVE = "2.0.0.127.l.test. A 127.0.0.2"


async def ask(
    subject: str, *records: str, among: Blocklist = BOTH, failing: tuple[str, ...] = ()
) -> Consultation:
    async with serving(*records, failing=failing) as (resolver, _):
        facts = await blocklist.look_up(subject, resolver, lists=[among])
    assert len(facts.consultations) == 1
    return facts.consultations[0]


@pytest.mark.parametrize(
    ("records", "failing", "standing", "silence"),
    [
        ((ALIVE,), (), Standing.CLEAN, None),
        ((ALIVE, "10.2.0.192.l.test. A 127.0.0.2"), (), Standing.LISTED, None),
        ((ALIVE, "10.2.0.192.l.test. A 127.0.0.99"), (), Standing.LISTED, None),
        # The name is there, but no address: an entry without one means nothing (RFC 5782 2.1).
        ((ALIVE, "10.2.0.192.l.test. TXT spam"), (), Standing.CLEAN, None),
        ((), (), Standing.COULD_NOT_ASK, Silence.NOT_WORKING),
        (("10.2.0.192.l.test. A 127.0.0.2",), (), Standing.COULD_NOT_ASK, Silence.NOT_WORKING),
        # It lists everybody.
        ((ALIVE, "1.0.0.127.l.test. A 127.0.0.2", "10.2.0.192.l.test. A 127.0.0.2"), (),
         Standing.COULD_NOT_ASK, Silence.NOT_WORKING),
        *(
            ((ALIVE, f"10.2.0.192.l.test. A 127.255.255.{number}"), (),
             Standing.COULD_NOT_ASK, Silence.REFUSED)
            for number in (252, 253, 254, 255)
        ),
        (("2.0.0.127.l.test. A 127.255.255.254",), (), Standing.COULD_NOT_ASK, Silence.REFUSED),
        ((ALIVE, "10.2.0.192.l.test. A 127.0.0.2", "10.2.0.192.l.test. A 127.255.255.254"), (),
         Standing.COULD_NOT_ASK, Silence.REFUSED),
        ((ALIVE, "10.2.0.192.l.test. A 198.51.100.80"), (),
         Standing.COULD_NOT_ASK, Silence.REWRITTEN),
        ((ALIVE, "10.2.0.192.l.test. A 0.0.0.0"), (), Standing.COULD_NOT_ASK, Silence.REWRITTEN),
        ((ALIVE, "10.2.0.192.l.test. A 127.0.0.1"), (), Standing.COULD_NOT_ASK, Silence.REWRITTEN),
        ((ALIVE, "1.0.0.127.l.test. A 198.51.100.80"), (),
         Standing.COULD_NOT_ASK, Silence.REWRITTEN),
        ((ALIVE,), ("10.2.0.192.l.test",), Standing.COULD_NOT_ASK, Silence.NO_ANSWER),
        ((ALIVE,), ("2.0.0.127.l.test",), Standing.COULD_NOT_ASK, Silence.NO_ANSWER),
        ((ALIVE,), ("1.0.0.127.l.test",), Standing.COULD_NOT_ASK, Silence.NO_ANSWER),
    ],
)  # fmt: skip
async def test_three_states(
    records: tuple[str, ...],
    failing: tuple[str, ...],
    standing: Standing,
    silence: Silence | None,
) -> None:
    found = await ask(IP, *records, failing=failing)
    assert (found.standing, found.silence) == (standing, silence)
    assert bool(found.codes) is (standing is Standing.LISTED)


@pytest.mark.parametrize(
    ("among", "records", "standing"),
    [
        (BOTH, (ALIVE,), Standing.CLEAN),
        (BOTH, (f"2.{MAPPED}.l.test. A 127.0.0.2",), Standing.CLEAN),
        (BOTH, (ALIVE, f"{NIBBLES}.l.test. A 127.0.0.2"), Standing.LISTED),
        (ONLY_SIX, (ALIVE,), Standing.COULD_NOT_ASK),
        (ONLY_SIX, (f"2.{MAPPED}.l.test. A 127.0.0.2",), Standing.CLEAN),
        (ONLY_SIX, (f"2.{MAPPED}.l.test. A 127.0.0.2", f"1.{MAPPED}.l.test. A 127.0.0.2"),
         Standing.COULD_NOT_ASK),
    ],
)  # fmt: skip
async def test_ipv6_by_nibbles(
    among: Blocklist, records: tuple[str, ...], standing: Standing
) -> None:
    assert (await ask(SIX, *records, among=among)).standing is standing


@pytest.mark.parametrize(
    ("among", "records", "standing"),
    [
        (DOMAINS, ("test.l.test. A 127.0.1.2",), Standing.CLEAN),
        (DOMAINS, ("test.l.test. A 127.0.1.2", "d.test.l.test. A 127.0.1.2"), Standing.LISTED),
        (DOMAINS, ("test.l.test. A 127.0.1.2", "d.test.l.test. A 127.0.1.255"),
         Standing.COULD_NOT_ASK),
        (DOMAINS, ("test.l.test. A 127.0.1.2", "invalid.l.test. A 127.0.1.2"),
         Standing.COULD_NOT_ASK),
        (OWN_TEST, ("test.l.test. A 127.0.1.2",), Standing.COULD_NOT_ASK),
        (OWN_TEST, ("listed.test.l.test. A 127.0.1.2",), Standing.CLEAN),
    ],
)  # fmt: skip
async def test_domains(among: Blocklist, records: tuple[str, ...], standing: Standing) -> None:
    assert (await ask("d.test", *records, among=among)).standing is standing


async def test_a_domain_too_long_to_be_asked_about_is_not_called_clean() -> None:
    domain = ".".join(["x" * 62] * 4)
    found = await ask(domain, "test.l.test. A 127.0.1.2", among=DOMAINS)
    assert found.silence is Silence.NO_ANSWER
    assert found.answers[0].state is AnswerState.NO_SUCH_NAME


@pytest.mark.parametrize(
    ("text", "reason", "link"),
    [
        ('"Blocked - see https://l.test/why?1.2.3.4."', "Blocked - see https://l.test/why?1.2.3.4.",
         "https://l.test/why?1.2.3.4"),
        ('"\\027[31mred\\007" "  x\\010\\013y"', "[31mred x y", ""),
        ('"\\226\\128\\174evil"', "evil", ""),  # turns the direction of the text
        ('"javascript:alert(1)"', "javascript:alert(1)", ""),
        (" ".join(['"' + "x" * 200 + '"'] * 20), "x" * LONGEST_REASON, ""),
    ],
)  # fmt: skip
async def test_the_lists_own_words_are_one_plain_line(text: str, reason: str, link: str) -> None:
    entry = "10.2.0.192.l.test."
    found = await ask(IP, ALIVE, f"{entry} A 127.0.0.2", f"{entry} TXT {text}")
    assert (found.reason, found.link) == (reason, link)


async def test_the_reason_is_asked_for_only_where_there_is_one() -> None:
    async with serving(ALIVE, "10.2.0.192.l.test. A 127.0.0.2") as (resolver, server):
        questions = Questions(resolver)
        await blocklist.look_up("192.0.2.99", questions, lists=[BOTH])
        assert not any(kind == "TXT" for _, kind in server.asked)
        await blocklist.look_up(IP, questions, lists=[BOTH])
    assert server.asked["10.2.0.192.l.test", "TXT"] == 1
    assert server.asked["2.0.0.127.l.test", "A"] == 1, "test entries are asked once a domain"
    assert server.asked.total() == 5


@pytest.mark.parametrize("address", ["127.0.0.2", "fe80::1", "::ffff:127.0.0.2"])
async def test_nobody_is_asked_about_an_address_that_nobody_can_have(address: str) -> None:
    async with serving(ALIVE) as (resolver, server):
        facts = await blocklist.look_up(address, resolver, lists=[BOTH])
    assert not facts.reachable
    assert not facts.consultations
    assert not server.asked


async def test_a_list_of_ones_own_may_know_the_inside_of_a_network() -> None:
    async with serving(ALIVE, "1.0.0.10.l.test. A 127.0.0.2") as (resolver, _):
        facts = await blocklist.look_up("10.0.0.1", resolver, lists=[BOTH])
    assert not facts.reachable
    assert [one.standing for one in facts.consultations] == [Standing.LISTED]


async def test_a_list_is_asked_only_about_what_it_lists() -> None:
    async with serving(ALIVE) as (resolver, server):
        facts = await blocklist.look_up("d.test", resolver, lists=[BOTH])
        four = await blocklist.look_up(IP, resolver, lists=[ONLY_SIX])
    assert facts.kind == "domain"
    assert not facts.consultations and not four.consultations
    assert not server.asked


async def test_many_lists_come_back_in_order() -> None:
    many = [Blocklist(id=f"{n}", name=f"{n}", zone=f"{n}.test", kinds=("ip4",)) for n in range(40)]
    async with serving("10.2.0.192.7.test. A 127.0.0.2", "2.0.0.127.7.test. A 127.0.0.2") as (
        resolver,
        server,
    ):
        facts = await blocklist.look_up(IP, resolver, lists=many)
    assert [one.blocklist.id for one in facts.consultations] == [f"{n}" for n in range(40)]
    assert [one.blocklist.id for one in facts.consultations if one.codes] == ["7"]
    assert server.asked.total() == 40 * 3 + 1


def test_the_heaviest_meaning_counts() -> None:
    one = Blocklist(
        id="l",
        name="L",
        zone="l.test",
        kinds=("ip4",),
        weight="minor",
        meanings=(
            Meaning(codes=("127.0.0.10",), text="Home.", weight="policy"),
            Meaning(codes=("127.0.0.2",), text="Spam.", weight="serious"),
        ),
    )
    assert one.weight_of(("127.0.0.10",)) == "policy"
    assert one.weight_of(("127.0.0.10", "127.0.0.2")) == "serious"
    assert one.weight_of(("127.0.0.77",)) == "minor"
    assert one.weight_of(("127.0.0.10", "127.0.0.77")) == "minor"
    assert [meaning.text for meaning in one.meanings_of(("127.0.0.2", "127.0.0.9"))] == ["Spam."]


@pytest.mark.parametrize("entry", blocklists(), ids=lambda entry: entry.id)
def test_the_entries_are_sound(entry: Blocklist) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", entry.id)
    assert ascii_host(entry.zone) == entry.zone
    assert entry.kinds
    assert entry.meanings
    assert entry.terms.endswith(".")
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", entry.checked)
    assert entry.sources
    assert urlsplit(entry.removal).scheme == "https"
    codes = [code for meaning in entry.meanings for code in meaning.codes]
    assert len(codes) == len(set(codes))
    for code in (*codes, *entry.errors):
        assert code.startswith("127.") and code != "127.0.0.1"
        assert not code.startswith("127.255.255.")
    assert not set(codes) & set(entry.errors)
    for meaning in entry.meanings:
        assert meaning.text.endswith(".")
        assert "{" not in meaning.text


def test_every_kind_has_a_list_and_no_list_is_there_twice() -> None:
    assert {kind for entry in blocklists() for kind in entry.kinds} == {"ip4", "ip6", "domain"}
    assert len({entry.zone for entry in blocklists()}) == len(blocklists())
    assert len({entry.id for entry in blocklists()}) == len(blocklists())
