"""Everything one run of the program works with, built in one place and passed on."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from mailadmin.core.credentials import Credentials, open_credentials
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.net import Net, Trust
from mailadmin.core.paths import folders
from mailadmin.core.send.drafts import Drafts
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.settings import SettingsFile


class Workspace(msgspec.Struct, frozen=True, kw_only=True):
    """Settings, secrets, network, outbox and drafts of one run."""

    data_dir: Path
    settings_file: SettingsFile
    credentials: Credentials
    net: Net
    outbox: Outbox
    drafts: Drafts


def open_workspace(
    data_dir: Path | None = None,
    resolvers: Sequence[str] = (),
    ca_file: Path | None = None,
    credentials: Credentials | None = None,
) -> Workspace:
    """Build a workspace; nothing is read or written yet.

    ``data_dir`` replaces the platform's own folders, ``resolvers`` the system's name servers
    (``HOST[:PORT]``), ``credentials`` the system's keyring; ``ca_file`` (PEM) is trusted too.
    """
    places = folders(data_dir)
    return Workspace(
        data_dir=places.data,
        settings_file=SettingsFile(places.settings / "settings.json"),
        credentials=open_credentials() if credentials is None else credentials,
        net=Net(Resolver(resolvers or None), Trust(ca_file)),
        outbox=Outbox(places.data / "outbox.db"),
        drafts=Drafts(places.data / "drafts"),
    )
