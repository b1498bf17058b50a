"""Real mail and name servers for a whole session, and a desk in front of them for each test."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import trustme

from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.net import Net, Trust
from mailadmin.core.send.outbox import Outbox
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.zone import Zone
from tests.live import nameservers as name_servers
from tests.live.desk import Desk
from tests.live.nameservers import NameServers
from tests.live.postfix import ZONE, Mail, missing


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
def nameservers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NameServers]:
    """NSD, and Unbound before it; started by the first test that wants them."""
    reason = name_servers.missing()
    if reason is not None:
        pytest.skip(reason)
    with NameServers(tmp_path_factory.mktemp("nameservers")) as running:
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
    outbox = Outbox(tmp_path / "data" / "outbox.db")
    await outbox.recover()
    yield Desk(mail=mail, net=Net(Resolver([nameserver]), Trust(ca_file)), outbox=outbox)
    outbox.close()
