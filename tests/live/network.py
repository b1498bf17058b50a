"""A network of a test's own, where packets to some addresses vanish without a word (Linux).

It is a network namespace without a name: whatever happens, it is gone with the last that uses it.
Its only way out is a cable to nobody. So an address there is neither refused nor unreachable, as
with an IPv6 connection that a router announces and nothing comes through.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

LIVING: Final = ("192.0.2.25", "2001:db8::25")
"""Addresses of this computer, for servers to listen on."""

DEAD: Final = ("192.0.2.66", "192.0.2.67", "2001:db8::66", "2001:db8::67")
"""Addresses that never answer."""

_SETUP: Final = f"""
link set lo up
addr add {LIVING[0]}/32 dev lo
addr add {LIVING[1]}/128 dev lo nodad
link add way-out type veth peer name nobody
link set way-out arp off
link set nobody up
link set way-out up
addr add 192.0.2.1/24 dev way-out
addr add 2001:db8::1/64 dev way-out nodad
"""
"""Without ARP nobody is asked who has an address, and so nobody finds out that no one has it."""

_NEW_NETWORK: Final = 0x40000000  # CLONE_NEWNET of linux/sched.h
_THIS: Final = "/proc/thread-self/ns/net"


def missing() -> str | None:
    """Why there can be no network of our own, None if there can."""
    if not sys.platform.startswith("linux"):
        return "needs Linux, for its network namespaces"
    if _ip() is None:
        return "needs the package iproute2"
    if os.geteuid() != 0:
        return "needs root: only root can make a network"
    try:
        with inside_a_network():
            return None
    except (OSError, subprocess.CalledProcessError) as problem:
        return f"no network can be made here: {problem}"


@contextmanager
def inside_a_network() -> Iterator[None]:
    """What this thread opens or starts within the block lives in a new network, set up as above."""
    outside = os.open(_THIS, os.O_RDONLY)
    try:
        _call("unshare", _NEW_NETWORK)
        try:
            subprocess.run(
                (str(_ip()), "-batch", "-"),
                input=_SETUP.encode(),
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=True,
            )
            yield
        finally:
            _call("setns", outside, _NEW_NETWORK)
    finally:
        os.close(outside)


def _call(name: str, *numbers: int) -> None:
    """Python has these only from 3.12 on."""
    if getattr(ctypes.CDLL(None, use_errno=True), name)(*numbers):
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))


def _ip() -> str | None:
    return shutil.which("ip", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
