"""The published SPF cases (openspf, RFC 7208), measured where they are present."""

import re

from tests.conformance.suites import file, peer, published, run

CASES = "rfc7208-tests.yml"
RUNNER = "spf_suite.py"

pytestmark = published(CASES, runner=RUNNER)


def test_every_result_and_every_explanation_is_right() -> None:
    command = peer("spf.py", "{ip}", "{sender}", "{helo}", "{dns}")
    told = run(RUNNER, file(CASES), command)
    counts = re.search(r"(\d+)/(\d+) results right.*explanations (\d+)/(\d+)", told)
    assert counts is not None, told
    right, cases, explained, explanations = map(int, counts.groups())
    assert (cases, explanations) >= (203, 22)
    assert (right, explained) == (cases, explanations), told
