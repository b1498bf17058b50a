"""Looks for a message over IMAP: HOST PORT USER PASSWORD CA_FILE. For hostile servers.

Exit status 0 says that the mailbox could be looked into. Prints everything a user would see, and
every folder that the server is believed to have.
"""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from mailadmin.cli.terminal import terminal_listener
from mailadmin.core.account import Security, Server
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.inbox.folders import Place
from mailadmin.core.inbox.opening import Inbox
from mailadmin.core.inbox.search import find_message
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret

LIMIT = 2.0
"""Seconds; the runner gives the whole conversation eight."""


async def look(host: str, port: int, user: str, password: str, ca_file: Path) -> int:
    """Look for a message that nobody has sent; the exit status."""
    server = Server(
        host=host, port=port, security=Security.STARTTLS, user_name=user, time_limit=LIMIT
    )
    listener = terminal_listener(lambda text: print(text, flush=True), verbose=True)  # noqa: T201
    found = await find_message(
        Inbox(server=server, key=Secret(password)),
        "<nobody-sent-this@example.org>",
        (Place.INBOX,),
        Net(Resolver(), Trust(ca_file)),
        listener,
        limit=LIMIT,
    )
    sys.stdout.write(f"{found}\n")
    return 1 if found.failure is not None or found.found else 0


if __name__ == "__main__":
    host, port, user, password, ca_file = sys.argv[1:6]
    sys.exit(asyncio.run(look(host, int(port), user, password, Path(ca_file))))
