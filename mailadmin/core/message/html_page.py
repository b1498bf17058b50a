"""What an HTML document shows people, and what is in it besides: read once, never run or loaded.

Only inline styles are followed; what rules of a style sheet hide counts as shown.
"""

import re
from collections import Counter
from typing import Final

import msgspec

from mailadmin.core.message.html_tokens import Cut, Tag, Text, tokens
from mailadmin.core.message.styles import Look, inside

LONGEST: Final = 1_000_000
"""Characters of a document that are read; Gmail shows a tenth of that."""
MOST_LINKS: Final = 2_000
LONGEST_LINK: Final = 2_000
DEEPEST: Final = 200
"""Open elements that are remembered."""

_VOID: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr",
))  # fmt: skip
_BLOCKS: Final = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "div", "dl",
    "dt", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot",
    "thead", "tr", "ul",
))  # fmt: skip
_PARAGRAPHS: Final = frozenset((
    "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table", "ul",
))  # fmt: skip
_MUST_BE_CLOSED: Final = frozenset((
    "a", "b", "center", "div", "em", "font", "form", "i", "span", "strong", "table", "u",
))  # fmt: skip
_EMBEDDED: Final = frozenset((
    "applet", "audio", "embed", "frame", "iframe", "object", "video",
))  # fmt: skip
_BLANKS: Final = re.compile(r"[ \t\r\n\f]+")


class Link(msgspec.Struct, frozen=True):
    """A link: where it leads, as written, and the text that people press."""

    target: str
    text: str


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """What is in a document.

    ``text`` is what people read, a line a block; ``readable`` the same with the targets of links
    and the words for images. ``hidden`` is text that is not shown, ``faded`` text in the colour of
    its background. ``images`` counts those that are shown, ``remote_images`` those loaded from
    elsewhere. ``scripts`` counts scripts and actions of elements, ``embedded`` names objects and
    frames. ``unclosed`` names elements that are never closed although they have to be;
    ``cut`` says that the document ends within a tag, ``complete`` that all of it was read.
    """

    text: str = ""
    readable: str = ""
    hidden: str = ""
    faded: str = ""
    links: tuple[Link, ...] = ()
    images: int = 0
    remote_images: int = 0
    forms: int = 0
    scripts: int = 0
    embedded: tuple[str, ...] = ()
    unclosed: tuple[str, ...] = ()
    cut: bool = False
    complete: bool = True


def read_page(source: str) -> Page:
    """Read a document. Bounded: see :data:`LONGEST` and :data:`~.html_tokens.MOST_TOKENS`."""
    reader = _Reader()
    complete = len(source) <= LONGEST
    for token in tokens(source[:LONGEST]):
        if isinstance(token, Text):
            reader.text(token)
        elif isinstance(token, Cut):
            complete = complete and not token.too_long
            reader.cut = not token.too_long and len(source) <= LONGEST
        elif token.closing:
            reader.close(token.name)
        else:
            reader.open(token)
    return reader.page(complete=complete)


class _Open(msgspec.Struct, frozen=True):
    """An element that is open, and how text in it looks."""

    name: str
    look: Look


