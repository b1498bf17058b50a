"""*Find my settings*, whole, beside a client that knows the way; and with a source that is silent.

The servers are the sandbox's. The floor asks for the one file that wins and then for the abilities
of the two servers in it, both at once, with everything prepared before its clock starts and no
names to look up. Ours asks six sources and tries every server that they name.
"""

import asyncio
import socket
import ssl
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import row
from mailadmin.core.discover.found import Source
from mailadmin.core.discover.search import find_settings
from mailadmin.core.discover.wish import DATABASE, Wish
from mailadmin.core.event import to_nobody
from mailadmin.core.net import Net
from mailadmin.sandbox.published import PATH
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from mailadmin.sandbox.zone import SETTINGS_HOST

RUNS = 15
AIM = 3000.0
"""Milliseconds for settings where the sources answer, and where one of them is silent."""


async def spoken(port: int, context: ssl.SSLContext, host: str, say: bytes, until: bytes) -> None:
    """One conversation: say something once the server is ready, and hear its answer out."""
    reader, writer = await asyncio.open_connection(
        "127.0.0.1", port, ssl=context, server_hostname=host
    )
    if not say.startswith(b"GET"):
        await reader.readline()
    writer.write(say)
    await reader.readuntil(until)
    writer.transport.abort()


async def floor(sandbox: Sandbox, context: ssl.SSLContext) -> float:
    """Milliseconds of the shortest way."""
    account, web = sandbox.account, sandbox.surroundings.port_of(443)
    assert account.inbox is not None
    began = time.perf_counter()
    get = f"GET {PATH} HTTP/1.1\r\nHost: {SETTINGS_HOST}\r\n\r\n".encode()
    await spoken(web, context, SETTINGS_HOST, get, b"</clientConfig>")
    await asyncio.gather(
        spoken(account.mail_server.port, context, account.mail_server.host,
               b"EHLO here.test\r\n", b"\r\n250 "),
        spoken(account.inbox.port, context, account.inbox.host,
               b"a CAPABILITY\r\n", b"\r\na OK"),
    )  # fmt: skip
    return (time.perf_counter() - began) * 1000


async def ours(sandbox: Sandbox, net: Net, database: str, best: Source) -> float:
    """Milliseconds of a whole search."""
    began = time.perf_counter()
    wish = Wish(address=sandbox.user, database=database)
    result = await find_settings(wish, net, to_nobody)
    assert result.offers[0].source is best, result.offers
    return (time.perf_counter() - began) * 1000


@contextmanager
def silence() -> Iterator[int]:
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:
        yield listening.getsockname()[1]


async def measured(sandbox: Sandbox, net: Net) -> list[list[float]]:
    """Floor, ours, and ours with a database that is silent: in turn."""
    context = ssl.create_default_context(cafile=str(sandbox.ca_file))
    figures: list[list[float]] = [[], [], []]
    with silence() as port:
        silent = f"https://{SETTINGS_HOST}:{port}/"
        for number in range(RUNS + 1):
            times = (
                await floor(sandbox, context),
                await ours(sandbox, net, DATABASE, Source.AUTOCONFIG),
                await ours(sandbox, net, silent, Source.AUTOCONFIG),
            )
            if number:  # the first one loads modules
                for figure, taken in zip(figures, times, strict=True):
                    figure.append(taken)
    return figures


def main() -> int:
    """Print a row for each and say whether the aim is kept."""
    with tempfile.TemporaryDirectory() as folder, Sandbox("settings-found") as sandbox:
        workspace = sandbox_workspace(sandbox, Path(folder))
        least, whole, silent = asyncio.run(measured(sandbox, workspace.net))
    base = statistics.median(least)
    for what, times in (("all sources answer", whole), ("a database that is silent", silent)):
        figure = statistics.median(times)
        row(
            f"find my settings, {what}",
            f"{figure:.0f} ms ({max(times):.0f} at worst), {figure / base:.1f} x the one way that "
            f"wins ({base:.0f} ms)",
            ms=figure,
            worst_ms=max(times),
            floor_ms=base,
            ratio=figure / base,
            aim_ms=AIM,
        )
    return 0 if max(*whole, *silent) <= AIM else 1


if __name__ == "__main__":
    sys.exit(main())
