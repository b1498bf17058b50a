"""The whole tree of a domain's SPF records, over real sockets: what is asked and how it counts."""

import asyncio
import time

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.spf import Problem
from mailadmin.core.dns.spf.branches import Counts, SpfTree, TermState, all_terms, authorised
from mailadmin.core.dns.spf.record import Qualifier
from mailadmin.core.dns.spf.tree import MAX_ASKED, MAX_RECORDS, MAX_TERMS, survey
from tests.servers.spf_zone import served, spf, txt
from tests.servers.wayward_dns import WaywardServer

pytestmark = pytest.mark.both_loops

HOSTS = (
    "mail.d.test. A 192.0.2.10",
    "mail.d.test. AAAA 2001:db8::10",
    "four.d.test. A 198.51.100.9",
    "d.test. MX 10 mail.d.test.",
    "d.test. MX 20 four.d.test.",
    "null.d.test. MX 0 .",
    *(f"eleven.d.test. MX 10 h{n}.d.test." for n in range(11)),
    "lost.d.test. MX 10 nobody.d.test.",
    spf("p.test", "ip4:203.0.113.0/24 ip6:2001:db8:1::/48 -all"),
    spf("plus.test", "+all"),
    spf("open.test", "mx:d.test"),
    spf("empty.test", ""),
    spf("broken.test", "a:"),
    txt("many.test", "v=spf1 -all"),
    txt("many.test", "v=spf1 +all"),
    txt("text.test", "hello"),
    spf("to-d.test", "include:d.test -all"),
    spf("two.test", "a:mail.d.test include:p.test ~all"),
    spf("d.test.under.test", "-all"),
)


async def tree_of(rest: str, *more: str) -> SpfTree:
    async with served(*HOSTS, spf("d.test", rest), *more) as resolver:
        return await survey("d.test", resolver)


@pytest.mark.parametrize(
    ("rest", "lookups", "voids", "voids_six"),
    [
        ("-all", 0, 0, 0),
        ("ip4:192.0.2.0/24 -all", 0, 0, 0),
        ("a -all", 1, 1, 1),
        ("a:mail.d.test -all", 1, 0, 0),
        ("a:four.d.test -all", 1, 0, 1),
        ("mx -all", 1, 0, 1),
        ("mx:null.d.test -all", 1, 1, 1),
        ("mx:nobody.test -all", 1, 1, 1),
        ("mx:lost.d.test -all", 1, 1, 1),
        ("mx:eleven.d.test -all", 1, 0, 0),
        ("ptr -all", 1, 0, 0),
        ("exists:mail.d.test -all", 1, 0, 0),
        ("exists:nobody.test -all", 1, 1, 1),
        ("exists:%{i}.d.test -all", 1, 0, 0),
        ("a:%{i}.d.test -all", 1, 0, 0),
        ("a:x..y.test -all", 1, 0, 0),
        ("include:p.test -all", 1, 0, 0),
        ("include:two.test -all", 3, 0, 0),
        ("include:two.test include:two.test -all", 6, 0, 0),
        ("include:%{l}.test -all", 1, 0, 0),
        ("include:nobody.test -all", 1, 0, 0),
        ("include:broken.test include:p.test -all", 2, 0, 0),
        ("redirect=two.test", 3, 0, 0),
        ("redirect=two.test -all", 0, 0, 0),
        ("-all redirect=two.test", 0, 0, 0),
        ("~all include:p.test a", 0, 0, 0),
        ("include:plus.test include:two.test -all", 1, 0, 0),
        ("include:to-d.test -all", 2, 0, 0),
        ("include:d.test -all", 1, 0, 0),
        ("exp=two.test -all", 0, 0, 0),
        ("a:mail.d.test " * 12 + "-all", 12, 0, 0),
    ],
)
async def test_the_counts_of_the_worst_case(
    rest: str, lookups: int, voids: int, voids_six: int
) -> None:
    tree = await tree_of(rest)
    assert tree.counts == Counts(lookups, voids, voids_six)
    assert tree.complete


