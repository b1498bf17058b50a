"""Signing in from the first page to the keyring, with a browser and an issuer of our own."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx2
import msgspec
import pytest
from keyring.errors import KeyringLocked

from mailadmin.core.account import SecretRole, Security, Server, SignIn
from mailadmin.core.credentials import KeyringCredentials, SessionCredentials
from mailadmin.core.event import Finished, Outcome, Phrase, Started
from mailadmin.core.finding import Status
from mailadmin.core.fixes import fix_of
from mailadmin.core.json_lines import finding_json, line, result_json
from mailadmin.core.oauth import judge
from mailadmin.core.oauth.browser_answer import OtherIssuer
from mailadmin.core.oauth.request import Way
from mailadmin.core.oauth.sign_out import NOBODY, sign_out
from mailadmin.core.secret import Secret
from mailadmin.core.texts import detail_of, say, title_of
from mailadmin.core.workspace import Workspace
from tests.core.keyring_doubles import Failing, WindowsLike
from tests.core.oauth.program import (
    BY_CODE,
    ISSUER,
    REQUEST,
    Browser,
    Seen,
    client_at,
    get,
    held,
    signed_in,
    workspace_at,
)
from tests.servers.authorization import CLIENT, USER, AuthorizationServer, answer, json_answer


@pytest.fixture
async def server() -> AsyncIterator[AuthorizationServer]:
    async with AuthorizationServer() as server:
        yield server


@pytest.fixture
def workspace(tmp_path: Path, server: AuthorizationServer) -> Workspace:
    return workspace_at(tmp_path, client_at(server))


SERVER = Server(
    host="mail.test",
    port=587,
    security=Security.STARTTLS,
    sign_in=SignIn.OAUTH,
    issuer=ISSUER,
    user_name=USER,
)


@pytest.mark.both_loops
async def test_the_browser_brings_the_sign_in_back(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    browser, seen = Browser(), Seen()
    result = await signed_in(workspace, browser, seen)
    assert (result.status, result.user, result.other_user) == (Outcome.PASSED, USER, False)
    assert seen.ids == ["oauth.client.ok", "oauth.page.ok", "oauth.token.ok", "oauth.kept"]
    assert isinstance(seen[-1], Finished)
    limits = {event.check: event.limit for event in seen if isinstance(event, Started)}
    assert limits["oauth.page"] == 10
    grant = await held(workspace)
    assert grant is not None
    assert (grant.client_id, grant.user) == (CLIENT, USER)
    assert grant.refresh_token in server.given
    assert "You can close this page" in await browser.shown()
    # RFC 6749 section 4.1.1, RFC 7636 section 4.3
    asked = dict(parse_qsl(urlsplit(browser.opened[0]).query))
    assert asked["code_challenge_method"] == "S256"
    assert (asked["response_type"], asked["login_hint"]) == ("code", USER)
    assert asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert min(len(asked["state"]), len(asked["code_challenge"])) == 43


async def test_nothing_asks_twice_after_a_sign_in(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    await signed_in(workspace, Browser(), Seen())
    asked = len(server.asked)
    key = await workspace.keys.key("anna", SecretRole.MAIL_SERVER, SERVER)
    inbox = await workspace.keys.key("anna", SecretRole.INBOX, SERVER)
    assert key is inbox
    assert key is not None and not isinstance(key, Secret)
    assert (await key.token()).reveal() in server.given
    assert len(server.asked) == asked


async def test_no_event_and_no_page_tells_a_secret(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    browser, seen = Browser(), Seen()
    result = await signed_in(workspace, browser, seen)
    told = [line(finding_json(finding)) for finding in seen.findings.values()]
    told += [line(result_json(result)), repr(seen), await browser.shown()]
    assert not [text for text in told for secret in server.given if secret in text]


async def test_the_page_in_the_browser_runs_and_keeps_nothing(workspace: Workspace) -> None:
    browser = Browser()
    await signed_in(workspace, browser, Seen())
    text, headers = await browser.shown(), browser.pages[-1].headers
    assert "<script" not in text and "code=" not in text
    assert headers["cache-control"] == "no-store"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["referrer-policy"] == "no-referrer"


async def test_somebody_else_signed_in(workspace: Workspace, server: AuthorizationServer) -> None:
    server.user = "ben@example.com"
    seen = Seen()
    result = await signed_in(workspace, Browser(), seen)
    assert (result.status, result.other_user) == (Outcome.WARNING, True)
    finding = seen.findings["oauth.token"]
    assert title_of(finding) == (
        "You signed in as ben@example.com, but these settings are for anna@example.com"
    )
    fix = fix_of(finding.verdict)
    assert fix is not None and "ben@example.com" in fix.steps[1]
    assert result_json(result)["fix"]["steps"] == list(fix.steps)


async def test_a_permission_is_missing(workspace: Workspace, server: AuthorizationServer) -> None:
    server.granted = "profile"
    seen = Seen()
    result = await signed_in(workspace, Browser(), seen)
    finding = seen.findings["oauth.token"]
    assert (result.status, result.cause) == (Outcome.WARNING, "auth-oauth-token")
    assert detail_of(finding) == "This permission is missing: mail"
    # What was not granted is never asked for again (RFC 6749 section 6).
    grant = await held(workspace)
    assert grant is not None and grant.scopes == ()


async def test_a_sign_in_that_can_not_be_renewed_says_so(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    server.says["/token"] = json_answer(access_token="a", expires_in=3600)
    seen = Seen()
    result = await signed_in(workspace, Browser(), seen)
    assert title_of(seen.findings["oauth.token"]) == "This sign-in holds for 60 minutes only"
    assert result.status is Outcome.WARNING


@pytest.mark.parametrize(
    "error", ["access_denied", "admin_policy_enforced", "server_error", "\x1b"]
)
async def test_the_page_says_no(
    error: str, workspace: Workspace, server: AuthorizationServer
) -> None:
    server.refuses = error
    browser, seen = Browser(), Seen()
    result = await signed_in(workspace, browser, seen)
    assert result.status in (Outcome.FAILED, Outcome.UNKNOWN)
    assert "You are not signed in" in await browser.shown()
    assert await held(workspace) is None
    assert [finding.status for finding in seen.findings.values()][2:] == [Status.SKIPPED] * 2
    assert "\x1b" not in line(finding_json(seen.findings["oauth.page"]))


async def test_a_program_without_a_registration_says_so(
    tmp_path: Path, server: AuthorizationServer
) -> None:
    request = msgspec.structs.replace(REQUEST, issuer="accounts.google.com")
    seen, browser = Seen(), Browser()
    result = await signed_in(workspace_at(tmp_path), browser, seen, request)
    assert seen.ids[0] == "oauth.client.missing"
    assert result.status is Outcome.FAILED
    assert browser.opened == []
    fix = fix_of(seen.findings["oauth.client"].verdict)
    assert fix is not None
    assert "password" in fix.steps[-1]  # what works without it
    assert "Google" in fix.copy[0].text


CLIENTS = {
    "oauth.client.no-issuer": {"issuer": "nobody.test"},
    "oauth.client.not-to-be-had": {"issuer": "login.yahoo.com"},
    "oauth.client.no-codes": {"way": Way.DEVICE},
}


@pytest.mark.parametrize("verdict", CLIENTS)
async def test_a_sign_in_that_can_not_begin(
    verdict: str, tmp_path: Path, server: AuthorizationServer
) -> None:
    client = msgspec.structs.replace(client_at(server), device_authorization_endpoint="")
    request = msgspec.structs.replace(REQUEST, **CLIENTS[verdict])
    seen = Seen()
    result = await signed_in(workspace_at(tmp_path, client), Browser(), seen, request)
    assert seen.ids[0] == verdict
    assert result.status is Outcome.FAILED
    assert fix_of(seen.findings["oauth.client"].verdict) is not None
    assert server.asked == []


THEIR_CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
"""Of RFC 7636 appendix B."""


async def test_a_stolen_code_is_of_no_use(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    """Somebody slips in a code of a sign-in of their own; the proof of ours does not fit it."""

    class Thief(Browser):
        async def surf(self, url: str) -> None:
            asked = dict(parse_qsl(urlsplit(url).query))
            theirs = url.replace(
                asked["code_challenge"], "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
            )
            await super().surf(server.sign_in(theirs))

    seen = Seen()
    result = await signed_in(workspace, Thief(), seen)
    assert seen.findings["oauth.token"].verdict.id == "oauth.token.over"
    assert result.status is Outcome.FAILED
    assert await held(workspace) is None


async def test_an_issuer_that_does_not_answer_leaves_it_open(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    server.says["/token"] = answer(b"<html>", 503)
    seen = Seen()
    result = await signed_in(workspace, Browser(), seen)
    assert seen.findings["oauth.token"].verdict.id == "oauth.token.no-answer"
    assert result.status is Outcome.UNKNOWN


def test_an_answer_of_another_issuer_is_told() -> None:
    verdict = judge.page({"issuer": "Google"}, OtherIssuer("https://evil.test"))
    assert verdict.status is Status.FAILED
    assert say(Phrase(verdict.id, verdict.params)) == (
        "The browser brought an answer that is not from Google, so it was not used"
    )
    assert fix_of(verdict) is not None


class NoBrowser(Browser):
    async def open_page(self, url: str) -> None:
        raise FileNotFoundError("no browser")


async def test_no_browser_leads_to_a_code(workspace: Workspace) -> None:
    seen = Seen()
    await signed_in(workspace, NoBrowser(), seen)
    finding = seen.findings["oauth.page"]
    assert title_of(finding) == "No browser could be opened"


class Idle(Browser):
    """A person who does nothing."""

    async def surf(self, url: str) -> None:
        pass


async def test_a_person_who_does_nothing(workspace: Workspace) -> None:
    browser, seen = Idle(), Seen()
    result = await signed_in(workspace, browser, seen, limit=0.2)
    assert seen.findings["oauth.page"].verdict.id == "oauth.page.timed-out"
    assert result.status is Outcome.FAILED
    with pytest.raises(httpx2.ConnectError):
        await get(redirect_of(browser))


async def test_cancelling_closes_the_port_at_once(workspace: Workspace) -> None:
    browser, seen = Idle(), Seen()
    signing_in = asyncio.create_task(signed_in(workspace, browser, seen))
    while not browser.opened:
        await asyncio.sleep(0.01)
    signing_in.cancel()
    with pytest.raises(asyncio.CancelledError):
        await signing_in
    with pytest.raises(httpx2.ConnectError):
        await get(redirect_of(browser))
    assert seen.findings["oauth.page"].verdict.id == "stage.cancelled"


def redirect_of(browser: Browser) -> str:
    return parse_qs(urlsplit(browser.opened[0]).query)["redirect_uri"][0]


async def test_two_sign_ins_at_once_do_not_mix(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    other = msgspec.structs.replace(REQUEST, owner="ben", user_name="")
    browsers = (Browser(), Browser())
    results = await asyncio.gather(
        signed_in(workspace, browsers[0], Seen()), signed_in(workspace, browsers[1], Seen(), other)
    )
    assert [result.status for result in results] == [Outcome.PASSED] * 2
    first, second = await held(workspace), await held(workspace, "ben")
    assert first is not None and second is not None
    assert first.refresh_token != second.refresh_token
    assert redirect_of(browsers[0]) != redirect_of(browsers[1])


# -- the keyring


async def test_a_long_grant_fits_a_keyring_of_small_entries(
    tmp_path: Path, server: AuthorizationServer
) -> None:
    long = "r" * 5000
    server.says["/token"] = json_answer(access_token="a" * 3000, refresh_token=long)
    backend = WindowsLike()
    credentials = SessionCredentials(KeyringCredentials(lambda: backend))
    workspace = workspace_at(tmp_path, client_at(server), credentials=credentials)
    seen = Seen()
    await signed_in(workspace, Browser(), seen)
    assert seen.findings["keyring.write"].verdict.id == "oauth.kept"
    assert len(backend.entries) > 5
    grant = await held(workspace)
    assert grant is not None and grant.refresh_token == long


async def test_a_keyring_that_refuses_is_told_and_the_sign_in_holds(
    tmp_path: Path, server: AuthorizationServer
) -> None:
    credentials = SessionCredentials(KeyringCredentials(lambda: Failing(KeyringLocked("no"))))
    workspace = workspace_at(tmp_path, client_at(server), credentials=credentials)
    seen = Seen()
    result = await signed_in(workspace, Browser(), seen)
    assert result.status is Outcome.WARNING
    assert "only until the program ends" in title_of(seen.findings["keyring.write"])
    assert await held(workspace) is not None
    await signed_in(workspace, Browser(), again := Seen())
    assert again.findings["keyring.write"].verdict.id == "oauth.kept.this-run"


async def test_without_any_keyring_it_fails_with_the_reason(
    tmp_path: Path, server: AuthorizationServer
) -> None:
    credentials = KeyringCredentials(lambda: Failing(KeyringLocked("no")))
    workspace = workspace_at(tmp_path, client_at(server), credentials=credentials)
    seen = Seen()
    result = await signed_in(workspace, Browser(), seen)
    assert result.status is Outcome.FAILED
    assert seen.findings["keyring.write"].verdict.id.startswith("keyring.")


# -- with a code


async def test_a_code_is_typed_on_another_device(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    server.pending = ["authorization_pending"]
    browser, seen = Browser(), Seen()
    result = await signed_in(workspace, browser, seen, BY_CODE)
    assert result.status is Outcome.PASSED
    assert (browser.codes[0].code, browser.codes[0].page) == ("WDJB-MJHT", server.url("/activate"))
    assert browser.opened == []
    assert await held(workspace) is not None
    assert [path for path, _ in server.asked] == ["/device", "/token", "/token"]


async def test_a_code_that_comes_to_nothing(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    server.pending = ["access_denied"]
    seen = Seen()
    result = await signed_in(workspace, Browser(), seen, BY_CODE)
    assert seen.findings["oauth.page"].verdict.id == "oauth.page.denied"
    assert result.status is Outcome.FAILED


async def test_no_code_to_be_had(workspace: Workspace, server: AuthorizationServer) -> None:
    server.says["/device"] = json_answer(400, error="unauthorized_client")
    seen, browser = Seen(), Browser()
    await signed_in(workspace, browser, seen, BY_CODE)
    assert seen.findings["oauth.page"].verdict.id == "oauth.page.unknown-client"
    assert browser.codes == []


# -- signing out


async def test_signing_out_removes_everything(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    await signed_in(workspace, Browser(), Seen())
    grant = await held(workspace)
    assert grant is not None
    assert await sign_out("anna", SecretRole.OAUTH, workspace) is None
    assert await held(workspace) is None
    assert grant.refresh_token in server.revoked
    assert await workspace.keys.key("anna", SecretRole.MAIL_SERVER, SERVER) is None
    assert await sign_out("anna", SecretRole.OAUTH, workspace) == NOBODY  # once more does no harm


async def test_an_issuer_that_is_away_keeps_nobody_signed_in_here(
    workspace: Workspace, server: AuthorizationServer
) -> None:
    await signed_in(workspace, Browser(), Seen())
    server.says["/revoke"] = answer(b"", 503)
    notice = await sign_out("anna", SecretRole.OAUTH, workspace)
    assert notice is not None and notice.id == "sign-out.left-there"
    assert await held(workspace) is None


async def test_a_keyring_that_does_not_forget_is_told(tmp_path: Path) -> None:
    credentials = KeyringCredentials(lambda: Failing(KeyringLocked("no")))
    workspace = workspace_at(tmp_path, credentials=credentials)
    notice = await sign_out("anna", SecretRole.OAUTH, workspace)
    assert notice is not None and notice.id == "sign-out.left-here"
