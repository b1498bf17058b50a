"""The program beside an authorization server on this computer, and a browser that signs in."""

import asyncio
from pathlib import Path

import httpx2

from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import Credentials, MemoryCredentials
from mailadmin.core.event import Event, Found
from mailadmin.core.finding import Finding
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.grant import Grant, opened
from mailadmin.core.oauth.request import DeviceCode, Request, SignInResult, Way
from mailadmin.core.oauth.sign_in import run_sign_in
from mailadmin.core.settings import Settings
from mailadmin.core.workspace import Workspace, open_workspace
from tests.servers.authorization import CLIENT, USER, AuthorizationServer

ISSUER = "issuer.test"


def client_at(server: AuthorizationServer, client_id: str = CLIENT) -> OAuthClient:
    return OAuthClient(
        issuer=ISSUER,
        client_id=client_id,
        name="Issuer",
        authorization_endpoint=server.url("/authorize"),
        token_endpoint=server.url("/token"),
        device_authorization_endpoint=server.url("/device"),
        revocation_endpoint=server.url("/revoke"),
        scopes=("mail", "offline_access"),
    )


def workspace_at(
    folder: Path, *clients: OAuthClient, credentials: Credentials | None = None
) -> Workspace:
    """A program of its own. Its secrets are in memory unless others are given."""
    workspace = open_workspace(folder, credentials=credentials or MemoryCredentials())
    workspace.settings_file.save(Settings(clients=clients))
    return workspace


class Browser:
    """Goes where it is sent to, and on from there; remembers what it showed last."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.codes: list[DeviceCode] = []
        self.pages: list[httpx2.Response] = []
        self._surfing: set[asyncio.Task[None]] = set()

    async def open_page(self, url: str) -> None:
        self.opened.append(url)
        task = asyncio.create_task(self.surf(url))
        self._surfing.add(task)
        task.add_done_callback(self._surfing.discard)

    def show_code(self, code: DeviceCode) -> None:
        self.codes.append(code)

    async def surf(self, url: str) -> None:
        self.pages.append(await get(url))

    async def shown(self) -> str:
        """What the browser shows at last."""
        await asyncio.gather(*self._surfing)
        return self.pages[-1].text


async def get(url: str, **headers: str) -> httpx2.Response:
    async with httpx2.AsyncClient(follow_redirects=True, trust_env=False, verify=False) as client:
        return await client.get(url, headers=headers)


class Seen(list[Event]):
    """A listener that keeps everything."""

    __call__ = list.append

    @property
    def findings(self) -> dict[str, Finding]:
        """The last finding of each check."""
        return {event.finding.check: event.finding for event in self if isinstance(event, Found)}

    @property
    def ids(self) -> list[str]:
        return [finding.verdict.id for finding in self.findings.values()]


REQUEST = Request(owner="anna", role=SecretRole.OAUTH, issuer=ISSUER, user_name=USER)
BY_CODE = Request(
    owner="anna", role=SecretRole.OAUTH, issuer=ISSUER, user_name=USER, way=Way.DEVICE
)


async def signed_in(
    workspace: Workspace,
    browser: Browser,
    seen: Seen,
    request: Request = REQUEST,
    limit: float = 10,
) -> SignInResult:
    return await run_sign_in(request, workspace, seen, browser, limit=limit)


async def held(workspace: Workspace, owner: str = "anna") -> Grant | None:
    """The grant that is stored."""
    secret = await workspace.credentials.read(owner, SecretRole.OAUTH)
    return opened(secret) if secret is not None else None
