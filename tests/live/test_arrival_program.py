"""``mailadmin arrival`` and ``message`` as real processes, before real servers.

What stands between the two mail servers and the mailboxes is real as well: Sieve, Rspamd as a
milter, postgrey, and Postfix that sends back what it can't deliver.
"""

import asyncio
import contextlib
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from tests.live import keyring_home
from tests.live.contract import keeps_the_contract
from tests.live.daemon import free_ports
from tests.live.keyring_home import Session, lived_through
from tests.live.postfix import (
    ANNA,
    BEN,
    FULL,
    LATE,
    LATER,
    MAIL_HOST,
    PASSWORD,
    STRICT,
    WITNESS,
    Mail,
    Postfix,
)
from tests.live.program import Ended, Json, Program
from tests.live.spam_filters import RSPAMD, Rspamd
from tests.live.way import DELAY, POSTGREY, RECEIVER_HOST, Postgrey, Way

pytestmark = [pytest.mark.live, pytest.mark.timeout(120)]

KEYRING = pytest.mark.skipif(keyring_home.missing() is not None, reason=str(keyring_home.missing()))
FILTER = pytest.mark.skipif(RSPAMD is None, reason="needs the package rspamd")
GREYLIST = pytest.mark.skipif(POSTGREY is None, reason="needs the package postgrey")
PASSWORDS = f"{PASSWORD}\n\n{PASSWORD}\n"
"""The mail server's, the Messenger's, the inbox's."""


@pytest.fixture
def program(nameserver: str, ca_file: Path, tmp_path: Path) -> Program:
    return Program(data_dir=tmp_path / "data", nameserver=nameserver, ca_file=ca_file)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    # Not pytest's folder: the servers' own users can't get there.
    root = Path(tempfile.mkdtemp(prefix="mailadmin-live-"))
    root.chmod(0o755)
    try:
        yield root
    finally:
        shutil.rmtree(root)


@pytest.fixture(scope="module")
def way(mail: Mail, folder: Path) -> Iterator[Way]:
    """A way whose receiver has a spam filter and a greylist, as far as they are installed."""
    (nobody,) = free_ports(1)
    with contextlib.ExitStack() as stack:
        ports = {"milter": nobody, "greylist": nobody}
        if RSPAMD is not None:
            ports["milter"] = stack.enter_context(Rspamd(made(folder / "rspamd"))).milter
        if POSTGREY is not None:
            ports["greylist"] = stack.enter_context(Postgrey(made(folder / "postgrey"))).port
        yield stack.enter_context(Way(mail, **ports))


def made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def account(server: Postfix, mail: Mail, address: str) -> tuple[object, ...]:
    """The options of somebody's account; the passwords come on standard input."""
    return (
        *("--server", MAIL_HOST, "--port", server.submission, "--security", "starttls"),
        *("--from", address, "--password-stdin", "--inbox-server", MAIL_HOST),
        *("--inbox-port", mail.imaps, "--inbox-security", "tls", "--inbox-user", address),
    )


async def arrival(
    program: Program, server: Postfix, mail: Mail, address: str, *more: object, wait: int = 20
) -> Ended:
    options = (*account(server, mail, address), "--wait", wait, *more)
    ended = await program.run("arrival", *options, stdin=PASSWORDS)
    assert ended.result["type"] == "result", (ended.status, ended.err)
    keeps_the_contract(ended.out, "arrival")
    assert program.files_that_hold(PASSWORD) == []
    return ended


async def arrival_with_a_witness(
    program: Program, server: Postfix, mail: Mail, witness: str, folder: Path
) -> Ended:
    """Anna's account is saved, another mailbox added; both passwords lie in a real keyring."""
    place = ("--server", MAIL_HOST, "--port", mail.imaps, "--security", "tls")

    def calls(session: Session) -> Ended:
        home = Path(session.environment["HOME"])
        own = msgspec.structs.replace(program, data_dir=home / "data")
        script = " && ".join(
            (
                called(own, "accounts", "add", *account(server, mail, ANNA), stdin=PASSWORDS),
                called(own, "witnesses", "add", witness, *place, "--password-stdin"),
                shlex.join(own.command("arrival", "--wait", 20)),
            )
        )
        done = session.unlocked("sh", "-c", script)
        assert own.files_that_hold(PASSWORD) == []
        return Ended(done.returncode, done.stdout, done.stderr)

    ended = await asyncio.to_thread(lived_through, folder, calls)
    assert "Traceback" not in ended.err, ended.err
    keeps_the_contract(ended.out, "arrival")
    return ended


def called(program: Program, *arguments: object, stdin: str = f"{PASSWORD}\n") -> str:
    """A line for the shell; what the call prints is shown only as trouble."""
    return f"printf %s {shlex.quote(stdin)} | {shlex.join(program.command(*arguments))} >&2"


def finding(ended: Ended, check: str, subject: str) -> Json:
    """The only finding of a check about this mailbox, or about this message."""
    (found,) = [
        line
        for line in ended.lines
        if line["type"] == "finding" and (line["check"], line["subject"]) == (check, subject)
    ]
    return found


