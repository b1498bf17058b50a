"""The questions of "Why did it not arrive?", one after the other."""

import pytest

from mailadmin.core.missing.answers import After, Answers, Scope
from mailadmin.core.missing.questions import (
    FIRST,
    QUESTIONS,
    answered,
    asked_before,
    next_question,
    without,
)
from mailadmin.core.texts import TEXTS

WAYS = [
    (("one", "bert@x.test", "silence", "not-looked", "yes", "few"),
     ["scope", "recipient", "after", "junk", "before", "amount"]),
    (("one", "bert@x.test", "bounce", "550 no", "no", "few"),
     ["scope", "recipient", "after", "text", "before", "amount"]),
    (("organization", "bert@x.test", "error", "", "unknown", "many"),
     ["scope", "recipient", "after", "text", "before", "amount"]),
    (("all", "silence", "there", "no", "few"), ["scope", "after", "junk", "before", "amount"]),
    (("one", "bert@x.test", "late"), ["scope", "recipient", "after"]),
]  # fmt: skip


@pytest.mark.parametrize(("given", "asked"), WAYS)
def test_only_what_makes_sense_is_asked(given: tuple[str, ...], asked: list[str]) -> None:
    answers, seen = Answers(), []
    for value in given:
        question = next_question(answers)
        assert question is not None
        seen.append(question.name)
        answers = answered(answers, question, value)
    assert seen == asked
    assert next_question(answers) is None
    assert [question.name for question in asked_before(answers)] == asked


def test_going_back_forgets_that_answer_and_what_came_after() -> None:
    answers = Answers(scope=Scope.ONE, recipient="bert@x.test", after=After.BOUNCE, text="550")
    after = next(question for question in QUESTIONS if question.name == "after")
    assert without(answers, after) == Answers(scope=Scope.ONE, recipient="bert@x.test")
    assert without(answers, FIRST) == Answers()


def test_an_answer_that_is_none_of_the_options_is_refused() -> None:
    with pytest.raises(ValueError, match="sometimes"):
        answered(Answers(), FIRST, "sometimes")


def test_every_question_and_option_has_its_words() -> None:
    for question in (FIRST, *QUESTIONS):
        assert TEXTS[f"missing.question.{question.name}"].title.endswith("?")
        for option in question.options:
            assert TEXTS[f"missing.option.{question.name}.{option}"].title
