"""MTA-STS looked up over real sockets: the DNS, and a policy over HTTPS."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
import trustme

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.mta_sts import MtaStsFacts, look_up, policy_url
from mailadmin.core.dns.mta_sts_syntax import Fault, Mode
from mailadmin.core.dns.questions import Questions
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.http import HttpProblem
from mailadmin.core.net import Net, Trust
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.servers.wayward_dns import WaywardServer
from tests.servers.web import WebServer, page

pytestmark = pytest.mark.both_loops

PATH = "/.well-known/mta-sts.txt"
RECORD = '_mta-sts.d.test. TXT "v=STSv1; id=1;"'
HOST = "mta-sts.d.test. A 127.0.0.1"
MX = ("d.test. MX 20 b.d.test.", "d.test. MX 10 A.d.test.")
POLICY = b"version: STSv1\r\nmode: enforce\r\nmx: *.d.test\r\nmax_age: 604800\r\n"

Look = Callable[..., Awaitable[MtaStsFacts]]


@pytest.fixture
async def web(authority: trustme.CA) -> AsyncIterator[WebServer]:
    async with WebServer(authority, "mta-sts.d.test") as server:
        server.says[PATH] = page(POLICY)
        yield server


@pytest.fixture
async def look(web: WebServer, ca_file: Path) -> AsyncIterator[Look]:
    async with AsyncExitStack() as stack:

        async def start(*records: str) -> MtaStsFacts:
            zone = "\n".join((". SOA ns hostmaster 1 3600 600 86400 0", *records))
            server = NameServer(Zone(zone))
            await server.open()
            stack.push_async_callback(server.close)
            resolver = Resolver(["127.0.0.1"], port=server.number, timeout=3)
            net = Net(resolver, Trust(ca_file))
            return await look_up("d.test", Questions(resolver), net, port=web.port)

        yield start


async def test_a_record_and_its_policy(look: Look, web: WebServer) -> None:
    facts = await look(RECORD, HOST, *MX)
    assert (facts.id, facts.records) == ("1", ("v=STSv1; id=1;",))
    assert facts.policy is not None
    assert (facts.policy.mode, facts.policy.mx) == (Mode.ENFORCE, ("*.d.test",))
    assert facts.hosts == ("a.d.test", "b.d.test")
    assert facts.policy.uncovered(facts.hosts) == ()
    assert facts.fetched is not None
    assert facts.fetched.media_type == "text/plain"
    assert len(web.asked) == 1


async def test_neither_record_nor_host_fetches_nothing(look: Look, web: WebServer) -> None:
    facts = await look(*MX)
    assert (facts.records, facts.fetched, facts.policy) == ((), None, None)
    assert facts.answer.state is AnswerState.NO_SUCH_NAME
    assert web.connections == 0


async def test_a_policy_that_nobody_announces_is_found(look: Look) -> None:
    facts = await look(HOST, *MX)
    assert facts.records == ()
    assert facts.policy is not None


async def test_a_record_without_a_host(look: Look) -> None:
    facts = await look(RECORD, *MX)
    assert facts.fetched is not None
    assert facts.fetched.problem is HttpProblem.NO_ADDRESS


@pytest.mark.parametrize(
    ("texts", "records", "fault"),
    [
        (["v=STSv1; id=1;", "v=STSv1; id=2;"], 2, None),
        (["v=STSv1; id=1;", "something else", "v=STSv2; id=1"], 1, None),
        (["v=STSv1; id=!"], 1, Fault(wrong="id=!")),
        (["v=STSv1"], 1, Fault(missing="id")),
        (["V=STSV1; id=1"], 1, Fault(wrong="V=STSV1")),
        (["v=spf1 -all"], 0, None),
    ],
)
async def test_which_records_count(
    look: Look, texts: list[str], records: int, fault: Fault | None
) -> None:
    facts = await look(HOST, *MX, *(f'_mta-sts.d.test. TXT "{text}"' for text in texts))
    assert len(facts.records) == records
    assert (facts.id is not None) is (records == 1 and fault is None)
    assert facts.record_fault == fault


async def test_an_alias_to_who_keeps_the_policy_for_others(look: Look) -> None:
    facts = await look("_mta-sts.d.test. CNAME r.test.", 'r.test. TXT "v=STSv1; id=7"', HOST, *MX)
    assert facts.id == "7"


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        (page(status="404 Not Found"), HttpProblem.STATUS),
        (page(status="301 Moved", extra="Location: /x\r\n"), HttpProblem.REDIRECT),
        (page(POLICY + b"x" * 65536), HttpProblem.TOO_BIG),
        (b"garbage\r\n\r\n", HttpProblem.BAD_REPLY),
    ],
)
async def test_a_policy_that_can_t_be_had(
    look: Look, web: WebServer, says: bytes, problem: HttpProblem
) -> None:
    web.says[PATH] = says
    facts = await look(RECORD, HOST, *MX)
    assert facts.fetched is not None
    assert (facts.fetched.problem, facts.policy) == (problem, None)


async def test_a_policy_that_makes_no_sense(look: Look, web: WebServer) -> None:
    web.says[PATH] = page(b"<html>\xff", kind="text/html")
    facts = await look(RECORD, HOST, *MX)
    assert facts.policy is None
    assert facts.policy_fault == Fault(wrong="<html>\ufffd")


async def test_a_huge_policy_does_not_hold_up_the_loop(look: Look, web: WebServer) -> None:
    web.says[PATH] = page(POLICY + b"mx: a.test\n" * 5000)
    task = asyncio.ensure_future(look(RECORD, HOST, *MX))
    facts = await task
    assert facts.policy is not None
    assert facts.policy.mx == ("*.d.test", "a.test")


@pytest.mark.parametrize(
    ("mx", "hosts"),
    [
        ([], ("d.test",)),
        (["d.test. MX 0 ."], ()),
        (["d.test. MX 5 one.test.", "d.test. MX 7 one.test."], ("one.test",)),
    ],
)
async def test_whose_mail_servers(look: Look, mx: list[str], hosts: tuple[str, ...]) -> None:
    assert (await look(RECORD, HOST, *mx)).hosts == hosts


async def test_no_answer_is_not_no_record(ca_file: Path) -> None:
    async with WaywardServer() as server:
        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=1)
        net = Net(resolver, Trust(ca_file))
        facts = await look_up("rcode-servfail.test", Questions(resolver), net)
    assert facts.answer.state is AnswerState.TEMPORARY_FAILURE
    assert facts.records == ()


async def test_nothing_is_asked_twice(ca_file: Path) -> None:
    async with WaywardServer() as server:
        server.texts["_mta-sts.x.test"] = "something else"
        resolver = Resolver(["127.0.0.1"], port=server.port, timeout=3)
        net = Net(resolver, Trust(ca_file))
        await look_up("x.test", Questions(resolver), net, port=1)
        asked = {(name, kind) for name, kind, _ in server.asked}
    assert asked == {
        ("_mta-sts.x.test", "TXT"),
        ("x.test", "MX"),
        ("mta-sts.x.test", "A"),
        ("mta-sts.x.test", "AAAA"),
    }


def test_where_the_policy_is() -> None:
    assert policy_url("d.test") == "https://mta-sts.d.test/.well-known/mta-sts.txt"
