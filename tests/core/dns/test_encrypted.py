"""Name servers over TLS and HTTPS, over real sockets with certificates of our own."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import dns.edns
import dns.message
import pytest
import trustme

from mailadmin.core.dns import encrypted
from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.net import Trust
from tests.servers.encrypted_dns import TlsNameServer, over_https
from tests.servers.wayward_dns import WaywardServer
from tests.servers.web import WebServer, page

pytestmark = pytest.mark.both_loops

ZONE = "\n".join(f"a{number}.test. TXT text-{number}" for number in range(300))
FOUND, FAILED = AnswerState.FOUND, AnswerState.TEMPORARY_FAILURE

Make = Callable[..., Resolver]


@pytest.fixture
def resolver(ca_file: Path) -> Make:
    def make(*servers: str, timeout: float = 10) -> Resolver:
        return Resolver(servers, timeout=timeout, trust=Trust(ca_file))

    return make


@pytest.fixture
async def tls(authority: trustme.CA) -> AsyncIterator[TlsNameServer]:
    async with TlsNameServer(ZONE, authority, "127.0.0.1", "dns.test") as server:
        yield server


@pytest.fixture
async def web(authority: trustme.CA) -> AsyncIterator[WebServer]:
    async with WebServer(authority, "localhost", "127.0.0.1") as server:
        yield server


async def test_many_questions_share_one_connection(resolver: Make, tls: TlsNameServer) -> None:
    asker = resolver(f"tls://127.0.0.1:{tls.port}")
    answers = await asyncio.gather(*(asker.query(f"a{n}.test", "TXT") for n in range(300)))
    assert [answer.values for answer in answers] == [(f"text-{n}",) for n in range(300)]
    await asker.query("b.test", "A")
    assert (tls.connections, asker.queries) == (1, 301)


async def test_what_is_not_there_is_told(resolver: Make, tls: TlsNameServer) -> None:
    asker = resolver(f"tls://127.0.0.1:{tls.port}")
    assert (await asker.query("nobody.test", "A")).state is AnswerState.NO_SUCH_NAME
    assert (await asker.query("a1.test", "MX")).state is AnswerState.NO_DATA


async def test_questions_are_padded(resolver: Make, tls: TlsNameServer) -> None:
    asker = resolver(f"tls://127.0.0.1:{tls.port}")
    names = ["a1.test", "x" * 60 + ".test", ".".join(["y" * 60] * 4)]
    for name in names:
        await asker.query(name, "TXT")
    assert [len(wire) for wire in tls.wires] == [128, 128, 384]
    for wire in tls.wires:
        (option,) = dns.message.from_wire(wire).options
        assert option.otype == dns.edns.OptionType.PADDING


async def test_the_certificate_is_for_the_name_given(resolver: Make, tls: TlsNameServer) -> None:
    for name, state in (("dns.test", FOUND), ("other.test", FAILED)):
        answer = await resolver(f"tls://127.0.0.1:{tls.port}#{name}").query("a1.test", "TXT")
        assert answer.state is state
        assert ("Hostname mismatch" in answer.error) is (state is FAILED)


async def test_a_stranger_is_not_believed(resolver: Make) -> None:
    async with TlsNameServer(ZONE, trustme.CA(), "127.0.0.1") as stranger:
        answer = await resolver(f"tls://127.0.0.1:{stranger.port}").query("a1.test", "TXT")
    assert (answer.state, stranger.wires) == (FAILED, [])
    assert "CERTIFICATE_VERIFY_FAILED" in answer.error


async def test_a_server_may_close_between_questions(resolver: Make, tls: TlsNameServer) -> None:
    asker = resolver(f"tls://127.0.0.1:{tls.port}")
    await asker.query("a1.test", "TXT")
    tls.hang_up()
    assert (await asker.query("a2.test", "TXT")).state is FOUND
    assert tls.connections == 2


async def test_a_server_may_close_after_each_question(resolver: Make, tls: TlsNameServer) -> None:
    tls.questions = 1
    asker = resolver(f"tls://127.0.0.1:{tls.port}")
    for number in range(5):
        assert (await asker.query(f"a{number}.test", "TXT")).state is FOUND
    assert tls.connections == 5


async def test_a_connection_closes_when_nothing_is_asked(
    resolver: Make, tls: TlsNameServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encrypted, "IDLE", 0.1)
    asker = resolver(f"tls://127.0.0.1:{tls.port}")
    await asker.query("a1.test", "TXT")
    async with asyncio.timeout(5):
        while tls._writers:
            await asyncio.sleep(0.01)
    assert (await asker.query("a2.test", "TXT")).state is FOUND


@pytest.mark.parametrize(
    "says",
    [b"\0\0", b"\xff\xff", b"\0\5abcde", b"HTTP/1.1 400 Bad Request\r\n\r\n", bytes(70_000)],
)
async def test_nonsense_fails_within_the_limit(
    resolver: Make, tls: TlsNameServer, says: bytes
) -> None:
    tls.says = says
    loop = asyncio.get_running_loop()
    began = loop.time()
    asker = resolver(f"tls://127.0.0.1:{tls.port}", timeout=0.7)
    assert (await asker.query("a1.test", "TXT")).state is FAILED
    assert loop.time() - began < 3


@pytest.mark.parametrize("says", [bytes(70_000), b"\0\5abcde"])
async def test_what_is_too_short_for_a_reply_ends_the_connection(
    resolver: Make, tls: TlsNameServer, says: bytes
) -> None:
    tls.says = says
    found = await resolver(f"tls://127.0.0.1:{tls.port}", timeout=5).query("a1.test", "TXT")
    assert "closed" in found.error


async def test_silence_costs_no_more_than_of_a_plain_server(
    resolver: Make, tls: TlsNameServer
) -> None:
    tls.mute = True
    async with WaywardServer() as plain:
        asker = resolver(f"tls://127.0.0.1:{tls.port}", f"127.0.0.1:{plain.port}")
        assert (await asker.query("plain.test", "A")).state is FOUND
    assert len(tls.wires) == 1


async def test_a_server_that_does_not_even_connect_is_passed_over(resolver: Make) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # the system connects, nobody says a word
        port = deaf.getsockname()[1]
        async with WaywardServer() as plain:
            asker = resolver(f"tls://127.0.0.1:{port}", f"127.0.0.1:{plain.port}")
            assert (await asker.query("plain.test", "A")).state is FOUND
            assert (await asker.query("second.test", "A")).state is FOUND


async def test_a_refused_connection_says_so(resolver: Make) -> None:
    answer = await resolver("tls://127.0.0.1:1").query("a1.test", "TXT")
    assert answer.state is FAILED
    assert "127.0.0.1: " in answer.error
    assert "closed" not in answer.error


async def test_who_gives_up_takes_the_answer_from_nobody(
    resolver: Make, tls: TlsNameServer
) -> None:
    asker = resolver(f"tls://127.0.0.1:{tls.port}")
    first = asyncio.ensure_future(asker.query("a1.test", "TXT"))
    second = asyncio.ensure_future(asker.query("a2.test", "TXT"))
    await asyncio.sleep(0.001)
    first.cancel()
    assert (await second).state is FOUND


async def test_over_https(resolver: Make, web: WebServer) -> None:
    wires = over_https(web, ZONE)
    asker = resolver(f"https://localhost:{web.port}")
    for number in range(5):
        answer = await asker.query(f"a{number}.test", "TXT")
        assert answer.values == (f"text-{number}",)
    assert {len(wire) for wire in wires} == {128}
    assert web.connections == 1
    assert "accept: application/dns-message" in web.asked[0].lower()


async def test_over_https_at_an_address_with_another_name(
    resolver: Make, authority: trustme.CA
) -> None:
    async with WebServer(authority, "doh.test") as web:
        over_https(web, ZONE, "/q")
        asker = resolver(f"https://127.0.0.1:{web.port}/q#doh.test")
        assert (await asker.query("a1.test", "TXT")).state is FOUND
        assert f"host: doh.test:{web.port}" in web.asked[0].lower()


async def test_many_over_https_at_once(resolver: Make, web: WebServer) -> None:
    over_https(web, ZONE)
    asker = resolver(f"https://localhost:{web.port}")
    answers = await asyncio.gather(*(asker.query(f"a{n}.test", "TXT") for n in range(100)))
    assert [answer.values for answer in answers] == [(f"text-{n}",) for n in range(100)]


async def test_a_web_server_may_close_between_questions(resolver: Make, web: WebServer) -> None:
    over_https(web, ZONE)
    asker = resolver(f"https://localhost:{web.port}")
    assert (await asker.query("a1.test", "TXT")).state is FOUND
    web.hang_up()
    assert (await asker.query("a2.test", "TXT")).state is FOUND


async def test_a_connection_over_https_closes_when_nothing_is_asked(
    resolver: Make, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encrypted, "IDLE", 0.1)
    over_https(web, ZONE)
    asker = resolver(f"https://localhost:{web.port}")
    assert (await asker.query("a1.test", "TXT")).state is FOUND
    async with asyncio.timeout(5):
        while web._writers:
            await asyncio.sleep(0.01)
    assert (await asker.query("a2.test", "TXT")).state is FOUND


@pytest.mark.parametrize(
    ("says", "error"),
    [
        (page(b"x", kind="text/html"), "not one of the DNS"),
        (page(b"x" * 20, kind="application/dns-message"), "another question"),
        (page(status="404 Not Found"), "404"),
        (page(status="301 Moved", extra="Location: /x\r\n"), "301"),
        (page(b"x" * 70_000, kind="application/dns-message"), "65535"),
        (b"\0\0\0\0\r\n\r\n", ""),
    ],
)
async def test_what_is_no_answer_over_https(
    resolver: Make, web: WebServer, says: bytes, error: str
) -> None:
    web.says["/dns-query"] = says
    answer = await resolver(f"https://localhost:{web.port}").query("a1.test", "TXT")
    assert answer.state is FAILED
    assert error in answer.error


def test_one_resolver_serves_one_loop_after_the_other(authority: trustme.CA, ca_file: Path) -> None:
    """And nothing of the first loop is left open when it ends (warnings are errors)."""

    async def ask(make: Callable[[], Resolver]) -> None:
        async with (
            TlsNameServer(ZONE, authority, "127.0.0.1") as tls,
            WebServer(authority, "127.0.0.1") as web,
        ):
            over_https(web, ZONE)
            for server in (f"tls://127.0.0.1:{tls.port}", f"https://127.0.0.1:{web.port}"):
                asker = Resolver([server], trust=Trust(ca_file))
                assert (await asker.query("a1.test", "TXT")).state is FOUND

    asyncio.run(ask(Resolver))
    asyncio.run(ask(Resolver))
