"""The letters that a pattern can't match without: never wrong, or a text would be passed over."""

import re
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mailadmin.core.diagnosis import CAUSES
from mailadmin.core.diagnosis.anchors import alternatives, anchors
from mailadmin.core.diagnosis.reading import moment_of, read
from mailadmin.core.diagnosis.weighing import Weighing
from tests.core.diagnosis.labelled import MORE, OPEN, labelled

WORDS = sorted({sign.words for cause in CAUSES.values() for sign in cause.signs if sign.words})
PARTS = sorted({part for words in WORDS for part in alternatives(words)})


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("a", ["a"]),
        ("a|b", ["a", "b"]),
        ("a(b|c)|d", ["a(b|c)", "d"]),
        (r"a\|b|c", [r"a\|b", "c"]),
        (r"a[|(]b|c", ["a[|(]b", "c"]),
        (r"\(a|b\)|c", [r"\(a", r"b\)", "c"]),
        (r"[\]|]a|b", [r"[\]|]a", "b"]),
    ],
)
def test_the_alternatives_at_the_top(pattern: str, parts: list[str]) -> None:
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(
    ("pattern", "pieces"),
    [
        ("relay denied", {"relay denied"}),
        ("relay(ing)? denied", {" denied"}),
        ("(user|mailbox) unknown", {" unknown"}),
        ("quota|full", {"quota", "full"}),
        ("a|full", set()),
        ("x{6,}", set()),
        (r"\bspf\b", {"spf"}),
        ("(very ){2,3}long", {"very ", "long"}),
    ],
)
def test_the_letters_of_a_pattern(pattern: str, pieces: set[str]) -> None:
    found = anchors(pattern)
    assert found == pieces or found <= pieces  # the best of several that it can't do without


@given(data=st.data())
@settings(max_examples=400, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_match_is_passed_over(data: st.DataObject) -> None:
    """Every text that a pattern of ours matches has one of its letters in it."""
    part = data.draw(st.sampled_from(PARTS))
    text = data.draw(st.from_regex(part))
    pieces = anchors(part)
    assert not pieces or any(piece in text for piece in pieces)


def test_taken_apart_a_pattern_is_the_same() -> None:
    for words in WORDS:
        assert "|".join(alternatives(words)) == words
        for part in alternatives(words):
            re.compile(part)


def test_what_is_found_by_letters_is_what_is_found_by_looking_at_every_sign() -> None:
    weighing = Weighing(CAUSES.values())
    some = islice(labelled(*MORE), 0, None, 12)  # all of them take more than a minute
    for row in (*labelled(OPEN), *some):
        symptom = read(row.text, moment=moment_of(row.stage))
        slowly = {
            cause.id: max(sign.weigh(symptom) for sign in cause.signs) for cause in CAUSES.values()
        }
        found = {guess.cause for guess in weighing.weigh(symptom)}
        assert found == {cause for cause, sure in slowly.items() if sure}
