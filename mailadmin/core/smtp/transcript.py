"""The protocol conversation, kept with times; secrets are removed as it is recorded."""

from collections.abc import Iterator
from typing import Final

import msgspec

REMOVED: Final = "[secret removed]"

MAX_LINES: Final = 2_000
"""A hostile server must not fill the memory; what is beyond is counted, not kept."""

SHORTEST_HIDDEN: Final = 4
"""Shorter secrets are not searched in replies: they would black out ordinary words."""


def printable(text: str) -> str:
    """What somebody else wrote, without what a terminal obeys and what turns text around."""
    return "".join(c if c.isprintable() or c in "\n\t" else "�" for c in text)


class Line(msgspec.Struct, frozen=True):
    """One line: ``C`` (ours), ``S`` (the server's) or ``*`` (a remark), ms since the start."""

    at_ms: float
    who: str
    text: str

    def __str__(self) -> str:
        return f"{self.at_ms:9.1f} {self.who}: {self.text}"


class Transcript:
    """Lines of one conversation, in order. Everything recorded passes through :meth:`clean`."""

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._hidden: list[str] = []
        self._dropped = 0

    def hide(self, text: str) -> None:
        """Remove this text from everything recorded or cleaned from now on."""
        if len(text) >= SHORTEST_HIDDEN and text not in self._hidden:
            self._hidden.append(text)
            # The longest first, so that no piece of a longer form stays visible.
            self._hidden.sort(key=len, reverse=True)

    def clean(self, text: str) -> str:
        """The text without secrets and without control characters."""
        for hidden in self._hidden:
            text = text.replace(hidden, REMOVED)
        return printable(text)

    def add(self, at_ms: float, who: str, text: str) -> None:
        """Record one line."""
        if len(self._lines) < MAX_LINES:
            self._lines.append(Line(at_ms, who, self.clean(text)))
        else:
            self._dropped += 1

    def lines(self) -> tuple[str, ...]:
        """The transcript as text, a line each."""
        more = (f"({self._dropped} more lines)",) if self._dropped else ()
        return (*(str(line) for line in self._lines), *more)

    def __iter__(self) -> Iterator[Line]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)
