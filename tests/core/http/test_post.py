"""Sending a body to a real web server."""

import asyncio

import pytest

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.http import HttpProblem, Limits, post
from mailadmin.core.net import Net, Trust
from tests.servers.web import WebServer, page

pytestmark = pytest.mark.both_loops

LIMITS = Limits(seconds=5, size=1000)


def net() -> Net:
    return Net(Resolver(), Trust())


async def test_the_body_arrives_and_the_answer_comes_back() -> None:
    body = bytes(range(256)) * 4000
    async with WebServer(None) as web:
        web.says["/a"] = page(b"got it")
        found = await post(f"http://127.0.0.1:{web.port}/a", body, net(), LIMITS)
        assert (found.status, found.problem, found.text) == (200, None, "got it")
        assert web.bodies == [body]
        assert web.asked[0].startswith("POST /a HTTP/1.1")


async def test_an_answer_that_is_too_long_is_none() -> None:
    async with WebServer(None) as web:
        web.says["/a"] = page(b"x" * 1001)
        found = await post(f"http://127.0.0.1:{web.port}/a", b"", net(), LIMITS)
        assert found.problem is HttpProblem.TOO_BIG


async def test_silence_ends_with_the_limit() -> None:
    async def silence(_path: str, _writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(30)

    async with WebServer(None) as web:
        web.says["/a"] = silence
        limits = Limits(seconds=0.2, size=1000)
        found = await post(f"http://127.0.0.1:{web.port}/a", b"x", net(), limits)
        assert found.problem is HttpProblem.TIMED_OUT
        web.hang_up()
