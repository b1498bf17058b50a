"""The sending process is killed at random moments: afterwards outbox and mailbox agree."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from mailadmin.core.ids import new_id
from mailadmin.core.send.outbox import Outbox
from mailadmin.core.send.records import State
from tests.live.postfix import ANNA, BEN, MAIL_HOST, PASSWORD, Mail
from tests.live.program import Program
from tests.servers.cutting_proxy import cutting

pytestmark = pytest.mark.live

ROUNDS = 20
"""Processes killed in one test."""

SEEDS = [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 10))]
"""Every test draws other moments; all together 200."""

ALLOWED = {State.SENT: {1}, State.NOT_SENT: {0}, State.UNCERTAIN: {0, 1}}
"""How many copies there may be, by what the outbox says."""


@pytest.mark.timeout(180)
@pytest.mark.parametrize("seed", SEEDS)
async def test_a_killed_sender_leaves_an_outbox_that_tells_the_truth(
    seed: int, mail: Mail, nameserver: str, ca_file: Path, tmp_path: Path
) -> None:
    program = Program(data_dir=tmp_path / "data", nameserver=nameserver, ca_file=ca_file)
    chance = random.Random(seed)
    undisturbed = f"Live {new_id()}"
    whole = await seconds_of_a_conversation(program, mail, undisturbed)
    moments = {f"Live {new_id()}": chance.uniform(0, 2 * whole) for _ in range(ROUNDS)}
    for subject, moment in moments.items():
        await killed(program, mail, subject, moment)
        await recover(program)
    outbox = Outbox(program.data_dir / "outbox.db")
    states = {row.subject: row.state for row in await outbox.rows()}
    copies = [message["Subject"] for _, message in mail.messages()]
    for subject, moment in moments.items():
        count = copies.count(subject)
        assert count in ALLOWED[states[subject]], (moment, states[subject], count)
    assert (states[undisturbed], copies.count(undisturbed)) == (State.SENT, 1)


async def seconds_of_a_conversation(program: Program, mail: Mail, subject: str) -> float:
    async with cutting(mail.own.plain) as proxy, sending(program, proxy.port, subject) as process:
        await proxy.connected.wait()
        began = time.monotonic()
        await proxy.ended.wait()
        seconds = time.monotonic() - began
        await process.communicate()
        assert process.returncode == 0
        return seconds


async def killed(program: Program, mail: Mail, subject: str, moment: float) -> None:
    """Kill it so many seconds after it has connected."""
    async with cutting(mail.own.plain) as proxy, sending(program, proxy.port, subject) as process:
        await asyncio.wait_for(proxy.connected.wait(), 30)
        await asyncio.sleep(moment)
        if process.returncode is None:
            process.kill()
        await process.communicate()


@asynccontextmanager
async def sending(
    program: Program, port: int, subject: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program as it sends; it has its password already."""
    server = ("--server", MAIL_HOST, "--port", port, "--security", "none")
    user = ("--user", ANNA, "--from", ANNA, "--password-stdin", "--allow-plain-password")
    letter = ("--to", BEN, "--subject", subject, "--text", "Hello Ben")
    async with program.started("send", *server, *user, *letter) as process:
        assert process.stdin is not None
        process.stdin.write(f"{PASSWORD}\n".encode())
        process.stdin.write_eof()
        yield process


async def recover(program: Program) -> None:
    """What the next start of the program does."""
    outbox = Outbox(program.data_dir / "outbox.db")
    try:
        await outbox.recover()
    finally:
        outbox.close()
