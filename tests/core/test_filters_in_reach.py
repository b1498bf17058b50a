"""Asking spamd and Rspamd over real sockets: servers that answer well, badly, or not at all."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.filters_in_reach import FilterAnswer, Kind, Place, Rule, State, ask
from mailadmin.core.filters_in_reach.spamd import LONGEST_ANSWER, rules_in
from mailadmin.core.net import Net, Trust
from tests.servers.web import WebServer, page

pytestmark = pytest.mark.both_loops

MESSAGE = b"Subject: Hello\r\n\r\nHow are you?\r\n"
REPORT = """\
Spam detection software, running on the system "mx", has looked.

Content preview:  9 FORGED_BY_THE_MESSAGE x
   99 FORGED_BY_THE_MESSAGE   x

 pts rule name              description
---- ---------------------- --------------------------------------------------
-0.0 NO_RELAYS              Informational: message was not relayed via SMTP
 2.5 LOOKS_BAD              BODY: Looks like something that goes on
                            in the next line
1000 GTUBE                  BODY: Generic Test
 0.0 SILENT

"""

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def spamd_reply(body: str, *, spam: str = "Spam: True ; 1002.5 / 5.0", length: int = -1) -> bytes:
    raw = body.encode()
    size = len(raw) if length < 0 else length
    return f"SPAMD/1.1 0 EX_OK\r\nContent-length: {size}\r\n{spam}\r\n\r\n".encode() + raw


class Spamd:
    """A server of that protocol: what it says to each command, and what it was told."""

    def __init__(self, says: dict[str, bytes]) -> None:
        self.says = says
        self.told: list[bytes] = []

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        told = await reader.read(-1)
        self.told.append(told)
        writer.write(self.says.get(told.split(b" ")[0].decode(), b""))
        await writer.drain()


@asynccontextmanager
async def listening(talk: Talk) -> AsyncIterator[int]:
    """A server that talks so to everybody; gives its port."""

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await talk(reader, writer)
        except OSError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(once, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def asked(kind: Kind, port: int, limit: float = 5, message: bytes = MESSAGE) -> FilterAnswer:
    net = Net(Resolver(), Trust())
    return await ask(message, Place(kind, "127.0.0.1", port), net=net, limit=limit)


async def test_spamd_is_asked_for_its_report() -> None:
    server = Spamd({"REPORT": spamd_reply(REPORT)})
    async with listening(server.talk) as port:
        answer = await asked(Kind.SPAMD, port)
    length = str(len(MESSAGE)).encode()
    assert server.told == [b"REPORT SPAMC/1.5\r\nContent-length: " + length + b"\r\n\r\n" + MESSAGE]
    assert (answer.state, answer.score, answer.limit) == (State.ANSWERED, 1002.5, 5.0)
    assert answer.is_spam
    assert answer.rules == (
        Rule("GTUBE", 1000, "BODY: Generic Test"),
        Rule("LOOKS_BAD", 2.5, "BODY: Looks like something that goes on in the next line"),
        Rule("NO_RELAYS", 0, "Informational: message was not relayed via SMTP"),
        Rule("SILENT", 0, ""),
    )


async def test_a_report_of_another_form_leaves_the_names() -> None:
    says = {
        "REPORT": spamd_reply("This is spam.", spam="Spam: False ; -1 / 5"),
        "SYMBOLS": spamd_reply("BAYES_00,NO_RELAYS\r\n"),
    }
    async with listening(Spamd(says).talk) as port:
        answer = await asked(Kind.SPAMD, port)
    assert (answer.score, answer.is_spam) == (-1, False)
    assert answer.rules == (Rule("BAYES_00"), Rule("NO_RELAYS"))


@pytest.mark.parametrize(
    ("reply", "state", "error"),
    [
        (b"", State.BROKEN, "not the answer"),
        (b"220 mx ESMTP\r\n", State.BROKEN, "not the answer"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", State.BROKEN, "not the answer"),
        (b"SPAMD/1.1 0 EX_OK\r\n\r\n", State.BROKEN, "without a score"),
        (b"SPAMD/1.1 0 EX_OK\r\nSpam: True ; x / y\r\n\r\n", State.BROKEN, "without a score"),
        (b"SPAMD/1.1 0 EX_OK\r\nSpam: True ; 1 / 5", State.BROKEN, "without a score"),
        (spamd_reply("half", length=99), State.BROKEN, "cut off"),
        (b"SPAMD/1.0 76 Bad header line\r\n", State.REFUSED, "Bad header line"),
        (b"SPAMD/1.1 74 EX_IOERR\r\n\r\n", State.REFUSED, "EX_IOERR"),
        (b"x" * (LONGEST_ANSWER + 1), State.BROKEN, "more than"),
        (b"\x00" * 1000, State.BROKEN, "not the answer"),
    ],
)
async def test_bad_answers_of_spamd(reply: bytes, state: State, error: str) -> None:
    async with listening(Spamd({"REPORT": reply}).talk) as port:
        answer = await asked(Kind.SPAMD, port)
    assert answer.state is state
    assert error in answer.error
    assert answer.score is None


async def test_who_refuses_before_all_is_said_is_heard() -> None:
    async def early(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SPAMD/1.0 76 too big\r\n")
        await writer.drain()
        writer.write_eof()
        await asyncio.sleep(1)

    async with listening(early) as port:
        answer = await asked(Kind.SPAMD, port, message=b"x" * 1000)
    assert (answer.state, answer.code, answer.error) == (State.REFUSED, 76, "too big")


async def silence(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(20)


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    for _ in range(1000):
        writer.write(b"S")
        await writer.drain()
        await asyncio.sleep(0.02)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("talk", [silence, drip])
async def test_the_limit_holds(kind: Kind, talk: Talk) -> None:
    async with listening(talk) as port:
        began = time.monotonic()
        answer = await asked(kind, port, limit=0.3, message=b"x" * 5_000_000)
        assert time.monotonic() - began < 3
    assert answer.state is State.TIMED_OUT


@pytest.mark.parametrize("kind", list(Kind))
async def test_nobody_there(kind: Kind) -> None:
    async with listening(silence) as port:
        pass
    assert (await asked(kind, port)).state is State.NOT_IN_REACH
    net = Net(Resolver(["127.0.0.1"], port=port, timeout=0.2), Trust())
    answer = await ask(MESSAGE, Place(kind, "filter.test", 1), net=net, limit=5)
    assert answer.state is State.NOT_IN_REACH


@pytest.mark.parametrize("kind", list(Kind))
async def test_it_can_be_called_off(kind: Kind) -> None:
    async with listening(silence) as port:
        asking = asyncio.create_task(asked(kind, port, limit=20))
        await asyncio.sleep(0.1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking


def rspamd_reply(**changes: object) -> bytes:
    answer = {
        "score": 7.5,
        "required_score": 15.0,
        "action": "add header",
        "symbols": {
            "MIME_GOOD": {"name": "MIME_GOOD", "score": -0.1, "options": ["text/plain"]},
            "MISSING_MID": {"score": 2.5, "description": "Message id is missing"},
        },
        **changes,
    }
    return json.dumps(answer).encode()


async def answer_of(reply: bytes, status: str = "200 OK") -> tuple[FilterAnswer, WebServer]:
    async with WebServer(None) as web:
        web.says["/checkv2"] = page(reply, status=status, kind="application/json")
        return await asked(Kind.RSPAMD, web.port), web


async def test_rspamd_is_asked() -> None:
    answer, web = await answer_of(rspamd_reply())
    assert web.bodies == [MESSAGE]
    assert (answer.state, answer.score, answer.limit) == (State.ANSWERED, 7.5, 15)
    assert (answer.action, answer.is_spam) == ("add header", True)
    assert answer.rules == (
        Rule("MISSING_MID", 2.5, "Message id is missing"),
        Rule("MIME_GOOD", -0.1, ""),
    )
    answer, _ = await answer_of(rspamd_reply(thresholds={"add header": 6.0, "reject": None}))
    assert answer.limit == 6


@pytest.mark.parametrize(
    ("reply", "status", "state"),
    [
        (b"", "200 OK", State.BROKEN),
        (b"<html>", "200 OK", State.BROKEN),
        (b"{}", "200 OK", State.BROKEN),
        (b'{"score": "high", "required_score": 1}', "200 OK", State.BROKEN),
        (b"[" * 100_000, "200 OK", State.BROKEN),
        (b"\xff", "200 OK", State.BROKEN),
        (b" " * 1_000_001, "200 OK", State.BROKEN),
        (b"no", "403 Forbidden", State.REFUSED),
        (b"no", "302 Found", State.BROKEN),
    ],
)
async def test_bad_answers_of_rspamd(reply: bytes, status: str, state: State) -> None:
    answer, _ = await answer_of(reply, status)
    assert answer.state is state
    assert answer.error
    assert answer.score is None


@pytest.mark.parametrize(
    "report",
    ["", "----", "---- ---\n" * 10_000, " 1.0 X\n" * 10_000, "\x00", "---- ---\n 9" * 9999],
)
def test_reports_that_are_none(report: str) -> None:
    assert rules_in(report) == []


def test_a_report_has_an_end() -> None:
    rows = "".join(f" 1.0 RULE_{number}  x\n" for number in range(10_000))
    assert len(rules_in("---- ---\n" + rows)) < 1000
