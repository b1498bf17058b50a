"""A reason in words."""

import msgspec

from mailadmin.core.diagnosis import FixText, fix_for, how_sure
from mailadmin.core.diagnosis.fix import Translate, put_into_words
from mailadmin.core.event import Phrase
from mailadmin.core.fixes import fix_of
from mailadmin.core.missing.reasons import Reason
from mailadmin.core.texts import TEXTS, say, title_of
from mailadmin.core.texts.missing import FIXES
from mailadmin.core.texts.noop import english


class ReasonText(msgspec.Struct, frozen=True, kw_only=True):
    """One reason for people. ``sure`` is empty for what is not a reason but the last resort."""

    title: str
    detail: str
    sure: str
    proof: tuple[str, ...]
    fix: FixText | None


def words_of(reason: Reason, translate: Translate = english) -> ReasonText:
    """Put a reason into words."""
    phrase = Phrase(f"missing.reason.{reason.id}", reason.params)
    proof = tuple(say(one, translate) for one in reason.proof)
    if reason.finding is not None:
        proof = (*proof, title_of(reason.finding, translate))
    return ReasonText(
        title=say(phrase, translate),
        detail=translate(TEXTS[phrase.id].detail).format(**reason.params),
        sure=how_sure(reason.likelihood, translate) if reason.likelihood else "",
        proof=proof,
        fix=_fix(reason, translate),
    )


def _fix(reason: Reason, translate: Translate) -> FixText | None:
    if reason.finding is not None:
        return fix_of(reason.finding.verdict, translate, today=reason.finding.started.date())
    own = FIXES.get(reason.id)
    if own is not None:
        return put_into_words(own, reason.params, translate)
    return None if reason.cause is None else fix_for(reason.cause, reason.params, translate)
