import contextlib
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import click
import msgspec
import pytest
from click.testing import CliRunner, Result

from mailadmin.cli.option_form import InvalidInput, account_from_options, resolve
from mailadmin.cli.options import (
    ConnectionOptions,
    ServerOptions,
    Target,
    connection_options,
    target_arguments,
)
from mailadmin.core.account import (
    Account,
    Identity,
    Messenger,
    SecretRole,
    Security,
    Server,
    SignIn,
)
from mailadmin.core.accounts import Accounts
from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.settings import SettingsFile

replace = msgspec.structs.replace


def call(*arguments: str, stdin: str | bytes = "") -> tuple[Result, Account | None]:
    """Run a command that only reads its options, and give what it read."""
    seen: list[Account] = []

    @click.command()
    @connection_options
    def command(connection: ConnectionOptions) -> None:
        account, credentials = account_from_options(connection)
        seen.append(account)
        for role in SecretRole:
            secret = credentials._secrets.get((account.id, role))
            click.echo(f"{role}={secret.reveal() if secret else ''}")

    result = CliRunner().invoke(command, arguments, input=stdin)
    return result, seen[0] if seen else None


def account(*arguments: str, stdin: str | bytes = "") -> Account:
    result, read = call(*arguments, stdin=stdin)
    assert read is not None, result.output
    return read


HERE = ("--server", "smtp.example.com", "--from", "anna@example.com")


def test_a_server_and_a_sender_are_enough():
    read = account(*HERE)
    assert read.identity == Identity(address="anna@example.com")
    assert read.mail_server == Server(
        host="smtp.example.com", port=587, security=Security.AUTO, sign_in=SignIn.NONE
    )
    assert read.messenger is None


def test_every_option_arrives_where_it_belongs():
    read = account(
        *HERE,
        *("--from-name", "Anna", "--reply-to", "office@example.com"),
        *("--port", "2525", "--security", "none", "--auth", "password", "--user", "u"),
        *("--password-stdin", "--allow-plain-password"),
        *("--messenger-server", "relay.example.net", "--messenger-port", "465"),
        *("--messenger-security", "TLS", "--messenger-auth", "none"),
        *("--messenger-from", "relay@example.net"),
        stdin="secret\n",
    )
    assert read.identity == Identity(
        address="anna@example.com", name="Anna", reply_to="office@example.com"
    )
    assert read.mail_server == Server(
        host="smtp.example.com",
        port=2525,
        security=Security.NONE,
        user_name="u",
        plain_password_allowed=True,
    )
    assert read.messenger == Messenger(
        server=Server(
            host="relay.example.net", port=465, security=Security.TLS, sign_in=SignIn.NONE
        ),
        address="relay@example.net",
    )


@pytest.mark.parametrize(
    ("arguments", "port", "security"),
    [
        (["--security", "tls"], 465, Security.TLS),
        (["--security", "starttls"], 587, Security.STARTTLS),
        (["--security", "none"], 25, Security.NONE),
        (["--port", "465"], 465, Security.AUTO),
        (["--port", "2525"], 2525, Security.AUTO),
        (["--server", "smtp.example.com:465"], 465, Security.TLS),
        (["--server", "smtp://smtp.example.com:587"], 587, Security.STARTTLS),
        (["--server", "smtp.example.com:2525"], 2525, Security.AUTO),
        (["--server", "smtps://smtp.example.com", "--port", "4465"], 4465, Security.TLS),
        (["--server", "smtp.example.com:587", "--security", "none"], 587, Security.NONE),
    ],
)
def test_what_is_not_said_follows_from_what_is(arguments: list[str], port: int, security: Security):
    server = account(*HERE, *arguments).mail_server
    assert (server.port, server.security) == (port, security)


def test_the_sender_may_be_known_from_the_user_name():
    read = account("--server", "h", "--user", "anna@example.com", "--password-stdin", stdin="s\n")
    assert read.identity.address == "anna@example.com"


BOTH = (*HERE, "--user", "u", "--messenger-server", "m", "--messenger-user", "v")
RELAY = (*HERE, "--messenger-server", "m", "--messenger-user", "v")

