"""The subject: what it is like, not what it says."""

import re
from typing import Final

from mailadmin.core.finding import Params
from mailadmin.core.message import encoded_words
from mailadmin.core.message.content.letters import hidden_letters, mixed_words
from mailadmin.core.message.content.material import Material, shown
from mailadmin.core.message.content.remark import Remark, What

LONGEST: Final = 150
"""Letters after which a subject is long: phones show some 40, windows some 100."""
FEWEST_CAPITALS: Final = 10
"""Letters that a subject needs before capitals are shouting rather than an abbreviation."""
MOST_MARKS: Final = 2

_ANSWER: Final = re.compile(
    r"\s*(?:re|aw|sv|antw|odp|vs|rif|fwd?|wg|tr|rv|enc|doorst)\s{0,3}(?:\[\d{1,3}\])?\s{0,3}:",
    re.IGNORECASE,
)
_MARKS: Final = re.compile("[!\u00a1\uff01\u203c\u2757]")


def remarks(material: Material) -> list[Remark]:
    """What there is to say about the subject."""
    fields = material.headers.values("Subject")
    # Line ends and controls count as what they are only in the literal text.
    literal = encoded_words.literal(fields[0]) if fields else ""
    subject = encoded_words.decode(literal)
    seen = material.seen("Subject")
    if not subject:
        return [Remark(What.NO_SUBJECT, {}, seen)]
    params: Params = {"subject": shown(subject)}
    found = []
    letters = [
        letter for letter in subject if letter.isalpha() and letter.upper() != letter.lower()
    ]
    if len(letters) >= FEWEST_CAPITALS and all(letter.isupper() for letter in letters):
        found.append(Remark(What.SUBJECT_CAPITALS, params, seen))
    marks = len(_MARKS.findall(subject))
    if marks > MOST_MARKS:
        found.append(Remark(What.SUBJECT_MARKS, {**params, "count": marks}, seen))
    if _ANSWER.match(subject) and not _is_answer(material):
        found.append(Remark(What.FAKE_REPLY, params, seen))
    if len(subject) > LONGEST:
        found.append(Remark(What.SUBJECT_LONG, {"count": len(subject)}, seen))
    return found


def letter_remarks(material: Material) -> list[Remark]:
    """Letters in the subject or the sender's name that can't be seen, or only look alike."""
    found: list[Remark] = []
    for name, hides, mixes in (
        ("Subject", What.HIDDEN_IN_SUBJECT, What.MIXED_IN_SUBJECT),
        ("From", What.HIDDEN_IN_SENDER, What.MIXED_IN_SENDER),
    ):
        text = encoded_words.literal(material.headers.value(name) or "")
        seen = material.seen(name)
        hidden = hidden_letters(text)
        mixed = mixed_words(text)
        if hidden:
            found.append(Remark(hides, {"count": hidden}, seen))
        if mixed:
            found.append(Remark(mixes, {"word": shown(mixed[0])}, seen))
    return found


def _is_answer(material: Material) -> bool:
    names = ("References", "In-Reply-To", "Thread-Index")
    return any(material.headers.value(name) for name in names)
