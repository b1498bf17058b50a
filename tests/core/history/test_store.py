"""Keeping runs and finding them again, in a real file."""

import asyncio
import os
import sqlite3
import zlib
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.account import Route, SecretRole
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.arrival.run import run_arrival
from mailadmin.core.domain.own import target_of
from mailadmin.core.domain.survey import survey
from mailadmin.core.event import Event, Found, Outcome, Phrase, Result, Started, to_nobody
from mailadmin.core.history import details, store
from mailadmin.core.history.errors import HistoryError
from mailadmin.core.history.run import Kind, Run
from mailadmin.core.history.selection import Ending, Selection, What
from mailadmin.core.history.store import History
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.texts import say
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from tests.core.history.samples import NOW, about, result, run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.db"


@pytest.fixture
def history(path: Path) -> History:
    return History(path)


@pytest.fixture
def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def content(path: Path) -> bytes:
    return path.read_bytes()


def mode(path: Path) -> int:
    return path.stat().st_mode


def damage(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 500)


async def ids(history: History, selection: Selection | None = None) -> list[str]:
    found = await history.summaries(selection or Selection(), None, 100)
    return [summary.id for summary in found]


async def test_what_is_kept_comes_back_the_newest_first(history: History) -> None:
    first, second = run(minutes=1), run(minutes=2, cancelled=True)
    await history.add(second)
    await history.add(first)
    assert await ids(history) == [second.id, first.id]
    again = await history.run(first.id[:5])
    assert again.about == first.about
    assert again.result == first.result
    assert again.ended == first.ended
    assert (await history.run(second.id)).result is None


async def test_selections(history: History) -> None:
    good = run(minutes=1)
    bad = run(about(route=Route.MESSENGER), minutes=2, end=result(Outcome.FAILED))
    domain = run(about(Kind.DOMAIN, domain="x.test"), minutes=3, end=result(Outcome.UNKNOWN))
    other = run(about(Kind.ARRIVAL, account="bert"), minutes=4, cancelled=True)
    for one in (good, bad, domain, other):
        await history.add(one)
    assert await ids(history, Selection(account_id="anna")) == [domain.id, bad.id, good.id]
    assert await ids(history, Selection(what=What.TESTS)) == [bad.id, good.id]
    assert await ids(history, Selection(what=What.ARRIVALS)) == [other.id]
    assert await ids(history, Selection(ending=Ending.GOOD)) == [good.id]
    assert await ids(history, Selection(ending=Ending.BAD)) == [bad.id]
    assert await ids(history, Selection(ending=Ending.OPEN)) == [domain.id]


async def test_the_last_that_tells_and_the_last_good_one(history: History) -> None:
    good, bad = run(minutes=1), run(minutes=2, end=result(Outcome.FAILED))
    messenger = run(about(route=Route.MESSENGER), minutes=3)
    cancelled = run(minutes=4, cancelled=True)
    for one in (good, bad, messenger, cancelled):
        await history.add(one)
    last = await history.last(about())
    assert last is not None
    assert last.id == bad.id
    before = await history.last_good(bad)
    assert before is not None
    assert before.id == good.id
    assert await history.last_good(good) is None
    await history.outdate("anna")
    assert await history.last(about()) is None
    assert [one.outdated for one in await history.recent(10)] == [True] * 4
    assert await history.last_good(bad) is not None  # what it was compared with stays


async def test_the_oldest_go(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "KEPT", 3)
    made = [run(minutes=number) for number in range(5)]
    for one in made:
        await history.add(one)
    assert await ids(history) == [one.id for one in reversed(made[2:])]


async def test_clearing_leaves_nothing_in_the_file(history: History, path: Path) -> None:
    await history.add(run(about(account="verysecretname")))
    assert b"verysecretname" in content(path)
    await history.clear()
    assert await ids(history) == []
    assert b"verysecretname" not in content(path)


async def test_only_its_user_can_read_it(history: History, path: Path) -> None:
    await history.add(run())
    if os.name == "posix":
        assert mode(path) & 0o077 == 0


async def test_many_at_once_are_all_kept(history: History, path: Path) -> None:
    other = History(path)
    made = [run(minutes=number) for number in range(12)]
    await asyncio.gather(*((history, other)[n % 2].add(one) for n, one in enumerate(made)))
    assert set(await ids(history)) == {one.id for one in made}


