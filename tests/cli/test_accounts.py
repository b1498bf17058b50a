import asyncio
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import keyring
import pytest
from click.testing import CliRunner, Result
from keyring.errors import KeyringLocked

from mailadmin.cli.main import main
from mailadmin.core.account import SecretRole
from mailadmin.core.credentials import KeyringCredentials
from mailadmin.core.secret import Secret
from tests.core.keyring_doubles import DictBackend, Failing

PROJECT = Path(__file__).resolve().parents[2]
ANNA = ("--server", "smtp.example.com", "--from", "anna@example.com", "--from-name", "Anna Berg")
RELAY = ("--messenger-server", "relay.example.net:465", "--messenger-user", "relay@example.net")


@pytest.fixture
def backend():
    """The keyring of this computer, as a dictionary; afterwards the real one again."""
    before = keyring.core._keyring_backend
    store = DictBackend()
    keyring.set_keyring(store)
    yield store
    keyring.core._keyring_backend = before


class Program:
    """The command line with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = folder / "settings.json"

    def __call__(self, *arguments: str, stdin: str | bytes = "") -> Result:
        call = ("--data-dir", str(self.folder), "accounts", *arguments)
        return CliRunner().invoke(main, call, input=stdin, prog_name="mailadmin")

    def ok(self, *arguments: str, stdin: str | bytes = "") -> Result:
        result = self(*arguments, stdin=stdin)
        assert result.exit_code == 0, result.output + str(result.exception)
        return result

    def json(self, *arguments: str, stdin: str | bytes = "") -> list[dict[str, Any]]:
        lines = self.ok(*arguments, "--json", stdin=stdin).stdout.splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture
def program(tmp_path: Path, backend: DictBackend) -> Program:
    return Program(tmp_path / "data")


def stored(backend: DictBackend, account_id: str, role: SecretRole) -> str | None:
    entry = backend.entries.get((f"mailadmin/{account_id}/{role}", account_id))
    return entry and entry.rpartition(":")[2]


def test_without_accounts_the_list_says_how_to_add_one(program: Program):
    result = program.ok("list")
    assert result.stdout == ""
    assert "mailadmin accounts add" in result.stderr
    assert program.json("list") == []


def test_an_added_account_is_listed_shown_and_has_its_password_in_the_keyring(
    program: Program, backend: DictBackend
):
    (added,) = program.json("add", *ANNA, "--user", "anna", "--password-stdin", stdin="secret1\n")
    assert added["type"] == "account"
    assert added["name"] == "anna@example.com"
    assert added["mail_server"]["port"] == 587
    assert stored(backend, added["id"], SecretRole.MAIL_SERVER) == "secret1"
    (listed,) = program.json("list")
    assert (listed["id"], listed["current"]) == (added["id"], True)
    (shown,) = program.json("show", "anna@example.com")
    assert shown["passwords"] == {"mail-server": "stored"}


def test_people_get_lines(program: Program):
    program.ok("add", *ANNA, *RELAY, "--name", "Work", "--password-stdin", stdin="a\nb\n")
    more = ("--reply-to", "office@example.com", "--support-address", "it@example.com")
    program.ok("add", *ANNA, "--name", "Home", *more)
    listed = program.ok("list").stdout.splitlines()
    assert listed == [
        "* Work  anna@example.com  smtp.example.com:587  Messenger relay.example.net:465",
        "  Home  anna@example.com  smtp.example.com:587",
    ]
    shown = program.ok("show").stdout
    assert "Anna Berg <anna@example.com>" in shown
    assert "smtp.example.com:587 (auto), as anna@example.com, password stored" in shown
    assert "relay.example.net:465 (tls), as relay@example.net, password stored" in shown
    assert "without sign-in" in program.ok("show", "Home").stdout
    assert "office@example.com" in program.ok("show", "Home").stdout
    assert "it@example.com" in program.ok("show", "Home").stdout


def test_no_command_ever_shows_or_writes_a_password(program: Program):
    canaries = ("canary-one", "canary-two")
    outputs = [
        program.ok("add", *ANNA, *RELAY, "--password-stdin", stdin="canary-one\ncanary-two\n"),
        program.ok("list"),
        program.ok("show"),
        program.ok("show", "--json"),
        program.ok("export", "-"),
        program.ok("set", "--password-stdin", stdin="canary-two\n"),
        program("set", "--port", "x"),
    ]
    told = "".join(result.output for result in outputs)
    files = b"".join(path.read_bytes() for path in program.folder.rglob("*") if path.is_file())
    for canary in canaries:
        assert canary not in told
        assert canary.encode() not in files


def test_set_changes_what_is_said_and_leaves_the_rest(program: Program, backend: DictBackend):
    (added,) = program.json("add", *ANNA, *RELAY, "--password-stdin", stdin="one\ntwo\n")
    (changed,) = program.json("set", "--port", "465", "--security", "tls", "--name", "Büro")
    expected = added | {"name": "Büro"}
    expected["mail_server"] |= {"port": 465, "security": "tls"}
    assert changed == expected
    assert stored(backend, added["id"], SecretRole.MAIL_SERVER) == "one"
    assert stored(backend, added["id"], SecretRole.MESSENGER) == "two"


def test_set_can_change_only_a_password(program: Program, backend: DictBackend):
    (added,) = program.json("add", *ANNA, *RELAY, "--password-stdin", stdin="one\ntwo\n")
    program.ok("set", "--messenger-password-stdin", stdin="three\n")
    program.ok("set", "--password-stdin", stdin="four\n")
    assert stored(backend, added["id"], SecretRole.MAIL_SERVER) == "four"
    assert stored(backend, added["id"], SecretRole.MESSENGER) == "three"


def test_set_can_remove_the_messenger_with_its_password(program: Program, backend: DictBackend):
    (added,) = program.json("add", *ANNA, *RELAY, "--password-stdin", stdin="one\ntwo\n")
    (changed,) = program.json("set", "--messenger-server", "")
    assert changed["messenger"] is None
    assert stored(backend, added["id"], SecretRole.MESSENGER) is None
    assert stored(backend, added["id"], SecretRole.MAIL_SERVER) == "one"


def test_another_account_can_be_made_the_current_one(program: Program):
    program.ok("add", *ANNA, "--name", "Work")
    program.ok("add", *ANNA, "--name", "Home", "--current", "--support-address", "it@example.com")
    assert [account["current"] for account in program.json("list")] == [False, True]
    program.ok("set", "work", "--current")
    assert [account["current"] for account in program.json("list")] == [True, False]
    program.ok("set", "home", "--support-address", "")
    assert program.json("list")[1]["support_address"] == ""


def test_a_removed_account_is_gone_with_its_passwords(program: Program, backend: DictBackend):
    program.ok("add", *ANNA, *RELAY, "--name", "Work", "--password-stdin", stdin="one\ntwo\n")
    program.ok("add", *ANNA, "--name", "Home")
    assert "Removed account “Work”" in program.ok("remove", "Work").stdout
    assert [account["name"] for account in program.json("list")] == ["Home"]
    assert backend.entries == {}


def test_accounts_travel_as_a_setup_file(program: Program, tmp_path: Path, backend: DictBackend):
    program.ok("add", *ANNA, *RELAY, "--name", "Work", "--password-stdin", stdin="one\ntwo\n")
    program.ok("add", *ANNA, "--name", "Home")
    path = tmp_path / "for Anna.json"
    assert "Passwords are not in the file" in program.ok("export", str(path)).stdout
    other = Program(tmp_path / "other")
    imported = other.json("import", str(path))
    assert [account["name"] for account in imported] == ["Work", "Home"]
    before = program.json("list")
    assert [account["id"] for account in imported] != [account["id"] for account in before]
    assert other.json("show", "Work")[0]["passwords"] == {
        "mail-server": "missing",
        "messenger": "missing",
    }
    program.ok("export", str(path), "--account", "Home")
    program.ok("import", str(path))
    assert [a["name"] for a in program.json("list")] == ["Work", "Home", "Home (2)"]


def test_a_setup_file_travels_through_a_pipe(program: Program, tmp_path: Path):
    program.ok("add", *ANNA, "--name", "Büro")
    data = program.ok("export", "-").stdout
    assert json.loads(data)["format"] == "mailadmin-setup"
    assert [a["name"] for a in Program(tmp_path / "o").json("import", "-", stdin=data)] == ["Büro"]


REFUSED = [
    (("add",), "--server: Type the name of the server"),
    (("add", "--server", "h"), "--from: Type an email address"),
    (("add", *ANNA, "--port", "70000"), "--port: There is no port 70000"),
    (("add", *ANNA, "--inbox-server", "h", "--inbox-auth", "none"), "--inbox-auth"),
    (("add", *ANNA, "--name", "x" * 300), "--name: This name is too long"),
    (("add", *ANNA, "--support-address", "x"), "--support-address: “x” has no @ sign"),
    (("add", *ANNA, "--password-stdin"), "The mail server's password is missing"),
    (("set",), "Say what to change"),
    (("set", "Office", "--port", "25"), "There is no account “Office”. There are: Work"),
    (("set", "--server", "a,b"), "--server: A server's name is written with dots"),
    (("show", "Office"), "There is no account “Office”"),
    (("remove", "Office"), "There is no account “Office”"),
    (("remove",), "ACCOUNT"),
    (("export", "/dev/null/x"), "could not be written"),
    (("export", "-", "--account", "Office"), "There is no account “Office”"),
    (("import", "/nonexistent"), "can't be opened"),
    (("nonsense",), "nonsense"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=lambda value: str(value)[:60])
def test_wrong_input_ends_with_status_2_one_sentence_and_nothing_changed(
    program: Program, arguments: tuple[str, ...], words: str
):
    program.ok("add", *ANNA, "--name", "Work")
    before = program.settings.read_bytes()
    result = program(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr
    assert program.settings.read_bytes() == before


@pytest.mark.parametrize("command", ["show", "remove", "set", "export"])
def test_without_accounts_a_command_says_how_to_add_one(program: Program, command: str):
    arguments = {"remove": ("x",), "set": ("--port", "25"), "export": ("-",)}.get(command, ())
    result = program(command, *arguments)
    assert result.exit_code == 2
    assert "mailadmin accounts add" in result.stderr
    assert not program.settings.exists()


@pytest.mark.parametrize("data", [b"", b"{}", b"\x00\xff", b'{"format": "mailadmin-setup"}'])
def test_what_is_no_setup_file_is_refused(program: Program, tmp_path: Path, data: bytes):
    (tmp_path / "file").write_bytes(data)
    result = program("import", str(tmp_path / "file"))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert not program.settings.exists()


def test_a_wrong_account_in_a_setup_file_is_told_with_its_problems(
    program: Program, tmp_path: Path
):
    program.ok("add", *ANNA)
    data = json.loads(program.ok("export", "-").stdout)
    data["accounts"][0]["mail_server"]["port"] = 0
    data["accounts"][0]["identity"]["address"] = "x"
    result = program("import", "-", stdin=json.dumps(data))
    assert result.exit_code == 2
    assert [line.split(":")[0] for line in result.stderr.splitlines()[1:]] == ["--from", "--port"]
    assert len(program.json("list")) == 1


def test_a_broken_settings_file_is_told_on_standard_error_and_kept(program: Program):
    program.folder.mkdir()
    program.settings.write_text("broken", encoding="utf-8")
    result = program("list", "--json")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "is kept as" in result.stderr
    (kept,) = program.folder.glob("settings.broken-*.json")
    assert kept.read_text(encoding="utf-8") == "broken"


def test_settings_that_cannot_be_saved_end_with_status_1(program: Program):
    program.folder.parent.mkdir(exist_ok=True)
    program.settings.mkdir(parents=True)
    (program.folder / "settings.json.lock").mkdir()
    result = program("add", *ANNA)
    assert result.exit_code == 1
    assert "could not be saved" in result.stderr


def test_a_locked_keyring_leaves_the_account_without_password_and_says_so(
    program: Program, backend: DictBackend
):
    keyring.set_keyring(Failing(KeyringLocked("canary-one")))
    result = program("add", *ANNA, *RELAY, "--password-stdin", stdin="canary-one\ncanary-two\n")
    assert result.exit_code == 1
    assert "password store is locked" in result.stderr
    assert "saved without its password" in result.stderr
    assert "canary" not in result.output
    shown = program.ok("show", "--json")
    assert json.loads(shown.stdout)["passwords"] == {
        "mail-server": "unknown",
        "messenger": "unknown",
    }
    assert shown.stderr.count("locked") == 1
    removed = program.ok("remove", "anna@example.com")
    assert "could not be removed" in removed.stderr
    keyring.set_keyring(backend)


def test_a_messenger_s_password_that_cannot_be_removed_is_told(
    program: Program, backend: DictBackend
):
    program.ok("add", *ANNA, *RELAY, "--password-stdin", stdin="one\ntwo\n")
    keyring.set_keyring(Failing(KeyringLocked("locked")))
    result = program.ok("set", "--messenger-server", "")
    assert "The Messenger was removed, but its password could not be" in result.stderr
    assert "saved without" not in result.stderr


def test_what_is_odd_is_said_and_saved(program: Program):
    result = program.ok("add", *ANNA, "--security", "none")
    assert "--security: Without encryption everyone" in result.stderr
    assert len(program.json("list")) == 1


def test_the_program_itself_takes_passwords_from_a_pipe(tmp_path: Path):
    """The whole process, with the user's own keyring replaced by one that keeps nothing."""
    environment = os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    call = [sys.executable, "-m", "mailadmin", "--data-dir", str(tmp_path), "accounts"]
    done = subprocess.run(
        [*call, "add", *ANNA, "--password-stdin", "--json"],
        input="canary-one\n",
        capture_output=True,
        text=True,
        timeout=60,
        cwd=PROJECT,
        env=environment,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert json.loads(done.stdout)["identity"]["name"] == "Anna Berg"
    assert "no password store" in done.stderr
    assert "canary" not in done.stdout + done.stderr
    listed = subprocess.run(
        [*call, "list"], capture_output=True, text=True, timeout=60, cwd=PROJECT, env=environment
    )
    assert (listed.returncode, listed.stderr) == (0, "")


def test_the_keyring_is_the_one_that_the_window_reads(program: Program, backend: DictBackend):
    (added,) = program.json("add", *ANNA, "--password-stdin", stdin="one\n")
    read = asyncio.run(KeyringCredentials().read(added["id"], SecretRole.MAIL_SERVER))
    assert read == Secret("one")
