"""An SPF record, parsed (RFC 7208 sections 4.5, 4.6 and 12). Pure.

The whole record is parsed before any of it counts: one error makes all of it void.
"""

import ipaddress
import re
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core import blocking
from mailadmin.core.dns.spf import macro
from mailadmin.core.dns.spf.macro import MacroString, SyntaxProblem, ends_in_macro

IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network

AT_ONCE: Final = 4096
"""Characters of a record that are parsed at once; more would hold up the window."""

_VERSION: Final = "v=spf1"
_MODIFIER: Final = re.compile(r"(?P<name>[a-z][a-z0-9_.-]*)=", re.IGNORECASE)
_MECHANISM: Final = re.compile(
    r"(?P<qualifier>[-+~?]?)(?P<name>[a-z0-9]+)(?=[:/]|$)", re.IGNORECASE
)
_PREFIXES: Final = re.compile(r"(?:/(?P<four>[0-9]*))?(?://(?P<six>[0-9]*))?$")
_TOP_LABEL: Final = re.compile(
    r"\.(?=[a-z0-9-]*[a-z-])[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.?$", re.IGNORECASE
)


class Qualifier(StrEnum):
    """What a match means; the values are the results (section 4.6.2)."""

    PASS = "pass"
    FAIL = "fail"
    SOFTFAIL = "softfail"
    NEUTRAL = "neutral"


_QUALIFIERS: Final = {
    "": Qualifier.PASS,
    "+": Qualifier.PASS,
    "-": Qualifier.FAIL,
    "~": Qualifier.SOFTFAIL,
    "?": Qualifier.NEUTRAL,
}


class Mechanism(msgspec.Struct, frozen=True, kw_only=True):
    """One directive. ``text`` is what stands in the record.

    ``domain`` is None where the record names none; ``four`` and ``six`` are prefix lengths in
    bits; ``network`` belongs to ``ip4`` and ``ip6``.
    """

    text: str
    qualifier: Qualifier
    name: str
    domain: MacroString | None = None
    four: int = 32
    six: int = 128
    network: IpNetwork | None = None


class Modifier(msgspec.Struct, frozen=True, kw_only=True):
    """A ``redirect`` or ``exp``. ``text`` is what stands in the record."""

    text: str
    domain: MacroString


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A valid record. Unknown modifiers are allowed and mean nothing (section 6)."""

    text: str
    mechanisms: tuple[Mechanism, ...]
    redirect: Modifier | None = None
    exp: Modifier | None = None


def is_record(text: str) -> bool:
    """Whether a TXT record is an SPF record at all, right or wrong (section 4.5)."""
    start = text[: len(_VERSION) + 1].lower()
    return start in (_VERSION, _VERSION + " ")


async def parse(text: str) -> Record:
    """:func:`parse_record`, beside the event loop where the record is long."""
    if len(text) <= AT_ONCE:
        return parse_record(text)
    return await blocking.run(parse_record, text, limit=20)


def parse_record(text: str) -> Record:
    """The record's terms. ``SyntaxProblem`` says at which character it breaks, and why."""
    if not is_record(text):
        raise SyntaxProblem(0, "no-version")
    mechanisms: list[Mechanism] = []
    modifiers: dict[str, Modifier] = {}
    for found in re.finditer(r"[^ ]+", text[len(_VERSION) :]):
        term, start = found[0], found.start() + len(_VERSION)
        modifier = _MODIFIER.match(term)
        if modifier is None:
            mechanisms.append(_mechanism(term, start))
            continue
        name, value, at = modifier["name"].lower(), term[modifier.end() :], start + modifier.end()
        if name not in ("redirect", "exp"):
            macro.parse(value, at)
        elif name in modifiers:
            raise SyntaxProblem(start, "repeated-modifier")
        else:
            modifiers[name] = Modifier(text=term, domain=_domain(value, at))
    return Record(
        text=text,
        mechanisms=tuple(mechanisms),
        redirect=modifiers.get("redirect"),
        exp=modifiers.get("exp"),
    )


def _mechanism(term: str, start: int) -> Mechanism:
    found = _MECHANISM.match(term)
    if found is None:
        raise SyntaxProblem(start, "unknown-term")
    name, rest, at = found["name"].lower(), term[found.end() :], start + found.end()
    mechanism = Mechanism(text=term, qualifier=_QUALIFIERS[found["qualifier"]], name=name)
    change = msgspec.structs.replace
    match name:
        case "all":
            if rest:
                raise SyntaxProblem(at, "nothing-may-follow")
            return mechanism
        case "include" | "exists":
            return change(mechanism, domain=_named(rest, at))
        case "a" | "mx":
            prefixes = _PREFIXES.search(rest)
            assert prefixes is not None
            rest = rest[: prefixes.start()]
            return change(
                mechanism,
                domain=_named(rest, at) if rest else None,
                four=_length(prefixes["four"], 32, at + prefixes.start("four")),
                six=_length(prefixes["six"], 128, at + prefixes.start("six")),
            )
        case "ptr":
            return change(mechanism, domain=_named(rest, at) if rest else None)
        case "ip4" | "ip6":
            return change(mechanism, network=_network(name, rest, at))
    raise SyntaxProblem(start, "unknown-mechanism")


def _named(rest: str, at: int) -> MacroString:
    if not rest.startswith(":"):
        raise SyntaxProblem(at, "domain-missing")
    return _domain(rest[1:], at + 1)


def _domain(text: str, at: int) -> MacroString:
    """A domain-spec: it ends in a macro or in a dot and a top label (section 7.1)."""
    parts = macro.parse(text, at)
    if not parts:
        raise SyntaxProblem(at, "domain-missing")
    last = parts[-1]
    if not ends_in_macro(parts) and not (isinstance(last, str) and _TOP_LABEL.search(last)):
        raise SyntaxProblem(at, "bad-domain")
    return parts


def _network(name: str, rest: str, at: int) -> IpNetwork:
    if not rest.startswith(":"):
        raise SyntaxProblem(at, "address-missing")
    address, slash, prefix = rest[1:].partition("/")
    kind, bits = (ipaddress.IPv4Address, 32) if name == "ip4" else (ipaddress.IPv6Address, 128)
    if "%" in address:
        raise SyntaxProblem(at + 1, "bad-address")
    try:
        ip = kind(address)
    except ValueError:
        raise SyntaxProblem(at + 1, "bad-address") from None
    length = _length(prefix if slash else None, bits, at + 2 + len(address))
    return ipaddress.ip_network((ip, length), strict=False)


def _length(digits: str | None, bits: int, at: int) -> int:
    """A prefix length: no leading zeros, at most ``bits``; all bits where there is none."""
    if digits is None:
        return bits
    if not re.fullmatch(r"0|[1-9][0-9]{0,2}", digits) or int(digits) > bits:
        raise SyntaxProblem(at, "bad-prefix-length")
    return int(digits)