@pytest.mark.parametrize(
    ("rest", "at", "state"),
    [
        ("a:mail.d.test", 0, TermState.FINE),
        ("a:nobody.test", 0, TermState.NOTHING),
        ("a:four.d.test", 0, TermState.FINE),
        ("mx:lost.d.test", 0, TermState.NOTHING),
        ("mx:eleven.d.test", 0, TermState.TOO_MANY_MX),
        ("exists:nobody.test", 0, TermState.NOTHING),
        ("exists:%{s}.test", 0, TermState.SENDER_DECIDES),
        ("include:%{h}.test", 0, TermState.SENDER_DECIDES),
        ("redirect=%{p}.test", 0, TermState.SENDER_DECIDES),
        ("a:x..y.test", 0, TermState.NO_NAME),
        ("include:x..y.test", 0, TermState.NO_NAME),
        ("include:d.test", 0, TermState.LOOP),
        ("include:D.Test", 0, TermState.LOOP),
        ("redirect=d.test", 0, TermState.LOOP),
        ("-all ip4:192.0.2.1", 1, TermState.UNREACHABLE),
        ("-all a", 1, TermState.UNREACHABLE),
        ("a ~all redirect=p.test", 2, TermState.UNREACHABLE),
        ("redirect=p.test -all", 1, TermState.UNREACHABLE),
        ("include:plus.test a", 1, TermState.UNREACHABLE),
        ("exists:mail.d.test a", 1, TermState.UNREACHABLE),
        ("exists:nobody.test a", 1, TermState.NOTHING),
        ("include:p.test a:mail.d.test", 1, TermState.FINE),
    ],
)
async def test_what_there_is_to_say_of_a_term(rest: str, at: int, state: TermState) -> None:
    assert (await tree_of(rest)).terms[at].state is state


@pytest.mark.parametrize(
    ("rest", "default"),
    [
        ("a -all", Qualifier.FAIL),
        ("a ~all", Qualifier.SOFTFAIL),
        ("?all", Qualifier.NEUTRAL),
        ("all", Qualifier.PASS),
        ("a", None),
        ("redirect=p.test", Qualifier.FAIL),
        ("redirect=empty.test", None),
        ("redirect=p.test ~all", Qualifier.SOFTFAIL),
        ("include:p.test ?all", Qualifier.NEUTRAL),
        ("include:plus.test -all", Qualifier.PASS),
        ("-include:plus.test +all", Qualifier.FAIL),
        ("include:open.test -all", Qualifier.FAIL),
        ("exists:mail.d.test -all", Qualifier.PASS),
        ("exists:%{i}.d.test -all", Qualifier.FAIL),
    ],
)
async def test_what_everybody_else_gets(rest: str, default: Qualifier | None) -> None:
    assert (await tree_of(rest)).default is default


@pytest.mark.parametrize(
    ("rest", "networks"),
    [
        ("a:mail.d.test -all", "192.0.2.10/32 2001:db8::10/128"),
        ("a:mail.d.test/24//64 -all", "192.0.2.0/24 2001:db8::/64"),
        ("mx -all", "192.0.2.10/32 198.51.100.9/32 2001:db8::10/128"),
        ("ip4:192.0.2.0/25 ip4:192.0.2.128/25 ip4:192.0.2.1 -all", "192.0.2.0/24"),
        ("-ip4:192.0.2.0/24 ~a:mail.d.test ?mx -all", ""),
        ("include:p.test -all", "203.0.113.0/24 2001:db8:1::/48"),
        ("-include:p.test -all", ""),
        ("redirect=p.test", "203.0.113.0/24 2001:db8:1::/48"),
        ("-all ip4:192.0.2.0/24", ""),
        ("-all include:p.test redirect=p.test", ""),
    ],
)
async def test_who_may_send(rest: str, networks: str) -> None:
    assert " ".join(map(str, authorised(await tree_of(rest)))) == networks


async def test_the_tree_with_its_running_counts() -> None:
    rest = "a:nobody.test include:two.test exists:%{i}.d.test redirect=to-d.test"
    tree = await tree_of(rest)
    assert [(term.text, term.cost, term.running) for term in all_terms(tree)] == [
        ("a:nobody.test", 1, Counts(1, 1, 1)),
        ("include:two.test", 3, Counts(4, 1, 1)),
        ("a:mail.d.test", 1, Counts(3, 1, 1)),
        ("include:p.test", 1, Counts(4, 1, 1)),
        ("ip4:203.0.113.0/24", 0, Counts(4, 1, 1)),
        ("ip6:2001:db8:1::/48", 0, Counts(4, 1, 1)),
        ("-all", 0, Counts(4, 1, 1)),
        ("~all", 0, Counts(4, 1, 1)),
        ("exists:%{i}.d.test", 1, Counts(5, 1, 1)),
        ("redirect=to-d.test", 2, Counts(7, 1, 1)),
        ("include:d.test", 1, Counts(7, 1, 1)),
        ("-all", 0, Counts(7, 1, 1)),
    ]
    inner = tree.terms[1].inner
    assert inner is not None
    assert (inner.domain, inner.counts) == ("two.test", Counts(2, 0, 0))
    assert tree.terms[2].target is None


