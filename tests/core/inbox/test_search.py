"""Looking for a message in the sandbox's inbox, and in inboxes that do not play along."""

import asyncio
import smtplib
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import trustme

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found
from mailadmin.core.finding import Status
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.search import Search, find_message
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.core.texts import title_of
from mailadmin.sandbox.scenario import ANNA
from mailadmin.sandbox.system import Sandbox
from tests.servers.scripted import Step, scripted, start_tls, wait
from tests.servers.scripted import say as line

ID = "<looked-for@sandbox.test>"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        drop(sandbox, ID)
        yield sandbox


def drop(sandbox: Sandbox, message_id: str) -> None:
    """Put a message into Anna's inbox."""
    server = sandbox.account.mail_server
    context = ssl.create_default_context(cafile=str(sandbox.ca_file))
    context.check_hostname = False
    with smtplib.SMTP_SSL("127.0.0.1", server.port, context=context) as client:
        client.login(sandbox.user, sandbox.password)
        client.sendmail(ANNA, [ANNA], f"Message-ID: {message_id}\r\nSubject: x\r\n\r\nx\r\n")


def net_of(sandbox: Sandbox) -> Net:
    host, port = sandbox.dns_address
    return Net(Resolver([host], port=port), Trust(sandbox.ca_file))


def inbox_of(sandbox: Sandbox, **changes: object) -> Inbox:
    assert sandbox.account.inbox is not None
    server = msgspec.structs.replace(sandbox.account.inbox, **changes)
    return Inbox(server=server, key=Secret(sandbox.password))


heard: list[Event] = []


async def look(
    inbox: Inbox, net: Net, message_id: str = ID, limit: float = 0.5
) -> tuple[Search, list[tuple[str, Status]]]:
    heard.clear()
    search = await find_message(
        inbox, message_id, (Place.INBOX, Place.JUNK), net, heard.append, limit=limit
    )
    findings = [event.finding for event in heard if isinstance(event, Found)]
    for finding in findings:
        assert title_of(finding)
    return search, [(finding.check, finding.status) for finding in findings]


async def test_a_message_that_is_there_is_found(sandbox: Sandbox) -> None:
    search, checks = await look(inbox_of(sandbox), net_of(sandbox))
    assert (search.found, search.folder, search.place) == (True, "INBOX", Place.INBOX)
    assert checks == [
        ("inbox.connect", Status.OK),
        ("inbox.auth", Status.OK),
        ("inbox.arrival", Status.OK),
    ]


async def test_looking_changes_nothing(sandbox: Sandbox) -> None:
    for _ in range(2):
        search, _ = await look(inbox_of(sandbox), net_of(sandbox))
        assert search.found


async def test_a_message_that_is_not_there_is_not_found_and_that_is_no_failure(
    sandbox: Sandbox,
) -> None:
    search, checks = await look(inbox_of(sandbox), net_of(sandbox), "<other@sandbox.test>")
    assert not search.found and search.failure is None
    assert checks[-1] == ("inbox.arrival", Status.UNKNOWN)


async def test_a_message_that_comes_while_we_look_is_found(sandbox: Sandbox) -> None:
    late = "<late@sandbox.test>"
    timer = threading.Timer(0.8, drop, (sandbox, late))
    timer.start()
    search, _ = await look(inbox_of(sandbox), net_of(sandbox), late, limit=5.0)
    timer.join()
    assert search.found


async def test_a_wrong_password_is_a_failure_with_a_name(sandbox: Sandbox) -> None:
    inbox = msgspec.structs.replace(inbox_of(sandbox), key=Secret("wrong"))
    search, checks = await look(inbox, net_of(sandbox))
    assert not search.found
    assert checks == [("inbox.connect", Status.OK), ("inbox.auth", Status.FAILED)]
    assert search.failure is not None
    assert search.failure.verdict.cause == "auth-bad-credentials"
    assert "wrong" not in str(msgspec.to_builtins(search.failure))


async def test_without_a_password_none_is_sent(sandbox: Sandbox) -> None:
    for inbox in (
        msgspec.structs.replace(inbox_of(sandbox), key=None),
        inbox_of(sandbox, sign_in=SignIn.NONE),
    ):
        search, checks = await look(inbox, net_of(sandbox))
        assert search.failure is not None and checks[-1] == ("inbox.auth", Status.FAILED)


@pytest.mark.parametrize(
    ("changes", "cause"),
    [
        ({"host": "no-such-name.sandbox.test"}, "dns-name-not-found"),
        ({"port": 1}, "network-refused"),
        ({"host": "smtp.sandbox.test"}, "tls-cert-hostname-mismatch"),
    ],
    ids=["no such name", "closed port", "other certificate"],
)
async def test_what_can_not_be_reached_is_a_failure_with_its_cause(
    sandbox: Sandbox, changes: dict[str, object], cause: str
) -> None:
    search, checks = await look(inbox_of(sandbox, **changes), net_of(sandbox))
    assert search.failure is not None
    assert search.failure.verdict.cause == cause
    assert checks == [("inbox.connect", Status.FAILED)]


async def test_a_certificate_that_nobody_vouches_for_is_taken_only_if_the_user_accepted_it(
    sandbox: Sandbox,
) -> None:
    distrusting = Net(net_of(sandbox).resolver, Trust())
    search, checks = await look(inbox_of(sandbox), distrusting)
    assert checks == [("inbox.connect", Status.FAILED)]
    assert sandbox.account.inbox is not None
    pem = ssl.get_server_certificate(("127.0.0.1", sandbox.account.inbox.port))
    import hashlib

    accepted = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()
    search, _ = await look(inbox_of(sandbox, trusted_certificate=accepted), distrusting)
    assert search.found
    search, _ = await look(inbox_of(sandbox, trusted_certificate="0" * 64), distrusting)
    assert search.failure is not None


