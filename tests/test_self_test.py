"""``mailadmin --self-test``, as a process and check by check."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mailadmin import self_test
from mailadmin.sandbox.scenario import BERT, STRANGER

PROJECT = Path(__file__).resolve().parent.parent


def run(**variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mailadmin", "--self-test"],
        cwd=PROJECT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=55,
        check=False,
    )


def only(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Leave one check."""
    monkeypatch.setattr(self_test, "CHECKS", {name: self_test.CHECKS[name]})


def test_a_complete_copy_passes_every_check_and_says_nothing_else() -> None:
    done = run()
    lines = done.stdout.splitlines()
    assert [line.split(":")[0] for line in lines] == [
        f"ok      {name}" for name in self_test.CHECKS
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_it_leaves_nothing_in_the_users_folders(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": ""}
    assert run(**home).returncode == 0
    written = [path.name for path in tmp_path.rglob("*") if "mailadmin" in path.name]
    assert written == []


def test_a_keyring_that_was_not_packed_is_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only(monkeypatch, "keyring")
    monkeypatch.setitem(self_test.KEYRINGS, sys.platform, "keyring.backends.Nowhere")
    assert self_test.self_test() == 1
    assert capsys.readouterr().out == "FAILED  keyring: keyring.backends.Nowhere is missing\n"


def test_a_record_type_that_was_not_packed_is_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only(monkeypatch, "DNS record types")
    monkeypatch.setitem(self_test.RECORDS, "TYPE65280", "\\# 2 abcd")
    assert self_test.self_test() == 1
    assert "TYPE65280 records can't be read" in capsys.readouterr().out


def test_resources_that_were_not_packed_are_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    only(monkeypatch, "resources")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert self_test.self_test() == 1
    assert "mailadmin.svg" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("address", "missed"),
    [
        (STRANGER, "the search for settings says failed"),
        (BERT, "signing in says oauth.page.denied"),
    ],
)
def test_settings_or_a_sign_in_that_do_not_work_are_missed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], address: str, missed: str
) -> None:
    only(monkeypatch, "settings and sign-in")
    monkeypatch.setattr(self_test, "ANNA", address)
    assert self_test.self_test() == 1
    assert capsys.readouterr().out == f"FAILED  settings and sign-in: {missed}\n"


def test_one_check_that_breaks_leaves_the_others_their_lines(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        raise KeyError

    checks = {"broken": broken, "whole": lambda: "fine"}
    monkeypatch.setattr(self_test, "CHECKS", checks)
    assert self_test.self_test() == 1
    assert capsys.readouterr().out.splitlines() == [
        "FAILED  broken: KeyError",
        "ok      whole: fine",
    ]
