"""``mailadmin test`` and ``send`` against the sandbox: what is printed, and the exit status."""

from pathlib import Path

import pytest

from mailadmin.sandbox.system import Sandbox
from tests.cli.conftest import Call, options

CHECKS = ["dns.resolve", "net.connect", "tls.handshake", "tls.certificate", "smtp.greeting",
          "smtp.ehlo", "smtp.auth", "smtp.sender", "smtp.recipient"]  # fmt: skip


def test_a_test_that_passes_as_json(call: Call, there: list[str], passwords: str) -> None:
    called = call("test", *there, "--json", stdin=passwords)
    assert called.status == 0
    *findings, result = called.lines
    assert [finding["check"] for finding in findings] == CHECKS
    assert {finding["status"] for finding in findings} == {"ok"}
    assert {finding["route"] for finding in findings} == {"mail-server"}
    assert (result["type"], result["status"]) == ("result", "passed")
    assert any("anna@sandbox.test" in sentence for sentence in result["proven"])
    assert called.err == ""


def test_a_test_that_passes_for_people(call: Call, there: list[str], passwords: str) -> None:
    called = call("test", *there, "-v", stdin=passwords)
    assert called.status == 0
    assert "✔ smtp.sandbox.test works" in called.out
    assert "Signed in as anna@sandbox.test" in called.out
    assert "No message was sent" in called.out


def test_a_test_that_fails_says_what_to_do(
    call: Call, there: list[str], sandbox: Sandbox, tmp_path: Path
) -> None:
    transcript = tmp_path / "talk.txt"
    called = call("test", *there, "--transcript", str(transcript), stdin="wrong-password\nx\n")
    assert called.status == 1
    assert "To do (you):" in called.out
    assert "Message to your mail admin:\n      Hello," in called.out
    talk = transcript.read_text()
    assert "AUTH PLAIN [secret removed]" in talk
    assert "wrong-password" not in talk + called.out
    assert [seen.accepted for seen in sandbox.sign_ins if seen.host == "smtp.sandbox.test"][
        -1:
    ] == [False]


def test_a_transcript_that_can_not_be_written_is_said(
    call: Call, there: list[str], passwords: str, tmp_path: Path
) -> None:
    nowhere = tmp_path / "no" / "such" / "folder" / "talk.txt"
    called = call("test", *there, "--transcript", str(nowhere), stdin=passwords)
    assert called.status == 0
    assert "can't be written" in called.err


def test_the_messenger_is_tested_as_the_messenger(
    call: Call, there: list[str], passwords: str
) -> None:
    called = call("test", *there, "--messenger", "--json", stdin=passwords)
    assert called.status == 0
    assert called.result["route"] == "messenger"
    assert "messenger.sandbox.test" in called.lines[0]["subject"]


def test_a_messenger_is_tested_without_a_mail_server(
    call: Call, there: list[str], sandbox: Sandbox
) -> None:
    start = there.index("--messenger-server")
    password = sandbox.messenger_password
    called = call(
        "test", "--messenger", *there[:4], *there[start:], "--password-stdin", "--json",
        stdin=f"{password}\n",
    )  # fmt: skip
    assert called.status == 0
    assert called.result["route"] == "messenger"
    assert {finding["route"] for finding in called.lines} == {"messenger"}


def test_another_setting_is_offered(call: Call, sandbox: Sandbox, passwords: str) -> None:
    sandbox.switch("wrong-encryption")
    called = call("test", *options(sandbox), "--json", stdin=passwords)
    assert called.result["suggestion"]["security"] == "starttls"
    assert called.result["cause"] == "tls-mode-mismatch"


