"""Letters that can't be seen, and words of letters that only look alike (UTS 39)."""

import re
import unicodedata
from typing import Final

LONGEST_READ: Final = 50_000
"""Characters of a text in which words are looked at."""

_NEVER_SEEN: Final = re.compile(
    "[\u00ad\u034f\u115f\u1160\u180e\u200b\u2060-\u2064\u3164\ufeff\uffa0\u202a-\u202e]"
)
_DIRECTION: Final = re.compile("[\u200e\u200f\u2066-\u2069]")
_JOINER: Final = re.compile("(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])")
_WITHIN_WORDS: Final = re.compile(
    "(?<=[A-Za-z])[\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff](?=[A-Za-z])"
)
_WORD: Final = re.compile(r"[^\W\d_]{2,60}")
_SCRIPTS: Final = ("LATIN", "CYRILLIC", "GREEK")

# The lower-case letters of other scripts that nobody can tell from a Latin one.
_LIKE_LATIN: Final = frozenset("асеорхуіјѕһԁԛԝӏԍѵοναιѕ")


def hidden_letters(text: str) -> int:
    """How many characters of a short text, such as a subject, can't be seen and have no use.

    Marks of direction have one beside Arabic or Hebrew, joiners between other letters than Latin.
    """
    count = len(_NEVER_SEEN.findall(text)) + len(_JOINER.findall(text))
    if not any(
        unicodedata.bidirectional(letter) in ("R", "AL") and letter.isalpha()
        for letter in text[:LONGEST_READ]
    ):
        count += len(_DIRECTION.findall(text))
    return count


def broken_words(text: str) -> int:
    """How many characters in the middle of words of a long text can't be seen."""
    return len(_WITHIN_WORDS.findall(text[:LONGEST_READ]))


def mixed_words(text: str) -> list[str]:
    """The words that have letters of more than one of the scripts that look alike."""
    words = _WORD.findall(text[:LONGEST_READ])
    return [word for word in words if not word.isascii() and len(_scripts(word)) > 1]


def looks_like_latin(word: str) -> bool:
    """Whether a word of another script reads like one in Latin letters."""
    letters = [letter for letter in word.lower() if letter.isalpha()]
    return bool(letters) and all(letter in _LIKE_LATIN for letter in letters)


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(letter, "").partition(" ")[0] for letter in word)
    return {name for name in names if name in _SCRIPTS}