@pytest.mark.parametrize(
    ("address", "folder", "name", "outcome"),
    [(BEN, "inbox", "INBOX", "passed"), (STRICT, "junk", "INBOX.Junk", "warning")],
)
async def test_it_says_in_which_folder_it_arrived(
    program: Program, mail: Mail, address: str, folder: str, name: str, outcome: str
) -> None:
    ended = await arrival(program, mail.own, mail, address)
    assert (ended.status, ended.result["status"]) == (0, outcome)
    (mailbox,) = ended.result["mailboxes"]
    assert (mailbox["address"], mailbox["folder"], mailbox["name"]) == (address, folder, name)
    assert 0 <= mailbox["seconds"] < 5
    assert mailbox["problem"] is None
    assert mailbox["reading"]
    assert finding(ended, "inbox.arrival", address)["status"] == "ok"
    # Handed in by the user at the same server: nothing came from outside.
    assert finding(ended, "message.path", address)["status"] == "ok"


@KEYRING
async def test_a_saved_account_and_a_witness_at_another_provider(
    program: Program, mail: Mail, tmp_path: Path
) -> None:
    ended = await arrival_with_a_witness(program, mail.own, mail, STRICT, tmp_path)
    assert (ended.status, ended.result["status"]) == (0, "warning"), ended.err
    own, witness = ended.result["mailboxes"]
    assert (own["address"], own["folder"], own["name"]) == (ANNA, "inbox", "INBOX")
    in_junk = (STRICT, "junk", "INBOX.Junk")
    assert (witness["address"], witness["folder"], witness["name"]) == in_junk
    assert finding(ended, "inbox.arrival", STRICT)["status"] == "ok"
    for mailbox in (own, witness):
        assert 0 <= mailbox["seconds"] < 5
        assert mailbox["reading"]


@FILTER
async def test_a_spam_filter_lets_an_ordinary_message_pass(
    program: Program, mail: Mail, way: Way
) -> None:
    ended = await arrival(program, way.outgoing, mail, WITNESS)
    assert (ended.status, ended.result["mailboxes"][0]["folder"]) == (0, "inbox")
    verdict = finding(ended, "message.verdict", WITNESS)
    assert (verdict["status"], verdict["fix"]) == ("ok", None)
    assert verdict["title"] == "It is in the Inbox, and Rspamd found nothing against it"
    assert "X-Spamd-Result" in {seen["name"] for seen in verdict["evidence"]}


@FILTER
async def test_what_a_spam_filter_minded_is_named(program: Program, mail: Mail, way: Way) -> None:
    named = ("--from-name", "boss@bank.test")
    ended = await arrival(program, way.outgoing, mail, WITNESS, *named)
    (mailbox,) = ended.result["mailboxes"]
    assert (ended.result["status"], mailbox["folder"]) == ("warning", "junk")
    verdict = finding(ended, "message.verdict", WITNESS)
    said = "It is in Junk because Rspamd minds the addresses of sender and recipients in it"
    assert (verdict["title"], mailbox["reading"]) == (said, said)
    assert "FROM_NEQ_DISPLAY_NAME (4)" in verdict["detail"]
    assert verdict["fix"]["steps"]


@GREYLIST
async def test_a_message_that_a_receiver_puts_off_is_missing_at_first(
    program: Program, mail: Mail, way: Way
) -> None:
    ended = await arrival(program, way.outgoing, mail, LATER, wait=1)
    assert (ended.status, ended.result["status"]) == (1, "failed")
    (mailbox,) = ended.result["mailboxes"]
    assert (mailbox["folder"], mailbox["problem"]) == (None, None)
    assert finding(ended, "inbox.arrival", LATER)["status"] == "unknown"


@GREYLIST
async def test_a_message_that_a_receiver_puts_off_arrives_later(
    program: Program, mail: Mail, way: Way
) -> None:
    ended = await arrival(program, way.outgoing, mail, LATE)
    assert (ended.status, ended.result["mailboxes"][0]["folder"]) == (0, "inbox")
    assert ended.result["mailboxes"][0]["seconds"] > DELAY - 1.5
    path = mail.file_of(LATE, ended.result["message_id"], "X-Greylist: delayed ")
    read = await program.run("message", path)
    assert read.status == 0
    *_, put_off, delivered = read.result["hops"]
    assert put_off["by"] == RECEIVER_HOST
    assert put_off["delay"] >= DELAY - 1
    assert delivered["delay"] <= 1


@KEYRING
async def test_a_message_that_comes_back_is_said_to(
    program: Program, mail: Mail, way: Way, tmp_path: Path
) -> None:
    ended = await arrival_with_a_witness(program, way.outgoing, mail, FULL, tmp_path)
    assert (ended.status, ended.result["status"]) == (1, "failed"), ended.err
    assert ended.result["cause"] == "recipient-mailbox-full"
    own, witness = ended.result["mailboxes"]
    assert (own["address"], own["folder"]) == (ANNA, "inbox")
    assert (witness["address"], witness["folder"]) == (FULL, None)
    assert witness["problem"] == "inbox.arrival.returned"
    assert FULL in witness["reading"]
    assert finding(ended, "inbox.arrival", FULL)["status"] == "failed"
    path = mail.file_of(ANNA, ended.result["message_id"], "multipart/report")
    read = await program.run("message", path)
    assert read.result["cause"] == "recipient-mailbox-full"
    (bounce,) = [line for line in read.lines if line.get("check") == "message.bounce"]
    assert FULL in bounce["title"]
    assert bounce["fix"]["who"] == "recipient"