@pytest.mark.parametrize("typed", ["", "zzzz", "  "])
async def test_an_id_that_is_none_is_told(history: History, typed: str) -> None:
    await history.add(run())
    with pytest.raises(HistoryError) as told:
        await history.run(typed)
    assert "no test" in say(told.value.phrase)


async def test_an_id_that_several_have_is_told(history: History) -> None:
    for number in range(40):
        await history.add(run(minutes=number))
    letters = [one[0] for one in await ids(history)]
    twice = next(letter for letter in letters if letters.count(letter) > 1)
    with pytest.raises(HistoryError) as told:
        await history.run(twice)
    assert "one letter more" in say(told.value.phrase)


async def test_a_damaged_file_is_set_aside_and_the_run_is_kept(
    history: History, path: Path
) -> None:
    await history.add(run())
    damage(path)
    new = run(minutes=1)
    with pytest.raises(HistoryError) as told:
        await history.add(new)
    assert "a new one was begun" in say(told.value.phrase)
    assert await ids(history) == [new.id]
    assert len(list(path.parent.glob("history-broken-*.db"))) == 1


async def test_a_run_of_another_version_is_told_and_the_others_are_read(
    history: History, path: Path
) -> None:
    old, new = run(minutes=1), run(minutes=2)
    await history.add(old)
    await history.add(new)
    with sqlite3.connect(path) as db:
        db.execute("UPDATE details SET details = x'00' WHERE number = 1")
    db.close()
    with pytest.raises(HistoryError) as told:
        await history.run(old.id)
    assert "another version" in say(told.value.phrase)
    assert [one.run.id for one in await history.recent(10)] == [new.id]
    assert len(await ids(history)) == 2


async def test_a_folder_in_its_place_is_told(folder: Path) -> None:
    history, path = History(folder), folder
    for work in (history.add(run()), history.recent(3), history.clear(), history.outdate("anna")):
        with pytest.raises(HistoryError) as told:
            await work  # type: ignore[misc]
        assert str(path) in say(told.value.phrase)


