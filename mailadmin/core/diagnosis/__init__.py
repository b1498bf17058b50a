"""From evidence to a cause, and from a cause to its fix.

The causes are data (:mod:`mailadmin.core.diagnosis.causes`): one entry each, with its signs, its
words, whose refusal it is and its fix. Where more is known than the cause, it has words of its own
(:mod:`.closer_look`). A text is read (:mod:`.reading`) into a symptom, its signs are weighed
(:mod:`.weighing`) with what its words tell (:mod:`.likeness`, :mod:`.ranking`), and the answer is
put into words (:mod:`.words`, :mod:`.explain`). What a server said to ourselves goes the same way
(:mod:`.own`). Where a provider needs other steps, they come from its facts
(:mod:`.provider_fixes`).
"""

from mailadmin.core.diagnosis.cause import Blame, Cause
from mailadmin.core.diagnosis.causes import CAUSES
from mailadmin.core.diagnosis.explain import Diagnosis, diagnose, prepare
from mailadmin.core.diagnosis.fix import Copy, CopyText, Fix, FixText, Who
from mailadmin.core.diagnosis.words import (
    Candidate,
    Explanation,
    explain,
    explanation_of,
    fix_for,
    how_sure,
    title_of_cause,
)

__all__ = [
    "CAUSES",
    "Blame",
    "Candidate",
    "Cause",
    "Copy",
    "CopyText",
    "Diagnosis",
    "Explanation",
    "Fix",
    "FixText",
    "Who",
    "diagnose",
    "explain",
    "explanation_of",
    "fix_for",
    "how_sure",
    "prepare",
    "title_of_cause",
]
