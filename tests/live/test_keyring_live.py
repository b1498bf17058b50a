"""A real gnome-keyring in a D-Bus session of its own, everything in temporary folders."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(
        not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
        reason="needs the packages dbus-daemon and gnome-keyring",
    ),
]

ROOT = Path(__file__).resolve().parents[2]
UNLOCK = """
printf '%s\\n' "$KEYRING_PASSWORD" |
    gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null 2>&1
exec "$@"
"""
START_LOCKED = """gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec "$@" """
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

ASK = """
import asyncio, sys
from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import CredentialsError, KeyringCredentials
from mailadmin.core.secret import Secret
async def main():
    store = KeyringCredentials(limit=15)
    for work in (
        store.read("a1", SecretRole.MAIL_SERVER),
        store.write("a1", SecretRole.MAIL_SERVER, Secret("canary-5d1e")),
    ):
        try:
            print(await work)
        except CredentialsError as error:
            print(error.cause, error.detail)
asyncio.run(main())
"""


class Session:
    """A home of its own; every run gets a new D-Bus session."""

    def __init__(self, folder: Path) -> None:
        runtime = folder / "runtime"
        runtime.mkdir(mode=0o700)
        kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self.environment = {
            **kept,
            "HOME": str(folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "KEYRING_PASSWORD": "",
            "PYTHONPATH": str(ROOT),
        }

    def run(
        self, shell: str, *command: str, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["dbus-run-session", "--", "sh", "-c", shell, "sh", *command],
            cwd=ROOT,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=50,
        )


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


def test_the_system_s_keyring_keeps_the_contract(session: Session):
    tests = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")
    done = session.run(UNLOCK, *tests, "tests/live/keyring_session.py")
    assert done.returncode == 0, done.stdout + done.stderr
    again = session.run(UNLOCK, *tests, "tests/live/keyring_session.py", "-k", "second_process")
    assert again.returncode == 0, again.stdout + again.stderr


def test_no_secret_is_readable_in_the_keyring_s_files(session: Session):
    done = session.run(UNLOCK, sys.executable, "-c", ASK, KEYRING_PASSWORD="a real one")
    assert done.stdout.splitlines() == ["None", "None"], done.stderr
    files = [path for path in Path(session.environment["HOME"]).rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    assert not [path for path in files if b"canary-5d1e" in path.read_bytes()]


def test_a_keyring_that_nobody_can_unlock_is_named_locked(session: Session):
    first = session.run(UNLOCK, sys.executable, "-c", ASK, KEYRING_PASSWORD="right")
    assert first.stdout.splitlines() == ["None", "None"], first.stderr
    began = time.monotonic()
    locked = session.run(START_LOCKED, sys.executable, "-c", ASK)
    causes = [line.split()[0] for line in locked.stdout.splitlines()]
    assert causes == ["keyring-locked", "keyring-locked"], locked.stdout + locked.stderr
    assert "canary" not in locked.stdout + locked.stderr
    assert time.monotonic() - began < 40


def test_the_command_line_stores_a_password_that_a_later_call_finds(session: Session):
    program = f"{sys.executable} -m mailadmin accounts"
    add = f"echo canary-5d1e | {program} add --server h --from a@example.com --password-stdin"
    added = session.run(UNLOCK, "sh", "-c", add)
    assert (added.returncode, added.stdout) == (0, "Saved account “a@example.com”.\n"), added.stderr
    shown = session.run(UNLOCK, "sh", "-c", f"{program} show")
    assert "password stored" in shown.stdout, shown.stderr
    removed = session.run(UNLOCK, "sh", "-c", f"{program} remove a@example.com && {program} list")
    assert removed.returncode == 0, removed.stderr
    assert "canary" not in "".join(done.stdout + done.stderr for done in (added, shown, removed))


def test_a_keyring_never_set_up_and_nobody_to_ask_is_named_locked(session: Session):
    # The bus starts the service by itself, which would ask for a new password on a screen.
    done = session.run('exec "$@"', sys.executable, "-c", ASK)
    causes = [line.split()[0] for line in done.stdout.splitlines()]
    assert causes == ["keyring-locked", "keyring-locked"], done.stdout + done.stderr


def test_a_session_without_a_secret_service_has_no_keyring(session: Session, tmp_path: Path):
    (tmp_path / "bus.conf").write_text(BUS_WITHOUT_SERVICES, encoding="utf-8")
    done = subprocess.run(
        [
            "dbus-run-session",
            "--config-file",
            tmp_path / "bus.conf",
            "--",
            sys.executable,
            "-c",
            ASK,
        ],
        cwd=ROOT,
        env=session.environment,
        capture_output=True,
        text=True,
        timeout=50,
    )
    causes = [line.split()[0] for line in done.stdout.splitlines()]
    assert causes == ["keyring-unavailable", "keyring-unavailable"], done.stdout + done.stderr


def test_a_computer_without_d_bus_has_no_keyring(session: Session):
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=session.environment | {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"},
        capture_output=True,
        text=True,
        timeout=50,
    )
    causes = [line.split()[0] for line in done.stdout.splitlines()]
    assert causes == ["keyring-unavailable", "keyring-unavailable"], done.stdout + done.stderr
