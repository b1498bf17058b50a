"""Which folders a message can have landed in: by the server's word, else by their usual names."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Final

import msgspec


class Place(StrEnum):
    """What a folder is for (RFC 6154)."""

    INBOX = "inbox"
    JUNK = "junk"
    SENT = "sent"


class Folder(msgspec.Struct, frozen=True, kw_only=True):
    """One folder. ``place`` is None where the server does not say what it is for."""

    name: str
    place: Place | None = None


_USUAL: Final = {
    Place.JUNK: (
        "junk", "junk e-mail", "junk email", "junk mail", "spam", "bulk mail", "bulk",
        "spamverdacht", "unerwünscht", "courrier indésirable", "indésirables", "posta indesiderata",
        "correo no deseado", "no deseado", "lixo eletrônico", "ongewenste e-mail", "skräppost",
        "søppelpost", "uønsket e-post", "roskaposti", "спам", "нежелательная почта", "垃圾邮件",
        "迷惑メール",
    ),
    Place.SENT: (
        "sent", "sent items", "sent messages", "sent mail", "gesendet", "gesendete elemente",
        "gesendete objekte", "envoyés", "éléments envoyés", "posta inviata", "inviati", "enviados",
        "elementos enviados", "itens enviados", "verzonden", "verzonden items", "skickat",
        "sendt", "lähetetyt", "отправленные", "已发送",
    ),
}  # fmt: skip


def folders_at(listing: Sequence[Folder], places: Iterable[Place]) -> tuple[Folder, ...]:
    """The folders to look in for these places, in this order, each once."""
    found = [folder for place in places for folder in _at(listing, place)]
    return tuple({folder.name: folder for folder in found}.values())


def _at(listing: Sequence[Folder], place: Place) -> list[Folder]:
    if place is Place.INBOX:
        # It always exists and is written in any case (RFC 9051 section 5.1).
        return [Folder(name="INBOX", place=place)]
    said = [folder for folder in listing if folder.place is place]
    if said:
        return said
    usual = _USUAL.get(place, ())
    return [
        Folder(name=folder.name, place=place)
        for folder in listing
        if folder.place is None and _last_part(folder.name) in usual
    ]


def _last_part(name: str) -> str:
    """The folder's own name: what follows the last separator, whichever that is."""
    return name.replace("\\", "/").rpartition("/")[2].rpartition(".")[2].strip().lower()
