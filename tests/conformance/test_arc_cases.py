"""The published ARC cases (ValiMail), measured where they are present.

They are looked for in ``MAILADMIN_SUITES``; ``MAILADMIN_ARC_CASES`` may name another file. Their
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
CASES = Path(os.environ.get("MAILADMIN_ARC_CASES", SUITES / "data" / "arc_open.yml"))
RUNNER = SUITES / "runners" / "arc_suite.py"
PYTHON = os.environ.get("MAILADMIN_SUITES_PYTHON", sys.executable)

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        not (RUNNER.is_file() and CASES.is_file()), reason="the published cases are not here"
    ),
]


@pytest.mark.parametrize("line_ends", [[], ["--lf"]], ids=["crlf", "lf"])
def test_every_chain_comes_out_right(line_ends: list[str]) -> None:
    if subprocess.run([PYTHON, "-c", "import yaml, dns"], capture_output=True).returncode:
        pytest.skip("no Python here can read the published cases (YAML)")
    script = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'arc.py'))}"
    done = subprocess.run(
        [PYTHON, str(RUNNER), str(CASES), f"cmd:{script} {{msg}} {{dns}}", *line_ends],
        stdout=subprocess.PIPE,
        text=True,
        timeout=280,
        check=True,
    )
    kinds = dict(re.findall(r"(?m)^  (none|pass|fail): (\d+/\d+)$", done.stdout))
    counts = {kind: tuple(map(int, each.split("/"))) for kind, each in kinds.items()}
    assert set(counts) == {"none", "pass", "fail"}, done.stdout
    assert all(right == count for right, count in counts.values()), done.stdout