def test_a_message_with_everything_is_sent(
    call: Call, there: list[str], passwords: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    page, file = tmp_path / "page.html", tmp_path / "übersicht.txt"
    page.write_text("<p>Hello <b>you</b></p>", encoding="utf-8")
    file.write_text("content", encoding="utf-8")
    called = call(
        "send", *there, "--json", "--self", "--cc", "Bert Ü <bert@sandbox.test>",
        "--bcc", "office@sandbox.test", "--subject", "Grüße", "--html-file", str(page),
        "--attach", str(file), stdin=passwords,
    )  # fmt: skip
    assert called.status == 0
    result = called.result
    assert (result["command"], result["route"]) == ("send", "mail-server")
    assert result["accepted"] == ["anna@sandbox.test", "bert@sandbox.test", "office@sandbox.test"]
    assert result["queue_id"]
    message = sandbox.mailbox("anna@sandbox.test")[-1]
    assert result["message_id"].encode() in message
    assert b"\r\nbcc:" not in message.lower().partition(b"\r\n\r\n")[0]


def test_the_text_may_come_behind_the_passwords(
    call: Call, there: list[str], passwords: str, sandbox: Sandbox
) -> None:
    called = call("send", *there, "--self", "--text-file", "-", stdin=f"{passwords}Hello there\n")
    assert called.status == 0
    assert b"Hello there" in sandbox.mailbox("anna@sandbox.test")[-1]


@pytest.mark.parametrize(
    ("scenario", "extra", "status", "route"),
    [
        ("server-down", [], 0, "messenger"),
        ("server-down", ["--no-fallback"], 1, None),
        ("both-down", [], 1, None),
        ("lost-after-data-undelivered", [], 3, "mail-server"),
    ],
)
def test_the_exit_status_says_how_it_ended(
    call: Call, sandbox: Sandbox, passwords: str,
    scenario: str, extra: list[str], status: int, route: str | None,
) -> None:  # fmt: skip
    sandbox.switch(scenario)
    called = call("send", *options(sandbox), "--self", "--json", *extra, stdin=passwords)
    assert called.status == status
    if status != 1:
        assert called.result["route"] == route
    listed = call("outbox", "list", "--json").lines[0]
    assert listed["status"] == {0: "sent", 1: "not-sent", 3: "uncertain"}[status]
    assert listed["id"] == called.result["outbox_id"]


def test_an_outbox_that_can_not_be_used_is_one_sentence(
    call: Call, there: list[str], passwords: str, tmp_path: Path
) -> None:
    (tmp_path / "data" / "outbox.db").mkdir(parents=True)
    called = call("send", *there, "--self", stdin=passwords)
    assert called.status in (1, 2)
    assert len(called.err.strip().splitlines()) == 1


def test_the_outbox_is_shown_and_given_up(call: Call, sandbox: Sandbox, passwords: str) -> None:
    sandbox.switch("both-down")
    call("send", *options(sandbox), "--self", "--subject", "Later", stdin=passwords)
    (row,) = call("outbox", "list", "--json").lines
    assert (row["type"], row["subject"], row["status"]) == ("message", "Later", "not-sent")
    shown = call("outbox", "show", row["id"])
    assert "not sent" in shown.out
    assert "Message-ID" in shown.out
    retried = call("outbox", "retry", row["id"])
    assert retried.status == 2
    assert "not set up any more" in retried.err
    assert "discarded" in call("outbox", "discard", row["id"]).out


def test_a_message_is_sent_again_from_a_saved_account(
    call: Call, sandbox: Sandbox, passwords: str, keyring_in_memory: None
) -> None:
    sandbox.switch("both-down")
    network = options(sandbox)[:4]
    assert call("accounts", "add", *options(sandbox)[4:], stdin=passwords).status == 0
    assert call("send", *network, "--self", "--subject", "Again").status == 1
    (row,) = call("outbox", "list", "--json").lines
    sandbox.switch("all-well")
    retried = call("outbox", "retry", row["id"], *network, "--json", "--route", "messenger")
    assert (retried.status, retried.result["route"]) == (0, "messenger")
    assert retried.result["message_id"] == row["message_id"]
    assert call("outbox", "list", "--json").lines[0]["status"] == "sent"
    # Nobody is left to send it to.
    assert call("outbox", "retry", row["id"], *network).status == 2


def test_a_message_is_checked_and_not_sent(call: Call) -> None:
    letter = ("--self", "--subject", "BUY THIS TODAY!!!", "--text", "Look at http://192.0.2.1/")
    server = ("--server", "smtp.x.test", "--auth", "none", "--from", "anna@x.test")
    called = call("send", "--check", "--json", *server, *letter)
    assert called.status == 1
    found = called.lines
    assert found.pop()["command"] == "send"
    assert {line["check"] for line in found} == {"message.content"}
    assert all(line["fix"]["steps"] for line in found if line["status"] == "warning")
    assert call("outbox", "list", "--json").lines == []
    fine = (
        "--self",
        "--subject",
        "The meeting",
        "--text",
        "It is on Monday at nine. See you there!",
    )
    assert call("send", "--check", *server, *fine).status == 0
