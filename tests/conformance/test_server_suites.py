"""Hostile and failing servers that others wrote down, measured where they are present."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (SUITES / "runners").is_dir(), reason="the published cases are not here"
    ),
]


def peer(script: str, *placeholders: str) -> str:
    """The program as a runner calls it."""
    return f"cmd:{shlex.quote(sys.executable)} {shlex.quote(str(HERE / script))} " + " ".join(
        placeholders
    )


def run(runner: str, *arguments: str) -> str:
    """What a runner prints."""
    done = subprocess.run(
        [sys.executable, str(SUITES / "runners" / runner), *arguments],
        stdout=subprocess.PIPE,
        text=True,
        timeout=280,
        check=True,
    )
    return done.stdout


def test_hostile_servers_learn_nothing_and_are_quoted(tmp_path: Path) -> None:
    rows_file = tmp_path / "rows.json"
    command = peer("hostile_smtp.py", "{host}", "{port}", "{user}", "{password}", "{ca}")
    run("hostile_smtp.py", str(SUITES / "hostile"), command, "--json", str(rows_file))
    rows = json.loads(rows_file.read_text(encoding="utf-8"))
    assert len(rows) >= 32
    assert [row for row in rows if not row["ok"]] == []
    assert [row["case"] for row in rows if row["named"] is False] == []


def test_hostile_inboxes_learn_nothing_and_are_not_believed() -> None:
    command = peer("hostile_imap.py", "{host}", "{port}", "{user}", "{password}", "{ca}")
    last = run("hostile_imap.py", str(SUITES / "hostile"), command).strip().splitlines()[-1]
    passed, cases = re.search(r"(\d+)/(\d+) cases", last).groups()
    assert passed == cases, last
    ways, taken = re.search(r"of (\d+) that can be got through (\d+) were", last).groups()
    assert ways == taken, last


def test_failures_are_classed_as_permanent_or_temporary() -> None:
    command = peer("smtp_scripts.py", "{host}", "{port}", "{tls}")
    cases = SUITES / "data" / "smtp_scripts.json"
    count = len(json.loads(cases.read_text(encoding="utf-8")))
    told = run("smtp_scripts.py", "run", str(cases), command)
    assert f"{count}/{count} classed" in told, told
    assert f"{count}/{count} ended with an error" in told, told


def test_nothing_in_a_text_ends_the_message_early() -> None:
    told = run("smuggle_out.py", peer("smuggle_out.py", "{host}", "{port}", "{file}"))
    assert told.strip().endswith("9/9"), told
