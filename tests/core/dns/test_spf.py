"""SPF over real sockets: results, counts, the tree, and records that mean harm."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.spf import Outcome, Problem, Result, SpfResult, check_host
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.servers.wayward_dns import WaywardServer

pytestmark = pytest.mark.both_loops

IP, OTHER, SIX = "192.0.2.10", "198.51.100.1", "2001:db8::10"
Serve = Callable[..., Awaitable[Resolver]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(*records: str) -> Resolver:
            zone = "\n".join((". SOA ns hostmaster 1 3600 600 86400 0", *records))
            server = NameServer(Zone(zone))
            await server.open()
            stack.push_async_callback(server.close)
            return Resolver(["127.0.0.1"], port=server.number, timeout=3)

        yield start


def spf(name: str, rest: str) -> str:
    pieces = [f"v=spf1 {rest}"[at : at + 200] for at in range(0, len(rest) + 7, 200)]
    return f"{name}. TXT " + " ".join(f'"{piece}"' for piece in pieces)


async def check(
    resolver: Resolver, ip: str = IP, sender: str = "ann@d.test", helo: str = "h.d.test"
) -> SpfResult:
    return await check_host(ip, sender.rpartition("@")[2] or helo, sender, helo, resolver)


HOSTS = (
    "mail.d.test. A 192.0.2.10",
    "mail.d.test. AAAA 2001:db8::10",
    "other.d.test. A 198.51.100.9",
    "d.test. MX 10 other.d.test.",
    "d.test. MX 20 mail.d.test.",
    "null.d.test. MX 0 .",
    "10.2.0.192.in-addr.arpa. PTR mail.d.test.",
    "10.2.0.192.in-addr.arpa. PTR liar.example.",
    "ann.yes.d.test. A 127.0.0.2",
    "alias.d.test. CNAME mail.d.test.",
    spf("pass.test", "+all"),
    spf("fail.test", "-all exp=why.fail.test"),
    "why.fail.test. TXT inner",
    spf("soft.test", "~all"),
    spf("neutral.test", "?all"),
    spf("empty.test", ""),
    spf("broken.test", "a:"),
    'many.test. TXT "v=spf1 -all"',
    'many.test. TXT "v=spf1 +all"',
    'text.test. TXT "something else"',
)


@pytest.mark.parametrize(
    ("rest", "ip", "result", "lookups", "voids", "problem"),
    [
        ("-all", IP, "fail", 0, 0, None),
        ("", IP, "neutral", 0, 0, None),
        ("ip4:192.0.2.0/24 -all", IP, "pass", 0, 0, None),
        ("ip4:192.0.2.0/24 -all", OTHER, "fail", 0, 0, None),
        ("ip4:192.0.2.0/24 -all", f"::ffff:{IP}", "pass", 0, 0, None),
        ("ip6:::ffff:192.0.2.0/120 -all", f"::ffff:{IP}", "fail", 0, 0, None),
        ("ip6:2001:db8::/32 -all", SIX, "pass", 0, 0, None),
        ("a:mail.d.test -all", IP, "pass", 1, 0, None),
        ("a:mail.d.test -all", SIX, "pass", 1, 0, None),
        ("a:mail.d.test/24 -all", "192.0.2.99", "pass", 1, 0, None),
        ("a:mail.d.test//64 ~all", "2001:db8::99", "pass", 1, 0, None),
        ("a:mail.d.test/24 ~all", "2001:db8::99", "softfail", 1, 0, None),
        ("a:other.d.test -all", SIX, "fail", 1, 1, None),
        ("a:alias.d.test -all", IP, "pass", 1, 0, None),
        ("a:nobody.test a:nobody.test a:nobody.test -all", IP, "permerror", 3, 3,
         Problem.TOO_MANY_VOID_LOOKUPS),
        ("a:nobody.test a:nobody.test a:mail.d.test -all", IP, "pass", 3, 2, None),
        ("a:x..y.test a:x..y.test a:x..y.test a:mail.d.test -all", IP, "pass", 4, 0, None),
        ("mx -all", IP, "pass", 1, 0, None),
        ("mx -all", OTHER, "fail", 1, 0, None),
        ("mx -all", SIX, "pass", 1, 1, None),
        ("mx:null.d.test ?all", IP, "neutral", 1, 1, None),
        ("mx:nobody.test -all", IP, "fail", 1, 1, None),
        ("ptr -all", IP, "pass", 1, 0, None),
        ("ptr:MAIL.d.Test -all", IP, "pass", 1, 0, None),
        ("ptr:liar.example -all", IP, "fail", 1, 0, None),
        ("ptr -all", OTHER, "fail", 1, 1, None),
        ("exists:%{l}.yes.d.test -all", IP, "pass", 1, 0, None),
        ("exists:%{l}.yes.d.test -all", SIX, "pass", 1, 0, None),
        ("exists:%{p}.yes.d.test -all", IP, "fail", 1, 1, None),
        ("a:%{p} -all", IP, "pass", 1, 0, None),
        ("include:pass.test -all", IP, "pass", 1, 0, None),
        ("-include:pass.test ~all", IP, "fail", 1, 0, None),
        ("include:fail.test ~all", IP, "softfail", 1, 0, None),
        ("include:soft.test -all", IP, "fail", 1, 0, None),
        ("include:neutral.test -all", IP, "fail", 1, 0, None),
        ("include:empty.test -all", IP, "fail", 1, 0, None),
        ("include:text.test -all", IP, "permerror", 1, 0, Problem.NO_RECORD),
        ("include:nobody.test -all", IP, "permerror", 1, 0, Problem.NO_RECORD),
        ("include:many.test -all", IP, "permerror", 1, 0, Problem.SEVERAL_RECORDS),
        ("include:broken.test -all", IP, "permerror", 1, 0, Problem.SYNTAX),
        ("include:d.test -all", IP, "permerror", 11, 0, Problem.TOO_MANY_LOOKUPS),
        ("redirect=pass.test", IP, "pass", 1, 0, None),
        ("redirect=soft.test", IP, "softfail", 1, 0, None),
        ("redirect=nobody.test", IP, "permerror", 1, 0, Problem.NO_RECORD),
        ("redirect=d.test", IP, "permerror", 11, 0, Problem.TOO_MANY_LOOKUPS),
        ("redirect=pass.test ?all", IP, "neutral", 0, 0, None),
        ("a:mail.d.test redirect=nobody.test", IP, "pass", 1, 0, None),
        ("foo=bar all", IP, "pass", 0, 0, None),
        ("foo -all", IP, "permerror", 0, 0, Problem.SYNTAX),
        ("all foo", IP, "permerror", 0, 0, Problem.SYNTAX),
        ("a:mail.d.test " * 10, IP, "pass", 1, 0, None),
        ("a:other.d.test " * 10 + "ip4:192.0.2.10", IP, "pass", 10, 0, None),
        ("a:other.d.test " * 11, IP, "permerror", 11, 0, Problem.TOO_MANY_LOOKUPS),
    ],
)  # fmt: skip
async def test_results_and_counts(
    serve: Serve,
    rest: str,
    ip: str,
    result: str,
    lookups: int,
    voids: int,
    problem: Problem | None,
) -> None:
    resolver = await serve(*HOSTS, spf("d.test", rest))
    found = await check(resolver, ip)
    assert (found.result, found.lookups, found.voids, found.problem) == (
        result, lookups, voids, problem
    )  # fmt: skip
    assert found.explanation == ""


@pytest.mark.parametrize(
    ("domain", "result", "problem"),
    [
        ("nobody.test", "none", Problem.NO_RECORD),
        ("text.test", "none", Problem.NO_RECORD),
        ("many.test", "permerror", Problem.SEVERAL_RECORDS),
        ("PASS.Test.", "pass", None),
        ("localhost", "none", Problem.NO_DOMAIN),
        ("", "none", Problem.NO_DOMAIN),
        ("a..test", "none", Problem.NO_DOMAIN),
        ("[192.0.2.1]", "none", Problem.NO_DOMAIN),
        ("a" * 64 + ".test", "none", Problem.NO_DOMAIN),
        ("\N{SNOWMAN}\N{DIGIT ONE}@.test", "none", Problem.NO_DOMAIN),
    ],
)
async def test_domains(serve: Serve, domain: str, result: str, problem: Problem | None) -> None:
    found = await check_host(IP, domain, f"ann@{domain}", "", await serve(*HOSTS))
    assert (found.result, found.problem) == (result, problem)


async def test_an_international_domain_is_asked_for_in_ascii(serve: Serve) -> None:
    resolver = await serve(
        spf("xn--bcher-kva.test", "exists:%{l}.%{o}.d.test -all exp=why.d.test"),
        'why.d.test. TXT "not from %{o}"',
    )
    umlaut = "\N{LATIN SMALL LETTER U WITH DIAERESIS}"
    found = await check(resolver, sender=f"j{umlaut}rg@B{umlaut}cher.test")
    assert (found.result, found.explanation) == ("fail", "not from xn--bcher-kva.test")
    assert (found.lookups, found.voids) == (1, 0)


async def test_no_address_is_no_question(serve: Serve) -> None:
    with pytest.raises(ValueError, match="address"):
        await check(await serve(), "192.0.2")


async def test_eleven_mail_servers_are_too_many(serve: Serve) -> None:
    hosts = [f"d.test. MX {n} m{n}.test." for n in range(11)]
    found = await check(await serve(spf("d.test", "mx -all"), *hosts))
    assert (found.result, found.problem) == ("permerror", Problem.TOO_MANY_MX)
    found = await check(await serve(spf("d.test", "mx -all"), *hosts[:10], "m9.test. A 192.0.2.10"))
    assert found.problem is Problem.TOO_MANY_VOID_LOOKUPS


async def test_only_ten_names_of_an_address_count(serve: Serve) -> None:
    names = [f"10.2.0.192.in-addr.arpa. PTR n{n}.an.example." for n in range(12)]
    hosts = [f"n{n}.an.example. A 192.0.2.10" for n in range(12)]
    found = await check(await serve(spf("d.test", "ptr:an.example -all"), *names, *hosts))
    assert (found.result, found.lookups) == ("pass", 1)
    assert len(found.trace.steps[0].seen) == 10


@pytest.mark.parametrize(
    ("rest", "text", "expected"),
    [
        ("-all exp=why.d.test", '"No: %{i} for %{s}, %{c}%_%{R} %{h}"',
         "No: 192.0.2.10 for ann@d.test, 192.0.2.10 unknown h.d.test"),
        ("-all exp=%{l}.d.test", '"whoever"', ""),
        ("-all", '"whoever"', ""),
        ("-all exp=why.d.test", '"two " "strings"', "two strings"),
        ("-all exp=why.d.test", '"broken %{x}"', ""),
        ("-all exp=why.d.test", '"\\195\\188"', ""),
        ("~all exp=why.d.test", '"softly"', ""),
        ("include:fail.test -all", '"x"', ""),
        ("redirect=fail.test exp=why.d.test", '"outer"', "inner"),
        ("-include:pass.test exp=why.d.test", '"outer"', "outer"),
        ("-all exp=why..test", '"x"', ""),
    ],
)  # fmt: skip
async def test_the_explanation(serve: Serve, rest: str, text: str, expected: str) -> None:
    resolver = await serve(*HOSTS, spf("d.test", rest), f"why.d.test. TXT {text}")
    assert (await check(resolver)).explanation == expected


async def test_two_explanations_are_none(serve: Serve) -> None:
    records = ('why.d.test. TXT "a"', 'why.d.test. TXT "b"')
    found = await check(await serve(spf("d.test", "-all exp=why.d.test"), *records))
    assert (found.result, found.explanation) == ("fail", "")


async def test_the_tree_tells_what_was_asked_and_what_decided(serve: Serve) -> None:
    resolver = await serve(
        *HOSTS,
        spf("d.test", "a:other.d.test include:in.test include:soft.test redirect=to.test"),
        spf("in.test", "mx:nobody.test include:soft.test ip4:10.0.0.0/8"),
        spf("to.test", "ip4:10.0.0.0/8 ?a:mail.d.test -all"),
    )
    found = await check(resolver)
    steps = found.trace.steps
    assert [(step.text, step.outcome, step.lookups, step.voids) for step in steps] == [
        ("a:other.d.test", Outcome.NO_MATCH, 1, 0),
        ("include:in.test", Outcome.NO_MATCH, 4, 1),
        ("include:soft.test", Outcome.NO_MATCH, 5, 1),
        ("redirect=to.test", Outcome.FOLLOWED, 7, 1),
    ]
    assert steps[0].seen == ("198.51.100.9",)
    inner = steps[1].inner
    assert inner is not None
    assert (inner.domain, inner.result, inner.matched) == ("in.test", Result.NEUTRAL, None)
    assert [step.lookups for step in inner.steps] == [3, 4, 4]
    last = steps[3].inner
    assert last is not None
    assert last.matched is last.steps[1]
    assert (last.steps[1].text, last.steps[1].target) == ("?a:mail.d.test", "mail.d.test")
    assert (last.steps[2].outcome, last.steps[2].lookups) == (Outcome.NOT_REACHED, None)
    assert (found.result, found.lookups, found.voids) == ("neutral", 7, 1)
    # Each question once, though answers of this server may not be kept.
    assert resolver.queries == 7


async def test_the_tree_shows_where_it_broke(serve: Serve) -> None:
    resolver = await serve(*HOSTS, spf("d.test", "include:broken.test -all"))
    found = await check(resolver)
    step = found.trace.steps[0]
    assert found.trace.matched is step
    assert (step.outcome, found.trace.problem) == (Outcome.ERROR, None)
    assert step.inner is not None
    assert (step.inner.problem, step.inner.position) == (Problem.SYNTAX, 9)
    assert (step.inner.record, step.inner.reason) == ("v=spf1 a:", "domain-missing")


async def test_asking_ahead_stops_at_ten_terms(serve: Serve) -> None:
    many = " ".join(f"exists:n{n}.test" for n in range(500))
    resolver = await serve(spf("d.test", many))
    found = await check(resolver)
    assert found.problem is Problem.TOO_MANY_VOID_LOOKUPS
    assert resolver.queries <= 11


async def test_a_tree_of_includes_costs_no_more_than_ten_terms(serve: Serve) -> None:
    def children(name: str) -> str:
        return " ".join(f"include:{letter}.{name}" for letter in "abcdefgh")

    names = ["d.test", *(f"{letter}.d.test" for letter in "abcdefgh")]
    resolver = await serve(*(spf(name, children(name)) for name in names))
    found = await check(resolver)
    assert found.result is Result.PERMERROR
    assert resolver.queries <= 20


async def test_questions_are_asked_ahead() -> None:
    # Ten slow terms one after the other would take two seconds.
    async with WaywardServer() as server:
        zone = {
            "d.late-100.test": "v=spf1 "
            + " ".join(f"a:h{n}.late-100.test" for n in range(5))
            + " include:i.late-100.test -all",
            "i.late-100.test": "v=spf1 "
            + " ".join(f"a:h{n}.late-100.test" for n in range(5, 9))
            + " -all",
        }
        server.texts.update(zone)
        began = time.monotonic()
        found = await check_host(
            IP, "d.late-100.test", "", "h", Resolver([f"127.0.0.1:{server.port}"])
        )
        assert (found.result, found.lookups) == ("fail", 10)
        assert time.monotonic() - began < 0.7


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("rcode-SERVFAIL.test", Problem.NO_ANSWER),
        ("drop.test", Problem.TIME),
        ("ring.test", Problem.NO_ANSWER),
    ],
)
async def test_what_cannot_be_found_out_is_temporary(name: str, problem: Problem) -> None:
    async with WaywardServer() as server:
        server.texts["d.test"] = f"v=spf1 a:{name} -all"
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        began = time.monotonic()
        for domain in ("d.test", name):
            found = await check_host(IP, domain, "", "h", resolver, limit=0.5)
            assert (found.result, found.problem) == (Result.TEMPERROR, problem)
        assert time.monotonic() - began < 2
        found = await check_host(IP, "d.test", "", "h", resolver, limit=0.5)
        assert found.trace.steps[0].outcome is Outcome.ERROR
        assert found.lookups == 1


async def test_an_address_whose_name_cannot_be_asked_for_does_not_match(serve: Serve) -> None:
    resolver = await serve(*HOSTS, spf("d.test", "ptr ~all"))

    class Silent(Asker):
        async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
            if rdtype == "PTR":
                return Answer(name=name, type=rdtype, state=AnswerState.TEMPORARY_FAILURE)
            return await resolver.query(name, rdtype, unchecked=unchecked)

    found = await check_host(IP, "d.test", "ann@d.test", "h", Silent())
    assert (found.result, found.lookups, found.voids) == ("softfail", 1, 0)


async def test_a_late_explanation_leaves_the_result() -> None:
    async with WaywardServer() as server:
        server.texts["d.test"] = "v=spf1 -all exp=drop.test"
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        found = await check_host(IP, "d.test", "", "h", resolver, limit=0.3)
        assert (found.result, found.explanation, found.problem) == ("fail", "", None)


async def test_cancelling_leaves_nothing_behind() -> None:
    async with WaywardServer() as server:
        server.texts["d.test"] = "v=spf1 a:drop.one.test include:drop.two.test mx:drop.x.test -all"
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        before = asyncio.all_tasks()
        checking = asyncio.ensure_future(check_host(IP, "d.test", "", "h", resolver))
        while len(server.messages) < 4:
            await asyncio.sleep(0.01)
        checking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await checking
        await asyncio.sleep(0.3)
        assert asyncio.all_tasks() - before == set()


HOSTILE = {
    "terms": "v=spf1 " + "ip4:10.0.0.1 " * 4500 + "-all",
    "networks": "v=spf1 " + "ip6:::/1 " * 6000 + "-all",
    "lookups": "v=spf1 " + "a " * 30000,
    "macros": "v=spf1 exists:" + "%{s}" * 15000 + " -all",
    "letters": "v=spf1 " + "x" * 60000,
    "explained": "v=spf1 -all exp=e.test",
}


@pytest.mark.parametrize("which", HOSTILE)
async def test_a_hostile_record_costs_little(which: str) -> None:
    async with WaywardServer() as server:
        server.texts["tc.test"] = HOSTILE[which]
        server.texts["e.test"] = "%{s}" * 15000
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        began = time.process_time()
        sender = "a." * 32 + "@tc.test"
        found = await check_host(IP, "tc.test", sender, "h", resolver)
        assert found.result in (Result.PASS, Result.FAIL, Result.PERMERROR)
        assert time.process_time() - began < 3
        assert len(found.explanation) <= 500