class _Reader:
    def __init__(self) -> None:
        self.cut = False
        self._stack = [_Open("", Look())]
        self._names: Counter[str] = Counter()
        self._shown: list[str] = []
        self._readable: list[str] = []
        self._hidden: list[str] = []
        self._faded: list[str] = []
        self._links: list[Link] = []
        self._link: tuple[str, int] | None = None
        self._images = self._remote = self._forms = self._scripts = 0
        self._embedded: dict[str, None] = {}
        self._unclosed: dict[str, None] = {}
        self._classes = False

    def text(self, token: Text) -> None:
        if token.raw == "style":
            self._classes = True
        if token.raw and token.raw != "textarea":
            return
        text = _BLANKS.sub(" ", token.text)
        look = self._stack[-1].look
        if look.hidden:
            self._hidden += (text, " ")
        elif look.faded:
            self._faded += (text, " ")
        else:
            self._shown.append(text)
            self._readable.append(text)

    def open(self, tag: Tag) -> None:
        name, attributes = tag.name, tag.attributes
        look = inside(self._stack[-1].look, attributes, classes=self._classes)
        self._count(tag, look)
        self._break(name)
        if name == "a":
            self._end_link()
            if "href" in attributes:
                self._link = attributes["href"][:LONGEST_LINK], len(self._shown)
        if name == "li":
            self._readable.append("- ")
        if name not in _VOID and len(self._stack) < DEEPEST:
            self._stack.append(_Open(name, look))
            self._names[name] += 1

    def close(self, name: str) -> None:
        if name == "a":
            self._end_link()
        if self._names[name]:  # else there is none to look for, a hundred thousand times
            at = next(n for n in reversed(range(len(self._stack))) if self._stack[n].name == name)
            self._note_unclosed(self._stack[at + 1 :])
            self._names.subtract(one.name for one in self._stack[at:])
            del self._stack[at:]
        self._break(name)

    def page(self, *, complete: bool) -> Page:
        self._end_link()
        if complete:
            self._note_unclosed(self._stack)
        return Page(
            text=_tidy(self._shown),
            readable=_tidy(self._readable),
            hidden=_tidy(self._hidden),
            faded=_tidy(self._faded),
            links=tuple(self._links),
            images=self._images,
            remote_images=self._remote,
            forms=self._forms,
            scripts=self._scripts,
            embedded=tuple(self._embedded),
            unclosed=tuple(self._unclosed),
            cut=self.cut,
            complete=complete,
        )

    def _count(self, tag: Tag, look: Look) -> None:
        name, attributes = tag.name, tag.attributes
        self._forms += name == "form"
        # Data for mail programs (schema.org) is no script, although it is written as one.
        data = attributes.get("type", "").lower() == "application/ld+json"
        self._scripts += name == "script" and not data
        self._scripts += any(each.startswith("on") for each in attributes)
        if name in _EMBEDDED:
            self._embedded[name] = None
        if name == "img" and not look.gone and not _is_dot(attributes):
            source = attributes.get("src", "").strip().lower()
            self._images += 1
            self._remote += source.startswith(("http:", "https:", "//"))
            if attributes.get("alt", "").strip():
                self._readable.append(f"[{_BLANKS.sub(' ', attributes['alt'].strip())}]")

    def _break(self, name: str) -> None:
        if name in _BLOCKS:
            ends = "\n\n" if name in _PARAGRAPHS else "\n"
            self._shown.append("\n")
            self._readable.append(ends)
        elif name in ("td", "th"):
            self._shown.append(" ")
            self._readable.append(" ")

    def _end_link(self) -> None:
        if self._link is None:
            return
        target, begin = self._link
        self._link = None
        text = _tidy(self._shown[begin:]).replace("\n", " ")[:LONGEST_LINK]
        if len(self._links) < MOST_LINKS:
            self._links.append(Link(target, text))
        address = target.strip().removeprefix("mailto:")
        if address and not target.startswith("#") and text.strip().rstrip("/") != address:
            self._readable.append(f" <{_BLANKS.sub(' ', target.strip())}>")

    def _note_unclosed(self, left: list[_Open]) -> None:
        self._unclosed |= {one.name: None for one in left if one.name in _MUST_BE_CLOSED}


def _is_dot(attributes: dict[str, str]) -> bool:
    """Whether an image is one of a single point, as they are used to count readers."""
    return any(attributes.get(side, "").strip() in ("0", "1") for side in ("width", "height"))


def _tidy(pieces: list[str]) -> str:
    """The pieces as lines, without blanks at their ends and with one empty line at most."""
    lines: list[str] = []
    for line in "".join(pieces).split("\n"):
        stripped = _BLANKS.sub(" ", line).strip()
        if stripped or (lines and lines[-1]):
            lines.append(stripped)
    return "\n".join(lines).strip()
