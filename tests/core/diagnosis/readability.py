"""How hard a sentence is to read: the Flesch-Kincaid grade, an estimate.

Kincaid et al., "Derivation of New Readability Formulas for Navy Enlisted Personnel", 1975. The
number is a year at an American school. Syllables are counted by groups of vowels, which is right
for about nine words in ten; what is looked at is a limit, not a decimal place.
"""

import re

_LABEL = re.compile(r"“[^”]*”")
_PARAMETER = re.compile(r"\{[^}]*\}")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE_END = re.compile(r"[.!?:;]+(?=\s|$)")


def syllables(word: str) -> int:
    """How many syllables a word has, about."""
    word = word.lower()
    if word in {"smtp", "imap", "spf", "dkim", "dns", "vpn", "pdf", "mb", "cc", "bcc"}:
        return 2
    groups = len(re.findall(r"[aeiouy]+", word))
    if re.search(r"[^aeioul]e$", word) or re.search(r"[^aeioutd]ed$", word):
        groups -= 1
    if re.search(r"[^aeiouscxzgh]es$", word):
        groups -= 1
    return max(1, groups)


def words_of(text: str) -> list[str]:
    """The words of a text. What stands on a button, and a parameter, is one short word."""
    return _WORD.findall(_PARAMETER.sub("it", _LABEL.sub("label", text)))


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text of complete sentences."""
    words = words_of(text)
    sentences = max(1, len(_SENTENCE_END.findall(text)))
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
