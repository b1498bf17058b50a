"""Ports, time limits, passwords and names as people paste them."""

import re
from collections.abc import Mapping

from mailadmin.core.account import DEFAULT_PORTS, Security
from mailadmin.core.event import Phrase
from mailadmin.core.forms.field import clean, compatible, echo, unwrapped, without_controls
from mailadmin.core.secret import Secret

INBOX_PORTS = {Security.TLS: 993, Security.STARTTLS: 143, Security.NONE: 143, Security.AUTO: 993}
"""IMAP's ports (RFC 8314 section 3.2, RFC 9051 section 2.1)."""
LONGEST_PORT = 65535
LONGEST_TIME_LIMIT = 600.0
LONGEST_NAME = 200
LONGEST_PASSWORD = 10_000

# Google's and Yahoo's app passwords: shown in four groups, typed as one word.
_APP_PASSWORD = re.compile(r"[a-z]{4}(?:\s[a-z]{4}){3}", re.IGNORECASE)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def read_port(text: str) -> int | Phrase:
    """Read a port, 1 to 65535."""
    digits = compatible(clean(text)).strip(" :.,;")
    if not digits.isdecimal():
        return Phrase("field.port.number", {"text": echo(text)})
    if len(digits) > 6 or not 1 <= int(digits) <= LONGEST_PORT:
        return Phrase("field.port.range", {"text": echo(text)})
    return int(digits)


def follow_port(
    port: str, old: Security, new: Security, ports: Mapping[Security, int] = DEFAULT_PORTS
) -> str:
    """What stands in the port field after the security changed from ``old`` to ``new``.

    It follows until the user has typed a port of their own.
    """
    untouched = clean(port) in ("", str(ports[old]))
    return str(ports[new]) if untouched else port


def read_time_limit(text: str) -> float | Phrase:
    """Read a time limit in seconds, 1 to 600."""
    number = compatible(clean(text)).lower().replace(",", ".")
    found = re.fullmatch(r"(\d{1,4}(?:\.\d{1,3})?) ?(?:s|sec|secs|second|seconds)?\.?", number)
    if found is None or not 1 <= float(found[1]) <= LONGEST_TIME_LIMIT:
        return Phrase("field.timeout.range", {"text": echo(text)})
    return float(found[1])


def tidy_password(secret: Secret) -> Secret:
    """Remove what pasting adds: the line's end, and the gaps of an app password.

    Everything else stays, because a password may hold it.
    """
    text = secret.reveal().strip("\r\n")
    if _APP_PASSWORD.fullmatch(text.strip()):
        text = "".join(text.split())
    return Secret(text)


def doubt_about_password(secret: Secret) -> Phrase | None:
    """What is odd about a password and yet may be right."""
    text = secret.reveal()
    if text != text.strip():
        return Phrase("field.password.spaces")
    return Phrase("field.password.unseen") if _UNSEEN.search(text) else None


def problem_of_password(secret: Secret) -> Phrase | None:
    """What can't be right about a password: RFC 4616 section 2 and RFC 4954 carry no NUL."""
    text = secret.reveal()
    if len(text) > LONGEST_PASSWORD:
        return Phrase("field.password.too-long")
    if "\0" in text or "\n" in text or "\r" in text:
        return Phrase("field.password.lines")
    return None


def read_name(text: str) -> str | Phrase:
    """Read a name for people: one line, without the quotation marks around it."""
    name = unwrapped(clean(without_controls(clean(text))))
    if len(name) > LONGEST_NAME:
        return Phrase("field.name.too-long")
    return name


def read_user_name(text: str) -> str | Phrase:
    """Read a user name: as typed, but for what can't be seen around it."""
    name = clean(text).removeprefix("mailto:")
    if without_controls(name) != name:
        return Phrase("field.user.characters")
    if len(name) > LONGEST_NAME:
        return Phrase("field.user.too-long")
    return name