PASSWORDS = [
    ((*HERE, "--user", "u", "--password-stdin"), "one\n", "one", ""),
    ((*HERE, "--password-stdin"), "one", "one", ""),
    ((*HERE, "--user", "u", "--password-stdin"), "one\r\n", "one", ""),
    ((*HERE, "--user", "u", "--password-stdin"), "\ufeffpässwört 🔑\n", "pässwört 🔑", ""),
    ((*HERE, "--user", "u", "--password-stdin"), " spaces \n", " spaces ", ""),
    ((*HERE, "--user", "u", "--password-stdin"), "one\nthe text\n", "one", ""),
    ((*BOTH, "--password-stdin"), "one\ntwo\n", "one", "two"),
    ((*BOTH, "--password-stdin", "--messenger-password-stdin"), "one\ntwo", "one", "two"),
    (
        (*RELAY, "--auth", "none", "--password-stdin"),
        "two\n",
        "",
        "two",
    ),
    (
        (*RELAY, "--messenger-password-stdin"),
        "\ntwo\n",
        "",
        "two",
    ),
]


@pytest.mark.parametrize(("arguments", "stdin", "first", "second"), PASSWORDS)
def test_passwords_come_by_lines_of_standard_input(
    arguments: tuple[str, ...], stdin: str, first: str, second: str
):
    result, _ = call(*arguments, stdin=stdin)
    assert result.exit_code == 0, result.output
    given = [f"mail-server={first}", f"messenger={second}", "inbox="]
    assert result.stdout.splitlines()[:3] == given
    assert {line.partition("=")[2] for line in result.stdout.splitlines()[3:]} == {""}


def test_whose_page_signs_in_can_be_said():
    given = ("--auth", "oauth", "--issuer", "Sign-In.example.com", "--password-stdin")
    read = account(*HERE, *given, stdin="token\n")
    assert read.mail_server.issuer == "sign-in.example.com"


def test_an_access_token_comes_as_a_password_does():
    result, _ = call(*RELAY, "--auth", "oauth", "--password-stdin", stdin="token\ntwo\n")
    assert result.exit_code == 0, result.output
    lines = dict(line.split("=", 1) for line in result.stdout.splitlines())
    assert (lines["mail-server"], lines["messenger"]) == ("", "two")
    assert "token" in lines["oauth"]


READING = """
import sys
import click
from mailadmin.cli.option_form import account_from_options
from mailadmin.cli.options import connection_options
@click.command()
@connection_options
def command(connection):
    account_from_options(connection)
    print(repr(sys.stdin.read()))
command()
"""


def test_lines_behind_the_passwords_stay_for_others():
    done = subprocess.run(
        [sys.executable, "-c", READING, *HERE, "--user", "u", "--password-stdin"],
        input="one\nthe text\nof the mail\n",
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.stdout, done.stderr) == ("'the text\\nof the mail\\n'\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of another kind")
def test_at_a_terminal_the_password_is_asked_for_and_not_shown():
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-c", READING.replace("sys.stdin.read()", "1"), *HERE, "--password-stdin"],
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        asked = process.stderr.read(len("Mail server's password"))
        os.write(ours, b"canary-one\n")
        said, more = process.communicate(timeout=30)
    assert (process.returncode, asked) == (0, "Mail server's password")
    os.set_blocking(ours, False)
    with contextlib.suppress(BlockingIOError):  # nothing was echoed at all
        said += os.read(ours, 1000).decode()
    assert "canary" not in said + more
    os.close(ours)
    os.close(theirs)


