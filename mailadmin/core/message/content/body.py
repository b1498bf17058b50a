"""The text of a message, plain and HTML, and how the two go together."""

import codecs
import itertools
import re
from typing import Final

from mailadmin.core.message.content.letters import broken_words, mixed_words
from mailadmin.core.message.content.material import Material, shown
from mailadmin.core.message.content.remark import Remark, What
from mailadmin.core.message.html_page import Page
from mailadmin.core.message.parts import Part

CLIPPED: Final = 102 * 1024
"""Bytes of HTML of which Gmail shows the beginning only."""
FEW_WORDS: Final = 20
"""Words that are no text beside pictures, and too few to compare texts by."""
LEAST_IN_COMMON: Final = 0.2
"""Share of the words of the HTML that its plain text must have too."""
MOST_HIDDEN: Final = 300
"""Letters that may be hidden: newsletters hide a line for the list of messages."""
MOST_FADED: Final = 30
MOST_BROKEN: Final = 3
MOST_REMOTE: Final = 15
"""Images from elsewhere after which there are many."""

_WORD: Final = re.compile(r"\w{2,100}")
_MOST_WORDS: Final = 20_000
_URL: Final = re.compile(r"https?://\S{1,2000}", re.IGNORECASE)
_USUAL_CHARSETS: Final = re.compile(
    r"(us-)?ascii|utf-?(7|8|16|32)([bl]e)?|(iso[-_]?8859|windows|cp|ibm|koi8|tis|tcvn)\S{0,12}|latin\d"
    r"|big5\S{0,8}|gb\d{0,5}k?\S{0,5}|hz(-gb)?\S{0,6}|euc\S{0,8}|s(hift)?[-_]?jis\S{0,8}|x-\S{1,20}"
    r"|iso-2022\S{0,8}|ks_c\S{0,12}|mac\S{0,12}|unicode-1-1-utf-7|ansi_x3\S{0,12}",
    re.IGNORECASE,
)


def remarks(material: Material) -> list[Remark]:
    """What there is to say about the text."""
    page = material.page
    words = _words(material.plain or "")
    shown_words = _words(page.text) if page is not None else words
    images = material.pictures + (page.images if page is not None else 0)
    found = []
    if not (page.text if page is not None else material.plain or "").strip() and material.only_text:
        found.append(Remark(What.EMPTY))
    elif page is not None and images and len(shown_words) < FEW_WORDS and len(words) < FEW_WORDS:
        found.append(Remark(What.IMAGES_ONLY, {"images": images, "words": len(shown_words)}))
    if page is not None:
        found += _about_page(material, page)
        if material.plain is None and shown_words:
            found.append(Remark(What.NO_PLAIN_TEXT))
        elif material.plain is not None and len(set(shown_words)) >= FEW_WORDS:
            common = len(set(words) & set(shown_words)) / len(set(shown_words))
            if common < LEAST_IN_COMMON:
                found.append(Remark(What.TEXT_DIFFERS, {"percent": round(100 * common)}))
    text = page.text if page is not None else material.plain or ""
    if broken_words(text) > MOST_BROKEN:
        found.append(Remark(What.HIDDEN_IN_TEXT, {"count": broken_words(text)}))
    mixed = mixed_words(text)
    if len(mixed) > MOST_BROKEN:
        found.append(Remark(What.MIXED_IN_TEXT, {"word": shown(mixed[0])}))
    return found


def charset_remarks(material: Material) -> list[Remark]:
    """Whether each text is in the charset that it says it is in."""
    for part in (material.plain_part, material.html_part):
        if part is not None:
            wrong = _charset(part)
            if wrong is not None:
                return [wrong]
    return []


def _about_page(material: Material, page: Page) -> list[Remark]:
    found = []
    if page.scripts:
        found.append(Remark(What.SCRIPT, {"count": page.scripts}))
    if page.forms:
        found.append(Remark(What.FORM, {"count": page.forms}))
    if page.embedded:
        found.append(Remark(What.EMBEDDED, {"element": page.embedded[0]}))
    for what, text, most in (
        (What.HIDDEN_TEXT, page.hidden, MOST_HIDDEN),
        (What.FADED_TEXT, page.faded, MOST_FADED),
    ):
        letters = sum(letter.isalnum() for letter in text)
        if letters > most:
            found.append(Remark(what, {"count": letters, "text": shown(text)}))
    if material.html_size > CLIPPED:
        found.append(Remark(What.HTML_CLIPPED, {"kilobytes": round(material.html_size / 1024)}))
    if page.remote_images > MOST_REMOTE:
        found.append(Remark(What.MANY_IMAGES, {"count": page.remote_images}))
    if page.cut:
        found.append(Remark(What.HTML_CUT))
    elif page.unclosed:
        found.append(Remark(What.HTML_BROKEN, {"element": f"<{page.unclosed[0]}>"}))
    return found


def _words(text: str) -> list[str]:
    without_links = _URL.sub(" ", text).lower()
    return [found[0] for found in itertools.islice(_WORD.finditer(without_links), _MOST_WORDS)]


def _charset(part: Part) -> Remark | None:
    named = part.parameter("charset").strip().lower()
    if named and _USUAL_CHARSETS.fullmatch(named) is None:
        return Remark(What.CHARSET_UNKNOWN, {"charset": shown(named)})
    data = part.decoded()
    try:
        decoder = codecs.getincrementaldecoder(named or "ascii")
        decoder().decode(data)  # without the end, which may be cut off in a letter
    except LookupError:
        return None  # a usual name of a charset that Python does not have
    except ValueError:
        return (
            Remark(What.CHARSET_WRONG, {"charset": named})
            if named
            else Remark(What.CHARSET_MISSING)
        )
    return None
