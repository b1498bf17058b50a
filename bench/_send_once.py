"""Sends one file as an attachment, in a process of its own: ``_send_once.py WHO FOLDER PORT``.

``WHO`` is mailadmin (draft to outbox to server), aiosmtplib (a message of the standard library to
server), one of both with ``-talk`` (a finished message, and only the conversation is timed), or
nothing (what a program needs that has only loaded mailadmin). Prints the seconds, and the most
bytes of memory the process ever had (0 where the system does not say).
"""

import asyncio
import json
import ssl
import sys
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import aiosmtplib

from mailadmin.core.account import Account, Identity, Route, SecretRole, Security, Server
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Outcome, to_nobody
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.core.send.draft import Attachment, Draft
from mailadmin.core.send.message import build
from mailadmin.core.send.sending import send
from mailadmin.core.smtp.delivery import deliver
from mailadmin.core.smtp.facts import Envelope
from mailadmin.core.smtp.opening import Hop
from mailadmin.core.workspace import open_workspace

SENDER, RECIPIENT, PASSWORD = "anna@example.org", "ben@example.org", "bench"
IDENTITY = Identity(address=SENDER)


async def with_mailadmin(folder: Path, port: int) -> None:
    """As the program sends: built, kept in the outbox, sent, and its end noted."""
    account = Account(id="bench", name="bench", identity=IDENTITY, mail_server=server(port))
    credentials = MemoryCredentials({("bench", SecretRole.MAIL_SERVER): Secret(PASSWORD)})
    workspace = open_workspace(folder / "data", ca_file=folder / "ca.pem", credentials=credentials)
    try:
        result = await send(account, draft(folder), workspace, to_nobody)
        assert result.status is Outcome.PASSED, result.title
    finally:
        workspace.outbox.close()


def server(port: int) -> Server:
    """The server that keeps nothing."""
    return Server(host="localhost", port=port, security=Security.STARTTLS, user_name=SENDER)


def draft(folder: Path) -> Draft:
    """The message before it is one."""
    file = folder / "attachment.bin"
    attachment = Attachment(path=str(file), size=file.stat().st_size)
    return Draft(to=(RECIPIENT,), subject="bench", text="bench", attachments=(attachment,))


async def talk_of_mailadmin(folder: Path, port: int, message: bytes) -> None:
    """Our conversation alone."""

    async def noted() -> None:
        pass

    delivery = await deliver(
        Hop(server=server(port), key=Secret(PASSWORD), route=Route.MAIL_SERVER),
        Envelope(SENDER, (RECIPIENT,)),
        message,
        Net(Resolver(), Trust(folder / "ca.pem")),
        to_nobody,
        before_end=noted,
    )
    assert delivery.failure is None, delivery.failure


async def with_aiosmtplib(folder: Path, port: int) -> None:
    """As a script would: the standard library's message, and the client."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = SENDER, RECIPIENT, "bench"
    message.set_content("bench")
    data = (folder / "attachment.bin").read_bytes()
    message.add_attachment(
        data, maintype="application", subtype="octet-stream", filename="attachment.bin"
    )
    await talk_of_aiosmtplib(folder, port, message)


async def talk_of_aiosmtplib(folder: Path, port: int, message: EmailMessage | bytes) -> None:
    """The other client's conversation."""
    context = ssl.create_default_context()
    context.load_verify_locations(cafile=str(folder / "ca.pem"))
    await aiosmtplib.send(
        message,
        sender=SENDER,
        recipients=[RECIPIENT],
        hostname="localhost",
        port=port,
        start_tls=True,
        tls_context=context,
        username=SENDER,
        password=PASSWORD,
    )


def peak_memory() -> int:
    """The most bytes this process has had in memory."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) * 1024


def main(who: str, folder: Path, port: int) -> None:
    """Send once and say what it took."""
    whole = {"mailadmin": with_mailadmin, "aiosmtplib": with_aiosmtplib}
    talks = {"mailadmin-talk": talk_of_mailadmin, "aiosmtplib-talk": talk_of_aiosmtplib}
    message = build(draft(folder), IDENTITY).data if who in talks else b""
    began = time.perf_counter()
    if who in whole:
        asyncio.run(whole[who](folder, port))
    elif who in talks:
        asyncio.run(talks[who](folder, port, message))
    print(json.dumps({"seconds": time.perf_counter() - began, "peak": peak_memory()}))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
