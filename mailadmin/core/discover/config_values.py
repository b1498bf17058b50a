"""The values in a file of settings: what is taken as a host, a port, a page, a user name.

Each reader gives None for what can't be one. A file may come from anybody, so nothing is mended:
a host is a name (RFC 1123 section 2.1), never an address in one of its disguises.
"""

import re
from typing import Final
from urllib.parse import urlsplit

from mailadmin.core.dns.names import ascii_host

_PLACEHOLDER: Final = re.compile(r"%([A-Z]{1,40})%")
_PERSONAL: Final = {"EMAILADDRESS", "EMAILLOCALPART"}
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_PORT: Final = re.compile(r"[0-9]{1,5}")
_PAGE: Final = re.compile(r"[!#-;=?-\[\]^_a-z{|}~]+", re.IGNORECASE)
"""Printable ASCII without space, quotation marks, angle brackets, backslash and grave accent."""

_LONGEST_HOST: Final = 253
_LONGEST_PAGE: Final = 1000
_LONGEST_USER_NAME: Final = 320
_LAST_PORT: Final = 65535
_HTTPS: Final = 443


class Placeholders:
    """What the placeholders of a file stand for (draft-ietf-mailmaint-autoconfig, Placeholders)."""

    def __init__(self, address: str) -> None:
        local_part, _, domain = address.rpartition("@")
        self._values = {
            "EMAILADDRESS": address,
            "EMAILLOCALPART": local_part,
            "EMAILDOMAIN": domain,
            "REALNAME": "",
        }

    def fill(self, text: str) -> str | None:
        """The text with its placeholders filled; None where it has one that nobody defined.

        What is filled in is not looked at again, so an address can't bring in a placeholder.
        """
        if any(name not in self._values for name in _PLACEHOLDER.findall(text)):
            return None
        return _PLACEHOLDER.sub(lambda found: self._values[found[1]], text)

    @staticmethod
    def is_personal(text: str) -> bool:
        """Whether more of the address than its domain is going to be filled in."""
        return not _PERSONAL.isdisjoint(_PLACEHOLDER.findall(text))


def host_name(text: str | None) -> str | None:
    """A host's name in ASCII and lower case. Nothing that a resolver could take as a number."""
    if not text or len(text) > _LONGEST_HOST or not text.isprintable():
        return None
    name = ascii_host(text)
    if name is None or _NUMBER.fullmatch(name.rpartition(".")[2]):
        return None
    return name


def port_number(text: str) -> int | None:
    """A TCP port, 1 to 65535."""
    port = int(text) if _PORT.fullmatch(text) else 0
    return port if 0 < port <= _LAST_PORT else None


def user_name(text: str | None) -> str | None:
    """A user name on one line, without anything that can't be seen."""
    if text is None or not text.isprintable() or len(text) > _LONGEST_USER_NAME:
        return None
    return text


def secure_page(text: str) -> str | None:
    """An ``https`` address of a named host, with nobody's name and password in it."""
    return text if secure_place(text) is not None else None


def secure_place(text: str) -> tuple[str, int] | None:
    """Host and port of an ``https`` address."""
    if len(text) > _LONGEST_PAGE or not _PAGE.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    host = host_name(parts.hostname)
    if parts.scheme != "https" or "@" in parts.netloc or host is None or port == 0:
        return None
    return host, port or _HTTPS
