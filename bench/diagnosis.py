"""How right and how fast the diagnosis is on the labelled texts, and what it takes for what.

Right is the cause that a person named, or one that they could accept; exact is the very one. The
speed is beside the least that any diagnosis needs: reading the text for its codes and folding it.
"""

import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._places import row
from mailadmin.core.diagnosis import prepare
from mailadmin.core.diagnosis.reading import read
from tests.core.diagnosis.labelled import MORE, OPEN, Labelled, labelled

AIM_RIGHT, AIM_EXACT, AIM_A_SECOND = 0.97, 0.90, 1000
ROUNDS = 5


def answers(rows: list[Labelled]) -> list[str]:
    return [labelled_text.diagnosis().cause for labelled_text in rows]


def seconds(work: object, rows: list[Labelled]) -> float:
    """Processor time of one round over all texts: the median of several."""
    assert callable(work)
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        for labelled_text in rows:
            work(labelled_text)
        times.append(time.process_time() - began)
    return sorted(times)[ROUNDS // 2]


def confusions(rows: list[Labelled], named: list[str]) -> Counter[tuple[str, str]]:
    """How often one cause was named where a person named another and accepted none of it."""
    pairs = zip(rows, named, strict=True)
    return Counter(
        (one.cause, answer) for one, answer in pairs if answer not in (one.cause, *one.accepted)
    )


def main() -> int:
    """Measure; the exit status says whether the aims are met."""
    prepare()
    rows, more = list(labelled(OPEN)), list(labelled(*MORE))
    missed = False
    for name, texts in (("diagnosis", rows), ("diagnosis-more", more)):
        named = answers(texts)
        exact = sum(answer == one.cause for one, answer in zip(texts, named, strict=True))
        wrong = confusions(texts, named)
        right, exactly = 1 - sum(wrong.values()) / len(texts), exact / len(texts)
        row(
            name,
            f"of {len(texts)} texts {right:.1%} right (aim {AIM_RIGHT:.0%}), {exactly:.1%} exact",
            texts=len(texts),
            right=right,
            exact=exactly,
            aim_right=AIM_RIGHT,
            aim_exact=AIM_EXACT,
        )
        missed |= right < AIM_RIGHT or (texts is rows and exactly < AIM_EXACT)
        for (wanted, answer), count in wrong.most_common():
            print(f"  {count} × {wanted} taken for {answer}", file=sys.stderr)
    whole = seconds(lambda one: one.diagnosis(), rows)
    reading = seconds(lambda one: read(one.text), rows)
    a_second = len(rows) / whole
    row(
        "diagnosis-speed",
        f"{a_second:.0f} texts a second (aim {AIM_A_SECOND}), {whole / reading:.1f} × reading them",
        texts_a_second=round(a_second),
        times_reading=whole / reading,
        aim=AIM_A_SECOND,
    )
    return int(missed or a_second < AIM_A_SECOND)


if __name__ == "__main__":
    sys.exit(main())
