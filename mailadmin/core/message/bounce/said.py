"""What a report says in its own words, apart from the message that it returns."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from mailadmin.core.html_entities import decoded
from mailadmin.core.message.bounce import words
from mailadmin.core.message.parts import Part, Parts

LONGEST: Final = 60_000
"""Characters of a report that are read; real ones have a few hundred."""
MOST_LINES: Final = 1_000
LONGEST_LINE: Final = 1_000

_SKIPPED: Final = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"))
"""What no reader sees, from its beginning to its end."""
_BREAKS: Final = re.compile(
    r"(?i)<(?:br|/?p|/?div|/?tr|/?li|/?h\d|/?table|/?pre|hr|/?ul)\b[^<>]{0,999}>"
)
_TAGS: Final = re.compile(r"<[a-zA-Z/!?][^<>]*>")
_QUOTED: Final = re.compile(r"^[ \t]*(?:>[ \t]?)+")


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """The report's own lines, and what follows the line after which it returns the message.

    ``marker`` is that line. ``copied`` says that such a line, or the first field of a returned
    header, was there; ``complete`` is false where the report has more lines than are read.
    """

    lines: tuple[str, ...] = ()
    marker: str = ""
    complete: bool = True
    copy: str = ""
    copied: bool = False

    @property
    def folded(self) -> str:
        """The lines as one text in lower case, each run of spaces one space."""
        return "\n".join(" ".join(line.lower().split()) for line in self.lines)

    @property
    def flowing(self) -> str:
        """The same as one line: a sentence may be broken anywhere."""
        return " ".join(self.folded.split())


def own_parts(parts: Parts) -> tuple[Part, ...]:
    """The leaves that belong to the report itself, not to a message within it."""
    within: set[int] = set()
    own: list[Part] = []
    for number, part in enumerate(parts.all):
        if part.parent is not None:
            around = parts.all[part.parent]
            if part.parent in within or not around.type.startswith("multipart/"):
                within.add(number)
                continue
        if not part.type.startswith("multipart/"):
            own.append(part)
    return tuple(own)


def said_in(parts: Parts) -> Said:
    """What the report itself says."""
    texts: list[Part] = []
    for part in own_parts(parts):
        if part.type.startswith("message/") or part.type == "text/rfc822-headers":
            break  # what follows belongs to the returned message
        if part.type.startswith("text/") or part.type == "multipart/report":
            texts.append(part)
    plain = [text for part in texts if part.type != "text/html" if (text := part.text(LONGEST))]
    marked = [without_tags(part.text(2 * LONGEST)) for part in texts if part.type == "text/html"]
    chosen = plain if any(text.strip() for text in plain) else marked
    if len(parts.all) == 1 and parts.all[0].type.startswith("multipart/"):
        chosen = [parts.all[0].text(LONGEST)]  # a multipart without its boundary
    return divided("\n".join(chosen))


def divided(text: str) -> Said:
    """A text with the copy of the returned message cut off."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n", MOST_LINES)
    at = next(_copies(lines), None)
    own = lines[:MOST_LINES] if at is None else lines[:at]
    rest = [] if at is None else lines[at:]
    marker = ""
    if rest and not words.STRUCTURE.match(rest[0][:LONGEST_LINE].lower()):
        marker, *rest = rest
    return Said(
        lines=tuple(line[:LONGEST_LINE].rstrip() for line in own),
        marker=marker[:LONGEST_LINE],
        complete=at is not None or len(lines) <= MOST_LINES,
        copy="\n".join(rest).lstrip(),
        copied=at is not None,
    )


def without_tags(text: str) -> str:
    """HTML as lines of text, for reading only."""
    for begin, end in _SKIPPED:
        text = " ".join(_outside(text, begin, end))
    text = " ".join(text.split())
    return decoded(_TAGS.sub("", _BREAKS.sub("\n", text)))


def _outside(text: str, begin: str, end: str) -> Iterator[str]:
    """What lies outside two marks; all of it from a beginning that has no end."""
    lower, at = text.lower(), 0
    while True:
        start = lower.find(begin, at)
        stop = lower.find(end, start) if start >= 0 else -1
        if stop < 0:
            yield text[at:]
            return
        yield text[at:start]
        at = stop + len(end)


def unquoted(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without the marks that a mail program put before what somebody else wrote."""
    return tuple(_QUOTED.sub("", line) for line in lines)


def by_hand(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines that the writer of an answer may have written: neither quoted nor below a quote."""
    own: list[str] = []
    for line in lines:
        folded = " ".join(line.lower().split())
        if words.ANSWERED.search(folded) or words.FORWARDED.search(folded):
            break
        if not line.startswith(">") or line.startswith(">>>"):
            own.append(line)
    return tuple(own)


def _copies(lines: list[str]) -> Iterator[int]:
    """Where a copy of a message may begin."""
    begun = False
    for number, line in enumerate(lines[:MOST_LINES]):
        folded = " ".join(line[:LONGEST_LINE].lower().split())
        if not folded:
            continue
        if words.STRUCTURE.match(line[:LONGEST_LINE].lower()) or (
            begun and len(folded) < 90 and words.COPY.search(folded)
        ):
            yield number
        begun = True
