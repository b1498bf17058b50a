"""The file of the answers: whole rows whenever it is cut off, and never somebody else's file."""

import csv
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mailadmin.core.domain.checks import CHECKS
from mailadmin.core.domain.listing.answers import Answers, AnswersError, begin, go_on
from mailadmin.core.domain.listing.entries import Entry
from mailadmin.core.domain.listing.rows import (
    CHECKED,
    LONGEST_ROW,
    Answered,
    JsonLines,
    Table,
    Written,
    what_to_do_first,
    worst_of_each,
)
from mailadmin.core.domain.outcome import DomainResult, result_of
from mailadmin.core.event import Phrase
from mailadmin.core.finding import Evidence, Finding, RecordSeen, Status, Verdict
from mailadmin.core.texts import say

NOW = datetime(2026, 11, 27, tzinfo=UTC)
NO_DOMAIN = Entry(7, "foo bar", Phrase("field.domain.wrong"))


def finding(check: str, status: Status, evidence: tuple[Evidence, ...] = ()) -> Finding:
    cause = "sender-ptr-missing" if status is Status.FAILED else None
    params = {"domain": "a.com", "limit": 20.0}
    verdict = Verdict("domain.too-slow", status, params, evidence, cause)
    return Finding(
        check=check, subject="a.com", route=None, verdict=verdict, started=NOW, elapsed_ms=1.0
    )


def result(domain: str, *findings: Finding) -> DomainResult:
    return result_of(domain, findings, 12.34)


def written(path: Path, *answers: Answered) -> bytes:
    file = begin(path)
    for answer in answers:
        file.write(answer)
    file.close()
    return path.read_bytes()


def continued(path: Path) -> list[Written]:
    file, earlier = go_on(path)
    try:
        return list(earlier)
    finally:
        file.close()


