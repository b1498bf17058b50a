"""Keeps the token of one sign-in fresh: the keyring has the grant, this run has the token."""

import asyncio
import contextlib
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import Credentials, CredentialsError
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.keys import NoToken
from mailadmin.core.net import Net
from mailadmin.core.oauth import exchange, grant
from mailadmin.core.oauth.client import OAuthClient, client_of
from mailadmin.core.oauth.grant import Grant
from mailadmin.core.oauth.issuers import Issuer, issuer_of_id
from mailadmin.core.oauth.refusals import TOKEN_IS_OVER, no_token
from mailadmin.core.oauth.tokens import Answer, Refused, Tokens
from mailadmin.core.secret import Secret
from mailadmin.core.settings import SettingsFile

MARGIN: Final = 60.0
"""Seconds before its end at which a token counts as over: a conversation takes a while."""

SHARE: Final = 0.2
"""The part of a short-lived token's time that stands in for :data:`MARGIN`."""

SETTINGS_LIMIT: Final = 20.0
"""Seconds that reading the settings may take."""

_NO_LONGER_GOOD: Final = "invalid_grant"


class TokenKeeper:
    """A :class:`~mailadmin.core.keys.Bearer`: every task of the program that needs it asks here.

    However many ask at once, the issuer is asked once. A request for a token that has begun is
    seen to its end although whoever asked has given up: an issuer may take back the old grant as
    it gives the new one, and who does not hear of that is signed out.
    """

    def __init__(
        self,
        owner: str,
        role: SecretRole,
        credentials: Credentials,
        net: Net,
        settings_file: SettingsFile,
    ) -> None:
        self._owner = owner
        self._role = role
        self._credentials = credentials
        self._net = net
        self._settings_file = settings_file
        self._token: Secret | None = None
        self._until = 0.0
        self._fetching: asyncio.Task[Secret] | None = None
        self.issuer: str | None = None
        """Whose tokens these are, as soon as somebody was given this keeper for a server."""
        self.storing = asyncio.Lock()
        """Held by whoever changes what the keyring has of this sign-in."""

    async def grant(self) -> Grant | None:
        """What the keyring has of the sign-in. Raises ``CredentialsError``."""
        secret = await self._credentials.read(self._owner, self._role)
        return grant.opened(secret) if secret is not None else None

    async def token(self) -> Secret:
        """See :class:`~mailadmin.core.keys.Bearer`."""
        if self._token is not None and asyncio.get_running_loop().time() < self._until:
            return self._token
        return await self._fetched()

    async def renewed(self, refused: Secret) -> Secret | None:
        """See :class:`~mailadmin.core.keys.Bearer`."""
        if self._token is not None and self._token != refused:
            return self._token  # somebody else was refused before and has fetched another
        self._token = None
        token = await self._fetched()
        return token if token != refused else None

    def take(self, tokens: Tokens) -> None:
        """Use these tokens from now on: somebody has just signed in."""
        self.drop()
        self._use(tokens)

    def held(self) -> Secret | None:
        """The token that is in use, None for none; nobody is asked for one."""
        return self._token

    def drop(self) -> None:
        """Use no token that is known by now: somebody has signed out."""
        self._token = None
        self._fetching = None  # what it brings is for those who wait for it already

    def _use(self, tokens: Tokens) -> None:
        self._token = tokens.access_token
        lasts = tokens.lasts if tokens.lasts is not None else MARGIN / SHARE
        margin = min(MARGIN, SHARE * lasts)
        self._until = asyncio.get_running_loop().time() + lasts - margin

    async def _fetched(self) -> Secret:
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.ensure_future(self._fetch())
            self._fetching.add_done_callback(_heard)
        return await asyncio.shield(self._fetching)

    async def _fetch(self) -> Secret:
        held = await self._held()
        if held.access_token:  # given from outside for this run: there is no other
            return Secret(held.access_token)
        issuer, client = await self._registration(held)
        answer = await self._asked(held, issuer, client)
        if isinstance(answer, Refused) and answer.error == _NO_LONGER_GOOD:
            # Another program of the same user may have been first, and has the new grant.
            now = await self._held()
            if now.refresh_token != held.refresh_token:
                held = now
                answer = await self._asked(held, issuer, client)
        if not isinstance(answer, Tokens):
            raise NoToken(no_token(answer, issuer, client, held.user))
        await self._keep(held, answer)
        if asyncio.current_task() is self._fetching:
            self._use(answer)
        return answer.access_token

    async def _asked(self, held: Grant, issuer: Issuer, client: OAuthClient) -> Answer:
        refresh_token = Secret(held.refresh_token)
        return await exchange.refresh(issuer, client, refresh_token, held.scopes, self._net)

    async def _held(self) -> Grant:
        try:
            held = await self.grant()
        except CredentialsError as error:
            raise NoToken(error.verdict()) from None
        if held is None or self.issuer not in (None, held.issuer):
            # There was one as the conversation began: somebody has signed out since, or in at
            # another issuer, whose tokens are not for the server that is asking.
            verdict_id = "oauth.token.not-signed-in"
            raise NoToken(Verdict(verdict_id, Status.FAILED, cause=TOKEN_IS_OVER))
        return held

    async def _registration(self, held: Grant) -> tuple[Issuer, OAuthClient]:
        """Whom to ask, and as whom. A grant is good for one registration only."""
        loaded = await blocking.run(self._settings_file.load, limit=SETTINGS_LIMIT)
        clients = loaded.settings.clients
        issuer, client = issuer_of_id(held.issuer, clients), client_of(held.issuer, clients)
        if issuer is None or client is None or client.client_id != held.client_id:
            about = {"issuer": issuer.name if issuer is not None else held.issuer}
            verdict_id = "oauth.token.other-registration"
            raise NoToken(Verdict(verdict_id, Status.FAILED, {**about}, cause=TOKEN_IS_OVER))
        return issuer, client

    async def _keep(self, held: Grant, tokens: Tokens) -> None:
        """Put the new grant in the place of the old one, where there is a new one."""
        new = tokens.refresh_token.reveal()
        if not new or new == held.refresh_token:
            return
        sealed = grant.sealed(msgspec.structs.replace(held, refresh_token=new))
        # Where the keyring refuses, the token in hand is still good.
        with contextlib.suppress(CredentialsError):
            async with self.storing:
                # Who signed out, or in again, in the meantime does not get the old grant back.
                if await self.grant() == held:
                    await self._credentials.write(self._owner, self._role, sealed)


def _heard(task: "asyncio.Task[Secret]") -> None:
    """Whoever asked may be gone: then nobody else hears what became of it."""
    if not task.cancelled():
        task.exception()
