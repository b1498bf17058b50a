"""Learning which words speak for which cause of a failure, from the labelled texts.

Run by ``python3 dev.py learn`` with scikit-learn on the path; the program itself does not need it.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np  # type: ignore[import-not-found]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-not-found]
from sklearn.preprocessing import normalize  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from mailadmin.core.diagnosis.likeness import WORDS, words_of
from mailadmin.core.resources import resource
from tests.core.diagnosis.labelled import digest, symptom_of, taught

AT_LEAST = 2
"""Texts that a word must stand in; what stands in one may be somebody's name."""
FAITH = 20.0
"""How much the texts count beside the wish for small weights (the C of the regression)."""
TOO_LITTLE = 5
"""Weights, in tenths, that are left out. They are most of all, and change two answers of 1,019."""


def main() -> int:
    """Learn, and write what was learned."""
    rows = taught()
    texts = [set(words_of(symptom_of(row))) for row in rows]
    common = Counter(word for words in texts for word in words)
    vocabulary = sorted(word for word, count in common.items() if count >= AT_LEAST)
    places = {word: place for place, word in enumerate(vocabulary)}
    at = [(row, places[word]) for row, words in enumerate(texts) for word in words & places.keys()]
    ones = csr_matrix((np.ones(len(at)), tuple(zip(*at, strict=True))), (len(rows), len(places)))
    learner = LogisticRegression(C=FAITH, max_iter=500).fit(
        normalize(ones), [row.cause for row in rows]
    )
    weights = np.rint(learner.coef_ * 10).astype(int)
    weights[abs(weights) < TOO_LITTLE] = 0
    words = {
        word: [[int(each), int(weights[each, place])] for each in weights[:, place].nonzero()[0]]
        for word, place in places.items()
    }
    known = {word: pairs for word, pairs in words.items() if pairs}
    head = {
        "texts": digest(rows),
        "causes": list(learner.classes_),
        "begin": [int(each) for each in np.rint(learner.intercept_ * 10)],
    }
    lines = [
        *(f"{json.dumps(name)}: {json.dumps(value)}" for name, value in head.items()),
        '"words": {' + ",\n".join(_line(word, pairs) for word, pairs in known.items()) + "}",
    ]
    path = resource(WORDS)
    path.write_text("{" + ",\n".join(lines) + "}\n", encoding="utf-8", newline="\n")
    print(f"{path.name}: {len(known)} words of {len(rows)} texts, {path.stat().st_size} bytes")
    return 0


def _line(word: str, pairs: list[list[int]]) -> str:
    # A word a line, so that a change of the file can be read.
    return f"{json.dumps(word, ensure_ascii=False)}: {json.dumps(pairs, separators=(',', ':'))}"


if __name__ == "__main__":
    sys.exit(main())
