"""The command line in this process, against the sandbox."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from keyring.backend import KeyringBackend

from mailadmin.cli.main import run
from mailadmin.core.account import Security
from mailadmin.sandbox.system import Sandbox


class Called:
    """What one call printed, and its exit status."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as JSON, a line each."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def result(self) -> dict[str, Any]:
        """The last line of JSON."""
        return self.lines[-1]


Call = Callable[..., Called]


@pytest.fixture
def call(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> Call:
    """Call the program with arguments and standard input; its data lies in a folder of its own."""

    def called(*arguments: str, stdin: str = "") -> Called:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        status = run([*arguments, "--data-dir", str(tmp_path / "data")])
        printed = capfd.readouterr()
        assert "Traceback" not in printed.err
        return Called(status, printed.out, printed.err)

    return called


class Kept(KeyringBackend):
    """A keyring that lasts as long as the test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@pytest.fixture
def keyring_in_memory() -> Iterator[None]:
    """The library's own way to put another keyring in the system's place."""
    before = keyring.get_keyring()
    keyring.set_keyring(Kept())
    yield
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def there(sandbox: Sandbox) -> list[str]:
    """The options that lead to the sandbox's mail server and Messenger, passwords on input."""
    sandbox.switch("all-well")
    return options(sandbox)


def options(sandbox: Sandbox) -> list[str]:
    host, port = sandbox.dns_address
    account = sandbox.account
    relay = account.messenger
    assert relay is not None
    return [
        "--resolver", f"{host}:{port}", "--ca-file", str(sandbox.ca_file),
        "--server", account.mail_server.host, "--port", str(account.mail_server.port),
        "--security", account.mail_server.security, "--user", sandbox.user,
        "--from", sandbox.user, "--from-name", "Anna Berg", "--password-stdin",
        "--messenger-server", relay.server.host, "--messenger-port", str(relay.server.port),
        "--messenger-security", Security.STARTTLS, "--messenger-user", relay.server.user_name,
        "--messenger-from", relay.address,
    ]  # fmt: skip


@pytest.fixture
def passwords(sandbox: Sandbox) -> str:
    """Standard input with both passwords."""
    return "".join(f"{secret.reveal()}\n" for secret in list(sandbox.secrets.values())[:2])
