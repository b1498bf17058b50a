"""The outbox: states, owners, several processes, and files that are not well."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailadmin.core.account import Identity, Route
from mailadmin.core.event import Phrase
from mailadmin.core.finding import ReplySeen
from mailadmin.core.send import outbox_rows
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.send.message import Message, build
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.send.records import Ending, NewRow, Phase, Reason, Row, State
from mailadmin.core.send.routes import RecipientResult, RecipientState
from mailadmin.core.texts import say

A, B = "a@example.com", "b@example.com"
NEW = NewRow(account_id="work", account_name="Work")
SENT = Ending(recipients=(RecipientResult(address=A, state=RecipientState.SENT),))
NOT_SENT = Ending(recipients=(RecipientResult(address=A, state=RecipientState.NOT_SENT),))


def a_message(*to: str, text: str = "Hello") -> Message:
    draft = Draft(to=to or (A,), subject="Grüße", text=text)
    return build(draft, Identity(address="anna@example.com"))


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    outbox = Outbox(tmp_path / "data" / "outbox.db")
    await outbox.recover()
    yield outbox
    outbox.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "outbox.db"


def content(path: Path) -> bytes:
    return path.read_bytes()


def size(path: Path) -> int:
    return path.stat().st_size


def overwrite(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


async def refused(work: object) -> str:
    """The id of the sentence that the outbox answers with; the sentence can be said."""
    with pytest.raises(OutboxError) as caught:
        await work  # type: ignore[misc]
    assert say(caught.value.phrase)
    return caught.value.phrase.id


async def sending(outbox: Outbox, *, handed_over: bool = False) -> Row:
    message = a_message()
    row = await outbox.add(NEW, message)
    await outbox.begin(row.id, Route.MAIL_SERVER, message, (A,))
    if handed_over:
        await outbox.handing_over(row.id)
    return row


# -- the life of a row


async def test_a_message_is_kept_whole_before_anything_else_happens(
    outbox: Outbox, path: Path
) -> None:
    message = a_message(A, B, text="x" * 3_000_000)
    row = await outbox.add(NEW, message)
    another = Outbox(path)
    found = await another.show(row.id)
    assert found == row
    assert (found.state, found.size, found.subject) == (State.WAITING, len(message.data), "Grüße")
    assert (found.account_id, found.account_name) == ("work", "Work")
    assert found.unsent == (A, B)
    assert await another.message(row.id) == message


async def test_a_row_goes_through_its_states(outbox: Outbox) -> None:
    message = a_message()
    row = await outbox.add(NEW, message)
    await outbox.begin(row.id, Route.MAIL_SERVER, message, (A,))
    now = await outbox.show(row.id)
    assert (now.state, now.phase, now.route) == (State.SENDING, Phase.TALKING, Route.MAIL_SERVER)
    await outbox.handing_over(row.id)
    assert (await outbox.show(row.id)).phase is Phase.HANDING_OVER
    reason = Reason(
        phrase=Phrase("send.sent.mail-server"),
        route=Route.MAIL_SERVER,
        reply=ReplySeen(code=250, enhanced="2.0.0", text="Ok: queued as ABC"),
    )
    ending = Ending(recipients=SENT.recipients, reason=reason, queue_id="ABC")
    settled = await outbox.settle(row.id, ending)
    assert settled == await outbox.show(row.id)
    assert (settled.state, settled.queue_id, settled.reason) == (State.SENT, "ABC", reason)
    assert settled.phase is None and settled.in_flight == () and settled.unsent == ()
    assert settled.changed > settled.created


async def test_each_route_keeps_what_it_really_carried(outbox: Outbox) -> None:
    message = a_message()
    row = await outbox.add(NEW, message)
    await outbox.begin(row.id, Route.MAIL_SERVER, message, (A,))
    header = message.header.replace(b"From: anna@example.com", b"From: relay@messenger.example")
    other = message.with_header(header, sender="relay@messenger.example")
    await outbox.begin(row.id, Route.MESSENGER, other, (A,))
    await outbox.settle(row.id, NOT_SENT)
    assert await outbox.message(row.id, Route.MAIL_SERVER) == message
    assert await outbox.message(row.id, Route.MESSENGER) == other


async def test_what_the_first_route_brought_is_kept_when_the_second_begins(
    outbox: Outbox, path: Path
) -> None:
    message = a_message(A, B)
    row = await outbox.add(NEW, message)
    await outbox.begin(row.id, Route.MAIL_SERVER, message, (A, B))
    await outbox.handing_over(row.id)
    results = (
        RecipientResult(address=A, state=RecipientState.SENT, route=Route.MAIL_SERVER),
        RecipientResult(address=B, state=RecipientState.REFUSED, route=Route.MAIL_SERVER),
    )
    await outbox.begin(row.id, Route.MESSENGER, message, (B,), results)
    outbox.close()
    (left,) = (await Outbox(path).recover()).rows
    assert left.state is State.SENT
    assert left.unsent == (B,)
    assert [r.state for r in left.recipients] == [RecipientState.SENT, RecipientState.NOT_SENT]


async def test_the_list_is_newest_first(outbox: Outbox) -> None:
    ids = [(await sending(outbox)).id for _ in range(3)]
    assert [row.id for row in await outbox.rows()] == ids[::-1]
    assert [row.id for row in await outbox.rows(limit=1)] == ids[2:]


async def test_an_id_may_be_shortened_as_long_as_it_is_clear(outbox: Outbox) -> None:
    row = await sending(outbox)
    assert (await outbox.show(row.id[:3])).id == row.id
    assert (await outbox.show(f" {row.id.upper()} ")).id == row.id
    assert await refused(outbox.show("")) == "outbox.unknown-id"
    assert await refused(outbox.show("nothere")) == "outbox.unknown-id"
    assert await refused(outbox.show("%")) == "outbox.unknown-id"
    first = row.id[0]
    while sum(r.id.startswith(first) for r in await outbox.rows()) < 2:
        await sending(outbox)
    assert await refused(outbox.show(first)) == "outbox.several"


# -- crashes


@pytest.mark.parametrize(
    ("handed_over", "state", "sentence"),
    [
        (False, State.NOT_SENT, "outbox.interrupted"),
        (True, State.UNCERTAIN, "outbox.interrupted-maybe"),
    ],
)
async def test_a_dead_process_leaves_a_row_that_says_how_far_it_came(
    outbox: Outbox, path: Path, handed_over: bool, state: State, sentence: str
) -> None:
    row = await sending(outbox, handed_over=handed_over)
    outbox.close()
    (found,) = (await Outbox(path).recover()).rows
    assert (found.id, found.state) == (row.id, state)
    assert found.reason is not None and found.reason.phrase.id == sentence
    assert (await Outbox(path).recover()).rows == ()


async def test_a_row_that_only_waited_was_not_sent(outbox: Outbox, path: Path) -> None:
    await outbox.add(NEW, a_message())
    outbox.close()
    (found,) = (await Outbox(path).recover()).rows
    assert found.state is State.NOT_SENT


async def test_a_living_process_is_left_alone(outbox: Outbox, path: Path) -> None:
    row = await sending(outbox, handed_over=True)
    another = Outbox(path)
    assert (await another.recover()).rows == ()
    assert await refused(another.claim(row.id)) == "outbox.being-sent"
    assert await refused(another.discard(row.id)) == "outbox.being-sent"
    assert await refused(another.settle(row.id, NOT_SENT)) == "outbox.not-yours"
    assert (await outbox.settle(row.id, SENT)).state is State.SENT


async def test_a_row_that_its_own_process_forgot_can_be_taken_again(outbox: Outbox) -> None:
    row = await sending(outbox, handed_over=True)
    outbox._mine.clear()  # what a bug or a full disk at the end leaves behind
    assert (await outbox.claim(row.id)).recipients[0].state is RecipientState.UNCERTAIN


async def test_late_steps_of_a_try_that_was_given_up_change_nothing(outbox: Outbox) -> None:
    row = await sending(outbox)
    await outbox.settle(row.id, NOT_SENT)
    assert await refused(outbox.handing_over(row.id)) == "outbox.not-yours"
    assert await refused(outbox.settle(row.id, SENT)) == "outbox.not-yours"
    assert (await outbox.show(row.id)).state is State.NOT_SENT


async def test_nothing_is_handed_over_before_it_was_begun(outbox: Outbox) -> None:
    row = await outbox.add(NEW, a_message())
    assert await refused(outbox.handing_over(row.id)) == "outbox.not-yours"


# -- sending again


async def test_a_message_that_was_not_sent_can_be_claimed(outbox: Outbox) -> None:
    row = await sending(outbox)
    await outbox.settle(row.id, NOT_SENT)
    claimed = await outbox.claim(row.id)
    assert claimed.state is State.WAITING
    assert claimed.unsent == (A,)
    assert await refused(outbox.claim(row.id)) == "outbox.being-sent"


async def test_of_many_who_claim_at_once_one_gets_it(outbox: Outbox, path: Path) -> None:
    row = await sending(outbox)
    await outbox.settle(row.id, NOT_SENT)
    windows = [Outbox(path) for _ in range(8)]
    results = await asyncio.gather(
        *(window.claim(row.id) for window in windows), return_exceptions=True
    )
    assert sum(isinstance(result, Row) for result in results) == 1
    said = {r.phrase.id for r in results if isinstance(r, OutboxError)}
    assert said == {"outbox.being-sent"}


async def test_what_may_have_been_sent_stays_so_when_the_next_try_surely_fails(
    outbox: Outbox,
) -> None:
    row = await sending(outbox, handed_over=True)
    maybe = (RecipientResult(address=A, state=RecipientState.UNCERTAIN),)
    await outbox.settle(row.id, Ending(recipients=maybe))
    for handed_over in (False, True):
        await outbox.claim(row.id)
        await outbox.begin(row.id, Route.MESSENGER, await outbox.message(row.id), (A,))
        if handed_over:
            await outbox.handing_over(row.id)
        assert (await outbox.settle(row.id, NOT_SENT)).state is State.UNCERTAIN
    await outbox.claim(row.id)
    assert (await outbox.settle(row.id, SENT)).state is State.SENT


async def test_who_has_the_message_keeps_it(outbox: Outbox) -> None:
    row = await sending(outbox)
    await outbox.settle(row.id, SENT)
    assert await refused(outbox.claim(row.id)) == "outbox.nothing-left"


async def test_a_message_that_reached_some_can_be_sent_to_the_others(outbox: Outbox) -> None:
    message = a_message(A, B)
    row = await outbox.add(NEW, message)
    await outbox.begin(row.id, Route.MAIL_SERVER, message, (A, B))
    partly = (
        RecipientResult(address=A, state=RecipientState.SENT),
        RecipientResult(address=B, state=RecipientState.REFUSED),
    )
    assert (await outbox.settle(row.id, Ending(recipients=partly))).state is State.SENT
    claimed = await outbox.claim(row.id)
    assert claimed.unsent == (B,)
    lost = (RecipientResult(address=A, state=RecipientState.NOT_SENT),)
    settled = await outbox.settle(row.id, Ending(recipients=lost))
    assert settled.recipients[0].state is RecipientState.SENT


# -- discarding


async def test_a_discarded_message_is_gone_and_says_so(outbox: Outbox, path: Path) -> None:
    message = a_message(text="confidential " * 100_000)
    row = await outbox.add(NEW, message)
    full = size(path)
    await outbox.settle(row.id, NOT_SENT)
    discarded = await outbox.discard(row.id)
    assert (discarded.state, discarded.has_text) == (State.DISCARDED, False)
    assert await refused(outbox.claim(row.id)) == "outbox.discarded"
    assert await refused(outbox.message(row.id)) == "outbox.no-text"
    assert size(path) < full - 1_000_000
    assert (await outbox.discard(row.id)).state is State.DISCARDED


async def test_of_a_sent_message_only_the_text_is_forgotten(outbox: Outbox) -> None:
    row = await sending(outbox)
    await outbox.settle(row.id, SENT)
    discarded = await outbox.discard(row.id)
    assert (discarded.state, discarded.has_text) == (State.SENT, False)
    assert await refused(outbox.claim(row.id)) == "outbox.nothing-left"


async def test_texts_of_messages_sent_long_ago_are_forgotten_at_the_start(
    outbox: Outbox, path: Path
) -> None:
    old, new, unsent = [await sending(outbox) for _ in range(3)]
    for row in (old, new):
        await outbox.settle(row.id, SENT)
    await outbox.settle(unsent.id, NOT_SENT)
    long_ago = (datetime.now(UTC) - timedelta(days=31)).isoformat()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE outbox SET changed = ? WHERE id <> ?", (long_ago, new.id))
    await Outbox(path).recover()
    assert not (await outbox.show(old.id)).has_text
    assert (await outbox.show(new.id)).has_text
    assert (await outbox.show(unsent.id)).has_text


# -- cancelling


async def test_a_message_given_up_while_it_is_written_is_not_left_waiting(outbox: Outbox) -> None:
    message = a_message(text="x" * 5_000_000)
    adding = asyncio.create_task(outbox.add(NEW, message))
    await asyncio.sleep(0.001)
    adding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await adding
    assert [row.state for row in await outbox.rows()] in ([State.NOT_SENT], [])


# -- files that are not well


async def damaged(path: Path, damage: Callable[[bytes], bytes]) -> Row:
    outbox = Outbox(path)
    row = await sending(outbox)
    await outbox.settle(row.id, NOT_SENT)
    outbox.close()
    overwrite(path, damage(content(path)))
    return row


def _garbage_inside(data: bytes) -> bytes:
    # Every page but the first, so that the header still looks well.
    return data[:4096] + os.urandom(len(data) - 4096)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"this is no database" * 100,
        lambda data: data[: len(data) // 2],
        lambda data: data[:5000],
        _garbage_inside,
        lambda data: b"\x00" * len(data),
    ],
    ids=["other file", "half of it", "cut in a page", "garbage inside", "zeros"],
)
async def test_a_broken_file_is_set_aside_and_kept(
    path: Path, damage: Callable[[bytes], bytes]
) -> None:
    await damaged(path, damage)
    broken = content(path)
    outbox = Outbox(path)
    recovered = await outbox.recover()
    assert recovered.notice is not None
    assert recovered.notice.id == "outbox.set-aside"
    kept = Path(str(recovered.notice.params["kept"]))
    assert content(kept) == broken
    assert str(kept) in say(recovered.notice)
    assert await outbox.rows() == ()
    await sending(outbox)
    assert len(await outbox.rows()) == 1


async def test_a_file_that_breaks_while_the_program_runs_is_set_aside_too(
    outbox: Outbox, path: Path
) -> None:
    overwrite(path, b"this is no database" * 1000)
    assert await refused(outbox.add(NEW, a_message())) == "outbox.set-aside"
    row = await outbox.add(NEW, a_message())
    assert (await outbox.show(row.id)).state is State.WAITING


async def test_an_empty_file_is_a_new_outbox(path: Path) -> None:
    overwrite(path, b"")
    recovered = await Outbox(path).recover()
    assert recovered.notice is None


async def test_a_newer_outbox_is_left_alone(outbox: Outbox, path: Path) -> None:
    row = await sending(outbox)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(f"PRAGMA user_version = {len(outbox_rows.MIGRATIONS) + 1}")
    before = content(path)
    assert await refused(outbox.recover()) == "outbox.newer"
    assert await refused(outbox.add(NEW, a_message())) == "outbox.newer"
    assert await refused(outbox.show(row.id)) == "outbox.newer"
    assert content(path) == before


async def test_an_outbox_that_another_program_holds_is_said(
    outbox: Outbox, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mailadmin.core import database

    monkeypatch.setattr(database, "BUSY_LIMIT", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN EXCLUSIVE")
        assert await refused(outbox.add(NEW, a_message())) == "outbox.locked"
    await outbox.add(NEW, a_message())


async def test_a_folder_that_can_not_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    outbox = Outbox(tmp_path / "file" / "outbox.db")
    assert await refused(outbox.recover()) == "outbox.cannot-open"
    assert await refused(outbox.add(NEW, a_message())) == "outbox.cannot-open"


async def test_a_folder_in_the_place_of_the_file_is_said(path: Path) -> None:
    overwrite(path / "file", b"")
    assert await refused(Outbox(path).recover()) == "outbox.cannot-open"


_IN_NEED = """
import asyncio, os, resource, signal, sys
from pathlib import Path
from mailadmin.core.account import Identity
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import OutboxError
from mailadmin.core.send.message import build
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.send.records import NewRow
kind, path = sys.argv[1], Path(sys.argv[2])
message = build(Draft(to=("a@b.test",), text="x" * 1_000_000), Identity(address="a@b.test"))
if kind == "read-only" and os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
if kind == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
async def main():
    outbox = Outbox(path)
    print(len(await outbox.rows()))
    try:
        await outbox.add(NewRow(account_id="a", account_name="A"), message)
    except OutboxError as error:
        print(error.phrase.id)
    print(len(await outbox.rows()))
