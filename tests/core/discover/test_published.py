"""Published settings from real web servers, and from those that mean harm."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
import pytest
import trustme

from mailadmin.core.discover import published
from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.published import (
    GRACE,
    look_autoconfig,
    look_database,
    look_http,
    published_for_mx,
)  # fmt: skip
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.net import Net
from mailadmin.core.net import Trust as Certificates
from mailadmin.core.surroundings import Surroundings
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.core.discover.settings_files import of_host, settings_file
from tests.servers.web import Talk, WebServer, page

ZONE = """
.                   SOA ns hostmaster 1 3600 600 86400 0
d.test.             A   127.0.0.1
d.test.             MX  10 mx1.mail.provider.example.
autoconfig.d.test.  A   127.0.0.1
one.test.           A   127.0.0.1
autoconfig.provider.example. A 127.0.0.1
autoconfig.mail.provider.example. A 127.0.0.1
base.example.       A   127.0.0.1
other.example.      A   127.0.0.1
"""
NAMES = (
    "d.test", "autoconfig.d.test", "one.test", "base.example",
    "autoconfig.provider.example", "autoconfig.mail.provider.example",
)  # fmt: skip
OWN, WELL_KNOWN = "/mail/config-v1.1.xml", "/.well-known/autoconfig/mail/config-v1.1.xml"
WISH = Wish(address="jane+1@d.test", database="https://base.example/v1.1/")
GOOD = page(settings_file(), kind="text/xml")
MOVED = "302 Found"


@pytest.fixture
async def web(authority: trustme.CA) -> AsyncIterator[WebServer]:
    async with WebServer(authority, *NAMES) as server:
        yield server


@pytest.fixture
async def plain() -> AsyncIterator[WebServer]:
    async with WebServer(None) as server:
        yield server


@pytest.fixture
async def net(ca_file: Path, web: WebServer, plain: WebServer) -> AsyncIterator[Net]:
    server = NameServer(Zone(ZONE))
    await server.open()
    yield Net(
        Resolver(["127.0.0.1"], port=server.number, timeout=2),
        Certificates(ca_file),
        Surroundings(ports={443: web.port, 80: plain.port}),
    )
    await server.close()


def settings(answered: Answered) -> Found:
    assert isinstance(answered, Found), answered
    return answered


def nothing(answered: Answered) -> tuple[Why, str]:
    assert isinstance(answered, Nothing), answered
    return answered.why, answered.sentence.removeprefix("discover.")


def sent_to(where: str) -> bytes:
    return page(status=MOVED, extra=f"Location: {where}\r\n")


def lines(web: WebServer) -> set[str]:
    """What was asked for, and of which host."""
    return {
        " ".join(line.split()[1] for line in asked.splitlines() if line[:4] in ("GET ", "Host"))
        for asked in web.asked
    }


async def silent(_path: str, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(20)


def after(seconds: float, says: bytes) -> Talk:
    async def talk(_path: str, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        writer.write(says)

    return talk


# -- the domain itself


@pytest.mark.parametrize(
    ("path", "origin"),
    [(OWN, f"https://autoconfig.d.test{OWN}"), (WELL_KNOWN, f"https://d.test{WELL_KNOWN}")],
)
async def test_the_domain_s_own_settings(net: Net, web: WebServer, path: str, origin: str) -> None:
    web.says[path] = GOOD
    found = settings(await look_autoconfig(WISH, net))
    assert (found.source, found.trust, found.origin) == (Source.AUTOCONFIG, Trust.SURE, origin)
    assert found.outgoing[0].host == "smtp.d.test"
    assert found.outgoing[0].user_name == "jane+1@d.test"


async def test_only_the_domain_leaves_the_computer(net: Net, web: WebServer) -> None:
    await look_autoconfig(WISH, net)
    await look_database(WISH, net)
    assert lines(web) == {
        f"{OWN} autoconfig.d.test", f"{WELL_KNOWN} d.test", "/v1.1/d.test base.example",
    }  # fmt: skip
    assert not any("jane" in asked.lower() for asked in web.asked)


async def test_the_address_is_sent_to_the_domain_where_the_user_agrees(
    net: Net, web: WebServer, plain: WebServer
) -> None:
    wish = msgspec.structs.replace(WISH, send_address=True, allow_http=True)
    await look_autoconfig(wish, net)
    await look_database(wish, net)
    await look_http(wish, net)
    query = "?emailaddress=jane%2B1%40d.test"
    assert lines(web) == {
        f"{OWN}{query} autoconfig.d.test", f"{WELL_KNOWN}{query} d.test",
        "/v1.1/d.test base.example",
    }  # fmt: skip
    assert lines(plain) == {f"{OWN} autoconfig.d.test", f"{WELL_KNOWN} d.test"}


async def test_the_first_address_wins(net: Net, web: WebServer) -> None:
    web.says |= {OWN: after(0.2, page(of_host("first.d.test"))), WELL_KNOWN: GOOD}
    assert settings(await look_autoconfig(WISH, net)).outgoing[0].host == "first.d.test"


@pytest.mark.both_loops
async def test_a_slow_address_does_not_hold_up_the_other(net: Net, web: WebServer) -> None:
    web.says |= {OWN: silent, WELL_KNOWN: GOOD}
    loop = asyncio.get_running_loop()
    began = loop.time()
    settings(await look_autoconfig(WISH, net))
    assert loop.time() - began < published.SECONDS - 1
    web.says |= {OWN: GOOD, WELL_KNOWN: silent}
    began = loop.time()
    settings(await look_autoconfig(WISH, net))
    assert loop.time() - began < GRACE + 2


async def test_a_broken_file_does_not_hide_the_other(net: Net, web: WebServer) -> None:
    web.says |= {OWN: page(b"<clientConfig>"), WELL_KNOWN: GOOD}
    settings(await look_autoconfig(WISH, net))
    web.says |= {OWN: GOOD, WELL_KNOWN: page(b"<!DOCTYPE html>")}
    settings(await look_autoconfig(WISH, net))
    web.says |= {OWN: sent_to("http://d.test/"), WELL_KNOWN: after(0.1, GOOD)}
    settings(await look_autoconfig(WISH, net))


@pytest.mark.parametrize("evil_at", [OWN, WELL_KNOWN])
async def test_settings_that_can_be_believed_come_first(
    net: Net, web: WebServer, evil_at: str
) -> None:
    evil, late = page(of_host("mail.stranger.example")), after(0.2, GOOD)
    web.says |= {OWN: late, WELL_KNOWN: late, evil_at: evil}
    assert settings(await look_autoconfig(WISH, net)).trust is Trust.SURE


async def test_a_stranger_s_host_is_marked(net: Net, web: WebServer) -> None:
    web.says[WELL_KNOWN] = page(of_host("mail.stranger.example"))
    assert settings(await look_autoconfig(WISH, net)).trust is Trust.DOUBTFUL


async def test_whoever_takes_the_domain_s_mail_is_no_stranger(net: Net, web: WebServer) -> None:
    web.says[OWN] = page(of_host("imap.provider.example"))
    assert settings(await look_autoconfig(WISH, net)).trust is Trust.SURE


async def test_nothing_there(net: Net, web: WebServer) -> None:
    assert nothing(await look_autoconfig(WISH, net)) == (Why.NOT_THERE, "")
    assert len(web.asked) == 2
    nobody = msgspec.structs.replace(WISH, address="jane@nobody.test")
    assert nothing(await look_autoconfig(nobody, net)) == (Why.NOT_THERE, "")


async def test_without_a_network_nobody_knows(ca_file: Path) -> None:
    net = Net(Resolver(["127.0.0.1:1"], timeout=1), Certificates(ca_file))
    assert nothing(await look_autoconfig(WISH, net))[0] is Why.UNREACHABLE
    assert nothing(await look_database(WISH, net))[0] is Why.UNREACHABLE


async def test_an_answer_that_says_more_is_the_one_told(net: Net, web: WebServer) -> None:
    web.says[WELL_KNOWN] = page(b"<clientConfig>")
    assert nothing(await look_autoconfig(WISH, net)) == (Why.BROKEN, "config.broken")
    web.says[OWN] = sent_to("http://d.test/")
    assert nothing(await look_autoconfig(WISH, net)) == (Why.UNSAFE, "web.redirect-to-http")


# -- what must not be believed


@pytest.mark.both_loops
async def test_a_redirect_is_followed(net: Net, web: WebServer) -> None:
    web.says |= {OWN: sent_to("https://one.test/here?a=b"), "/here": GOOD}
    found = settings(await look_autoconfig(WISH, net))
    assert (found.origin, found.trust) == ("https://one.test/here", Trust.SURE)


async def test_no_redirect_leads_out_of_encryption(
    net: Net, web: WebServer, plain: WebServer
) -> None:
    web.says |= {OWN: sent_to("https://one.test/here"), "/here": sent_to(f"http://d.test{OWN}")}
    plain.says[OWN] = GOOD
    assert nothing(await look_autoconfig(WISH, net)) == (Why.UNSAFE, "web.redirect-to-http")
    assert plain.connections == 0


async def test_redirects_end(net: Net, web: WebServer) -> None:
    web.says[OWN] = sent_to(OWN)
    assert nothing(await look_autoconfig(WISH, net)) == (Why.BROKEN, "web.redirect")
    assert len(web.asked) < 8


@pytest.mark.parametrize("where", ["https://[::", "javascript:alert(1)", "file:///etc/passwd", ""])
async def test_redirects_to_nowhere(net: Net, web: WebServer, where: str) -> None:
    web.says[OWN] = sent_to(where)
    assert nothing(await look_autoconfig(WISH, net))[0] is Why.BROKEN


async def test_a_redirect_to_who_can_not_prove_it_is_not_believed(net: Net, web: WebServer) -> None:
    web.says |= {OWN: sent_to("https://other.example/here"), "/here": GOOD}
    assert nothing(await look_autoconfig(WISH, net)) == (Why.UNSAFE, "web.certificate")
    assert not any("/here" in asked for asked in web.asked)


@pytest.mark.parametrize("names", [("d.test", "autoconfig.d.test"), ("other.example",)])
async def test_a_wrong_certificate(net: Net, authority: trustme.CA, names: tuple[str, ...]) -> None:
    maker = trustme.CA() if "d.test" in names else authority
    async with WebServer(maker, *names) as impostor:
        impostor.says |= {OWN: GOOD, WELL_KNOWN: GOOD}
        there = Net(net.resolver, net.trust, Surroundings(ports={443: impostor.port}))
        assert nothing(await look_autoconfig(WISH, there)) == (Why.UNSAFE, "web.certificate")
        assert impostor.asked == []


@pytest.mark.both_loops
async def test_an_endless_answer_is_cut_off(net: Net, web: WebServer) -> None:
    written = 0

    async def endless(_path: str, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<clientConfig>")
        while written < 10**8:
            writer.write(b"<a></a>" * 10_000)
            written += 70_000
            await writer.drain()

    web.says[OWN] = endless
    assert nothing(await look_autoconfig(WISH, net)) == (Why.UNSAFE, "config.too-big")
    assert written < 20_000_000


async def test_a_bomb(net: Net, web: WebServer) -> None:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY b "boom"><!ENTITY c "&b;&b;&b;">]><clientConfig>&c;</clientConfig>'
    )
    web.says[OWN] = page(bomb, kind="text/xml")
    assert nothing(await look_autoconfig(WISH, net)) == (Why.UNSAFE, "config.forbidden")


async def test_who_never_ends_is_left(
    net: Net, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = msgspec.structs.replace(published._LIMITS, seconds=0.5)
    monkeypatch.setattr(published, "_LIMITS", short)
    web.says |= {OWN: silent, WELL_KNOWN: silent}
    assert nothing(await look_autoconfig(WISH, net)) == (Why.UNREACHABLE, "")


@pytest.mark.both_loops
async def test_ending_the_search_ends_every_question(net: Net, web: WebServer) -> None:
    web.says |= {OWN: silent, WELL_KNOWN: silent}
    before = asyncio.all_tasks()
    search = asyncio.ensure_future(look_autoconfig(WISH, net))
    while len(web.asked) < 2:
        await asyncio.sleep(0.01)
    search.cancel()
    await asyncio.gather(search, return_exceptions=True)
    left = {task for task in asyncio.all_tasks() - before if "_look" in repr(task)}
    assert (search.cancelled(), left) == (True, set())


# -- the database


async def test_what_the_database_says_is_likely(net: Net, web: WebServer) -> None:
    web.says["/v1.1/d.test"] = page(of_host("mail.stranger.example"))
    found = settings(await look_database(WISH, net))
    assert (found.source, found.trust) == (Source.DATABASE, Trust.LIKELY)
    assert found.origin == "https://base.example/v1.1/d.test"


@pytest.mark.parametrize(
    ("database", "answer"),
    [
        ("", (Why.NOT_THERE, "")),
        ("http://base.example/v1.1/", (Why.UNSAFE, "web.database-address")),
        ("https://[::", (Why.UNSAFE, "web.database-address")),
        ("nonsense\x07", (Why.UNSAFE, "web.database-address")),
        ("https://gone.example/", (Why.UNREACHABLE, "")),
        ("https://base.example/none/", (Why.NOT_THERE, "")),
    ],
)
async def test_other_databases(net: Net, database: str, answer: tuple[Why, str]) -> None:
    wish = msgspec.structs.replace(WISH, database=database)
    assert nothing(await look_database(wish, net)) == answer


# -- without encryption


async def test_without_consent_nobody_is_asked_without_encryption(
    net: Net, plain: WebServer
) -> None:
    plain.says[OWN] = GOOD
    assert nothing(await look_http(WISH, net)) == (Why.NOT_THERE, "")
    assert plain.connections == 0


async def test_what_came_without_encryption_is_doubtful(
    net: Net, web: WebServer, plain: WebServer
) -> None:
    wish = msgspec.structs.replace(WISH, allow_http=True)
    plain.says[OWN] = GOOD
    found = settings(await look_http(wish, net))
    assert (found.source, found.trust, found.origin) == (
        Source.HTTP, Trust.DOUBTFUL, f"http://autoconfig.d.test{OWN}",
    )  # fmt: skip
    plain.says[OWN] = sent_to("https://one.test/here")
    web.says["/here"] = GOOD
    found = settings(await look_http(wish, net))
    assert (found.trust, found.origin) == (Trust.DOUBTFUL, "https://one.test/here")


# -- whoever takes the mail


async def test_the_provider_of_the_mail_is_asked_in_order(net: Net, web: WebServer) -> None:
    domains = ("mail.provider.example", "provider.example")
    web.says |= {OWN: GOOD}
    found = settings(await published_for_mx(domains, WISH, net))
    assert (found.source, found.origin) == (
        Source.MX, f"https://autoconfig.mail.provider.example{OWN}",
    )  # fmt: skip
    web.says = {"/v1.1/provider.example": GOOD}
    found = settings(await published_for_mx(domains, WISH, net))
    assert found.origin == "https://base.example/v1.1/provider.example"
    web.says = {}
    assert nothing(await published_for_mx(domains, WISH, net)) == (Why.NOT_THERE, "")
    without = msgspec.structs.replace(WISH, database="http://base.example/")
    web.asked.clear()
    await published_for_mx(domains, without, net)
    assert not any("base.example" in line for line in lines(web))


async def test_only_so_many_domains_are_asked(net: Net, web: WebServer) -> None:
    await published_for_mx(tuple(f"{each}.example" for each in range(100)), WISH, net)
    assert len(web.asked) == published.MOST_DOMAINS  # the database's; the others are not there
