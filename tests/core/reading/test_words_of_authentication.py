"""The words about SPF and DMARC of a message are easy to read."""

from statistics import mean

import pytest

from mailadmin.core.texts.message import dmarc, spf
from tests.core.diagnosis.readability import grade

HARDEST, HARDEST_ON_AVERAGE = 9.0, 5.0

SAID = sorted(
    {
        *(part for table in (spf, dmarc) for text in table.TEXTS.values() for part in text),
        *(
            version
            for table in (spf, dmarc)
            for fix in table.FIXES.values()
            for step in (*fix.steps, fix.check)
            for version in ((step,) if isinstance(step, str) else step)
        ),
    }
    - {""}
)


@pytest.mark.parametrize("sentence", SAID)
def test_no_sentence_is_hard(sentence: str) -> None:
    assert grade(sentence) <= HARDEST


def test_on_the_whole_they_are_easy() -> None:
    assert mean(map(grade, SAID)) <= HARDEST_ON_AVERAGE
