"""Fetching from a real HTTPS server, and from servers that mean harm."""

import asyncio
import gc
import gzip
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import trustme

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.http import Fetched, HttpProblem, Limits, get
from mailadmin.core.net import Net, Trust
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.servers.web import WebServer, page

pytestmark = pytest.mark.both_loops

NAMES = ("web.test", "two.test")
ZONE = """
.         SOA  ns hostmaster 1 3600 600 86400 0
web.test. A    127.0.0.1
two.test. A    127.0.0.9
two.test. A    127.0.0.1
none.test. TXT "no address"
far.test. A    255.255.255.255
far.test. A    127.0.0.1
"""
LIMITS = Limits(seconds=5, size=1000)


@pytest.fixture
async def net(ca_file: Path) -> AsyncIterator[Net]:
    server = NameServer(Zone(ZONE))
    await server.open()
    yield Net(Resolver(["127.0.0.1"], port=server.number, timeout=2), Trust(ca_file))
    await server.close()


@pytest.fixture
async def web(authority: trustme.CA) -> AsyncIterator[WebServer]:
    async with WebServer(authority, *NAMES) as server:
        yield server


async def fetch(
    net: Net, web: WebServer, limits: Limits = LIMITS, host: str = "web.test"
) -> Fetched:
    return await get(f"https://{host}:{web.port}/a", net, limits)


async def test_a_page_is_fetched(net: Net, web: WebServer) -> None:
    web.says["/a"] = page(b"h\xc3\xb6\xff", kind="Text/Plain; charset=utf-8")
    found = await fetch(net, web)
    assert (found.status, found.problem, found.text) == (200, None, "hö\ufffd")
    assert found.media_type == "text/plain"
    assert found.addresses is not None
    assert found.addresses.values == ("127.0.0.1",)
    asked = web.asked[0].lower()
    assert "accept-encoding: identity" in asked
    assert f"host: web.test:{web.port}" in asked


async def test_without_tls_where_the_url_says_so(net: Net) -> None:
    async with WebServer(None) as plain:
        plain.says["/a"] = page(b"plain")
        found = await get(f"http://web.test:{plain.port}/a", net, LIMITS)
        assert (found.problem, found.text) == (None, "plain")


async def test_the_next_address_is_tried(net: Net, web: WebServer) -> None:
    web.says["/a"] = page(b"here")
    assert (await fetch(net, web, host="two.test")).text == "here"


