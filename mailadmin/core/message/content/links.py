"""Where links lead, and what about that makes filters suspicious."""

import re
from typing import Final
from urllib.parse import unquote

import msgspec

from mailadmin.core.message.content.domains import is_number, same_owner
from mailadmin.core.message.content.letters import looks_like_latin, mixed_words
from mailadmin.core.message.content.material import Material, shown
from mailadmin.core.message.content.remark import Remark, What
from mailadmin.core.message.content.tables import stands_in
from mailadmin.core.message.html_page import Link

MOST_LINKS: Final = 2_000

_WRITTEN: Final = re.compile(r"https?://[^\s<>\"']{1,2000}", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]{0,30}):", re.IGNORECASE)
_NOT_IN_URLS: Final = re.compile(r"[\x00-\x20\x7f]+")
_NUMBER: Final = re.compile(r"(0x[0-9a-f]{1,16}|\d{1,12})(\.(0x[0-9a-f]{1,16}|\d{1,12})){0,3}")
_SHOWN_HOST: Final = re.compile(
    r"(?:https?://|(?=www\.))((?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})(?![\w.-]*@)", re.IGNORECASE
)
_BARE_HOST: Final = re.compile(r"((?:[\w-]{1,63}\.){1,6}[^\W\d_]{2,24})(?:[/?#:]\S{0,2000})?")
_FILES: Final = frozenset((
    "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "html", "htm", "php", "txt", "jpg",
    "png", "csv", "xml", "md",
))  # fmt: skip
_RUNS: Final = frozenset(("javascript", "vbscript", "data", "file", "ms-msdt", "search-ms"))
_PUNYCODE: Final = "xn--"


class Target(msgspec.Struct, frozen=True):
    """Where a link leads as browsers read it. ``user`` is what stands before an @ of the host."""

    scheme: str = ""
    host: str = ""
    user: str = ""


def read_target(link: str) -> Target:
    """Take a link apart; empty where it leads nowhere or stays within the message."""
    text = _NOT_IN_URLS.sub("", link).replace("\\", "/")
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found is not None else ""
    rest = text[found.end() :] if found is not None else text
    if scheme not in ("", "http", "https", "ftp") or not rest.startswith("//"):
        return Target(scheme)
    authority = re.split(r"[/?#]", rest.lstrip("/"), maxsplit=1)[0]
    user, _, place = authority.rpartition("@")
    host = place.partition("]")[0] + "]" if place.startswith("[") else place.partition(":")[0]
    return Target(scheme, unquote(host).strip(".").lower(), unquote(user))


def remarks(material: Material) -> list[Remark]:
    """What there is to say about the links of a message, one remark a kind."""
    found: dict[What, list[dict[str, str]]] = {}
    for link in links_of(material):
        for what, params in _about(link):
            found.setdefault(what, []).append(params)
    return [
        Remark(what, {**seen[0], **({"count": len(seen)} if len(seen) > 1 else {})})
        for what, seen in found.items()
    ]


def links_of(material: Material) -> list[Link]:
    """The links of the HTML, and those that stand in the plain text."""
    links = list(material.page.links) if material.page is not None else []
    if material.plain:
        links += [Link(found[0], "") for found in _WRITTEN.finditer(material.plain)]
    return list(dict.fromkeys(links))[:MOST_LINKS]


def _about(link: Link) -> list[tuple[What, dict[str, str]]]:
    target = read_target(link.target)
    host = readable(target.host)
    params = {"target": shown(host), "ascii": shown(target.host), "text": shown(link.text)}
    if target.scheme in _RUNS:
        return [(What.LINK_PROGRAM, {**params, "target": f"{target.scheme}:"})]
    if not target.host or stands_in(target.host, "rewriter"):
        return []
    found = []
    if target.user:
        found.append((What.LINK_USER, {**params, "user": shown(target.user)}))
    if _is_number(target.host):
        found.append((What.LINK_NUMBER, params))
    elif stands_in(target.host, "shortener"):
        found.append((What.LINK_SHORT, params))
    elif _is_look_alike(host):
        found.append((What.LINK_LOOK_ALIKE, params))
    promised = promised_host(link.text)
    if promised and not same_owner(readable(promised), host):
        found.append((What.LINK_ELSEWHERE, {**params, "promised": shown(promised)}))
    return found


def promised_host(text: str) -> str:
    """The host that the text of a link shows, empty where it shows none."""
    text = text.strip()
    found = _SHOWN_HOST.search(text) or _BARE_HOST.fullmatch(text)
    if found is None or found[1].rpartition(".")[2].lower() in _FILES:
        return ""
    return found[1].lower()


def readable(host: str) -> str:
    """A host with its international labels as people see them (RFC 3492)."""
    return ".".join(map(_readable_label, host.split(".")))


def _readable_label(label: str) -> str:
    if not label.startswith(_PUNYCODE) or len(label) > 63 or not label.isascii():
        return label
    try:
        return label[len(_PUNYCODE) :].encode("ascii").decode("punycode")
    except ValueError:
        return label


def _is_number(host: str) -> bool:
    # Browsers take 2130706433 and 0x7f.1 for addresses too.
    return is_number(host) or _NUMBER.fullmatch(host) is not None


def _is_look_alike(host: str) -> bool:
    """Whether a name of letters of another script reads like one that it is not."""
    labels = [label for label in host.split(".") if not label.isascii()]
    national = not host.rpartition(".")[2].isascii()
    return any(mixed_words(label) or (looks_like_latin(label) and not national) for label in labels)
