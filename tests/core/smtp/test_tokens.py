"""Signing in with a token, against servers that take it, refuse it, or mean harm."""

import base64
import json
import re

import pytest

from mailadmin.core.account import Route, SignIn
from mailadmin.core.event import Outcome, Result
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.fixes import fix_of
from mailadmin.core.json_lines import finding_json, line, result_json
from mailadmin.core.keys import Key, NoToken
from mailadmin.core.oauth import sasl
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.texts import title_of
from tests.core.smtp.support import USER, Seen, net, server
from tests.servers.scripted import Scripted, ehlo, expect, say, scripted

LONG = "eyJ0eXAi" + "Zq8-vT3_" * 400
"""Longer than a command line may be."""
GOOD = [say("235 2.7.0 welcome"), expect("MAIL"), say("250 ok"), expect("RCPT"), say("250 ok")]
GOOD += [expect("RSET"), say("250 ok"), expect("QUIT"), say("221 bye")]
REFUSED_535 = "535 5.7.8 Username and Password not accepted"


class Tokens:
    """Gives these tokens, one after the other."""

    def __init__(self, *tokens: str) -> None:
        self.left = list(map(Secret, tokens))

    async def token(self) -> Secret:
        return self.left.pop(0)

    async def renewed(self, refused: Secret) -> Secret | None:
        return self.left.pop(0) if self.left else None


