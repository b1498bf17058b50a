"""A process that is killed while it sends: afterwards outbox and mailbox agree."""

import asyncio
import email
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.send.outbox import Outbox
from mailadmin.core.send.records import State
from mailadmin.sandbox.scenario import ANNA
from mailadmin.sandbox.system import Sandbox

ROOT = Path(__file__).parents[3]

ALLOWED = {State.SENT: {1}, State.NOT_SENT: {0}, State.UNCERTAIN: {0, 1}}
"""How many copies may be in the mailbox, by what the outbox says."""


def killed_after(seconds: float, sandbox: Sandbox, folder: Path) -> None:
    """Start a sender and kill it so many seconds after its first message has begun."""
    host, port = sandbox.dns_address
    command = [sys.executable, str(Path(__file__).with_name("killed_sender.py")), str(folder)]
    with subprocess.Popen(
        [*command, f"{host}:{port}", str(sandbox.ca_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as sender:
        assert sender.stdin is not None and sender.stdout is not None
        sender.stdin.write(msgspec.json.encode(sandbox.account).decode() + "\n")
        for role, secret in sandbox.secrets.items():
            sender.stdin.write(f"{role} {secret.reveal()}\n")
        sender.stdin.close()
        assert sender.stdout.readline() == "ready\n"
        try:
            sender.wait(seconds)
        except subprocess.TimeoutExpired:
            sender.kill()


def copies_in(sandbox: Sandbox) -> Counter[str]:
    ids = (email.message_from_bytes(data)["Message-ID"] for data in sandbox.mailbox(ANNA))
    return Counter(ids)


async def rounds(count: int, scenario: str, folder: Path, seed: int) -> Counter[State]:
    """Kill so many senders at random moments; the states that the last messages were left in."""
    moments = random.Random(seed)
    seen: Counter[State] = Counter()
    with Sandbox(scenario) as sandbox:
        for number in range(count):
            await asyncio.to_thread(killed_after, moments.uniform(0.0, 0.25), sandbox, folder)
            await asyncio.sleep(0.1)  # what had left the sender may still be on its way
            outbox = Outbox(folder / "outbox.db")
            left = await outbox.recover()
            copies = copies_in(sandbox)
            rows = await outbox.rows()
            outbox.close()
            assert len(left.rows) <= 1
            assert {row.message_id for row in rows} >= set(copies), "sent without a trace"
            for row in rows:
                assert row.state in ALLOWED, f"{row.state} in round {number}"
                assert copies[row.message_id] in ALLOWED[row.state], f"round {number}: {row}"
            seen.update(row.state for row in left.rows)
    return seen


@pytest.mark.parametrize("scenario", ["all-well", "server-down"])
async def test_killed_at_any_moment_nothing_is_lost_or_wrongly_said(
    tmp_path: Path, scenario: str
) -> None:
    await rounds(10, scenario, tmp_path, seed=10)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("scenario", ["all-well", "server-down", "greylisted", "lost-after-data"])
async def test_killed_a_thousand_times_nothing_is_lost_or_wrongly_said(
    tmp_path: Path, scenario: str
) -> None:
    seen = await rounds(250, scenario, tmp_path, seed=250)
    assert seen[State.NOT_SENT] > 10
