"""Which question comes next. Pure: it follows from the answers so far."""

from collections.abc import Callable
from typing import Final

import msgspec

from mailadmin.core.missing.answers import After, Amount, Answers, Before, Junk, Scope


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question. ``name`` is the field of :class:`Answers` that it fills.

    ``options`` are the values to choose from; there are none where a text is asked for. Its words
    are ``missing.question.NAME`` and ``missing.option.NAME.VALUE``. ``asked`` says whether it makes
    sense after the answers so far; ``optional`` that it may be left empty.
    """

    name: str
    options: tuple[str, ...] = ()
    asked: Callable[[Answers], bool] = lambda _: True
    optional: bool = False


def _has_text(answers: Answers) -> bool:
    return answers.after in (After.BOUNCE, After.ERROR)


def _is_silent(answers: Answers) -> bool:
    return answers.after is After.SILENCE


def _not_late(answers: Answers) -> bool:
    return answers.after is not After.LATE


QUESTIONS: Final = (
    Question(name="recipient", asked=lambda answers: answers.scope is not Scope.ALL),
    Question(name="after", options=tuple(After)),
    Question(name="text", asked=_has_text, optional=True),
    Question(name="junk", options=tuple(Junk), asked=_is_silent),
    Question(name="before", options=tuple(Before), asked=_not_late),
    Question(name="amount", options=tuple(Amount), asked=_not_late),
)
"""In the order in which they are asked, after the first one."""

FIRST: Final = Question(name="scope", options=tuple(Scope))


def next_question(answers: Answers) -> Question | None:
    """The question to ask now; None where everything that matters is known."""
    for question in (FIRST, *QUESTIONS):
        if getattr(answers, question.name) is None and question.asked(answers):
            return question
    return None


def answered(answers: Answers, question: Question, value: str) -> Answers:
    """The answers with one more. ``ValueError`` where it is none of the options."""
    if question.options:
        kinds = {"scope": Scope, "after": After, "junk": Junk, "before": Before, "amount": Amount}
        return msgspec.structs.replace(answers, **{question.name: kinds[question.name](value)})
    return msgspec.structs.replace(answers, **{question.name: value.strip()})


def asked_before(answers: Answers) -> tuple[Question, ...]:
    """The questions that have been answered, in their order: for going back."""
    return tuple(
        question
        for question in (FIRST, *QUESTIONS)
        if getattr(answers, question.name) is not None and question.asked(answers)
    )


def without(answers: Answers, question: Question) -> Answers:
    """The answers as they were before this question was answered."""
    order = [one.name for one in (FIRST, *QUESTIONS)]
    later = order[order.index(question.name) :]
    return msgspec.structs.replace(answers, **dict.fromkeys(later))
