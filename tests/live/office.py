"""A sender whose provider lets them sign in on a page, before real servers."""

import asyncio
from pathlib import Path
from typing import Final

from mailadmin.core.account import Account, SecretRole, Security, Server, SignIn
from mailadmin.core.event import Result
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.grant import Grant
from mailadmin.core.oauth.keeper import TokenKeeper
from mailadmin.core.oauth.sign_in import Request, SignInResult, Way, run_sign_in
from mailadmin.core.settings import Settings
from tests.live.desk import PATIENT, Desk, Seen, own_server
from tests.live.oauth_server import CLIENT, ISSUER, OAuthServer
from tests.live.person import Person
from tests.live.postfix import ANNA, MAIL_HOST

OWNER: Final = "anna"
_TOKEN: Final = {"sign_in": SignIn.OAUTH, "issuer": ISSUER}


class Office:
    """A desk, and the authorization server that its mail servers believe."""

    def __init__(self, desk: Desk, server: OAuthServer, ca_file: Path) -> None:
        self.desk = desk
        self.server = server
        self.workspace = desk.workspace
        self.ca_file = ca_file

    def register(self, client_id: str = CLIENT, scopes: tuple[str, ...] = ()) -> OAuthClient:
        """Have this registration of the program in its settings."""
        client = self.server.client(client_id, scopes)
        self.workspace.settings_file.save(Settings(clients=(client,)))
        return client

    def person(self, address: str = ANNA, does: str = "allow") -> Person:
        return Person(address, self.ca_file, does)

    async def sign_in(
        self, person: Person, way: Way = Way.BROWSER, seen: Seen | None = None
    ) -> SignInResult:
        """The account is Anna's, whoever the person is."""
        request = Request(
            owner=OWNER, role=SecretRole.OAUTH, issuer=ISSUER, user_name=ANNA, way=way
        )
        listener = Seen() if seen is None else seen
        signing_in = asyncio.ensure_future(
            run_sign_in(request, self.workspace, listener, person, limit=PATIENT)
        )
        await asyncio.wait((signing_in, person.stuck), return_when=asyncio.FIRST_COMPLETED)
        if not signing_in.done():
            signing_in.cancel()
            person.stuck.result()  # raises what became of the browser
        return await signing_in

    async def test(self, seen: Seen, user: str = ANNA, port: int = 0, **changes: object) -> Result:
        """The connection test of the own mail server, or of another ``port``."""
        server = own_server(
            port or self.desk.mail.own.submission,
            **{**_TOKEN, "security": Security.STARTTLS, "user_name": user, **changes},
        )
        key = await self.workspace.keys.key(OWNER, SecretRole.MAIL_SERVER, server)
        return await self.desk.test(server, seen, key=key)

    def account(self) -> Account:
        """Mail server and inbox, both with a token."""
        port = self.desk.mail.own.submissions
        return self.desk.account(
            own_server(port, security=Security.TLS, **_TOKEN), inbox=self.inbox()
        )

    def inbox(self, user: str = ANNA) -> Server:
        return Server(
            host=MAIL_HOST,
            port=self.desk.mail.imaps,
            security=Security.TLS,
            user_name=user,
            time_limit=PATIENT,
            **_TOKEN,
        )

    @property
    def keeper(self) -> TokenKeeper:
        return self.workspace.keys.keeper(OWNER, SecretRole.OAUTH)

    async def token(self) -> str:
        """The one that the mail servers are shown."""
        return (await self.keeper.token()).reveal()

    async def grant(self) -> Grant:
        """What the sign-in has left in the keyring."""
        held = await self.keeper.grant()
        assert held is not None
        return held
