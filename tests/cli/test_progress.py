"""How far a run is, as a sentence."""

import pytest

from mailadmin.cli.progress import duration, sentence_of
from mailadmin.core.domain.listing.run import Tally


def tally(total: int | None, *, entries: int, before: int = 0, answered: int = 0) -> Tally:
    made = Tally(total)
    made.entries = entries
    made.statuses["passed"] = before
    for _ in range(answered):
        made.count("failed")
    return made


def test_of_a_pipe_only_what_was_read_is_known() -> None:
    assert sentence_of(tally(None, entries=12, answered=2)).startswith("2 of 12 read so far, ")
    assert "left" not in sentence_of(tally(None, entries=12, answered=2))


def test_what_earlier_runs_did_counts_as_done_and_not_as_fast() -> None:
    said = sentence_of(tally(1000, entries=900, before=900))
    assert said == "900 of about 1,000, 0 failed"
    made = tally(1000, entries=950, before=900, answered=10)
    said = sentence_of(made)
    assert said.startswith("910 of about 1,000, ")
    assert said.endswith(" left, 10 failed")


def test_once_the_list_was_read_its_number_is_exact() -> None:
    made = tally(70, entries=70, answered=1)
    made.is_exact = True
    assert sentence_of(made).startswith("1 of 70, ")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (7260, "2 h 1 min")],
)
def test_a_time_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert duration(seconds) == said
