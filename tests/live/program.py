"""The program as a process of its own, as a script or a support person runs it."""

import asyncio
import base64
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec

ROOT = Path(__file__).resolve().parents[2]

Json = dict[str, Any]


class Ended(msgspec.Struct, frozen=True):
    """How a call ended: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[Json]:
        """Standard output as JSON, one object a line, nothing else."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def result(self) -> Json:
        """The last line."""
        return self.lines[-1]


class Program(msgspec.Struct, frozen=True, kw_only=True):
    """How to call it: its data folder, and where names and trust come from."""

    data_dir: Path
    nameserver: str
    ca_file: Path

    def command(self, *arguments: object) -> list[str]:
        """The whole command line of a call."""
        options = ("--data-dir", self.data_dir, "--resolver", self.nameserver, "--json")
        trust = ("--ca-file", self.ca_file)
        return [sys.executable, "-m", "mailadmin", *map(str, (*options, *trust, *arguments))]

    async def run(self, *arguments: object, stdin: str = "") -> Ended:
        """One call to its end; it must not have shown a traceback."""
        async with self.started(*arguments) as process:
            out, err = await process.communicate(stdin.encode())
        assert process.returncode is not None
        ended = Ended(process.returncode, out.decode(), err.decode())
        assert "Traceback" not in ended.err, ended.err
        return ended

    @asynccontextmanager
    async def started(self, *arguments: object) -> AsyncIterator[asyncio.subprocess.Process]:
        """A running call; whatever happens it does not outlive the block."""
        process = await asyncio.create_subprocess_exec(
            *self.command(*arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=ROOT,
            # No keyring of whoever runs the tests: nothing here may need one.
            env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGKILL)
                await process.communicate()

    def files_that_hold(self, secret: str) -> list[Path]:
        """The files of the data folder with this secret in them, readable or in Base64."""
        plain = secret.encode()
        forms = (plain, base64.b64encode(plain), plain.hex().encode())
        files = [path for path in self.data_dir.rglob("*") if path.is_file()]
        return [path for path in files if any(form in path.read_bytes() for form in forms)]


def is_shown_to_others(pid: int, secret: str) -> bool:
    """Whether the list of processes shows it, as an argument or in the environment."""
    seen = [Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ")]
    assert all(seen)
    return any(secret.encode() in text for text in seen)
