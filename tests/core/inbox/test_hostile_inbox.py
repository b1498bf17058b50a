"""An inbox's server, or somebody on the way, that says what it should not."""

import base64
from pathlib import Path

import pytest
import trustme

from mailadmin.core.account import Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import to_nobody
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.search import Search, find_message
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from tests.core.smtp.test_connection_test import context
from tests.servers.scripted import Conversation, Scripted, Step, say, scripted, start_tls

ID = "<never-sent@example.test>"
CAPABILITIES = "* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN"


def answer(command: str, *untagged: str) -> Step:
    """Hear a command, which must be this one, say the lines and that it is done."""

    async def step(talk: Conversation) -> None:
        line = (await talk.reader.readline()).decode().strip()
        talk.heard.append(line)
        tag, _, rest = line.partition(" ")
        assert rest.upper().startswith(command), line
        lines = [*untagged, f"{tag} OK done"]
        await say("".join(f"{each}\r\n" for each in lines).encode())(talk)

    return step


async def done_with_everything(talk: Conversation) -> None:
    """Take every command and tell nothing: whatever comes out is what was slipped in."""
    while line := (await talk.reader.readline()).decode().strip():
        talk.heard.append(line)
        tag, command = line.split(" ")[:2]
        if command == "CAPABILITY":
            await say(CAPABILITIES)(talk)
        if command == "AUTHENTICATE":
            await say("+ ")(talk)
            # In one piece, as many a server hopes it comes.
            piece = await talk.reader.read(4096)
            assert piece.endswith(b"\r\n"), piece
        await say(f"{tag} OK done")(talk)


async def looked(there: Scripted, ca_file: Path) -> Search:
    server = Server(
        host="localhost",
        port=there.port,
        security=Security.STARTTLS,
        user_name="anna@example.test",
        time_limit=2.0,
    )
    inbox = Inbox(server=server, key=Secret("x"))
    net = Net(Resolver(), Trust(ca_file))
    return await find_message(inbox, ID, (Place.INBOX, Place.JUNK), net, to_nobody, limit=1.0)


@pytest.mark.parametrize(
    ("in_greeting", "before_tls"),
    [
        (["* SEARCH 1", '* LIST (\\Junk) "/" Evil'], []),
        ([], ["* SEARCH 1", '* LIST (\\Junk) "/" Evil']),
    ],
)
async def test_what_was_said_before_the_encryption_is_not_believed_after_it(
    in_greeting: list[str], before_tls: list[str], authority: trustme.CA, ca_file: Path
) -> None:
    async with scripted(
        *(say(line) for line in ["* OK hi", *in_greeting]),
        answer("CAPABILITY", CAPABILITIES),
        answer("STARTTLS", *before_tls),
        start_tls(context(authority)),
        done_with_everything,
    ) as there:
        found = await looked(there, ca_file)
        assert not any("Evil" in line for line in there.heard)
    assert not found.found
    assert found.failure is None


async def signed_in(there: Scripted, ca_file: Path, password: str) -> str:
    """Everything that a search says after a sign-in that was not taken."""
    server = Server(
        host="localhost", port=there.port, security=Security.TLS, user_name="bob", time_limit=2.0
    )  # fmt: skip
    inbox = Inbox(server=server, key=Secret(password))
    net = Net(Resolver(), Trust(ca_file))
    found = await find_message(inbox, ID, (Place.INBOX,), net, to_nobody, limit=1.0)
    assert found.failure is not None
    return repr(found)


def echo(abilities: str, answer: str = "{tag} NO [AUTHENTICATIONFAILED] {line}") -> Step:
    """Say back whatever was said to sign in."""

    async def step(talk: Conversation) -> None:
        while line := (await talk.reader.readline()).decode().strip("\r\n"):
            talk.heard.append(line)
            tag, _, command = line.partition(" ")
            if command == "CAPABILITY":
                await say(f"* CAPABILITY IMAP4rev1{abilities}\r\n{tag} OK done")(talk)
            elif command.startswith("AUTHENTICATE"):
                await say("+ ")(talk)
                given = (await talk.reader.readline()).decode().strip()
                await say(answer.format(tag=tag, line=given))(talk)
            elif command.startswith("LOGIN"):
                await say(answer.format(tag=tag, line=line))(talk)
            else:
                return

    return step


@pytest.mark.parametrize("password", ["hunter2-geheim", "schlüssel", "пароль", 'qu"o\\te'])
@pytest.mark.parametrize("answer", ["{tag} NO {line}", "{line}"])
@pytest.mark.parametrize("abilities", ["", " AUTH=PLAIN"])
async def test_a_password_that_the_server_says_back_is_not_told(
    password: str, answer: str, abilities: str, authority: trustme.CA, ca_file: Path
) -> None:
    talk = (say("* OK hi"), echo(abilities, answer))
    async with scripted(*talk, tls=context(authority)) as there:
        told = await signed_in(there, ca_file, password)
    quoted = password.replace("\\", "\\\\").replace('"', '\\"')
    sent = base64.b64encode(f"\0bob\0{password}".encode()).decode()
    for form in (password, quoted, sent, str(password.encode())[2:-1]):
        assert form not in told
        assert repr(form)[1:-1] not in told


@pytest.mark.parametrize("password", ["a\r\nA9 DELETE INBOX", "a\nA9 NOOP", "a\0b"])
async def test_a_password_is_never_a_command(
    password: str, authority: trustme.CA, ca_file: Path
) -> None:
    async with scripted(say("* OK hi"), echo(""), tls=context(authority)) as there:
        await signed_in(there, ca_file, password)
        heard = [line.split(" ")[1] for line in there.heard]
    assert set(heard) <= {"CAPABILITY", "LOGOUT"}
