"""What a cause means and what to do about it, in words."""

import datetime

import msgspec

from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.diagnosis.fix import FixText, Translate, put_into_words, say_sentence
from mailadmin.core.diagnosis.interception import INTERCEPTED, fix_at_interceptor
from mailadmin.core.diagnosis.provider_fixes import (
    facts_as_params,
    fix_at,
    notes_at,
    provider_for,
)
from mailadmin.core.finding import Params
from mailadmin.core.texts.noop import english


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
    the notes see what is to change; without it they do not say.
    """
    fix = CAUSES[cause].fix
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
    return say_sentence(CAUSES[cause].title, params, translate)


def meaning_of_cause(cause: str, params: Params, translate: Translate = english) -> str:
    """What happened, and why: two sentences."""
    return say_sentence(CAUSES[cause].meaning, params, translate)


def tell_of_cause(cause: str, params: Params, translate: Translate = english) -> str:
    """How to find out that it is this one."""
    return say_sentence(CAUSES[cause].tell, params, translate)