asyncio.run(main())
"""


def in_another_process(kind: str, path: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _IN_NEED, kind, str(path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
        cwd=Path(__file__).parents[3],
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Somebody else may read the file, and write neither it nor its folder."""
    path.chmod(0o444)
    for folder in path.parents[1:5]:  # one more where tests run in parallel
        folder.chmod(0o755)
    path.parent.chmod(0o555)
    try:
        yield
    finally:
        path.parent.chmod(0o755)


@pytest.mark.skipif(sys.platform == "win32", reason="file modes")
async def test_a_read_only_outbox_can_be_read_and_says_that_it_can_not_be_written(
    outbox: Outbox, path: Path
) -> None:
    await sending(outbox)
    with read_only(path):
        rows, said, after = in_another_process("read-only", path)
    assert (rows, after) == ("1", "1")
    assert said in ("outbox.read-only", "outbox.cannot-open")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
async def test_a_full_disk_is_said_and_what_was_there_stays(outbox: Outbox, path: Path) -> None:
    row = await sending(outbox)
    rows, said, after = in_another_process("full", path)
    assert (rows, after) == ("1", "1")
    assert said in ("outbox.full", "outbox.disk-error")
    assert (await outbox.show(row.id)).id == row.id
    assert (await outbox.add(NEW, a_message())).state is State.WAITING


