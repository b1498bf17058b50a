"""A real gnome-keyring in a D-Bus session of its own, everything in temporary folders.

gnome-keyring itself ends now and then where many short connections follow each other ("assertion
'client' failed", in 42 and still in 50; seen here once in some hundred sessions). What was seen in
such a session says nothing of the program, so :func:`lived_through` begins again in a new
home, and nothing may start a second, locked keyring in the place of the first.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
KEYRING_DIED = 75
UNLOCK = f"""
printf '%s\\n' "$KEYRING_PASSWORD" |
    gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
"$@"; ended=$?
"{sys.executable}" -m tests.live.keyring_lives || exit {KEYRING_DIED}
exit "$ended"
"""
BUS_WITHOUT_SERVICES = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

Result = TypeVar("Result")


def missing() -> str | None:
    """Why there can be no keyring here, None if there can."""
    if shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon"):
        return None
    return "needs the packages dbus-daemon and gnome-keyring"


class KeyringDiedError(Exception):
    """gnome-keyring ended before the session did."""


class Session:
    """A home of its own; every run gets a new D-Bus session."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        self._bus_without_services = folder / "bus.conf"
        self._bus_without_services.write_text(BUS_WITHOUT_SERVICES, encoding="utf-8")
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.environment = {
            **kept,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "KEYRING_PASSWORD": "",
            "PYTHONPATH": str(ROOT),
        }

    def unlocked(self, *command: str, password: str = "") -> subprocess.CompletedProcess[str]:
        """Run beside an unlocked keyring, which nothing replaces when it ends."""
        done = self.without_services(
            *("sh", "-c", UNLOCK, "sh", *command), KEYRING_PASSWORD=password
        )
        if done.returncode == KEYRING_DIED:
            raise KeyringDiedError(done.stdout + done.stderr)
        return done

    def without_services(
        self, *command: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run where the bus starts nothing by itself."""
        config = ("--config-file", str(self._bus_without_services))
        return self._run("dbus-run-session", *config, "--", *command, **environment)

    def with_services(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run where the bus starts what is asked for, as on a desktop."""
        return self._run("dbus-run-session", "--", *command)

    def without_a_bus(self, *command: str) -> subprocess.CompletedProcess[str]:
        return self._run(*command, DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent")

    def _run(self, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=50,
        )


def lived_through(folder: Path, work: Callable[[Session], Result]) -> Result:
    """What ``work`` came to in a session whose keyring lived to the end; three are tried."""
    for number in range(2):
        with contextlib.suppress(KeyringDiedError):
            return work(Session(folder / str(number)))
    return work(Session(folder / "last"))
