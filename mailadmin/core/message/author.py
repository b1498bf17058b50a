"""The domain that a message says it is from: the one that DMARC asks about.

RFC 9989 section 4.3 takes it from the From field (RFC 5322 section 3.6.2), which should have one
address. What is no address is never made one: a name may look like any address at all, and
encoded words (RFC 2047) can only be names.
"""

import re
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.message.headers import Headers

LONGEST: Final = 10_000
"""Characters of a From field that are read."""

MOST_FIELDS: Final = 10
MOST_ADDRESSES: Final = 100

_TOKEN: Final = re.compile(
    r"""
    (?P<encoded>=\?[^?\s]{1,80}\?[bq]\?[^?\s]{0,200}\?=)
    | (?P<quoted>"(?:[^"\\]|\\.){0,320}+")
    | <(?P<angle>[^<>]{0,1000}+)>
    | (?P<end>[,;])
    | (?P<group>:)
    | (?P<literal>\[[^\[\]]{0,200}+\])
    | (?P<stray>[<>])
    | (?P<other>[^\s"<>,;:\[\]=]++|.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_BRACKET: Final = re.compile(r'\\.|["()]', re.DOTALL)


class AuthorState(StrEnum):
    """Whether there is one domain to ask about."""

    FOUND = "found"
    MISSING = "missing"
    """There is no From field."""
    NO_ADDRESS = "no-address"
    """It has none, or hides it in an encoded word."""
    NO_DOMAIN = "no-domain"
    """What stands behind the @ can't be the name of a domain."""
    SEVERAL_FIELDS = "several-fields"
    SEVERAL_DOMAINS = "several-domains"


class Author(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote the message, by its own word.

    ``domain`` is in ASCII and lower case, empty unless there is exactly one; ``domains`` are all
    that were found, ``addresses`` as written, without names and comments.
    """

    state: AuthorState
    domain: str = ""
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def from_domain_of(headers: Headers) -> Author:
    """The author's domain. Never raises."""
    values = headers.values("From")
    if not values:
        return Author(state=AuthorState.MISSING)
    addresses = tuple(
        address for value in values[:MOST_ADDRESSES] for address in addresses_in(value)
    )
    addresses = addresses[:MOST_ADDRESSES]
    named = [_domain(address) for address in addresses]
    domains = tuple(dict.fromkeys(name for name in named if name is not None))
    state = AuthorState.FOUND
    if len(values) > 1:
        state = AuthorState.SEVERAL_FIELDS
    elif not addresses:
        state = AuthorState.NO_ADDRESS
    elif None in named:
        state = AuthorState.NO_DOMAIN
    elif len(domains) > 1:
        state = AuthorState.SEVERAL_DOMAINS
    domain = domains[0] if state is AuthorState.FOUND else ""
    return Author(state=state, domain=domain, domains=domains, addresses=addresses)


def addresses_in(value: str) -> list[str]:
    """The addresses in a field that lists mailboxes and groups (RFC 5322 section 3.4)."""
    found: list[str] = []
    loose: list[str] = []
    angle: str | None = None
    for token in _TOKEN.finditer(_without_comments(value[:LONGEST])):
        match token.lastgroup:
            case "angle":
                angle = token["angle"] if angle is None else angle
            case "group":
                # The name of a group, or the route in front of an address without brackets.
                loose = []
            case "end":
                found += _address(angle, loose)
                loose, angle = [], None
            case "encoded" | "stray":
                pass
            case _:
                loose.append(token[0])
        if len(found) >= MOST_ADDRESSES:
            return found
    return [*found, *_address(angle, loose)]


def _address(angle: str | None, loose: list[str]) -> list[str]:
    """The address of one mailbox; none where it is only a name."""
    text = "".join(loose) if angle is None else angle.rpartition(":")[2]
    text = "".join(text.split())
    local, at, domain = text.rpartition("@")
    return [f"{local}@{domain}"] if at and domain else []


def _domain(address: str) -> str | None:
    """The domain of an address; one label alone is none that anybody on the internet has."""
    name = ascii_host(address.rpartition("@")[2])
    return name if name is not None and "." in name else None


def _without_comments(value: str) -> str:
    """The value with a blank for each comment; one that never closes goes to the end."""
    kept: list[str] = []
    depth = at = 0
    quoted = False
    for found in _BRACKET.finditer(value):
        mark = found[0]
        if mark == '"' and not depth:
            quoted = not quoted
        elif mark == "(" and not quoted:
            if not depth:
                kept.append(value[at : found.start()])
            depth += 1
        elif mark == ")" and depth:
            depth -= 1
            at = found.end() if not depth else at
            kept += [" "] if not depth else []
    return "".join(kept if depth else (*kept, value[at:]))
