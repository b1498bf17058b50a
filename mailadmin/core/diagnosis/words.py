"""What a cause means and what to do about it, in words."""

import datetime
from collections.abc import Sequence
from typing import Final

import msgspec

from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.diagnosis.closer_look import looked_closer, said_as
from mailadmin.core.diagnosis.fix import FixText, Translate, put_into_words, say_sentence
from mailadmin.core.diagnosis.interception import INTERCEPTED, fix_at_interceptor
from mailadmin.core.diagnosis.provider_fixes import (
    facts_as_params,
    fix_at,
    notes_at,
    provider_for,
)
from mailadmin.core.event import Result
from mailadmin.core.finding import Guess, Params
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, english


def fix_for(
    cause: str,
    params: Params,
    translate: Translate = english,
    *,
    today: datetime.date | None = None,
) -> FixText:
    """The fix of a cause in words. An unknown cause id is a ``KeyError``: a bug of ours.

    Where ``params`` name a provider (``provider``, an id) or a server of one (``host``), the steps
    are that provider's, with notes that say when they were checked. ``today`` is the day from which
    the notes see what is to change; without it they do not say. Where a second look saw more, the
    steps are for that, whoever the provider is.
    """
    fix = CAUSES[cause].fix
    look = looked_closer(cause, params)
    if look is not None:
        return put_into_words(look.fix, params, translate)
    if cause == INTERCEPTED:
        fix, params = fix_at_interceptor(fix, params)
        return put_into_words(fix, params, translate)
    provider = provider_for(cause, params)
    here = fix_at(provider, cause, fix, params) if provider is not None else None
    if provider is None or here is None:
        return put_into_words(fix, params, translate)
    words = put_into_words(here, {**facts_as_params(provider, params), **params}, translate)
    return msgspec.structs.replace(words, notes=notes_at(provider, cause, translate, today))


def title_of_cause(cause: str, params: Params, translate: Translate = english) -> str:
    """What is wrong, in a few words."""
    entry = said_as(cause, looked_closer(cause, params))
    return say_sentence(entry.title, params, translate)


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Another cause that is possible, and what would show that it is this one."""

    cause: str
    confidence: float
    title: str
    tell: str


class Explanation(msgspec.Struct, frozen=True, kw_only=True):
    """A cause in words: what is wrong, what happened, what to do, and what else it may be.

    ``confidence`` is None where it was not weighed; ``tell`` says how to find out that it is this
    cause, which matters where ``also`` names others.
    """

    cause: str
    confidence: float | None
    title: str
    meaning: str
    tell: str
    fix: FixText
    also: tuple[Candidate, ...]

    @property
    def is_sure(self) -> bool:
        """Whether the other candidates are not worth a look."""
        return not self.also or (self.confidence or 1.0) >= SURE_FROM


SURE_FROM: Final = 0.9

_HOW_SURE: Final = (
    (SURE_FROM, QT_TRANSLATE_NOOP("Fix", "Nearly certain")),
    (0.75, QT_TRANSLATE_NOOP("Fix", "Very likely")),
    (0.5, QT_TRANSLATE_NOOP("Fix", "Likely")),
    (0.0, QT_TRANSLATE_NOOP("Fix", "Possible")),
)


def how_sure(confidence: float, translate: Translate = english) -> str:
    """A confidence in a word. Each cause is weighed alone, so several numbers add up to nothing."""
    return translate(next(word for least, word in _HOW_SURE if confidence >= least))


def explain(
    guess: Guess | str,
    params: Params,
    translate: Translate = english,
    *,
    also: Sequence[Guess] = (),
    today: datetime.date | None = None,
) -> Explanation:
    """Everything about a cause, in words. An unknown cause id is a ``KeyError``: a bug of ours."""
    named = guess if isinstance(guess, Guess) else None
    cause_id = named.cause if named is not None else str(guess)
    cause = said_as(cause_id, looked_closer(cause_id, params))
    return Explanation(
        cause=cause.id,
        confidence=named.confidence if named is not None else None,
        title=say_sentence(cause.title, params, translate),
        meaning=say_sentence(cause.meaning, params, translate),
        tell=say_sentence(cause.tell, params, translate),
        fix=fix_for(cause.id, params, translate, today=today),
        also=tuple(
            Candidate(
                cause=other.cause,
                confidence=other.confidence,
                title=say_sentence(CAUSES[other.cause].title, params, translate),
                tell=say_sentence(CAUSES[other.cause].tell, params, translate),
            )
            for other in also
        ),
    )


def explanation_of(result: Result, translate: Translate = english) -> Explanation | None:
    """Why a run did not pass; None where no cause is known or nothing failed."""
    verdict = result.failure.verdict if result.failure is not None else None
    cause = result.cause or (verdict.cause if verdict is not None else None)
    if cause is None:
        return None
    same = verdict is not None and verdict.cause == cause
    sure = verdict.confidence if verdict is not None and same else None
    return explain(
        Guess(cause, sure) if sure is not None else cause,
        result.fix_params,
        translate,
        also=verdict.also if verdict is not None and same else (),
        today=result.day,
    )