REFUSED = [
    (("--port", "25"), "--server: Type the name of the server"),
    (("--server", "h"), "--from: Type an email address"),
    ((*HERE, "--port", "70000"), "--port: There is no port 70000"),
    ((*HERE, "--port", "smtp"), "--port: “smtp” is not a port"),
    ((*HERE, "--security", "ssl"), "'ssl' is not one of"),
    ((*HERE, "--auth", "oauth"), "The mail server's access token is missing"),
    ((*HERE, "--auth", "oauth", "--password-stdin"), "sign in with: mailadmin sign-in"),
    ((*HERE, "--auth", "kerberos"), "'kerberos' is not one of"),
    ((*HERE, "--server", "a,b"), "--server: A server's name is written with dots"),
    ((*HERE, "--reply-to", "x"), "--reply-to: “x” has no @ sign"),
    ((*HERE, "--user", "u"), "--password-stdin"),
    ((*HERE, "--user", "u", "--password-stdin"), "The mail server's password is missing"),
    ((*BOTH, "--password-stdin"), "The Messenger's password is missing"),
    ((*HERE, "--messenger-user", "v"), "--messenger-server: Type the name"),
    ((*HERE, "--messenger-server", "m", "--messenger-port", "0"), "--messenger-port:"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_wrong_options_end_with_status_2_and_a_sentence_on_standard_error(
    arguments: tuple[str, ...], words: str
):
    result, _ = call(*arguments, stdin="one\n" if arguments[:-1] == BOTH else "")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert words in result.stderr
    assert "Traceback" not in result.stderr


def test_every_problem_has_its_own_line():
    result, _ = call("--server", "a b", "--from", "x", "--reply-to", "y", "--port", "z")
    starts = [line.split(":")[0] for line in result.stderr.splitlines()]
    assert starts == ["--from", "--reply-to", "--server"]


def test_a_password_that_is_not_text_is_refused():
    result, _ = call(*HERE, "--user", "u", "--password-stdin", stdin=b"\xff\xfe\n")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "not UTF-8" in result.stderr


def test_a_target_is_an_account_or_a_connection():
    seen: list[Target] = []

    @click.command()
    @target_arguments
    def command(target: Target) -> None:
        seen.append(target)

    for arguments in ([], ["Work"], ["--server", "h"], ["Work", "--server", "h"]):
        assert CliRunner().invoke(command, arguments).exit_code == 0
    assert [(target.account_name, target.connection.given) for target in seen] == [
        (None, False),
        ("Work", False),
        (None, True),
        ("Work", True),
    ]


class SavedHere(NamedTuple):
    """The two parts of a workspace that a target needs."""

    settings_file: SettingsFile
    credentials: MemoryCredentials


@pytest.fixture
def saved(tmp_path: Path) -> SavedHere:
    here = SavedHere(SettingsFile(tmp_path / "settings.json"), MemoryCredentials())
    full = account(*HERE, "--messenger-server", "m")
    inbox = Server(host="imap.example.com", port=993, security=Security.TLS)
    Accounts(*here).put(replace(full, id="id1", name="Work", inbox=inbox))
    return here


def target(name: str | None, **options: str) -> Target:
    connection = ConnectionOptions(server=ServerOptions(**options), messenger=ServerOptions())
    return Target(account_name=name, connection=connection)


def test_a_saved_account_comes_with_the_place_of_its_secrets(saved: SavedHere):
    for name in (None, "Work", "anna@example.com"):
        found, credentials = resolve(target(name), saved)
        assert found.id == "id1"
        assert credentials is saved.credentials


def test_a_limit_of_the_call_replaces_the_account_s_time_limits(saved: SavedHere):
    found, _ = resolve(target("Work"), saved, 3.5)
    assert found.messenger is not None
    assert found.inbox is not None
    servers = (found.mail_server, found.messenger.server, found.inbox)
    assert [server.time_limit for server in servers] == [3.5] * 3


def test_an_unknown_account_and_an_account_with_options_are_refused(saved: SavedHere):
    with pytest.raises(InvalidInput, match="There is no account “Home”"):
        resolve(target("Home"), saved)
    with pytest.raises(InvalidInput, match="not both"):
        resolve(target("Work", server="h"), saved)


def test_options_touch_neither_settings_nor_keyring(tmp_path: Path):
    nothing = SavedHere(None, None)  # type: ignore[arg-type]
    connection = ConnectionOptions(
        server=ServerOptions(server="h"), messenger=ServerOptions(), sender="a@example.com"
    )
    found, credentials = resolve(Target(account_name=None, connection=connection), nothing)
    assert found.mail_server.host == "h"
    assert isinstance(credentials, MemoryCredentials)


def test_what_became_of_a_broken_settings_file_is_told(
    saved: SavedHere, capsys: pytest.CaptureFixture[str]
):
    saved.settings_file.path.write_text("broken", encoding="utf-8")
    with pytest.raises(InvalidInput, match="There is no account yet"):
        resolve(target(None), saved)
    assert "is kept as" in capsys.readouterr().err


def test_what_is_allowed_by_options_is_allowed_for_that_server_only():
    both = (*HERE, "--messenger-server", "m")
    read = account(*both, "--allow-plain-password")
    assert read.messenger is not None
    assert read.mail_server.plain_password_allowed
    assert not read.messenger.server.plain_password_allowed
    read = account(*both, "--messenger-allow-plain-password")
    assert read.messenger is not None
    assert not read.mail_server.plain_password_allowed
    assert read.messenger.server.plain_password_allowed
