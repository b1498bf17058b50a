"""Where the published cases and their runners are, and how a runner is asked about the program.

They are looked for in ``MAILADMIN_SUITES``, else beside the project. Other cases of the same form
can be measured by a variable for each file: ``MAILADMIN_DKIM_CASES`` stands for
``dkim_cases.json``, and likewise for all that is in :data:`VARIABLES`.
"""

import importlib.util
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
VARIABLES = {
    "address_cases.json": "MAILADMIN_ADDRESS_CASES",
    "ar_cases.json": "MAILADMIN_AR_CASES",
    "arc_open.yml": "MAILADMIN_ARC_CASES",
    "autoconfig_cases.json": "MAILADMIN_AUTOCONFIG_CASES",
    "bounce_cases.json": "MAILADMIN_BOUNCE_CASES",
    "dkim_cases.json": "MAILADMIN_DKIM_CASES",
    "dmarc_cases.json": "MAILADMIN_DMARC_CASES",
    "iprev_cases.json": "MAILADMIN_IPREV_CASES",
    "received_cases.json": "MAILADMIN_RECEIVED_CASES",
    "record_cases.json": "MAILADMIN_RECORD_CASES",
    "rfc2047_cases.json": "MAILADMIN_RFC2047_CASES",
    "rfc7208-tests.yml": "MAILADMIN_SPF_CASES",
    "smtp_scripts.json": "MAILADMIN_SMTP_CASES",
}
PORT_TAKEN = "Address already in use"
TRIES = 5
YAML = importlib.util.find_spec("yaml") is not None


def file(name: str) -> Path:
    """The file of cases that is called so."""
    return Path(os.environ.get(VARIABLES[name], SUITES / "data" / name))


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    found: list[dict[str, Any]] = json.loads(file(name).read_text(encoding="utf-8"))
    return found


def published(
    *needed: str, runner: str | None = None, limit: int = 300
) -> list[pytest.MarkDecorator]:
    """The marks of tests that need files of cases, and the runner of that name (slow)."""
    missing = [name for name in needed if not file(name).is_file()]
    if runner is not None and not (SUITES / "runners" / runner).is_file():
        missing.append(runner)
    if runner is not None and any(name.endswith(".yml") for name in needed) and not YAML:
        missing.append("PyYAML")
    absent = f"published cases are not here: {', '.join(missing)}"
    marks = [pytest.mark.conformance, pytest.mark.skipif(bool(missing), reason=absent)]
    return [*marks, pytest.mark.slow, pytest.mark.timeout(limit)] if runner else marks


def ours(script: str) -> list[str]:
    """The command of a script that stands beside the tests."""
    return [sys.executable, str(HERE / script)]


def peer(script: str, *placeholders: str) -> str:
    """The program as a runner calls it."""
    return f"cmd:{shlex.join(ours(script))} {' '.join(placeholders)}".strip()


def run(runner: str, *arguments: str | Path, limit: float = 280) -> str:
    """What a runner prints, within so many seconds.

    Runners take any free UDP port for their name server and then want the same of TCP, where a
    connection of another test may just have it: those begin again.
    """
    command = [sys.executable, str(SUITES / "runners" / runner), *map(str, arguments)]
    for _ in range(TRIES):
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
        if PORT_TAKEN not in done.stderr:
            break
    assert done.returncode == 0, done.stderr
    return done.stdout