async def test_what_is_far_too_long_or_no_text_is_not_kept(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = msgspec.structs.replace(result(), message_id="\ud800")
    with pytest.raises(HistoryError) as told:
        await history.add(run(end=broken))
    assert "not text" in say(told.value.phrase)
    monkeypatch.setattr(details, "MOST", 100)
    with pytest.raises(HistoryError) as told:
        await history.add(run())
    assert "far too much" in say(told.value.phrase)
    assert await ids(history) == []


async def test_pages_go_on_where_the_one_before_ended(history: History) -> None:
    made = [run(ended=NOW + timedelta(minutes=number // 2)) for number in range(6)]
    for one in made:
        await history.add(one)
    seen: list[str] = []
    before = None
    for _ in range(3):
        page = await history.summaries(Selection(), before, 2)
        seen += [summary.id for summary in page]
        before = (page[-1].ended, page[-1].id)
    assert set(seen) == {one.id for one in made}
    assert len(seen) == 6
    assert await history.summaries(Selection(), before, 2) == ()


# -- real runs, whole


async def kept(history: History, events: list[Event], end: object, kind: Kind) -> Run:
    assert isinstance(end, msgspec.Struct)
    made = run(about(kind), events=tuple(events), end=end)  # type: ignore[arg-type]
    await history.add(made)
    return await history.run(made.id)


@pytest.mark.parametrize("scenario", ["all-well", "wrong-password", "certificate-expired"])
async def test_a_connection_test_comes_back_whole(
    history: History, tmp_path: Path, scenario: str
) -> None:
    with Sandbox(scenario) as sandbox:
        workspace = sandbox_workspace(sandbox, tmp_path)
        events: list[Event] = []
        account = sandbox.account
        target = ConnectionTarget(
            server=account.mail_server,
            key=await workspace.keys.key(account.id, SecretRole.MAIL_SERVER, account.mail_server),
            route=Route.MAIL_SERVER,
            sender=account.identity.address,
            recipient=account.identity.address,
        )
        end = await run_connection_test(target, workspace.net, events.append)
    again = await kept(history, events, end, Kind.TEST)
    assert again.result == end
    assert again.events == tuple(e for e in events if isinstance(e, Started | Found))


async def test_the_checks_of_a_domain_come_back_whole(history: History, tmp_path: Path) -> None:
    with Sandbox("all-well") as sandbox:
        events: list[Event] = []
        target = target_of(sandbox.account.identity.address.rpartition("@")[2], sandbox.account)
        end = await survey(target, sandbox_workspace(sandbox, tmp_path).net, events.append)
    again = await kept(history, events, end, Kind.DOMAIN)
    assert again.result == end
    assert len(again.events) > 20


async def test_a_test_message_comes_back_without_its_bytes(
    history: History, tmp_path: Path
) -> None:
    with Sandbox("all-well") as sandbox:
        workspace = sandbox_workspace(sandbox, tmp_path)
        end = await run_arrival(sandbox.account, workspace, to_nobody, witnesses=())
        workspace.outbox.close()
    again = await kept(history, [], end, Kind.ARRIVAL)
    assert isinstance(again.result, ArrivalResult)
    (box,), (before,) = again.result.mailboxes, end.mailboxes
    assert box.copy is not None
    assert before.copy is not None
    assert before.copy.message
    assert box.copy == msgspec.structs.replace(before.copy, message=b"")
    assert box.reading == before.reading
    assert again.result.sending == end.sending


# -- rows that this version can't read


@pytest.mark.parametrize(
    "damage",
    [
        "route = 'pigeon'",
        "kind = 'seance'",
        "outcome = 'glorious'",
        "ended = 'yesterday'",
        "says = x'7b'",
        "params = x'00'",
        "account_name = CAST(x'ff' AS TEXT)",
    ],
)
async def test_one_row_that_can_not_be_read_is_a_line_and_no_end_of_the_list(
    history: History, path: Path, damage: str
) -> None:
    for number in range(3):
        await history.add(run(minutes=number))
    change(path, f"UPDATE runs SET {damage} WHERE number = 2")
    assert len(await ids(history)) == 3
    assert len(await history.recent(10)) >= 2
    assert await history.last(about()) is not None
    await history.add(run(minutes=5))  # nothing keeps the file
    assert len(await ids(history)) == 4


async def test_words_of_another_version_make_a_run_unreadable(history: History, path: Path) -> None:
    new = result(Outcome.FAILED)
    for number, end in enumerate(
        (
            msgspec.structs.replace(new, title=Phrase("test.of-tomorrow")),
            msgspec.structs.replace(new, cause="cause-of-tomorrow"),
            msgspec.structs.replace(new, title=Phrase("test.passed")),  # without its parameter
        )
    ):
        made = run(minutes=number, end=end)
        await history.add(made)
        with pytest.raises(HistoryError) as told:
            await history.run(made.id)
        assert "another version" in say(told.value.phrase)
    assert await history.recent(10) == ()


async def test_details_that_are_gone_are_told(history: History, path: Path) -> None:
    made = run()
    await history.add(made)
    change(path, "DELETE FROM details")
    with pytest.raises(HistoryError):
        await history.run(made.id)
    assert await history.recent(10) == ()


@pytest.mark.parametrize(
    "end",
    [
        msgspec.structs.replace(result(), title=Phrase("test.passed", {"host": "\ud800"})),
        msgspec.structs.replace(result(), elapsed_ms=float("nan")),
    ],
)
async def test_what_could_not_be_read_again_is_not_kept(history: History, end: Result) -> None:
    with pytest.raises(HistoryError) as told:
        await history.add(run(end=end))
    assert "not text" in say(told.value.phrase)
    assert await ids(history) == []


async def test_the_last_of_each_kind_is_recent_however_many_came_after(history: History) -> None:
    bert = run(about(account="bert"), minutes=-5)
    await history.add(bert)
    for number in range(5):
        await history.add(run(minutes=number))
    assert bert.id in {one.run.id for one in await history.recent(3)}


def change(path: Path, statement: str) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute(statement)
    db.close()


# -- the format


FIRST = Path(__file__).parents[2] / "cases" / "history_first_format.json"
"""A failed connection test as the first version of the history has written it, never to change."""


def test_a_run_of_the_first_format_is_still_read() -> None:
    read = details.unpacked(zlib.compress(first_format()))
    assert isinstance(read.result, Result)
    assert read.result.cause == "auth-app-password-required"
    kinds = {type(event) for event in read.events}
    assert kinds == {Started, Found}
    seen = {
        type(one).__name__
        for event in read.events
        if isinstance(event, Found)
        for one in event.finding.verdict.evidence
    }
    assert {"AddressSeen", "CertificateSeen", "TlsSeen", "CapabilitySeen", "ReplySeen"} <= seen


def first_format() -> bytes:
    return FIRST.read_bytes()
