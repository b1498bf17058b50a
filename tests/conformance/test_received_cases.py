"""Published Received fields and encoded words, measured where they are present.

They are looked for in ``MAILADMIN_SUITES``; ``MAILADMIN_RECEIVED_CASES`` and
``MAILADMIN_RFC2047_CASES`` may name other files.
"""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mailadmin.core.message.encoded_words import literal

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
RECEIVED = Path(os.environ.get("MAILADMIN_RECEIVED_CASES", SUITES / "data" / "received_cases.json"))
WORDS = Path(os.environ.get("MAILADMIN_RFC2047_CASES", SUITES / "data" / "rfc2047_cases.json"))
RUNNER = SUITES / "runners" / "received_suite.py"
AIM = 0.95

pytestmark = pytest.mark.conformance


@pytest.mark.slow
@pytest.mark.timeout(180)
@pytest.mark.skipif(
    not (RUNNER.is_file() and RECEIVED.is_file()), reason="the published cases are not here"
)
def test_addresses_names_and_numbers_are_right() -> None:
    script = f"{shlex.quote(sys.executable)} {shlex.quote(str(HERE / 'received.py'))}"
    done = subprocess.run(
        [sys.executable, str(RUNNER), "run", str(RECEIVED), f"cmd:{script}"],
        stdout=subprocess.PIPE,
        text=True,
        timeout=170,
        check=True,
    )
    said = done.stdout.splitlines()[-1]
    assert "crashes 0" in said
    found = re.findall(r"\w+\.(ip|by|helo|id|date_ms) (\d+)/(\d+)", said)
    assert {name for name, _, _ in found} >= {"ip", "by", "helo", "id"}
    for name, right, cases in found:
        assert int(right) >= AIM * int(cases), (name, said)


@pytest.mark.skipif(not WORDS.is_file(), reason="the published cases are not here")
def test_words_say_what_they_should() -> None:
    """Read here, not by the runner: that can't tell CRLF from LF in what a program prints."""

    def unfolded(text: str) -> str:
        return re.sub(r"\r?\n[ \t]+", " ", text).strip()

    cases = json.loads(WORDS.read_text(encoding="utf-8"))
    wrong = [
        (case["value"], literal(case["value"]))
        for case in cases
        if unfolded(literal(case["value"])) != unfolded(case["want"])
    ]
    assert cases
    assert wrong == []
