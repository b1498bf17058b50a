"""The program alone in a process, so that its memory and everything it prints can be measured.

Reads one case a line on standard input and answers each with a line on standard output, in the
order in which they end. Run as ``python -m tests.core.smtp.hostile_client``.
"""

import asyncio
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from mailadmin.cli.terminal import json_listener, terminal_listener
from mailadmin.core.account import Route, Security, Server, SignIn
from mailadmin.core.dns.resolver import Resolver
from mailadmin.core.event import Event, Found, Listener, Started, to_all
from mailadmin.core.net import Net, Trust
from mailadmin.core.secret import Secret
from mailadmin.core.smtp.connection_test import ConnectionTarget, run_connection_test
from mailadmin.core.smtp.delivery import deliver
from mailadmin.core.smtp.facts import Envelope
from mailadmin.core.smtp.opening import Hop

SENDER, RECIPIENT = "anna@example.test", "ben@example.test"
MESSAGE = b"From: anna@example.test\r\nSubject: x\r\n\r\n" + b"x" * 60 + b"\r\n"


class Case(msgspec.Struct, frozen=True):
    """One conversation to have. ``delivers``: hand over a message, else only test."""

    number: int
    port: int
    security: Security
    delivers: bool
    password: str
    limit: float


class Answer(msgspec.Struct, frozen=True):
    """How it went. ``shown`` is everything a user could see of it; times in seconds."""

    number: int
    crash: str
    shown: str
    slowest_stage: float
    after_stages: float
    peak_memory: int


class Clock:
    """A listener that measures each stage, and what comes after the last one."""

    def __init__(self) -> None:
        self._now: Callable[[], float] = asyncio.get_running_loop().time
        self._since = self._now()
        self.slowest = 0.0

    def __call__(self, event: Event) -> None:
        if isinstance(event, Found):
            self.slowest = max(self.slowest, self._now() - self._since)
        if isinstance(event, Started | Found):
            self._since = self._now()

    @property
    def since_last(self) -> float:
        return self._now() - self._since


def peak_memory() -> int:
    """The most bytes this process has had in memory so far; 0 where Linux does not say."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) * 1024


async def have(case: Case, net: Net) -> Answer:
    shown: list[str] = []
    clock = Clock()
    listener = to_all(
        clock, terminal_listener(shown.append, verbose=True), json_listener(shown.append)
    )
    crash = ""
    try:
        transcript = await _talk(case, net, listener)
        shown.extend(transcript)
    except Exception as error:
        crash = repr(error)
    return Answer(
        number=case.number,
        crash=crash,
        shown="\n".join(shown),
        slowest_stage=clock.slowest,
        after_stages=clock.since_last,
        peak_memory=peak_memory(),
    )


async def _talk(case: Case, net: Net, listener: Listener) -> tuple[str, ...]:
    server = Server(
        host="localhost",
        port=case.port,
        security=case.security,
        sign_in=SignIn.PASSWORD,
        user_name=SENDER,
        time_limit=case.limit,
    )
    secret = Secret(case.password)
    if not case.delivers:
        target = ConnectionTarget(
            server=server,
            key=secret,
            route=Route.MAIL_SERVER,
            sender=SENDER,
            recipient=RECIPIENT,
        )
        return (await run_connection_test(target, net, listener)).transcript

    async def noted() -> None:
        pass

    hop = Hop(server=server, key=secret, route=Route.MAIL_SERVER)
    envelope = Envelope(SENDER, (RECIPIENT,))
    return (await deliver(hop, envelope, MESSAGE, net, listener, before_end=noted)).transcript


async def serve(ca_file: Path) -> None:
    """Have every conversation asked for, many at a time, until standard input ends."""
    net = Net(Resolver(), Trust(ca_file))
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[bytes]()

    def read() -> None:
        for line in iter(sys.stdin.buffer.readline, b""):
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, b"")

    threading.Thread(target=read, daemon=True).start()
    tasks: set[asyncio.Task[Any]] = set()

    async def answer(case: Case) -> None:
        line = msgspec.json.encode(await have(case, net)) + b"\n"
        sys.stdout.buffer.write(line)
        sys.stdout.buffer.flush()

    while line := await lines.get():
        task = asyncio.ensure_future(answer(msgspec.json.decode(line, type=Case)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
