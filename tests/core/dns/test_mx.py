"""Where mail to a domain goes, over real sockets."""

import pytest

from mailadmin.core.dns import mx
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mx import MAX_HOSTS, MxRecord
from mailadmin.core.dns.questions import Questions
from tests.servers.wayward_dns import WaywardServer
from tests.servers.zone_server import serving

pytestmark = pytest.mark.both_loops

HOSTS = (
    "mail.d.test. A 192.0.2.10",
    "mail.d.test. AAAA 2001:db8::10",
    "spare.d.test. A 192.0.2.11",
    "other.d.test. CNAME spare.d.test.",
)


async def test_servers_come_best_first_with_their_addresses() -> None:
    records = ("d.test. MX 20 spare.d.test.", "d.test. MX 10 MAIL.d.test.", *HOSTS)
    async with serving(*records) as (resolver, server):
        facts = await mx.look_up("d.test", Questions(resolver))
    assert [record.text for record in facts.records] == ["10 mail.d.test.", "20 spare.d.test."]
    assert [host.name for host in facts.hosts] == ["mail.d.test", "spare.d.test"]
    assert facts.hosts[0].addresses == ("192.0.2.10", "2001:db8::10")
    assert facts.complete
    assert not facts.own
    assert set(server.asked.values()) == {1}
    assert server.asked.total() == 5


async def test_a_server_named_twice_is_asked_for_once() -> None:
    records = ("d.test. MX 10 mail.d.test.", "d.test. MX 20 mail.d.test.", *HOSTS)
    async with serving(*records) as (resolver, server):
        facts = await mx.look_up("d.test", resolver)
    assert len(facts.hosts) == 2
    assert server.asked["mail.d.test", "A"] == 1


async def test_an_alias_shows() -> None:
    async with serving("d.test. MX 10 other.d.test.", *HOSTS) as (resolver, _):
        facts = await mx.look_up("d.test", resolver)
    assert facts.hosts[0].answers[0].aliases == ("spare.d.test.",)
    assert facts.hosts[0].addresses == ("192.0.2.11",)


async def test_a_null_record_is_no_server() -> None:
    async with serving("d.test. MX 0 .", "d.test. A 192.0.2.1") as (resolver, server):
        facts = await mx.look_up("d.test", resolver)
    assert facts.null == (MxRecord(0, "."),)
    assert not facts.hosts
    assert facts.complete
    assert server.asked.total() == 1


async def test_a_domain_without_records_is_looked_at_itself() -> None:
    async with serving("d.test. A 192.0.2.1") as (resolver, server):
        facts = await mx.look_up("d.test", resolver)
    assert [answer.values for answer in facts.own] == [("192.0.2.1",), ()]
    assert server.asked.total() == 3


async def test_a_domain_that_does_not_exist_is_asked_about_once() -> None:
    async with serving() as (resolver, server):
        facts = await mx.look_up("nobody.test", resolver)
    assert facts.answer.state is AnswerState.NO_SUCH_NAME
    assert not facts.own
    assert server.asked.total() == 1


async def test_a_failure_is_its_own_state() -> None:
    records = ("d.test. MX 10 gone.d.test.",)
    async with serving(*records, failing=("gone.d.test", "lost.test")) as (resolver, _):
        lost = await mx.look_up("lost.test", resolver)
        facts = await mx.look_up("d.test", resolver)
    assert lost.answer.state is AnswerState.TEMPORARY_FAILURE
    assert not lost.own
    states = {answer.state for answer in facts.hosts[0].answers}
    assert states == {AnswerState.TEMPORARY_FAILURE}


@pytest.mark.parametrize(
    "host", ["192.0.2.9.", "localhost.", "mail.localhost.", "a\\032b.d.test.", "-.d.test."]
)
async def test_names_that_are_no_servers_are_not_asked_for(host: str) -> None:
    async with serving(f"d.test. MX 10 {host}") as (resolver, server):
        facts = await mx.look_up("d.test", resolver)
    assert not facts.hosts[0].answers
    assert server.asked.total() == 1


async def test_many_servers_are_bounded_work() -> None:
    records = [f"d.test. MX {number} host-{number}.d.test." for number in range(300)]
    async with serving(*records) as (resolver, server):
        facts = await mx.look_up("d.test", resolver)
    assert len(facts.records) == 300
    assert [host.name for host in facts.hosts] == [f"host-{n}.d.test" for n in range(MAX_HOSTS)]
    assert not facts.complete
    assert server.asked.total() == 1 + 2 * MAX_HOSTS


async def test_a_circle_of_aliases_is_a_failure() -> None:
    async with WaywardServer() as server:
        from mailadmin.core.dns.resolver import Resolver

        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=2)
        facts = await mx.look_up("ring.d.test", resolver)
    assert facts.answer.state is AnswerState.TEMPORARY_FAILURE


def test_equal_preferences_keep_one_order() -> None:
    values = ("10 b.test.", "10 a.test.", "5 c.test.")
    answer = Answer(name="d.test", type="MX", state=AnswerState.FOUND, values=values)
    assert [record.host for record in mx.parse(answer)] == ["c.test.", "a.test.", "b.test."]


def test_of_thousands_of_addresses_some_are_looked_at() -> None:
    values = tuple(f"192.0.2.{number % 250}" for number in range(4000))
    answer = Answer(name="m.test", type="A", state=AnswerState.FOUND, values=values)
    assert len(mx.addresses_in((answer, answer))) == 2 * mx.MAX_ADDRESSES
