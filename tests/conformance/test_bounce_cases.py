"""The published bounces, measured where they are present.

The two collections do not mean the same by *temporary*, so each is asked its own question
(``bounce.py``). ``sisimai`` means the class of the status: a report that states none, and in which
we find none, gets one of the collection's own, which is of class 5 in all 26 cases, a warning that
the server keeps trying among them. ``flufl`` means that it keeps trying, whatever the status. We
tell both apart: ``Recipient.status`` has the class, ``Recipient.action`` says whether it is tried.

Where the cases want something else than we say, it is one of these; the floors allow for it:

- A report that states ``failed`` and class 5, where every server it lists greeted with ``554``, is
  not temporary (RFC 3464 section 2.3.4); a ``421`` that answers ``QUIT`` is about no recipient.
- A recipient is named whole as it stands in the report: no address is cut off, made up where it was
  kept back, or put together from a name alone and somebody's domain. Where an address was made of
  another (``expanded from``), it is one recipient, not two.
- Answers with ``Re:``, and mail of lists that no server's name is on, are no bounces.
- Sendmail's ``554`` around a host that is not known: some cases want this code, others the inner.
"""

import json
import re
from pathlib import Path

import pytest

from tests.conformance.suites import cases, peer, published, run

CASES = "bounce_cases.json"
RUNNER = "bounce_suite.py"

QUESTIONS = {"flufl": "tried", "sisimai": "class", "sisimai-not": "either"}
FLOORS = {
    "flufl": {"detected": 0.96, "right addresses": 0.94, "temporary/permanent": 0.947},
    "sisimai": {
        "detected": 0.995,
        "right number of recipients": 0.995,
        "right addresses": 0.981,
        "temporary/permanent": 0.987,
        "exact status": 0.715,
        "reply code": 0.97,
    },
    "sisimai-not": {},
}
"""The share of each that is right. Statuses of ``5.0.9xx`` are the collection's own invention."""

pytestmark = published(CASES, runner=RUNNER, limit=600)


@pytest.mark.parametrize("corpus", FLOORS)
def test_bounces_are_read_as_well_as_they_were_and_nothing_else_is_taken_for_one(
    corpus: str, tmp_path: Path
) -> None:
    output = measured(corpus, tmp_path / "cases.json")
    line = next((line for line in output.splitlines() if f" {corpus}: " in line), "")
    for name, floor in FLOORS[corpus].items():
        found = re.search(rf"{re.escape(name)} (\d+)/(\d+)", line)
        assert found is not None, output
        assert int(found[1]) >= floor * int(found[2]), f"{name}: {output}"
    assert re.search(r"false alarms 0/\d+, crashes 0$", line), output


def measured(corpus: str, file: Path) -> str:
    """What the runner prints about a collection that is asked its own question."""
    these = [case for case in cases(CASES) if case["corpus"] == corpus]
    file.write_text(json.dumps(these), encoding="utf-8")
    command = peer("bounce.py", "{file}", QUESTIONS[corpus])
    return run(RUNNER, "run", file, command, "-v", limit=580)
