"""Signing in and out from the command line, with an issuer on this computer."""

import asyncio
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keyring
import pytest
from click.testing import CliRunner, Result
from keyring.backends.fail import Keyring as NoStore
from keyring.errors import PasswordDeleteError, PasswordSetError

from mailadmin.cli.main import main
from mailadmin.cli.page_commands import commands_for
from mailadmin.core.account import Route, SecretRole
from mailadmin.core.credentials import KeyringCredentials
from mailadmin.core.finding import Status, Verdict
from mailadmin.core.oauth.grant import Grant, sealed
from tests.core.keyring_doubles import DictBackend
from tests.servers.authorization import CLIENT, AuthorizationServer, json_answer

ANNA = ("--server", "mail.example.com", "--from", "anna@example.com", "--auth", "oauth")


class ReadOnly(DictBackend):
    """A store that takes nothing, and removes nothing."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise PasswordSetError("no")

    def delete_password(self, service: str, username: str) -> None:
        raise PasswordDeleteError("no")


@pytest.fixture
def backend() -> Iterator[DictBackend]:
    """The keyring of this computer, as a dictionary; afterwards the real one again."""
    before = keyring.core._keyring_backend
    store = DictBackend()
    keyring.set_keyring(store)
    yield store
    keyring.core._keyring_backend = before


@pytest.fixture
def issuer() -> Iterator[AuthorizationServer]:
    """In a thread of its own: a call of the command line has its own loop."""
    loop, server = asyncio.new_event_loop(), AuthorizationServer()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(5)
    yield server
    asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result(5)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


class Program:
    """The command line with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, *arguments: str, stdin: str = "") -> Result:
        call = ("--data-dir", str(self.folder), *arguments)
        return CliRunner().invoke(main, call, input=stdin, prog_name="mailadmin")

    def ok(self, *arguments: str, stdin: str = "") -> Result:
        result = self(*arguments, stdin=stdin)
        assert result.exit_code == 0, result.output + str(result.exception)
        return result

    def json(self, *arguments: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.ok(*arguments, "--json").stdout.splitlines()]

    def settings(self) -> dict[str, Any]:
        data: dict[str, Any] = json.loads((self.folder / "settings.json").read_text("utf-8"))
        return data


@pytest.fixture
def program(tmp_path: Path, backend: DictBackend) -> Program:
    return Program(tmp_path / "data")


