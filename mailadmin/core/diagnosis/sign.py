"""Signs: how a cause is known. Rules as data; each says how sure it makes."""

import re
from functools import cache
from typing import Final

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.diagnosis.anchors import alternatives, anchors
from mailadmin.core.diagnosis.symptom import Moment, Symptom
from mailadmin.core.problem import ProblemKind

SURE: Final = 0.97
"""Nobody says this of anything else: a provider's own code, a sentence made for one cause."""
SAID: Final = 0.93
"""The sentence says it."""
LIKELY: Final = 0.85
"""The sentence says it, but more vaguely; or a context that leaves little else."""
HINT: Final = 0.72
"""An enhanced status code (RFC 3463), or words that some servers use for other things too."""
DIGITS: Final = 0.6
"""Three digits and the step they were said at."""
FAINT: Final = 0.4
"""Not enough to name the cause, enough to name it as one of several."""


class Sign(msgspec.Struct, frozen=True):
    """One way to know a cause: everything that is given must fit.

    ``words`` and ``unless`` are searched in the innermost words, in lower case. A sign found only
    in what stands around them counts a little less. ``moments`` fit words where the step is
    unknown; digits alone say nothing without their step.
    """

    weight: float
    words: str | None = None
    unless: str | None = None
    enhanced: str | None = None
    codes: tuple[int, ...] = ()
    moments: tuple[Moment, ...] = ()
    problems: tuple[ProblemKind, ...] = ()
    ports: tuple[int, ...] = ()
    security: tuple[Security, ...] = ()
    mechanisms: tuple[str, ...] = ()
    providers: tuple[str, ...] = ()

    def weigh(self, symptom: Symptom) -> float:
        """How sure this sign makes of its cause here, from 0 to 1."""
        if not self._fits_around(symptom):
            return 0.0
        if self.words is None:
            return self.weight
        if self._is_in(symptom.said):
            return self.weight
        if symptom.around != symptom.said and self._is_in(symptom.around):
            return self.weight * AROUND
        return 0.0

    def prepare(self) -> None:
        """Take the pattern apart now instead of at the first use."""
        if self.words is not None:
            _prepared(self.words)

    def _fits_around(self, symptom: Symptom) -> bool:
        return (
            (not self.codes or symptom.code in self.codes)
            and (not self.moments or self._fits_moment(symptom.moment))
            and (not self.problems or symptom.problem in self.problems)
            and (not self.ports or symptom.port in self.ports)
            and (not self.security or symptom.security in self.security)
            and (not self.mechanisms or symptom.mechanism in self.mechanisms)
            and (not self.providers or symptom.provider in self.providers)
            and (
                self.enhanced is None
                or bool(_compiled(self.enhanced).fullmatch(symptom.enhanced or ""))
            )
        )

    def _fits_moment(self, moment: Moment | None) -> bool:
        if moment is None:
            return self.words is not None or self.enhanced is not None
        return moment in self.moments

    def _is_in(self, text: str) -> bool:
        assert self.words is not None
        return _found(self.words, text) and not (
            self.unless is not None and _compiled(self.unless).search(text)
        )


AROUND: Final = 0.9
"""What words are worth that stand around the innermost reply instead of in it."""


def _found(words: str, text: str) -> bool:
    """Whether a pattern is in a text: searched for only where its letters are."""
    pieces, parts = _prepared(words)
    if pieces and not any(map(text.__contains__, pieces)):
        return False
    return any(
        _compiled(part).search(text)
        for needed, part in parts
        if not needed or any(map(text.__contains__, needed))
    )


@cache
def _prepared(words: str) -> tuple[frozenset[str], tuple[tuple[frozenset[str], str], ...]]:
    """The letters of which a match has some, and the same for each alternative of the pattern."""
    parts = tuple((anchors(part), part) for part in alternatives(words))
    known = all(needed for needed, _ in parts)
    return frozenset[str]().union(*(needed for needed, _ in parts)) if known else frozenset(), parts


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
