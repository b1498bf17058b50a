"""DKIM keys looked up over real sockets: selectors, aliases, and what is below ``_domainkey``."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack

import dns.name
import dns.rdatatype
import dns.rrset
import pytest

from mailadmin.core.dns.dkim import Below, DkimFacts, Flaw, look_up
from mailadmin.core.dns.dkim.lookup import (
    COMMON_SELECTORS,
    MOST_GIVEN,
    MOST_LIKELY,
    NOBODYS_SELECTOR,
)
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import AnswerState, Resolver
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.core.dns.dkim_keys import in_strings, rsa
from tests.servers.wayward_dns import WaywardServer

pytestmark = pytest.mark.both_loops

GOOD = f"v=DKIM1; k=rsa; p={rsa(2048)}"
SOA = ". SOA ns hostmaster 1 3600 600 86400 0"


class DeniesParents(Zone):
    """Like servers that say "no such name" of a name that only has others below it."""

    def exists(self, name: dns.name.Name) -> bool:
        return any(self.find(name, each) for each in dns.rdatatype.RdataType)


class DeniesNothing(Zone):
    """Like servers with compact answers (RFC 9824): "no data" for what does not exist."""

    def exists(self, name: dns.name.Name) -> bool:
        return True


class Wildcard(Zone):
    """``*._domainkey.d.test`` as a name server answers for it (RFC 4592)."""

    def find(self, name: dns.name.Name, rdtype: dns.rdatatype.RdataType) -> dns.rrset.RRset | None:
        own = super().find(name, rdtype)
        if own is not None or name.parent() != dns.name.from_text("_domainkey.d.test"):
            return own
        star = super().find(dns.name.from_text("any.wildcard.test"), rdtype)
        return star and dns.rrset.from_rdata_list(name, 0, list(star))

    def exists(self, name: dns.name.Name) -> bool:
        return super().exists(name) or name.is_subdomain(dns.name.from_text("_domainkey.d.test"))


class WildcardThatDeniesParents(Wildcard):
    """Both."""

    def exists(self, name: dns.name.Name) -> bool:
        return name != dns.name.from_text("_domainkey.d.test") and super().exists(name)


Serve = Callable[..., Awaitable[Resolver]]


@pytest.fixture
async def serve() -> AsyncIterator[Serve]:
    async with AsyncExitStack() as stack:

        async def start(*records: str, kind: type[Zone] = Zone) -> Resolver:
            server = NameServer(kind("\n".join((SOA, "d.test. A 192.0.2.1", *records))))
            await server.open()
            stack.push_async_callback(server.close)
            return Resolver(["127.0.0.1"], port=server.number, timeout=3)

        yield start


def key_at(selector: str, text: str = GOOD) -> str:
    return f"{selector}._domainkey.d.test. TXT {in_strings(text)}"


def found(facts: DkimFacts) -> list[str]:
    return [each.name for each in facts.selectors if each.keys]


async def names(*selectors: str) -> Sequence[str]:
    await asyncio.sleep(0.01)
    return selectors


async def test_given_common_and_the_providers_selectors_are_found(serve: Serve) -> None:
    resolver = await serve(*(key_at(each) for each in ("seen", "default", "theirs", "unknown")))
    facts = await look_up("d.test", resolver, given=["seen"], likely=lambda: names("theirs"))
    assert found(facts) == ["seen", "theirs", "default"]
    assert [each.given for each in facts.selectors] == [
        True,
        *(False,) * (len(COMMON_SELECTORS) + 1),
    ]
    assert facts.selectors[0].keys[0].bits == 2048
    assert facts.below is Below.SOMETHING
    assert facts.wildcard is None


async def test_each_question_is_asked_once_and_few_in_all(serve: Serve) -> None:
    resolver = await serve(key_at("default"))
    given = ["Default", "default", " default. ", "other"]
    many = ("google", "default", *(f"s{number}" for number in range(50)))
    facts = await look_up("d.test", Questions(resolver), given=given, likely=lambda: names(*many))
    assert [each.name for each in facts.selectors[:3]] == ["default", "other", "google"]
    assert len(facts.selectors) == 2 + MOST_LIKELY < 20
    assert resolver.queries == len(facts.selectors) + 2
    many = await look_up("d.test", resolver, given=[f"x{number}" for number in range(500)])
    assert sum(each.given for each in many.selectors) == MOST_GIVEN


async def test_nothing_exists_below(serve: Serve) -> None:
    facts = await look_up("d.test", await serve(), given=["seen"])
    assert (facts.below, found(facts)) == (Below.NOTHING, [])
    assert facts.parent.state is AnswerState.NO_SUCH_NAME


async def test_something_exists_below_and_nobody_knows_its_name(serve: Serve) -> None:
    facts = await look_up("d.test", await serve(key_at("20261127")))
    assert (facts.below, found(facts)) == (Below.SOMETHING, [])
    assert facts.parent.state is AnswerState.NO_DATA


async def test_a_found_key_counts_more_than_a_server_that_denies_its_parent(serve: Serve) -> None:
    resolver = await serve(key_at("dkim"), kind=DeniesParents)
    facts = await look_up("d.test", resolver)
    assert facts.parent.state is AnswerState.NO_SUCH_NAME
    assert (facts.below, found(facts)) == (Below.SOMETHING, ["dkim"])


async def test_a_server_that_denies_nothing_says_nothing(serve: Serve) -> None:
    facts = await look_up("d.test", await serve(kind=DeniesNothing))
    assert facts.below is Below.CANNOT_TELL
    assert facts.nobodys.state is AnswerState.NO_DATA


async def test_a_wildcard_is_no_selector_and_no_proof(serve: Serve) -> None:
    star = f"any.wildcard.test. TXT {in_strings('v=DKIM1; p=')}"
    facts = await look_up("d.test", await serve(star, key_at("mail"), kind=Wildcard), given=["x"])
    assert found(facts) == ["mail"]
    assert facts.wildcard is not None and facts.wildcard.revoked
    facts = await look_up("d.test", await serve(star, kind=Wildcard), given=["x"])
    assert (facts.below, found(facts)) == (Below.CANNOT_TELL, [])


async def test_a_wildcard_counts_more_than_a_server_that_denies_its_parent(serve: Serve) -> None:
    star = f"any.wildcard.test. TXT {in_strings('v=DKIM1; p=')}"
    facts = await look_up("d.test", await serve(star, kind=WildcardThatDeniesParents))
    assert facts.parent.state is AnswerState.NO_SUCH_NAME
    assert facts.below is Below.CANNOT_TELL


async def test_without_an_answer_about_wildcards_nothing_is_proven(serve: Serve) -> None:
    circle = f"{NOBODYS_SELECTOR}._domainkey.d.test. CNAME {NOBODYS_SELECTOR}._domainkey.d.test."
    facts = await look_up("d.test", await serve(circle, key_at("20261127")))
    assert facts.parent.state is AnswerState.NO_DATA
    assert facts.below is Below.NO_ANSWER


async def test_an_alias_into_the_provider_is_followed_and_remembered(serve: Serve) -> None:
    resolver = await serve(
        "selector1._domainkey.d.test. CNAME s1.provider.test.",
        f"s1.provider.test. TXT {in_strings(GOOD)}",
        "google._domainkey.d.test. CNAME gone.provider.test.",
    )
    facts = await look_up("d.test", resolver)
    by_name = {each.name: each for each in facts.selectors}
    assert found(facts) == ["selector1"]
    assert by_name["selector1"].alias == "s1.provider.test"
    assert not by_name["selector1"].leads_nowhere
    assert by_name["google"].leads_nowhere
    assert by_name["dkim"].alias is None and not by_name["dkim"].leads_nowhere


async def test_an_alias_that_leads_nowhere_proves_that_something_is_there(serve: Serve) -> None:
    alias = "google._domainkey.d.test. CNAME gone.provider.test."
    facts = await look_up("d.test", await serve(alias, kind=DeniesParents))
    assert (facts.below, found(facts)) == (Below.SOMETHING, [])
    star = "any.wildcard.test. CNAME gone.provider.test."
    facts = await look_up("d.test", await serve(star, kind=Wildcard))
    assert not any(each.leads_nowhere for each in facts.selectors)
    assert facts.below is Below.CANNOT_TELL
    parent = "_domainkey.d.test. CNAME gone.provider.test."
    facts = await look_up("d.test", await serve(parent))
    assert facts.parent.state is AnswerState.NO_SUCH_NAME
    assert facts.below is Below.SOMETHING


async def test_several_records_at_one_name_are_all_read(serve: Serve) -> None:
    resolver = await serve(key_at("mail"), key_at("mail", "nonsense"))
    facts = await look_up("d.test", resolver)
    mail = next(each for each in facts.selectors if each.name == "mail")
    assert len(mail.keys) == 2


@pytest.mark.parametrize(
    "given", ["a..b", "x" * 64, "m\u00fcller", "not a name", "*", "\0", ".", ""]
)
async def test_a_selector_may_be_anything(serve: Serve, given: str) -> None:
    facts = await look_up("d.test", await serve(key_at("dkim")), given=[given])
    assert found(facts) == ["dkim"]


async def test_no_answer_is_not_nothing() -> None:
    async with WaywardServer() as server:
        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=1)
        facts = await look_up("rcode-SERVFAIL.test", resolver, given=["seen"])
    assert facts.below is Below.NO_ANSWER
    assert {each.answer.state for each in facts.selectors} == {AnswerState.TEMPORARY_FAILURE}


async def test_a_server_that_answers_everything_has_no_key() -> None:
    async with WaywardServer() as server:
        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=1)
        facts = await look_up("d.test", resolver, given=["seen"])
        huge = await look_up("huge-2000.test", resolver)
        server.texts["mail._domainkey.other.test"] = "p=" + "A" * 60_000
        long = await look_up("other.test", resolver)
    assert (facts.below, found(facts)) == (Below.CANNOT_TELL, [])
    assert facts.wildcard is not None and facts.wildcard.faults[0].flaw is Flaw.SYNTAX
    assert found(huge) == []
    assert found(long) == ["mail"]


async def test_an_asker_who_gives_up_ends_the_search() -> None:
    async with WaywardServer() as server:
        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=5)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await look_up("drop.test", resolver, likely=lambda: names("theirs"))
