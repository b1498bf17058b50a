"""Watching messages arrive in the sandbox's mailboxes."""

import asyncio
import ssl
from collections.abc import Iterator

import imapclient
import msgspec
import pytest

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.finding import Status
from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.sandbox.system import Sandbox
from tests.core.inbox.watching import MARK, message, watching


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def net_of(sandbox: Sandbox) -> Net:
    host, port = sandbox.dns_address
    return Net(Resolver([host], port=port), Trust(sandbox.ca_file))


def inbox_of(sandbox: Sandbox) -> Inbox:
    assert sandbox.account.inbox is not None
    return Inbox(server=sandbox.account.inbox, key=Secret(sandbox.password))


def put(sandbox: Sandbox, folder: str, content: bytes) -> None:
    """Put a message into a folder, as another program of the user would."""
    inbox = sandbox.account.inbox
    assert inbox is not None
    context = ssl.create_default_context(cafile=str(sandbox.ca_file))
    with imapclient.IMAPClient("localhost", inbox.port, ssl_context=context, timeout=5) as client:
        client.login(sandbox.user, sandbox.password)
        if not client.folder_exists(folder):
            client.create_folder(folder)
        client.append(folder, content)


@pytest.mark.parametrize(
    ("folder", "place"),
    [("INBOX", Place.INBOX), ("Junk", Place.JUNK), ("Projects", Place.OTHER)],
)
async def test_a_message_is_seen_where_it_arrives(
    sandbox: Sandbox, folder: str, place: Place
) -> None:
    put(sandbox, "Projects", b"Subject: old\r\n\r\n")
    content = message()
    async with watching(inbox_of(sandbox), net_of(sandbox)) as under_way:
        await under_way.ready()
        under_way.accepted()
        await asyncio.to_thread(put, sandbox, folder, content)
        watched = await under_way.result()
    assert watched.failure is None and watched.arrived is not None
    assert (watched.arrived.place, watched.arrived.folder) == (place, folder)
    assert watched.arrived.message == content
    assert under_way.checks == [
        ("inbox.connect.ok", Status.OK),
        ("inbox.auth.ok", Status.OK),
        (f"inbox.arrival.{place}", Status.OK),
    ]


@pytest.mark.parametrize("folder", ["INBOX", "Junk", "Projects"])
async def test_a_message_that_came_before_the_mark_was_known_is_seen(
    sandbox: Sandbox, folder: str
) -> None:
    put(sandbox, "Projects", b"Subject: old\r\n\r\n")
    async with watching(inbox_of(sandbox), net_of(sandbox)) as under_way:
        await under_way.ready()
        await asyncio.to_thread(put, sandbox, folder, message())
        await asyncio.sleep(1.0)
        assert not under_way.task.done()
        began = asyncio.get_running_loop().time()
        under_way.accepted()
        watched = await under_way.result()
    assert watched.arrived is not None and watched.arrived.folder == folder
    if folder != "Projects":
        assert watched.arrived.seen_at < began


@pytest.mark.parametrize(
    ("token", "message_id"), [(True, False), (False, True)], ids=["by the mark", "by Message-ID"]
)
async def test_one_thing_to_know_it_by_is_enough(
    sandbox: Sandbox, token: bool, message_id: bool
) -> None:
    async with watching(inbox_of(sandbox), net_of(sandbox)) as under_way:
        await under_way.ready()
        under_way.accepted()
        content = message(token=token, message_id=message_id)
        await asyncio.to_thread(put, sandbox, "INBOX", content)
        watched = await under_way.result()
    assert watched.arrived is not None and watched.arrived.message == content


async def test_other_messages_old_copies_and_sent_ones_do_not_count(sandbox: Sandbox) -> None:
    put(sandbox, "INBOX", message())  # from before
    async with watching(inbox_of(sandbox), net_of(sandbox), limit=2.0) as under_way:
        await under_way.ready()
        under_way.accepted()
        other = Mark("other", MARK.message_id)
        for folder, content in (
            ("INBOX", message(other)),
            ("INBOX", message(token=False, message_id=False)),
            ("Sent", message()),
            ("Drafts", message()),
        ):
            await asyncio.to_thread(put, sandbox, folder, content)
        watched = await under_way.result()
    assert watched.arrived is None and watched.failure is None
    assert under_way.checks[-1] == ("inbox.arrival.not-there", Status.UNKNOWN)


async def test_a_wrong_password_lets_the_others_go_on(sandbox: Sandbox) -> None:
    inbox = msgspec.structs.replace(inbox_of(sandbox), key=Secret("wrong"))
    async with watching(inbox, net_of(sandbox)) as under_way:
        await under_way.ready()
        watched = await under_way.result()
    assert watched.failure is not None
    assert watched.failure.verdict.cause == "auth-bad-credentials"
    assert under_way.checks[-1] == ("inbox.auth.refused", Status.FAILED)


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 3.2])
async def test_cancelling_ends_it_within_a_second(sandbox: Sandbox, moment: float) -> None:
    async with watching(inbox_of(sandbox), net_of(sandbox)) as under_way:
        await asyncio.sleep(moment)
        under_way.accepted()
        await asyncio.sleep(moment / 4)
        began = asyncio.get_running_loop().time()
        under_way.task.cancel()
        await asyncio.wait((under_way.task,))
        assert asyncio.get_running_loop().time() - began < 1.0
        assert under_way.task.cancelled()


async def test_the_sender_who_gives_up_ends_it(sandbox: Sandbox) -> None:
    async with watching(inbox_of(sandbox), net_of(sandbox)) as under_way:
        await under_way.ready()
        under_way.expected.mark.set_exception(ConnectionError("not sent"))
        with pytest.raises(ConnectionError, match="not sent"):
            await under_way.task
