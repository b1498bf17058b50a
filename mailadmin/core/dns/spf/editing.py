"""SPF records changed as text, as carefully as by hand. Pure.

What stands in a record stays, in its order, unless the change says otherwise. Corrected is only
what can have been meant in one way.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from mailadmin.core.dns.spf.macro import SyntaxProblem
from mailadmin.core.dns.spf.record import is_record, parse_record

LONGEST_EDITED: Final = 4096
"""Characters of the records that are worth changing: nobody writes longer ones."""

_VERSION: Final = "v=spf1"
_NAMES: Final = "include|redirect|exists|ip4|ip6|ptr|exp|all|mx|a"
_MEANT: Final = re.compile(r"\W*v\s*[=:]\s*spf\s*1(?![0-9.])", re.IGNORECASE)
_ALL: Final = re.compile(r"[-+~?]?all", re.IGNORECASE)
_REDIRECT: Final = re.compile(r"redirect=", re.IGNORECASE)
_MODIFIER: Final = re.compile(r"[a-z][a-z0-9_.-]*=", re.IGNORECASE)

_QUOTES: Final = re.compile("[\"'`´“”„‟‘’‚‛«»]")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_DASHES: Final = re.compile(f"(?<![^\\s,;])[‐‑‒–—−](?=\\s*(?:{_NAMES})(?![a-z0-9]))", re.IGNORECASE)
_SEPARATORS: Final = re.compile(
    rf"(?<![,;])[,;]+(?=\s|$|[-+~?]?(?:{_NAMES})(?:[:=/\s,;]|$))", re.IGNORECASE
)
_LONE_QUALIFIER: Final = re.compile(rf"(?<=\s)([-+~?])\s+(?=(?:{_NAMES})\b)", re.IGNORECASE)
_SPACE_AFTER_COLON: Final = re.compile(
    r"(?<=\s)([-+~?]?(?:include|exists|ip4|ip6|redirect|exp))\s*([:=])\s+(?=[^\s:=]*[.:])",
    re.IGNORECASE,
)
_SPACE_BEFORE_COLON: Final = re.compile(
    r"(?<=\s)([-+~?]?(?:include|exists|ip4|ip6))\s+:\s*(?=\S)", re.IGNORECASE
)
_GLUED_NAME: Final = re.compile(
    r"(?<=[a-z0-9}])(?=[-+~?]?(?:include:|exists:|ip4:[0-9]|ip6:[0-9a-f]|redirect=))",
    re.IGNORECASE,
)
_GLUED_ALL: Final = re.compile(r"(?<=[a-z0-9}])(?=[~?+]all(?:\s|$))", re.IGNORECASE)
_GLUED_ALL_TO_ADDRESS: Final = re.compile(
    r"(?<=\s)([-+~?]?ip[46]:[0-9a-f.:/]+?)(?=-all(?:\s|$))", re.IGNORECASE
)

_ALL_WITH_DOT: Final = re.compile(r"(?<=\s)([-+~?]?all)\.(?=\s)", re.IGNORECASE)

_LAXITY: Final = "-~?"
"""Qualifiers of ``all``, the strictest first. ``+all`` is none of them: it is never proposed."""


def is_meant_as_record(text: str) -> bool:
    """Whether a TXT record that is no SPF record was to be one, such as ``v=spf1,include:…``."""
    return not is_record(text) and _MEANT.match(text[:100]) is not None


def is_valid(text: str) -> bool:
    """Whether this is an SPF record without a mistake in its grammar."""
    try:
        parse_record(text)
    except SyntaxProblem:
        return False
    return True


def corrected(text: str) -> list[str]:
    """The record without the mistakes that can only have been meant in one way.

    Several where somebody wrote several into one. What is left may still be wrong.
    """
    text = " ".join(_INVISIBLE.sub("", _QUOTES.sub("", text)).split())
    text = _DASHES.sub("-", text)
    pieces = re.split(_MEANT.pattern.removeprefix(r"\W*"), text, flags=re.IGNORECASE)
    records = [_corrected_terms(piece) for piece in pieces if piece.strip(" ,;:.")]
    return [_record(terms) for terms in records] or [_VERSION]


def _corrected_terms(text: str) -> list[str]:
    text = " " + text.lstrip(",;:.") + " "
    text = _SEPARATORS.sub(" ", text)
    text = _LONE_QUALIFIER.sub(r"\1", text)
    text = _SPACE_AFTER_COLON.sub(r"\1\2", text)
    text = _SPACE_BEFORE_COLON.sub(r"\1:", text)
    text = _GLUED_ALL_TO_ADDRESS.sub(r"\1 ", text)
    text = _GLUED_ALL.sub(" ", text)
    text = _GLUED_NAME.sub(" ", text)
    text = _ALL_WITH_DOT.sub(r"\1", text)
    return [_lower(term) for term in text.split()]


def _lower(term: str) -> str:
    """In lower case as far as case means nothing: the letter of a macro means something (7.3)."""
    return term if "%" in term else term.lower()


def with_terms(text: str, terms: Iterable[str]) -> str:
    """The record with these terms before its end; those that it has are not added again."""
    have = terms_of(text)
    known = {_same(term) for term in have}
    new = [term for term in dict.fromkeys(terms) if _same(term) not in known]
    end = _end(have)
    return _record([*have[:end], *new, *have[end:]])


def without_terms(text: str, terms: Iterable[str]) -> str:
    """The record without these terms, wherever they stand."""
    gone = {_same(term) for term in terms}
    return _record([term for term in terms_of(text) if _same(term) not in gone])


def without_duplicates(text: str) -> str:
    """The record with each term only where it stands first."""
    kept: dict[str, str] = {}
    for term in terms_of(text):
        kept.setdefault(_same(term), term)
    return _record(list(kept.values()))


def with_all_last(text: str) -> str:
    """The record with its first ``all`` behind everything that it would hide."""
    terms = terms_of(text)
    ends = [term for term in terms if _ALL.fullmatch(term)]
    if not ends:
        return text
    rest = [term for term in terms if not _ALL.fullmatch(term)]
    last = max((at + 1 for at, term in enumerate(rest) if not _MODIFIER.match(term)), default=0)
    last = max(last, min(terms.index(ends[0]), len(rest)))
    return _record([*rest[:last], ends[0], *rest[last:]])


def with_end(text: str, qualifier: str) -> str:
    """The record with this qualifier at its ``all``, which is added where there is none."""
    terms = terms_of(text)
    if not any(_ALL.fullmatch(term) for term in terms):
        return _record([*terms, f"{qualifier}all"])
    return _record([f"{qualifier}all" if _ALL.fullmatch(term) else term for term in terms])


def merged(texts: Sequence[str]) -> str:
    """One record with the terms of all, those of the first record first.

    Of two ends the laxer one counts: each record was somebody's whole list of senders, and who
    knew of only a part of them may have chosen a stricter end than the whole can bear. A record
    without an end has no say. Of two explanations the first is kept, because a record may have
    one. A redirect becomes an include where it can't be the end any more.
    """
    if len(texts) == 1:
        return texts[0]
    lists = [terms_of(text) for text in texts]
    ends = [_qualifier(term) for terms in lists for term in terms if _ALL.fullmatch(term)]
    redirects = [term for terms in lists for term in terms if _REDIRECT.match(term)]
    keep_redirect = not ends and len({_same(term) for term in redirects}) == 1
    merged_terms: list[str] = []
    explained = False
    for terms in lists:
        has_all = any(_ALL.fullmatch(term) for term in terms)
        for term in terms:
            is_explanation = term.lower().startswith("exp=")
            if _ALL.fullmatch(term) or (is_explanation and explained):
                continue
            explained = explained or is_explanation
            if not _REDIRECT.match(term):
                merged_terms.append(term)
            elif not has_all and not keep_redirect:
                merged_terms.append("include:" + term.partition("=")[2])
    end = redirects[:1] if keep_redirect else [_laxest(ends) + "all"]
    return without_duplicates(_record([*merged_terms, *end]))


def new(terms: Iterable[str]) -> str:
    """A first record. Its end marks other senders as doubtful and has nobody refused."""
    return with_terms(f"{_VERSION} ~all", terms)


def has_end(text: str) -> bool:
    """Whether the record says what everybody else gets."""
    terms = terms_of(text)
    return _end(terms) < len(terms)


def lets_everybody_send(text: str) -> bool:
    """Whether the record has an ``all`` that lets everybody send."""
    return any(_ALL.fullmatch(term) and _qualifier(term) == "+" for term in terms_of(text))


def lets_anybody_send(text: str) -> bool:
    """Whether the record has any term but its end, its explanation and unknown modifiers."""
    terms = terms_of(text)
    return any(not _ALL.fullmatch(term) and not _MODIFIER.match(term) for term in terms) or any(
        _REDIRECT.match(term) for term in terms
    )


def terms_of(text: str) -> list[str]:
    """The terms of a record as they are written."""
    return text[len(_VERSION) :].split()


def _record(terms: Sequence[str]) -> str:
    return " ".join((_VERSION, *terms))


def _end(terms: Sequence[str]) -> int:
    """Where the end of the record begins: its ``all``, else its redirect."""
    for pattern in (_ALL.fullmatch, _REDIRECT.match):
        for at, term in enumerate(terms):
            if pattern(term):
                return at
    return len(terms)


def _same(term: str) -> str:
    """What two terms have in common that are the same."""
    return _lower(term).removeprefix("+")


def _qualifier(term: str) -> str:
    return term[0] if term[0] in "-+~?" else "+"


def _laxest(qualifiers: Sequence[str]) -> str:
    known = [each for each in qualifiers if each in _LAXITY]
    return max(known, key=_LAXITY.index, default="~")