def set_up(program: Program, issuer: AuthorizationServer) -> None:
    """An account whose issuer is the one on this computer."""
    program.ok("accounts", "add", *ANNA)
    pages = {
        "--authorization-endpoint": issuer.url("/authorize"),
        "--token-endpoint": issuer.url("/token"),
        "--device-authorization-endpoint": issuer.url("/device"),
        "--revocation-endpoint": issuer.url("/revoke"),
        "--scope": "mail",
    }
    options = [text for option in pages.items() for text in option]
    program.ok("clients", "set", "sign-in.test", "--client-id", CLIENT, *options)
    settings = program.settings()
    settings["accounts"][0]["mail_server"]["issuer"] = "sign-in.test"
    (program.folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


def browser(folder: Path) -> str:
    """A browser of one line, for the environment: it goes where it is sent to."""
    script = folder / "browser.py"
    script.write_text(
        "import sys, urllib.request\nurllib.request.urlopen(sys.argv[1], timeout=10).read()\n"
    )
    return f"{sys.executable} {script} %s"


def test_the_browser_opens_and_the_account_is_signed_in(
    program: Program,
    issuer: AuthorizationServer,
    backend: DictBackend,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_up(program, issuer)
    monkeypatch.setenv("BROWSER", browser(tmp_path))
    monkeypatch.setattr("webbrowser._tryorder", None)
    result = program("sign-in")
    assert result.exit_code == 0, result.output
    assert "You are signed in as anna@example.com" in result.stdout
    assert not [secret for secret in issuer.given if secret in result.output]
    assert any("oauth" in service for service, _ in backend.entries)
    (shown,) = program.json("accounts", "show")
    assert shown["passwords"] == {"mail-server": "signed-in"}
    assert "You are signed out" in program.ok("sign-out").stdout
    assert backend.entries == {}
    assert issuer.revoked


def test_a_code_is_shown_and_told_as_json(program: Program, issuer: AuthorizationServer) -> None:
    set_up(program, issuer)
    lines = program.json("sign-in", "--device")
    code = next(line for line in lines if line["type"] == "code")
    assert (code["code"], code["page"]) == ("WDJB-MJHT", issuer.url("/activate"))
    assert lines[-1] | {"elapsed_ms": 0} == lines[-1] | {
        "type": "result",
        "command": "sign-in",
        "status": "passed",
        "user": "anna@example.com",
        "other_user": False,
        "fix": None,
        "elapsed_ms": 0,
    }
    checks = [line["check"] for line in lines if line["type"] == "finding"]
    assert checks == ["oauth.client", "oauth.page", "oauth.token", "keyring.write"]


def test_removing_the_account_takes_the_sign_in_back(
    program: Program, issuer: AuthorizationServer, backend: DictBackend
) -> None:
    set_up(program, issuer)
    grant = Grant(issuer="sign-in.test", client_id=CLIENT, refresh_token="r" * 20)
    place = (program.settings()["accounts"][0]["id"], SecretRole.OAUTH)
    asyncio.run(KeyringCredentials(lambda: backend).write(*place, sealed(grant)))
    assert backend.entries
    program.ok("accounts", "remove", "anna@example.com")
    assert backend.entries == {}
    assert issuer.revoked == {"r" * 20}


def test_a_refusal_says_what_to_do(program: Program, issuer: AuthorizationServer) -> None:
    set_up(program, issuer)
    issuer.says["/device"] = json_answer(400, error="access_denied")
    result = program("sign-in", "--device")
    assert result.exit_code == 1
    assert "The sign-in was stopped at the page of sign-in.test" in result.stdout
    assert "Message to your administrator" in result.stdout
    assert "You are not signed in" in result.stdout


def test_without_a_client_id_the_program_says_so(program: Program) -> None:
    gmail = ("--server", "smtp.gmail.com", "--from", "a@gmail.com")
    program.ok("accounts", "add", *gmail, "--auth", "oauth")
    result = program("sign-in")
    assert result.exit_code == 1
    assert "This program is not registered at Google yet" in result.stdout
    assert "app passwords" in result.stdout
    assert "Command: mailadmin clients set google --client-id ID" in result.stdout
    assert "Command: mailadmin sign-in\n" in result.stdout


def test_a_person_who_does_nothing(program: Program, issuer: AuthorizationServer) -> None:
    set_up(program, issuer)
    result = program("sign-in", "--no-browser", "--wait", "1")
    assert result.exit_code == 1
    assert issuer.url("/authorize?") in result.stderr
    assert "did not bring you back here in time" in result.stdout


def test_without_a_password_store_no_page_opens(
    program: Program, issuer: AuthorizationServer
) -> None:
    set_up(program, issuer)
    keyring.set_keyring(NoStore())
    result = program("sign-in", "--no-browser")
    assert result.exit_code == 1
    assert "no password store" in result.stderr
    assert "GNOME Keyring" in result.stderr
    assert issuer.url("/authorize") not in result.output


def test_a_sign_in_that_is_not_stored_is_none(
    program: Program, issuer: AuthorizationServer
) -> None:
    set_up(program, issuer)
    keyring.set_keyring(ReadOnly())
    result = program("sign-in", "--device")
    assert result.exit_code == 1
    assert "has ended with this command" in result.stderr


@pytest.mark.parametrize("store", [DictBackend, NoStore, ReadOnly])
def test_signing_out_where_nobody_was_signed_in(program: Program, store: type) -> None:
    program.ok("accounts", "add", *ANNA)
    keyring.set_keyring(store())
    result = program.ok("sign-out")
    assert "You were not signed in" in result.stdout
    assert result.stderr == ""


def test_a_server_that_signs_in_at_a_page_has_no_password_to_be_known(program: Program) -> None:
    program.ok("accounts", "add", *ANNA)
    assert "not signed in yet" in program.ok("accounts", "show").stdout
    keyring.set_keyring(NoStore())
    shown = program.ok("accounts", "show").stdout
    assert "whether it is signed in is not known" in shown
    assert "password" not in shown


@pytest.mark.parametrize("options", [(), ("--messenger",)])
def test_who_is_not_signed_in_is_told_the_command(options: tuple[str, ...]) -> None:
    route = Route.MESSENGER if options else Route.MAIL_SERVER
    verdict = Verdict("smtp.auth.not-signed-in", Status.FAILED)
    assert list(commands_for(verdict, route)) == [" ".join(("mailadmin sign-in", *options))]
    assert list(commands_for(Verdict("smtp.auth.refused", Status.FAILED), route)) == []


WRONG = [
    (
        (
            "accounts",
            "add",
            "--server",
            "h.test",
            "--from",
            "a@h.test",
            "--auth",
            "oauth",
            "--issuer",
            "a b",
        ),
        "--issuer: “a b” is not the host name",
    ),
    (("sign-in", "Nobody"), "There is no account"),
    (("sign-in", "--messenger"), "The Messenger does not sign in at a provider's page"),
    (("sign-in", "--witness", "x@y.test"), "x@y.test"),
    (("sign-in", "Anna", "--witness", "x@y.test"), "not both"),
    (("sign-out", "--messenger", "--witness", "x@y.test"), "not both"),
    (("clients", "set", "nowhere.test", "--client-id", "1"), "are needed"),
    (("clients", "set", "microsoft", "--client-id", "a b"), "one word"),
    (("clients", "set", "a b", "--client-id", "1"), "is not known here"),
    (
        ("clients", "set", "google", "--client-id", "1", "--client-secret-stdin"),
        "The client secret is missing",
    ),
    (("clients", "set", "a.test", "--client-id", "1", "--token-endpoint", "http://x/"), "https://"),
    (
        ("clients", "set", "google", "--client-id", "1", "--token-endpoint", "https://x/"),
        "This program knows the addresses of Google",
    ),
    (("clients", "set", "google", "--client-id", "1", "--tenant", "a.test"), "Only Microsoft"),
    (("clients", "set", "microsft", "--client-id", "1"), "Did you mean microsoft?"),
    (("clients", "remove", "gogle"), "Did you mean google?"),
    (("clients", "set", "a.test", "--client-id", "1"), "--authorization-endpoint"),
    (("clients", "set", "microsoft", "--client-id", "1", "--tenant", "a/b"), "is no tenant"),
    (("clients", "remove", "google"), "There is no client id"),
]


@pytest.mark.parametrize(("arguments", "words"), WRONG, ids=lambda value: str(value)[:50])
def test_wrong_input_ends_with_status_2_and_nothing_changed(
    program: Program, arguments: tuple[str, ...], words: str
) -> None:
    program.ok("accounts", "add", "--server", "h.test", "--from", "a@h.test", "--name", "Anna")
    before = program.settings()
    result = program(*arguments)
    assert result.exit_code == 2, result.output
    assert words in result.stderr
    assert result.stdout == ""
    assert program.settings() == before


def test_client_ids_are_kept_replaced_and_removed(program: Program) -> None:
    nothing = program.ok("clients", "list").stderr
    assert "There is no client id yet." in nothing
    assert "mailadmin clients set" in nothing
    program.ok(
        "clients",
        "set",
        "google",
        "--client-id",
        "7.apps",
        "--client-secret-stdin",
        stdin="GOCSPX-1\n",
    )
    page = "https://login.microsoftonline.com/"
    program.ok("clients", "set", page, "--client-id", "1-2", "--tenant", "contoso.example")
    listed = program.ok("clients", "list").stdout
    assert listed.splitlines() == [
        "Google  7.apps  with a client secret",
        "Microsoft  1-2  tenant contoso.example",
    ]
    assert "GOCSPX" not in listed + program.ok("clients", "list", "--json").stdout
    assert program.settings()["clients"][0]["client_secret"] == "GOCSPX-1"
    again = program.ok("clients", "set", "google", "--client-id", "8.apps")
    assert "has to sign in again" in again.stdout
    assert "client_secret" not in program.settings()["clients"][-1]
    program.ok("clients", "remove", "google")
    assert [one["issuer"] for one in program.json("clients", "list")] == [
        "login.microsoftonline.com"
    ]


def test_a_client_id_travels_with_its_account_and_replaces_none(
    program: Program, issuer: AuthorizationServer, tmp_path: Path
) -> None:
    set_up(program, issuer)
    file = tmp_path / "setup.json"
    program.ok("accounts", "export", str(file))
    other = Program(tmp_path / "other")
    imported = other.ok("accounts", "import", str(file)).stdout
    assert "Only the sign-in at the provider's page is missing. Sign in with:" in imported
    assert "The client id for sign-in.test came along." in imported
    assert [one["client_id"] for one in other.json("clients", "list")] == [CLIENT]
    data = json.loads(file.read_text("utf-8"))
    data["clients"][0]["client_id"] = "another"
    file.write_text(json.dumps(data), encoding="utf-8")
    result = other.ok("accounts", "import", str(file))
    assert "is another one than yours, which stays" in result.stderr
    file.write_text(json.dumps(data | {"accounts": []}), encoding="utf-8")
    alone = Program(tmp_path / "third").ok("accounts", "import", str(file)).stdout
    assert alone == "The client id for sign-in.test came along.\n"
    assert [one["client_id"] for one in other.json("clients", "list")] == [CLIENT]


def test_the_help_pages_load_nothing_heavy() -> None:
    code = (
        "import sys; from mailadmin.cli.main import run; run(['sign-in', '--help']);"
        "heavy = {'authlib', 'h11', 'httpx2', 'keyring'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "--device" in done.stdout