@pytest.mark.parametrize(
    ("name", "problem", "position"),
    [
        ("broken.test", Problem.SYNTAX, 9),
        ("many.test", Problem.SEVERAL_RECORDS, None),
        ("text.test", Problem.NO_RECORD, None),
        ("nobody.test", Problem.NO_RECORD, None),
        ("x..test", Problem.NO_DOMAIN, None),
    ],
)
async def test_records_that_are_none(name: str, problem: Problem, position: int | None) -> None:
    async with served(*HOSTS, spf("d.test", f"include:{name} include:p.test -all")) as resolver:
        alone, inside = await survey(name, resolver), await survey("d.test", resolver)
    assert (alone.problem, alone.terms, alone.published.position) == (problem, (), position)
    inner = inside.terms[0].inner
    assert inside.problem is None
    if name == "x..test":
        assert (inside.terms[0].state, inner) == (TermState.NO_NAME, None)
    else:
        assert inner is not None
        assert inner.problem is problem
    assert inside.terms[1].inner is not None


async def test_macros_of_the_domain_itself_are_followed() -> None:
    tree = await tree_of("include:%{d}.under.test include:%{o2r}.none.test -all")
    assert [term.target for term in tree.terms[:2]] == ["d.test.under.test", "test.d.none.test"]
    assert tree.terms[0].inner is not None
    assert tree.terms[0].inner.default is Qualifier.FAIL


async def test_in_an_include_d_is_its_own_domain_and_o_that_of_the_tree() -> None:
    macros = spf("p2.test", "exists:%{d}.x exists:%{o}.x -all")
    tree = await tree_of("include:p2.test -all", macros)
    inner = tree.terms[0].inner
    assert inner is not None
    assert [term.target for term in inner.terms[:2]] == ["p2.test.x", "d.test.x"]


async def test_an_international_domain() -> None:
    async with served(spf("xn--bcher-kva.test", "-all")) as resolver:
        tree = await survey("Bücher.test.", resolver)
    assert (tree.domain, tree.default) == ("xn--bcher-kva.test", Qualifier.FAIL)


async def test_a_record_that_is_not_published_yet() -> None:
    async with served(*HOSTS) as resolver:
        tree = await survey("d.test", resolver, record="v=spf1 include:two.test -all")
        assert (tree.counts.lookups, tree.domain) == (3, "d.test")
        assert resolver.queries == 4  # nobody was asked for the record itself
        loop = await survey("d.test", resolver, record="v=spf1 include:to-d.test -all")
        broken = await survey("d.test", resolver, record="v=spf1 include: -all")
    assert loop.terms[0].inner is not None
    assert loop.terms[0].inner.terms[0].state is TermState.LOOP
    assert broken.problem is Problem.SYNTAX


async def test_nothing_is_asked_twice_or_in_vain() -> None:
    rest = "mx a:mail.d.test include:two.test include:two.test exists:%{i}.x -all include:p.test a"
    async with served(*HOSTS, spf("d.test", rest)) as resolver:
        await survey("d.test", resolver)
        # TXT of d, two and p; MX; two hosts with two kinds of addresses.
        assert resolver.queries == 8


async def test_mail_servers_over_the_limit_are_not_asked_for() -> None:
    async with served(*HOSTS, spf("d.test", "mx:eleven.d.test -all")) as resolver:
        await survey("d.test", resolver)
        assert resolver.queries == 2


async def test_questions_go_out_as_soon_as_they_are_known() -> None:
    async with WaywardServer() as server:
        server.texts["d.late-100.test"] = "v=spf1 " + " ".join(
            f"include:i{n}.late-100.test" for n in range(6)
        )
        server.texts["i0.late-100.test"] = "v=spf1 include:deep.late-100.test -all"
        server.texts["deep.late-100.test"] = "v=spf1 a:h.late-100.test -all"
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        asked: list[tuple[float, str]] = []

        class Watched(Asker):
            async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
                asked.append((time.monotonic(), name))
                return await resolver.query(name, rdtype, unchecked=unchecked)

        tree = await survey("d.late-100.test", Watched())
    assert tree.counts.lookups == 8
    waves = [at for at, _ in asked]
    # Four waves of a tenth of a second: the domain, its includes, the one inside, its host.
    assert [name for _, name in asked][1:7] == [f"i{n}.late-100.test" for n in range(6)]
    assert waves[6] - waves[1] < 0.09
    assert len(asked) == 10


