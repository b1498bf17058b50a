"""What SPF record to publish, from records over real sockets."""

import pytest

from mailadmin.core.account import Route
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.spf.tree import survey
from mailadmin.core.domain.proposals.spf import (
    Cost,
    Note,
    Proposal,
    added,
    address,
    include,
    known_terms,
    look_up,
    propose,
)
from mailadmin.core.domain.scene import DomainTarget, Sender
from tests.servers.spf_zone import served, spf, txt
from tests.servers.wayward_dns import WaywardServer

ZONE = (
    "mail.d.test. A 192.0.2.10",
    "d.test. MX 10 mail.d.test.",
    spf("p.test", "ip4:203.0.113.0/24 -all"),
    spf("three.test", "include:p.test a:mail.d.test -all"),
    spf("nine.test", "a:mail.d.test " * 8 + "-all"),
    spf("d-again.test", "include:d.test -all"),
)
NEW = (include("three.test"),)


async def proposal_for(wanted: tuple[str, ...], *texts: str) -> Proposal | None:
    async with served(*ZONE, *(txt("d.test", text) for text in texts)) as resolver:
        return await propose("d.test", resolver, wanted)


@pytest.mark.parametrize(
    ("text", "record", "before", "after"),
    [
        ("v=spf1 mx -all", "v=spf1 mx include:three.test -all", 1, 4),
        ("v=spf1 redirect=p.test", "v=spf1 include:three.test redirect=p.test", 1, 4),
        ("v=spf1 mx include:THREE.test ~all", "v=spf1 mx include:three.test ~all", 4, 4),
        ("v=spf1 mx mx ?all", "v=spf1 mx include:three.test ?all", 2, 4),
        ("v=spf1 +all", "v=spf1 include:three.test +all", 0, 3),
        ("v=spf1 mx", "v=spf1 mx include:three.test", 1, 4),
        ("v=spf1 mx, -all", "v=spf1 mx include:three.test -all", None, 4),
        ("v=spf1,mx,-all", "v=spf1 mx include:three.test -all", None, 4),
        ("v=spf1 include:nobody.test -all", "v=spf1 include:nobody.test include:three.test -all",
         1, 4),
    ],
)  # fmt: skip
async def test_what_is_there_stays_and_the_new_comes_before_the_end(
    text: str, record: str, before: int | None, after: int
) -> None:
    found = await proposal_for(NEW, text)
    assert found is not None
    assert (found.record, found.old_records) == (record, (text,))
    assert (found.lookups_before, found.lookups_after) == (before, after)


async def test_a_first_record() -> None:
    found = await proposal_for((include("p.test"), address("192.0.2.1")), "hello")
    assert found is not None
    assert (found.record, found.old_records) == (
        "v=spf1 include:p.test ip4:192.0.2.1 ~all",
        (),
    )
    assert (found.lookups_before, found.lookups_after, found.notes) == (None, 1, ())
    assert found.params == {
        "record_type": "TXT",
        "record_name": "d.test",
        "record_label": "@",
        "record": "v=spf1 include:p.test ip4:192.0.2.1 ~all",
        "lookups_after": 1,
    }


async def test_several_become_one() -> None:
    found = await proposal_for(NEW, "v=spf1 a:mail.d.test -all", "v=spf1 mx ~all")
    assert found is not None
    assert found.old_records == ("v=spf1 a:mail.d.test -all", "v=spf1 mx ~all")
    assert found.record == "v=spf1 a:mail.d.test mx include:three.test ~all"
    assert found.lookups_after == 5
    assert found.params["old_records"] == "\n".join(found.old_records)


async def test_what_nobody_could_read_does_not_let_everybody_send_once_it_is_mended() -> None:
    found = await proposal_for(NEW, "v=spf1,mx,+all")
    assert found is not None
    assert found.record == "v=spf1 mx include:three.test ~all"


async def test_what_cannot_be_understood_is_not_touched() -> None:
    assert await proposal_for(NEW, "v=spf1 foo -all") is None
    assert await proposal_for(NEW, "v=spf1 mx -all", "v=spf1 foo -all") is None
    async with served() as resolver:
        assert await propose("test", resolver, NEW) is None
    async with WaywardServer() as server:
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        assert await propose("rcode-SERVFAIL.test", resolver, NEW) is None
        server.texts["tc.test"] = "v=spf1 " + "ip4:192.0.2.1 " * 400 + "-all"
        assert await propose("tc.test", resolver, NEW) is None


