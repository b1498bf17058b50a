"""The name of a server as people paste it: an address of the web kind, with port, with spaces.

Rules: RFC 1123 section 2.1 for names (and the underscore, which DNS servers answer for), RFC 5891
for international ones, RFC 4291 and RFC 3986 section 3.2.2 for literal addresses.
"""

import ipaddress
import re
from urllib.parse import unquote

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.event import Phrase
from mailadmin.core.forms.field import clean, compatible, echo, unquoted
from mailadmin.core.secret import Secret

_SCHEMES = {
    "smtps": Security.TLS,
    "submissions": Security.TLS,
    "imaps": Security.TLS,
    "ssl": Security.TLS,
    "tls": Security.TLS,
    "starttls": Security.STARTTLS,
    "smtp+starttls": Security.STARTTLS,
}
_WEB = ("http", "https")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*)://(.*)", re.IGNORECASE)
_BRACKETS = re.compile(r"\[(?:ipv6:)?([^\[\]]*)\](?::(\d*))?", re.IGNORECASE)
_PORT = re.compile(
    r"(.*?[^\s:,;])(?:\s*:\s*|[,;]? \(?(?:port ?[:=]? ?)?)(\d{1,6})\)?", re.IGNORECASE
)
_PATH = re.compile(r"[/?#\\]")
_DOTS = str.maketrans("。．｡", "...")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?")
_LONGEST_TEXT = 1000
_LONGEST_LABEL = 63
_LONGEST_NAME = 253


class HostRead(msgspec.Struct, frozen=True, kw_only=True):
    """A server's name, and what else the pasted text held for the fields around it."""

    host: str
    port: str = ""
    security: Security | None = None
    user: str = ""
    password: Secret = Secret("")


def read_host(text: str) -> HostRead | Phrase:
    """Read a server's name or literal address, or say what is wrong with it.

    No sentence repeats what stands before an ``@``: it may be a password.
    """
    line = unquoted(clean(text)).strip("<> ,;")
    if len(line) > _LONGEST_TEXT:
        return Phrase("field.host.too-long")
    found = _SCHEME.fullmatch(line)
    scheme, rest = (found[1].lower(), found[2]) if found else ("", line)
    if not scheme and "@" in rest:
        return _is_address(rest.rpartition("@")[2])
    if scheme in _WEB:
        rest = _PATH.split(rest, maxsplit=1)[0]
    login, _, place = rest.rpartition("@")
    place = _PATH.split(place, maxsplit=1)[0].strip()
    place, port = _without_port(place)
    host = _read_name(place)
    if isinstance(host, Phrase):
        return host
    user, _, password = login.partition(":")
    return HostRead(
        host=host,
        port="" if scheme in _WEB else port,
        security=_SCHEMES.get(scheme),
        user=unquote(user),
        password=Secret(unquote(password)),
    )


def ascii_host(host: str) -> str:
    """Give a name that :func:`read_host` took as DNS wants it (A-labels, RFC 5890)."""
    if host.isascii():
        return host
    return ".".join(_to_ascii(label) for label in host.split("."))


def _without_port(place: str) -> tuple[str, str]:
    if brackets := _BRACKETS.fullmatch(place):
        return brackets[1], brackets[2] or ""
    if _is_ipv6(place):
        return place, ""
    found = _PORT.fullmatch(compatible(place))
    return (found[1], found[2]) if found else (place.rstrip(": "), "")


def _read_name(place: str) -> str | Phrase:
    if _is_ipv6(place):
        return str(ipaddress.IPv6Address(place))
    name = compatible(place.translate(_DOTS)).lower()
    name = re.sub(r"\s*\.\s*", ".", name).rstrip(".")
    if not name:
        return Phrase("field.host.missing")
    if "," in name:
        return _suggest("field.host.comma", re.sub(r"\s*,\s*", ".", name))
    if " " in name.partition(".")[0]:
        return _suggest("field.host.space", name.replace(" ", "."))
    name = name.replace(" ", "")
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return _checked(name)


def _checked(name: str) -> str | Phrase:
    labels = name.split(".")
    if not all(labels):
        return Phrase("field.host.dots", {"host": echo(name)})
    if labels[-1].isdecimal():
        return Phrase("field.host.number", {"host": echo(name)})
    if len(name) > _LONGEST_NAME:
        return Phrase("field.host.too-long")
    checked = [_checked_label(label) for label in labels]
    for label in checked:
        if isinstance(label, Phrase):
            return label
    name = ".".join(str(label) for label in checked)
    return name if len(ascii_host(name)) <= _LONGEST_NAME else Phrase("field.host.too-long")


def _checked_label(label: str) -> str | Phrase:
    if label.isascii():
        if len(label) > _LONGEST_LABEL:
            return Phrase("field.host.too-long")
        return label if _LABEL.fullmatch(label) else _wrong_characters(label)
    import idna  # 20 ms that only an international name needs

    try:
        mapped = idna.uts46_remap(label, std3_rules=False)
        idna.alabel(mapped)
    except idna.IDNAError:
        return _wrong_characters(label)
    return mapped


def _to_ascii(label: str) -> str:
    if label.isascii():
        return label
    import idna

    return idna.alabel(label).decode("ascii")


def _wrong_characters(label: str) -> Phrase:
    if label.startswith("-") or label.endswith("-"):
        return Phrase("field.host.hyphen", {"label": echo(label)})
    wrong = sorted(set(re.findall(r"[!-~]", re.sub(r"[a-z0-9_-]", "", label))))
    if not wrong:
        return Phrase("field.host.label", {"label": echo(label)})
    return Phrase("field.host.characters", {"characters": echo(" ".join(wrong))})


def _suggest(phrase: str, suggestion: str) -> Phrase:
    name = _read_name(suggestion) if not re.search(r"[\s,]", suggestion) else suggestion
    if isinstance(name, Phrase) or name != suggestion:
        return Phrase("field.host.wrong")
    return Phrase(phrase, {"suggestion": echo(name)})


def _is_address(domain: str) -> Phrase:
    name = _read_name(domain)
    domain = "example.com" if isinstance(name, Phrase) else name
    return Phrase("field.host.is-address", {"suggestion": echo(f"smtp.{domain}")})


def _is_ipv6(text: str) -> bool:
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return False
    return True
