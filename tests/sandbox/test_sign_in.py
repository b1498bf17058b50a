"""Signing in at the sandbox's page as the program does it, and what works from then on."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.account import Account, Route, SecretRole, SignIn
from mailadmin.core.arrival.outcome import Where
from mailadmin.core.arrival.run import run_arrival
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import Wish
from mailadmin.core.event import Event, Finished, Found, Outcome
from mailadmin.core.fixes import fix_of
from mailadmin.core.json_lines import line
from mailadmin.core.oauth.grant import Grant, opened
from mailadmin.core.oauth.sign_in import DeviceCode, Request, SignInResult, Way, run_sign_in
from mailadmin.core.oauth.sign_out import sign_out
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.sandbox.oauth import CLIENT_ID, ISSUER
from mailadmin.sandbox.pages import CANCEL
from mailadmin.sandbox.scenario import ANNA, OFFICE
from mailadmin.sandbox.system import ACCOUNT_ID, Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from tests.sandbox.browser import ask, refresh


class Person:
    """Whoever is at the page, with a browser: gives one answer, wherever it is asked for."""

    def __init__(self, answer: str) -> None:
        self._form = {"answer": answer}
        self._doing: asyncio.Future[bytes] | None = None

    async def open_page(self, url: str) -> None:
        self._doing = asyncio.ensure_future(asyncio.to_thread(self._use_browser, url))

    def show_code(self, code: DeviceCode) -> None:
        self._doing = asyncio.ensure_future(asyncio.to_thread(self._type, code))

    async def read(self) -> bytes:
        """What the browser shows in the end."""
        assert self._doing is not None
        return await self._doing

    def _use_browser(self, url: str) -> bytes:
        assert ask(url).status == 200
        sent_on = ask(url, self._form)
        assert sent_on.status == 303
        return ask(sent_on.location).body

    def _type(self, code: DeviceCode) -> bytes:
        return ask(code.page, {"user_code": code.code, **self._form}).body


class Desk:
    """The program on a sandbox; ``heard`` is all that a window or a report would be told."""

    def __init__(self, sandbox: Sandbox, folder: Path) -> None:
        self.sandbox = sandbox
        self.workspace = sandbox_workspace(sandbox, folder)
        self.heard: list[Event] = []

    @property
    def account(self) -> Account:
        """The sandbox's account, signed in to with a token."""
        account = self.sandbox.account
        by_token = {"sign_in": SignIn.OAUTH, "issuer": ISSUER}
        return msgspec.structs.replace(
            account,
            mail_server=msgspec.structs.replace(account.mail_server, **by_token),
            inbox=msgspec.structs.replace(account.inbox, **by_token),
        )

    async def found(self) -> Account:
        """The account as it is offered for the address alone."""
        search = await find_settings(Wish(address=ANNA), self.workspace.net, self.heard.append)
        offer = search.offers[0]
        account = self.sandbox.account
        return msgspec.structs.replace(account, mail_server=offer.mail_server, inbox=offer.inbox)

    async def sign_in(self, answer: str = ANNA, way: Way = Way.BROWSER) -> SignInResult:
        person = Person(answer)
        request = Request(
            owner=ACCOUNT_ID, role=SecretRole.OAUTH, issuer=ISSUER, user_name=ANNA, way=way
        )
        result = await run_sign_in(request, self.workspace, self.heard.append, person, limit=10)
        assert b"<h1>" in await person.read()
        assert self.heard[-1] == Finished(result)
        return result

    async def test(self, account: Account):
        """Click here to test your connection."""
        server = account.mail_server
        target = ConnectionTarget(
            server=server,
            key=await self.workspace.keys.key(ACCOUNT_ID, SecretRole.MAIL_SERVER, server),
            route=Route.MAIL_SERVER,
            sender=ANNA,
            recipient=ANNA,
        )
        return await run_connection_test(target, self.workspace.net, self.heard.append)

    async def grant(self) -> Grant | None:
        secret = await self.workspace.credentials.read(ACCOUNT_ID, SecretRole.OAUTH)
        return None if secret is None else opened(secret)

    def failed(self, check: str):
        """The last finding of a stage that failed."""
        found = [one.finding for one in self.heard if isinstance(one, Found)]
        return [one for one in found if one.check == check and one.status == "failed"][-1]

    def mechanisms(self) -> set[tuple[str, str, bool]]:
        seen = self.sandbox.sign_ins
        return {(one.host, one.mechanism, one.accepted) for one in seen if one.user_name == ANNA}


@pytest.fixture
def desk(start, tmp_path):
    desks = []

    def sit_down(scenario):
        desks.append(Desk(start(scenario), tmp_path))
        return desks[-1]

    yield sit_down
    for one in desks:
        one.workspace.outbox.close()