# -- size


async def test_five_thousand_rows_are_listed_in_a_blink(outbox: Outbox, path: Path) -> None:
    message = a_message(A, B, "c@example.com")
    row = await outbox.add(NEW, message)
    with closing(sqlite3.connect(path)) as db, db:
        columns = "kind, account_id, account_name, created, changed, state, message_id, subject,"
        columns += " sender, recipients, in_flight, size, has_text"
        for number in range(5_000):
            db.execute(
                f"INSERT INTO outbox (id, {columns}) SELECT ?, {columns} FROM outbox WHERE id = ?",
                (f"z{number:05}", row.id),
            )
            db.execute("INSERT INTO body VALUES (?, zeroblob(20000))", (number + 2,))
    await outbox.rows()
    began = time.perf_counter()
    rows = await outbox.rows()
    elapsed = time.perf_counter() - began
    assert len(rows) == 5_001
    assert elapsed < 1.0  # far above what it takes; a busy machine must not fail it
    began = time.perf_counter()
    await outbox.show("z04999")
    assert time.perf_counter() - began < 0.5


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_big_message_is_in_memory_only_once(tmp_path: Path) -> None:
    script = """
import asyncio, sys
from pathlib import Path
from mailadmin.core.account import Identity, Route
from mailadmin.core.send.attachments import attach
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.message import build
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.send.records import NewRow
def peak():
    # Not getrusage: its maximum begins with what the starting process had.
    lines = Path("/proc/self/status").read_text().splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
async def main():
    folder = Path(sys.argv[1])
    outbox = Outbox(folder / "outbox.db")
    small = build(Draft(to=("a@b.test",), html="<p>x</p>"), Identity(address="a@b.test"))
    row = await outbox.add(NewRow(account_id="a", account_name="A"), small)
    before = peak()
    big = build(
        Draft(to=("a@b.test",), attachments=(attach(folder / "big"),)), Identity(address="a@b.test")
    )
    row = await outbox.add(NewRow(account_id="a", account_name="A"), big)
    await outbox.begin(row.id, Route.MAIL_SERVER, big, big.recipients)
    print((peak() - before) / len(big.data))
asyncio.run(main())
"""
    (tmp_path / "big").write_bytes(os.urandom(25_000_000))
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=50,
        cwd=Path(__file__).parents[3],
    )
    assert 0.9 < float(done.stdout) < 1.5
