"""Signing in at a provider's page, from the registration to the keyring (RFC 8252, RFC 8628)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import Route, SecretRole
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.event import Finished, Listener, Outcome, Phrase
from mailadmin.core.finding import Finding, Params, Status
from mailadmin.core.oauth import exchange, grant, judge
from mailadmin.core.oauth.browser_answer import Code
from mailadmin.core.oauth.client import OAuthClient, client_of
from mailadmin.core.oauth.device import wait_for_person
from mailadmin.core.oauth.grant import Grant
from mailadmin.core.oauth.issuers import Issuer, issuer_of_id
from mailadmin.core.oauth.judge import Expected, NoBrowser, PageFacts, Registration
from mailadmin.core.oauth.loopback import Loopback
from mailadmin.core.oauth.page import Proof, new_proof, page_address, scopes_of
from mailadmin.core.oauth.refusals import about
from mailadmin.core.oauth.request import DeviceCode, Guide, Request, SignInResult, Way
from mailadmin.core.oauth.tokens import Answer, DeviceGrant, Tokens
from mailadmin.core.runner import StageFailed, Stages
from mailadmin.core.workspace import Workspace

__all__ = [
    "SIGN_IN_CHECKS",
    "DeviceCode",
    "Guide",
    "Request",
    "SignInResult",
    "Way",
    "run_sign_in",
]

SIGN_IN_CHECKS: Final = ("oauth.client", "oauth.page", "oauth.token", "keyring.write")
"""The stages of a sign-in in the order a window shows them."""

STAGE_LIMIT: Final = 60.0
"""Seconds for a stage in which nobody has to do anything."""


async def run_sign_in(
    request: Request,
    workspace: Workspace,
    listener: Listener,
    guide: Guide,
    *,
    limit: float = 600.0,
) -> SignInResult:
    """Sign in and store the grant. Cancelling ends everything at once, the open port included.

    ``limit`` is the seconds that the person has.
    """
    return await _SignIn(request, workspace, listener, guide, limit).run()


class _SignIn:
    def __init__(
        self,
        request: Request,
        workspace: Workspace,
        listener: Listener,
        guide: Guide,
        limit: float,
    ) -> None:
        self._request = request
        self._workspace = workspace
        self._listener = listener
        self._guide = guide
        self._limit = limit
        messenger = request.role.of_grant is SecretRole.MESSENGER_OAUTH
        self._stages = Stages(
            listener,
            subject=request.issuer,
            route=Route.MESSENGER if messenger else Route.MAIL_SERVER,
            limit=STAGE_LIMIT,
        )
        self._began = asyncio.get_running_loop().time()
        self._redirect_uri = ""

    async def run(self) -> SignInResult:
        try:
            tokens, registered = await self._tokens()
            if tokens is None:
                return self._ended(self._stages.findings[-1])
            await self._keep(tokens, *registered)
        except StageFailed as stop:
            return self._ended(stop.finding)
        return self._signed_in(tokens)

    async def _tokens(self) -> tuple[Tokens | None, tuple[Issuer, OAuthClient]]:
        """Everything up to the tokens, None where the last finding says why there are none."""
        request, stages = self._request, self._stages
        found = await stages.run(
            "oauth.client",
            self._registration,
            partial(judge.client, request.issuer, request.way, request.user_name),
        )
        assert found.issuer is not None and found.client is not None
        registered = (found.issuer, found.client)
        params, proof = about(*registered, request.user_name), new_proof()
        turn: Callable[[], Awaitable[PageFacts]] = partial(self._in_browser, *registered, proof)
        if request.way is Way.DEVICE:
            turn = partial(self._on_device, *registered)
        judged = partial(judge.page, params)
        facts = await stages.run("oauth.page", turn, judged, limit=self._limit)
        if not isinstance(facts, Code | Tokens):
            return None, registered
        answer = await stages.run(
            "oauth.token",
            partial(self._redeemed, *registered, proof, facts),
            partial(judge.token, params, Expected(request.user_name, found.issuer.scopes)),
        )
        return (answer if isinstance(answer, Tokens) else None), registered

    async def _registration(self) -> Registration:
        loaded = await blocking.run(self._workspace.settings_file.load, limit=STAGE_LIMIT)
        clients = loaded.settings.clients
        issuer = issuer_of_id(self._request.issuer, clients)
        if issuer is None:
            return Registration(None, None)
        pages = (issuer.authorization_endpoint, issuer.token_endpoint)
        protected = all(map(exchange.is_protected, pages))
        return Registration(issuer, client_of(issuer.id, clients), protected)

    async def _in_browser(self, issuer: Issuer, client: OAuthClient, proof: Proof) -> PageFacts:
        async with Loopback(proof.state, issuer.identifier) as loopback:
            self._redirect_uri = loopback.redirect_uri
            user = self._request.user_name
            address = await page_address(issuer, client, self._redirect_uri, proof, user)
            try:
                await self._guide.open_page(address)
            except OSError as error:
                return NoBrowser(str(error))
            return await loopback.answer()

    async def _on_device(self, issuer: Issuer, client: OAuthClient) -> PageFacts:
        net = self._workspace.net
        device = await exchange.ask_for_device_code(issuer, client, scopes_of(issuer), net)
        if not isinstance(device, DeviceGrant):
            return device
        expires = datetime.now(UTC) + timedelta(seconds=min(device.lasts, self._limit))
        self._guide.show_code(DeviceCode(page=device.page, code=device.user_code, expires=expires))
        return await wait_for_person(issuer, client, device, net)

    async def _redeemed(
        self, issuer: Issuer, client: OAuthClient, proof: Proof, facts: Code | Tokens
    ) -> Answer:
        if isinstance(facts, Tokens):
            return facts
        verifier, address = proof.verifier, self._redirect_uri
        net = self._workspace.net
        return await exchange.redeem(issuer, client, facts.code, verifier, address, net)

    async def _keep(self, tokens: Tokens, issuer: Issuer, client: OAuthClient) -> None:
        owner, role = self._request.owner, self._request.role.of_grant
        lacking = judge.missing_scopes(issuer.scopes, tokens.scopes)
        held = Grant(
            issuer=issuer.id,
            client_id=client.client_id,
            refresh_token=tokens.refresh_token.reveal(),
            # RFC 6749 section 6: more than was granted may not be asked for, nothing means all.
            scopes=() if lacking else scopes_of(issuer),
            user=tokens.user or self._request.user_name,
        )

        async def write() -> Phrase | CredentialsError | None:
            try:
                async with self._workspace.keys.keeper(owner, role).storing:
                    return await self._workspace.credentials.write(owner, role, grant.sealed(held))
            except CredentialsError as error:
                return error

        params = about(issuer, client, self._request.user_name)
        await self._stages.run("keyring.write", write, partial(judge.kept, params))
        self._workspace.keys.remember(owner, role, issuer.id, tokens)

    def _signed_in(self, tokens: Tokens) -> SignInResult:
        expected = self._request.user_name
        other = judge.is_other_user(expected, tokens.names)
        warned = [one for one in self._stages.findings if one.status is Status.WARNING]
        title = "sign-in.other-user" if other else "sign-in.done"
        result = self._result(
            Outcome.WARNING if warned else Outcome.PASSED,
            title if tokens.user else "sign-in.done-unnamed",
            warned[0] if warned else None,
            tokens.user,
        )
        return self._finish(result)

    def _ended(self, finding: Finding) -> SignInResult:
        done = {one.check for one in self._stages.findings}
        self._stages.skip(check for check in SIGN_IN_CHECKS if check not in done)
        failed = finding.status is Status.FAILED
        return self._finish(
            self._result(Outcome.FAILED if failed else Outcome.UNKNOWN, "sign-in.failed", finding)
        )

    def _result(
        self, status: Outcome, title: str, finding: Finding | None, user: str = ""
    ) -> SignInResult:
        wanted = self._request.user_name
        params: Params = {"user": user or wanted, "expected": wanted}
        good = status in (Outcome.PASSED, Outcome.WARNING)
        return SignInResult(
            command="sign-in",
            status=status,
            title=Phrase(title, params),
            not_proven=(Phrase("sign-in.no-server"),) if good else (),
            route=self._stages.route,
            elapsed_ms=0.0,
            failure=finding,
            cause=finding.verdict.cause if finding is not None else None,
            user=user,
            other_user=title == "sign-in.other-user",
        )

    def _finish(self, result: SignInResult) -> SignInResult:
        elapsed = (asyncio.get_running_loop().time() - self._began) * 1000
        result = msgspec.structs.replace(result, elapsed_ms=round(elapsed, 1))
        self._listener(Finished(result))
        return result
