"""How like the labelled texts of each cause a text is, by its single words.

Signs know what somebody wrote a rule for. The words of some nine thousand texts whose cause a
person named say something of the others: each word speaks for some causes and against others. How
much is learned (``dev.py learn``, a multinomial logistic regression) and kept in
``resources/diagnosis_words.json``.
"""

import math
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import msgspec

from mailadmin.core.diagnosis.symptom import Symptom
from mailadmin.core.resources import facts

WORDS: Final = "diagnosis_words.json"

MOST_WORDS: Final = 80
"""Words of a text that are looked at."""

LONGEST: Final = 12
"""Letters of a word that count: endings tell little."""

FEWEST: Final = 2
"""Words of a text that must be known."""

MOSTLY: Final = 0.5
"""Share of its words that must be."""

LEAST: Final = 0.01
"""The smallest share that counts."""

_WORD: Final = re.compile(r"[a-z]{2,}|[^\W\d_a-z]+")
_WITHOUT_SPACES: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of Chinese, Japanese and Korean."""


class Learned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was learned, in tenths: what each cause has to begin with, and what each word adds.

    ``words`` has for each word pairs of a cause, as its place in ``causes``, and its weight.
    ``texts`` is the digest of the labelled texts it was learned from.
    """

    texts: str
    causes: tuple[str, ...]
    begin: tuple[int, ...]
    words: Mapping[str, tuple[tuple[int, int], ...]]

    def shares(self, symptom: Symptom) -> dict[str, float]:
        """How much of the likeness each cause has, of 1; what is less than ``LEAST`` is left out.

        None has any where too little of the text is known. Pure.
        """
        said = set(words_said(symptom))
        told = [word for word in said if word in self.words]
        if len(told) < FEWEST or len(told) < MOSTLY * len(said):
            return {}  # Noise, another subject, or nothing at all: the step alone tells nothing.
        known = [
            self.words[word] for word in (*told, *circumstances(symptom)) if word in self.words
        ]
        scores = [0] * len(self.causes)
        for pairs in known:
            for place, weight in pairs:
                scores[place] += weight
        # As in learning, a text of many words is no longer than one of few.
        length = math.sqrt(len(known))
        odds = [
            math.exp((begin + score / length) / 10)
            for begin, score in zip(self.begin, scores, strict=True)
        ]
        whole = sum(odds)
        shares = {cause: each / whole for cause, each in zip(self.causes, odds, strict=True)}
        return {cause: share for cause, share in shares.items() if share >= LEAST}


def words_of(symptom: Symptom) -> Iterator[str]:
    """What of a text counts: its words, its codes and the step it belongs to."""
    yield from words_said(symptom)
    yield from circumstances(symptom)


def words_said(symptom: Symptom) -> Iterator[str]:
    """The first words of a text; in writing without spaces, every two letters in a row."""
    for word in _WORD.findall(symptom.said.replace("<address>", " "))[:MOST_WORDS]:
        if _WITHOUT_SPACES.search(word):
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        else:
            yield word[:LONGEST]


def circumstances(symptom: Symptom) -> Iterator[str]:
    """The codes and the step of a text, written as no word can be."""
    yield f"moment {symptom.moment}"
    yield f"code {symptom.code}"
    if symptom.code is not None:
        yield f"class {symptom.code // 100}"
    if symptom.enhanced is not None:
        yield f"enhanced {symptom.enhanced[2:]}"


@cache
def learned() -> Learned:
    """What was learned, read at the first use; nothing where it can't be read."""
    return facts(WORDS, Learned) or Learned(texts="", causes=(), begin=(), words={})
