"""Watching messages arrive in Dovecot's mailboxes, behind a real Postfix."""

import asyncio
import smtplib
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from email.message import EmailMessage
from pathlib import Path

import imapclient
import msgspec
import pytest

from mailadmin.core.account import Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found
from mailadmin.core.finding import Status
from mailadmin.core.ids import new_id
from mailadmin.core.inbox.arrival import Mark
from mailadmin.core.inbox.deletion import delete
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.judge import Deletion
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.pace import USUAL
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from tests.core.inbox.watching import Watching, watching
from tests.live.postfix import ANNA, BEN, FILE_INTO, PASSWORD, WITNESS, Mail

pytestmark = pytest.mark.live

PROMPT = 0.2
"""Seconds from the server's notice to the finding."""


def new_mark() -> Mark:
    """Of a message that nobody has sent before."""
    return Mark(new_id(), f"<{new_id()}@office.test>")


def inbox_of(mail: Mail, user: str) -> Inbox:
    server = Server(
        host="localhost", port=mail.imaps, security=Security.TLS, user_name=user, time_limit=15.0
    )
    return Inbox(server=server, key=Secret(PASSWORD))


def send(mail: Mail, mark: Mark, to: str, ca_file: Path, folder: str | None = None) -> None:
    """Give a message to Postfix."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = ANNA, to, "Test"
    message["Message-ID"], message["X-Mailadmin-Test"] = mark.message_id, mark.token
    if folder is not None:
        message[FILE_INTO] = folder
    message.set_content("Hello")
    with smtplib.SMTP("localhost", mail.own.submission) as client:
        client.starttls(context=ssl.create_default_context(cafile=str(ca_file)))
        client.login(ANNA, PASSWORD)
        client.send_message(message)


@contextmanager
def signed_in(mail: Mail, user: str, ca_file: Path) -> Iterator[imapclient.IMAPClient]:
    context = ssl.create_default_context(cafile=str(ca_file))
    with imapclient.IMAPClient("localhost", mail.imaps, ssl_context=context) as client:
        client.login(user, PASSWORD)
        yield client


@asynccontextmanager
async def watched(
    mail: Mail, user: str, ca_file: Path, limit: float = 15.0
) -> AsyncIterator[tuple[Watching, list[float]]]:
    """A watch under way, and when it told where the message is."""
    told: list[float] = []
    loop = asyncio.get_running_loop()

    class Timed(Watching):
        pace = USUAL

        def hear(self, event: Event) -> None:
            super().hear(event)
            if isinstance(event, Found) and event.finding.check == "inbox.arrival":
                told.append(loop.time())

    net = Net(Resolver(), Trust(ca_file))
    async with watching(inbox_of(mail, user), net, limit, kind=Timed) as under_way:
        await under_way.ready()
        yield under_way, told


@pytest.mark.parametrize(
    ("user", "folder", "place", "found"),
    [
        (BEN, None, Place.INBOX, "INBOX"),
        (BEN, "Junk", Place.JUNK, "Junk"),
        (BEN, "Projects", Place.OTHER, "Projects"),
        (WITNESS, None, Place.INBOX, "INBOX"),
        (WITNESS, "INBOX.Junk", Place.JUNK, "INBOX.Junk"),
        (WITNESS, "INBOX.Lists.Bäume", Place.OTHER, "INBOX.Lists.Bäume"),
    ],
)  # fmt: skip
async def test_it_says_where_a_message_is_and_at_once(
    mail: Mail, ca_file: Path, user: str, folder: str | None, place: Place, found: str
) -> None:
    if place is Place.OTHER:
        with signed_in(mail, user, ca_file) as client:
            client.create_folder(found)
    mark = new_mark()
    async with watched(mail, user, ca_file) as (under_way, told):
        await asyncio.to_thread(send, mail, mark, user, ca_file, folder)
        under_way.accepted(mark)
        result = await under_way.result()
    assert result.failure is None and result.arrived is not None
    assert (result.arrived.place, result.arrived.folder) == (place, found)
    assert mark.token.encode() in result.arrived.message
    assert b"\nReceived: " in result.arrived.message
    assert under_way.checks[-1] == (f"inbox.arrival.{place}", Status.OK)
    if place is not Place.OTHER:
        assert told[0] - result.arrived.seen_at < PROMPT


async def test_two_providers_at_once(mail: Mail, ca_file: Path) -> None:
    mark = new_mark()
    async with (
        watched(mail, ANNA, ca_file) as (own, _),
        watched(mail, WITNESS, ca_file) as (witness, _),
    ):
        await asyncio.to_thread(send, mail, mark, f"{ANNA}, {WITNESS}", ca_file, "Junk")
        own.accepted(mark)
        witness.accepted(mark)
        first, second = await own.result(), await witness.result()
    assert first.arrived is not None and first.arrived.place is Place.JUNK
    # There is no such folder outside the prefix: Sieve fails, and keeps it in the Inbox.
    assert second.arrived is not None and second.arrived.place is Place.INBOX


async def test_a_message_that_does_not_come_is_not_there(mail: Mail, ca_file: Path) -> None:
    mark = new_mark()
    async with watched(mail, WITNESS, ca_file, limit=1.5) as (under_way, _):
        await asyncio.to_thread(send, mail, mark, BEN, ca_file)
        under_way.accepted(mark)
        result = await under_way.result()
    assert result.arrived is None and result.failure is None
    assert under_way.checks[-1] == ("inbox.arrival.not-there", Status.UNKNOWN)


async def test_the_message_stays_unread(mail: Mail, ca_file: Path) -> None:
    mark = new_mark()
    async with watched(mail, BEN, ca_file) as (under_way, _):
        await asyncio.to_thread(send, mail, mark, BEN, ca_file)
        under_way.accepted(mark)
        result = await under_way.result()
    assert result.arrived is not None
    with signed_in(mail, BEN, ca_file) as client:
        client.select_folder("INBOX", readonly=True)
        flags = client.get_flags([result.arrived.uid])[result.arrived.uid]
    assert b"\\Seen" not in flags


@pytest.mark.parametrize("user", [BEN, WITNESS])
async def test_deleting_it_moves_it_to_the_trash_and_nothing_else(
    mail: Mail, ca_file: Path, user: str
) -> None:
    mark, other = new_mark(), new_mark()
    await asyncio.to_thread(send, mail, other, user, ca_file)
    async with watched(mail, user, ca_file) as (under_way, _):
        await asyncio.to_thread(send, mail, mark, user, ca_file)
        under_way.accepted(mark)
        result = await under_way.result()
    assert result.arrived is not None
    net = Net(Resolver(), Trust(ca_file))
    done = await delete(inbox_of(mail, user), result.arrived, net, subject=user)
    trash = "Trash" if user == BEN else "INBOX.Trash"
    assert (done.deletion, done.folder, done.failure) == (Deletion.TRASH, trash, None)
    again = await delete(inbox_of(mail, user), result.arrived, net, subject=user)
    assert (again.deletion, again.failure) == (Deletion.NOT_THERE, None)
    with signed_in(mail, user, ca_file) as client:
        for folder, sought in ((trash, mark), ("INBOX", other)):
            client.select_folder(folder, readonly=True)
            assert len(client.search(["HEADER", "Message-ID", sought.message_id])) == 1
            assert not client.search("DELETED")


async def test_what_a_wrong_password_gets(mail: Mail, ca_file: Path) -> None:
    inbox = msgspec.structs.replace(inbox_of(mail, BEN), key=Secret("wrong"))
    async with watching(inbox, Net(Resolver(), Trust(ca_file))) as under_way:
        result = await under_way.result()
    assert result.failure is not None
    assert result.failure.verdict.id == "inbox.auth.refused"
