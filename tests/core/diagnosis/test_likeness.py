"""What single words tell of a text's cause, and when they outvote the signs."""

import math
import random
import string
from pathlib import Path

import msgspec
import pytest

from mailadmin.core.diagnosis import CAUSES, diagnose
from mailadmin.core.diagnosis.likeness import LONGEST, MOST_WORDS, WORDS, Learned, learned, words_of
from mailadmin.core.diagnosis.ranking import ranked
from mailadmin.core.diagnosis.reading import read
from mailadmin.core.diagnosis.sign import LIKELY
from mailadmin.core.diagnosis.symptom import Moment, Symptom
from mailadmin.core.diagnosis.weighing import UNKNOWN, all_signs, best
from mailadmin.core.problem import ProblemKind
from tests.core.diagnosis.labelled import digest, symptom_of, taught

BY_WORDS = (
    ("552 attachment of a kind we never take: .exe", "content-attachment-blocked"),
    ("certificate chain could not be checked up to a root", "tls-cert-untrusted"),
    ("token for oauth has run out", "auth-oauth-token"),
)
"""Texts that nobody ever wrote, and that no sign fits well enough."""

SOME = taught()[::5]
"""All of them take ten seconds a test."""


def test_what_was_learned_is_of_these_texts() -> None:
    assert learned().texts == digest(taught()), "run python3 dev.py learn"


def test_what_was_learned_is_whole() -> None:
    known = learned()
    assert set(known.causes) <= CAUSES.keys()
    assert len(known.begin) == len(known.causes) == len(set(known.causes)) > 60
    assert {word for word in known.words if " " not in word and len(word) > LONGEST} == set()
    for pairs in known.words.values():
        assert pairs
        assert all(0 <= place < len(known.causes) and weight for place, weight in pairs)


@pytest.mark.parametrize(("text", "cause"), BY_WORDS)
def test_words_tell_where_no_sign_fits(text: str, cause: str) -> None:
    symptom = read(text)
    assert best(all_signs().weigh(symptom)).cause != cause
    guess = best(ranked(symptom))
    assert guess.cause == cause
    assert guess.confidence <= LIKELY


def test_shares_are_parts_of_one_whole() -> None:
    shares = learned().shares(read("550 5.1.1 no such user here"))
    assert 0.9 < sum(shares.values()) <= 1
    assert max(shares, key=lambda cause: shares[cause]) == "recipient-unknown"


def test_a_share_that_counts_for_nothing_is_left_out() -> None:
    words = {"one": ((0, 100), (2, 60)), "two": ((0, 100), (2, 60))}
    known = Learned(texts="", causes=("a", "b", "c"), begin=(0, 0, 0), words=words)
    assert set(known.shares(Symptom(said="one two"))) == {"a"}
    nearer = {"one": ((0, 100), (2, 80)), "two": ((0, 100), (2, 80))}
    known = msgspec.structs.replace(known, words=nearer)
    assert known.shares(Symptom(said="one two")) == pytest.approx(
        {"a": 0.944, "c": 0.056}, abs=0.001
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "550",
        "zzyzx qwrtpsd",
        "550 5.7.1",
        "qt",
        "Ok",
        "*@_",
        "ip ",
        "в",
        "no zzyzx qwrtpsd xptl gz",
    ],
)
@pytest.mark.parametrize("moment", [None, Moment.HELLO, Moment.SIGN_IN, Moment.RECIPIENT])
def test_of_too_little_that_is_known_nothing_is_told(text: str, moment: Moment | None) -> None:
    assert learned().shares(read(text, moment=moment)) == {}


def test_noise_is_nearly_never_explained() -> None:
    chance = random.Random(7)
    letters = (
        string.printable,
        string.ascii_letters,
        "абвгдежзиклмнопрсту ",
        "のコロアイウ漢字邮件 ",
    )
    noise = [
        "".join(chance.choice(some) for _ in range(chance.randint(1, 60)))
        for some in letters
        for _ in range(100)
    ]
    for stage in (None, "ehlo", "smtp.auth", "mail", "bounce"):
        assert sum(diagnose(text, stage=stage).known for text in noise) < 8, stage


def test_only_the_first_words_count() -> None:
    letters = string.ascii_lowercase
    many = [one + two for one in letters for two in letters]
    counted = [word for word in words_of(Symptom(said=" ".join(many))) if " " not in word]
    assert counted == many[:MOST_WORDS]


def test_only_the_beginning_of_a_word_and_no_address_counts() -> None:
    said = "authenticationfailed <address> at"
    assert list(words_of(Symptom(said=said)))[:2] == ["authenticati", "at"]


