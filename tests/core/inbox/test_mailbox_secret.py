"""A server that says the password it was given, at any moment after the sign-in."""

import asyncio
import base64

import pytest

from mailadmin.core.account import Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.search import find_message
from mailadmin.core.json_lines import finding_json, line
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret

PASSWORD = 'correct-horse"9\\ä'
SAYINGS = {
    "plain": PASSWORD.encode(),
    "quoted": b'"correct-horse\\"9\\\\\xc3\xa4"',
    "base64": base64.b64encode(f"\0anna\0{PASSWORD}".encode()),
    "alone in base64": base64.b64encode(PASSWORD.encode()),
    "hex": PASSWORD.encode().hex().encode(),
}


@pytest.mark.parametrize("command", ["LIST", "EXAMINE", "UID", "NAMESPACE"])
@pytest.mark.parametrize("said", SAYINGS.values(), ids=SAYINGS)
async def test_the_password_is_in_no_finding(command: str, said: bytes) -> None:
    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        while text := await reader.readline():
            tag, verb = text.split()[:2]
            if verb.upper() == command.encode():
                writer.write(tag + b" NO " + said + b" may not\r\n")
            elif verb.upper() == b"LIST":
                writer.write(b'* LIST () "/" INBOX\r\n' + tag + b" OK\r\n")
            elif verb.upper() == b"CAPABILITY":
                writer.write(b"* CAPABILITY IMAP4rev1 NAMESPACE\r\n" + tag + b" OK\r\n")
            elif verb.upper() == b"EXAMINE":
                writer.write(b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n" + tag + b" OK\r\n")
            else:
                writer.write(tag + b" OK done\r\n")
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0)
    async with server:
        mailbox = Server(
            host="127.0.0.1",
            port=server.sockets[0].getsockname()[1],
            security=Security.NONE,
            user_name="anna",
            plain_password_allowed=True,
            time_limit=3,
        )
        events: list[Event] = []
        net = Net(Resolver(["127.0.0.1"], port=1), Trust(None))
        inbox = Inbox(server=mailbox, key=Secret(PASSWORD))
        await find_message(inbox, "<1@x.test>", (Place.INBOX,), net, events.append, limit=0.1)
    shown = "".join(line(finding_json(e.finding)) for e in events if isinstance(e, Found))
    assert shown
    for form in (PASSWORD, "correct-horse", said.decode()):
        assert form not in shown
