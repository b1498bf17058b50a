"""What opens each server of a user: passwords from the keyring, tokens from whoever gives them."""

from mailadmin.core.account import SecretRole, Server, SignIn
from mailadmin.core.credentials import Credentials
from mailadmin.core.keys import Key
from mailadmin.core.net import Net
from mailadmin.core.oauth.grant import Grant
from mailadmin.core.oauth.issuers import issuer_of_server, may_be_shown_to
from mailadmin.core.oauth.keeper import TokenKeeper
from mailadmin.core.oauth.tokens import Tokens
from mailadmin.core.settings import SettingsFile


class Keys:
    """The keys of one run of the program, with one keeper of tokens for each sign-in."""

    def __init__(self, credentials: Credentials, net: Net, settings_file: SettingsFile) -> None:
        self._credentials = credentials
        self._net = net
        self._settings_file = settings_file
        self._keepers: dict[tuple[str, SecretRole], TokenKeeper] = {}

    async def key(self, owner: str, role: SecretRole, server: Server) -> Key | None:
        """What opens a server; None where it needs nothing, or nothing is stored.

        ``owner`` is the id of an account or a witness mailbox, ``role`` the password's. Raises
        :class:`~mailadmin.core.credentials.CredentialsError`.
        """
        match server.sign_in:
            case SignIn.NONE:
                return None
            case SignIn.PASSWORD:
                return await self._credentials.read(owner, role)
            case SignIn.OAUTH:
                grant = await self.keeper(owner, role).grant()
                if grant is None or not _opens(grant, server):
                    return None
                return self._keeper_at(owner, role, grant.issuer)

    def keeper(self, owner: str, role: SecretRole) -> TokenKeeper:
        """Who keeps the tokens of a sign-in; ``role`` is the grant's or its password's."""
        place = (owner, role.of_grant)
        if place not in self._keepers:
            self._keepers[place] = TokenKeeper(
                *place, self._credentials, self._net, self._settings_file
            )
        return self._keepers[place]

    def _keeper_at(self, owner: str, role: SecretRole, issuer: str) -> TokenKeeper:
        """The keeper of an issuer's tokens. Whoever has another's still keeps that one.

        So a conversation that began before a new sign-in shows no token of it to its server.
        """
        keeper = self.keeper(owner, role)
        if keeper.issuer not in (None, issuer):
            del self._keepers[owner, role.of_grant]
            keeper = self.keeper(owner, role)
        keeper.issuer = issuer
        return keeper

    def remember(self, owner: str, role: SecretRole, issuer: str, tokens: Tokens) -> None:
        """Use these tokens from now on: somebody has just signed in."""
        self._keeper_at(owner, role, issuer).take(tokens)

    def forget(self, owner: str, role: SecretRole) -> None:
        """Forget the tokens of a sign-in: somebody has signed out."""
        self.keeper(owner, role).drop()


def _opens(grant: Grant, server: Server) -> bool:
    """Whether a server is one that the sign-in was made for.

    Mail server and inbox share one, and an account may have been changed since, or come from
    somebody else: a token of one issuer is never shown to a server that belongs to another, nor one
    of a built-in provider to a stranger's.
    """
    if grant.access_token:  # given from outside for these servers
        return True
    known = issuer_of_server(server.host, server.user_name)
    issuer = server.issuer or (known.id if known is not None else "")
    return issuer == grant.issuer and may_be_shown_to(grant.issuer, server.host)
