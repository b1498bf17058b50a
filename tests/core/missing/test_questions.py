"""The questions of "Why did it not arrive?", one after the other."""

import pytest

from mailadmin.core.missing.answers import After, Answers, Before, Junk, Scope
from mailadmin.core.missing.questions import (
    FIRST,
    QUESTIONS,
    answered,
    asked_before,
    next_question,
    relevant,
)
from mailadmin.core.texts import TEXTS

WAYS = [
    (("one", "bert@x.test", "silence", "hour", "not-looked", "yes", "few"),
     ["scope", "recipient", "after", "when", "junk", "before", "amount"]),
    (("one", "bert@x.test", "bounce", "550 no"), ["scope", "recipient", "after", "text"]),
    (("one", "", "bounce", "", "no", "few"),
     ["scope", "recipient", "after", "text", "before", "amount"]),
    (("organization", "bert@x.test", "error", ""), ["scope", "recipient", "after", "text"]),
    (("all", "silence", "day", "there", "no", "few"),
     ["scope", "after", "when", "junk", "before", "amount"]),
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
    assert relevant(answers) == answers


def test_an_answer_that_is_changed_makes_others_pointless_but_keeps_the_rest() -> None:
    answers = Answers(
        scope=Scope.ONE, recipient="bert@x.test", after=After.SILENCE, junk=Junk.THERE,
        before=Before.YES,
    )  # fmt: skip
    after = next(question for question in QUESTIONS if question.name == "after")
    changed = answered(answers, after, "bounce")
    following = next_question(changed)
    assert following is not None
    assert following.name == "text"
    assert relevant(changed) == Answers(
        scope=Scope.ONE, recipient="bert@x.test", after=After.BOUNCE
    )
    changed = answered(answers, FIRST, "all")
    assert relevant(changed).recipient is None
    assert relevant(changed).junk is Junk.THERE


def test_an_answer_that_is_none_of_the_options_is_refused() -> None:
    with pytest.raises(ValueError, match="sometimes"):
        answered(Answers(), FIRST, "sometimes")


def test_every_question_and_option_has_its_words() -> None:
    for question in QUESTIONS:
        assert TEXTS[f"missing.question.{question.name}"].title.endswith("?")
        for option in question.options:
            assert TEXTS[f"missing.option.{question.name}.{option}"].title
