"""The program as a whole: options, help, and what wrong usage gets."""

import subprocess
import sys

import pytest

import mailadmin
from mailadmin.cli.main import COMMANDS
from tests.cli.conftest import Call


def test_the_version(call: Call) -> None:
    assert mailadmin.__version__ in call("--version").out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_takes_the_global_options(call: Call, command: str) -> None:
    called = call(command, "--help")
    assert called.status == 0
    for option in ("--data-dir", "--resolver", "--ca-file", "--json", "--timeout"):
        assert option in called.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["test", "--nonsense"],
        ["test", "--server", "mail.test", "--port", "99999", "--from", "a@b.test"],
        ["test", "--server", "mail.test", "--port", "abc", "--from", "a@b.test"],
        ["test", "--server", "mail,test", "--from", "a@b.test"],
        ["test", "--server", "mail.test", "--from", "no-at-sign"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--security", "maybe"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--auth", "oauth"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--timeout", "0"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--timeout", "x"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--to", "nobody"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--resolver", "not-an-address"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--resolver", "tls://"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--resolver", "http://a.test/"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--ca-file", "/no/such.pem"],
        ["test", "--server", "mail.test", "--from", "a@b.test", "--messenger"],
        ["test"],
        ["test", "nobody"],
        ["send", "--server", "mail.test", "--from", "a@b.test"],
        ["send", "--server", "mail.test", "--from", "a@b.test", "--to", "x"],
        ["send", "--server", "mail.test", "--from", "a@b.test", "--self", "--attach", "/no/file"],
        ["send", "--server", "mail.test", "--from", "a@b.test", "--self", "--html-file", "/no"],
        ["send", "--server", "mail.test", "--from", "a@b.test", "--self", "--text-file", "/no"],
        ["send", "--server", "mail.test", "--from", "a@b.test", "--self", "--text", "a",
         "--text-file", "-"],
        ["outbox", "show", "nothing"],
        ["outbox", "retry", "nothing"],
        ["outbox", "discard", "nothing"],
        ["outbox", "retry", "x", "--route", "pigeon"],
        ["sandbox", "--scenario", "nonsense"],
        ["--demo", "test"],
        [],
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_is_said_clearly_and_ends_with_2(call: Call, arguments: list[str]) -> None:
    called = call(*arguments)
    assert called.status == 2
    assert called.out == ""
    assert 0 < len(called.err.strip().splitlines()) <= 6


def test_the_commands_never_load_the_window() -> None:
    code = (
        "import sys; from mailadmin.cli.main import COMMANDS, main; "
        "[main.get_command(None, name) for name in COMMANDS]; "
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'qasync'))]"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=30)


def test_the_version_is_answered_without_loading_anything() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mailadmin", "--version"],
        capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert done.stdout == f"mailadmin, version {mailadmin.__version__}\n"
