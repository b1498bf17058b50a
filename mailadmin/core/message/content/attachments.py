"""Attached files: what their names and their first bytes say they are."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from mailadmin.core.message.content.material import Attachment, Material, shown
from mailadmin.core.message.content.remark import Remark, What
from mailadmin.core.message.content.tables import weight_of

MOST_MEMBERS: Final = 200
"""Files of an archive whose names are read."""
MOST_BYTES: Final = 1_000_000
"""Bytes of an archive in which they are looked for."""

_HARMLESS: Final = "pdf docx? xlsx? pptx? rtf txt csv jpe?g png gif bmp mp[34] zip html?"
_DOUBLE: Final = re.compile(rf"\.(?:{'|'.join(_HARMLESS.split())})[\s._]{{0,200}}\.\w{{1,12}}\s*$")
_LOCAL_FILE: Final = b"PK\x03\x04"
_ENCRYPTED: Final = 1
_STREAMED: Final = 8
"""The flag of a ZIP entry whose size stands behind it (APPNOTE section 4.4.4)."""

_ZIPPED: Final = frozenset((
    "zip", "docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "dotx", "dotm", "xltx", "xltm",
    "xlsb", "potx", "potm", "ppsx", "ppsm", "xlam", "ppam", "odt", "ods", "odp", "odg", "epub",
    "jar", "apk", "appx", "msix", "kmz", "ggb", "pages", "numbers", "key", "vsdx", "xpi", "oxt",
    "whl", "ipa",
))  # fmt: skip
_OLD_OFFICE: Final = frozenset((
    "doc", "rtf", "xls", "ppt", "dot", "xlt", "pot", "pps", "msg", "msi", "mpp", "vsd", "pub", "db",
))  # fmt: skip


class _Kind(msgspec.Struct, frozen=True):
    """Files that begin alike, the endings they may have and the media type they are sent as."""

    begins: bytes
    endings: frozenset[str]
    type: str = ""


_KINDS: Final = (
    _Kind(b"%PDF-", frozenset(("pdf", "ai")), "application/pdf"),
    _Kind(b"\x89PNG\r\n", frozenset(("png",)), "image/png"),
    _Kind(b"\xff\xd8\xff", frozenset(("jpg", "jpeg", "jpe", "jfif")), "image/jpeg"),
    _Kind(b"GIF8", frozenset(("gif",)), "image/gif"),
    _Kind(_LOCAL_FILE, _ZIPPED, "application/zip"),
    _Kind(b"Rar!\x1a\x07", frozenset(("rar", "cbr"))),
    _Kind(b"7z\xbc\xaf\x27\x1c", frozenset(("7z",))),
    _Kind(b"{\\rtf", frozenset(("rtf", "doc")), "application/rtf"),
    _Kind(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE, "application/msword"),
)
_KNOWN_ENDINGS: Final = frozenset().union(*(kind.endings for kind in _KINDS))
_PROGRAMS: Final = (b"MZ", b"\x7fELF")


def remarks(material: Material) -> list[Remark]:
    """What there is to say about the files, one remark a kind; the first file stands for all."""
    found: dict[What, list[dict[str, str]]] = {}
    for attachment in material.attachments:
        for what, params in _about(attachment):
            found.setdefault(what, []).append(params)
    return [
        Remark(what, {**seen[0], **({"count": len(seen)} if len(seen) > 1 else {})})
        for what, seen in found.items()
    ]


def _about(attachment: Attachment) -> Iterator[tuple[What, dict[str, str]]]:
    name, part = attachment.name, attachment.part
    ending = ending_of(name)
    params = {"file": shown(name) or part.type, "ending": shown(ending)}
    begin = part.decoded(64)
    weight = weight_of(ending)
    if weight == "refused" and _DOUBLE.search(name.lower()):
        yield What.ATTACHMENT_DISGUISED, params
    elif weight == "refused":
        yield What.ATTACHMENT_REFUSED, params
    elif ending and begin.startswith(_PROGRAMS) and _looks_harmless(ending):
        yield What.ATTACHMENT_DISGUISED, params
    elif _disagrees(ending, begin, part.type):
        yield What.ATTACHMENT_TYPE, {**params, "type": shown(part.type)}
    elif weight == "macros":
        yield What.ATTACHMENT_MACROS, params
    elif weight == "pages":
        yield What.ATTACHMENT_PAGE, params
    if begin.startswith(_LOCAL_FILE):
        members, locked = _archive(part.decoded(MOST_BYTES))
        bad = next((each for each in members if weight_of(ending_of(each)) == "refused"), None)
        if bad is not None and ending not in ("jar", "apk"):
            inside = {**params, "inside": shown(bad), "ending": shown(ending_of(bad))}
            yield What.ATTACHMENT_INSIDE, inside
        if locked:
            yield What.ATTACHMENT_LOCKED, params


def ending_of(name: str) -> str:
    """The ending of a file's name in lower case, without the dot. Windows ignores dots behind."""
    stem, dot, ending = name.strip().rstrip(". ").lower().rpartition(".")
    return ending.strip() if dot and stem else ""


def _looks_harmless(ending: str) -> bool:
    return ending in _KNOWN_ENDINGS or re.fullmatch(_HARMLESS.replace(" ", "|"), ending) is not None


def _disagrees(ending: str, begin: bytes, declared: str) -> bool:
    """Whether a file begins unlike its name says, or is sent as something else."""
    kind = next((kind for kind in _KINDS if begin.startswith(kind.begins)), None)
    if kind is not None and ending in _KNOWN_ENDINGS and ending not in kind.endings:
        return True
    sent_as = next((kind for kind in _KINDS if kind.type == declared), None)
    return sent_as is not None and ending in _KNOWN_ENDINGS and ending not in sent_as.endings


def _archive(data: bytes) -> tuple[list[str], bool]:
    """The names of the files in a ZIP archive, as far as they are read; whether one is locked."""
    names: list[str] = []
    locked = False
    at = 0
    while len(names) < MOST_MEMBERS and data.startswith(_LOCAL_FILE, at) and len(data) >= at + 30:
        flags = int.from_bytes(data[at + 6 : at + 8], "little")
        size = int.from_bytes(data[at + 18 : at + 22], "little")
        name_length = int.from_bytes(data[at + 26 : at + 28], "little")
        extra = int.from_bytes(data[at + 28 : at + 30], "little")
        names.append(data[at + 30 : at + 30 + min(name_length, 500)].decode("utf-8", "replace"))
        locked = locked or bool(flags & _ENCRYPTED)
        at += 30 + name_length + extra + size
        if flags & _STREAMED and not size:
            at = max(data.find(_LOCAL_FILE, at), 0) or len(data)
    return names, locked
