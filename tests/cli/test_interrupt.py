"""Ctrl-C ends what a command waits for at once, whichever thread the system tells of it."""

import signal
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals of threads")

PROGRAM = """
import asyncio, signal, threading, time
from mailadmin.cli.invocation import Invocation, no_window

# The main thread, which waits for the network, is not the one that is woken by the system: so it
# is too when Ctrl-C comes in the instant before it begins to wait.
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])

async def wait():
    print("waiting", flush=True)
    await asyncio.sleep(30)

try:
    Invocation(no_window, lambda: 0).run(wait())
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


def test_ctrl_c_does_not_wait_for_the_network() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        process.send_signal(signal.SIGINT)
        try:
            out, err = process.communicate(timeout=15)
        finally:
            process.kill()
    assert (out, err) == ("interrupted\n", "")
