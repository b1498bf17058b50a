"""An authorization server that is none of ours: the npm package oidc-provider, on loopback.

It wants PKCE, gives each refresh token once, has the device flow, says of a token whether it is
still good (RFC 7662) and takes one back (RFC 7009). People sign in at pages of `oidc/server.mjs`.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec
import trustme

from mailadmin.core.oauth.client import OAuthClient
from tests.live.daemon import Daemon, answers, free_ports, wait_until
from tests.live.postfix import Introspection

FOLDER: Final = Path(__file__).parent / "oidc"

ISSUER: Final = "sign-in.office.test"
"""What the program's settings call it."""
CLIENT: Final = "mailadmin"
HASTY: Final = "mailadmin-hasty"
"""A client whose tokens are good for :data:`HASTE` only."""
HASTE: Final = 2
SCOPES: Final = ("mail.send", "mail.read")

START_LIMIT: Final = 20.0
"""Seconds until it must answer; it takes about one."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What ``oidc/server.mjs`` reads. ``users`` have an address and a password, ``clients`` are
    programs on somebody's computer, ``checker`` is the mail server that asks about tokens, and
    ``lasting`` are the seconds for which a client's access tokens are good, if not an hour."""

    issuer: str
    address: str
    port: int
    certificate: str
    users: Mapping[str, str]
    clients: tuple[str, ...] = (CLIENT, HASTY)
    checker: str = "mail-server"
    checker_secret: str = "mail-server-secret"
    scopes: tuple[str, ...] = SCOPES
    lasting: Mapping[str, int] = msgspec.field(default_factory=lambda: {HASTY: HASTE})
    device_code_lasts: int = 60


def missing() -> str | None:
    """Why it can't run here, None if it can."""
    if shutil.which("node") is None:
        return "needs Node.js (the package nodejs)"
    if not (FOLDER / "node_modules" / "oidc-provider").exists():
        return "needs the npm package oidc-provider, which `python3 dev.py test` installs"
    return None


class OAuthServer(Daemon):
    """A context manager. ``url`` is where it is, also as the ``iss`` of its answers."""

    def __init__(self, root: Path, authority: trustme.CA, users: Mapping[str, str]) -> None:
        (self.port,) = free_ports(1)
        self.url = f"https://127.0.0.1:{self.port}"
        certificate = root / "oauth.pem"
        chain = authority.issue_cert("localhost", "127.0.0.1")
        chain.private_key_and_cert_chain_pem.write_to_path(str(certificate))
        self.settings = Settings(
            issuer=self.url,
            address="127.0.0.1",
            port=self.port,
            certificate=str(certificate),
            users=users,
        )
        file = root / "oauth.json"
        file.write_bytes(msgspec.json.encode(self.settings))
        super().__init__(str(shutil.which("node")), str(FOLDER / "server.mjs"), str(file))

    def __enter__(self) -> "OAuthServer":
        self.start()
        try:
            wait_until(lambda: answers(self.port), START_LIMIT)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def client(self, client_id: str = CLIENT) -> OAuthClient:
        """The registration of the program, as its settings have it."""
        return OAuthClient(
            issuer=ISSUER,
            client_id=client_id,
            name="Office",
            authorization_endpoint=f"{self.url}/auth",
            token_endpoint=f"{self.url}/token",
            device_authorization_endpoint=f"{self.url}/device/auth",
            scopes=("openid", "email", *SCOPES),
        )

    @property
    def introspection(self) -> Introspection:
        """Where a mail server asks whether a token is good, with the name it does so under."""
        by = f"{self.settings.checker}:{self.settings.checker_secret}"
        return Introspection(
            url=f"https://{by}@127.0.0.1:{self.port}/token/introspection",
            configuration=f"{self.url}/.well-known/openid-configuration",
        )
