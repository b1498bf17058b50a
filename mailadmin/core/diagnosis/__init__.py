"""From evidence to a cause, and from a cause to its fix.

The causes are data (:mod:`mailadmin.core.diagnosis.causes`): one entry each, with words, blame
and fix. Who finds a cause in a reply is :mod:`mailadmin.core.diagnosis.replies`. Where a provider
needs other steps, they come from its facts (:mod:`mailadmin.core.diagnosis.provider_fixes`).
"""

import datetime

import msgspec

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.diagnosis.fix import (
    Copy,
    CopyText,
    Fix,
    FixText,
    Translate,
    Who,
    put_into_words,
    say_sentence,
)
from mailadmin.core.diagnosis.interception import INTERCEPTED, fix_at_interceptor
from mailadmin.core.diagnosis.provider_fixes import (
    facts_as_params,
    fix_at,
    notes_at,
    provider_for,
)
from mailadmin.core.finding import Params
from mailadmin.core.texts.noop import english

__all__ = [
    "CAUSES",
    "Blame",
    "Cause",
    "Copy",
    "CopyText",
    "Fix",
    "FixText",
    "Who",
    "fix_for",
    "title_of_cause",
]


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
