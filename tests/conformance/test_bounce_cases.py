"""The published bounces, measured where they are present.

They are looked for in ``MAILADMIN_SUITES``; ``MAILADMIN_BOUNCE_CASES`` may name another file. Where
they want something else than we say, it is one of these, and the floors below allow for it:

- *temporary* is the class of the status here (RFC 3463 section 2), also where the server gave up;
  one of the two collections means only "still tried". ``Recipient.action`` tells the two apart.
- A warning that the server keeps trying is a delay (RFC 3464 section 2.3.3), whatever was said.
- A request to end a subscription (RFC 2369) is no report; nobody is named who is not in the report.
- Answers with ``Re:``, and mail of lists that no server's name is on, are no bounces.
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
CASES = Path(os.environ.get("MAILADMIN_BOUNCE_CASES", SUITES / "data" / "bounce_cases.json"))
RUNNER = SUITES / "runners" / "bounce_suite.py"
PYTHON = os.environ.get("MAILADMIN_SUITES_PYTHON", sys.executable)

FLOORS = {
    "flufl": {"detected": 0.96, "right addresses": 0.94, "temporary/permanent": 0.92},
    "sisimai": {
        "detected": 0.993,
        "right number of recipients": 0.99,
        "right addresses": 0.97,
        "temporary/permanent": 0.98,
        "exact status": 0.71,
        "reply code": 0.97,
    },
    "sisimai-not": {},
}
"""The share of each that is right. Statuses of ``5.0.9xx`` are the collection's own invention."""

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(
        not (RUNNER.is_file() and CASES.is_file()), reason="the published cases are not here"
    ),
]


@pytest.fixture(scope="module")
def output() -> str:
    command = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'bounce.py'))} {{file}}"
    done = subprocess.run(
        [PYTHON, str(RUNNER), "run", str(CASES), f"cmd:{command}", "-v"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=580,
        check=True,
    )
    return done.stdout


@pytest.mark.parametrize("corpus", FLOORS)
def test_bounces_are_read_as_well_as_they_were(corpus: str, output: str) -> None:
    line = next((line for line in output.splitlines() if f" {corpus}: " in line), "")
    assert line, output
    for name, floor in FLOORS[corpus].items():
        found = re.search(rf"{re.escape(name)} (\d+)/(\d+)", line)
        assert found is not None, line
        assert int(found[1]) >= floor * int(found[2]), f"{name}: {output}"


@pytest.mark.parametrize("corpus", FLOORS)
def test_nothing_else_is_taken_for_a_bounce_and_nothing_breaks(corpus: str, output: str) -> None:
    line = next((line for line in output.splitlines() if f" {corpus}: " in line), "")
    assert re.search(r"false alarms 0/\d+, crashes 0$", line), output
