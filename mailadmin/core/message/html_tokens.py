"""The tags and the text of an HTML document, in one pass that takes as long as the document is.

The HTML Standard's own reading (section 13.2.5): what is opened and never closed ends the document,
so nothing is looked at twice. Python's html.parser looks again and again: 50 kB of ``<a `` take it
twenty seconds, and Beautiful Soup with it; html5ever needs as long for 500 kB of ``<div>``.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from mailadmin.core.html_entities import decoded

MOST_TOKENS: Final = 100_000
"""Tags and texts that are read. A long newsletter has some five thousand."""
MOST_ATTRIBUTES: Final = 50
"""Attributes that are kept of a tag."""
LONGEST_ATTRIBUTE: Final = 10_000

_RAW: Final = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in (
        *("script", "style", "xmp", "iframe", "noembed", "noframes"),
        *("title", "textarea"),
    )
}
"""Elements whose content is text up to their own end tag, whatever it looks like."""
_LETTER: Final = re.compile(r"[A-Za-z]")
_NAME: Final = re.compile(r"[^\s/>]+")
_GAP: Final = re.compile(r"[\s/]*")
_ATTRIBUTE: Final = re.compile(r"=?[^\s/>=]*")
_EQUALS: Final = re.compile(r"\s*=\s*")
_BARE: Final = re.compile(r"[^\s>]*")


class Text(msgspec.Struct, frozen=True):
    """Text between tags, its entities decoded. ``raw`` names the element it is the content of."""

    text: str
    raw: str = ""


class Tag(msgspec.Struct, frozen=True):
    """A tag, its name and the names of its attributes in lower case."""

    name: str
    attributes: dict[str, str]
    closing: bool = False


class Cut(msgspec.Struct, frozen=True):
    """The document goes on and is not read: it ends in the middle of a tag, or is too long."""

    too_long: bool = False


def tokens(source: str) -> Iterator[Text | Tag | Cut]:
    """What the document consists of, comments and declarations left out."""
    at = count = 0
    while at < len(source):
        count += 1
        if count > MOST_TOKENS:
            yield Cut(too_long=True)
            return
        if source[at] != "<":
            end = _or_end(source.find("<", at), source)
            yield Text(decoded(source[at:end]))
            at = end
            continue
        closing = source.startswith("</", at)
        name_at = at + 2 if closing else at + 1
        if not _LETTER.match(source, name_at):
            end = _past_no_tag(source, at, closing=closing)
            if end == at + 1:
                yield Text("<")
            at = end
            continue
        tag, at = _tag(source, name_at, closing=closing)
        if tag is None:
            yield Cut()
            return
        yield tag
        if not closing and tag.name in _RAW:
            found = _RAW[tag.name].search(source, at)
            end = found.start() if found else len(source)
            yield Text(decoded(source[at:end]), tag.name)
            at = end


def _past_no_tag(source: str, at: int, *, closing: bool) -> int:
    """Where it goes on after a comment, a declaration, or a sign that is none of them."""
    if source.startswith("<!--", at):
        # Two signs before, because "<!-->" is a whole comment too.
        found = source.find("-->", at + 2)
        return len(source) if found < 0 else found + 3
    if closing or source.startswith(("<!", "<?"), at):
        return _or_end(source.find(">", at), source) + 1
    return at + 1


def _tag(source: str, at: int, *, closing: bool) -> tuple[Tag | None, int]:
    """The tag whose name begins here, and where it goes on; None where the document ends in it."""
    found = _NAME.match(source, at)
    assert found is not None
    attributes: dict[str, str] = {}
    at = found.end()
    while True:
        at = _end(_GAP, source, at)
        if at >= len(source):
            return None, at
        if source[at] == ">":
            return Tag(found[0][:40].lower(), attributes, closing), at + 1
        end = _end(_ATTRIBUTE, source, at)
        name, value = source[at : min(end, at + 40)].lower(), ""
        at = end
        equals = _EQUALS.match(source, at)
        if equals is not None:
            value, at = _value(source, equals.end())
        if name not in attributes and len(attributes) < MOST_ATTRIBUTES:
            attributes[name] = decoded(value)


def _value(source: str, at: int) -> tuple[str, int]:
    """The value of an attribute, and where it goes on: at the end where a quote stays open."""
    quote = source[at : at + 1]
    if quote and quote in "\"'":
        end = _or_end(source.find(quote, at + 1), source)
        return source[at + 1 : min(end, at + LONGEST_ATTRIBUTE)], end + 1
    end = _end(_BARE, source, at)
    return source[at : min(end, at + LONGEST_ATTRIBUTE)], end


def _end(pattern: re.Pattern[str], source: str, at: int) -> int:
    found = pattern.match(source, at)
    return at if found is None else found.end()


def _or_end(found: int, source: str) -> int:
    return len(source) if found < 0 else found
