"""Published Received fields, measured where they are present."""

import re

from tests.conformance.suites import file, peer, published, run

CASES = "received_cases.json"
RUNNER = "received_suite.py"
AIM = 0.95

pytestmark = published(CASES, runner=RUNNER)


def test_addresses_names_and_numbers_are_right() -> None:
    said = run(RUNNER, "run", file(CASES), peer("received.py")).splitlines()[-1]
    assert "crashes 0" in said
    found = re.findall(r"\w+\.(ip|by|helo|id|date_ms) (\d+)/(\d+)", said)
    assert {name for name, _, _ in found} >= {"ip", "by", "helo", "id"}
    for name, right, cases in found:
        assert int(right) >= AIM * int(cases), (name, said)
