"""What a server's words name: the address, the list, the waiting time that a fix can speak of."""

import ipaddress
import re
from typing import Final

from mailadmin.core.finding import Params

_ADDRESS: Final = re.compile(r"[\w.!#$%&'*+/=?^{|}~-]{1,64}@((?:[\w-]{1,63}\.)+[\w-]{2,63})")
_IP: Final = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7})(?![\w.:]*\w)"
)
_WAIT: Final = re.compile(r"\b(\d{1,5}) ?(s|secs?|seconds?|m|mins?|minutes?)\b", re.IGNORECASE)

_HOST: Final = r"(?P<host>(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}[A-Za-z]{2,24})"
_PLACES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        _HOST + r"(?:\[[\d.:a-fA-F]+\])?:(?P<port>\d{2,5})\b",
        r"port: " + _HOST + r", (?P<port>\d{2,5})\b",
    )
)

_TLS_SCHEME: Final = re.compile(r"\b(?:ssl|smtps|imaps|pop3s)://", re.IGNORECASE)

_MAIL_PORTS: Final = frozenset((25, 26, 110, 143, 465, 587, 993, 995, 1025, 1587, 2465, 2525, 2587))
"""Other numbers after a name are line numbers and times as a rule."""

_LISTS: Final = {
    "spamhaus": "Spamhaus",
    "spamcop": "SpamCop",
    "barracuda": "Barracuda",
    "uceprotect": "UCEPROTECT",
    "sorbs": "SORBS",
    "cloudmark": "Cloudmark",
    "proofpoint": "Proofpoint",
    "uribl": "URIBL",
    "surbl": "SURBL",
    "abuseat": "Abuseat CBL",
    "psbl": "PSBL",
    "mailspike": "Mailspike",
    "spamrats": "SpamRATS",
    "hostkarma": "Hostkarma",
    "senderscore": "Sender Score",
    "nixspam": "NiX Spam",
    "manitu": "NiX Spam",
    "abusix": "Abusix",
    "trendmicro": "Trend Micro",
}  # fmt: skip


def details_of(words: str) -> Params:
    """The parameters that can be read from a server's literal words; only those that are there."""
    found: Params = {}
    address = _ADDRESS.search(words)
    if address is not None:
        found |= {"address": address[0], "domain": address[1]}
    if ip := _first_ip(words):
        found["ip"] = ip
    if wait := _WAIT.search(words):
        found["wait"] = int(wait[1]) * (60 if wait[2].lower().startswith("m") else 1)
    low = words.lower().replace(" ", "")
    if name := next((name for part, name in _LISTS.items() if part in low), ""):
        found["list"] = name
    return found


def place_in(text: str) -> tuple[str, int | None]:
    """The server and port that an error text speaks of, where it does: ``smtp.example.com:587``."""
    for place in _PLACES:
        for found in place.finditer(text):
            if int(found["port"]) in _MAIL_PORTS:
                return found["host"].lower(), int(found["port"])
    return "", None


def encrypted_from_the_start(text: str) -> bool:
    """Whether the server is asked for by a scheme that begins with TLS: ``ssl://mail.example``."""
    return _TLS_SCHEME.search(text) is not None


def _first_ip(words: str) -> str:
    for found in _IP.finditer(words):
        try:
            return str(ipaddress.ip_address(found[0]))
        except ValueError:
            continue
    return ""
