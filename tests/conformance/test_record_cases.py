"""Published records that have to be taken or refused, each as its standard says."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SUITES = Path(os.environ.get("MAILADMIN_SUITES", HERE.parents[2] / "shared" / "suites"))
CASES = Path(os.environ.get("MAILADMIN_RECORD_CASES", SUITES / "data" / "record_cases.json"))
LATER = "dkim-signature"
"""A kind that belongs to reading messages, which comes later."""

OTHERWISE = {
    # RFC 9989 sections 4.7 and 4.8: only "v" has its place; any order is right.
    "v=DMARC1; sp=reject; p=reject": True,
    # RFC 9989 section 4.7 and appendix A.6: these tags were dropped, nobody looks at their values.
    "v=DMARC1; p=none; rf=bob;": True,
    "v=DMARC1; p=none; ri=bob;": True,
    "v=DMARC1; p=none; pct=500;": True,
    # RFC 9989 section 4.8 (and RFC 7489 section 6.4): a policy is a whole word.
    "v=DMARC1; p=n;": False,
}
SINGLE_LABEL = "V=spf1 all Include:example.org a ?a -a +a ~a a:x "
"""RFC 7208 section 7.1: a domain ends in a dot and a top label, so "x" alone is none."""

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not CASES.is_file(), reason="the published cases are not here"),
]


def test_every_record_is_taken_or_refused() -> None:
    cases = [one for one in json.loads(CASES.read_text("utf-8")) if one["kind"] != LATER]
    assert len(cases) >= 70
    wrong = []
    for case in cases:
        text = case["text"]
        wanted = OTHERWISE.get(text, case["ok"] and not text.startswith(SINGLE_LABEL))
        script = [sys.executable, str(HERE / "record.py"), case["kind"]]
        done = subprocess.run(script, input=text.encode(), timeout=60, check=False)
        if (done.returncode == 0) is not wanted:
            wrong.append((case, done.returncode))
    assert not wrong
