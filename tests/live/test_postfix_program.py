"""`mailadmin test`, `send` and `outbox` as real processes against real servers."""

import asyncio
import signal
from pathlib import Path

import pytest

from mailadmin.core.ids import new_id
from tests.live.contract import keeps_the_contract
from tests.live.postfix import (
    ANNA,
    BEN,
    COURIER,
    COURIER_PASSWORD,
    MAIL_HOST,
    MESSENGER_HOST,
    PASSWORD,
    Mail,
)
from tests.live.program import Program, is_shown_to_others
from tests.servers.cutting_proxy import Action, Cut, after, before, cutting

pytestmark = pytest.mark.live


@pytest.fixture
def program(nameserver: str, ca_file: Path, tmp_path: Path) -> Program:
    return Program(data_dir=tmp_path / "data", nameserver=nameserver, ca_file=ca_file)


def server(port: int, security: str = "none") -> tuple[object, ...]:
    plain = ("--allow-plain-password",) if security == "none" else ()
    signed_in = ("--user", ANNA, "--password-stdin", "--from", ANNA)
    return ("--server", MAIL_HOST, "--port", port, "--security", security, *signed_in, *plain)


def messenger(mail: Mail) -> tuple[object, ...]:
    there = ("--messenger-server", MESSENGER_HOST, "--messenger-port", mail.messenger.submission)
    return (*there, "--messenger-user", COURIER, "--messenger-from", COURIER)


def letter(subject: str) -> tuple[object, ...]:
    return ("--to", BEN, "--subject", subject, "--text", "Hello Ben")


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_passed_test_exits_with_0(program: Program, mail: Mail, security: str) -> None:
    port = mail.own.submission if security == "starttls" else mail.own.submissions
    ended = await program.run("test", *server(port, security), stdin=f"{PASSWORD}\n")
    assert ended.status == 0, ended.err
    keeps_the_contract(ended.out, "test")
    assert (ended.result["status"], ended.result["route"]) == ("passed", "mail-server")
    assert program.files_that_hold(PASSWORD) == []


async def test_a_wrong_password_exits_with_1_and_says_why(program: Program, mail: Mail) -> None:
    options = server(mail.own.submission, "starttls")
    ended = await program.run("test", *options, stdin="no such password\n")
    assert ended.status == 1
    keeps_the_contract(ended.out, "test")
    assert (ended.result["status"], ended.result["cause"]) == ("failed", "auth-bad-credentials")
    assert "no such password" not in ended.out + ended.err


async def test_wrong_usage_exits_with_2_and_prints_no_json(program: Program, mail: Mail) -> None:
    for arguments in (
        ("send", *server(99_999), *letter("x")),
        ("send", *server(mail.own.plain), "--to", "not an address"),
        ("outbox", "show", "nothing"),
        ("test", "an account that is not there"),
        ("no-such-command",),
    ):
        ended = await program.run(*arguments, stdin=f"{PASSWORD}\n")
        assert ended.status == 2, arguments
        assert ended.out == ""
        assert ended.err.strip()


async def test_a_sent_message_exits_with_0_and_is_in_the_outbox(
    program: Program, mail: Mail
) -> None:
    subject = f"Live {new_id()}"
    options = (*server(mail.own.submission, "starttls"), *letter(subject))
    ended = await program.run("send", *options, stdin=f"{PASSWORD}\n")
    assert ended.status == 0, ended.err
    keeps_the_contract(ended.out, "send")
    result = ended.result
    assert (result["status"], result["route"]) == ("passed", "mail-server")
    assert (result["accepted"], result["refused"]) == ([BEN], [])
    ((owner, message),) = mail.copies(subject)
    assert (owner, message["Message-ID"]) == (BEN, result["message_id"])
    (row,) = (await program.run("outbox", "list")).lines
    assert (row["status"], row["route"], row["subject"]) == ("sent", "mail-server", subject)
    assert row["queue_id"] == result["queue_id"]
    shown = await program.run("outbox", "show", row["id"])
    assert (shown.status, shown.lines) == (0, [row])
    assert program.files_that_hold(PASSWORD) == []


async def test_the_messenger_steps_in_and_the_exit_status_is_0(
    program: Program, mail: Mail
) -> None:
    subject = f"Live {new_id()}"
    passwords = f"{PASSWORD}\n{COURIER_PASSWORD}\n"
    async with cutting(mail.own.plain, Cut(before("DATA"), Action.RESET)) as proxy:
        options = (*server(proxy.port), *messenger(mail), *letter(subject))
        ended = await program.run("send", *options, stdin=passwords)
    assert ended.status == 0, ended.err
    keeps_the_contract(ended.out, "send")
    assert (ended.result["route"], ended.result["fallback_cause"]) == ("messenger", "network-reset")
    assert len(mail.copies(subject)) == 1
    tested = await program.run("test", "--messenger", *server(1), *messenger(mail), stdin=passwords)
    assert (tested.status, tested.result["route"]) == (0, "messenger")
    assert program.files_that_hold(PASSWORD) == program.files_that_hold(COURIER_PASSWORD) == []


