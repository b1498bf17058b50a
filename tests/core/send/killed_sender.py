"""Sends one message after the other until it is killed; started by ``test_killed.py``.

Arguments: data folder, name server, certificate file. Standard input: the account as JSON, then
one line for each secret (role, space, secret).
"""

import asyncio
import sys
from pathlib import Path

import msgspec

from mailadmin.core.account import Account, SecretRole
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.event import to_nobody
from mailadmin.core.secret import Secret
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.core.workspace import open_workspace


async def main() -> None:
    folder, resolver, ca_file = sys.argv[1:]
    account = msgspec.json.decode(sys.stdin.readline(), type=Account)
    credentials = MemoryCredentials()
    for line in sys.stdin:
        role, secret = line.split()
        await credentials.write(account.id, SecretRole(role), Secret(secret))
    workspace = open_workspace(Path(folder), [resolver], Path(ca_file), credentials)
    await workspace.outbox.recover()
    draft = Draft(to=(account.identity.address,), subject="killed", text="x" * 200_000)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        await send(account, draft, workspace, to_nobody)


asyncio.run(main())
