"""The words about servers, names of addresses and blocklists are easy to read."""

from statistics import mean

import pytest

from mailadmin.core.dns.blocklists import blocklists
from mailadmin.core.texts.domain import blocklist, mx, ptr
from tests.core.diagnosis.readability import grade

HARDEST, HARDEST_ON_AVERAGE = 9.0, 5.0

SENTENCES = [
    *(part for table in (mx, ptr, blocklist) for text in table.TEXTS.values() for part in text),
    *(
        version
        for table in (mx, ptr, blocklist)
        for fix in table.FIXES.values()
        for step in (*fix.steps, fix.check)
        for version in ((step,) if isinstance(step, str) else step)
    ),
    *(meaning.text for entry in blocklists() for meaning in entry.meanings),
]
SAID = sorted({sentence for sentence in SENTENCES if sentence not in ("", "{meaning}")})


@pytest.mark.parametrize("sentence", SAID)
def test_no_sentence_is_hard(sentence: str) -> None:
    assert grade(sentence) <= HARDEST
    assert sentence.endswith((".", "}")) or sentence in {
        text.title for table in (mx, ptr, blocklist) for text in table.TEXTS.values()
    }


def test_on_the_whole_they_are_easy() -> None:
    assert mean(map(grade, SAID)) <= HARDEST_ON_AVERAGE
