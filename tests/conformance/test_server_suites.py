"""Hostile and failing servers that others wrote down, measured where they are present."""

import json
import re
from pathlib import Path

from tests.conformance.suites import SUITES, cases, file, peer, published, run

SCRIPTS = "smtp_scripts.json"

pytestmark = published(SCRIPTS, runner="hostile_smtp.py")


def test_hostile_servers_learn_nothing_and_are_quoted(tmp_path: Path) -> None:
    rows_file = tmp_path / "rows.json"
    command = peer("hostile_smtp.py", "{host}", "{port}", "{user}", "{password}", "{ca}")
    run("hostile_smtp.py", SUITES / "hostile", command, "--json", rows_file)
    rows = json.loads(rows_file.read_text(encoding="utf-8"))
    assert len(rows) >= 32
    assert [row for row in rows if not row["ok"]] == []
    assert [row["case"] for row in rows if row["named"] is False] == []


def test_hostile_inboxes_learn_nothing_and_are_not_believed() -> None:
    command = peer("hostile_imap.py", "{host}", "{port}", "{user}", "{password}", "{ca}")
    last = run("hostile_imap.py", SUITES / "hostile", command).strip().splitlines()[-1]
    passed, count = re.search(r"(\d+)/(\d+) cases", last).groups()
    assert passed == count, last
    ways, taken = re.search(r"of (\d+) that can be got through (\d+) were", last).groups()
    assert ways == taken, last


def test_failures_are_classed_as_permanent_or_temporary() -> None:
    command = peer("smtp_scripts.py", "{host}", "{port}", "{tls}")
    count = len(cases(SCRIPTS))
    told = run("smtp_scripts.py", "run", file(SCRIPTS), command)
    assert f"{count}/{count} classed" in told, told
    assert f"{count}/{count} ended with an error" in told, told


def test_nothing_in_a_text_ends_the_message_early() -> None:
    told = run("smuggle_out.py", peer("smuggle_out.py", "{host}", "{port}", "{file}"))
    assert told.strip().endswith("9/9"), told
