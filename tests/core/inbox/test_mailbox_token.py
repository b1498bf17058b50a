"""Signing in to a mailbox with a token, against servers that take it, refuse it, or mean harm."""

import asyncio
import base64
import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import NamedTuple

import pytest

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found
from mailadmin.core.finding import Finding, Status, Verdict
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.search import find_message
from mailadmin.core.json_lines import finding_json, line
from mailadmin.core.keys import Key, NoToken
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.core.texts import title_of

USER = "anna@example.test"
TOKEN = "ya29.Zq8vT3-mark-token-W9x"
LONG = "eyJ0eXAi" + "Zq8-vT3_" * 1500


class Tokens:
    """Gives these tokens, one after the other."""

    def __init__(self, *tokens: str) -> None:
        self.left = list(map(Secret, tokens))

    async def token(self) -> Secret:
        return self.left.pop(0)

    async def renewed(self, refused: Secret) -> Secret | None:
        return self.left.pop(0) if self.left else None


class Seen(NamedTuple):
    """What a mailbox was told, and what came of it."""

    answers: list[bytes]
    findings: list[Finding]

    @property
    def sign_in(self) -> Finding:
        return next(one for one in self.findings if one.check == "inbox.auth")


Judge = Callable[[bytes], bytes | None]
"""What an answer is met with: None for a yes, else a challenge that precedes a no."""


@asynccontextmanager
async def mailbox(
    judge: Judge, answers: list[bytes], mechanism: str, no: bytes
) -> AsyncIterator[int]:
    async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"* OK ready\r\n")
        while text := await reader.readline():
            tag, verb = text.split()[:2]
            if verb.upper() == b"CAPABILITY":
                writer.write(f"* CAPABILITY IMAP4rev1 {mechanism}\r\n".encode())
            elif verb.upper() == b"AUTHENTICATE":
                writer.write(b"+ \r\n")
                answers.append(base64.b64decode(await reader.readline()))
                challenge = judge(answers[-1])
                if challenge is not None:
                    writer.write(b"+ " + challenge + b"\r\n")
                    answers.append(await reader.readline())
                    writer.write(tag + b" NO " + no + b"\r\n")
                    continue
            elif verb.upper() == b"LIST":
                writer.write(b'* LIST () "/" INBOX\r\n')
            elif verb.upper() == b"EXAMINE":
                writer.write(b"* 1 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n")
            writer.write(tag + b" OK done\r\n")
        writer.close()

    server = await asyncio.start_server(converse, "127.0.0.1", 0, limit=2**22)
    async with server:
        yield server.sockets[0].getsockname()[1]


async def looked(
    judge: Judge,
    key: Key | None,
    mechanism: str = "AUTH=XOAUTH2",
    *,
    no: bytes = b"[AUTHENTICATIONFAILED] Invalid credentials",
    plain: bool = True,
) -> Seen:
    answers: list[bytes] = []
    events: list[Event] = []
    async with mailbox(judge, answers, mechanism, no) as port:
        server = Server(
            host="127.0.0.1",
            port=port,
            security=Security.NONE,
            sign_in=SignIn.OAUTH,
            user_name=USER,
            plain_password_allowed=plain,
            time_limit=3,
        )
        net = Net(Resolver(["127.0.0.1"], port=1), Trust(None))
        inbox = Inbox(server=server, key=key)
        await find_message(inbox, "<1@x.test>", (Place.INBOX,), net, events.append, limit=0.1)
    return Seen(answers, [event.finding for event in events if isinstance(event, Found)])


def yes(answer: bytes) -> None:
    return None


def coded(challenge: bytes) -> Judge:
    return lambda _: base64.b64encode(challenge)


@pytest.mark.parametrize("token", [TOKEN, LONG], ids=["short", "long"])
async def test_a_token_opens_the_mailbox(token: str) -> None:
    seen = await looked(yes, Tokens(token))
    assert seen.sign_in.verdict.id == "inbox.auth.ok"
    assert seen.answers == [f"user={USER}\x01auth=Bearer {token}\x01\x01".encode()]


async def test_the_standards_own_way() -> None:
    seen = await looked(yes, Tokens(TOKEN), "AUTH=OAUTHBEARER AUTH=PLAIN")
    assert seen.sign_in.status is Status.OK
    assert seen.answers[0].startswith(f"n,a={USER},\x01host=127.0.0.1\x01port=".encode())


