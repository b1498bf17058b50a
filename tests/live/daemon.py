"""Servers as processes that end with the tests, and waiting for them."""

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterable
from typing import Final

START_LIMIT: Final = 10.0
"""Seconds until every port must answer; it takes less than one."""

_KEEPER: Final = '"$@" & cat; kill -TERM $!; wait $!; kill -KILL 0'
"""Ends the server when its input ends, as it does with whoever started it, even when killed."""


class Daemon:
    """A server in a process group of its own, which does not outlive the tests."""

    def __init__(self, *command: str) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            ("sh", "-c", _KEEPER, "sh", *self._command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def dismiss(self) -> None:
        """Tell it to end, and do not wait for that: several end sooner side by side."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self.signal(signal.SIGCONT)
        self._process.stdin.close()

    def stop(self) -> None:
        """End it and all its children, however they are."""
        if self._process is None:
            return
        self.dismiss()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5)
        self.signal(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def signal(self, number: signal.Signals) -> None:
        """To every process of the server."""
        assert self._process is not None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def stop_all(daemons: Iterable[Daemon]) -> None:
    """End them side by side."""
    together = list(daemons)
    for daemon in together:
        daemon.dismiss()
    for daemon in together:
        daemon.stop()


def wait_until(ready: Callable[[], bool], limit: float = START_LIMIT) -> None:
    """Return once it is so; ``TimeoutError`` if it does not come true."""
    end = time.monotonic() + limit
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("the servers did not get there in time")
        time.sleep(0.01)


def answers(port: int) -> bool:
    """Whether something listens there."""
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on, over TCP or UDP, and that nobody but these tests is given.

    Until the process ends the system gives them to no other server and to no other tests, whether
    they ask for this port or for any, because a socket of ours stays there, which does not listen
    itself: a server that sets ``SO_REUSEADDR``, as all do here, may listen beside it (Linux).
    """
    with contextlib.ExitStack() as stack:
        ports: list[int] = []
        while len(ports) < count:
            tcp = socket.socket()
            tcp.bind(("127.0.0.1", 0))
            _GIVEN.append(tcp)
            udp = stack.enter_context(socket.socket(type=socket.SOCK_DGRAM))
            with contextlib.suppress(OSError):
                udp.bind(tcp.getsockname())
                ports.append(tcp.getsockname()[1])
        # Only now: two sockets that both set it would be given the same port.
        for tcp in _GIVEN:
            tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return ports


_GIVEN: Final[list[socket.socket]] = []
"""What keeps the ports of these tests from everybody else on this computer."""