async def test_too_many_lookups_are_said_and_nothing_is_removed() -> None:
    text = "v=spf1 include:nine.test include:nobody.test a:nobody.test -all"
    found = await proposal_for(NEW, text)
    assert found is not None
    assert found.record == f"{text.removesuffix(' -all')} include:three.test -all"
    assert (found.lookups_before, found.lookups_after) == (11, 14)
    assert found.notes == (Note.TOO_MANY_LOOKUPS, Note.INCLUDE_MISSING)
    assert found.costly == (
        Cost("include:nine.test", 9),
        Cost("include:three.test", 3),
        Cost("include:nobody.test", 1),
        Cost("a:nobody.test", 1),
    )
    assert found.unused == ("include:nobody.test", "a:nobody.test")


@pytest.mark.parametrize(
    ("wanted", "text", "notes"),
    [
        (("include:p.test",), "v=spf1 mx -all", ()),
        (("include:nobody.test",), "v=spf1 mx -all", (Note.INCLUDE_MISSING,)),
        (("include:d-again.test",), "v=spf1 mx -all", (Note.BROKEN,)),
        (("a:n1.test", "a:n2.test"), "v=spf1 mx -all", ()),
        (("a:n1.test", "a:n2.test", "a:n3.test"), "v=spf1 mx -all",
         (Note.TOO_MANY_VOID_LOOKUPS,)),
        (tuple(f"ip4:192.0.2.{n}" for n in range(10, 24)), "v=spf1 mx -all", ()),
        (tuple(f"ip4:192.0.2.{n}" for n in range(10, 27)), "v=spf1 mx -all", (Note.SPLIT,)),
        (tuple(f"ip4:192.0.2.{n}" for n in range(10, 40)), "v=spf1 mx -all",
         (Note.SPLIT, Note.LONG)),
    ],
)  # fmt: skip
async def test_what_has_to_be_said_with_it(
    wanted: tuple[str, ...], text: str, notes: tuple[Note, ...]
) -> None:
    found = await proposal_for(wanted, text)
    assert found is not None
    assert found.notes == notes


async def test_what_did_not_answer_may_cost_more() -> None:
    async with WaywardServer() as server:
        server.texts["d.test"] = "v=spf1 include:rcode-SERVFAIL.test ~all"
        resolver = Resolver([f"127.0.0.1:{server.port}"])
        found = await propose("d.test", resolver, ("ip4:192.0.2.1",))
    assert found is not None
    assert found.notes == (Note.NOT_COUNTED,)


async def test_nothing_is_asked_twice_for_before_and_after() -> None:
    async with served(*ZONE, spf("d.test", "mx include:p.test -all")) as resolver:
        assert await propose("d.test", resolver, NEW) is not None
        # TXT of d, p and three; MX and A, AAAA of the one host.
        assert resolver.queries == 6


async def test_the_pure_part() -> None:
    async with served(*ZONE, spf("d.test", "mx -all")) as resolver:
        tree = await survey("d.test", resolver)
    assert added(tree, ["ip4:192.0.2.1"]) == "v=spf1 mx ip4:192.0.2.1 -all"
    assert added(tree, []) == "v=spf1 mx -all"


@pytest.mark.parametrize(
    ("ip", "term"),
    [
        ("192.0.2.1", "ip4:192.0.2.1"),
        ("192.0.2.1/24", "ip4:192.0.2.0/24"),
        ("2001:DB8:0::1", "ip6:2001:db8::1"),
        ("2001:db8::1/64", "ip6:2001:db8::/64"),
    ],
)
def test_the_term_for_an_address(ip: str, term: str) -> None:
    assert address(ip) == term


def test_only_what_is_known_is_proposed() -> None:
    senders = (
        Sender(route=Route.MAIL_SERVER, host="smtp.office365.com", envelope="a@d.test"),
        Sender(route=Route.MESSENGER, host="mail.d.test", envelope="a@d.test"),
    )
    target = DomainTarget(domain="d.test", addresses=("192.0.2.1", "192.0.2.1"), senders=senders)
    assert known_terms(target) == ("include:spf.protection.outlook.com", "ip4:192.0.2.1")
    assert known_terms(DomainTarget(domain="d.test")) == ()


@pytest.mark.parametrize("text", ["v=spf1 all mx", "v=spf1,mx,+all"])
async def test_no_mended_record_lets_everybody_send(text: str) -> None:
    async with served(*ZONE, txt("d.test", text)) as resolver:
        facts = await look_up("d.test", resolver)
    assert facts.mended is not None
    [record] = facts.mended.published.texts
    assert record.endswith(" ~all")
