"""Whatever calls the open port: only the issuer's answer is believed, and the rest is told so."""

import asyncio
from collections.abc import AsyncIterator

import httpx2
import pytest

from mailadmin.core.oauth import loopback as module
from mailadmin.core.oauth.browser_answer import BrowserAnswer, Code, OtherIssuer
from mailadmin.core.oauth.loopback import Loopback
from mailadmin.core.oauth.tokens import NotAnswered, Refused
from mailadmin.core.secret import Secret
from tests.core.oauth.program import get

STATE = "s" * 43
NOT_OURS = "This is not the answer to your sign-in"


@pytest.fixture
async def port() -> AsyncIterator[Loopback]:
    async with Loopback(Secret(STATE), "https://issuer.test") as port:
        yield port


async def goes_on(port: Loopback) -> None:
    """The sign-in is where it was: the true answer is still taken."""
    page = await get(f"{port.redirect_uri}/?state={STATE}&code=good")
    assert page.status_code == 200
    assert "You can close this page" in page.text
    assert await port.answer() == Code(Secret("good"))


STRANGERS = {
    "no state": ("/?code=bad", 403),
    "another state": (f"/?code=bad&state={'t' * 43}", 403),
    "a shorter state": (f"/?code=bad&state={'s' * 42}", 403),
    "a state that is no ASCII": ("/?code=bad&state=%C3%A9%FF%ED%A0%80", 403),
    "two states": (f"/?code=bad&state={STATE}&state={STATE}", 400),
    "two codes": (f"/?code=bad&code=good&state={STATE}", 400),
    "an icon": ("/favicon.ico", 404),
    "another path": (f"/signed-in?code=bad&state={STATE}", 404),
    "a path above": (f"//?code=bad&state={STATE}", 404),
    "hundreds of fields": ("/?" + "&".join(f"a{n}=1" for n in range(500)), 400),
    "nothing": ("/", 403),
}


@pytest.mark.parametrize("name", STRANGERS)
async def test_a_strangers_request_changes_nothing(name: str, port: Loopback) -> None:
    path, status = STRANGERS[name]
    page = await get(port.redirect_uri + path)
    assert page.status_code == status
    assert NOT_OURS in page.text
    assert "bad" not in page.text
    await goes_on(port)


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "HEAD"])
async def test_only_a_browser_that_was_sent_here_is_heard(method: str, port: Loopback) -> None:
    async with httpx2.AsyncClient(trust_env=False, verify=False) as client:
        url = f"{port.redirect_uri}/?state={STATE}&code=bad"
        page = await client.request(method, url, content=b"code=bad")
    assert page.status_code == 405
    assert "access-control-allow-origin" not in page.headers
    await goes_on(port)


async def test_another_name_for_this_computer_is_not_ours(port: Loopback) -> None:
    for host in ("evil.test", "localhost", "127.0.0.1", "127.0.0.1:1"):
        page = await get(f"{port.redirect_uri}/?state={STATE}&code=bad", Host=host)
        assert page.status_code == 421
        assert NOT_OURS in page.text
    await goes_on(port)


async def said_to(port: Loopback, data: bytes) -> bytes:
    """What raw bytes are answered with."""
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port.redirect_uri[17:]))
    writer.write(data)
    said = await reader.read()
    writer.close()
    return said


RAW = {
    "endless headers": b"GET / HTTP/1.1\r\n" + b"X: " + b"y" * 100_000,
    "an endless line": b"GET /" + b"a" * 100_000,
    "many headers": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 20_000,
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\r\n\r\n",
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
}


@pytest.mark.parametrize("name", RAW)
async def test_a_broken_request_gets_a_page_and_changes_nothing(name: str, port: Loopback) -> None:
    said = await said_to(port, RAW[name])
    assert said.startswith(b"HTTP/1.1 4")
    assert NOT_OURS.encode() in said
    await goes_on(port)


async def test_a_huge_body_is_not_read(port: Loopback) -> None:
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {10**9}\r\n\r\n".encode()
    assert b"421" in await said_to(port, head + b"x" * 1_000_000)
    await goes_on(port)


async def test_who_connects_and_says_nothing_holds_up_nobody(port: Loopback) -> None:
    idle = [
        await asyncio.open_connection("127.0.0.1", int(port.redirect_uri[17:]))
        for _ in range(module.MOST_CONNECTIONS + 10)
    ]
    await goes_on(port)
    for _, writer in idle:
        writer.close()


async def test_a_slow_request_is_ended(port: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CONNECTION_LIMIT", 0.1)
    assert (await said_to(port, b"GET / HT")).startswith(b"HTTP/1.1 408")
    await goes_on(port)


async def test_only_the_first_answer_counts(port: Loopback) -> None:
    await goes_on(port)
    again = await get(f"{port.redirect_uri}/?state={STATE}&code=bad")
    assert again.status_code == 410
    assert "This sign-in is over already" in again.text
    assert await port.answer() == Code(Secret("good"))


ANSWERS: dict[str, BrowserAnswer] = {
    "code=a&iss=https%3A%2F%2Fissuer.test": Code(Secret("a")),
    "code=" + "a" * 16_384: Code(Secret("a" * 16_384)),
    "code=a&iss=https%3A%2F%2Fevil.test": OtherIssuer("https://evil.test"),
    "error=access_denied&error_description=No": Refused(error="access_denied", description="No"),
    "error=a%0d%0ab": Refused(error=""),
    "code=": NotAnswered(detail="no usable code"),
    "code=a%20b": NotAnswered(detail="no usable code"),
    "code=" + "a" * 17_000: NotAnswered(detail="no usable code"),
    "": NotAnswered(detail="no usable code"),
}


@pytest.mark.parametrize("query", ANSWERS, ids=lambda query: query[:30])
async def test_what_an_answer_says(query: str, port: Loopback) -> None:
    page = await get(f"{port.redirect_uri}/?state={STATE}&{query}")
    assert page.status_code == 200
    answer = await port.answer()
    assert answer == ANSWERS[query]
    assert ("You are not signed in" in page.text) is not isinstance(answer, Code)


async def test_nobody_else_on_the_network_can_call(port: Loopback) -> None:
    server = port._server  # where it listens is the point
    assert {socket.getsockname()[0] for socket in server.sockets} == {"127.0.0.1"}


@pytest.mark.parametrize("end", ["an answer", "cancelling"])
def test_the_end_leaves_no_conversation_and_no_complaint(end: str) -> None:
    complaints: list[str] = []
    lines: list[asyncio.StreamWriter] = []

    async def sign_in() -> None:
        async with Loopback(Secret(STATE)) as port:
            for _ in range(4):
                _, writer = await asyncio.open_connection("127.0.0.1", int(port.redirect_uri[17:]))
                lines.append(writer)
            host = port.redirect_uri[7:] if end == "an answer" else "another.test"
            head = f"GET /?state={STATE}&error=a HTTP/1.1\r\nHost: {host}\r\n\r\n"
            writer.write(head.encode())
            assert await port.answer() == Refused(error="a")

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(
            lambda _, context: complaints.append(context["message"])
        )
        try:
            async with asyncio.timeout(0.3 if end == "cancelling" else 10):
                await sign_in()
        except TimeoutError:
            assert end == "cancelling"
        complaints.extend(map(str, asyncio.all_tasks() - {asyncio.current_task()}))
        for writer in lines:
            writer.close()

    asyncio.run(run())
    assert complaints == []
