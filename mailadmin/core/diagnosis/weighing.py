"""From a symptom to the causes it may have, the likeliest first. Pure, and data decides."""

from collections.abc import Iterable, Sequence
from typing import Final

import msgspec

from mailadmin.core.diagnosis.cause import Cause
from mailadmin.core.diagnosis.symptom import Symptom

KNOWN_FROM: Final = 0.5
"""Below this nothing is known: saying so is better than guessing."""

UNKNOWN: Final = "unknown-generic"


class Guess(msgspec.Struct, frozen=True):
    """A cause and how sure it is, from 0 to 1."""

    cause: str
    confidence: float


def weigh(symptom: Symptom, causes: Iterable[Cause]) -> Sequence[Guess]:
    """Every cause that something speaks for, the surest first.

    A cause is as sure as its surest sign; of two that are as sure, the one that stands first.
    """
    guesses = [
        Guess(cause.id, round(confidence, 3))
        for cause in causes
        if (confidence := max((sign.weigh(symptom) for sign in cause.signs), default=0.0))
    ]
    return sorted(guesses, key=lambda guess: -guess.confidence)
