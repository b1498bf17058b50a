"""The published DMARC cases, measured where they are present.

Where we follow RFC 9989 against a case, it stands below with the section, and the test fails if
that should change.
"""

import json
import re
from pathlib import Path
from typing import Any

from tests.conformance.suites import cases, peer, published, run

CASES = "dmarc_cases.json"
RUNNER = "dmarc_suite.py"

OTHERWISE = (
    # Section 4.10 steps 2 and 6: several records at one name are discarded, and the walk goes on.
    # The case is older than the standard and ends there, as RFC 7489 section 6.6.3 had it.
    "does not inherit the org policy when the author domain publishes multiple records",
)
pytestmark = published(CASES, runner=RUNNER)


def measured(these: list[dict[str, Any]], where: Path) -> tuple[int, int, str]:
    """How many of the cases are right, how many there are, and what the runner says."""
    file = where / "cases.json"
    file.write_text(json.dumps(these), encoding="utf-8")
    told = run(RUNNER, file, peer("dmarc.py", "{dns}"), "-v")
    counts = re.search(r" (\d+)/(\d+)\s*$", told)
    assert counts is not None, told
    return int(counts[1]), int(counts[2]), told


def test_every_message_comes_out_right(tmp_path: Path) -> None:
    found = cases(CASES)
    otherwise = [case for case in found if any(name in case["name"] for name in OTHERWISE)]
    right, count, told = measured([case for case in found if case not in otherwise], tmp_path)
    assert count >= 24
    assert right == count, told
    assert not otherwise or measured(otherwise, tmp_path)[0] == 0
