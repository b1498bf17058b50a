"""The sandbox as the program sees it: a workspace whose network, secrets and files are its own."""

from pathlib import Path

from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings
from mailadmin.core.workspace import Workspace, open_workspace
from mailadmin.sandbox.system import Sandbox


def sandbox_workspace(sandbox: Sandbox, data_dir: Path) -> Workspace:
    """A workspace on a running sandbox, its account set up as the scenario says.

    Names are asked of the sandbox only, and what is compared with is in it, so nothing leaves this
    computer. The files go into
    ``data_dir``; the secrets stay in memory.
    """
    host, port = sandbox.dns_address
    account, witnesses = sandbox.account, sandbox.witnesses
    workspace = open_workspace(
        data_dir=data_dir,
        resolvers=(f"{host}:{port}",),
        ca_file=sandbox.ca_file,
        surroundings=sandbox.surroundings,
        credentials=MemoryCredentials(
            {(account.id, role): secret for role, secret in sandbox.secrets.items()}
            | {(one.id, SecretRole.INBOX): Secret(sandbox.password) for one in witnesses}
        ),
    )
    workspace.settings_file.save(
        Settings(
            current=account.id, accounts=(account,), witnesses=witnesses, clients=sandbox.clients
        )
    )
    return workspace
