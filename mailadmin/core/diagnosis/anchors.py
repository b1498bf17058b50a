"""Which pieces of text a pattern can't match without, so that most texts need no search at all.

A search for hundreds of patterns costs milliseconds, asking whether a few letters are in a text
next to nothing. Python's own pattern parser tells the letters; where a Python has none under this
name, every pattern is searched for, which is only slower.
"""

from collections.abc import Iterable
from typing import Any, Final

try:
    from re import _constants, _parser  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover - no such Python so far
    _parser = None

SHORTEST: Final = 3
"""Bytes below which a piece is in too many texts to be worth asking for."""


def alternatives(pattern: str) -> list[str]:
    """The patterns that a pattern is made of at its top: ``a(b|c)|d`` is ``a(b|c)`` and ``d``."""
    found, depth, begin, at = [], 0, 0, 0
    in_class = False
    while at < len(pattern):
        letter = pattern[at]
        if letter == "\\":
            at += 1  # the next one stands for itself
        elif in_class:
            in_class = letter != "]"
        elif letter == "[":
            in_class = True
        elif letter == "|" and depth == 0:
            found.append(pattern[begin:at])
            begin = at + 1
        else:
            depth += (letter == "(") - (letter == ")")
        at += 1
    return [*found, pattern[begin:]]


def anchors(pattern: str) -> frozenset[str]:
    """Pieces of text of which every match contains at least one; empty if there are none such."""
    if _parser is None:
        return frozenset()
    return _of_sequence(_parser.parse(pattern)) or frozenset()


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """The best set that one part of a sequence of parts demands."""
    best: frozenset[str] | None = None
    run = ""
    for kind, value in (*items, (None, None)):
        if kind is _constants.LITERAL:
            run += chr(value)
            continue
        best = _better(best, frozenset((run,)) if len(run.encode()) >= SHORTEST else None)
        run = ""
        best = _better(best, _of_part(kind, value))
    return best


def _of_part(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is _constants.SUBPATTERN:
        return _of_sequence(value[-1])
    if kind is _constants.BRANCH:
        branches = [_of_sequence(branch) for branch in value[1]]
        known = [pieces for pieces in branches if pieces is not None]
        return frozenset().union(*known) if len(known) == len(branches) else None
    if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT) and value[0] >= 1:
        return _of_sequence(value[2])
    return None


def _better(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    """The set that fewer texts have a piece of: longer pieces, then fewer."""
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda pieces: min(map(len, pieces)) / len(pieces) ** 0.5)
