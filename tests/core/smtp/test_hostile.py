"""Five hundred generated hostile servers: no crash, no hang, no memory, no secret.

The program runs in a process of its own and is judged by what it shows, what it sends outside
encryption, how long a stage takes and how much memory it ever had.
"""

import asyncio
import base64
import ssl
import sys
from pathlib import Path
from random import Random

import msgspec
import pytest
import trustme

from mailadmin.core.account import Security
from tests.core.smtp.hostile_client import SENDER, Answer, Case
from tests.servers.hostile import Plan, hostile

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]

PROJECT = Path(__file__).resolve().parents[3]
CONVERSATIONS = 500
AT_A_TIME = 12
LIMIT = 1.0
TOLERANCE = 1.0
MEMORY = 50 * 1024 * 1024
PASSWORD = "mark-3f9Kc7-PASSWORD"


class Client:
    """The program's process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._waiting: dict[int, asyncio.Future[Answer]] = {}
        self._reading = asyncio.ensure_future(self._read())

    async def have(self, case: Case) -> Answer:
        self._waiting[case.number] = asyncio.get_running_loop().create_future()
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(case) + b"\n")
        return await asyncio.wait_for(self._waiting[case.number], 60)

    async def end(self) -> str:
        """What it printed as errors."""
        assert self._process.stdin is not None and self._process.stderr is not None
        self._process.stdin.close()
        await self._reading
        errors = await self._process.stderr.read()
        assert await self._process.wait() == 0
        return errors.decode()

    async def _read(self) -> None:
        assert self._process.stdout is not None
        async for line in self._process.stdout:
            answer = msgspec.json.decode(line, type=Answer)
            self._waiting.pop(answer.number).set_result(answer)


async def start(ca_file: Path) -> Client:
    return Client(
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "error", "-m", "tests.core.smtp.hostile_client", str(ca_file)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=PROJECT,
            limit=2**26,
        )
    )


def forms(password: str) -> list[str]:
    """Every form in which the password travels."""
    plain = f"\0{SENDER}\0{password}".encode()
    return [
        password,
        base64.b64encode(password.encode()).decode(),
        base64.b64encode(plain).decode()[24:],  # the part behind the user name
    ]


def problems(answer: Answer, plain: bytes) -> list[str]:
    """What went wrong in one conversation."""
    found = []
    if answer.crash or "stage.bug" in answer.shown or "unexpected" in answer.shown:
        found.append(f"crash {answer.crash}")
    if answer.slowest_stage > LIMIT + TOLERANCE or answer.after_stages > LIMIT + TOLERANCE:
        found.append(f"hang {answer.slowest_stage:.1f} {answer.after_stages:.1f}")
    for form in forms(PASSWORD):
        if form in answer.shown:
            found.append("secret shown")
        if form.encode() in plain:
            found.append("secret sent outside encryption")
    if "\x1b[2J" in answer.shown or "\u202e" in answer.shown or "\0" in answer.shown:
        found.append("control characters shown")
    return found


async def test_generated_hostile_servers_do_no_harm(authority: trustme.CA, ca_file: Path) -> None:
    trusted, stranger = _context(authority), _context(trustme.CA())
    client, turns = await start(ca_file), asyncio.Semaphore(AT_A_TIME)
    peaks: list[int] = []

    async def conversation(number: int) -> tuple[int, list[str]]:
        random = Random(number)
        security = random.choice((Security.STARTTLS, Security.STARTTLS, Security.TLS))
        security = Security.NONE if random.random() < 0.1 else security
        # The first one works, so that memory is measured from a program that is all there.
        depth = 99 if number == 0 else random.randrange(9)
        plan = Plan(seed=number, depth=depth, tls=security is Security.TLS)
        context = trusted if number == 0 or random.random() < 0.8 else stranger
        async with turns, hostile(plan, context) as server:
            case = Case(number, server.port, security, random.random() < 0.4, PASSWORD, LIMIT)
            answer = await client.have(case)
            peaks.append(answer.peak_memory)
            return number, problems(answer, server.plain)

    assert await conversation(0) == (0, [])
    start_memory = peaks.pop()
    done = await asyncio.gather(*(conversation(number) for number in range(1, CONVERSATIONS + 1)))
    assert [(number, found) for number, found in done if found] == []
    assert max(peaks) - start_memory <= MEMORY
    assert await client.end() == ""


def _context(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context
