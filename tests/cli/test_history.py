"""``mailadmin history``: what the commands test is kept, listed, shown again and compared."""

import sqlite3
from pathlib import Path

import pytest

from mailadmin.sandbox.system import Sandbox
from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("keyring_in_memory")


@pytest.fixture
def network(there: list[str]) -> list[str]:
    """Whom to ask for names, and whom to trust."""
    return there[:4]


@pytest.fixture
def account(call: Call, there: list[str], passwords: str, sandbox: Sandbox) -> str:
    inbox = sandbox.account.inbox
    assert inbox is not None
    mailbox = ("--inbox-server", inbox.host, "--inbox-port", str(inbox.port))
    assert (
        call("accounts", "add", *there, *mailbox, stdin=passwords + f"{sandbox.password}\n").status
        == 0
    )
    name: str = call("accounts", "list", "--json").lines[0]["name"]
    return name


def test_an_empty_history_lists_nothing(call: Call) -> None:
    called = call("history", "list")
    assert called.status == 0
    assert called.out == ""


def test_what_an_account_tests_is_kept_and_shown_as_it_was(
    call: Call, account: str, network: list[str]
) -> None:
    tested = call("test", account, *network)
    messenger = call("test", account, "--messenger", *network)
    checked = call("domain", "sandbox.test", *network)
    arrived = call("arrival", account, "--wait", "10", *network)
    assert arrived.status == 0, arrived.err + arrived.out
    listed = call("history", "list", "--json").lines
    kinds = [(one["type"], one.get("command"), one["status"]) for one in listed]
    assert ("run", "test", "passed") in kinds
    assert [one["route"] for one in listed if one.get("command") == "test"] == [
        "messenger",
        "mail-server",
    ]
    assert "message" in {one["type"] for one in listed}  # the test message, from the outbox
    for ran, what in ((tested, "mail-server"), (messenger, "messenger")):
        (row,) = (one for one in listed if one.get("command") == "test" and one["route"] == what)
        assert ran.out.strip() in call("history", "show", row["id"]).out
    for ran, what in ((checked, "domain"), (arrived, "arrival")):
        (row,) = (one for one in listed if one.get("command") == what)
        again = call("history", "show", row["id"]).out
        assert ran.out.strip().splitlines()[-1] in again
    text = call("history", "list", account, "--what", "tests").out
    assert len(text.splitlines()) == 2
    assert "connection test" in text


def test_connection_options_belong_to_nobody(call: Call, there: list[str], passwords: str) -> None:
    assert call("test", *there, stdin=passwords).status == 0
    assert call("history", "list").out == ""


def test_json_is_shown_as_it_was(call: Call, account: str, network: list[str]) -> None:
    tested = call("test", account, "--json", *network).lines
    (row,) = call("history", "list", "--json").lines
    assert call("history", "show", row["id"], "--json").lines == tested


def test_what_has_changed_since_it_went_well(
    call: Call, account: str, network: list[str], sandbox: Sandbox
) -> None:
    assert call("test", account, *network).status == 0
    (good,) = call("history", "list", "--json").lines
    first = call("history", "compare", good["id"])
    assert first.status == 2
    assert "no earlier test" in first.err
    assert call("test", account, *network).status == 0
    same = call("history", "list", "--json").lines[0]
    assert "Nothing that the test can see has changed" in call("history", "compare", same["id"]).out
    sandbox.switch("app-password-wanted")
    assert call("test", account, *network).status == 1
    bad = call("history", "list", "--ending", "bad", "--json").lines[0]
    told = call("history", "compare", bad["id"]).out
    assert "sign-in" in told
    assert "Then: " in told
    assert "Now: " in told
    (difference,) = (
        one
        for one in call("history", "compare", bad["id"], "--json").lines
        if one["check"] == "smtp.auth"
    )
    assert (difference["change"], difference["then"], difference["now"]) == (
        "outcome",
        "ok",
        "failed",
    )


def test_other_settings_make_the_tests_old(
    call: Call, account: str, network: list[str], tmp_path: Path
) -> None:
    assert call("test", account, *network).status == 0
    assert call("accounts", "set", account, "--from-name", "Anna B.").status == 0
    db = sqlite3.connect(tmp_path / "data" / "history.db")
    assert db.execute("SELECT outdated FROM runs").fetchall() == [(1,)]
    db.close()


def test_a_test_message_is_not_compared(call: Call, account: str, network: list[str]) -> None:
    assert call("arrival", account, "--wait", "10", *network).status == 0
    row = next(one for one in call("history", "list", "--json").lines if one["type"] == "run")
    called = call("history", "compare", row["id"])
    assert called.status == 2
    assert "Only connection tests" in called.err


@pytest.mark.parametrize("typed", ["\udcff", "ä", "'; DROP TABLE runs"])
def test_an_id_may_be_anything(call: Call, account: str, typed: str) -> None:
    del account
    assert call("history", "show", typed).status == 2


def test_what_a_server_wrote_does_not_command_the_terminal(
    call: Call, account: str, network: list[str], tmp_path: Path
) -> None:
    assert call("test", account, *network).status == 0
    db = sqlite3.connect(tmp_path / "data" / "history.db")
    with db:
        db.execute("UPDATE runs SET account_name = ?", ("Anna\x1b]0;PWNED\x07\nok",))
    db.close()
    text = call("history", "list").out
    assert "\x1b]" not in text
    assert len(text.splitlines()) == 1


def test_clearing_asks_first(call: Call, account: str, network: list[str]) -> None:
    assert call("test", account, *network).status == 0
    assert call("history", "clear", stdin="n\n").status == 130
    assert call("history", "list").out != ""
    assert call("history", "clear", "--yes").status == 0
    assert call("history", "list").out == ""


@pytest.mark.parametrize("arguments", [("show", "zzzz"), ("compare", "zzzz"), ("list", "Nobody")])
def test_what_is_not_there_is_told(call: Call, account: str, arguments: tuple[str, ...]) -> None:
    del account
    called = call("history", *arguments)
    assert called.status == 2
    assert "zzzz" in called.err or "Nobody" in called.err


def test_a_history_that_can_not_be_written_keeps_no_test_from_running(
    call: Call, account: str, network: list[str], tmp_path: Path
) -> None:
    (tmp_path / "data" / "history.db").mkdir()
    called = call("test", account, *network)
    assert called.status == 0
    assert "The history can't be opened" in called.err
    listed = call("history", "list", "--json")
    assert listed.status == 2
    assert "The history can't be opened" in listed.err
