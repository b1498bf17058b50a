"""``mailadmin report``: one file for support, written and read again."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import keyring
import pytest
from bs4 import BeautifulSoup
from keyring.backends.fail import Keyring as NoKeyring

from mailadmin.sandbox.system import Sandbox
from tests.cli.conftest import Call

pytestmark = pytest.mark.usefixtures("keyring_in_memory")

PROJECT = Path(__file__).resolve().parents[2]
FORMS = ("html", "pdf", "json", "txt")


@pytest.fixture
def account(call: Call, there: list[str], passwords: str) -> str:
    assert call("accounts", "add", *there, stdin=passwords).status == 0
    name: str = call("accounts", "list", "--json").lines[0]["name"]
    return name


@pytest.fixture
def failed(call: Call, account: str, there: list[str], sandbox: Sandbox) -> str:
    """An account whose test went well, and then did not."""
    assert call("test", account, *there[:4]).status == 0
    sandbox.switch("app-password-wanted")
    assert call("test", account, *there[:4]).status == 1
    assert call("test", account, "--messenger", *there[:4]).status == 0
    return account


@pytest.mark.parametrize("form", FORMS)
def test_one_file_is_written_by_its_ending(
    call: Call, failed: str, form: str, tmp_path: Path
) -> None:
    path = tmp_path / f"report.{form}"
    called = call("report", failed, "--out", str(path))
    assert called.status == 0, called.err
    assert called.err == ""
    assert "The report is written" in called.out
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    begins = {"html": b"<!DOCTYPE html>", "pdf": b"%PDF-", "json": b"{", "txt": b"Report for"}
    assert path.read_bytes().startswith(begins[form])


def test_the_only_account_need_not_be_named(call: Call, account: str, tmp_path: Path) -> None:
    del account
    assert call("report", "--out", str(tmp_path / "r.txt")).status == 0
    assert "Nothing was tested" in (tmp_path / "r.txt").read_text(encoding="utf-8")


def test_it_says_what_failed_what_to_do_and_what_has_changed(
    call: Call, failed: str, tmp_path: Path
) -> None:
    assert call("report", failed, "--out", str(tmp_path / "r.txt")).status == 0
    text = (tmp_path / "r.txt").read_text(encoding="utf-8")
    for part in (
        "Connection test of the mail server",
        "Connection test of the Messenger",
        "✖ Failed: ",
        "What to do (",
        "What has changed since it went well the last time",
        "Then: Signed in as",
        "C: AUTH PLAIN [secret removed]",
        "it was searched for the passwords and tokens",
    ):
        assert part in text


def test_json_is_the_only_thing_on_standard_output(call: Call, failed: str, tmp_path: Path) -> None:
    called = call("report", failed, "--json", "--out", str(tmp_path / "r.html"))
    (line,) = called.lines
    assert (line["type"], line["command"], line["status"]) == ("result", "report", "passed")
    assert line["file"] == str(tmp_path / "r.html")


def nowhere(folder: Path) -> list[str]:
    return ["--out", str(folder / "nowhere" / "r.html")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (lambda folder: [], "--out FILE"),
        (lambda folder: ["--out", str(folder / "r.docx")], ".html, .pdf, .json or .txt"),
        (lambda folder: ["--out", str(folder / "folder.html")], "is a folder"),
        (lambda folder: ["--out", str(folder)], ".html, .pdf, .json or .txt"),
        (nowhere, "folder of “r.html” does not exist"),
        (lambda folder: ["--out", str(folder / "there.html")], "a file “there.html” already"),
        (lambda folder: ["Nobody", "--out", str(folder / "r.html")], "no account “Nobody”"),
        (lambda folder: ["--read", str(folder / "none.json")], "can't be opened"),
        (lambda folder: ["--read", str(folder / "there.html")], "not a report"),
        (lambda folder: ["--read", str(folder)], "not a report"),
        (lambda folder: ["x", "--read", str(folder / "there.html")], "stands alone"),
        (lambda folder: ["--read", "a.json", "--out", "b.json"], "--out FILE"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    call: Call,
    account: str,
    arguments: Callable[[Path], list[str]],
    said: str,
    tmp_path: Path,
) -> None:
    del account
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "there.html").write_text("dear", encoding="utf-8")
    before = sorted(tmp_path.iterdir())
    called = call("report", *arguments(tmp_path), "--json")
    assert (called.status, called.out) == (2, "")
    assert said in called.err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "there.html").read_text(encoding="utf-8") == "dear"


def test_without_an_account_it_says_how_to_add_one(call: Call, tmp_path: Path) -> None:
    called = call("report", "--out", str(tmp_path / "r.html"))
    assert called.status == 2
    assert "mailadmin accounts add" in called.err
    assert not (tmp_path / "r.html").exists()


def test_force_replaces_a_file(call: Call, account: str, tmp_path: Path) -> None:
    path = tmp_path / "r.html"
    path.write_text("old", encoding="utf-8")
    assert call("report", account, "--out", str(path), "--force").status == 0
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="needs Linux")
def test_a_place_that_takes_nothing_is_status_1(call: Call, account: str) -> None:
    called = call("report", account, "--out", "/proc/r.html")
    assert called.status == 1
    assert "could not be written" in called.err


def test_without_a_keyring_the_report_is_written_and_says_so(
    call: Call, account: str, tmp_path: Path
) -> None:
    keyring.set_keyring(NoKeyring())
    called = call("report", account, "--out", str(tmp_path / "r.txt"), "--json")
    assert called.status == 0
    assert called.result["status"] == "warning"
    assert "could not be searched" in called.err
    assert "could not be searched" in (tmp_path / "r.txt").read_text(encoding="utf-8")


def test_a_secret_that_got_in_is_told_without_it_and_nothing_is_written(
    call: Call, there: list[str], tmp_path: Path
) -> None:
    """A user who types the password as their own name as well is let through: that is open."""
    secret = "Xq7!mark-in-a-server"
    assert call("accounts", "add", *there, stdin=f"{secret}\n{secret}\n").status == 0
    (name,) = (one["name"] for one in call("accounts", "list", "--json").lines)
    history = tmp_path / "data" / "history.db"
    assert call("test", name, *there[:4]).status == 1
    plant(history, secret)
    for form in FORMS:
        called = call("report", name, "--out", str(tmp_path / f"r.{form}"))
        assert called.status == 1
        assert "an error of this program" in called.err
        assert secret not in called.err + called.out
        assert not (tmp_path / f"r.{form}").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["data"]


def plant(history: Path, secret: str) -> None:
    """As if a version of ours had recorded it."""
    import sqlite3
    import zlib

    db = sqlite3.connect(history)
    with db:
        number, details = db.execute("SELECT number, details FROM details").fetchone()
        run = json.loads(zlib.decompress(details))
        run["result"]["transcript"].append(f"9.0 S: hello {secret}")
        changed = zlib.compress(json.dumps(run).encode())
        db.execute("UPDATE details SET details = ? WHERE number = ?", (changed, number))
    db.close()


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_report_is_read_on_another_computer(
    call: Call, failed: str, form: str, tmp_path: Path
) -> None:
    path = tmp_path / f"r.{form}"
    assert call("report", failed, "--out", str(path)).status == 0
    rows = call("history", "list", "--what", "tests", "--ending", "bad", "--json").lines
    printed = call("history", "show", rows[0]["id"])
    events = call("history", "show", rows[0]["id"], "--json").lines
    away = ("--data-dir", str(tmp_path / "elsewhere"))
    read = call("report", "--read", str(path), *away)
    assert read.status == 0
    assert printed.out.strip() in read.out
    assert "Compared with" in read.out
    lines = call("report", "--read", str(path), "--json", *away).lines
    assert [one for one in lines if one in events] == events
    assert not (tmp_path / "elsewhere").exists()


def test_a_hostile_report_does_not_command_the_terminal(
    call: Call, failed: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.json"
    assert call("report", failed, "--out", str(path)).status == 0
    data = json.loads(path.read_text(encoding="utf-8"))
    data["account"]["name"] = "Anna\x1b]0;PWNED\x07\nX"
    data["system"] = "\u202eevil\x1b[2J"
    for entry in data["recent"]:
        entry["title"] = "\x1b[31mred"
    for event in data["tests"][0]["kept"]["events"]:
        if "finding" in event:
            event["finding"]["subject"] = "\x1b[2Jhost"
            for name, value in event["finding"]["verdict"]["params"].items():
                if isinstance(value, str):
                    event["finding"]["verdict"]["params"][name] = f"\x1b]0;x\x07{value}"
    path.write_text(json.dumps(data), encoding="utf-8")
    read = call("report", "--read", str(path), "-v")
    assert read.status == 0
    assert "\x1b]" not in read.out
    assert "\x1b[2J" not in read.out
    assert "\u202e" not in read.out


def test_it_loads_no_qt_and_what_only_other_forms_need(tmp_path: Path) -> None:
    program = (
        "import sys; from mailadmin.cli.main import run;"
        "run(['accounts', 'add', '--server', 'smtp.example.com', '--from', 'a@example.com',"
        " '--auth', 'none', '--data-dir', {0!r}]);"
        "assert run(['report', '--out', {1!r}, '--data-dir', {0!r}]) == 0;"
        "print(sorted(n for n in ('PySide6', 'jinja2', 'fpdf') if n in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program.format(str(tmp_path / "d"), str(tmp_path / "r.txt"))],
        cwd=PROJECT,
        env={**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.stdout.splitlines()[-1] == "[]", done.stderr


def test_what_the_page_says_is_what_the_text_says(call: Call, failed: str, tmp_path: Path) -> None:
    for form in ("html", "txt"):
        assert call("report", failed, "--out", str(tmp_path / f"r.{form}")).status == 0
    page = BeautifulSoup((tmp_path / "r.html").read_bytes(), "html.parser").get_text(" ")
    text = (tmp_path / "r.txt").read_text(encoding="utf-8")
    (cause,) = (one for one in text.splitlines() if one.startswith("Cause: "))
    assert cause.rpartition(" [")[0] in page


def test_a_test_that_can_not_be_shown_keeps_its_line(
    call: Call, failed: str, tmp_path: Path
) -> None:
    path = tmp_path / "r.json"
    assert call("report", failed, "--out", str(path)).status == 0
    data = json.loads(path.read_text(encoding="utf-8"))
    data["tests"][0]["kept"]["result"]["title"]["id"] = "title.of-tomorrow"
    path.write_text(json.dumps(data), encoding="utf-8")
    read = call("report", "--read", str(path))
    assert read.status == 0
    assert "kept by another version" in read.out
    assert "Signing in to" in read.out


def test_a_history_that_can_not_be_read_is_said(call: Call, account: str, tmp_path: Path) -> None:
    (tmp_path / "data" / "history.db").mkdir()
    called = call("report", account, "--out", str(tmp_path / "r.txt"))
    assert called.status == 0
    assert "history of tests could not be read" in called.err
    assert str(tmp_path) not in (tmp_path / "r.txt").read_text(encoding="utf-8")
