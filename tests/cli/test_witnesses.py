"""``witnesses``, and the inbox among the connection options."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Call

ADD = ("witnesses", "add", "anna@gmail.test", "--server", "imap.gmail.test")


@pytest.fixture(autouse=True)
def _keyring(keyring_in_memory: None) -> None: ...


def listed(call: Call) -> list[dict[str, object]]:
    return call("witnesses", "list", "--json").lines


def test_a_mailbox_is_added_with_its_password_and_without_it_in_the_file(
    call: Call, tmp_path: Path
) -> None:
    added = call(*ADD, "--password-stdin", stdin="topsecret\n")
    assert added.status == 0
    (witness,) = listed(call)
    assert witness["address"] == "anna@gmail.test"
    assert witness["password"] == "stored"
    server = witness["server"]
    assert isinstance(server, dict)
    assert (server["host"], server["port"], server["security"]) == ("imap.gmail.test", 993, "tls")
    assert server["user_name"] == "anna@gmail.test"
    assert "topsecret" not in (tmp_path / "data" / "settings.json").read_text()


def test_adding_it_again_changes_it_and_keeps_its_password(call: Call) -> None:
    call(*ADD, "--password-stdin", stdin="secret\n")
    assert call("witnesses", "add", "Anna@gmail.test", "--port", "1993").status == 0
    (witness,) = listed(call)
    assert isinstance(witness["server"], dict)
    assert (witness["server"]["host"], witness["server"]["port"]) == ("imap.gmail.test", 1993)
    assert witness["password"] == "stored"


def test_another_server_does_not_get_the_password_of_the_old_one(call: Call) -> None:
    call(*ADD, "--password-stdin", stdin="secret\n")
    moved = call("witnesses", "add", "anna@gmail.test", "--server", "imap.evil.test")
    assert "Give it again" in moved.out
    assert listed(call)[0]["password"] == "missing"
    call("witnesses", "add", "anna@gmail.test", "--server", "imap.x.test", "--password-stdin",
         stdin="new\n")  # fmt: skip
    assert listed(call)[0]["password"] == "stored"


def test_a_mailbox_may_be_signed_in_to_at_the_providers_page(call: Call) -> None:
    gmail = ("witnesses", "add", "anna@gmail.com", "--server", "imap.gmail.com")
    assert call(*gmail, "--auth", "oauth").status == 0
    (witness,) = listed(call)
    assert isinstance(witness["server"], dict)
    assert (witness["server"]["sign_in"], witness["server"]["issuer"]) == (
        "oauth",
        "accounts.google.com",
    )
    assert "not signed in yet" in call("witnesses", "list").out
    signing_in = call("sign-in", "--witness", "anna@gmail.com")
    assert signing_in.status == 1
    assert "This program is not registered at Google yet" in signing_in.out
    assert call(*gmail, "--auth", "password").status == 0
    refused = call("sign-in", "--witness", "anna@gmail.com")
    assert refused.status == 2
    assert "does not sign in at a provider's page" in refused.err


def test_removing_it_takes_the_password_along(call: Call) -> None:
    call(*ADD, "--password-stdin", stdin="secret\n")
    assert call("witnesses", "remove", "anna@gmail.test").status == 0
    assert listed(call) == []
    call(*ADD)
    assert listed(call)[0]["password"] == "missing"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("add", "anna", "--server", "imap.x.test"), "ADDRESS:"),
        (("add", "anna@x.test"), "--server:"),
        (("add", "anna@x.test", "--server", "imap.x.test", "--port", "99999"), "--port:"),
        (("remove", "bert@x.test"), "no witness mailbox"),
    ],
)
def test_wrong_input_is_named_and_nothing_is_saved(
    call: Call, arguments: tuple[str, ...], sentence: str
) -> None:
    refused = call("witnesses", *arguments)
    assert refused.status == 2
    assert sentence in refused.err
    assert listed(call) == []


def test_a_setting_that_is_no_mailbox_is_set_aside(call: Call, tmp_path: Path) -> None:
    call(*ADD)
    file = tmp_path / "data" / "settings.json"
    data = json.loads(file.read_text())
    data["witnesses"][0]["server"]["port"] = 0
    file.write_text(json.dumps(data))
    called = call("witnesses", "list", "--json")
    assert called.lines == []
    assert "It is kept as" in called.err


@pytest.mark.parametrize("lines", ["one\nthree\n", "one\n\nthree\n"])
def test_the_inbox_of_an_account_has_options_and_the_last_line(call: Call, lines: str) -> None:
    server = ("--server", "smtp.x.test", "--from", "anna@x.test")
    inbox = ("--inbox-server", "imap.x.test", "--inbox-user", "anna")
    assert call("accounts", "add", *server, *inbox, "--password-stdin", stdin=lines).status == 0
    shown = call("accounts", "show", "--json").result
    assert shown["passwords"] == {"mail-server": "stored", "inbox": "stored"}
    assert shown["inbox"]["port"] == 993
    assert shown["inbox"]["user_name"] == "anna"


def test_an_inbox_is_changed_and_taken_away(call: Call) -> None:
    server = ("--server", "smtp.x.test", "--from", "anna@x.test", "--inbox-server", "imap.x.test")
    call("accounts", "add", *server)
    call("accounts", "set", "--inbox-port", "143", "--inbox-security", "starttls")
    shown = call("accounts", "show", "--json").result
    assert (shown["inbox"]["port"], shown["inbox"]["security"]) == (143, "starttls")
    call("accounts", "set", "--inbox-server", "")
    assert call("accounts", "show", "--json").result["inbox"] is None
