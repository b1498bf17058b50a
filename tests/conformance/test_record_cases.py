"""Published records that have to be taken or refused, each as its standard says."""

import subprocess

import pytest

from tests.conformance.suites import cases, ours, published

CASES = "record_cases.json"
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

pytestmark = [*published(CASES), pytest.mark.slow, pytest.mark.timeout(300)]


def test_every_record_is_taken_or_refused() -> None:
    found = [one for one in cases(CASES) if one["kind"] != LATER]
    assert len(found) >= 70
    wrong = []
    for case in found:
        text = case["text"]
        wanted = OTHERWISE.get(text, case["ok"] and not text.startswith(SINGLE_LABEL))
        script = [*ours("record.py"), case["kind"]]
        done = subprocess.run(script, input=text.encode(), timeout=60, check=False)
        if (done.returncode == 0) is not wanted:
            wrong.append((case, done.returncode))
    assert not wrong