@pytest.mark.parametrize("way", [Way.BROWSER, Way.DEVICE])
async def test_where_no_password_helps_a_sign_in_at_the_page_does(desk, way):
    here = desk("oauth-needed")
    refused = await here.test(here.sandbox.account)
    assert (refused.status, refused.cause) == (Outcome.FAILED, "auth-basic-disabled")

    signed_in = await here.sign_in(way=way)
    assert (signed_in.status, signed_in.user) == (Outcome.PASSED, ANNA)
    assert not signed_in.other_user

    account = await here.found()
    tested = await here.test(account)
    assert tested.status is Outcome.PASSED
    draft = Draft(to=(ANNA,), subject="By token", text="Sent with a token.")
    sent = await send(account, draft, here.workspace, here.heard.append)
    assert (sent.status, sent.route) == (Outcome.PASSED, Route.MAIL_SERVER)
    arrived = await run_arrival(account, here.workspace, here.heard.append, wait=5.0)
    assert [one.folder for one in arrived.mailboxes] == [Where.INBOX]
    by_token = {mechanism for host, mechanism, accepted in here.mechanisms() if accepted}
    assert by_token <= {"XOAUTH2", "OAUTHBEARER"}
    hosts = {host for host, _, accepted in here.mechanisms() if accepted}
    assert hosts == {"smtp.sandbox.test", "imap.sandbox.test"}

    held = await here.grant()
    token = await here.workspace.keys.keeper(ACCOUNT_ID, SecretRole.OAUTH).token()
    told = "".join(map(repr, here.heard)) + "".join(
        line(msgspec.to_builtins(one.result)) for one in here.heard if isinstance(one, Finished)
    )
    assert held.refresh_token not in told
    assert token.reveal() not in told


async def test_a_revoked_sign_in_is_found_and_mended_by_another_one(desk):
    here = desk("token-revoked")
    result = await here.test(here.account)
    assert (result.status, result.cause) == (Outcome.FAILED, "auth-oauth-token")
    finding = here.failed("smtp.auth")
    assert finding.verdict.id == "oauth.token.over"
    assert fix_of(finding.verdict).steps
    await here.sign_in()
    assert (await here.test(here.account)).status is Outcome.PASSED


async def test_a_token_that_is_revoked_while_the_program_runs(desk):
    """The server refuses the token in hand, and the issuer gives no other one."""
    here = desk("oauth-needed")
    await here.sign_in()
    assert (await here.test(here.account)).status is Outcome.PASSED
    here.sandbox.switch("token-revoked")
    assert (await here.test(here.account)).cause == "auth-oauth-token"
    assert ("smtp.sandbox.test", "XOAUTH2", False) in here.mechanisms()


async def test_the_next_start_of_the_program_needs_no_page(desk):
    """Only the grant is kept; each start uses it up and keeps the next one."""
    here = desk("oauth-needed")
    await here.sign_in()
    before = await here.grant()
    here.workspace = here.workspace.with_credentials(here.workspace.credentials)
    assert (await here.test(here.account)).status is Outcome.PASSED
    after = await here.grant()
    assert after.refresh_token != before.refresh_token
    used_up = refresh(here.sandbox.clients[0], before.refresh_token)
    assert used_up.json["error"] == "invalid_grant"


@pytest.mark.parametrize("scenario", ["oauth-needed", "token-revoked", "admin-approval"])
async def test_signing_in_ends_as_the_scenario_expects(desk, scenario):
    here = desk(scenario)
    result = await here.sign_in()
    expected = here.sandbox.scenario.expected.sign_in
    assert result.status is (Outcome.FAILED if expected else Outcome.PASSED)
    assert (result.failure.verdict.id if result.failure else "") == expected


@pytest.mark.parametrize("way", [Way.BROWSER, Way.DEVICE])
async def test_an_admin_has_to_approve_and_gets_a_message(desk, way):
    here = desk("admin-approval")
    result = await here.sign_in(way=way)
    assert result.failure.verdict.id == "oauth.page.admin-approval"
    fix = fix_of(result.failure.verdict)
    assert [ANNA in part.text and CLIENT_ID in part.text for part in fix.copy] == [True]
    assert await here.grant() is None
    here.sandbox.switch("oauth-needed")  # the admin has approved
    assert (await here.sign_in()).status is Outcome.PASSED


async def test_whoever_cancels_has_no_sign_in(desk):
    here = desk("oauth-needed")
    result = await here.sign_in(CANCEL)
    assert result.failure.verdict.id == "oauth.page.denied"
    assert await here.grant() is None


async def test_somebody_else_at_the_page_is_noticed_and_gets_no_mailbox_of_annas(desk):
    here = desk("oauth-needed")
    result = await here.sign_in(OFFICE)
    assert (result.status, result.user, result.other_user) == (Outcome.WARNING, OFFICE, True)
    assert (await here.test(here.account)).cause == "auth-oauth-token"


async def test_signing_out_leaves_nothing_here_and_nothing_there(desk):
    here = desk("oauth-needed")
    await here.sign_in()
    held = await here.grant()
    assert await sign_out(ACCOUNT_ID, SecretRole.OAUTH, here.workspace) is None
    assert await here.grant() is None
    answer = refresh(here.sandbox.clients[0], held.refresh_token)
    assert answer.json["error"] == "invalid_grant"
    assert (await here.test(here.account)).status is Outcome.FAILED
