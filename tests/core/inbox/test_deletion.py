"""Deleting a test message that arrived, and nothing else."""

import msgspec
import pytest

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found
from mailadmin.core.inbox.arrival import Arrived, Mark
from mailadmin.core.inbox.deletion import Deleted, delete
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.judge import Deletion
from mailadmin.core.net import Net, Trust
from mailadmin.core.texts import detail_of, title_of
from tests.core.inbox.test_watch_servers import inbox_at
from tests.core.inbox.watching import ADDRESS, MARK, blocking_threads, message, no_thread_left
from tests.servers.imap_store import Store
from tests.servers.scripted import scripted

OTHERS = (b"Subject: one\r\n\r\n", b"Subject: two\r\n\r\n")


def store_with_message(*folders: str, abilities: str) -> tuple[Store, Arrived]:
    store = Store(*folders, abilities=abilities)
    box = store.boxes["INBOX"]
    box.add(OTHERS[0])
    uid = box.add(message())
    box.add(OTHERS[1])
    arrived = Arrived(
        mark=MARK, place=Place.INBOX, folder="INBOX", uid=uid, validity=box.validity, seen_at=0.0,
        message=message(),
    )  # fmt: skip
    return store, arrived


async def deleted(store: Store, arrived: Arrived) -> tuple[Deleted, list[str]]:
    """What came of it, and the commands that change something."""
    events: list[Event] = []
    before = blocking_threads()
    async with scripted(store) as server:
        done = await delete(
            inbox_at(server.port), arrived, Net(Resolver(), Trust()), events.append, subject=ADDRESS
        )
        heard = [line.split(" ", 1)[1] for line in server.heard]
    await no_thread_left(before)
    finding = [event.finding for event in events if isinstance(event, Found)][-1]
    words = (title_of(finding), detail_of(finding) or "")
    assert words[0] and not any("{" in text for text in words)
    changing = ("UID STORE", "UID EXPUNGE", "UID MOVE", "EXPUNGE", "CLOSE", "DELETE")
    return done, [line for line in heard if line.startswith(changing)]


@pytest.mark.parametrize(
    ("folders", "abilities", "deletion", "commands"),
    [
        (("Trash",), "MOVE UIDPLUS", Deletion.TRASH, ['UID MOVE 2 "Trash"']),
        (("Other Users/boss/Trash",), "MOVE UIDPLUS NAMESPACE", Deletion.REMOVED,
         [r"UID STORE 2 +FLAGS.SILENT (\Deleted)", "UID EXPUNGE 2"]),
        (("Other Users/boss/Trash", "Trash"), "MOVE NAMESPACE", Deletion.TRASH,
         ['UID MOVE 2 "Trash"']),
        (("Papierkorb",), "MOVE", Deletion.TRASH, ['UID MOVE 2 "Papierkorb"']),
        ((), "MOVE UIDPLUS", Deletion.REMOVED,
         [r"UID STORE 2 +FLAGS.SILENT (\Deleted)", "UID EXPUNGE 2"]),
        (("Trash",), "UIDPLUS", Deletion.REMOVED,
         [r"UID STORE 2 +FLAGS.SILENT (\Deleted)", "UID EXPUNGE 2"]),
        (("Trash",), "", Deletion.MARKED, [r"UID STORE 2 +FLAGS.SILENT (\Deleted)"]),
    ],
)  # fmt: skip
async def test_only_this_message_goes(
    folders: tuple[str, ...], abilities: str, deletion: Deletion, commands: list[str]
) -> None:
    store, arrived = store_with_message(*folders, abilities=abilities)
    done, changing = await deleted(store, arrived)
    assert (done.failure, done.deletion, changing) == (None, deletion, commands)
    left = [content for _, content in store.boxes["INBOX"].messages]
    assert [content for content in left if content != message()] == list(OTHERS)
    assert (message() in left) == (deletion is Deletion.MARKED)
    assert done.folder == (folders[-1] if deletion is Deletion.TRASH else "INBOX")


@pytest.mark.parametrize(
    "changes",
    [
        {"uid": 1},
        {"uid": 99},
        {"validity": 8},
        {"folder": "Gone"},
        {"mark": Mark("another", MARK.message_id)},
    ],
    ids=["another message", "no message", "other UIDs", "no folder", "another mark"],
)
async def test_what_is_not_surely_ours_is_left_alone(changes: dict[str, object]) -> None:
    store, arrived = store_with_message("Trash", abilities="MOVE UIDPLUS")
    done, changing = await deleted(store, msgspec.structs.replace(arrived, **changes))
    assert (done.failure, done.deletion, changing) == (None, Deletion.NOT_THERE, [])


async def test_a_mailbox_that_can_not_be_opened_is_a_failure() -> None:
    store, arrived = store_with_message(abilities="MOVE")
    store.most_conversations = 0
    done, changing = await deleted(store, arrived)
    assert done.failure is not None and done.deletion is None and changing == []
