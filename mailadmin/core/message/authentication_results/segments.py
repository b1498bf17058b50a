"""A field's value cut at its semicolons, the comments taken out (RFC 5322 section 3.2.2).

One pass over the characters that matter. What opens and never closes ends at the next semicolon,
so that it costs one result and not all of them.
"""

import re
from typing import Final

import msgspec

LONGEST: Final = 10_000
"""Characters of a value that are read; real ones have some hundreds."""

MOST_OPEN: Final = 3
"""Comments and quoted strings that never close before we give up: each costs a pass."""

_SPECIAL: Final = re.compile(r'[\\()";]')
_BEFORE_QUOTED: Final = frozenset(" \t\r\n=)/.;:,<")


class Comment(msgspec.Struct, frozen=True):
    """A comment without its brackets, and where it begins in the value."""

    at: int
    text: str


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """What stands between two semicolons, with blanks where the comments were.

    ``at`` is its place in the value; ``closed`` says that a semicolon follows it.
    """

    text: str
    at: int
    closed: bool
    comments: tuple[Comment, ...] = ()


class Segments(msgspec.Struct, frozen=True, kw_only=True):
    """All segments. ``open_comments`` and ``open_quotes`` are where the ones begin that never end.

    ``complete`` is false where the value goes on behind them.
    """

    all: tuple[Segment, ...]
    open_comments: tuple[int, ...] = ()
    open_quotes: tuple[int, ...] = ()
    complete: bool = True


def split(value: str) -> Segments:
    """Cut a value. Never raises."""
    text = value[:LONGEST]
    scan = _Scan(text)
    scan.run()
    return Segments(
        all=tuple(scan.segments),
        open_comments=tuple(scan.open_comments),
        open_quotes=tuple(scan.open_quotes),
        complete=len(value) <= LONGEST and not scan.gave_up,
    )


class _Scan:
    """One value under way. ``_start`` is where the segment begins, ``_at`` how far we are."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._start = 0
        self._pieces: list[str] = []
        self._piece = 0
        self._comments: list[Comment] = []
        self.segments: list[Segment] = []
        self.open_comments: list[int] = []
        self.open_quotes: list[int] = []
        self.gave_up = False

    def run(self) -> None:
        while (found := _SPECIAL.search(self._text, self._at)) is not None:
            at, self._at = found.start(), found.end()
            match found[0]:
                case ";":
                    self._close(at, closed=True)
                case "(":
                    self._comment(at)
                case '"' if at == self._start or self._text[at - 1] in _BEFORE_QUOTED:
                    self._quoted(at)
            if len(self.open_comments) + len(self.open_quotes) > MOST_OPEN:
                self.gave_up = True
                break
        self._close(len(self._text), closed=False)

    def _comment(self, at: int) -> None:
        """The comment that opens here: brackets within it pair, and a backslash hides one."""
        depth, end = 0, at
        while True:
            found = _SPECIAL.search(self._text, end)
            if found is None:
                self.open_comments.append(at)
                end = self._rescue(at)
                break
            end = found.end() + (found[0] == "\\")
            depth += {"(": 1, ")": -1}.get(found[0], 0)
            if depth == 0:
                break
        inside = self._text[at + 1 : end].removesuffix(")")
        self._comments.append(Comment(at, " ".join(inside.split())))
        self._pieces += (self._text[self._piece : at], " " * (end - at))
        self._piece = self._at = end

    def _rescue(self, at: int) -> int:
        """Where a comment that never closes is taken to end."""
        semicolon = self._text.find(";", at)
        limit = len(self._text) if semicolon < 0 else semicolon
        bracket = self._text.find(")", at, limit)
        return limit if bracket < 0 else bracket + 1

    def _quoted(self, at: int) -> None:
        end = at + 1
        while (found := _SPECIAL.search(self._text, end)) is not None:
            end = found.end() + (found[0] == "\\")
            if found[0] == '"':
                self._at = end
                return
        self.open_quotes.append(at)

    def _close(self, end: int, *, closed: bool) -> None:
        text = "".join((*self._pieces, self._text[min(self._piece, end) : end]))
        comments = tuple(self._comments)
        self.segments.append(Segment(text=text, at=self._start, closed=closed, comments=comments))
        self._pieces, self._comments = [], []
        self._start = self._piece = end + 1
