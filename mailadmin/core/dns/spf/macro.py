"""The macro strings of SPF: parsed, and expanded (RFC 7208 section 7). Pure."""

import re
import urllib.parse
from collections.abc import Mapping
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import IpAddress

LONGEST_NAME: Final = 253
"""Characters of an expanded domain name; labels at the left go until it fits (section 7.3)."""

_MACRO: Final = re.compile(
    r"%\{(?P<letter>[a-z])(?P<digits>[0-9]*)(?P<reverse>r?)(?P<delimiters>[-.+,/_=]*)\}"
    r"|%(?P<escape>[%_-])",
    re.IGNORECASE,
)
_LITERAL: Final = re.compile(r"[!-$&-~]+")
_LITERAL_OR_SPACE: Final = re.compile(r"[ -$&-~]+")
_ESCAPES: Final = {"%": "%", "_": " ", "-": "%20"}
_EVERYWHERE: Final = "slodiphv"
_IN_EXPLANATIONS: Final = _EVERYWHERE + "crt"


class SyntaxProblem(ValueError):
    """A macro string, or a record, that the grammar does not allow.

    ``position`` counts characters from the start of the text that was parsed.
    """

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(f"{reason} at {position}")
        self.position = position
        self.reason = reason


class Macro(msgspec.Struct, frozen=True):
    """One ``%{...}``: the value of ``letter``, split, reversed, cut to ``keep`` parts.

    ``keep`` is None for all parts; ``escaped`` says that the value goes into a URL.
    """

    letter: str
    keep: int | None
    reverse: bool
    delimiters: str
    escaped: bool


MacroString = tuple[str | Macro, ...]
"""Literal text and macros in turn."""


def parse(text: str, start: int = 0, *, explanation: bool = False) -> MacroString:
    """The parts of a macro string; in an ``explanation``, spaces and three more letters pass.

    ``SyntaxProblem`` counts its position from ``start``.
    """
    literal = _LITERAL_OR_SPACE if explanation else _LITERAL
    letters = _IN_EXPLANATIONS if explanation else _EVERYWHERE
    parts: list[str | Macro] = []
    position = 0
    while position < len(text):
        if found := literal.match(text, position):
            parts.append(found[0])
        elif found := _MACRO.match(text, position):
            parts.append(_part(found, letters, start + position))
        else:
            reason = "broken-macro" if text[position] == "%" else "bad-character"
            raise SyntaxProblem(start + position, reason)
        position = found.end()
    return tuple(parts)


def _part(found: re.Match[str], letters: str, position: int) -> str | Macro:
    if found["escape"]:
        return _ESCAPES[found["escape"]]
    letter, digits = found["letter"], found["digits"]
    if letter.lower() not in letters:
        raise SyntaxProblem(position, "unknown-macro")
    # More parts than a name can have are all parts; and int() of endless digits takes for ever.
    keep = int(digits[-4:]) if len(digits.lstrip("0")) <= 4 and digits else None
    if keep == 0:
        raise SyntaxProblem(position, "zero-parts")
    return Macro(
        letter=letter.lower(),
        keep=keep,
        reverse=bool(found["reverse"]),
        delimiters=found["delimiters"] or ".",
        escaped=letter.isupper(),
    )


def ends_in_macro(parts: MacroString) -> bool:
    """Whether the last part is a macro or one of ``%%``, ``%_``, ``%-``."""
    # No literal holds a percent sign or a space, so what does was an escape.
    return bool(parts) and (isinstance(parts[-1], Macro) or parts[-1] in _ESCAPES.values())


def letters_of(parts: MacroString) -> frozenset[str]:
    """The macro letters that occur."""
    return frozenset(part.letter for part in parts if isinstance(part, Macro))


def expand(parts: MacroString, values: Mapping[str, str]) -> str:
    """The text with every macro replaced by its value."""
    return "".join(
        part if isinstance(part, str) else _expanded(part, values[part.letter]) for part in parts
    )


def expand_name(parts: MacroString, values: Mapping[str, str]) -> str:
    """A domain name: expanded, without a final dot, cut from the left to a name's length."""
    pieces: list[str] = []
    length = 0
    for part in reversed(parts):
        pieces.append(part if isinstance(part, str) else _expanded(part, values[part.letter]))
        length += len(pieces[-1])
        if length > LONGEST_NAME + 1:
            break  # what stands before that goes anyway
    name = "".join(reversed(pieces)).removesuffix(".")
    if len(name) <= LONGEST_NAME:
        return name
    rest = name[-LONGEST_NAME - 1 :]
    return rest.partition(".")[2] if "." in rest else rest


def _expanded(macro: Macro, value: str) -> str:
    pieces = re.split("[" + re.escape(macro.delimiters) + "]", value)
    if macro.reverse:
        pieces.reverse()
    if macro.keep is not None:
        pieces = pieces[-macro.keep :]
    text = ".".join(pieces)
    return urllib.parse.quote(text, safe="") if macro.escaped else text


def dotted(ip: IpAddress) -> str:
    """The address as the ``i`` macro has it: IPv6 as its 32 digits (section 7.3)."""
    return str(ip) if ip.version == 4 else ".".join(ip.exploded.replace(":", "").upper())
