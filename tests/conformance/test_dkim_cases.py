"""The published DKIM cases, measured where they are present.

They are looked for in ``MAILADMIN_SUITES``; ``MAILADMIN_DKIM_CASES`` may name another file.
``MAILADMIN_SUITES_PYTHON`` may name a Python for the runner, which needs dnspython.

One case is left out. It wants no pass where a key's record stands there twice, the same to the
letter. The DNS has no such thing: two records of one name, class, type and data are one (RFC 2181
section 5), and the runner's own name server sends one. Nothing is to be told from a single record,
and RFC 6376 section 6.1.2 lets a verifier choose any of several. Several that differ, which
section 3.6.2.2 forbids, are no key for us (``several-keys``, a permerror).
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
CASES = Path(os.environ.get("MAILADMIN_DKIM_CASES", SUITES / "data" / "dkim_cases.json"))
RUNNER = SUITES / "runners" / "dkim_suite.py"
PYTHON = os.environ.get("MAILADMIN_SUITES_PYTHON", sys.executable)

ONE_RECORD = "two records"
"""Both of them the same."""

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (RUNNER.is_file() and CASES.is_file()), reason="the published cases are not here"
    ),
]


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
    return found


def test_every_signature_gets_the_right_word(tmp_path: Path) -> None:
    if subprocess.run([PYTHON, "-c", "import dns"], capture_output=True).returncode:
        pytest.skip("no Python here can run the published cases (dnspython)")
    these = [case for case in cases() if case["name"] != ONE_RECORD]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(these), encoding="utf-8")
    script = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'dkim.py'))}"
    done = subprocess.run(
        [PYTHON, str(RUNNER), "run", str(file), f"cmd:{script} {{msg}} {{dns}} {{now}}", "-v"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=280,
        check=True,
    )
    counts = re.search(r"exact word (\d+)/(\d+)\s*$", done.stdout)
    assert counts is not None, done.stdout
    assert int(counts[2]) >= 25
    assert counts[1] == counts[2], done.stdout
