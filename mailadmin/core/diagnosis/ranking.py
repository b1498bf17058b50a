"""The causes a symptom may have, the likeliest first: by signs, and by words where they tell more.

Signs are sure and can say why, but know only what somebody thought of; words know a little of
everything. A sign that fits is rarely outvoted; where no sign fits, or a vague one, words decide.
On texts that neither had seen, signs alone were right in 88 of 100, words alone in 87, both in 92
(ADR 0018).
"""

from collections.abc import Callable, Sequence
from typing import Final

import msgspec

from mailadmin.core.diagnosis.likeness import learned
from mailadmin.core.diagnosis.sign import LIKELY
from mailadmin.core.diagnosis.symptom import Symptom
from mailadmin.core.diagnosis.weighing import KNOWN_FROM, UNKNOWN, all_signs, best, happens_at
from mailadmin.core.finding import Guess

WORDS_COUNT: Final = 1.2
"""How much the share of a cause in the likeness counts beside the confidence of its signs."""

NOTHING_SAID: Final = 0.45
"""How sure it is that nothing is known where no sign says enough."""

OVERRULED: Final = KNOWN_FROM - 0.05
"""The most that signs are worth where words say that the text tells nothing."""


_ANYWHERE: Final = Symptom()
_OF_THE_PLACE: Final = ("host", "port", "security", "mechanism", "provider")


def ranked(
    symptom: Symptom, possible: Callable[[str], bool] = lambda _cause: True
) -> Sequence[Guess]:
    """Every cause that something speaks for and that is possible, the surest first. Pure.

    What the system or a library found (``problem``) is known better than words can tell, and of a
    reply that says yes (RFC 5321 section 4.2.1) they learned nothing.
    """
    guesses = [guess for guess in all_signs().weigh(symptom) if possible(guess.cause)]
    said_yes = symptom.code is not None and symptom.code < 400
    shares = {} if said_yes or symptom.problem is not None else learned().shares(symptom)
    if not shares:
        return guesses
    signs = {guess.cause: guess.confidence for guess in guesses}
    named = best(guesses).cause
    signs_of_nothing = NOTHING_SAID if named == UNKNOWN else 0.0

    def points(cause: str) -> float:
        by_signs = signs.get(cause, 0.0)
        if cause == UNKNOWN:
            by_signs = max(by_signs, signs_of_nothing)
        by_words = shares.get(cause, 0.0) if happens_at(cause, symptom.moment) else 0.0
        return by_signs + WORDS_COUNT * by_words

    causes = {UNKNOWN, *(cause for cause in (*shares, *signs) if possible(cause))}
    winner = max(causes, key=lambda cause: (points(cause), cause))
    if winner == named or _place_decides(symptom, named, possible):
        return guesses
    if winner == UNKNOWN:
        return [Guess(each.cause, min(each.confidence, OVERRULED)) for each in guesses]
    sure = round(min(LIKELY, max(KNOWN_FROM, signs.get(winner, 0.0), shares[winner])), 3)
    rest = (Guess(each.cause, min(each.confidence, sure)) for each in guesses)
    return [Guess(winner, sure), *(each for each in rest if each.cause != winner)]


def _place_decides(symptom: Symptom, named: str, possible: Callable[[str], bool]) -> bool:
    """Whether signs name this only because of where it happened, of which words know nothing."""
    anywhere = {field: getattr(_ANYWHERE, field) for field in _OF_THE_PLACE}
    bare = msgspec.structs.replace(symptom, **anywhere)
    if bare == symptom:
        return False
    return best([each for each in all_signs().weigh(bare) if possible(each.cause)]).cause != named
