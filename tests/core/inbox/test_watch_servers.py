"""Watching in mailboxes whose servers are limited, forgetful, or mean harm."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from mailadmin.core.account import Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.finding import Status
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.watch import Watched
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from tests.core.inbox.watching import Watching, message, watching
from tests.servers.imap_store import Box, Store
from tests.servers.scripted import Conversation, Scripted, say, scripted, wait

Work = Callable[[Watching, Store], Awaitable[None]]


def inbox_at(port: int, time_limit: float = 5.0) -> Inbox:
    server = Server(
        host="localhost",
        port=port,
        security=Security.NONE,
        user_name="anna",
        time_limit=time_limit,
        plain_password_allowed=True,
    )
    return Inbox(server=server, key=Secret("x"))


async def arrive(under_way: Watching, store: Store, folder: str = "INBOX") -> None:
    """The usual: the message is accepted, then it arrives."""
    under_way.accepted()
    await asyncio.sleep(0.3)
    store.deliver(message(), folder)


async def watched(
    store: Store, work: Work = arrive, *, limit: float = 15.0
) -> tuple[Watched, Watching, Scripted]:
    for _ in range(3):
        store.boxes["INBOX"].add(b"Subject: old\r\n\r\n")
    async with (
        scripted(store) as server,
        watching(inbox_at(server.port), Net(Resolver(), Trust()), limit) as under_way,
    ):
        await under_way.ready()
        await work(under_way, store)
        return await under_way.result(), under_way, server


def place_of(watched: Watched) -> tuple[Place, str] | None:
    assert watched.failure is None, watched.failure
    return watched.arrived and (watched.arrived.place, watched.arrived.folder)


async def in_junk(under_way: Watching, store: Store) -> None:
    await arrive(under_way, store, "Junk")


async def in_projects(under_way: Watching, store: Store) -> None:
    await arrive(under_way, store, "Projects")


INBOX, JUNK, PROJECTS = (Place.INBOX, "INBOX"), (Place.JUNK, "Junk"), (Place.OTHER, "Projects")


@pytest.mark.parametrize(
    ("work", "where"), [(arrive, INBOX), (in_junk, JUNK), (in_projects, PROJECTS)]
)
@pytest.mark.parametrize("conversations", [10, 1])
@pytest.mark.parametrize("abilities", ["IDLE", "", "IDLE LIST-STATUS"])
async def test_it_is_found_whatever_the_server_can_do(
    work: Work, where: tuple[Place, str], abilities: str, conversations: int
) -> None:
    store = Store("Junk", "Projects", abilities=abilities)
    store.most_conversations = conversations
    result, _, server = await watched(store, work)
    assert place_of(result) == where
    assert not any("SEARCH" in line or "STORE" in line or "SELECT" in line for line in server.heard)


async def test_a_server_that_announces_nothing_is_looked_at_all_the_same() -> None:
    store = Store("Junk")
    store.announces = False
    result, _, _ = await watched(store)
    assert place_of(result) == INBOX


@pytest.mark.parametrize("work", [arrive, in_junk, in_projects])
async def test_a_server_that_does_not_tell_the_next_uid(work: Work) -> None:
    store = Store("Junk", "Projects")
    store.says_next_uid = store.says_validity = False
    store.boxes["Projects"].add(b"Subject: old\r\n\r\n")
    result, _, _ = await watched(store, work)
    assert place_of(result) is not None


@pytest.mark.parametrize("name", ["INBOX", "Junk", "Projects"])
async def test_a_folder_that_is_made_anew(name: str) -> None:
    async def made_anew(under_way: Watching, store: Store) -> None:
        under_way.accepted()
        await asyncio.sleep(0.3)
        store.boxes[name] = Box(validity=99)
        store.deliver(message(), name)
        store.hang_up()

    store = Store("Junk", "Projects")
    for _ in range(5):
        store.boxes["Projects"].add(b"Subject: old\r\n\r\n")
    result, _, _ = await watched(store, made_anew)
    assert place_of(result) is not None
    assert result.arrived is not None and (result.arrived.folder, result.arrived.validity) == (
        name,
        99,
    )


@pytest.mark.parametrize("name", ["Junk", "Projects"])
async def test_a_folder_that_vanishes_does_not_matter(name: str) -> None:
    async def vanish(under_way: Watching, store: Store) -> None:
        del store.boxes[name]
        await asyncio.sleep(1.0)
        await arrive(under_way, store)

    result, _, _ = await watched(Store("Junk", "Projects"), vanish)
    assert place_of(result) == INBOX


@pytest.mark.parametrize("before_the_mark", [True, False])
async def test_a_server_that_hangs_up_is_called_again(before_the_mark: bool) -> None:
    async def hang_up(under_way: Watching, store: Store) -> None:
        if not before_the_mark:
            under_way.accepted()
        await asyncio.sleep(0.2)
        store.hang_up()
        store.deliver(message())
        await asyncio.sleep(0.2)
        if before_the_mark:
            under_way.accepted()

    result, _, _ = await watched(Store("Junk"), hang_up)
    assert place_of(result) == INBOX


async def test_a_server_that_is_gone_for_good_is_a_failure() -> None:
    async def gone(under_way: Watching, store: Store) -> None:
        under_way.accepted()
        store.most_conversations = 0
        store.hang_up()

    result, under_way, _ = await watched(Store("Junk"), gone)
    assert result.failure is not None
    assert under_way.checks[-1] == ("inbox.arrival.broken", Status.FAILED)


# -- Gmail


def gmail() -> Store:
    store = Store("[Gmail]/Spam", "[Gmail]/All Mail", "Work", abilities="IDLE X-GM-EXT-1")
    store.boxes["[Gmail]/All Mail"].flags = "\\All"
    store.boxes["[Gmail]/Spam"].flags = "\\Junk"
    return store


@pytest.mark.parametrize("also", ["INBOX", "Work"])
async def test_all_mail_counts_only_where_nothing_else_does(also: str) -> None:
    async def both(under_way: Watching, store: Store) -> None:
        under_way.accepted()
        store.deliver(message(), "[Gmail]/All Mail")
        await asyncio.sleep(0.7)
        store.deliver(message(), also)

    result, _, _ = await watched(gmail(), both)
    assert place_of(result) == ((Place.INBOX if also == "INBOX" else Place.OTHER), also)


async def test_only_in_all_mail_is_another_folder() -> None:
    async def archived(under_way: Watching, store: Store) -> None:
        under_way.accepted()
        store.deliver(message(), "[Gmail]/All Mail")

    result, _, _ = await watched(gmail(), archived)
    assert place_of(result) == (Place.OTHER, "[Gmail]/All Mail")


async def test_what_its_user_sent_has_not_arrived() -> None:
    async def sent(under_way: Watching, store: Store) -> None:
        under_way.accepted()
        uid = store.deliver(message(), "[Gmail]/All Mail")
        store.labels[uid] = '"\\\\Sent"'

    result, _, _ = await watched(gmail(), sent, limit=3.0)
    assert place_of(result) is None


# -- what does harm


FORGED = (
    "* 9 FETCH (UID 9 BODY[HEADER.FIELDS (MESSAGE-ID X-MAILADMIN-TEST)] "
    "{28}\r\nX-Mailadmin-Test: guessed!\r\n RFC822.SIZE 3 BODY[] {3}\r\nabc)"
)


@pytest.mark.parametrize(
    "noise",
    [
        FORGED,
        '* STATUS "INBOX" (UIDNEXT 4000000000 UIDVALIDITY 1)',
        "* LIST (\\Junk) NIL {4}\r\na\rb\n",
        "* SEARCH 1 2 3",
        "* OK [UIDNEXT 99999999999999999999] x",
        "* 4294967295 EXISTS",
        "* OK [CAPABILITY IMAP4rev1] less",
        "* 1 FETCH (" + "(" * 3000,
        "* 1 FETCH (UID x FLAGS)",
        '* LIST (\\Noselect) "/" &\u00e4-',
    ],
)
async def test_what_is_slipped_in_is_not_believed(noise: str) -> None:
    store = Store("Junk", "Projects")

    async def noisy(under_way: Watching, store: Store) -> None:
        store.noise = noise
        await arrive(under_way, store)

    result, _, _ = await watched(store, noisy, limit=2.0)
    if noise == FORGED:  # it may hide a message, but not make one
        assert result.arrived is None and result.failure is None
    else:
        assert place_of(result) == INBOX
        assert result.arrived is not None and result.arrived.message == message()


def endless(line: bytes) -> Callable[[Conversation, str, str], Awaitable[None]]:
    async def override(talk: Conversation, tag: str, rest: str) -> None:
        while True:
            talk.writer.write(line * (60_000 // len(line) + 1))
            await talk.writer.drain()

    return override


async def bye(talk: Conversation, tag: str, rest: str) -> None:
    talk.writer.write(b"* BYE enough\r\n")
    talk.writer.close()


async def silence(talk: Conversation, tag: str, rest: str) -> None:
    await asyncio.sleep(100)


async def garbage(talk: Conversation, tag: str, rest: str) -> None:
    talk.writer.write(bytes(range(256)) * 4 + b"\r\n" + tag.encode() + b" OK done\r\n")


async def ends_at_once(talk: Conversation, tag: str, rest: str) -> None:
    talk.writer.write(b"+ x\r\n" + tag.encode() + b" OK that was it\r\n")
    await talk.reader.readline()


async def huge_literal(talk: Conversation, tag: str, rest: str) -> None:
    talk.writer.write(b"* 1 FETCH (UID 4 BODY[] {99999999999}\r\nabc")
    await asyncio.sleep(100)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["LIST", "EXAMINE", "STATUS", "UID FETCH", "IDLE", "NOOP"])
@pytest.mark.parametrize(
    "harm",
    [
        endless(b"x"), endless(b"* OK x\r\n"), endless(b"* 4 EXISTS\r\n"), bye, silence, garbage,
        ends_at_once, huge_literal,
    ],
    ids=[
        "endless line", "endless answer", "endless news", "bye", "silence", "garbage", "nothing",
        "huge literal",
    ],
)  # fmt: skip
async def test_harm_costs_little_time_and_leaves_nothing(
    command: str, harm: Callable[[Conversation, str, str], Awaitable[None]]
) -> None:
    store = Store("Junk", "Projects")
    store.overrides[command] = harm
    async with (
        scripted(store) as server,
        watching(inbox_at(server.port, 0.5), Net(Resolver(), Trust()), 1.0) as under_way,
    ):
        under_way.accepted()
        began = asyncio.get_running_loop().time()
        await under_way.result()
        assert asyncio.get_running_loop().time() - began < 6.0
    assert "stage.bug" not in [verdict for verdict, _ in under_way.checks]


async def test_a_second_conversation_that_hangs_costs_nothing(ca_file: Path) -> None:
    store = Store("Junk", "Projects")
    calls = 0

    async def first_only(talk: Conversation) -> None:
        nonlocal calls
        calls += 1
        await (store(talk) if calls == 1 else wait(100)(talk))

    async with (
        scripted(first_only) as server,
        watching(inbox_at(server.port), Net(Resolver(), Trust()), 9.0) as under_way,
    ):
        await under_way.ready()
        await in_junk(under_way, store)
        assert place_of(await under_way.result()) == JUNK


async def test_cancelling_a_handshake_ends_it_at_once() -> None:
    async with scripted(wait(100)) as server:
        inbox = inbox_at(server.port, 60.0)
        tls = Server(host="localhost", port=server.port, security=Security.TLS, time_limit=60.0)
        for each in (inbox, Inbox(server=tls, key=None)):
            async with watching(each, Net(Resolver(), Trust())) as under_way:
                await asyncio.sleep(0.3)
                began = asyncio.get_running_loop().time()
                under_way.task.cancel()
                await asyncio.wait((under_way.task,))
                assert asyncio.get_running_loop().time() - began < 1.0


async def test_an_imap_server_that_is_none() -> None:
    async with (
        scripted(say("220 smtp.example.com ESMTP")) as server,
        watching(inbox_at(server.port, 1.0), Net(Resolver(), Trust())) as under_way,
    ):
        await under_way.ready()
        result = await under_way.result()
    assert result.failure is not None
