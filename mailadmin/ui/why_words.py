"""The window's words for "Why did it not arrive?", and where each reason leads."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication

from mailadmin.core.event import Phrase
from mailadmin.core.missing.questions import Question, asked_before
from mailadmin.ui import words
from mailadmin.ui.widgets.answer_list import Answer

if TYPE_CHECKING:
    from mailadmin.core.missing.answers import Answers
    from mailadmin.core.missing.case import Reason

LONGEST_ANSWER: Final = 80
"""Characters of an answer that stand in the list of answers."""

WATCH, TEST, READ, DOMAIN, HOME, TEXT = "watch", "test", "read", "domain", "home", "text"
"""What the program can do about a reason, as parts of object names."""

_LEADS: Final = {
    "text-missing": (TEXT,),
    "error-missing": (TEST, TEXT),
    "error": (TEST,),
    "server-did-not-work": (TEST,),
    "server-does-not-send": (TEST,),
    "server-keeps-it": (WATCH,),
    "server-loses-it": (WATCH,),
    "own-queue": (WATCH,),
    "not-sent": (HOME,),
    "refused": (HOME,),
    "discarded": (HOME,),
    "being-sent": (HOME,),
    "uncertain": (HOME,),
    "by-messenger": (HOME,),
    "own-domain": (DOMAIN,),
    "not-authenticated": (DOMAIN,),
    "provider-filter": (DOMAIN,),
    "bulk": (DOMAIN,),
    "in-junk": (READ,),
    "look-in-junk": (READ,),
    "put-off": (READ,),
}

_OF_AN_ACCOUNT: Final = (WATCH, TEST)


def leads_of(reason: "Reason", *, account: bool) -> list[tuple[str, str]]:
    """Where a reason leads: names, and words for the buttons. ``account``: whether there is one."""
    say_it = QCoreApplication.translate
    said = {
        WATCH: say_it("Why", "Send a test email to yourself and watch it arrive"),
        TEST: say_it("Why", "Click here to test your connection"),
        READ: say_it("Why", "Read a message someone received"),
        DOMAIN: say_it("Why", "Open Domain"),
        HOME: say_it("Why", "Open Home"),
        TEXT: say_it("Why", "Paste the text"),
    }
    leads = _LEADS.get(reason.id, ())
    return [(lead, said[lead]) for lead in leads if account or lead not in _OF_AN_ACCOUNT]


def question_of(question: Question) -> tuple[str, str]:
    """The sentence of a question, and what else helps to answer it."""
    from mailadmin.core.texts import TEXTS

    phrase = Phrase(f"missing.question.{question.name}")
    return words.say(phrase), words.translate(TEXTS[phrase.id].detail)


def choices_of(question: Question) -> list[tuple[str, str]]:
    """The values to choose from, with their words."""
    return [(value, _option(question, value)) for value in question.options]


def label_of(question: Question) -> tuple[str, str]:
    """What a field is called, and the words for having nothing to write into it."""
    say_it = QCoreApplication.translate
    if question.name == "recipient":
        return say_it("Why", "Address of the recipient"), say_it("Why", "I don't know it")
    return say_it("Why", "The text"), say_it("Why", "I don't have it any more")


def answers_of(answers: "Answers") -> list[Answer]:
    """The answers so far, in words."""
    return [
        Answer(
            name=question.name,
            question=question_of(question)[0],
            answer=_said(question, str(getattr(answers, question.name))),
        )
        for question in asked_before(answers)
    ]


def _said(question: Question, value: str) -> str:
    if question.options:
        return _option(question, value)
    if not value:
        return label_of(question)[1]
    line = " ".join(value[: 2 * LONGEST_ANSWER].split())
    return line if len(line) <= LONGEST_ANSWER else f"{line[:LONGEST_ANSWER]}…"


def _option(question: Question, value: str) -> str:
    return words.say(Phrase(f"missing.option.{question.name}.{value}"))
