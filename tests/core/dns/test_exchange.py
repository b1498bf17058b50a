"""Questions to servers that are slow, broken, silent or not to be believed, over real sockets."""

import asyncio
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator

import dns.name
import dns.rdatatype
import pytest

from mailadmin.core.dns import exchange
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.endpoint import Endpoint
from mailadmin.core.dns.exchange import SILENT_OVER_TCP, Question, Server
from mailadmin.core.dns.reply import wire_of
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.dns.upstream import AT_ONCE
from tests.servers.wayward_dns import WaywardServer

pytestmark = pytest.mark.both_loops

FOUND = AnswerState.FOUND
FAILED = AnswerState.TEMPORARY_FAILURE


@pytest.fixture
async def server() -> AsyncIterator[WaywardServer]:
    async with WaywardServer() as running:
        yield running


def resolver(*servers: WaywardServer | int, timeout: float = 5.0) -> Resolver:
    ports = [each if isinstance(each, int) else each.port for each in servers]
    return Resolver([f"127.0.0.1:{port}" for port in ports], timeout=timeout)


@pytest.fixture
def silent() -> int:
    """A port that is open and never answers."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as deaf:
        deaf.bind(("127.0.0.1", 0))
        yield deaf.getsockname()[1]


@pytest.fixture
def closed() -> int:
    """A port that nobody listens on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@pytest.mark.parametrize(
    ("name", "rdtype", "state", "values"),
    [
        ("plain.test", "A", FOUND, ("192.0.2.1",)),
        ("Mixed.Case.TEST", "MX", FOUND, ("10 mixed.case.test.",)),
        ("plain.test", "AAAA", AnswerState.NO_DATA, ()),
        ("rcode-NXDOMAIN.test", "A", AnswerState.NO_SUCH_NAME, ()),
        ("rcode-SERVFAIL.test", "A", FAILED, ()),
        ("rcode-REFUSED.test", "A", FAILED, ()),
        ("once.test", "A", FOUND, ("192.0.2.1",)),
        ("late-700.test", "A", FOUND, ("192.0.2.1",)),
        ("tc.test", "A", FOUND, ("192.0.2.1",)),
        ("lower.test", "A", FOUND, ("192.0.2.1",)),
        ("no-edns.test", "A", FOUND, ("192.0.2.1",)),
        ("flood.test", "A", FOUND, ("192.0.2.1",)),
        ("garbage.test", "A", FAILED, ()),
        ("bare.test", "A", FAILED, ()),
        ("lame.test", "A", FAILED, ()),
        ("ring.test", "A", FAILED, ()),
        ("step-3.test", "A", FOUND, ("192.0.2.1",)),
        ("step-15.test", "A", FOUND, ("192.0.2.1",)),
        ("step-40.test", "A", FAILED, ()),
    ],
)
async def test_what_a_reply_means(
    server: WaywardServer, name: str, rdtype: str, state: AnswerState, values: tuple[str, ...]
) -> None:
    answer = await resolver(server).query(name, rdtype)
    assert (answer.state, answer.values) == (state, values)
    assert bool(answer.error) == (state is FAILED)


async def test_whether_dnssec_vouches_is_told_and_can_be_waived(server: WaywardServer) -> None:
    asker = resolver(server)
    plain, signed = await asker.query("plain.test", "A"), await asker.query("signed.test", "A")
    assert (plain.authentic, signed.authentic) == (False, True)
    refused = await asker.query("bogus.test", "A")
    assert (refused.state, refused.error) == (FAILED, "127.0.0.1: SERVFAIL; SIGNATURE_EXPIRED")
    unchecked = await asker.query("bogus.test", "A", unchecked=True)
    assert (unchecked.state, unchecked.values) == (FOUND, ("192.0.2.1",))


