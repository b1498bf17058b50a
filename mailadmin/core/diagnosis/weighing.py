"""From a symptom to the causes it may have, the likeliest first. Pure, and data decides."""

from collections.abc import Iterable, Sequence
from typing import Final

from mailadmin.core.diagnosis.cause import Cause
from mailadmin.core.diagnosis.symptom import ENVELOPE, Moment, Symptom
from mailadmin.core.finding import Guess

KNOWN_FROM: Final = 0.5
"""Below this nothing is known: saying so is better than guessing."""

WORTH_NAMING: Final = 0.35
"""Below this another cause is no candidate."""

MOST_OTHERS: Final = 3

UNKNOWN: Final = "unknown-generic"


PLAUSIBLE: Final[dict[str, frozenset[Moment]]] = {
    "dns": frozenset(Moment) - {Moment.KEYRING, Moment.SIGN_IN},
    "network": frozenset(Moment) - {Moment.KEYRING},
    "tls": frozenset(Moment) - {Moment.KEYRING, Moment.NAME},
    "protocol": frozenset(Moment) - {Moment.KEYRING, Moment.NAME},
    "auth": frozenset(Moment) - {Moment.KEYRING, Moment.NAME, Moment.TLS, Moment.CONNECT},
    "sender": frozenset((*ENVELOPE, Moment.CONNECT, Moment.SIGN_IN, Moment.GREETING, Moment.HELLO)),
    "reputation": frozenset((*ENVELOPE, Moment.CONNECT, Moment.GREETING, Moment.HELLO)),
    "content": frozenset(ENVELOPE),
    "recipient": frozenset(ENVELOPE),
    "limits": frozenset(Moment) - {Moment.KEYRING, Moment.NAME, Moment.TLS, Moment.HELLO},
    "temporary": frozenset(Moment) - {Moment.KEYRING, Moment.NAME},
    "keyring": frozenset((Moment.KEYRING,)),
}
"""The steps at which causes of a group happen. Words that point elsewhere are rarely meant so."""

ELSEWHERE: Final = 0.75
"""What a sign is worth at a step where its cause does not happen."""


def weigh(symptom: Symptom, causes: Iterable[Cause]) -> Sequence[Guess]:
    """Every cause that something speaks for, the surest first.

    A cause is as sure as its surest sign; of two that are as sure, the one that stands first.
    """
    guesses = [
        Guess(cause.id, round(confidence * _plausible(cause, symptom.moment), 3))
        for cause in causes
        if (confidence := _surest(cause, symptom))
    ]
    return sorted(guesses, key=lambda guess: -guess.confidence)


def _surest(cause: Cause, symptom: Symptom) -> float:
    surest = 0.0
    for sign in cause.signs:
        if sign.weight > surest:  # else it can't tell anything new
            surest = max(surest, sign.weigh(symptom))
    return surest


def _plausible(cause: Cause, moment: Moment | None) -> float:
    group = cause.id.partition("-")[0]
    return 1.0 if moment is None or moment in PLAUSIBLE.get(group, (moment,)) else ELSEWHERE


def best(guesses: Sequence[Guess]) -> Guess:
    """The cause to name; ``unknown-generic`` where nothing is sure enough to be named."""
    if not guesses or guesses[0].confidence < KNOWN_FROM:
        sure = guesses[0].confidence if guesses else 0.0
        return Guess(UNKNOWN, round(1 - sure, 3))
    return guesses[0]


def others(guesses: Sequence[Guess], named: Guess) -> Sequence[Guess]:
    """The next candidates after the one that was named."""
    rest = (
        guess
        for guess in guesses
        if guess.cause not in (named.cause, UNKNOWN) and guess.confidence >= WORTH_NAMING
    )
    return tuple(rest)[:MOST_OTHERS]
