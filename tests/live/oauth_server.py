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
from tests.live.browser import Browser
from tests.live.daemon import Daemon, answers, wait_until
from tests.live.postfix import Checker
from tools.node_packages import STAMP

FOLDER: Final = Path(__file__).parent / "oidc"

ISSUER: Final = "sign-in.office.test"
"""What the program's settings call it."""
CLIENT: Final = "mailadmin"
HASTY: Final = "mailadmin-hasty"
"""A client whose tokens are good for :data:`HASTE` only."""
HASTE: Final = 2
"""Seconds."""
WORDY: Final = "mailadmin-wordy"
"""A client whose tokens have :data:`LENGTH` characters, as long as any that are known."""
LENGTH: Final = 5000

START_LIMIT: Final = 20.0
"""Seconds until it must answer; it takes about one."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What ``oidc/server.mjs`` reads. ``users`` have an address and a password, ``clients`` are
    programs on somebody's computer, ``checker`` is the mail server that asks about tokens, and
    ``lasting`` are the seconds for which a client's access tokens are good, if not an hour, and
    ``long`` the characters that they have, if not some forty. Every
    secret that is given out is a line of the file ``given``."""

    issuer: str
    address: str
    port: int
    certificate: str
    given: str
    users: Mapping[str, str]
    checker: str
    checker_secret: str
    scopes: tuple[str, ...]
    clients: tuple[str, ...] = (CLIENT, HASTY, WORDY)
    lasting: Mapping[str, int] = msgspec.field(default_factory=lambda: {HASTY: HASTE})
    long: Mapping[str, int] = msgspec.field(default_factory=lambda: {WORDY: LENGTH})
    device_code_lasts: int = 60


def missing() -> str | None:
    """Why it can't run here, None if it can."""
    if shutil.which("node") is None:
        return "needs Node.js (the package nodejs)"
    if not (FOLDER / STAMP).exists():
        return "needs the npm package oidc-provider, which `python3 dev.py test` installs"
    return None


class OAuthServer(Daemon):
    """A context manager. ``url`` is where it is, also as the ``iss`` of its answers."""

    def __init__(
        self, root: Path, authority: trustme.CA, checker: Checker, users: Mapping[str, str]
    ) -> None:
        self.port = checker.port
        self.url = f"https://127.0.0.1:{self.port}"
        self._given = root / "given.txt"
        self._given.touch()
        certificate = root / "oauth.pem"
        chain = authority.issue_cert("localhost", "127.0.0.1")
        chain.private_key_and_cert_chain_pem.write_to_path(str(certificate))
        self.settings = Settings(
            issuer=self.url,
            address="127.0.0.1",
            port=self.port,
            certificate=str(certificate),
            given=str(self._given),
            users=users,
            checker=checker.name,
            checker_secret=checker.secret,
            scopes=checker.scopes,
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

    def client(self, client_id: str = CLIENT, scopes: tuple[str, ...] = ()) -> OAuthClient:
        """The registration of the program, as its settings have it."""
        return OAuthClient(
            issuer=ISSUER,
            client_id=client_id,
            name="Office",
            authorization_endpoint=f"{self.url}/auth",
            token_endpoint=f"{self.url}/token",
            device_authorization_endpoint=f"{self.url}/device/auth",
            revocation_endpoint=f"{self.url}/token/revocation",
            scopes=("openid", "email", *(scopes or self.settings.scopes)),
        )

    @property
    def given(self) -> tuple[str, ...]:
        """Every code and token that was given out so far."""
        return tuple(self._given.read_text().split())

    def forget(self, token: str, ca_file: Path) -> None:
        """An access token is good no longer, and nobody is told."""
        answer = Browser(ca_file).open(f"{self.url}/forget", {"token": token})
        assert answer.text == "forgotten"
