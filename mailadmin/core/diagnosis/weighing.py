"""From a symptom to the causes it may have, the likeliest first. Pure, and data decides."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from mailadmin.core.diagnosis.anchors import alternatives, anchors
from mailadmin.core.diagnosis.cause import Cause
from mailadmin.core.diagnosis.causes import CAUSES
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


class Weighing:
    """The signs of these causes, found by the letters that they need.

    Some three hundred signs have four thousand wordings, and a text has a few dozen of them; only
    those are searched for.
    """

    def __init__(self, causes: Iterable[Cause]) -> None:
        self._causes = tuple(causes)
        self._signs = [(n, sign) for n, cause in enumerate(self._causes) for sign in cause.signs]
        self._always: list[_Lead] = []
        self._by_letters: dict[str, list[_Lead]] = {}
        leads = [
            (anchors(part), _Lead(number, part))
            for number, (_, sign) in enumerate(self._signs)
            for part in (alternatives(sign.words) if sign.words is not None else ("",))
        ]
        common = Counter(some for pieces, _ in leads for piece in pieces for some in letters(piece))
        for pieces, lead in leads:
            for rarest in {min(letters(piece), key=lambda s: (common[s], s)) for piece in pieces}:
                self._by_letters.setdefault(rarest, []).append(lead)
            if not pieces:
                self._always.append(lead)

    def weigh(self, symptom: Symptom) -> Sequence[Guess]:
        """Every cause that something speaks for, the surest first.

        A cause is as sure as its surest sign; of two that are as sure, the one that stands first.
        """
        surest = [0.0] * len(self._causes)
        for number, parts in self._leads(symptom).items():
            place, sign = self._signs[number]
            if sign.weight > surest[place]:  # else it can't tell anything new
                surest[place] = max(surest[place], sign.weigh(symptom, parts))
        guesses = [
            Guess(
                cause.id,
                round(confidence * (1 if happens_at(cause.id, symptom.moment) else ELSEWHERE), 3),
            )
            for cause, confidence in zip(self._causes, surest, strict=True)
            if confidence
        ]
        return sorted(guesses, key=lambda guess: -guess.confidence)

    def _leads(self, symptom: Symptom) -> dict[int, set[str]]:
        """The signs worth a look, each with the wordings worth a search."""
        has = letters(symptom.said) | letters(symptom.around)
        found: dict[int, set[str]] = {}
        for some in (self._always, *(self._by_letters[t] for t in has & self._by_letters.keys())):
            for number, part in some:
                found.setdefault(number, set()).add(part)
        return found


class _Lead(NamedTuple):
    """A sign by its number, and one wording of it."""

    number: int
    part: str


def letters(text: str) -> frozenset[str]:
    """Every three letters in a row; of other scripts, where less says more, also one and two."""
    three = map("".join, zip(text, text[1:], text[2:], strict=False))
    if text.isascii():
        return frozenset(three)
    two = map("".join, itertools.pairwise(text))
    short = (*text, *two)
    return frozenset((*three, *(some for some in short if not some.isascii())))


@cache
def all_signs() -> Weighing:
    """The signs of every cause. Made at the first use, in about a tenth of a second."""
    return Weighing(CAUSES.values())


def happens_at(cause: str, moment: Moment | None) -> bool:
    """Whether a cause belongs to this step, as far as that is known."""
    group = cause.partition("-")[0]
    return moment is None or moment in PLAUSIBLE.get(group, (moment,))


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
