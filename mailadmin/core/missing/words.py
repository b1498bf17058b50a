"""A reason in words."""

import datetime
from collections.abc import Iterable, Iterator

import msgspec

from mailadmin.core.diagnosis import Explanation, FixText, explain, how_sure
from mailadmin.core.diagnosis.fix import Translate, put_into_words
from mailadmin.core.event import Phrase
from mailadmin.core.fixes import fix_of
from mailadmin.core.missing.case import Reason
from mailadmin.core.texts import TEXTS, say
from mailadmin.core.texts.missing import FIXES
from mailadmin.core.texts.noop import english


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks: how sentences and fixes are translated, and the day on which they are said.

    ``today`` lets a fix name what is about to change at a provider; without it, it does not say.
    """

    sentence: Translate = english
    fix: Translate = english
    today: datetime.date | None = None


class ReasonText(msgspec.Struct, frozen=True, kw_only=True):
    """One reason for people. ``sure`` is empty for what is not a reason but the last resort.

    ``explained`` is there where a cause is known: it says what else it may be.
    """

    title: str
    detail: str
    sure: str
    proof: tuple[str, ...]
    fix: FixText
    explained: Explanation | None = None


def words_of(reason: Reason, speech: Speech = Speech()) -> ReasonText:  # noqa: B008 - frozen
    """Put a reason into words."""
    explained = _explained(reason, speech)
    title, detail = _sentences(reason, explained, speech)
    proof = tuple(say(one, speech.sentence) for one in reason.proof)
    return ReasonText(
        title=title,
        detail=detail,
        sure=how_sure(reason.likelihood, speech.fix) if reason.likelihood else "",
        # A sentence that is said already proves nothing more.
        proof=tuple(one for one in dict.fromkeys(proof) if one not in (title, detail)),
        fix=_fix(reason, explained, speech),
        explained=explained,
    )


def _explained(reason: Reason, speech: Speech) -> Explanation | None:
    if reason.cause is None:
        return None
    return explain(reason.cause, reason.params, speech.fix, also=reason.also, today=speech.today)


def _sentences(reason: Reason, explained: Explanation | None, speech: Speech) -> tuple[str, str]:
    """The title and what else there is to say."""
    if reason.id == "report" and reason.verdict is not None:
        phrase = Phrase(reason.verdict.id, reason.verdict.params)
    elif explained is not None:
        params = {**reason.params, "title": explained.title}
        phrase = Phrase(f"missing.reason.{reason.id}.explained", params)
        return say(phrase, speech.sentence), explained.meaning
    else:
        phrase = Phrase(f"missing.reason.{reason.id}", reason.params)
    detail = speech.sentence(TEXTS[phrase.id].detail).format(**phrase.params)
    return say(phrase, speech.sentence), detail


def _fix(reason: Reason, explained: Explanation | None, speech: Speech) -> FixText:
    if explained is not None:
        return explained.fix
    if reason.verdict is not None:
        fix = fix_of(reason.verdict, speech.fix, today=speech.today)
        if fix is not None:
            return fix
    return put_into_words(FIXES[reason.id], reason.params, speech.fix)


def as_text(reasons: Iterable[Reason], answers: Iterable[tuple[str, str]] = ()) -> str:
    """The answers (question and answer) and the reasons as plain English text, to hand on."""
    return "\n".join(_lines(reasons, answers)) + "\n"


def _lines(reasons: Iterable[Reason], answers: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield "Why did it not arrive?"
    yield ""
    yield from (f"{question} {answer}" for question, answer in answers)
    for number, reason in enumerate(reasons, 1):
        words = words_of(reason)
        yield ""
        yield f"{number}. {words.title}" + (f" ({words.sure})" if words.sure else "")
        if words.detail:
            yield f"   {words.detail}"
        yield from (f"   + {proof}" for proof in words.proof)
        yield from (f"   To do ({words.fix.who}): {step}" for step in words.fix.steps)