# -- servers that follow a script


def local(port: int, **changes: object) -> Inbox:
    values: dict[str, object] = {
        "host": "localhost",
        "port": port,
        "security": Security.NONE,
        "user_name": "anna",
        "time_limit": 1.0,
        "plain_password_allowed": True,
    }
    return Inbox(server=Server(**{**values, **changes}), key=Secret('se"cret ü'))  # type: ignore[arg-type]


def local_net(ca_file: Path | None = None) -> Net:
    return Net(Resolver(), Trust(ca_file))


async def capability(talk: object) -> None:
    """Answer CAPABILITY, whatever tag it has."""
    text = (await talk.reader.readline()).decode().split()  # type: ignore[attr-defined]
    assert text[1].upper() == "CAPABILITY", text
    talk.writer.write(  # type: ignore[attr-defined]
        b"* CAPABILITY IMAP4rev1 STARTTLS\r\n" + text[0].encode() + b" OK done\r\n"
    )


async def hear_no_login(talk: object) -> None:
    """Nothing that carries a password may come."""
    data = await talk.reader.read(1000)  # type: ignore[attr-defined]
    assert b"LOGIN" not in data and b"AUTHENTICATE" not in data, data


async def test_a_password_never_crosses_an_unencrypted_line_unasked() -> None:
    async with scripted(line("* OK hello"), capability, hear_no_login) as server:
        inbox = local(server.port, plain_password_allowed=False)
        search, checks = await look(inbox, local_net())
    assert checks == [("inbox.connect", Status.OK), ("inbox.auth", Status.FAILED)]
    assert search.failure is not None
    assert search.failure.verdict.id == "inbox.auth.not-encrypted"


async def test_starttls_that_is_not_offered_is_not_skipped() -> None:
    async def no_starttls(talk: object) -> None:
        text = (await talk.reader.readline()).split()  # type: ignore[attr-defined]
        talk.writer.write(  # type: ignore[attr-defined]
            b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + text[0] + b" OK done\r\n"
        )

    async with scripted(line("* OK hello"), no_starttls, hear_no_login) as server:
        _, checks = await look(local(server.port, security=Security.STARTTLS), local_net())
    assert checks == [("inbox.connect", Status.FAILED)]


async def test_text_slipped_in_before_the_encryption_is_not_believed(
    authority: trustme.CA, ca_file: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)

    async def ready_and_more(talk: object) -> None:
        tag = (await talk.reader.readline()).split()[0]  # type: ignore[attr-defined]
        next_tag = tag[:-1] + str(int(tag[-1:]) + 1).encode()
        forged = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n" + next_tag + b" OK done\r\n"
        talk.writer.write(tag + b" OK go\r\n" + forged)  # type: ignore[attr-defined]

    steps: list[Step] = [line("* OK hello"), capability, ready_and_more, start_tls(context)]
    async with scripted(*steps, hear_no_login) as server:
        _, checks = await look(local(server.port, security=Security.STARTTLS), local_net(ca_file))
    # Inside the encryption the server is silent; the forged answer would have been a success.
    assert checks == [("inbox.connect", Status.FAILED)]


@pytest.mark.parametrize(
    ("said", "cause"),
    [
        ("NO [AUTHENTICATIONFAILED] Invalid credentials (Failure)", "auth-bad-credentials"),
        ("NO [ALERT] Application-specific password required", "auth-app-password-required"),
        ("NO [ALERT] Please log in via your web browser", "auth-web-verification"),
        ("NO IMAP access is disabled for this account", "auth-protocol-access-off"),
        ("NO [UNAVAILABLE] Temporary authentication failure", "auth-backend-failure"),
        ("NO No.", "auth-bad-credentials"),
    ],
)
async def test_why_the_sign_in_was_refused(said: str, cause: str) -> None:
    async def refuse(talk: object) -> None:
        tag = (await talk.reader.readline()).split()[0]  # type: ignore[attr-defined]
        talk.writer.write(tag + b" " + said.encode() + b"\r\n")  # type: ignore[attr-defined]

    async with scripted(line("* OK hello"), capability, refuse) as server:
        search, _ = await look(local(server.port), local_net())
    assert search.failure is not None
    assert search.failure.verdict.id == "inbox.auth.refused"
    assert search.failure.verdict.cause == cause


@pytest.mark.parametrize(
    "greeting",
    ["+OK POP3 ready", "220 smtp.example.com", "HTTP/1.1 400 Bad Request", "* BYE not today", ""],
)
async def test_what_is_no_imap_server_is_a_failure(greeting: str) -> None:
    async with scripted(line(greeting)) as server:
        search, checks = await look(local(server.port), local_net())
    assert checks == [("inbox.connect", Status.FAILED)]
    assert search.failure is not None


async def test_silence_costs_the_time_limit_and_no_more() -> None:
    async with scripted(wait(30)) as server:
        began = asyncio.get_running_loop().time()
        _, checks = await look(local(server.port), local_net())
        assert asyncio.get_running_loop().time() - began < 3.0
    assert checks == [("inbox.connect", Status.FAILED)]


async def test_an_endless_greeting_is_a_failure() -> None:
    async with scripted(line(b"* OK " + b"x" * 2_000_000)) as server:
        search, _ = await look(local(server.port), local_net())
    assert search.failure is not None


async def test_cancelling_ends_the_conversation_at_once() -> None:
    async with scripted(wait(30)) as server:
        task = asyncio.create_task(look(local(server.port, time_limit=20.0), local_net()))
        await asyncio.sleep(0.3)
        assert server.conversations
        task.cancel()
        began = asyncio.get_running_loop().time()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert asyncio.get_running_loop().time() - began < 3.0
