"""One server is tried: real sockets, real encryption, and servers that mean harm."""

import asyncio
import socket
import ssl
from pathlib import Path

import pytest
import trustme

from mailadmin.core.account import Security
from mailadmin.core.discover.found import Found, FoundServer, Source, Trust
from mailadmin.core.discover.telling import Telling
from mailadmin.core.discover.trial import Trials, Trouble, tried
from tests.core.discover.neighbourhood import (
    Heard,
    Neighbourhood,
    hosts,
    mail_server,
    neighbourhood,
    upgrading_server,
)
from tests.servers.imap_store import Store
from tests.servers.scripted import HANG_UP, RESET, ehlo, expect, say, scripted, wait

NAMES = hosts("smtp.d.test", "imap.d.test", "wrong.d.test")


def server(
    port: int, kind: str = "smtp", security: Security = Security.TLS, host: str = "smtp.d.test"
) -> FoundServer:
    return FoundServer(kind=kind, host=host, port=port, security=security)


async def trouble_of(here: Neighbourhood, one: FoundServer) -> Trouble | None:
    async with asyncio.timeout(5):
        return (await tried(one, here.net)).trouble


async def test_what_a_server_offers_is_read(authority: trustme.CA, ca_file: Path) -> None:
    async with neighbourhood(
        authority, ca_file, *NAMES, imap="AUTH=XOAUTH2 AUTH=PLAIN LOGINDISABLED"
    ) as here:
        smtp = await tried(server(here.smtp.port), here.net)
        imap = await tried(server(here.imap.port, "imap", host="imap.d.test"), here.net)
        assert (smtp.mechanisms, smtp.trouble) == (("PLAIN", "LOGIN"), None)
        assert (imap.mechanisms, imap.trouble) == (("PLAIN", "XOAUTH2"), None)
        async with scripted(upgrading_server(here.context("smtp.d.test"))) as upgrading:
            up = await tried(server(upgrading.port, security=Security.STARTTLS), here.net)
            assert (up.mechanisms, up.trouble) == (("PLAIN",), None)


async def test_what_is_wrong_with_a_server_is_told_apart(
    authority: trustme.CA, ca_file: Path
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        async with neighbourhood(authority, ca_file, *NAMES, smtp=mail_server()) as here:
            smtp, imap = here.smtp.port, here.imap.port
            for one, trouble in (
                (server(smtp), Trouble.NO_SIGN_IN),
                (server(smtp, host="wrong.d.test"), Trouble.CERTIFICATE),
                (server(imap, "imap", host="wrong.d.test"), Trouble.CERTIFICATE),
                (server(smtp, host="nowhere.d.test"), Trouble.NO_NAME),
                (server(silent.getsockname()[1]), Trouble.SILENT),
                (server(silent.getsockname()[1], "imap", host="imap.d.test"), Trouble.SILENT),
            ):
                assert await trouble_of(here, one) is trouble, one


@pytest.mark.parametrize(
    ("security", "steps", "trouble"),
    [
        (Security.STARTTLS, [say("220 hi"), ehlo("AUTH PLAIN")], Trouble.UNENCRYPTED),
        (Security.TLS, [say("220 hi")], Trouble.UNENCRYPTED),
        (Security.STARTTLS, [say("554 go away")], Trouble.STRANGE),
        (Security.STARTTLS, [say("HTTP/1.1 200 OK")], Trouble.STRANGE),
        (Security.STARTTLS, [HANG_UP], Trouble.STRANGE),
        (Security.STARTTLS, [RESET], Trouble.STRANGE),
        (Security.STARTTLS, [say(b"220 " + b"x" * 3_000_000 + b"\r\n")], Trouble.STRANGE),
        (Security.STARTTLS, [say(b"\xff\xfe\x00" * 10_000 + b"\r\n")], Trouble.STRANGE),
        (
            Security.STARTTLS,
            [say("220 hi"), ehlo("STARTTLS"), expect("STARTTLS"), say("220 go\r\n250 AUTH PLAIN")],
            Trouble.UNENCRYPTED,
        ),
    ],
)
async def test_mail_servers_that_are_none(
    authority: trustme.CA,
    ca_file: Path,
    security: Security,
    steps: list[object],
    trouble: Trouble,
) -> None:
    async with (
        neighbourhood(authority, ca_file, *NAMES) as here,
        scripted(*steps) as strange,
    ):
        assert await trouble_of(here, server(strange.port, security=security)) is trouble


@pytest.mark.parametrize(
    ("security", "steps", "trouble"),
    [
        (Security.STARTTLS, [Store(abilities="IDLE")], Trouble.UNENCRYPTED),
        (Security.STARTTLS, [say("* BYE not you")], Trouble.STRANGE),
        (Security.STARTTLS, [say("220 hi")], Trouble.STRANGE),
        (Security.STARTTLS, [HANG_UP], Trouble.STRANGE),
        (Security.STARTTLS, [say(b"* OK " + b"x" * 3_000_000 + b"\r\n")], Trouble.STRANGE),
        (Security.TLS, [say("* OK hi")], Trouble.UNENCRYPTED),
        (Security.NONE, [Store(abilities="LOGINDISABLED")], Trouble.NO_SIGN_IN),
    ],
)
async def test_mailboxes_that_are_none(
    authority: trustme.CA,
    ca_file: Path,
    security: Security,
    steps: list[object],
    trouble: Trouble,
) -> None:
    async with (
        neighbourhood(authority, ca_file, *NAMES) as here,
        scripted(*steps) as strange,
    ):
        one = server(strange.port, "imap", security, "imap.d.test")
        assert await trouble_of(here, one) is trouble


def found(*servers: FoundServer) -> Found:
    return Found(
        source=Source.SRV,
        trust=Trust.LIKELY,
        origin="",
        outgoing=tuple(one for one in servers if one.kind == "smtp"),
        incoming=tuple(one for one in servers if one.kind == "imap"),
    )


async def test_the_preferred_server_may_be_a_little_slower_but_not_much(
    authority: trustme.CA, ca_file: Path
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("smtp.d.test").configure_cert(context)
    async with (
        neighbourhood(authority, ca_file, *NAMES) as here,
        scripted(wait(0.15), mail_server("PLAIN"), tls=context) as slow,
        scripted(wait(30), tls=context) as late,
    ):
        heard = Heard()
        trials = Trials(here.net, Telling(heard))
        pair = await trials.first_of(found(server(slow.port), server(here.smtp.port)))
        assert pair.outgoing is not None
        assert pair.outgoing.server.port == slow.port
        pair = await trials.first_of(found(server(late.port), server(here.smtp.port)))
        assert f"smtp.d.test:{late.port}" not in {one.subject for one in heard.findings}
        assert pair.outgoing is not None
        assert pair.outgoing.server.port == here.smtp.port
        await trials.close()


async def test_a_server_that_two_sources_name_is_tried_once(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with neighbourhood(authority, ca_file, *NAMES) as here:
        trials = Trials(here.net, Telling(Heard()))
        one = server(here.smtp.port)
        other = FoundServer(
            kind="smtp", host="smtp.d.test", port=one.port, security=one.security, user_name="anna"
        )
        pairs = await asyncio.gather(trials.first_of(found(one)), trials.first_of(found(other)))
        assert [pair.outgoing and pair.outgoing.server for pair in pairs] == [one, other]
        assert len(here.smtp.conversations) == 1
        await trials.close()
