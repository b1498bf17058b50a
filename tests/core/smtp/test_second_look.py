"""The second look at real servers: what it finds, and what it never says, leaves or outlasts."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
import trustme

from mailadmin.core.account import Security
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Found, Result, Started
from mailadmin.core.finding import AddressSeen, Status
from mailadmin.core.net import Net, Trust
from mailadmin.core.smtp.names import sibling_names
from mailadmin.core.smtp.second_look import LIMIT, proxy_of
from mailadmin.core.smtp.suggestion import working_host
from mailadmin.core.surroundings import Control, Surroundings
from mailadmin.sandbox.listening import Port
from mailadmin.sandbox.scenario import ServerState
from mailadmin.sandbox.system import Sandbox
from tests.core.smtp.support import PASSWORD, USER, Seen, run_against, server
from tests.servers.scripted import HANG_UP, ehlo, expect, say, scripted, start_tls

pytestmark = pytest.mark.both_loops

HERE = "127.0.0.1"
SECRETS = (PASSWORD, USER, USER.partition("@")[0], base64.b64encode(PASSWORD.encode()).decode())


def context(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*(names or ("localhost", HERE))).configure_cert(made)
    return made


@asynccontextmanager
async def port(state: ServerState) -> AsyncIterator[int]:
    """A port that refuses, or where nothing comes back."""
    made = Port()
    await made.open(state, asyncio.Protocol, None)
    try:
        yield made.number
    finally:
        await made.close()


def around(of: int, mail: int | None = None, web: int | None = None, **more: Any) -> Surroundings:
    """Surroundings on this computer, for a server on port ``of``."""
    return Surroundings(
        mail={of: (Control(HERE, mail),)} if mail else {},
        web=(Control(HERE, web),) if web else (),
        on_this_computer=True,
        **more,
    )


def said_of(result: Result) -> tuple[str, str | None]:
    assert result.failure is not None
    return result.failure.verdict.id, result.cause


async def test_a_server_that_is_down_is_told_from_a_blocked_port() -> None:
    async with port(ServerState.REFUSING) as dead, scripted() as mail:
        down = await run_against(server(dead), Seen(), surroundings=around(dead, mail.port))
        assert mail.open_connections == 0
        assert len(mail.conversations) == 1
        assert mail.heard == []
    assert said_of(down) == ("look.server-refuses", "network-refused")


@pytest.mark.parametrize("state", [ServerState.REFUSING, ServerState.SWALLOWED])
async def test_a_blocked_port(state: ServerState, authority: trustme.CA, ca_file: Path) -> None:
    seen = Seen()
    async with (
        port(state) as dead,
        port(state) as mail,
        scripted(tls=context(authority)) as web,
    ):
        target = server(dead, time_limit=0.6, host=HERE)
        surroundings = Surroundings(
            mail={dead: (Control("localhost", mail),)},
            web=(Control("localhost", web.port),),
            on_this_computer=True,
        )
        blocked = await run_against(target, seen, ca_file, surroundings=surroundings)
        assert web.heard == []
        assert web.open_connections == 0
    assert said_of(blocked) == ("look.port-blocked", "network-local-block")
    asked = [found for found in seen.findings if found.subject == f"localhost:{mail}"]
    assert [(found.check, found.status) for found in asked] == [("net.connect", Status.INFO)]
    assert [type(part) for part in asked[0].verdict.evidence].count(AddressSeen) >= 1
    # Whoever reads only the last finding of the check reads what it really is.
    assert seen.finding("net.connect") == blocked.failure


async def test_nothing_answers_at_all() -> None:
    async with (
        port(ServerState.REFUSING) as dead,
        port(ServerState.REFUSING) as mail,
        port(ServerState.REFUSING) as web,
    ):
        offline = await run_against(server(dead), Seen(), surroundings=around(dead, mail, web))
    assert said_of(offline) == ("look.offline", "network-unreachable")


async def test_a_portal_shows_a_certificate_of_its_own(
    authority: trustme.CA, ca_file: Path
) -> None:
    seen = Seen()
    async with (
        port(ServerState.REFUSING) as dead,
        scripted(tls=context(authority, "wifi.hotel.test")) as web,
    ):
        surroundings = around(dead, None, web.port)
        portal = await run_against(server(dead), seen, ca_file, surroundings=surroundings)
        assert web.heard == []
        await asyncio.sleep(0.05)
        assert web.open_connections == 0
    assert said_of(portal) == ("look.portal", "network-intercepted")
    assert portal.failure is not None
    assert portal.failure.verdict.params["shown"] == "wifi.hotel.test"


async def test_a_control_that_is_no_web_server_does_no_harm() -> None:
    async with port(ServerState.REFUSING) as dead, scripted(say("SSH-2.0-x"), HANG_UP) as web:
        surroundings = around(dead, None, web.port)
        result = await run_against(server(dead), Seen(), surroundings=surroundings)
    assert said_of(result) == ("net.connect.refused", "network-refused")


async def test_a_typing_mistake_is_offered_only_if_the_other_name_works(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with scripted(say("220 hi"), ehlo("AUTH PLAIN"), tls=context(authority)) as there:
        known = Surroundings(known_hosts=lambda: ("localhosts.invalid", "localhost"))
        wrong = server(there.port, host="localhos", security=Security.TLS)
        result = await run_against(wrong, Seen(), ca_file, surroundings=known)
        heard = list(there.heard)
    assert said_of(result) == ("look.likely-name", "dns-name-not-found")
    assert result.suggestion is not None
    assert (result.suggestion.host, result.suggestion.port) == ("localhost", there.port)
    assert [line.split()[0] for line in heard] == ["EHLO", "QUIT"]
    # With a certificate that nobody vouches for it is not offered.
    async with scripted(say("220 hi"), ehlo("AUTH PLAIN"), tls=context(authority)) as there:
        wrong = server(there.port, host="localhos", security=Security.TLS)
        result = await run_against(wrong, Seen(), surroundings=known)
    assert said_of(result) == ("dns.resolve.no-such-name", "dns-name-not-found")
    assert result.suggestion is None


@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
async def test_a_web_server_is_known_when_it_is_spoken_to(
    security: Security, authority: trustme.CA, ca_file: Path
) -> None:
    bad_request = [expect(""), say("HTTP/1.1 400 Bad Request"), HANG_UP]
    tls = context(authority) if security is Security.TLS else None
    async with scripted(bad_request, tls=tls) as there:
        target = server(there.port, security=security, time_limit=1.2)
        result = await run_against(target, Seen(), ca_file)
    assert said_of(result) == ("smtp.greeting.http-server", "protocol-wrong-service")


async def test_an_imap_server_within_tls_is_known_by_its_greeting(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with scripted(say("* OK IMAP4rev1 ready"), tls=context(authority)) as there:
        target = server(there.port, security=Security.TLS, time_limit=1.2)
        result = await run_against(target, Seen(), ca_file)
    assert said_of(result) == ("smtp.greeting.imap-server", "protocol-wrong-service")


@pytest.mark.parametrize(
    ("greeting", "answer"),
    [
        ("220 ProFTPD Server ready.", "500 EHLO not understood"),
        ("220 (vsFTPd 3.0.3)", "530 Please login with USER and PASS."),
        ("220 Microsoft FTP Service", "500 'EHLO [127.0.0.1]': command not understood."),
        ("220 ready", "530 Please login with USER and PASS."),
    ],
)
async def test_an_ftp_server_greets_like_a_mail_server(greeting: str, answer: str) -> None:
    async with scripted(say(greeting), expect("EHLO"), say(answer), expect("HELO"),
                        say(answer)) as there:  # fmt: skip
        result = await run_against(server(there.port, time_limit=1.2), Seen())
    assert said_of(result) == ("smtp.greeting.ftp-server", "protocol-wrong-service")


@pytest.mark.parametrize(
    ("greeting", "abilities"),
    [
        ("220 mail.test ESMTP", ("8BITMIME", "SIZE 14680064", "XXXXXXXA")),
        ("220 ****************2****200**0*00", ("SIZE 1",)),
        ("220 *********************", ("AUTH PLAIN",)),
    ],
)
async def test_what_a_firewall_leaves_of_the_encryption(
    greeting: str, abilities: tuple[str, ...]
) -> None:
    async with scripted(say(greeting), ehlo(*abilities)) as there:
        target = server(there.port, security=Security.STARTTLS, time_limit=1.2)
        result = await run_against(target, Seen())
    assert said_of(result) == ("tls.handshake.removed", "network-intercepted")


async def test_an_upgrade_that_is_offered_and_then_not_known_was_tampered_with() -> None:
    async with scripted(
        say("220 **************************"), ehlo("STARTTLS"), expect("STARTTLS"),
        say("500 #5.5.1 command not recognized"),
    ) as there:  # fmt: skip
        target = server(there.port, security=Security.STARTTLS, time_limit=1.2)
        result = await run_against(target, Seen())
    assert said_of(result) == ("tls.handshake.removed", "network-intercepted")


class Shield:
    name = "Avast"
    menu = "Mail Shield"


def only_the_tests_authority(issuer: str, *, publicly_trusted: bool | None = None) -> Shield | None:
    return Shield() if "trustme" in issuer else None


async def test_a_product_that_opens_tls_is_named_whether_it_is_trusted_or_not(
    authority: trustme.CA, ca_file: Path
) -> None:
    shield = Surroundings(product_of=only_the_tests_authority)
    trusted, distrusted = Seen(), Seen()
    async with scripted(say("220 hi"), ehlo("AUTH PLAIN"), tls=context(authority)) as there:
        target = server(there.port, security=Security.TLS, time_limit=1.2)
        result = await run_against(target, distrusted, surroundings=shield)
        assert there.heard == []
        await run_against(target, trusted, ca_file, surroundings=shield)
    assert said_of(result) == ("tls.certificate.intercepted", "tls-cert-intercepted")
    assert result.failure is not None
    assert result.failure.verdict.params["product"] == "Avast"
    assert result.failure.verdict.params["menu"] == "Mail Shield"
    opened = trusted.finding("tls.certificate")
    assert (opened.verdict.id, opened.status) == ("tls.certificate.opened", Status.INFO)


NAME = "desk.office.test"


def our_name() -> str:
    return NAME


class OnlyNames:
    """The steps of a server that takes a full name and no address literal."""

    def __init__(self, refusal: str) -> None:
        self.refusal = refusal

    async def __call__(self, talk: Any) -> None:
        line = (await talk.reader.readline()).decode()
        talk.heard.append(line.strip())
        taken = NAME in line
        answer = b"250-server.test\r\n250 AUTH PLAIN\r\n" if taken else self.refusal.encode()
        talk.writer.write(answer)
        if not taken and self.refusal.startswith("501"):
            await talk.reader.readline()
            talk.writer.write(self.refusal.encode())


@pytest.mark.parametrize(
    "refusal",
    ["550 5.7.1 Access denied - invalid HELO name\r\n", "501 5.5.4 Invalid domain name\r\n"],
)
@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
async def test_a_server_that_refuses_our_name_gets_the_other_one(
    refusal: str, security: Security, authority: trustme.CA, ca_file: Path
) -> None:
    seen = Seen()
    full = Surroundings(full_name=our_name)
    tls = context(authority) if security is Security.TLS else None
    async with scripted(say("220 hi"), OnlyNames(refusal), tls=tls) as there:
        target = server(there.port, security=security, time_limit=1.2)
        await run_against(target, seen, ca_file, surroundings=full)
        assert len(there.conversations) == 2
        # What works is then used: the sign-in goes out on the second connection.
        assert [line.split()[0] for line in there.conversations[1].heard] == ["EHLO", "AUTH"]
        await asyncio.sleep(0.05)
        assert there.open_connections == 0
    hello = seen.finding("smtp.ehlo")
    assert (hello.verdict.id, hello.status) == ("smtp.ehlo.other-name", Status.INFO)
    assert hello.verdict.params["name"] == NAME
    assert str(hello.verdict.params["refused"]).startswith("[")


@pytest.mark.parametrize("name", ["", "desk", "bad name.test", "desk.office.test"])
async def test_a_server_that_refuses_every_name_is_quoted(name: str) -> None:
    seen = Seen()
    full = Surroundings(full_name=lambda: name)
    async with scripted(say("220 hi"), expect("EHLO"), say("550 invalid HELO name")) as there:
        result = await run_against(server(there.port, time_limit=5), seen, surroundings=full)
        tries = [line for line in there.heard if name and line == f"EHLO {name}"]
        await asyncio.sleep(0.05)
        assert there.open_connections == 0
    assert said_of(result) == ("smtp.ehlo.name-refused", "protocol-helo-rejected")
    assert bool(tries) is (name == NAME)
    assert result.failure is not None
    assert str(result.failure.verdict.params["name"]).startswith("[")


async def test_a_computer_that_does_not_know_its_name_has_none_to_give() -> None:
    def no_name() -> str:
        raise OSError("no such host")

    async with scripted(say("220 hi"), expect("EHLO"), say("550 invalid HELO name")) as there:
        full = Surroundings(full_name=no_name)
        result = await run_against(server(there.port, time_limit=5), Seen(), surroundings=full)
    assert result.cause == "protocol-helo-rejected"


async def test_a_port_that_is_encrypted_from_the_start_is_known_although_nobody_vouches_for_it(
    authority: trustme.CA,
) -> None:
    """The certificate is of no use to prove the other setting, but the answer is in TLS."""
    async with scripted(say("220 hi"), tls=context(authority)) as there:
        target = server(there.port, security=Security.STARTTLS, time_limit=1.2)
        result = await run_against(target, Seen())
    assert result.suggestion is None
    assert result.cause == "tls-mode-mismatch"


async def test_a_greeting_that_tells_another_day_blames_the_clock(authority: trustme.CA) -> None:
    """To this computer the certificate ended long ago; to the server it is still good."""
    now = datetime.now(UTC)
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(
        "localhost", not_before=now - timedelta(300), not_after=now - timedelta(100)
    ).configure_cert(made)
    told = format_datetime(now - timedelta(200))
    async with scripted(
        say(f"220 mail.test ESMTP Exim 4.96 {told}"), ehlo("STARTTLS"), expect("STARTTLS"),
        say("220 go"), start_tls(made),
    ) as there:  # fmt: skip
        target = server(there.port, security=Security.STARTTLS, time_limit=1.0)
        async with scripted(tls=context(authority)) as web:
            looks = around(there.port, None, web.port)
            result = await run_against(target, Seen(), surroundings=looks)
    assert said_of(result) == ("look.clock-wrong", "tls-cert-expired")
    assert result.failure is not None
    assert result.failure.verdict.params["told"] == f"{now - timedelta(200):%d %B %Y}"


# -- what must never happen


def everything_said(talks: Iterator[Any]) -> str:
    return "\n".join("\n".join(talk.heard) + talk.raw.decode("latin-1") for talk in talks)


async def test_the_second_look_never_says_who_the_user_is(
    authority: trustme.CA, ca_file: Path
) -> None:
    """Silence at every server of the second look, so that each hears all it would be told."""
    async with (
        scripted() as target,
        scripted() as mail,
        scripted(tls=context(authority)) as web,
        scripted(say("220 hi"), ehlo("AUTH PLAIN"), tls=context(authority)) as likely,
    ):
        looks = around(target.port, mail.port, web.port)
        await run_against(server(target.port, time_limit=0.6), Seen(), ca_file, surroundings=looks)
        known = Surroundings(known_hosts=lambda: ("localhost",))
        typo = server(likely.port, host="localhos", security=Security.TLS, time_limit=0.9)
        found = await run_against(typo, Seen(), ca_file, surroundings=known)
        talks = [*target.conversations, *mail.conversations, *web.conversations]
        said = everything_said(iter([*talks, *likely.conversations]))
    assert found.suggestion is not None
    assert "EHLO" in said
    assert not [secret for secret in SECRETS if secret in said]
    assert not any(word in said.upper() for word in ("AUTH", "MAIL FROM", "RCPT"))


async def test_a_test_that_passes_looks_at_nothing(authority: trustme.CA, ca_file: Path) -> None:
    plain = base64.b64encode(f"\0{USER}\0{PASSWORD}".encode()).decode()
    async with (
        scripted(
            say("220 hi"), ehlo("AUTH PLAIN"), expect(f"AUTH PLAIN {plain}"), say("235 ok"),
            expect("MAIL"), say("250 ok"), expect("RCPT"), say("250 ok"),
            tls=context(authority),
        ) as there,
        scripted() as mail,
        scripted() as web,
    ):  # fmt: skip
        seen = Seen()
        looks = around(there.port, mail.port, web.port)
        target = server(there.port, security=Security.TLS)
        result = await run_against(target, seen, ca_file, surroundings=looks)
        assert (len(mail.conversations), len(web.conversations)) == (0, 0)
    assert result.failure is None
    assert len([event for event in seen if isinstance(event, Started)]) == len(
        {event.check for event in seen if isinstance(event, Started)}
    )


async def test_what_is_silent_costs_no_more_than_the_limit() -> None:
    loop = asyncio.get_running_loop()
    async with (
        port(ServerState.SWALLOWED) as dead,
        port(ServerState.SWALLOWED) as mail,
        scripted() as web,
    ):
        began = loop.time()
        looks = around(dead, mail, web.port)
        await run_against(
            server(dead, host="localhost", time_limit=0.8), Seen(), surroundings=looks
        )
        assert loop.time() - began < 0.8 + 0.8 + 1.0
    assert LIMIT <= 5


def ours(task: "asyncio.Task[Any]") -> bool:
    code = getattr(task.get_coro(), "cr_code", None)
    return code is not None and "mailadmin/core" in code.co_filename.replace("\\", "/")


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.06, 0.12, 0.3, 0.5])
@pytest.mark.parametrize("failing", ["connect", "greeting", "name", "certificate"])
async def test_cancelling_at_any_moment_leaves_nothing_open(
    failing: str, moment: float, authority: trustme.CA
) -> None:
    seen = Seen()
    async with (
        port(ServerState.REFUSING) as dead,
        scripted() as silent,
        scripted() as web,
        scripted(say("220 hi"), tls=context(authority)) as secure,
    ):
        target = {
            "connect": server(dead, time_limit=30),
            "greeting": server(silent.port, time_limit=30),
            "name": server(silent.port, host="localhos", security=Security.TLS, time_limit=30),
            "certificate": server(secure.port, security=Security.TLS, time_limit=30),
        }[failing]
        if failing == "greeting":  # it fails by its limit, which the second look has to outlast
            target = server(silent.port, time_limit=1.5)
        looks = around(target.port, silent.port, web.port, known_hosts=lambda: ("localhost",))
        task = asyncio.ensure_future(run_against(target, seen, surroundings=looks))
        while not _twice_started(seen):
            await asyncio.sleep(0.005)
        await asyncio.sleep(moment if failing != "greeting" else min(moment, 0.3))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert [task for task in asyncio.all_tasks() if ours(task)] == []
        await asyncio.sleep(0.05)
        assert sum(one.open_connections for one in (silent, web, secure)) == 0
    started = [event.check for event in seen if isinstance(event, Started)]
    assert set(started) <= {event.finding.check for event in seen if isinstance(event, Found)}
    assert seen.findings[-1].verdict.id == "stage.cancelled"


def _twice_started(seen: Seen) -> bool:
    """Whether the second look has begun: the check that failed is started once more."""
    started = [event.check for event in seen if isinstance(event, Started)]
    return len(started) > len(set(started))


async def test_after_the_second_look_nothing_of_it_is_left(authority: trustme.CA) -> None:
    async with (
        port(ServerState.REFUSING) as dead,
        scripted() as mail,
        scripted(start_tls(context(authority))) as web,
    ):
        looks = around(dead, mail.port, web.port)
        await run_against(server(dead, time_limit=0.6), Seen(), surroundings=looks)
        assert [task for task in asyncio.all_tasks() if ours(task)] == []
        await asyncio.sleep(0.05)
        assert mail.open_connections + web.open_connections == 0


async def test_a_mistake_of_ours_in_the_second_look_keeps_the_failure() -> None:
    def broken() -> dict[str, str]:
        raise KeyError("x")

    seen = Seen()
    async with port(ServerState.REFUSING) as dead, scripted() as mail:
        looks = around(dead, mail.port, proxies=broken)
        result = await run_against(server(dead), seen, surroundings=looks)
    assert said_of(result) == ("net.connect.refused", "network-refused")
    assert "stage.bug" in [found.verdict.id for found in seen.findings]


@pytest.mark.parametrize(
    ("proxies", "shown"),
    [
        ({"https": "http://proxy.firma:3128"}, "proxy.firma:3128"),
        ({"http": "proxy.firma:8080"}, "proxy.firma:8080"),
        ({"https": "http://anna:secret@proxy.firma:3128/"}, "proxy.firma:3128"),
        ({"https": "http://proxy.firma"}, "proxy.firma"),
        ({"https": "http://[::1"}, ""),
        ({"https": "http://proxy:99999"}, ""),
        ({"no": "localhost"}, ""),
        ({}, ""),
    ],
)
async def test_a_proxy_is_named_without_its_password(proxies: dict[str, str], shown: str) -> None:
    assert proxy_of(proxies) == shown


async def test_a_proxy_is_blamed_where_it_is_the_only_way_out(
    authority: trustme.CA, ca_file: Path
) -> None:
    async with (
        port(ServerState.REFUSING) as dead,
        port(ServerState.REFUSING) as mail,
        scripted(tls=context(authority)) as web,
    ):
        looks = around(dead, mail, web.port, proxies=lambda: {"https": "http://u:p@gate:3128"})
        result = await run_against(server(dead), Seen(), ca_file, surroundings=looks)
    assert said_of(result) == ("look.proxy", "network-local-block")
    assert result.failure is not None
    assert result.failure.verdict.params["proxy"] == "gate:3128"


async def test_the_server_for_sending_beside_the_one_for_reading() -> None:
    with Sandbox("all-well") as sandbox:
        host, number = sandbox.dns_address
        mail = next(e for e in sandbox.endpoints if e.name == "Mail server")
        assert mail.security is Security.TLS
        net = Net(Resolver([host], port=number), Trust(sandbox.ca_file), sandbox.surroundings)
        typed = server(mail.port, host="imap.sandbox.test", security=Security.TLS)
        found = await working_host(sibling_names(typed.host), typed, net, 2.0)
        signed_in = sandbox.sign_ins
    assert found is not None
    assert (found.host, found.port) == ("smtp.sandbox.test", mail.port)
    assert signed_in == []
