"""The published cases for reverse DNS and blocklists (mox), measured where they are present.

They are looked for at ``MAILADMIN_IPREV_CASES`` or as ``data/iprev_cases.json`` of the suites.
"""

import ast
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
CASES = Path(os.environ.get("MAILADMIN_IPREV_CASES", SUITES / "data" / "iprev_cases.json"))
RUNNER = SUITES / "runners" / "iprev_suite.py"

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not (RUNNER.is_file() and CASES.is_file()), reason="the published cases are not here"
    ),
]


def test_every_answer_is_right() -> None:
    script = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'iprev.py'))}"
    done = subprocess.run(
        [
            sys.executable,
            str(RUNNER),
            "run",
            str(CASES),
            f"cmd:{script} {{kind}} {{ip}} {{zone}} {{dns}}",
        ],
        stdout=subprocess.PIPE,
        text=True,
        timeout=110,
        check=True,
    )
    counts = ast.literal_eval(done.stdout.splitlines()[-1])
    assert counts["iprev"][1] >= 4
    assert counts["dnsbl"][1] >= 1
    assert all(right == cases for right, cases in counts.values()), done.stdout
