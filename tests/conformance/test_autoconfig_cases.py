"""Published files of mail settings, measured where they are present.

They are looked for in ``MAILADMIN_SUITES``; ``MAILADMIN_AUTOCONFIG_CASES`` may name another file.
"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
CASES = Path(
    os.environ.get("MAILADMIN_AUTOCONFIG_CASES", SUITES / "data" / "autoconfig_cases.json")
)
RUNNER = SUITES / "runners" / "autoconfig_suite.py"


@pytest.mark.conformance
@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.skipif(
    not (RUNNER.is_file() and CASES.is_file()), reason="the published cases are not here"
)
def test_every_file_is_read_or_refused() -> None:
    script = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'autoconfig.py'))}"
    done = subprocess.run(
        [sys.executable, str(RUNNER), "run", str(CASES), f"cmd:{script} {{file}} {{email}}", "-v"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=170,
        check=True,
    )
    right, _, all_of_them = done.stdout.split()[-1].partition("/")
    assert int(all_of_them) > 0
    assert right == all_of_them, done.stdout
