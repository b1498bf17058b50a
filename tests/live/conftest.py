"""Real mail and name servers for a whole session, and a desk in front of them for each test."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import trustme
from pytest import TestReport

from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.surroundings import Surroundings
from mailadmin.core.workspace import open_workspace
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.live import nameservers as name_servers
from tests.live import oauth_server as oauth
from tests.live import publishing as publishing_servers
from tests.live.desk import SECRETS, Desk
from tests.live.nameservers import NameServers
from tests.live.oauth_server import OAuthServer
from tests.live.postfix import PASSWORD, USERS, ZONE, Mail, missing
from tests.live.publishing import Publishing


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, TestReport, TestReport]:
    """A failure shows what the servers wrote: another run may not have it."""
    report = yield
    servers = getattr(item, "funcargs", {}).get("mail")
    if report.failed and isinstance(servers, Mail):
        report.sections.append(("logs of the mail servers", servers.logs))
    return report


@pytest.fixture(scope="session")
def mail(authority: trustme.CA) -> Iterator[Mail]:
    """Postfix twice and Dovecot once; started by the first test that wants them."""
    reason = missing()
    if reason is not None:
        pytest.skip(reason)
    # Not pytest's folder: the servers' own users can't read it, and sockets have short paths.
    root = Path(tempfile.mkdtemp(prefix="mailadmin-live-"))
    try:
        with Mail(root, authority) as running:
            yield running
    finally:
        shutil.rmtree(root)


@pytest.fixture(scope="session")
def oauth_server(
    authority: trustme.CA, mail: Mail, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OAuthServer]:
    """Where the users of the mail servers sign in; started by the first test that wants it."""
    reason = oauth.missing()
    if reason is not None:
        pytest.skip(reason)
    users = dict.fromkeys(USERS, PASSWORD)
    with OAuthServer(tmp_path_factory.mktemp("oauth"), authority, mail.checker, users) as running:
        yield running


@pytest.fixture(scope="session")
def nameservers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NameServers]:
    """NSD, and Unbound before it; started by the first test that wants them."""
    reason = name_servers.missing()
    if reason is not None:
        pytest.skip(reason)
    with NameServers(tmp_path_factory.mktemp("nameservers")) as running:
        yield running


@pytest.fixture(scope="session")
def publishing(
    authority: trustme.CA, mail: Mail, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Publishing]:
    """Domains that publish their mail settings; started by the first test that wants them."""
    reason = publishing_servers.missing()
    if reason is not None:
        pytest.skip(reason)
    with Publishing(tmp_path_factory.mktemp("publishing"), authority, mail) as running:
        yield running


@pytest.fixture
async def nameserver() -> AsyncIterator[str]:
    """Where the names of these tests are known, as ``HOST:PORT``."""
    server = NameServer(Zone(ZONE))
    await server.open()
    try:
        yield f"127.0.0.1:{server.number}"
    finally:
        await server.close()


@pytest.fixture
async def desk(mail: Mail, nameserver: str, ca_file: Path, tmp_path: Path) -> AsyncIterator[Desk]:
    """A desk with an outbox of its own."""
    workspace = open_workspace(
        tmp_path / "data", [nameserver], ca_file, MemoryCredentials(SECRETS), Surroundings()
    )
    await workspace.outbox.recover()
    yield Desk(mail=mail, workspace=workspace)
    workspace.outbox.close()
