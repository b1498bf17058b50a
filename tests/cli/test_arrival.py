"""``arrival``: a test message is sent and waited for, in the account's inbox and the witnesses."""

from collections.abc import Iterator

import pytest

from mailadmin.core.account import Security
from mailadmin.sandbox.scenario import ANNA, OFFICE
from mailadmin.sandbox.system import Sandbox
from tests.cli.conftest import Call


@pytest.fixture
def there(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    with Sandbox(getattr(request, "param", "all-well")) as running:
        yield running


def options(there: Sandbox, *, password: str | None = None) -> tuple[list[str], str]:
    """The connection options of the sandbox, and standard input with the passwords."""
    host, port = there.dns_address
    account = there.account
    inbox = account.inbox
    assert inbox is not None
    arguments = [
        "--server", account.mail_server.host, "--port", str(account.mail_server.port),
        "--security", Security.TLS, "--from", ANNA, "--password-stdin",
        "--inbox-server", inbox.host, "--inbox-port", str(inbox.port), "--inbox-user", ANNA,
        "--resolver", f"{host}:{port}", "--ca-file", str(there.ca_file),
    ]  # fmt: skip
    return arguments, f"{there.password}\n\n{password or there.password}\n"


def test_it_reaches_the_inbox(call: Call, there: Sandbox) -> None:
    arguments, stdin = options(there)
    called = call("arrival", "--json", "--wait", "10", *arguments, stdin=stdin)
    assert called.status == 0
    result = called.result
    assert (result["command"], result["status"]) == ("arrival", "passed")
    (mailbox,) = result["mailboxes"]
    assert mailbox["address"] == ANNA
    assert mailbox["folder"] == "inbox"
    assert 0 <= mailbox["seconds"] < 10
    checks = {line["check"] for line in called.lines if line["type"] == "finding"}
    assert {"inbox.connect", "inbox.auth", "inbox.arrival", "smtp.message"} <= checks
    assert {"message.spf", "message.dkim", "message.dmarc", "message.path"} <= checks
    of_dkim = [line for line in called.lines if line.get("check") == "message.dkim"]
    assert [line["status"] for line in of_dkim] == ["ok"]


@pytest.mark.parametrize("there", ["junked"], indirect=True)
def test_junk_is_said_with_the_reason(call: Call, there: Sandbox) -> None:
    arguments, stdin = options(there)
    called = call("arrival", "--json", "--wait", "10", *arguments, stdin=stdin)
    assert called.status == 0
    assert called.result["status"] == "warning"
    assert called.result["mailboxes"][0]["folder"] == "junk"
    assert "SpamAssassin" in called.result["mailboxes"][0]["reading"]
    said = call("arrival", "--wait", "10", *arguments, stdin=stdin).out
    assert "Junk" in said
    assert "To do" in said


@pytest.mark.parametrize("there", ["swallowed"], indirect=True)
def test_what_does_not_come_is_missing_and_not_guessed(call: Call, there: Sandbox) -> None:
    arguments, stdin = options(there)
    called = call("arrival", "--json", "--wait", "1", *arguments, stdin=stdin)
    assert called.status == 1
    assert called.result["status"] == "failed"
    assert called.result["mailboxes"][0] == {
        "address": ANNA, "folder": None, "name": None, "seconds": None, "problem": None,
        "reading": None,
    }  # fmt: skip


def test_a_wrong_inbox_password_sends_nothing(call: Call, there: Sandbox) -> None:
    arguments, stdin = options(there, password="not-the-password")
    called = call("arrival", "--json", "--wait", "5", *arguments, stdin=stdin)
    assert called.status == 1
    assert called.result["mailboxes"][0]["problem"] == "inbox.auth.refused"
    assert there.mailbox(ANNA) == []
    assert "not-the-password" not in called.out + called.err


def test_without_an_inbox_nothing_is_sent_and_it_is_said_what_to_do(
    call: Call, there: Sandbox
) -> None:
    arguments, stdin = options(there)
    without = arguments[: arguments.index("--inbox-server")]
    called = call("arrival", *without, stdin=stdin)
    assert called.status == 2
    assert "--inbox-server" in called.err
    assert there.mailbox(ANNA) == []


def test_a_saved_account_and_a_witness(call: Call, there: Sandbox, keyring_in_memory: None) -> None:
    arguments, stdin = options(there)
    network = arguments[arguments.index("--resolver") :]
    of_account = arguments[: arguments.index("--resolver")]
    assert call("accounts", "add", *of_account, stdin=stdin).status == 0
    inbox = there.witnesses[0].server
    assert (
        call(
            "witnesses", "add", OFFICE, "--server", inbox.host, "--port", str(inbox.port),
            "--password-stdin", stdin=f"{there.password}\n",
        ).status
        == 0
    )  # fmt: skip
    called = call("arrival", "--json", "--wait", "10", "--delete", *network)
    assert called.status == 0
    assert [one["address"] for one in called.result["mailboxes"]] == [ANNA, OFFICE]
    assert {one["folder"] for one in called.result["mailboxes"]} == {"inbox"}
    assert called.err.count("moved to Trash") == 2