def test_writing_without_spaces_is_read_in_pairs() -> None:
    assert {"邮箱", "箱不", "不存", "存在"} <= set(words_of(Symptom(said="邮箱不存在")))
    assert "存" in set(words_of(Symptom(said="存")))


def test_what_the_system_found_is_not_outvoted() -> None:
    text, cause = BY_WORDS[0]
    symptom = read(text, moment=Moment.MESSAGE)
    assert best(ranked(symptom)).cause == cause
    found = msgspec.structs.replace(symptom, problem=ProblemKind.RESET)
    assert ranked(found) == all_signs().weigh(found)


@pytest.mark.parametrize("text", ["250 2.6.0 Message received", "250 2.1.5 Recipient ok"])
def test_a_reply_that_says_yes_has_no_cause(text: str) -> None:
    symptom = read(text, moment=Moment.BOUNCE)
    assert symptom.code == int(text[:3])
    assert best(ranked(symptom)).cause == UNKNOWN
    no = msgspec.structs.replace(symptom, code=None)
    assert best(ranked(no)).cause != UNKNOWN  # words alone would name one


@pytest.mark.parametrize("text", ["your request was not successful", "550 not this time, please"])
def test_a_few_vague_words_are_not_enough(text: str) -> None:
    assert learned().shares(read(text))
    assert best(ranked(read(text))).cause == UNKNOWN


def test_a_sure_sign_is_rarely_outvoted_and_then_rightly() -> None:
    sure, outvoted, rightly = 0, 0, 0
    for row in SOME:
        symptom = symptom_of(row)
        by_signs, both = best(all_signs().weigh(symptom)), best(ranked(symptom))
        if by_signs.cause == UNKNOWN or by_signs.confidence < 0.96:
            continue
        sure += 1
        if by_signs.cause != both.cause:
            outvoted += 1
            rightly += both.cause in (row.cause, *row.accepted)
    assert sure > 500
    assert outvoted < 0.06 * sure
    assert rightly > 0.9 * outvoted


@pytest.mark.parametrize(("text", "cause"), BY_WORDS)
def test_where_nothing_is_possible_nothing_is_named(text: str, cause: str) -> None:
    assert cause in learned().shares(read(text))
    assert best(ranked(read(text), lambda _cause: False)).cause == UNKNOWN


def test_the_surest_stands_first_whoever_decided() -> None:
    for row in SOME:
        found = [guess.confidence for guess in ranked(symptom_of(row))]
        assert found == sorted(found, reverse=True)


def test_a_share_is_the_softmax_of_the_weights_by_the_length_of_the_text() -> None:
    words = {"full": ((0, 20), (1, -20)), "quota": ((0, 20),), "code None": ((1, 4),)}
    known = Learned(texts="", causes=("a", "b"), begin=(-10, 10), words=words)
    a, b = -1 + 4 / math.sqrt(3), 1 + (-2 + 0.4) / math.sqrt(3)
    shares = known.shares(Symptom(said="quota full"))
    assert shares == pytest.approx({"a": 1 / (1 + math.exp(b - a)), "b": 1 / (1 + math.exp(a - b))})


def test_words_outvote_no_sign_that_only_fits_the_place() -> None:
    closed = "Connection unexpectedly closed"
    assert diagnose(closed, port=465, security="none", stage="connect").cause == "tls-mode-mismatch"


def test_what_is_not_possible_is_not_named() -> None:
    symptom = read("550 no such user here")
    guesses = ranked(symptom, lambda cause: not cause.startswith("recipient-"))
    assert guesses == [] or not any(each.cause.startswith("recipient-") for each in guesses)


def test_where_words_say_that_nothing_is_told_the_signs_stay_as_candidates() -> None:
    for row in taught():
        symptom = read(row.text)
        signs, both = best(all_signs().weigh(symptom)), ranked(symptom)
        if best(both).cause == UNKNOWN != signs.cause:
            assert any(each.cause == signs.cause for each in both)
            return
    pytest.fail("no text of that kind")


@pytest.mark.parametrize("broken", [None, "", "{}", '{"texts":', "[1]"])
def test_without_the_words_signs_go_on_alone(
    broken: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if broken is not None:
        (tmp_path / WORDS).write_text(broken)
    monkeypatch.setattr("mailadmin.core.resources.resource", lambda name: tmp_path / name)
    learned.cache_clear()
    try:
        assert learned().words == {}
        assert diagnose("550 5.1.1 no such user here").cause == "recipient-unknown"
        assert diagnose(BY_WORDS[0][0]).cause == UNKNOWN
    finally:
        learned.cache_clear()
