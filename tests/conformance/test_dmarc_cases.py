"""The published DMARC cases, and records to take or refuse, measured where they are present.

They are looked for in ``MAILADMIN_SUITES``; ``MAILADMIN_DMARC_CASES`` and
``MAILADMIN_RECORD_CASES`` may name other files. Where we follow RFC 9989 against a case, it stands
below with the section, and the test fails if that should change.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
DATA = SUITES / "data"
CASES = Path(os.environ.get("MAILADMIN_DMARC_CASES", DATA / "dmarc_cases.json"))
RUNNER = SUITES / "runners" / "dmarc_suite.py"
PYTHON = os.environ.get("MAILADMIN_SUITES_PYTHON", sys.executable)

OTHERWISE = (
    # Section 4.10 steps 2 and 6: several records at one name are discarded, and the walk goes on.
    # The case is older than the standard and ends there, as RFC 7489 section 6.6.3 had it.
    "does not inherit the org policy when the author domain publishes multiple records",
)
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (RUNNER.is_file() and CASES.is_file()),
        reason="the published cases are not here",
    ),
]


def command(script: str, argument: str) -> str:
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / script))} {argument}"


def run(cases: list[dict[str, Any]], where: Path) -> tuple[int, int, str]:
    """How many of the cases are right, how many there are, and what the runner says."""
    file = where / "cases.json"
    file.write_text(json.dumps(cases), encoding="utf-8")
    done = subprocess.run(
        [PYTHON, str(RUNNER), str(file), f"cmd:{command('dmarc.py', '{dns}')}", "-v"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=280,
        check=True,
    )
    counts = re.search(r" (\d+)/(\d+)\s*$", done.stdout)
    assert counts is not None, done.stdout
    return int(counts[1]), int(counts[2]), done.stdout


def test_every_message_comes_out_right(tmp_path: Path) -> None:
    if subprocess.run([PYTHON, "-c", "import dns"], capture_output=True).returncode:
        pytest.skip("no Python here can run the published cases (dnspython)")
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    ours = [case for case in cases if any(name in case["name"] for name in OTHERWISE)]
    right, count, output = run([case for case in cases if case not in ours], tmp_path)
    assert count >= 24
    assert right == count, output
    assert not ours or run(ours, tmp_path)[0] == 0