async def test_without_fallback_nothing_is_sent_and_the_exit_status_is_1(
    program: Program, mail: Mail
) -> None:
    subject = f"Live {new_id()}"
    options = (*server(1), *messenger(mail), *letter(subject), "--no-fallback")
    ended = await program.run("send", *options, stdin=f"{PASSWORD}\n{COURIER_PASSWORD}\n")
    assert (ended.status, ended.result["status"]) == (1, "failed")
    assert ended.result["fallback_cause"] is None
    assert mail.copies(subject) == []


async def test_what_may_have_been_sent_exits_with_3(program: Program, mail: Mail) -> None:
    subject = f"Live {new_id()}"
    async with cutting(mail.own.plain, Cut(after("END"), Action.CLOSE)) as proxy:
        options = (*server(proxy.port), *messenger(mail), *letter(subject))
        ended = await program.run("send", *options, stdin=f"{PASSWORD}\n{COURIER_PASSWORD}\n")
    assert ended.status == 3, ended.err
    keeps_the_contract(ended.out, "send")
    assert (ended.result["status"], ended.result["route"]) == ("uncertain", "mail-server")
    assert len(mail.copies(subject)) == 1
    (row,) = (await program.run("outbox", "list")).lines
    assert row["status"] == "uncertain"
    discarded = await program.run("outbox", "discard", row["id"])
    assert (discarded.status, discarded.result["status"]) == (0, "discarded")
    again = await program.run("outbox", "retry", row["id"])
    assert again.status == 2
    assert len(mail.copies(subject)) == 1


async def test_a_saved_message_is_sent_again_only_when_asked(program: Program, mail: Mail) -> None:
    """Both servers take mail of this computer without a sign-in, so that no keyring is needed."""
    subject = f"Live {new_id()}"
    both = ("--server", MAIL_HOST, "--security", "none", "--auth", "none", "--from", ANNA)
    courier = ("--messenger-server", MESSENGER_HOST, "--messenger-port", mail.messenger.plain)
    more = ("--messenger-security", "none", "--messenger-auth", "none", "--messenger-from", COURIER)
    added = await program.run(
        "accounts", "add", "--name", "office", *both, "--port", 1, *courier, *more
    )
    assert added.status == 0, added.err
    first = await program.run("send", "office", *letter(subject), "--no-fallback")
    assert first.status == 1
    (row,) = (await program.run("outbox", "list")).lines
    assert row["status"] == "not-sent"
    assert mail.copies(subject) == []

    async with cutting(mail.own.plain, Cut(after("END"), Action.RESET)) as proxy:
        assert (await program.run("accounts", "set", "office", "--port", proxy.port)).status == 0
        retried = await program.run("outbox", "retry", row["id"], "--route", "mail-server")
    assert (retried.status, retried.result["status"]) == (3, "uncertain")
    keeps_the_contract(retried.out, "send")
    assert len(mail.copies(subject)) == 1

    asked = await program.run("outbox", "retry", row["id"], "--route", "messenger")
    assert (asked.status, asked.result["route"]) == (0, "messenger")
    assert len(mail.copies(subject)) == 2
    (row,) = (await program.run("outbox", "list")).lines
    assert row["status"] == "sent"
    assert (await program.run("outbox", "retry", row["id"])).status == 2
    assert len(mail.copies(subject)) == 2


@pytest.mark.parametrize("command", ["test", "send"])
async def test_interrupted_before_a_silent_server_it_exits_with_130_and_showed_no_password(
    program: Program, mail: Mail, command: str
) -> None:
    subject = f"Live {new_id()}"
    written = letter(subject) if command == "send" else ()
    async with (
        cutting(mail.own.plain, Cut(after("AUTH"), Action.STALL)) as proxy,
        program.started(command, *server(proxy.port), *written) as process,
    ):
        assert process.stdin is not None
        process.stdin.write(f"{PASSWORD}\n".encode())
        process.stdin.write_eof()
        await asyncio.wait_for(proxy.cut_happened.wait(), 20)
        assert not is_shown_to_others(process.pid, PASSWORD)
        process.send_signal(signal.SIGINT)
        out, err = await asyncio.wait_for(process.communicate(), 10)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert PASSWORD.encode() not in out + err
    assert program.files_that_hold(PASSWORD) == []
    if command == "send":
        (row,) = (await program.run("outbox", "list")).lines
        assert row["status"] == "not-sent"
        assert mail.copies(subject) == []