@pytest.fixture(params=["out.csv", "OUT.JSONL"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / request.param


ANSWERS = (result("a.com", finding("x", Status.OK)), NO_DOMAIN, result("xn--bcher-kva.de"))
ROWS = [Written("a.com", "passed"), Written("foo bar", "invalid"),
        Written("xn--bcher-kva.de", "unknown")]  # fmt: skip


def test_what_was_written_is_known_when_it_goes_on(path: Path) -> None:
    written(path, *ANSWERS)
    assert continued(path) == ROWS


def test_cut_off_anywhere_the_whole_rows_remain_and_the_rest_is_written_anew(path: Path) -> None:
    whole = written(path, *ANSWERS)
    ends = [at + 1 for at, byte in enumerate(whole) if byte == 10]
    for cut in range(len(whole) + 1):
        path.write_bytes(whole[:cut])
        rows = sum(end <= cut for end in ends) - (path.suffix == ".csv")
        file, earlier = go_on(path)
        assert list(earlier) == ROWS[: max(rows, 0)]
        for answer in ANSWERS[max(rows, 0) :]:
            file.write(answer)
        file.close()
        assert path.read_bytes() == whole


def test_a_file_that_is_not_there_or_is_empty_is_begun(path: Path) -> None:
    assert continued(path) == []
    path.write_bytes(b"")
    assert continued(path) == []
    path.write_bytes(b"")
    assert written(path, *ANSWERS)


def test_nothing_is_written_over(path: Path) -> None:
    path.write_text("mine")
    with pytest.raises(AnswersError) as raised:
        begin(path)
    assert raised.value.phrase.id == "list.out.exists"
    assert "--resume" in say(raised.value.phrase)
    assert path.read_text() == "mine"


OTHERS = [b"mine", b"mine\n", b"domain,status\na.com,passed\n", b"\0" * 100, b"[1, 2]\n",
          b'{"type": "result"}\n', b'{"domain":"a.com","status":"passed"}\n']  # fmt: skip


@pytest.mark.parametrize("other", OTHERS)
def test_a_file_of_somebody_else_is_left_alone(path: Path, other: bytes) -> None:
    path.write_bytes(other)
    with pytest.raises(AnswersError) as raised:
        continued(path)
    assert raised.value.phrase.id == "list.out.other"
    assert path.read_bytes() == other


@pytest.mark.parametrize("broken", [b"x\n", b'"\n', b"\xff\n", b"\n", b'{"type":"other"}\n'])
def test_a_row_in_the_middle_that_is_none_is_not_gone_over(path: Path, broken: bytes) -> None:
    first, *others = written(path, *ANSWERS).splitlines(keepends=True)
    path.write_bytes(first + broken + b"".join(others))
    with pytest.raises(AnswersError):
        continued(path)


@pytest.mark.parametrize("status", ["\x1b[2J", "", "ok"])
def test_a_status_that_is_none_of_ours_is_not_gone_over(path: Path, status: str) -> None:
    whole = written(path, *ANSWERS)
    assert whole.count(b"passed") == 1
    path.write_bytes(whole.replace(b"passed", status.replace("\x1b", "\\u001b").encode()))
    with pytest.raises(AnswersError):
        continued(path)


def test_a_row_of_endless_depth_is_not_gone_over(tmp_path: Path) -> None:
    path, depth = tmp_path / "out.jsonl", 100_000
    deep = b'"a.com","status":"passed","x":' + b"[" * depth + b"]" * depth + b"}\n"
    path.write_bytes(JsonLines.begins + deep)
    with pytest.raises(AnswersError):
        continued(path)


def test_two_runs_that_go_on_with_one_file_keep_all_rows(path: Path) -> None:
    written(path, ANSWERS[0])
    opened = [go_on(path)[0], go_on(path)[0]]
    for file in opened:
        file.write(NO_DOMAIN)
    for file in opened:
        file.close()
    assert continued(path) == [ROWS[0], ROWS[1], ROWS[1]]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes of Unix")
def test_a_pipe_is_not_waited_for(path: Path) -> None:
    os.mkfifo(path)
    with pytest.raises(OSError, match="Errno"):
        go_on(path)


@pytest.mark.parametrize("name", ["out.txt", "out", "out.csv.gz", "out.json"])
def test_another_ending_is_said(tmp_path: Path, name: str) -> None:
    for opened in (begin, go_on):
        with pytest.raises(AnswersError) as raised:
            opened(tmp_path / name)
        assert ".jsonl" in say(raised.value.phrase)
    assert not (tmp_path / name).exists()


def test_a_folder_that_is_not_there_is_the_system_s_word(path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        begin(path.parent / "no" / path.name)


def test_a_table_has_a_column_for_each_check_and_says_what_to_do_first(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    failed = result("a.com", *(finding(check.name, Status.FAILED) for check in CHECKS),
                    finding("x", Status.FAILED))  # fmt: skip
    written(path, failed, NO_DOMAIN)
    with path.open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["domain"] == "a.com"
    assert first["status"] == "failed"
    assert first["milliseconds"] == "12.3"
    assert first["do_first"] == what_to_do_first(failed)
    assert first["do_first"].startswith("This could not be found out")
    names = [check.removeprefix("domain.") for check in CHECKED]
    assert "route" not in names
    assert list(first) == ["domain", "status", "title", *names, "do_first", "milliseconds"]
    assert {first[name] for name in names} <= {"failed"}
    assert (second["domain"], second["status"]) == ("foo bar", "invalid")
    assert second["title"].startswith("Line 7: ")


def test_the_worst_of_several_addresses_stands_for_the_check() -> None:
    statuses = [Status.OK, Status.UNKNOWN, Status.WARNING, Status.INFO, Status.FAILED]
    found = result("a.com", *(finding("x", s) for s in statuses), finding("y", Status.OK),
                   finding("y", Status.SKIPPED), finding("z", Status.SKIPPED))  # fmt: skip
    assert worst_of_each(found) == {"x": "failed", "y": "ok", "z": "skipped"}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_a_formula(tmp_path: Path, text: str) -> None:
    row = Table().row(Entry(1, text, Phrase("field.domain.wrong"))).decode()
    assert next(csv.reader([row]))[0] == f"'{text.strip()}"
    path = tmp_path / "out.csv"
    written(path, Entry(1, text, Phrase("field.domain.wrong")))
    assert continued(path) == [Written(Table().name(text), "invalid")]


@pytest.mark.parametrize("text", ["a;=1+1;", "a; =1", "a;@x", "\u200b=1", "\x00 =1"])
def test_no_part_of_a_cell_is_a_formula_where_semicolons_divide(text: str) -> None:
    row = Table().row(Entry(1, text, Phrase("field.domain.wrong"))).decode()
    [first, *_] = next(csv.reader([row]))
    assert all(not part.strip().startswith(("=", "@")) for part in first.split(";"))
    assert "=" not in first or "'=" in first


def test_a_row_is_one_line_and_commands_nothing() -> None:
    entry = Entry(1, "a\r\nb\u2028c\x1bd", Phrase("field.domain.wrong"))
    row = Table().row(entry).decode()
    assert len(row.splitlines()) == 1
    assert row.strip("\r\n").isprintable()
    assert JsonLines().row(entry).count(b"\n") == 1


def test_a_line_of_json_is_a_result_with_its_findings(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    seen = RecordSeen(name="a.com", type="TXT", values=("x",), answer="found")
    first, second = map(
        json.loads, written(path, result("a.com", finding("x", Status.OK, (seen,))), NO_DOMAIN)
        .splitlines()
    )  # fmt: skip
    assert (first["type"], first["domain"], first["status"]) == ("result", "a.com", "passed")
    assert first["title"] == "Email from a.com is set up well"
    assert [f["check"] for f in first["findings"]] == ["x"]
    assert first["findings"][0]["evidence"][0]["values"] == ["x"]
    assert (second["type"], second["status"], second["line"]) == ("result", "failed", 7)


def test_a_line_of_json_is_never_endless() -> None:
    huge = RecordSeen(name="a.com", type="TXT", values=("x" * LONGEST_ROW,), answer="found")
    row = JsonLines().row(result("a.com", finding("x", Status.OK, (huge,))))
    assert len(row) < 5000
    assert json.loads(row)["evidence_left_out"] is True


def test_a_full_disk_is_an_error(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    with full.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space"):
        Answers(file, Table()).write(NO_DOMAIN)
