"""``mailadmin domain``: one domain, several, and lists of many."""

import csv
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from mailadmin.cli.domain_words import tree_lines
from mailadmin.core.domain.checks import CHECKS
from mailadmin.core.domain.listing.rows import CHECKED
from mailadmin.core.finding import Finding, RecordSeen, Status, TermSeen, Verdict
from mailadmin.sandbox.system import Sandbox
from tests.cli.conftest import Call

NAMES = set(CHECKED)
KNOWN, OTHER, NOWHERE = "trouble.test", "messenger.sandbox.test", "nowhere.test"
WELL = "sandbox.test"


@pytest.fixture
def asked(sandbox: Sandbox) -> list[str]:
    sandbox.switch("all-well")
    host, port = sandbox.dns_address
    return ["domain", "--resolver", f"{host}:{port}"]


def test_one_domain_for_people(call: Call, asked: list[str]) -> None:
    called = call(*asked, "https://Trouble.TEST/")
    assert called.status == 1
    assert f"There is no domain named {KNOWN}" not in called.out
    assert "  ✖ SPF         trouble.test has 2 lists" in called.out
    assert "\n✖ SPF: trouble.test has 2 lists" in called.out
    assert "      v=spf1 a:mail.trouble.test include:sandbox.test ?all\n" in called.out
    assert "To do (your mail admin):" in called.out
    assert "  – Whether messages reach the inbox" in called.out
    assert called.err == ""


def test_a_domain_that_is_set_up_well(call: Call, asked: list[str]) -> None:
    called = call(*asked, WELL)
    assert called.status == 0
    assert f"✔ Email from {WELL} is set up well" in called.out
    assert "To do" not in called.out
    # Null where nothing is wrong, also where something could be better still.
    findings = call(*asked, WELL, "--json").lines[:-1]
    assert "domain.mta-sts" in {one["check"] for one in findings}
    assert [one["check"] for one in findings if one["fix"] is not None] == []


def test_one_domain_as_json(call: Call, asked: list[str]) -> None:
    called = call(*asked, KNOWN, "--json")
    *findings, result = called.lines
    assert {finding["check"] for finding in findings} == NAMES
    assert {finding["domain"] for finding in findings} == {KNOWN}
    assert all(finding["fix"] for finding in findings if finding["status"] == "failed")
    assert (result["type"], result["command"], result["domain"]) == ("result", "domain", KNOWN)
    assert called.status == {"passed": 0, "warning": 0, "failed": 1, "unknown": 1}[result["status"]]


def test_several_domains_one_after_the_other_each_once(call: Call, asked: list[str]) -> None:
    called = call(*asked, KNOWN, f"anna@{KNOWN}", NOWHERE)
    assert called.out.startswith(f"{KNOWN}\n")
    assert called.out.count(f"\n\n{NOWHERE}\n") == 1
    assert called.out.count("SPF: trouble.test has 2 lists") == 1
    assert f"✖ There is no domain named {NOWHERE}" in called.out
    results = [x for x in call(*asked, KNOWN, NOWHERE, "--json").lines if x["type"] == "result"]
    assert [x["domain"] for x in results] == [KNOWN, NOWHERE]


def test_addresses_that_were_named_are_looked_at(call: Call, asked: list[str]) -> None:
    ips = ["--ip", "192.0.2.1", "--ip", "198.51.100.7"]
    called = call(*asked, KNOWN, *ips, "--json")
    subjects = {x["subject"] for x in called.lines if x["type"] == "finding"}
    assert {"192.0.2.1", "198.51.100.7"} <= subjects


