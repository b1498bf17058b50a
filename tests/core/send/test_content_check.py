"""What filters would dislike, said before the message is sent."""

import asyncio
from pathlib import Path

import pytest

from mailadmin.core.account import Identity
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.filters_in_reach import Kind, Place
from mailadmin.core.finding import Status
from mailadmin.core.net import Net, Trust
from mailadmin.core.send.content_check import check_content
from mailadmin.core.send.draft import Attachment, Draft
from mailadmin.core.send.errors import MessageError

ANNA = Identity(address="anna@example.com", name="Anna")
PLAIN = "Dear Bert, the meeting is on Monday at nine, in the small room. See you there, Anna"


def net() -> Net:
    return Net(Resolver(["127.0.0.1"], port=1), Trust(None))


async def test_a_draft_is_looked_at_as_it_would_be_sent() -> None:
    good = Draft(to=("b@example.org",), subject="The meeting", html=f"<p>{PLAIN}</p>")
    (fine,) = await check_content(good, ANNA, net(), filters=())
    assert (fine.verdict.id, fine.status) == ("message.content.ok", Status.OK)
    bad = Draft(subject="BUY THIS TODAY!!!", html='<a href="http://192.0.2.1/">x</a>')
    found = await check_content(bad, ANNA, net(), filters=())
    assert [one.verdict.id.rpartition(".")[2] for one in found] == [
        "link-number", "subject-capitals", "subject-marks"
    ]  # fmt: skip


async def test_a_filter_in_reach_is_asked_and_one_out_of_reach_is_not_mentioned() -> None:
    async def spamd(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"SPAMD/1.1 0 EX_OK\r\nSpam: True ; 7.5 / 5.0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(spamd, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        places = (Place(Kind.SPAMD, "127.0.0.1", port), Place(Kind.RSPAMD, "127.0.0.1", 1))
        draft = Draft(subject="The meeting", text=PLAIN)
        found = await check_content(draft, ANNA, net(), filters=places)
    assert {one.subject for one in found} == {"message", "SpamAssassin"}
    [above] = [one for one in found if one.verdict.id == "message.content.filter-above"]
    assert above.status is Status.WARNING


async def test_what_can_not_be_made_is_said(tmp_path: Path) -> None:
    gone = Draft(subject="x", text=PLAIN, attachments=(Attachment(path=str(tmp_path / "no")),))
    with pytest.raises(MessageError):
        await check_content(gone, ANNA, net(), filters=())
