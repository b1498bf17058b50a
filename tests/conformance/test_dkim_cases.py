"""The published DKIM cases, measured where they are present.

One case is left out. It wants no pass where a key's record stands there twice, the same to the
letter. The DNS has no such thing: two records of one name, class, type and data are one (RFC 2181
section 5), and the runner's own name server sends one. Nothing is to be told from a single record,
and RFC 6376 section 6.1.2 lets a verifier choose any of several. Several that differ, which
section 3.6.2.2 forbids, are no key for us (``several-keys``, a permerror).
"""

import json
import re
from pathlib import Path

from tests.conformance.suites import cases, peer, published, run

CASES = "dkim_cases.json"
RUNNER = "dkim_suite.py"

ONE_RECORD = "two records"
"""Both of them the same."""

pytestmark = published(CASES, runner=RUNNER)


def test_every_signature_gets_the_right_word(tmp_path: Path) -> None:
    these = [case for case in cases(CASES) if case["name"] != ONE_RECORD]
    file = tmp_path / "cases.json"
    file.write_text(json.dumps(these), encoding="utf-8")
    told = run(RUNNER, "run", file, peer("dkim.py", "{msg}", "{dns}", "{now}"), "-v")
    counts = re.search(r"exact word (\d+)/(\d+)\s*$", told)
    assert counts is not None, told
    assert int(counts[2]) >= 25
    assert counts[1] == counts[2], told
