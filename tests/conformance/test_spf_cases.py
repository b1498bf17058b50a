"""The published SPF cases (openspf, RFC 7208), measured where they are present.

They are looked for at ``MAILADMIN_SPF_CASES`` or as ``data/rfc7208-tests.yml`` of the suites. Their
runner reads YAML, which nothing else of ours needs: ``MAILADMIN_SUITES_PYTHON`` may name a Python
that can.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
CASES = Path(os.environ.get("MAILADMIN_SPF_CASES", SUITES / "data" / "rfc7208-tests.yml"))
RUNNER = SUITES / "runners" / "spf_suite.py"
PYTHON = os.environ.get("MAILADMIN_SUITES_PYTHON", sys.executable)


def can_read_yaml() -> bool:
    return subprocess.run([PYTHON, "-c", "import yaml, dns"], capture_output=True).returncode == 0


pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (RUNNER.is_file() and CASES.is_file()), reason="the published cases are not here"
    ),
]


def test_every_result_and_every_explanation_is_right() -> None:
    if not can_read_yaml():
        pytest.skip("no Python here can read the published cases (YAML)")
    script = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'spf.py'))}"
    done = subprocess.run(
        [PYTHON, str(RUNNER), str(CASES), f"cmd:{script} {{ip}} {{sender}} {{helo}} {{dns}}"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=280,
        check=True,
    )
    counts = re.search(r"(\d+)/(\d+) results right.*explanations (\d+)/(\d+)", done.stdout)
    assert counts is not None, done.stdout
    right, cases, explained, explanations = map(int, counts.groups())
    assert (cases, explanations) >= (203, 22)
    assert (right, explained) == (cases, explanations), done.stdout