@pytest.mark.parametrize("name", ["drop.test", "number.test", "name.test"])
async def test_what_is_not_answered_is_given_up_in_time(server: WaywardServer, name: str) -> None:
    began = time.monotonic()
    answer = await resolver(server, timeout=0.8).query(name, "A")
    assert answer.state is FAILED
    assert "0.8 seconds" in answer.error
    assert time.monotonic() - began < 1.5
    assert server.asked[name, "A", "udp"] == 2


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits three seconds for a server that is deaf to TCP."""
    monkeypatch.setattr(exchange, "TCP_LIMIT", 1.0)


@pytest.mark.usefixtures("impatient")
async def test_a_server_that_loses_the_case_and_knows_no_tcp_is_believed(
    server: WaywardServer,
) -> None:
    answer = await resolver(server, timeout=8).query("lower.deaf.test", "A")
    assert answer.values == ("192.0.2.1",)
    assert server.asked["lower.deaf.test", "A", "tcp"] == 1


@pytest.mark.usefixtures("impatient")
async def test_what_is_cut_off_and_not_to_be_had_over_tcp_is_unknown(
    server: WaywardServer,
) -> None:
    answer = await resolver(server, timeout=8).query("tc.deaf.test", "A")
    assert answer.state is FAILED
    assert "truncated" in answer.error


async def test_a_server_that_is_silent_over_udp_is_asked_over_tcp(server: WaywardServer) -> None:
    began = time.monotonic()
    answer = await resolver(server).query("drop-udp.test", "A")
    assert answer.values == ("192.0.2.1",)
    assert 0.4 < time.monotonic() - began < 1.5
    assert server.asked["drop-udp.test", "A", "tcp"] == 1


async def test_a_reply_too_large_for_the_server_s_datagrams_comes_over_tcp(
    server: WaywardServer,
) -> None:
    server.texts["fits.test"] = "x" * 3000
    answer = await resolver(server).query("fits.test", "TXT")
    assert answer.values == ("x" * 3000,)
    assert server.asked["fits.test", "TXT", "tcp"] == 1


async def test_a_server_without_tcp_still_has_its_time_over_udp(silent: int) -> None:
    """``silent`` refuses TCP; that says nothing of what may come over UDP."""
    answer = await resolver(silent, timeout=0.8).query("plain.test", "A")
    assert "0.8 seconds" in answer.error


async def test_of_many_that_nobody_answers_few_are_asked_over_tcp(server: WaywardServer) -> None:
    asker = resolver(server, timeout=1.2)
    names = [f"drop.n{number}.test" for number in range(AT_ONCE)]
    answers = await asyncio.gather(*(asker.query(name, "A") for name in names))
    assert {answer.state for answer in answers} == {FAILED}
    ways = Counter(way for _, _, way in server.asked.elements())
    assert ways["tcp"] == SILENT_OVER_TCP


async def test_whoever_answers_in_time_is_not_asked_over_tcp(
    server: WaywardServer, silent: int
) -> None:
    asker = resolver(silent, server)
    assert (await asker.query("late-300.test", "A")).state is FOUND
    assert {way for _, _, way in server.asked} == {"udp"}


async def test_aliases_are_named_in_order(server: WaywardServer) -> None:
    asker = resolver(server)
    answer = await asker.query("step-2.test", "A")
    assert answer.aliases == ("step-1.test.", "step-0.test.")
    assert asker.queries == 3


async def test_questions_have_random_numbers_and_case(server: WaywardServer) -> None:
    asker = resolver(server)
    name = "a-name-with-many-letters.and-some-more.test"
    for rdtype in ("A", "TXT", "MX", "NS"):
        await asker.query(name, rdtype)
        await asyncio.sleep(0.2)
    assert len({message[:2] for message in server.messages}) > 1
    assert len({message[12:57] for message in server.messages}) == 4
    assert len(server.ports) > 1


async def test_a_question_with_the_number_of_a_silent_one_is_sent_all_the_same(
    server: WaywardServer,
) -> None:
    there = Server("127.0.0.1", server.port)
    silent, other = (
        Question(wire_of(dns.name.from_text(name)), dns.rdatatype.A)
        for name in ("drop.test", "plain.test")
    )
    other.number, other.wire = silent.number, silent.number + other.wire[2:]
    await there.send(silent)
    await there.send(other)
    answered, _ = await other.reply(patience=5)
    assert answered is there
    silent.close()
    other.close()


async def test_a_silent_server_costs_its_delay_once(server: WaywardServer, silent: int) -> None:
    asker = resolver(silent, server)
    began = time.monotonic()
    assert (await asker.query("first.test", "A")).state is FOUND
    first = time.monotonic() - began
    began = time.monotonic()
    assert (await asker.query("second.test", "A")).state is FOUND
    assert 0.4 < first < 1.5
    assert time.monotonic() - began < 0.3


@pytest.mark.parametrize("order", ["rcode-SERVFAIL", "rcode-REFUSED", "garbage", "lame"])
async def test_a_server_that_fails_hands_over_at_once(server: WaywardServer, order: str) -> None:
    async with WaywardServer() as good:
        # Both fail as the name tells them; what counts is that the second is asked at once.
        asker = resolver(server, good)
        began = time.monotonic()
        failed = await asker.query(f"{order}.test", "A")
        assert failed.state is FAILED
        assert good.asked[f"{order.lower()}.test", "A", "udp"] == 1
        assert time.monotonic() - began < 0.4


async def test_a_closed_port_hands_over_at_once(server: WaywardServer, closed: int) -> None:
    began = time.monotonic()
    assert (await resolver(closed, server).query("plain.test", "A")).state is FOUND
    assert (await resolver(closed).query("plain.test", "A")).state is FAILED
    assert time.monotonic() - began < 0.4


async def test_an_answer_is_kept_and_a_failure_is_not(server: WaywardServer) -> None:
    asker = resolver(server)
    for _ in range(3):
        await asker.query("plain.test", "A")
        await asker.query("PLAIN.test.", "a")
    assert asker.queries == 1
    for _ in range(2):
        await asker.query("rcode-SERVFAIL.test", "A")
    assert asker.queries == 3


async def test_many_askers_of_many_questions(server: WaywardServer) -> None:
    asker = resolver(server)
    names = [f"n{number % 300}.test" for number in range(1500)]
    answers = await asyncio.gather(*(asker.query(name, "A") for name in names))
    assert {answer.state for answer in answers} == {FOUND}
    assert asker.queries == 300


async def test_of_many_questions_at_once_each_waits_for_its_turn(server: WaywardServer) -> None:
    asker = resolver(server)
    names = [f"late-400.n{n}.test" for n in range(4 * AT_ONCE)]

    def asked() -> set[str]:
        # Not how often: on a busy computer an answer is waited for no longer, and asked again for.
        return {name for name, _, _ in server.asked}

    async with asyncio.timeout(20):
        asking = [asyncio.ensure_future(asker.query(name, "A")) for name in names]
        while len(asked()) < AT_ONCE:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert len(asked()) == AT_ONCE
        # Some give up before their turn, some during it; neither may keep a turn.
        for task in asking[: 3 * AT_ONCE]:
            task.cancel()
        answers = await asyncio.gather(*asking, return_exceptions=True)
    assert all(isinstance(answer, asyncio.CancelledError) for answer in answers[: 3 * AT_ONCE])
    assert {answer.state for answer in answers[3 * AT_ONCE :]} == {FOUND}
    assert len(asked()) == 2 * AT_ONCE


async def test_names_that_nobody_answers_for_hold_up_the_others_only_a_little(
    server: WaywardServer,
) -> None:
    asker = resolver(server, timeout=20)
    dead = [asyncio.ensure_future(asker.query(f"drop.n{n}.test", "A")) for n in range(2 * AT_ONCE)]
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*(asker.query(f"n{n}.test", "A") for n in range(20)))
    assert {answer.state for answer in answers} == {FOUND}
    assert not any(task.done() for task in dead)
    for task in dead:
        task.cancel()
    await asyncio.gather(*dead, return_exceptions=True)


async def test_nobody_waits_any_more_so_nobody_asks(server: WaywardServer) -> None:
    asker = resolver(server)
    asking = asyncio.ensure_future(asker.query("late-300.test", "A"))
    while not server.messages:
        await asyncio.sleep(0.01)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    # Who asks just then is not taken down with it.
    assert (await asker.query("late-300.test", "A")).state is FOUND


@pytest.mark.parametrize(("rdtype", "count"), [("TXT", 20000), ("A", 3500)])
async def test_a_huge_answer_costs_little(server: WaywardServer, rdtype: str, count: int) -> None:
    began = time.process_time()
    answer = await resolver(server).query(f"huge-{count}.tc.test", rdtype)
    assert answer.state is FOUND
    assert time.process_time() - began < 3


@pytest.mark.parametrize("name", ["a..b", "a" * 64 + ".test", "\N{DIGIT ONE}\N{SNOWMAN}@x", "\\"])
async def test_what_is_no_name_is_not_asked_for(name: str) -> None:
    asker = Resolver(["127.0.0.1:1"])
    assert (await asker.query(name, "A")).state is AnswerState.NO_SUCH_NAME
    assert asker.queries == 0


def test_one_resolver_serves_one_loop_after_the_other() -> None:
    asker = Resolver([])

    async def ask() -> None:
        async with WaywardServer() as server:
            asker._nameservers = (Endpoint(host="127.0.0.1", port=server.port),)
            assert (await asker.query(f"n{server.port}.test", "A")).state is FOUND

    asyncio.run(ask())
    asyncio.run(ask())