async def test_what_does_not_answer_is_not_missing() -> None:
    async with WaywardServer() as server:
        server.texts["d.test"] = (
            "v=spf1 include:rcode-SERVFAIL.test a:x.rcode-SERVFAIL.test mx:y.rcode-SERVFAIL.test "
            "exists:z.rcode-SERVFAIL.test -all"
        )
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        tree = await survey("d.test", resolver)
        alone = await survey("w.rcode-SERVFAIL.test", resolver)
    assert tree.counts == Counts(4, 0, 0)
    assert tree.terms[0].inner is not None
    assert tree.terms[0].inner.problem is Problem.NO_ANSWER
    assert {term.state for term in tree.terms[1:4]} == {TermState.NO_ANSWER}
    assert alone.problem is Problem.NO_ANSWER
    assert alone.published.answer is not None
    assert alone.published.answer.state is AnswerState.TEMPORARY_FAILURE


async def test_a_mail_server_that_does_not_answer() -> None:
    async with served(*HOSTS, spf("d.test", "mx -all")) as resolver:

        class Silent(Asker):
            async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
                if name == "four.d.test.":
                    state = AnswerState.TEMPORARY_FAILURE
                    return Answer(name=name, type=rdtype, state=state)
                return await resolver.query(name, rdtype, unchecked=unchecked)

        tree = await survey("d.test", Silent())
    assert (tree.terms[0].state, tree.counts) == (TermState.NO_ANSWER, Counts(1, 0, 0))
    assert len(authorised(tree)) == 2


async def test_a_name_without_a_dot_is_no_domain() -> None:
    async with served() as resolver:
        tree = await survey("test", resolver)
        assert resolver.queries == 0
    assert (tree.problem, tree.published.answer) == (Problem.NO_DOMAIN, None)


async def test_a_chain_without_an_end_is_followed_ten_levels() -> None:
    chain = [spf(f"c{n}.test", f"include:c{n + 1}.test -all") for n in range(30)]
    async with served(*chain) as resolver:
        tree = await survey("c0.test", resolver)
        assert resolver.queries == 11
    assert (tree.complete, tree.counts.lookups) == (False, 11)
    assert list(all_terms(tree))[10].state is TermState.NOT_FOLLOWED


async def test_ten_levels_are_followed_whole() -> None:
    chain = [spf(f"c{n}.test", f"include:c{n + 1}.test -all") for n in range(10)]
    async with served(*chain, spf("c10.test", "-all")) as resolver:
        tree = await survey("c0.test", resolver)
    assert (tree.complete, tree.counts.lookups) == (True, 10)


async def test_a_broad_tree_is_bounded() -> None:
    def children(name: str) -> str:
        return " ".join(f"include:{letter}.{name}" for letter in "abcdefgh")

    first = [f"{letter}.d.test" for letter in "abcdefgh"]
    second = [f"{letter}.{name}" for name in first for letter in "abcdefgh"]
    records = [spf(name, children(name)) for name in ("d.test", *first, *second)]
    async with served(*records) as resolver:
        tree = await survey("d.test", resolver)
        assert resolver.queries == MAX_RECORDS
    assert not tree.complete
    assert tree.counts.lookups > 10


async def test_the_same_records_over_and_over_are_bounded() -> None:
    twice = [spf(f"c{n}.test", f"include:c{n + 1}.test " * 8 + "-all") for n in range(9)]
    async with served(*twice, spf("c9.test", "-all")) as resolver:
        tree = await survey("c0.test", resolver)
        assert resolver.queries == 10
    assert not tree.complete
    assert sum(1 for term in all_terms(tree) if term.inner is not None) < MAX_RECORDS


async def test_more_terms_than_anybody_reads() -> None:
    async with WaywardServer() as server:
        server.texts["tc.test"] = "v=spf1 " + "ip4:10.0.0.1 " * (MAX_TERMS + 100) + "-all"
        server.texts["tc.a.test"] = "v=spf1 " + "".join(f"a:h{n}.test " for n in range(2000))
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        tree = await survey("tc.test", resolver)
        assert (tree.complete, len(tree.terms)) == (False, MAX_TERMS)
        hosts = await survey("tc.a.test", resolver)
        assert (hosts.complete, hosts.counts.lookups) == (False, MAX_TERMS)
        assert hosts.terms[MAX_ASKED].state is TermState.NOT_FOLLOWED
        assert resolver.queries <= 2 + 2 * MAX_ASKED


async def test_a_survey_that_is_given_up_leaves_nothing_behind() -> None:
    async with WaywardServer() as server:
        server.texts["d.test"] = "v=spf1 a:drop.one.test include:drop.two.test mx:drop.x.test -all"
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        before = asyncio.all_tasks()
        surveying = asyncio.ensure_future(survey("d.test", resolver))
        while len(server.messages) < 5:
            await asyncio.sleep(0.01)
        surveying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await surveying
        await asyncio.sleep(0.3)
        assert asyncio.all_tasks() - before == set()