async def test_no_proxy_of_the_environment_is_used(
    net: Net, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    web.says["/a"] = page(b"direct")
    assert (await fetch(net, web)).text == "direct"


@pytest.mark.parametrize(
    ("host", "problem"),
    [
        ("nobody.test", HttpProblem.NO_ADDRESS),
        ("none.test", HttpProblem.NO_ADDRESS),
    ],
)
async def test_no_address(net: Net, web: WebServer, host: str, problem: HttpProblem) -> None:
    found = await fetch(net, web, host=host)
    assert (found.problem, found.status) == (problem, None)
    assert web.connections == 0


async def test_no_answer_of_the_dns_is_not_no_address(ca_file: Path) -> None:
    net = Net(Resolver(["127.0.0.1:1"], timeout=1), Trust(ca_file))
    found = await get("https://web.test/a", net, LIMITS)
    assert found.problem is HttpProblem.NAME_UNKNOWN


async def test_refused(net: Net) -> None:
    found = await get("https://web.test:1/a", net, LIMITS)
    assert found.problem is HttpProblem.REFUSED


async def test_silence_ends_with_the_limit(net: Net, web: WebServer) -> None:
    async def silent(_path: str, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(20)

    web.says["/a"] = silent
    loop = asyncio.get_running_loop()
    began = loop.time()
    found = await fetch(net, web, Limits(seconds=0.5, size=10))
    assert found.problem is HttpProblem.TIMED_OUT
    assert loop.time() - began < 3


async def test_a_drip_ends_with_the_limit(net: Net, web: WebServer) -> None:
    async def drip(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    web.says["/a"] = drip
    assert (await fetch(net, web, Limits(seconds=0.7, size=100))).problem is HttpProblem.TIMED_OUT


async def test_a_stranger_s_certificate(net: Net) -> None:
    async with WebServer(trustme.CA(), *NAMES) as stranger:
        found = await fetch(net, stranger)
    assert found.problem is HttpProblem.CERTIFICATE
    assert "certificate" in found.error


async def test_a_certificate_for_another_name(net: Net, authority: trustme.CA) -> None:
    async with WebServer(authority, "other.test") as other:
        assert (await fetch(net, other)).problem is HttpProblem.CERTIFICATE


async def test_no_tls_there(net: Net) -> None:
    async def smtp(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test ESMTP\r\n")
        writer.close()

    server = await asyncio.start_server(smtp, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    found = await get(f"https://web.test:{port}/a", net, LIMITS)
    server.close()
    assert found.problem is HttpProblem.NO_TLS


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        (page(b"no", status="404 Not Found"), HttpProblem.STATUS),
        (page(b"", status="500 Oh\xff"), HttpProblem.STATUS),
        (page(b"", status="204 No Content"), HttpProblem.STATUS),
        (page(status="301 Moved", extra="Location: https://x.test/\r\n"), HttpProblem.REDIRECT),
        (page(status="302 Found", extra="Location: https://[::\r\n"), HttpProblem.REDIRECT),
        (page(b"x" * 1001), HttpProblem.TOO_BIG),
        # Not even unpacked to be found too big.
        (page(gzip.compress(b"y" * 10**8), extra="Content-Encoding: gzip\r\n"),
         HttpProblem.BAD_REPLY),
        (page(gzip.compress(b"y" * 100), extra="Content-Encoding: gzip\r\n"),
         HttpProblem.BAD_REPLY),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", HttpProblem.BAD_REPLY),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", HttpProblem.BAD_REPLY),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
         HttpProblem.BAD_REPLY),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", HttpProblem.BAD_REPLY),
        (b"HTTP/1.1 999999 OK\r\n\r\n", HttpProblem.BAD_REPLY),
        (b"HTTP/1.1 200 OK\r\nA: " + b"x" * 200_000 + b"\r\n\r\n", HttpProblem.BAD_REPLY),
        (b"\0" * 300_000, HttpProblem.BAD_REPLY),
    ],
)  # fmt: skip
async def test_what_is_no_page(net: Net, web: WebServer, says: bytes, problem: HttpProblem) -> None:
    web.says["/a"] = says
    found = await fetch(net, web)
    assert (found.problem, found.body) == (problem, b"")
    assert found.error


async def test_a_page_of_exactly_the_limit(net: Net, web: WebServer) -> None:
    web.says["/a"] = page(b"x" * 1000)
    assert (await fetch(net, web)).problem is None


async def test_an_endless_page_is_left_at_the_limit(net: Net, web: WebServer) -> None:
    written = 0

    async def endless(_path: str, writer: asyncio.StreamWriter) -> None:
        nonlocal written
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while True:
            writer.write(bytes(65536))
            written += 65536
            await writer.drain()

    web.says["/a"] = endless
    found = await fetch(net, web)
    assert found.problem is HttpProblem.TOO_BIG
    assert written < 20_000_000


async def test_a_cut_connection(net: Net, web: WebServer) -> None:
    async def cut(_path: str, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nab")
        await writer.drain()
        writer.transport.abort()

    web.says["/a"] = cut
    assert (await fetch(net, web)).problem in (HttpProblem.RESET, HttpProblem.BAD_REPLY)


async def test_given_up_in_the_moment_it_is_encrypted_nothing_is_left_open(
    net: Net, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shake = ssl.SSLObject.do_handshake
    asking: asyncio.Future[Fetched]

    def give_up(self: ssl.SSLObject) -> None:
        shake(self)
        if not self.server_side:
            asking.cancel()

    monkeypatch.setattr(ssl.SSLObject, "do_handshake", give_up)
    asking = asyncio.ensure_future(fetch(net, web))
    await asyncio.wait([asking])
    assert asking.cancelled()
    await asyncio.sleep(0)
    gc.collect()  # complains of a connection that nobody has closed


async def test_redirects_are_followed_where_asked(net: Net, web: WebServer) -> None:
    web.says["/a"] = page(status="301 Moved", extra="Location: /b\r\n")
    web.says["/b"] = page(b"there")
    found = await fetch(net, web, Limits(seconds=5, size=100, redirects=1))
    assert (found.problem, found.text, found.url) == (
        None, "there", f"https://web.test:{web.port}/b"
    )  # fmt: skip


async def test_redirects_end(net: Net, web: WebServer) -> None:
    web.says["/a"] = page(status="302 Found", extra="Location: /a\r\n")
    found = await fetch(net, web, Limits(seconds=5, size=100, redirects=3))
    assert found.problem is HttpProblem.REDIRECT
    assert len(web.asked) == 4


@pytest.mark.parametrize("where", ["https://[::", "https://", "javascript:1", "//", "x" * 5000])
async def test_redirects_to_nowhere(net: Net, web: WebServer, where: str) -> None:
    web.says["/a"] = page(status="302 Found", extra=f"Location: {where}\r\n")
    found = await fetch(net, web, Limits(seconds=5, size=100, redirects=3))
    assert found.problem is not None


async def test_no_redirect_leads_out_of_tls(net: Net, web: WebServer) -> None:
    web.says["/a"] = page(status="302 Found", extra="Location: http://web.test:1/\r\n")
    found = await fetch(net, web, Limits(seconds=5, size=100, redirects=3))
    assert (found.problem, found.location) == (HttpProblem.REDIRECT, "http://web.test:1/")


async def test_nothing_is_offered_to_mail_servers_because_of_it(net: Net, web: WebServer) -> None:
    web.says["/a"] = page(b"")
    mail = await net.trust.ready()
    await fetch(net, web)
    _, writer = await asyncio.open_connection(
        "127.0.0.1", web.port, ssl=mail, server_hostname="web.test"
    )
    assert writer.get_extra_info("ssl_object").selected_alpn_protocol() is None
    writer.transport.abort()
    await asyncio.sleep(0)


async def test_the_most_telling_failure_is_told(net: Net) -> None:
    found = await get("https://far.test:1/a", net, LIMITS)
    assert found.problem is HttpProblem.REFUSED


async def test_tiny_pieces_leave_the_others_their_turn(net: Net, web: WebServer) -> None:
    """5,000 pieces in one go: reading them all at once would hold up the window."""
    turns = 0

    async def others() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    tiny = b"1\r\na\r\n" * 5000
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

    async def say(_path: str, writer: asyncio.StreamWriter) -> None:
        nonlocal counting
        writer.write(head + tiny + b"0\r\n\r\n")
        counting = asyncio.ensure_future(others())

    counting: asyncio.Future[None] | None = None
    web.says["/a"] = say
    found = await fetch(net, web, Limits(seconds=5, size=10_000))
    assert counting is not None
    counting.cancel()
    assert len(found.body) == 5000
    assert turns > 4000
