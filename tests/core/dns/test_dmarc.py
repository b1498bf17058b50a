"""DMARC over real sockets: the walk, the policy that applies, alignment (RFC 9989 section 4.10)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.dmarc import (
    Alignment,
    DmarcPolicy,
    Policy,
    Result,
    Source,
    State,
    aligned,
    discover,
    evaluate,
)
from mailadmin.core.dns.dmarc.walk import names_to_ask, walk
from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.resolver import Resolver
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving, txt

pytestmark = pytest.mark.both_loops

NONE, QUARANTINE, REJECT = Policy.NONE, Policy.QUARANTINE, Policy.REJECT
OWN, ABOVE, SUFFIX = Source.OWN, Source.ORGANIZATIONAL_DOMAIN, Source.PUBLIC_SUFFIX
RELAXED, STRICT = Alignment.RELAXED, Alignment.STRICT
Serve = Callable[..., Awaitable[Resolver]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(*records: str) -> Resolver:
            resolver, _ = await stack.enter_async_context(serving(*records))
            return resolver

        yield start


def dmarc(name: str, *rests: str) -> tuple[str, ...]:
    return txt(f"_dmarc.{name}", *(f"v=DMARC1; {rest}" for rest in rests))


def facts(found: DmarcPolicy) -> tuple[object, ...]:
    return found.policy, found.record_at, found.source, found.organizational_domain


@pytest.mark.parametrize(
    ("domain", "records", "policy", "record_at", "source", "organizational"),
    [
        ("d.test", dmarc("d.test", "p=reject"), REJECT, "d.test", OWN, "d.test"),
        ("D.Test.", dmarc("d.test", "p=reject"), REJECT, "d.test", OWN, "d.test"),
        ("münchen.test", dmarc("xn--mnchen-3ya.test", "p=reject"), REJECT, "xn--mnchen-3ya.test",
         OWN, "xn--mnchen-3ya.test"),
        ("d.test", dmarc("d.test", "p=reject; t=y"), QUARANTINE, "d.test", OWN, "d.test"),
        ("d.test", dmarc("d.test", "p=quarantine; t=y"), NONE, "d.test", OWN, "d.test"),
        ("d.test", dmarc("d.test", "p=none; t=y"), NONE, "d.test", OWN, "d.test"),
        ("d.test", dmarc("d.test", "p=reject; sp=none"), REJECT, "d.test", OWN, "d.test"),
        ("d.test", dmarc("d.test", "p=reject; pct=0"), REJECT, "d.test", OWN, "d.test"),
        ("d.test", dmarc("d.test", "rua=mailto:a@b.test"), NONE, "d.test", OWN, "d.test"),
        ("d.test", dmarc("d.test", "p=x"), None, "d.test", OWN, "d.test"),
        ("m.d.test", dmarc("d.test", "p=reject"), REJECT, "d.test", ABOVE, "d.test"),
        ("m.d.test", dmarc("d.test", "p=reject; sp=none"), NONE, "d.test", ABOVE, "d.test"),
        ("m.d.test", dmarc("d.test", "p=none; sp=reject; t=y"), QUARANTINE, "d.test", ABOVE,
         "d.test"),
        ("m.d.test", dmarc("m.d.test", "p=none; sp=reject") + dmarc("d.test", "p=reject"),
         NONE, "m.d.test", OWN, "d.test"),
        # the record of the organizational domain, not the nearest one
        ("a.m.d.test", dmarc("m.d.test", "p=none") + dmarc("d.test", "p=reject"), REJECT,
         "d.test", ABOVE, "d.test"),
        # psd=n: it ends here
        ("a.m.d.test", dmarc("m.d.test", "p=none; psd=n") + dmarc("d.test", "p=reject"), NONE,
         "m.d.test", ABOVE, "m.d.test"),
        ("m.d.test", dmarc("m.d.test", "p=none; psd=n") + dmarc("d.test", "p=reject"), NONE,
         "m.d.test", OWN, "m.d.test"),
        ("a.m.d.test", dmarc("m.d.test", "p=none; psd=u") + dmarc("d.test", "p=reject"), REJECT,
         "d.test", ABOVE, "d.test"),
        # psd=y: one below
        ("a.m.bank.test", dmarc("bank.test", "p=reject; sp=quarantine; psd=y"), QUARANTINE,
         "bank.test", SUFFIX, "m.bank.test"),
        ("m.bank.test", dmarc("bank.test", "p=reject; psd=y") + dmarc("m.bank.test", "p=none"),
         NONE, "m.bank.test", OWN, "m.bank.test"),
        ("a.m.bank.test", dmarc("bank.test", "p=reject; psd=y") + dmarc("m.bank.test", "p=none"),
         NONE, "m.bank.test", ABOVE, "m.bank.test"),
        # between the two nothing counts
        ("b.a.m.bank.test",
         dmarc("bank.test", "p=reject; psd=y") + dmarc("a.m.bank.test", "p=none"), REJECT,
         "bank.test", SUFFIX, "m.bank.test"),
        ("bank.test", dmarc("bank.test", "p=reject; sp=none; psd=y"), REJECT, "bank.test", OWN,
         "bank.test"),
        ("d.test", dmarc("test", "p=reject; psd=y"), REJECT, "test", SUFFIX, "d.test"),
        # without its psd, a registry would own everything below it
        ("m.d.test", dmarc("test", "p=reject"), REJECT, "test", ABOVE, "test"),
        # several are none (steps 2 and 6)
        ("d.test", dmarc("d.test", "p=none", "p=reject"), None, None, None, "d.test"),
        ("m.d.test", dmarc("m.d.test", "p=none", "t=y") + dmarc("d.test", "p=reject"),
         REJECT, "d.test", ABOVE, "d.test"),
        ("a.m.d.test", dmarc("m.d.test", "p=none; psd=n", "p=none") + dmarc("d.test", "p=reject"),
         REJECT, "d.test", ABOVE, "d.test"),
        # others beside it do not count
        ("d.test", dmarc("d.test", "p=reject") + txt("_dmarc.d.test", "x", "v=DMARC2; p=none"),
         REJECT, "d.test", OWN, "d.test"),
        ("d.test", txt("_dmarc.d.test", "v=dmarc1; p=reject"), None, None, None, "d.test"),
        # a record that nobody acts on still stands in the way
        ("m.d.test", dmarc("m.d.test", "adkim=s") + dmarc("d.test", "p=reject"), None,
         "m.d.test", OWN, "d.test"),
        ("d.test", (), None, None, None, "d.test"),
        ("[192.0.2.1]", dmarc("1]", "p=reject"), None, None, None, "[192.0.2.1]"),
        ("192.0.2.1", dmarc("1", "p=reject"), None, None, None, "192.0.2.1"),
        ("a..d.test", dmarc("d.test", "p=reject"), None, None, None, "a..d.test"),
        (f"{'a' * 64}.d.test", dmarc("d.test", "p=reject"), REJECT, "d.test", ABOVE, "d.test"),
        ("", (), None, None, None, ""),
    ],
)  # fmt: skip
async def test_the_policy_that_covers_a_domain_is_found(
    serve: Serve,
    domain: str,
    records: tuple[str, ...],
    policy: Policy | None,
    record_at: str | None,
    source: Source | None,
    organizational: str,
) -> None:
    found = await discover(domain, await serve(*records))
    assert facts(found) == (policy, record_at, source, organizational)
    assert found.state is (State.FOUND if record_at else State.NONE)


NP = "p=reject; sp=none; np=quarantine"


@pytest.mark.parametrize(
    ("domain", "records", "policy", "exists", "asked"),
    [
        ("m.d.test", dmarc("d.test", NP), QUARANTINE, False, 4),
        ("m.d.test", (*dmarc("d.test", NP), "m.d.test. A 192.0.2.1"), NONE, True, 4),
        ("m.d.test", (*dmarc("d.test", NP), "m.d.test. MX 0 ."), NONE, True, 4),
        ("m.d.test", (*dmarc("d.test", NP), "m.d.test. CNAME gone.test."), NONE, True, 4),
        # something below it, so it exists
        ("m.d.test", (*dmarc("d.test", NP), *txt("_dmarc.m.d.test", "x")), NONE, True, 3),
        ("m.d.test", (*dmarc("d.test", NP), "_dmarc.m.d.test. A 192.0.2.1"), NONE, True, 3),
        ("m.d.test", (*dmarc("d.test", NP + "; t=y"),), NONE, False, 4),
        # nothing to know
        ("d.test", dmarc("d.test", NP), REJECT, None, 2),
        ("m.d.test", dmarc("d.test", "p=reject; sp=none"), NONE, None, 3),
        ("m.d.test", dmarc("d.test", "p=reject; sp=none; np=none"), NONE, None, 3),
        ("m.d.test", dmarc("d.test", "p=reject; np=x; rua=mailto:a@d.test"), NONE, None, 3),
    ],
)
async def test_a_policy_for_missing_names_is_asked_about_only_where_it_matters(
    serve: Serve,
    domain: str,
    records: tuple[str, ...],
    policy: Policy,
    exists: bool | None,
    asked: int,
) -> None:
    resolver = await serve(*records)
    found = await discover(domain, resolver)
    assert (found.policy, found.exists) == (policy, exists)
    assert resolver.queries == asked
    assert len(found.answers) == asked


@pytest.mark.parametrize(
    ("domain", "names"),
    [
        ("test", ["test"]),
        ("d.test", ["d.test", "test"]),
        ("a.b.c.d.e.d.test", ["a.b.c.d.e.d.test", "b.c.d.e.d.test", "c.d.e.d.test", "d.e.d.test",
                              "e.d.test", "d.test", "test"]),
        ("a.b.c.d.e.f.d.test", ["a.b.c.d.e.f.d.test", "b.c.d.e.f.d.test", "c.d.e.f.d.test",
                                "d.e.f.d.test", "e.f.d.test", "f.d.test", "d.test", "test"]),
        ("x.a.b.c.d.e.f.d.test", ["x.a.b.c.d.e.f.d.test", "b.c.d.e.f.d.test", "c.d.e.f.d.test",
                                  "d.e.f.d.test", "e.f.d.test", "f.d.test", "d.test", "test"]),
    ],
)  # fmt: skip
async def test_a_walk_asks_eight_times_at_most(serve: Serve, domain: str, names: list[str]) -> None:
    assert list(names_to_ask(domain)) == names
    resolver = await serve()
    assert [stop.name for stop in (await walk(domain, resolver)).stops] == names
    assert resolver.queries == len(names) <= 8
    deep = ".".join("abcdefghijklmnopqrstuvwxyz")
    await walk(deep, resolver)
    assert resolver.queries == len(names) + 8


@pytest.mark.parametrize("psd", ["y", "n"])
async def test_a_walk_ends_where_a_record_says_so(serve: Serve, psd: str) -> None:
    zone = dmarc("m.d.test", f"p=none; psd={psd}") + dmarc("d.test", "p=none", "t=y")
    found = await discover("a.m.d.test", await serve(*zone))
    assert [stop.name for stop in found.walk.stops] == ["a.m.d.test", "m.d.test"]
    assert found.several_at is None


class Together(Asker):
    """Passes questions on when so many are waiting, and not before."""

    def __init__(self, asker: Resolver, count: int) -> None:
        self.asker, self.barrier = asker, asyncio.Barrier(count)

    async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
        await self.barrier.wait()
        return await self.asker.query(name, rdtype, unchecked=unchecked)


async def test_the_whole_walk_goes_out_at_once(serve: Serve) -> None:
    async with asyncio.timeout(5):
        found = await discover("a.b.c.d.test", Together(await serve(), 5))
    assert len(found.answers) == 5


@pytest.mark.parametrize("domain", ["rcode-servfail.test", "m.rcode-servfail.test"])
async def test_no_answer_is_not_no_policy(domain: str) -> None:
    async with WaywardServer() as server:
        found = await discover(domain, Resolver([f"127.0.0.1:{server.port}"], timeout=3))
    assert (found.state, *facts(found)) == (State.UNKNOWN, None, None, None, None)
    assert not found.walk.complete


async def test_the_domains_own_record_counts_whatever_is_above() -> None:
    zone = dmarc("m.d.test", "p=reject") + dmarc("d.test", NP)
    async with serving(*zone, failing=["_dmarc.test"]) as (resolver, _):
        found = await discover("m.d.test", resolver)
        assert (found.state, found.policy, found.record_at) == (State.FOUND, REJECT, "m.d.test")
        assert found.organizational_domain is None
        assert (await evaluate("m.d.test", ["m.d.test"], None, resolver)).result is Result.PASS
        open_ = await evaluate("m.d.test", ["x.d.test"], None, resolver)
        assert (open_.result, open_.discovered.policy) == (Result.TEMPERROR, REJECT)
        assert await aligned("m.d.test", "x.d.test", STRICT, resolver) is False
        inherited = await discover("x.d.test", resolver)
        assert (inherited.state, inherited.policy) == (State.UNKNOWN, None)


async def test_whether_a_name_exists_may_be_unknown() -> None:
    async with serving(*dmarc("d.test", NP), failing=["x.d.test"]) as (resolver, _):
        found = await discover("x.d.test", resolver)
    assert (found.state, found.policy, found.exists) == (State.UNKNOWN, None, None)
    assert found.record_at == "d.test"


@pytest.mark.parametrize(
    ("author", "other", "mode", "together"),
    [
        ("d.test", "D.test.", STRICT, True),
        ("d.test", "m.d.test", STRICT, False),
        ("d.test", "m.d.test", RELAXED, True),
        ("m.d.test", "d.test", RELAXED, True),
        ("m.d.test", "n.d.test", RELAXED, True),
        ("d.test", "e.test", RELAXED, False),
        ("d.test", "d.example", RELAXED, False),
        ("giant.bank.test", "mail.giant.bank.test", RELAXED, True),
        ("giant.bank.test", "mail.mega.bank.test", RELAXED, False),
        ("giant.bank.test", "bank.test", RELAXED, False),
        # psd=n makes an organization of its own
        ("unit.d.test", "d.test", RELAXED, False),
        ("x.unit.d.test", "unit.d.test", RELAXED, True),
        # without a record each name is its own
        ("e.test", "m.e.test", RELAXED, False),
    ],
)
async def test_two_domains_belong_together_or_do_not(
    serve: Serve, author: str, other: str, mode: Alignment, together: bool
) -> None:
    resolver = await serve(
        *dmarc("d.test", "p=none"),
        *dmarc("unit.d.test", "p=none; psd=n"),
        *dmarc("bank.test", "p=none; psd=y"),
    )
    assert await aligned(author, other, mode, resolver) is together


@pytest.mark.parametrize(
    ("author", "dkim", "spf", "result", "dkim_aligned", "spf_aligned"),
    [
        ("d.test", ["d.test"], None, Result.PASS, ("d.test",), None),
        ("d.test", ["x.test", "M.d.test", "m.d.test"], None, Result.PASS, ("m.d.test",), None),
        ("d.test", [], "bounce.d.test", Result.PASS, (), "bounce.d.test"),
        ("d.test", ["x.test"], "y.test", Result.FAIL, (), None),
        ("d.test", [], None, Result.FAIL, (), None),
        ("d.test", [], "", Result.FAIL, (), None),
        ("s.test", ["m.s.test"], "m.s.test", Result.PASS, (), "m.s.test"),
        ("m.s.test", ["s.test"], None, Result.FAIL, (), None),
        ("void.test", ["void.test"], "void.test", Result.NONE, (), None),
        ("e.test", ["e.test"], "e.test", Result.NONE, (), None),
        ("[192.0.2.1]", [], None, Result.NONE, (), None),
        ("", [], None, Result.PERMERROR, (), None),
        ("a..test", [], None, Result.PERMERROR, (), None),
    ],
)
async def test_a_message_passes_if_one_aligned_domain_authenticated(
    serve: Serve,
    author: str,
    dkim: list[str],
    spf: str | None,
    result: Result,
    dkim_aligned: tuple[str, ...],
    spf_aligned: str | None,
) -> None:
    resolver = await serve(
        *dmarc("d.test", "p=reject"), *dmarc("s.test", "p=reject; adkim=s"), *dmarc("void.test", "")
    )
    found = await evaluate(author, dkim, spf, resolver)
    assert (found.result, found.dkim, found.spf) == (result, dkim_aligned, spf_aligned)


async def test_any_number_of_signatures_costs_a_bounded_number_of_questions(serve: Serve) -> None:
    resolver = await serve(*dmarc("d.test", "p=reject"))
    found = await evaluate("d.test", [f"s{n}.d.test" for n in range(500)], "x.example", resolver)
    assert found.result is Result.PASS
    assert len(found.dkim) == 10
    assert resolver.queries == 2 + 10


async def test_hostile_answers_are_read_and_nothing_more() -> None:
    async with WaywardServer() as server:
        server.texts["_dmarc.d.test"] = "v=DMARC1; p=reject; " + "\x1b[2J\x00;" * 6_000
        resolver = Resolver([f"127.0.0.1:{server.port}"], timeout=5)
        found = await discover("d.test", resolver)
    assert found.policy is REJECT
