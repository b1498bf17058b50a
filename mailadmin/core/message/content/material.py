"""A message taken apart once, for everything that looks at its content."""

from typing import Final

import msgspec

from mailadmin.core.finding import HeaderSeen
from mailadmin.core.forms.field import echo
from mailadmin.core.message import encoded_words, parts
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.html_page import Page, read_page
from mailadmin.core.message.parts import Part
from mailadmin.core.message.pieces import pieces

LONGEST_SHOWN: Final = 500
"""Characters of a header field that are kept as evidence."""


class Attachment(msgspec.Struct, frozen=True):
    """A part with a file. ``name`` is decoded and may hold anything."""

    name: str
    part: Part


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """A message in pieces. A text is None where there is no such part.

    ``pictures`` counts the images that the message brings along to be shown in its text;
    ``only_text`` says that it holds nothing besides the two texts.
    """

    message: bytes
    headers: Headers
    plain_part: Part | None = None
    html_part: Part | None = None
    plain: str | None = None
    html_size: int = 0
    page: Page | None = None
    attachments: tuple[Attachment, ...] = ()
    pictures: int = 0
    only_text: bool = True
    whole: tuple[Part, ...] = ()
    complete: bool = True

    @property
    def has_body(self) -> bool:
        """Whether more than a header was read. Parts that are announced would be there."""
        body = self.headers.body
        if body is None:
            return False
        announced = self.whole[0].type.startswith("multipart/")
        return not announced or any(piece.strip() for piece in pieces(self.message, body))

    def seen(self, name: str) -> tuple[HeaderSeen, ...]:
        """The fields of this name, as evidence."""
        values = self.headers.values(name)[:5]
        return tuple(HeaderSeen(name, encoded_words.decode(one)[:LONGEST_SHOWN]) for one in values)


def take_apart(message: bytes) -> Material:
    """Find the texts, the attachments and the images."""
    found = parts.split(message)
    plain: Part | None = None
    html: Part | None = None
    attachments: list[Attachment] = []
    pictures = 0
    leaves = _own_leaves(found)
    for part in leaves:
        name = encoded_words.literal(part.file_name)
        attached = part.disposition == "attachment" or bool(name)
        if not attached and part.type == "text/plain" and plain is None:
            plain = part
        elif not attached and part.type == "text/html" and html is None:
            html = part
        elif part.type.startswith("image/") and part.disposition != "attachment":
            pictures += 1
            attachments.append(Attachment(name, part))
        elif attached or not part.type.startswith(("text/", "multipart/", "message/")):
            attachments.append(Attachment(name, part))
    source = html.text() if html is not None else None
    return Material(
        message=message,
        headers=found.all[0].headers,
        plain_part=plain,
        html_part=html,
        plain=plain.text() if plain is not None else None,
        html_size=len(html.decoded()) if html is not None else 0,
        page=read_page(source) if source is not None else None,
        attachments=tuple(attachments),
        pictures=pictures,
        only_text=all(part in (plain, html) or not part.size for part in leaves),
        whole=found.all,
        complete=found.complete,
    )


def shown(text: str) -> str:
    """What a sentence repeats of a text of the message."""
    return echo(encoded_words.decode(text))


def _own_leaves(found: parts.Parts) -> list[Part]:
    """The parts that hold something, without those of messages that are sent along."""
    inner: set[int] = set()
    for number, part in enumerate(found.all):
        if part.parent is not None:
            around = found.all[part.parent]
            if part.parent in inner or around.type.startswith("message/"):
                inner.add(number)
    kept = {id(part) for number, part in enumerate(found.all) if number not in inner}
    return [part for part in found.leaves if id(part) in kept]
