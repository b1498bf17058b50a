"""From evidence to a cause, and from a cause to its fix.

The causes are data (:mod:`mailadmin.core.diagnosis.causes`): one entry each, with words, blame
and fix. Who finds a cause in a reply is :mod:`mailadmin.core.diagnosis.replies`.
"""

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


def fix_for(cause: str, params: Params, translate: Translate = english) -> FixText:
    """The fix of a cause in words. An unknown cause id is a ``KeyError``: a bug of ours."""
    return put_into_words(CAUSES[cause].fix, params, translate)


def title_of_cause(cause: str, params: Params, translate: Translate = english) -> str:
    """What is wrong, in a few words."""
    return say_sentence(CAUSES[cause].title, params, translate)
