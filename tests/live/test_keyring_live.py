"""What the program says and keeps where a keyring is there, locked, or not there at all."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.live.keyring_home import (
    KeyringDiedError,
    Session,
    lived_through,
    missing,
)

pytestmark = [
    pytest.mark.live,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

START_LOCKED = """gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec "$@" """

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

KILL = """
import os, signal, time
from jeepney import new_method_call
from jeepney.io.blocking import open_dbus_connection
from tests.live.keyring_lives import BUS, keyring_lives
with open_dbus_connection() as bus:
    name = ("org.freedesktop.secrets",)
    question = new_method_call(BUS, "GetConnectionUnixProcessID", "s", name)
    os.kill(bus.send_and_get_reply(question, timeout=10).body[0], signal.SIGKILL)
while keyring_lives():  # the bus hears of it a moment later
    time.sleep(0.01)
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path)


def in_a_living_keyring(test: Callable[[Session], None]) -> Callable[[Path], None]:
    """Give a test its session, and a new one where gnome-keyring died in the first."""

    def begun_again(tmp_path: Path) -> None:
        lived_through(tmp_path, test)

    begun_again.__name__ = test.__name__
    return begun_again


def test_a_keyring_that_dies_is_noticed(session: Session):
    with pytest.raises(KeyringDiedError):
        session.unlocked(sys.executable, "-c", KILL)


@in_a_living_keyring
def test_the_system_s_keyring_keeps_the_contract(session: Session):
    tests = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")
    done = session.unlocked(*tests, "tests/live/keyring_session.py")
    assert done.returncode == 0, done.stdout + done.stderr
    again = session.unlocked(*tests, "tests/live/keyring_session.py", "-k", "second_process")
    assert again.returncode == 0, again.stdout + again.stderr


@in_a_living_keyring
def test_no_secret_is_readable_in_the_keyring_s_files(session: Session):
    done = session.unlocked(sys.executable, "-c", ASK, password="a real one")
    assert done.stdout.splitlines() == ["None", "None"], done.stderr
    files = [path for path in Path(session.environment["HOME"]).rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in files)
    assert not [path for path in files if b"canary-5d1e" in path.read_bytes()]


@in_a_living_keyring
def test_a_keyring_that_nobody_can_unlock_is_named_locked(session: Session):
    first = session.unlocked(sys.executable, "-c", ASK, password="right")
    assert first.stdout.splitlines() == ["None", "None"], first.stderr
    began = time.monotonic()
    locked = session.with_services("sh", "-c", START_LOCKED, "sh", sys.executable, "-c", ASK)
    causes = [line.split()[0] for line in locked.stdout.splitlines()]
    assert causes == ["keyring-locked", "keyring-locked"], locked.stdout + locked.stderr
    assert "canary" not in locked.stdout + locked.stderr
    assert time.monotonic() - began < 40


@in_a_living_keyring
def test_the_command_line_stores_a_password_that_a_later_call_finds(session: Session):
    program = f"{sys.executable} -m mailadmin accounts"
    add = f"echo canary-5d1e | {program} add --server h --from a@example.com --password-stdin"
    added = session.unlocked("sh", "-c", add)
    assert (added.returncode, added.stdout) == (0, "Saved account “a@example.com”.\n"), added.stderr
    shown = session.unlocked("sh", "-c", f"{program} show")
    assert "password stored" in shown.stdout, shown.stderr
    removed = session.unlocked("sh", "-c", f"{program} remove a@example.com && {program} list")
    assert removed.returncode == 0, removed.stderr
    assert "canary" not in "".join(done.stdout + done.stderr for done in (added, shown, removed))


def test_a_keyring_never_set_up_and_nobody_to_ask_is_named_locked(session: Session):
    # The bus starts the service by itself, which would ask for a new password on a screen.
    done = session.with_services(sys.executable, "-c", ASK)
    causes = [line.split()[0] for line in done.stdout.splitlines()]
    assert causes == ["keyring-locked", "keyring-locked"], done.stdout + done.stderr


def test_a_session_without_a_secret_service_has_no_keyring(session: Session):
    done = session.without_services(sys.executable, "-c", ASK)
    causes = [line.split()[0] for line in done.stdout.splitlines()]
    assert causes == ["keyring-unavailable", "keyring-unavailable"], done.stdout + done.stderr


def test_a_computer_without_d_bus_has_no_keyring(session: Session):
    done = session.without_a_bus(sys.executable, "-c", ASK)
    causes = [line.split()[0] for line in done.stdout.splitlines()]
    assert causes == ["keyring-unavailable", "keyring-unavailable"], done.stdout + done.stderr
