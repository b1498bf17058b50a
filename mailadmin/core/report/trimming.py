"""A run as a report may hold it: not too long, harmless, and silent about this computer. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from mailadmin.core.account import Route, Security
from mailadmin.core.arrival.outcome import Where
from mailadmin.core.event import Outcome
from mailadmin.core.finding import Evidence, Status
from mailadmin.core.history.comparison import Change
from mailadmin.core.history.details import Details
from mailadmin.core.history.run import Kind
from mailadmin.core.smtp.transcript import printable

Whole = TypeVar("Whole")

LARGEST: Final = 1_000_000
"""Bytes of one run as JSON."""

HERE: Final = "[this computer]"
HOME: Final = "~"

_SHORTEST_NAME: Final = 4
"""Shorter names of computers would be found in the middle of everything."""

_INTRODUCED: Final = re.compile(r"^[\s\d.]*C: (?:EHLO|HELO) ([^\s\[]\S*)", re.IGNORECASE)


_OURS: Final = frozenset(
    (
        *(
            word
            for words in (Status, Outcome, Route, Security, Kind, Where, Change)
            for word in words
        ),
        *("finding", "found", "started", "result", "domain", "arrival", "message", "send"),
        *(str(kind.__struct_config__.tag) for kind in Evidence.__args__),
        *("localhost", "password"),
    )
)
"""A computer that is called by a word of the format, or as every computer, is told by nothing."""


class _Limits(NamedTuple):
    """Characters of a text, entries of a list."""

    text: int
    entries: int


_LIMITS: Final = (_Limits(4_000, 2_100), _Limits(1_000, 500), _Limits(400, 150), _Limits(200, 40))


class Computer(NamedTuple):
    """What is not said of the computer on which the report is made. Empty where not known."""

    name: str = ""
    home: str = ""


class Trimmed(NamedTuple):
    """A run, None where even its bones are too much; and whether something was left out."""

    details: Details | None
    cut: bool


def trimmed(details: Details, computer: Computer, largest: int = LARGEST) -> Trimmed:
    """The run, cut so far that it has its size."""
    data = msgspec.to_builtins(details)
    hide = _hiding(computer, introduced(details))
    for limits in _LIMITS:
        shortening = _Shortening(limits, hide)
        shorter = shortening.of(data)
        if len(msgspec.json.encode(shorter)) <= largest:
            try:
                return Trimmed(msgspec.convert(shorter, Details), shortening.cut)
            except msgspec.ValidationError:  # a server was told a name that is a word of ours
                break
    return Trimmed(None, cut=True)


def without_computer(thing: Whole, computer: Computer, names: Iterable[str] = ()) -> Whole:
    """A struct without what tells of this computer, and nothing in it too long."""
    shortening = _Shortening(_LIMITS[0], _hiding(computer, names))
    return msgspec.convert(shortening.of(msgspec.to_builtins(thing)), type(thing))


def introduced(details: Details) -> set[str]:
    """The names under which this computer introduced itself to a server: its own, mostly."""
    lines = _texts(msgspec.to_builtins(details))
    return {found[1] for line in lines if (found := _INTRODUCED.match(line))}


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list | tuple):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _texts(one)


def _hiding(computer: Computer, names: Iterable[str]) -> "list[tuple[re.Pattern[str], str]]":
    """What to replace by what. The longest comes first, so that no piece of it stays."""
    known = {name for name in (*names, computer.name) if len(name) >= _SHORTEST_NAME}
    known = {name for name in known if name.lower() not in _OURS}
    patterns = []
    if len(computer.home) >= _SHORTEST_NAME:
        patterns.append((re.compile(re.escape(computer.home), re.IGNORECASE), HOME))
    for name in sorted(known, key=len, reverse=True):
        # A server's name may begin with the same word, and an address as well.
        whole = rf"(?<![\w.@-]){re.escape(name)}(?![\w@-]|\.\w)"
        patterns.append((re.compile(whole, re.IGNORECASE), HERE))
    return patterns


class _Shortening:
    """Walks over plain data. ``cut`` says whether something did not fit."""

    def __init__(self, limits: _Limits, hide: "list[tuple[re.Pattern[str], str]]") -> None:
        self._limits = limits
        self._hide = hide
        self.cut = False

    def of(self, data: Any) -> Any:
        """The same data, shorter."""
        if isinstance(data, str):
            return self._text(data)
        if isinstance(data, dict):
            return {name: self.of(value) for name, value in data.items()}
        if isinstance(data, list | tuple):
            return list(self._entries(data))
        return data

    def _text(self, text: str) -> str:
        most = self._limits.text
        left = len(text) - most
        if left > 0:
            self.cut = True
            text = text[:most]
        for pattern, word in self._hide:
            text = pattern.sub(word, text)
        text = printable(text)  # no screen obeys it, also where the report is opened
        return f"{text}… ({left} characters more)" if left > 0 else text

    def _entries(self, entries: "list[Any] | tuple[Any, ...]") -> Iterator[Any]:
        most = self._limits.entries
        yield from (self.of(entry) for entry in entries[:most])
        if len(entries) > most:
            self.cut = True
            if isinstance(entries[0], str):
                yield f"({len(entries) - most} more)"
