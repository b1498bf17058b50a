"""The text of a message: HTML made safe, plain text made of it, line ends made right."""

import html
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bs4 import Tag

_BARE_ENDS: Final = re.compile(r"\r\n|\r|\n")
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_STYLES: Final = {
    "background-color", "color", "font-family", "font-size", "font-style", "font-weight",
    "margin-bottom", "margin-left", "margin-right", "margin-top", "text-align",
    "text-decoration", "text-indent", "vertical-align", "white-space",
}  # fmt: skip
"""What a formatted text needs; nothing that loads from outside or covers other content."""


def with_crlf(text: str) -> str:
    """The text with every line end as CRLF (RFC 5322 §2.3) and without what is no text."""
    return _BARE_ENDS.sub("\r\n", _NOT_TEXT.sub("", text))


def clean_html(source: str) -> str:
    """A whole HTML document of what is harmless in the source: no script, form, frame, event."""
    import nh3

    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    attributes["*"] = attributes.get("*", set()) | {"style", "align", "dir", "lang", "title"}
    body = nh3.clean(
        _NOT_TEXT.sub("", source),
        attributes=attributes,
        filter_style_properties=_STYLES,
        url_schemes={"http", "https", "mailto", "tel", "cid"},
        link_rel=None,
    )
    return (
        '<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head>\n'
        f"<body>\n{body.strip()}\n</body></html>\n"
    )


def plain_text(source: str) -> str:
    """The text of an HTML document for people who read plain text: lists, links and all."""
    import nh3

    cleaned = nh3.clean(source)
    try:
        text = _readable(cleaned)
    except RecursionError:
        # A thousand nested elements carry no layout that anybody meant.
        text = html.unescape(nh3.clean(source, tags=set()))
    # Two dashes and a space announce a signature (RFC 3676 §4.3); other trailing space is noise.
    lines = ("-- " if line.rstrip() == "--" else line.rstrip() for line in text.split("\n"))
    return "\n".join(lines).strip("\n") + "\n"


def _readable(cleaned: str) -> str:
    # Imported late: it takes longer than most commands may.
    from markdownify import MarkdownConverter

    class Readable(MarkdownConverter):
        """Marks that people write by hand, and no escapes: nobody renders this text."""

        def convert_a(self, el: "Tag", text: str, **_parents: object) -> str:
            target = str(el.get("href") or "")
            same = text.strip() in (target, target.removeprefix("mailto:"))
            return text if same or not target else f"{text} <{target}>"

        def convert_img(self, el: "Tag", _text: str, **_parents: object) -> str:
            alternative = el.get("alt")
            return f"[{alternative}]" if alternative else ""

    converter = Readable(
        heading_style="ATX",
        bullets="-*+",
        escape_asterisks=False,
        escape_underscores=False,
        escape_misc=False,
    )
    text: str = converter.convert(cleaned)
    return text
