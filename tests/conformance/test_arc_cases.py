"""The published ARC cases (ValiMail), measured where they are present."""

import re

import pytest

from tests.conformance.suites import file, peer, published, run

CASES = "arc_open.yml"
RUNNER = "arc_suite.py"

pytestmark = published(CASES, runner=RUNNER)


@pytest.mark.parametrize("line_ends", [[], ["--lf"]], ids=["crlf", "lf"])
def test_every_chain_comes_out_right(line_ends: list[str]) -> None:
    told = run(RUNNER, file(CASES), peer("arc.py", "{msg}", "{dns}"), *line_ends)
    kinds = dict(re.findall(r"(?m)^  (none|pass|fail): (\d+/\d+)$", told))
    counts = {kind: tuple(map(int, each.split("/"))) for kind, each in kinds.items()}
    assert set(counts) == {"none", "pass", "fail"}, told
    assert all(right == count for right, count in counts.values()), told