@pytest.mark.parametrize(
    ("mechanism", "farewell"), [("AUTH=XOAUTH2", b"\r\n"), ("AUTH=OAUTHBEARER", b"AQ==\r\n")]
)
async def test_a_refusal_is_read_and_told(mechanism: str, farewell: bytes) -> None:
    said = json.dumps({"status": "400", "schemes": "Bearer", "scope": "mail.read"}).encode()
    seen = await looked(coded(said), Tokens(TOKEN), mechanism)
    verdict = seen.sign_in.verdict
    assert (verdict.id, verdict.cause) == ("inbox.auth.token-refused", "auth-oauth-token")
    assert seen.answers[1] == farewell
    assert "mail.read" in line(finding_json(seen.sign_in))


async def test_a_token_that_has_run_out_is_followed_by_a_new_one() -> None:
    def judge(answer: bytes) -> bytes | None:
        return base64.b64encode(b'{"status":"401"}') if b"old" in answer else None

    seen = await looked(judge, Tokens("old-token", "new-token"))
    assert seen.sign_in.status is Status.OK
    assert b"new-token" in seen.answers[2]


NONSENSE: dict[str, Judge] = {
    "no Base64": lambda _: b"*** ***",
    "half Base64": lambda _: b"abcde",
    "no JSON": coded(b"go away"),
    "another shape": coded(b"[1]"),
    "deep": coded(b"[" * 3000),
    "no UTF-8": coded(bytes(range(256))),
    "nothing": coded(b""),
    "huge": coded(b"x" * 300_000),
    "controls": coded(b'{"status":"\\u001b[2J"}'),
}


@pytest.mark.parametrize("name", NONSENSE)
async def test_a_refusal_that_makes_no_sense_is_a_refusal(name: str) -> None:
    seen = await looked(NONSENSE[name], Tokens(TOKEN))
    assert seen.sign_in.status is Status.FAILED
    assert seen.sign_in.verdict.id.startswith("inbox.auth.")
    told = line(finding_json(seen.sign_in))
    assert "\x1b" not in told
    assert len(told) < 12_000


SAID = {
    "plain": TOKEN.encode(),
    "base64": base64.b64encode(TOKEN.encode()),
    "JSON": json.dumps({"status": TOKEN, "scope": TOKEN}).encode(),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_a_server_that_repeats_the_token_is_not_quoted(said: bytes) -> None:
    seen = await looked(coded(said), Tokens(TOKEN), no=said)
    told = "".join(map(line, map(finding_json, seen.findings)))
    assert seen.sign_in.verdict.id == "inbox.auth.token-refused"
    assert TOKEN not in told
    for part in re.findall(r"[A-Za-z0-9+/]{16,}", told):
        assert TOKEN[4:-4].encode() not in base64.b64decode(part[: len(part) // 4 * 4])


async def test_no_token_to_be_had_is_told_with_its_own_reason() -> None:
    class Over(Tokens):
        async def token(self) -> Secret:
            about = {"issuer": "Google", "user": USER, "words": "over"}
            raise NoToken(Verdict("oauth.token.over", Status.FAILED, {**about}))

    seen = await looked(yes, Over())
    assert title_of(seen.sign_in) == "The sign-in with Google is no longer valid"
    assert seen.answers == []


@pytest.mark.parametrize(
    ("key", "mechanism", "plain", "verdict"),
    [
        (None, "AUTH=XOAUTH2", True, "inbox.auth.not-signed-in"),
        (Secret("a password"), "AUTH=XOAUTH2", True, "inbox.auth.not-signed-in"),
        (Tokens(TOKEN), "AUTH=PLAIN", True, "inbox.auth.no-tokens"),
        (Tokens(TOKEN), "AUTH=XOAUTH2", False, "inbox.auth.not-encrypted"),
        (Tokens("a\r\nb"), "AUTH=XOAUTH2", True, "inbox.auth.token-refused"),
    ],
)
async def test_a_token_is_shown_only_where_it_belongs(
    key: Key | None, mechanism: str, plain: bool, verdict: str
) -> None:
    seen = await looked(yes, key, mechanism, plain=plain)
    assert seen.sign_in.verdict.id == verdict
    assert seen.answers == []
