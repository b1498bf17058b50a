"""When the mail server stalls: how fast the Messenger has the message once that is decided.

The mail server accepts connections and says nothing, so its time limit decides. Measured is the
time from that decision to the Messenger's 250, beside a delivery to the Messenger alone; the
Messenger is 50 ms away (what that leaves out is said in ``_relay.py``).
"""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import RUNS, Place, Places, helper, places, row
from mailadmin.core.account import (
    Account,
    Identity,
    Messenger,
    Route,
    SecretRole,
    Security,
    Server,
)
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.event import Event, Found, Outcome
from mailadmin.core.finding import Status
from mailadmin.core.secret import Secret
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.sending import send
from mailadmin.core.smtp.delivery import deliver
from mailadmin.core.smtp.facts import Envelope
from mailadmin.core.smtp.opening import Hop
from mailadmin.core.workspace import Workspace, open_workspace

LIMIT = 1.0
"""Seconds that the mail server gets."""
ROUND_TRIP = 0.05
AIM = 1.1
MESSAGE = b"From: a@example.org\r\nSubject: bench\r\n\r\nbench\r\n"


class Moments(msgspec.Struct):
    """When the two routes ended, seconds of the performance counter. A listener."""

    decided: float = 0.0
    taken: float = 0.0

    def __call__(self, event: Event) -> None:
        """Note the failure of the mail server and the Messenger's answer to the message."""
        if not isinstance(event, Found):
            return
        finding, now = event.finding, time.perf_counter()
        if finding.route is Route.MAIL_SERVER and finding.verdict.status is Status.FAILED:
            self.decided = now
        if finding.check == "smtp.message" and finding.verdict.status is Status.OK:
            self.taken = now


def server(place: Place) -> Server:
    """A place as an account names it."""
    return Server(
        host=place.host, port=place.port, security=Security.STARTTLS, user_name=place.user
    )


async def with_fallback(found: Places, silent: int, workspace: Workspace) -> tuple[float, float]:
    """Send once through a stalled mail server: seconds in all, and from the decision on."""
    stalled = msgspec.structs.replace(server(found.mail_server), port=silent, time_limit=LIMIT)
    account = Account(
        id="bench",
        name="bench",
        identity=Identity(address=found.mail_server.user),
        mail_server=stalled,
        messenger=Messenger(server=server(found.messenger), address=address_of(found)),
    )
    moments, began = Moments(), time.perf_counter()
    to = (found.mail_server.user,)
    result = await send(account, Draft(to=to, subject="bench", text="bench"), workspace, moments)
    assert (result.status, result.route) == (Outcome.PASSED, Route.MESSENGER), result.title
    return moments.taken - began, moments.taken - moments.decided


async def messenger_alone(found: Places, workspace: Workspace) -> float:
    """Seconds of a delivery to the Messenger, from the first step to its 250."""

    async def noted() -> None:
        pass

    secret = Secret(found.messenger.password)
    hop = Hop(server=server(found.messenger), key=secret, route=Route.MESSENGER)
    envelope = Envelope(address_of(found), (found.mail_server.user,))
    moments, began = Moments(), time.perf_counter()
    delivery = await deliver(hop, envelope, MESSAGE, workspace.net, moments, before_end=noted)
    assert delivery.failure is None, delivery.failure
    return moments.taken - began


def address_of(found: Places) -> str:
    """The Messenger's own address."""
    user = found.messenger.user
    return user if "@" in user else f"{user}@{found.messenger.host.partition('.')[2]}"


def a_workspace(found: Places, folder: Path) -> Workspace:
    """Files of our own, and both passwords in memory."""
    passwords = {
        ("bench", SecretRole.MAIL_SERVER): Secret(found.mail_server.password),
        ("bench", SecretRole.MESSENGER): Secret(found.messenger.password),
    }
    return open_workspace(
        folder,
        resolvers=(found.mail_server.resolver,) if found.mail_server.resolver else (),
        ca_file=found.mail_server.ca_file,
        credentials=MemoryCredentials(passwords),
    )


async def measured(found: Places, folder: Path) -> tuple[float, float, float]:
    """The medians: in all, from the decision on, and the Messenger alone."""
    workspace = a_workspace(found, folder)
    leaving: list[asyncio.StreamWriter] = []

    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        leaving.append(writer)

    stalled = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    silent = stalled.sockets[0].getsockname()[1]
    alone, both = [], []
    try:
        for _ in range(RUNS + 1):
            alone.append(await messenger_alone(found, workspace))
            both.append(await with_fallback(found, silent, workspace))
    finally:
        stalled.close()
        for writer in leaving:
            writer.close()
        workspace.outbox.close()
    return (
        statistics.median(whole for whole, _ in both[1:]),
        statistics.median(after for _, after in both[1:]),
        statistics.median(alone[1:]),
    )


def main() -> int:
    """Print one row."""
    with (
        places() as near,
        helper("_relay.py", str(near.messenger.port), str(ROUND_TRIP)) as port,
        tempfile.TemporaryDirectory() as folder,
    ):
        messenger = msgspec.structs.replace(near.messenger, port=port)
        found = Places(near.mail_server, messenger)
        whole, after, alone = asyncio.run(measured(found, Path(folder)))
    row(
        "fallback",
        f"{after * 1000:.0f} ms from the decision to the Messenger's 250, the Messenger alone"
        f" {alone * 1000:.0f} ms: {after / alone:.2f} ×; {whole:.2f} s in all with a time limit"
        f" of {LIMIT:.0f} s ({found.messenger.what}, {ROUND_TRIP * 1000:.0f} ms away; aim {AIM})",
        ms=after * 1000,
        messenger_alone_ms=alone * 1000,
        ratio=after / alone,
        aim=AIM,
        total_s=whole,
        limit_s=LIMIT,
        server=found.messenger.what,
    )
    return 0 if after / alone <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
