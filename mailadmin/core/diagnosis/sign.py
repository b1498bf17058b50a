"""Signs: how a cause is known. Rules as data; each says how sure it makes."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

import msgspec

from mailadmin.core.account import Security
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

    def weigh(self, symptom: Symptom, parts: Iterable[str] | None = None) -> float:
        """How sure this sign makes of its cause here, from 0 to 1.

        ``parts`` are the alternatives of ``words`` that are worth a search; None: all of them.
        """
        if not self._fits_around(symptom):
            return 0.0
        if self.words is None:
            return self.weight
        sought = (self.words,) if parts is None else tuple(parts)
        if self._is_in(symptom.said, sought):
            return self.weight
        if symptom.around != symptom.said and self._is_in(symptom.around, sought):
            return self.weight * AROUND
        return 0.0

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

    def _is_in(self, text: str, sought: Iterable[str]) -> bool:
        return any(_compiled(part).search(text) for part in sought) and not (
            self.unless is not None and _compiled(self.unless).search(text)
        )


AROUND: Final = 0.9
"""What words are worth that stand around the innermost reply instead of in it."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
