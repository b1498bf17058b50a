"""A workspace of real parts in a temporary folder, for windows under test."""

from pathlib import Path

import msgspec

from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import Credentials, MemoryCredentials
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.net import Net, Trust
from mailadmin.core.send.drafts import Drafts
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.settings import SettingsFile
from mailadmin.sandbox.system import Sandbox


class Place(msgspec.Struct, kw_only=True):
    """What :class:`mailadmin.core.workspace.Workspace` is to the window."""

    data_dir: Path
    settings_file: SettingsFile
    credentials: Credentials
    net: Net
    outbox: Outbox
    drafts: Drafts


def place(folder: Path, *, dns_port: int = 9, ca_file: Path | None = None) -> Place:
    """A workspace in ``folder`` that asks a name server on this computer."""
    return Place(
        data_dir=folder,
        settings_file=SettingsFile(folder / "settings.json"),
        credentials=MemoryCredentials(),
        net=Net(
            resolver=Resolver(nameservers=["127.0.0.1"], port=dns_port, timeout=2.0),
            trust=Trust(ca_file),
        ),
        outbox=Outbox(folder / "outbox.sqlite"),
        drafts=Drafts(folder / "drafts"),
    )


def place_in(sandbox: Sandbox, folder: Path) -> Place:
    """A workspace whose network is the sandbox."""
    return place(folder, dns_port=sandbox.dns_address[1], ca_file=sandbox.ca_file)


async def moved_in(made: Place, sandbox: Sandbox) -> None:
    """Save the account and the secrets of the sandbox's situation."""
    from mailadmin.core.settings import Settings

    account = sandbox.account
    made.settings_file.save(Settings(accounts=(account,), current=account.id))
    for role in SecretRole:
        await made.credentials.write(account.id, role, sandbox.secrets[role])
