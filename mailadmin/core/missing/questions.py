"""Which question comes next. Pure: it follows from the answers so far."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.missing.answers import After, Amount, Answers, Before, Junk, Scope, When


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One question. ``name`` is the field of :class:`Answers` that it fills.

    ``kind`` are the answers to choose from; None where something is written. Its words are
    ``missing.question.NAME`` and ``missing.option.NAME.VALUE``. ``asked`` says whether it makes
    sense after the answers so far; ``optional`` that it may be left empty.
    """

    name: str
    kind: type[StrEnum] | None = None
    asked: Callable[[Answers], bool] = lambda _: True
    optional: bool = False

    @property
    def options(self) -> tuple[str, ...]:
        """The values to choose from."""
        return () if self.kind is None else tuple(self.kind)


def _has_text(answers: Answers) -> bool:
    return answers.after in (After.BOUNCE, After.ERROR)


def _is_silent(answers: Answers) -> bool:
    return answers.after is After.SILENCE


def _is_open(answers: Answers) -> bool:
    """Whether nothing that was said tells the reason by itself: neither a text nor a delay."""
    return _is_silent(answers) or (answers.after is After.BOUNCE and answers.text == "")


FIRST: Final = Question(name="scope", kind=Scope)

QUESTIONS: Final = (
    FIRST,
    Question(name="recipient", asked=lambda answers: answers.scope is not Scope.ALL, optional=True),
    Question(name="after", kind=After),
    Question(name="text", asked=_has_text, optional=True),
    Question(name="when", kind=When, asked=_is_silent),
    Question(name="junk", kind=Junk, asked=_is_silent),
    Question(name="before", kind=Before, asked=_is_open),
    Question(name="amount", kind=Amount, asked=_is_open),
)
"""In the order in which they are asked."""


def next_question(answers: Answers) -> Question | None:
    """The question to ask now; None where everything that matters is known."""
    for question in QUESTIONS:
        if getattr(answers, question.name) is None and question.asked(answers):
            return question
    return None


def answered(answers: Answers, question: Question, value: str) -> Answers:
    """The answers with one more. ``ValueError`` where it is none of the options."""
    said = value.strip() if question.kind is None else question.kind(value)
    return msgspec.structs.replace(answers, **{question.name: said})


def asked_before(answers: Answers) -> tuple[Question, ...]:
    """The questions that have been answered, in their order: for going back."""
    return tuple(
        question
        for question in QUESTIONS
        if getattr(answers, question.name) is not None and question.asked(answers)
    )


def relevant(answers: Answers) -> Answers:
    """The answers without those that another answer, changed later, has made pointless."""
    for question in QUESTIONS:
        if not question.asked(answers):
            answers = msgspec.structs.replace(answers, **{question.name: None})
    return answers
