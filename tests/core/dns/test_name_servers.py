"""The zone that a domain lies in, and its name servers, over real sockets."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import pytest

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.name_servers import MOST_LABELS, look_up
from mailadmin.core.dns.resolver import Resolver
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.servers.wayward_dns import WaywardServer

pytestmark = pytest.mark.both_loops

Serve = Callable[..., Awaitable[Resolver]]
RECORDS = (
    ". SOA ns h 1 3600 600 86400 0",
    "test. NS ns.registry.test.",
    "d.test. NS B.host.test.",
    "d.test. NS a.host.test.",
    "deep.d.test. NS a.other.test.",
    "www.d.test. CNAME else.test.",
    "else.test. NS ns.else.test.",
)


@pytest.fixture
async def resolver() -> AsyncIterator[Resolver]:
    async with AsyncExitStack() as stack:
        server = NameServer(Zone("\n".join(RECORDS)))
        await server.open()
        stack.push_async_callback(server.close)
        yield Resolver(["127.0.0.1"], port=server.number, timeout=3)


@pytest.mark.parametrize(
    ("domain", "zone", "servers"),
    [
        ("d.test", "d.test", ("a.host.test", "b.host.test")),
        ("mail.d.test", "d.test", ("a.host.test", "b.host.test")),
        ("a.b.c.d.test", "d.test", ("a.host.test", "b.host.test")),
        ("x.deep.d.test", "deep.d.test", ("a.other.test",)),
        ("www.d.test", "d.test", ("a.host.test", "b.host.test")),
        ("nobody.test", None, ()),
        ("test", "test", ("ns.registry.test",)),
        ("x." * 60 + "d.test", "d.test", ("a.host.test", "b.host.test")),
        ("..", None, ()),
        ("", None, ()),
    ],
)
async def test_the_zone_is_the_nearest_name_with_servers(
    resolver: Resolver, domain: str, zone: str | None, servers: tuple[str, ...]
) -> None:
    found = await look_up(domain, resolver)
    assert (found.name, found.servers) == (zone, servers)
    assert resolver.queries <= MOST_LABELS


async def test_few_questions_and_no_more(resolver: Resolver) -> None:
    await look_up("d.test", resolver)
    assert resolver.queries == 1


async def test_no_answer_on_the_way_is_not_skipped() -> None:
    async with WaywardServer() as server:
        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=1)
        found = await look_up("rcode-SERVFAIL.d.test", resolver)
    assert (found.name, found.answer.state) == (None, AnswerState.TEMPORARY_FAILURE)
    assert found.answer.name.lower() == "rcode-servfail.d.test"
