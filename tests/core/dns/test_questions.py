"""Each question asked once, whoever wants the answer and whoever gives up, over real sockets."""

import asyncio
import gc
import weakref
from collections.abc import AsyncIterator

import pytest

from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker, Questions
from mailadmin.core.dns.resolver import Resolver
from tests.servers.wayward_dns import WaywardServer

pytestmark = pytest.mark.both_loops

FOUND = AnswerState.FOUND
LATE, FAILING = "late-200.test", "rcode-servfail.test"


@pytest.fixture
async def server() -> AsyncIterator[WaywardServer]:
    async with WaywardServer() as running:
        yield running


@pytest.fixture
def resolver(server: WaywardServer) -> Resolver:
    return Resolver([f"127.0.0.1:{server.port}"])


async def until_asked(server: WaywardServer, name: str) -> None:
    while not server.asked[name, "A", "udp"]:
        await asyncio.sleep(0.01)


async def test_everybody_gets_the_answer_to_one_question(
    server: WaywardServer, resolver: Resolver
) -> None:
    questions = Questions(resolver)
    inner = Questions(questions)
    ways = (resolver.start, questions.start, inner.start, resolver.query, inner.query)
    answers = await asyncio.gather(*(way(LATE, "A") for way in ways for _ in range(3)))
    assert {answer.state for answer in answers} == {FOUND}
    assert (resolver.queries, server.asked[LATE, "A", "udp"]) == (1, 1)


async def test_a_failure_is_asked_for_once_by_the_same_questions(resolver: Resolver) -> None:
    questions = Questions(resolver)
    failures = [await questions.query(FAILING, "A") for _ in range(3)]
    assert failures[0].state is AnswerState.TEMPORARY_FAILURE
    assert resolver.queries == 1
    await Questions(resolver).query(FAILING, "A")
    assert resolver.queries == 2


async def test_whoever_gives_up_takes_the_answer_from_nobody(resolver: Resolver) -> None:
    questions = Questions(resolver)
    given_up = [each.start(LATE, "A") for each in (resolver, questions, questions)]
    waiting = [each.start(LATE, "A") for each in (resolver, questions)]
    task = asyncio.ensure_future(questions.query(LATE, "A"))
    await asyncio.sleep(0)
    for each in (*given_up, task):
        each.cancel()
    assert [(await each).state for each in waiting] == [FOUND, FOUND]
    assert all(each.cancelled() for each in given_up)
    assert resolver.queries == 1


async def test_an_answer_that_is_there_can_be_taken_from_nobody(resolver: Resolver) -> None:
    questions = Questions(resolver)
    await questions.query("plain.test", "A")
    for asker in (questions, resolver):
        assert not asker.start("plain.test", "A").cancel()
        assert (await asker.query("plain.test", "A")).state is FOUND


async def test_stop_ends_the_questions_that_nobody_else_asks(
    server: WaywardServer, resolver: Resolver
) -> None:
    ours, theirs = Questions(resolver), Questions(resolver)
    alone = ours.start("drop.test", "A")
    shared, kept = ours.start(LATE, "A"), theirs.start(LATE, "A")
    await until_asked(server, "drop.test")
    ours.stop()
    assert (await kept).state is FOUND
    with pytest.raises(asyncio.CancelledError):
        await alone
    assert shared.cancelled()
    await asyncio.sleep(0.6)
    assert server.asked["drop.test", "A", "udp"] == 1, "it was not asked for again"


async def test_the_end_of_a_part_does_not_end_the_whole(resolver: Resolver) -> None:
    whole = Questions(resolver)
    part = Questions(whole)
    part.start(LATE, "A")
    waiting: asyncio.Future[Answer] = whole.start(LATE, "A")
    part.stop()
    assert (await waiting).state is FOUND
    assert resolver.queries == 1


async def test_a_question_that_everybody_gave_up_can_be_asked_anew(
    server: WaywardServer, resolver: Resolver
) -> None:
    first = resolver.start(LATE, "A")
    await until_asked(server, LATE)
    first.cancel()
    assert (await resolver.query(LATE, "A")).state is FOUND


async def test_of_those_who_gave_up_nothing_is_kept_while_others_wait(resolver: Resolver) -> None:
    # Looking at them again each time one more gave up took 7 s for 16,000.
    waiting = resolver.start(LATE, "A")
    gone = []
    for _ in range(1000):
        own = resolver.start(LATE, "A")
        gone.append(weakref.ref(own))
        own.cancel()
    del own
    gc.collect()
    assert [each() for each in gone if each() is not None] == []
    assert (await waiting).state is FOUND
    assert resolver.queries == 1


async def test_a_fault_of_ours_is_heard_of_once(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Asker):
        async def query(self, name: str, rdtype: str, *, unchecked: bool = False) -> Answer:
            raise ZeroDivisionError

    async def ask(asker: Asker) -> None:
        with pytest.raises(ZeroDivisionError):
            await asker.query_all([("a.test", "A"), ("b.test", "A"), ("c.test", "A")])

    for broken in (Broken(), Questions(Broken())):
        await ask(broken)
    del broken
    await asyncio.sleep(0.01)
    gc.collect()
    assert "never retrieved" not in caplog.text


async def test_the_same_questions_ask_anew_what_all_of_them_gave_up(
    server: WaywardServer, resolver: Resolver
) -> None:
    questions = Questions(resolver)
    first = questions.start(LATE, "A")
    await until_asked(server, LATE)
    first.cancel()
    async with asyncio.timeout(5):
        assert (await questions.query(LATE, "A")).state is FOUND


async def test_an_answer_counts_though_the_network_is_gone_by_then(
    server: WaywardServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = ["127.0.0.1"]
    monkeypatch.setattr("mailadmin.core.dns.exchange.system_servers", lambda: tuple(named))
    monkeypatch.setattr("mailadmin.core.dns.upstream.SYSTEM_SERVERS_HOLD", 0.0)
    resolver = Resolver(port=server.port)
    waiting = resolver.start(LATE, "A")
    await until_asked(server, LATE)
    named.clear()
    other = await resolver.query("plain.test", "A")
    assert (other.state, other.error) == (
        AnswerState.TEMPORARY_FAILURE,
        "no name server is known",
    )
    assert (await waiting).state is FOUND
