"""A report that comes in is a stranger's file: read within bounds, or refused in one sentence."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mailadmin.core.report import file
from mailadmin.core.report.as_json import MOST_TESTS, SCRIPT, decode, encode
from mailadmin.core.report.errors import NotWritten, ReportError
from mailadmin.core.report.words import told
from mailadmin.core.texts import say
from tests.core.report.samples import a_test, report

Data = dict[str, Any]


def changed(change: Callable[[Data], object]) -> bytes:
    data = json.loads(encode(report(a_test("No"))))
    change(data)
    return json.dumps(data).encode()


def refused(data: bytes) -> str:
    with pytest.raises(ReportError) as caught:
        decode(data)
    assert say(caught.value.phrase)
    return caught.value.phrase.id


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe\x00",
        b"<html><body>Hello</body></html>",
        b'{"format": "mailadmin-setup", "version": 1}',
        b"[" * 100_000,
        b'{"format": "mailadmin-report", "version": 1, "x": ' + b"[" * 100_000,
        SCRIPT.encode() + b"{</script>",
        encode(report(a_test("x")))[:-200].encode(),
        changed(lambda data: data.update(version=0)),
        changed(lambda data: data.update(version="1")),
        changed(lambda data: data.update(made="yesterday")),
        changed(lambda data: data.update(made="2026-11-28T09:30:00")),
        changed(lambda data: data.update(made="0001-01-01T00:00:00Z")),
        changed(lambda data: data["account"].pop("address")),
        changed(lambda data: data.update(system="x" * 10_000)),
        changed(lambda data: data.update(tests={"a": 1})),
    ],
    ids=range(19),
)
def test_what_is_no_report_is_refused_in_a_sentence(data: bytes) -> None:
    assert refused(data) == "report.not-one"


def test_a_newer_one_says_so_whatever_it_looks_like() -> None:
    assert refused(b'{"format": "mailadmin-report", "version": 2, "new": true}') == "report.newer"
    assert refused(changed(lambda data: data.update(version=2))) == "report.newer"


def test_what_is_not_known_is_ignored() -> None:
    def add(data: Data) -> None:
        data["new"] = {"x": 1}
        data["tests"][0]["new"] = 1
        data["account"]["mail_server"]["new"] = 1
        data["recent"][0]["new"] = 1
        data["problems"] = ["report.new-trouble", "report.no-history"]

    read = decode(changed(add))
    assert read.tests == report(a_test("No")).tests
    assert read.problems == ("report.no-history",)


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: kept["result"]["title"].update(id="test.of-tomorrow"),
        lambda kept: kept["result"].update(cause="cause-of-tomorrow"),
        lambda kept: kept["events"][1]["finding"]["verdict"].update(params={}),
        lambda kept: kept["events"][1]["finding"]["verdict"].update(id="x.y"),
        lambda kept: kept["events"][1]["finding"].update(started="0001-01-01T00:00:00Z"),
        lambda kept: kept["events"].append({"type": "strange"}),
        lambda kept: kept.update(result=7),
    ],
)
def test_a_test_that_this_version_has_no_words_for_keeps_its_line(
    change: Callable[[Data], object],
) -> None:
    read = decode(changed(lambda data: change(data["tests"][0]["kept"])))
    (test,) = read.tests
    assert test.kept is None
    assert "can't be shown" in told(read).tests[0].title


def test_a_test_or_a_line_that_is_nonsense_is_left_out() -> None:
    def spoil(data: Data) -> None:
        data["tests"].append({"kind": "party"})
        data["recent"] += [{"type": "run"}, 7]

    read = decode(changed(spoil))
    assert len(read.tests) == 1
    assert len(read.recent) == 2


def test_a_thousand_tests_are_not_a_thousand_cards() -> None:
    read = decode(changed(lambda data: data.update(tests=data["tests"] * 1000)))
    assert len(read.tests) == MOST_TESTS


def test_a_test_with_a_thousand_checks_is_not_shown() -> None:
    def multiply(data: Data) -> None:
        kept = data["tests"][0]["kept"]
        kept["events"] = kept["events"] * 500

    (test,) = decode(changed(multiply)).tests
    assert test.kept is None


def test_changes_that_can_not_be_said_are_left_out() -> None:
    def spoil(data: Data) -> None:
        finding = data["tests"][0]["kept"]["events"][1]["finding"]
        finding["verdict"]["id"] = "x.y"
        difference = {"change": "outcome", "check": "smtp.auth", "route": None, "now": finding}
        changes = {"since": "2026-11-28T09:30:00Z", "kept": [difference]}
        data["tests"] = [data["tests"][0] | {"changes": changes}]

    (test,) = decode(changed(spoil)).tests
    assert test.changes is None


def test_what_is_far_too_long_is_cut_once_more() -> None:
    def lengthen(data: Data) -> None:
        data["account"]["name"] = "n" * 1_000_000
        data["tests"][0]["kept"]["result"]["transcript"] = ["S: x"] * 100_000

    read = decode(changed(lengthen))
    assert len(read.account.name) < 5_000
    kept = read.tests[0].kept
    assert kept is not None
    assert kept.result is not None
    assert len(kept.result.transcript) < 3_000


# -- files


@pytest.mark.parametrize("name", ["r.docx", "r", ".html.", "r.html.exe", "-"])
def test_another_ending_is_told(name: str) -> None:
    with pytest.raises(ReportError) as caught:
        file.form_of(Path(name))
    assert "ends in .html, .pdf, .json or .txt" in say(caught.value.phrase)


def test_capitals_are_no_trouble() -> None:
    assert file.form_of(Path("R.HTML")) is file.Form.HTML


def test_a_file_is_written_for_this_user_alone_and_nothing_is_left(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    file.write(path, b"one", replace=False)
    assert path.read_bytes() == b"one"
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_there_stays_unless_the_user_says_so(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes(b"dear")
    for work in (file.check_place, lambda path, replace: file.write(path, b"x", replace=replace)):
        with pytest.raises(ReportError) as caught:
            work(path, replace=False)
        assert caught.value.phrase.id == "report.exists"
    assert path.read_bytes() == b"dear"
    file.write(path, b"new", replace=True)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "r.txt"
    target.write_bytes(b"dear")
    link.symlink_to(target)
    with pytest.raises(ReportError):
        file.check_place(link, replace=False)
    file.write(link, b"new", replace=True)
    assert target.read_bytes() == b"dear"
    assert link.read_bytes() == b"new"
    dangling = tmp_path / "d.txt"
    dangling.symlink_to(tmp_path / "nowhere")
    with pytest.raises(ReportError):
        file.check_place(dangling, replace=False)


@pytest.mark.skipif(os.name == "nt", reason="needs pipes")
def test_a_pipe_is_neither_written_nor_read(tmp_path: Path) -> None:
    pipe = tmp_path / "r.html"
    os.mkfifo(pipe)
    with pytest.raises(ReportError):
        file.check_place(pipe, replace=True)
    with pytest.raises(ReportError):
        file.read(pipe)


@pytest.mark.parametrize(
    ("where", "what"),
    [("folder.html", "report.is-folder"), ("nowhere/r.html", "report.no-such-folder")],
)
def test_a_place_that_is_none_is_told(where: str, what: str, tmp_path: Path) -> None:
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(ReportError) as caught:
        file.check_place(tmp_path / where, replace=True)
    assert caught.value.phrase.id == what


def test_a_disk_that_refuses_is_another_matter(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        file.write(tmp_path / f"{'x' * 300}.html", b"", replace=False)
    with pytest.raises(NotWritten):
        file.write(tmp_path / "a\0b.html", b"", replace=False)
    assert list(tmp_path.iterdir()) == []


def test_reading_is_bounded_and_told(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    with pytest.raises(ReportError) as caught:
        file.read(path)
    assert caught.value.phrase.id == "report.cannot-read"
    with path.open("wb") as big:
        big.truncate(file.LARGEST + 1)
    with pytest.raises(ReportError) as caught:
        file.read(path)
    assert caught.value.phrase.id == "report.too-big"
