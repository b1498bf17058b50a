"""A domain as people type it: bare, as an address of it, or as a web page's address."""

import ipaddress
import re
from typing import Final

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.event import Phrase
from mailadmin.core.forms.field import clean, echo, unquoted
from mailadmin.core.forms.host import HostRead, read_host

_LONGEST_TEXT: Final = 1000
_WORD_AFTER: Final = re.compile(r"\.[^\s.]+\s+[^\s.]")
"""A domain and another word, which is no slip of the space bar."""


def read_domain(text: str) -> str | Phrase:
    """The domain in ASCII and lower case, or what is wrong with it.

    Of an email address it is what stands after the ``@``; no sentence repeats what stands before.
    """
    line = unquoted(clean(text)).strip("<> ,;")
    if len(line) > _LONGEST_TEXT:
        return Phrase("field.domain.too-long")
    if not line:
        return Phrase("field.domain.missing")
    place = line if "://" in line else line.rpartition("@")[2].strip()
    if _WORD_AFTER.search(place):
        return Phrase("field.domain.wrong")
    read = read_host(place)
    if not isinstance(read, HostRead):
        return _of_domain(read)
    if _is_ip(read.host):
        return Phrase("field.domain.number", {"text": echo(read.host)})
    name = ascii_host(read.host)
    if name is None:
        return Phrase("field.domain.wrong")
    if "." not in name:
        return Phrase("field.domain.no-dot", {"text": echo(name)})
    return name


def _of_domain(phrase: Phrase) -> Phrase:
    """What is wrong with a server's name, said of a domain where it makes a difference."""
    return Phrase(_SAID_OF_DOMAINS.get(phrase.id, phrase.id), phrase.params)


_SAID_OF_DOMAINS: Final = {
    "field.host.missing": "field.domain.missing",
    "field.host.comma": "field.domain.comma",
    "field.host.space": "field.domain.space",
    "field.host.hyphen": "field.domain.hyphen",
    "field.host.characters": "field.domain.characters",
    "field.host.label": "field.domain.label",
    "field.host.too-long": "field.domain.too-long",
    "field.host.wrong": "field.domain.wrong",
}


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