def coded(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def refusal(**fields: object) -> str:
    return f"334 {coded(json.dumps(fields))}"


async def attempt(target: Scripted, key: Key | None, seen: Seen) -> Result:
    by_token = server(target.port, sign_in=SignIn.OAUTH)
    connection = ConnectionTarget(
        server=by_token, key=key, route=Route.MAIL_SERVER, sender=USER, recipient="ben@b.test"
    )
    return await run_connection_test(connection, net(), seen)


def shown(line: str) -> bytes:
    """What a command or an answer holds in Base64."""
    return base64.b64decode(line.split()[-1])


async def test_a_short_token_goes_with_the_command() -> None:
    seen = Seen()
    async with scripted(
        say("220 hello"), ehlo("AUTH PLAIN OAUTHBEARER XOAUTH2"), expect("AUTH XOAUTH2 "), GOOD
    ) as target:
        result = await attempt(target, Tokens("short-token"), seen)
    assert result.status is Outcome.WARNING  # there is no encryption
    told = next(line for line in target.heard if line.startswith("AUTH"))
    assert shown(told) == f"user={USER}\x01auth=Bearer short-token\x01\x01".encode()
    assert seen.finding("smtp.auth").status is Status.OK


async def test_a_long_token_waits_until_it_is_asked_for() -> None:
    seen = Seen()
    script = (expect("AUTH XOAUTH2"), say("334 "), expect(""), GOOD)
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2"), script) as target:
        result = await attempt(target, Tokens(LONG), seen)
    assert result.status is Outcome.WARNING  # there is no encryption
    command = target.heard.index("AUTH XOAUTH2")
    assert LONG.encode() in shown(target.heard[command + 1])
    no_token_in(result, seen, LONG)


async def test_the_standards_own_way_is_taken_where_it_is_the_only_one() -> None:
    script = (expect("AUTH OAUTHBEARER "), GOOD)
    async with scripted(say("220 hello"), ehlo("AUTH OAUTHBEARER"), script) as target:
        await attempt(target, Tokens("short-token"), Seen())
    told = shown(next(line for line in target.heard if line.startswith("AUTH")))
    place = f"host=localhost\x01port={target.port}"
    assert told == f"n,a={USER},\x01{place}\x01auth=Bearer short-token\x01\x01".encode()


@pytest.mark.parametrize(("mechanism", "farewell"), [("XOAUTH2", ""), ("OAUTHBEARER", "AQ==")])
async def test_a_refusal_is_read_and_told(mechanism: str, farewell: str) -> None:
    seen = Seen()
    says = refusal(status="invalid_token", scope="mail.send", schemes="bearer")
    script = (expect(f"AUTH {mechanism}"), say(says), expect(farewell), say(REFUSED_535))
    async with scripted(say("220 hello"), ehlo(f"AUTH {mechanism}"), script) as target:
        result = await attempt(target, Tokens("short-token"), seen)
    assert result.status is Outcome.FAILED
    finding = seen.finding("smtp.auth")
    assert finding.verdict.id == "smtp.auth.token-refused"
    assert finding.verdict.cause == "auth-oauth-token"
    assert finding.verdict.params["status"] == "invalid_token"
    assert finding.verdict.params["scope"] == "mail.send"
    command = next(n for n, line in enumerate(target.heard) if line.startswith("AUTH"))
    assert target.heard[command + 1] == farewell
    fix = fix_of(finding.verdict)
    assert fix is not None and fix.steps


async def test_a_token_that_has_run_out_is_followed_by_a_new_one() -> None:
    seen = Seen()
    says = refusal(status="401")
    script = (expect("AUTH"), say(says), expect(""), say(REFUSED_535), expect("AUTH"), GOOD)
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2"), script) as target:
        result = await attempt(target, Tokens("old-token", "new-token"), seen)
    assert result.status is Outcome.WARNING  # there is no encryption
    tries = [shown(line) for line in target.heard if line.startswith("AUTH")]
    assert [b"old-token" in tries[0], b"new-token" in tries[1], len(tries)] == [True, True, 2]


async def test_two_refusals_are_enough() -> None:
    says = refusal(status="401")
    once = (expect("AUTH"), say(says), expect(""), say(REFUSED_535))
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2"), once, once) as target:
        await attempt(target, Tokens("one", "two", "three"), Seen())
    assert len([line for line in target.heard if line.startswith("AUTH")]) == 2


async def test_a_server_that_is_busy_is_not_asked_twice() -> None:
    script = (expect("AUTH"), say("454 4.7.0 Temporary authentication failure"))
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2"), script) as target:
        await attempt(target, Tokens("one", "two"), Seen())
    assert len([line for line in target.heard if line.startswith("AUTH")]) == 1


NONSENSE = {
    "no Base64": "334 ***",
    "no JSON": f"334 {coded('go away')}",
    "JSON of another shape": f"334 {coded('[1]')}",
    "deep JSON": f"334 {coded('[' * 3000)}",
    "no UTF-8": f"334 {coded(bytes(range(256)))}",
    "nothing": "334 ",
    "huge": f"334 {coded('x' * 300_000)}",
    "controls": refusal(status="\x1b[2J"),
}


@pytest.mark.parametrize("name", NONSENSE)
async def test_a_refusal_that_makes_no_sense_is_a_refusal(name: str) -> None:
    seen = Seen()
    script = (expect("AUTH"), say(NONSENSE[name]), expect(""), say(REFUSED_535))
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2"), script) as target:
        result = await attempt(target, Tokens("short-token"), seen)
    assert result.status in (Outcome.FAILED, Outcome.UNKNOWN)
    told = line(finding_json(seen.finding("smtp.auth")))
    assert "\x1b" not in told
    assert len(told) < 12_000


async def test_a_server_that_asks_on_for_ever_gets_one_answer() -> None:
    seen = Seen()
    once = (expect("AUTH"), say(refusal(status="401")), expect(""), say("334 more"))
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2"), once) as target:
        result = await attempt(target, Tokens("short-token"), seen)
    assert result.status is Outcome.FAILED
    assert len([line for line in target.heard if line.startswith("AUTH")]) == 1


TOKEN = "ya29.Zq8vT3-mark-token-W9x"


def repeated(form: str) -> str:
    said = {
        "plain": f"535 5.7.8 not {TOKEN}",
        "base64": f"535 5.7.8 not {coded(TOKEN)}",
        "the whole answer": f"535 {coded(sasl.response('XOAUTH2', USER, TOKEN, '', 0))}",
    }
    if form in said:
        return said[form]
    return refusal(**{form: f"a token {TOKEN} of yours"})


def no_token_in(result: Result, seen: Seen, token: str) -> None:
    """The token is nowhere, however it is written."""
    told = [line(finding_json(finding)) for finding in seen.findings]
    told += [line(result_json(result)), *result.transcript, repr(seen)]
    inner = token[4:-4].encode()
    for text in told:
        assert token not in text
        for coded in re.findall(r"[A-Za-z0-9+/]{16,}", text):
            for skipped in range(4):
                part = coded[skipped:]
                assert inner not in base64.b64decode(part[: len(part) // 4 * 4])


@pytest.mark.parametrize(
    "form", ["plain", "base64", "the whole answer", "status", "scope", "text", "x", "xy", "xyz"]
)
async def test_a_server_that_repeats_the_token_is_not_quoted(form: str) -> None:
    seen = Seen()
    says = repeated(form)
    end = () if says.startswith("535") else (expect(""), say(REFUSED_535))
    script = (expect("AUTH"), say(says), *end)
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2"), script) as target:
        result = await attempt(target, Tokens(TOKEN), seen)
    assert result.status is Outcome.FAILED
    no_token_in(result, seen, TOKEN)


async def test_no_token_to_be_had_is_told_with_its_own_reason() -> None:
    class Over(Tokens):
        async def token(self) -> Secret:
            about = {"issuer": "Microsoft", "user": USER, "words": "over"}
            raise NoToken(Verdict("oauth.token.over", Status.FAILED, {**about}))

    seen = Seen()
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2")) as target:
        result = await attempt(target, Over(), seen)
    assert result.status is Outcome.FAILED
    assert title_of(seen.finding("smtp.auth")) == ("The sign-in with Microsoft is no longer valid")
    assert not [line for line in target.heard if line.startswith("AUTH")]


@pytest.mark.parametrize(
    ("key", "offers", "verdict"),
    [
        (None, "AUTH XOAUTH2", "smtp.auth.not-signed-in"),
        (Secret("a password"), "AUTH XOAUTH2 PLAIN", "smtp.auth.not-signed-in"),
        (Tokens("t"), "AUTH PLAIN LOGIN", "smtp.auth.no-tokens"),
        (Tokens("t"), "SIZE", "smtp.auth.not-offered"),
    ],
)
async def test_a_token_is_shown_only_where_it_belongs(
    key: Key | None, offers: str, verdict: str
) -> None:
    seen = Seen()
    async with scripted(say("220 hello"), ehlo(offers)) as target:
        await attempt(target, key, seen)
    assert seen.finding("smtp.auth").verdict.id == verdict
    assert not [line for line in target.heard if line.startswith("AUTH")]


async def test_no_token_crosses_a_line_that_others_read() -> None:
    seen = Seen()
    async with scripted(say("220 hello"), ehlo("AUTH XOAUTH2")) as target:
        by_token = server(target.port, sign_in=SignIn.OAUTH, plain_password_allowed=False)
        connection = ConnectionTarget(
            server=by_token,
            key=Tokens("t"),
            route=Route.MAIL_SERVER,
            sender=USER,
            recipient="ben@b.test",
        )
        await run_connection_test(connection, net(), seen)
    assert seen.finding("smtp.auth").verdict.id == "smtp.auth.not-encrypted"
