"""The published cases for reverse DNS and blocklists (mox), measured where they are present."""

import ast

from tests.conformance.suites import file, peer, published, run

CASES = "iprev_cases.json"
RUNNER = "iprev_suite.py"

pytestmark = published(CASES, runner=RUNNER)


def test_every_answer_is_right() -> None:
    told = run(RUNNER, "run", file(CASES), peer("iprev.py", "{kind}", "{ip}", "{zone}", "{dns}"))
    counts = ast.literal_eval(told.splitlines()[-1])
    assert counts["iprev"][1] >= 4
    assert counts["dnsbl"][1] >= 1
    assert all(right == cases for right, cases in counts.values()), told