WRONG: list[tuple[list[str], str]] = [
    ([], "Name a domain"),
    (["exam ple.com"], "A domain has no spaces"),
    ([KNOWN, "--resume"], "--out"),
    ([KNOWN, "--ip", "x"], "is not an IP address"),
    ([KNOWN, "--selector", ""], "is not the name of a DKIM key"),
    ([KNOWN, "--selector", "a b"], "is not the name of a DKIM key"),
    ([KNOWN, "--selector", "a..b"], "is not the name of a DKIM key"),
    ([KNOWN, "--selector", "x" * 70], "is not the name of a DKIM key"),
    (["--file", "no-such-list.txt"], "does not exist"),
    ([KNOWN, "--out", "answers.txt"], ".jsonl"),
    ([KNOWN, "--out", "no-such-folder/answers.csv"], "No such file"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG)
def test_wrong_input_is_one_clear_sentence(
    call: Call, asked: list[str], arguments: list[str], said: str
) -> None:
    called = call(*asked, *arguments)
    assert called.status == (1 if "No such file" in said else 2)
    assert said in called.err
    assert called.out == ""


LIST = "# ours\nname;domain\nA;trouble.test\nB;foo bar\nC;nowhere.test\nD;TROUBLE.TEST\n"


@pytest.fixture
def list_(tmp_path: Path) -> str:
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8-sig")
    return str(path)


def test_a_list_gets_a_line_a_domain(call: Call, asked: list[str], list_: str) -> None:
    called = call(*asked, "--file", list_)
    assert called.status == 2
    assert sorted(called.out.splitlines()) == [
        "✖ 4 things about trouble.test have to be put right: SPF, DMARC, reverse DNS, blocklists",
        "✖ Line 4: A domain has no spaces. Did you mean foo.bar?",
        "✖ There is no domain named nowhere.test: MX",
    ]
    assert called.err.startswith("3 in all: 2 failed, 1 no domain. For what to do, name one")


def test_a_list_on_standard_input_and_domains_beside_it(call: Call, asked: list[str]) -> None:
    called = call(*asked, OTHER, "--file", "-", "--json", stdin=f"{OTHER}\n{KNOWN}\nfoo\n")
    results = [x for x in called.lines if x["type"] == "result"]
    assert sorted((x["domain"], x["status"]) for x in results) == [
        ("foo", "failed"),
        (OTHER, "failed"),
        (KNOWN, "failed"),
    ]
    assert [x["domain"] for x in results if x.get("invalid")] == ["foo"]
    # What belongs together stands together, whatever was ready first.
    for line, after in zip(called.lines, called.lines[1:], strict=False):
        assert line["type"] == "result" or line["domain"] == after["domain"]


def test_whether_an_address_may_send_is_said(call: Call, asked: list[str]) -> None:
    called = call(*asked, WELL, "--ip", "192.0.2.25", "--ip", "8.8.8.8", "--json")
    said = {
        one["subject"]: (one["status"], one["title"])
        for one in called.lines
        if one.get("check") == "domain.route"
    }
    assert said["192.0.2.25"] == ("ok", "192.0.2.25 may send for sandbox.test")
    # A key for signatures is published, so it depends on them.
    assert said["8.8.8.8"][0] == "warning"


def test_the_whole_name_of_a_key_is_understood(call: Call, asked: list[str]) -> None:
    called = call(*asked, WELL, "--selector", "Default._domainkey.sandbox.test")
    assert "DKIM: its keys are in order" in called.out


def test_a_workbook_is_no_list(call: Call, asked: list[str], tmp_path: Path) -> None:
    book = tmp_path / "list.xlsx"
    book.write_bytes(b"PK\x03\x04\0\0sandbox.test\n")
    called = call(*asked, "--file", str(book))
    assert (called.status, called.out) == (2, "")
    assert "save the sheet as CSV" in called.err


def test_an_empty_list_is_said(call: Call, asked: list[str]) -> None:
    called = call(*asked, "--file", "-", stdin="# nothing\n\n")
    assert (called.status, called.out) == (2, "")
    assert called.err == "There is no domain in the list.\n"


def test_a_table_of_answers(call: Call, asked: list[str], list_: str, tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    called = call(*asked, "--file", list_, "--out", str(out))
    assert (called.status, called.out) == (2, "")
    assert "Line 4: A domain has no spaces" in called.err
    assert f"The answers are in {out}." in called.err
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["domain"]: row for row in csv.DictReader(file)}
    assert set(rows) == {KNOWN, NOWHERE, "foo bar"}
    assert rows[KNOWN]["mx"] == "warning"
    assert rows[KNOWN]["do_first"].startswith("trouble.test has 2 lists")
    assert rows[NOWHERE]["dkim"] == "skipped"


def test_lines_of_json(call: Call, asked: list[str], tmp_path: Path) -> None:
    out = tmp_path / "answers.jsonl"
    called = call(*asked, KNOWN, "--out", str(out), "--selector", "sandbox")
    assert (called.status, called.out) == (1, "")
    (row,) = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert [f["check"] for f in row["findings"]] == sorted(
        (f["check"] for f in row["findings"]), key=[c.name for c in CHECKS].index
    )
    assert row["domain"] == KNOWN


@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_it_goes_on_where_it_was(
    call: Call, asked: list[str], list_: str, tmp_path: Path, ending: str
) -> None:
    out = tmp_path / f"answers.{ending}"
    assert call(*asked, OTHER, "--out", str(out)).status == 1
    before = out.read_bytes()
    refused = call(*asked, "--file", list_, "--out", str(out))
    assert refused.status == 2
    assert "add --resume" in refused.err
    assert out.read_bytes() == before
    out.write_bytes(before + b'{"type":"resu')
    called = call(*asked, OTHER, "--file", list_, "--out", str(out), "--resume")
    assert called.status == 2
    assert called.err.endswith(f"4 in all: 3 failed, 1 no domain. The answers are in {out}.\n")
    after = out.read_bytes()
    assert after.startswith(before)
    again = call(*asked, OTHER, "--file", list_, "--out", str(out), "--resume")
    assert (again.status, out.read_bytes()) == (2, after)


def test_somebody_else_s_file_is_not_gone_on_with(
    call: Call, asked: list[str], tmp_path: Path
) -> None:
    out = tmp_path / "mine.csv"
    out.write_text("domain,money\na.com,7\n")
    called = call(*asked, KNOWN, "--out", str(out), "--resume")
    assert called.status == 2
    assert "can't be continued" in called.err
    assert out.read_text() == "domain,money\na.com,7\n"


def test_a_list_is_not_its_own_answer(call: Call, asked: list[str], tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    call(*asked, KNOWN, "--out", str(out))
    before = out.read_bytes()
    called = call(*asked, "--file", str(out), "--out", str(out), "--resume")
    assert called.status == 2
    assert "the same file" in called.err
    assert out.read_bytes() == before
    # To check again what was checked is another matter.
    again: Any = call(*asked, "--file", str(out), "--json")
    assert again.result["domain"] == KNOWN


def test_many_wrong_lines_are_not_all_told(call: Call, asked: list[str], tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    wrong = "".join(f"wrong {number}\n" for number in range(50))
    called = call(*asked, "--file", "-", "--out", str(out), stdin=wrong)
    assert called.status == 2
    assert called.err.count("Line ") == 20
    assert f"see {out}" in called.err
    assert len(out.read_text(encoding="utf-8").splitlines()) == 51


def test_a_record_in_a_tree_draws_nothing_on_the_terminal() -> None:
    evil = "a\x1b[2J\u202e\u2028"
    term = TermSeen(text=evil, lookups=1)
    record = RecordSeen(name=evil, type="TXT", values=(evil,), answer="found", terms=(term,))
    finding = Finding(
        check="domain.spf",
        subject="a.test",
        route=None,
        verdict=Verdict("domain.spf.ok", Status.OK, {}, (record,)),
        started=datetime(2026, 11, 27, tzinfo=UTC),
        elapsed_ms=1.0,
    )
    lines = list(tree_lines(finding))
    assert len(lines) == 2
    assert all(click.unstyle(line).isprintable() for line in lines)
