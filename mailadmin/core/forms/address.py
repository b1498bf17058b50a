"""Email addresses: what is one, what people paste as one, and lists of them.

The syntax is judged by email-validator (RFC 5321 section 4.1.2, RFC 6531, IDNA), told to take what
mail servers take: quoted local parts, literal addresses, and names inside an organisation.
"""

import ipaddress
import re
from collections.abc import Iterator
from email.utils import unquote
from typing import NamedTuple
from urllib.parse import unquote as percent_decoded

import msgspec

from mailadmin.core.event import Phrase
from mailadmin.core.forms.field import (
    FieldProblem,
    clean,
    echo,
    unwrapped,
    without_controls,
)
from mailadmin.core.forms.host import ascii_host

LONGEST_TEXT = 1000
"""Characters of one address with its name."""
LONGEST_LIST = 100_000
"""Characters of a list: some thousand addresses, more than any server takes at once."""

_SEPARATORS = ",;，；、"

# Reserved names (RFC 6761, RFC 6762) that email-validator refuses, but organisations deliver to.
_INTERNAL = ("local", "localhost")


class Address(msgspec.Struct, frozen=True):
    """A bare address, normalised, and the name that stood beside it."""

    address: str
    name: str = ""


class AddressList(NamedTuple):
    """The addresses of a list in their order, each once, and what was wrong with the others."""

    addresses: tuple[Address, ...]
    problems: tuple[FieldProblem, ...]


def parse_address(text: str, field: str = "address") -> Address | FieldProblem:
    """Read exactly one address, bare or as ``Name <address>`` (RFC 5322 section 3.4).

    Takes the text as it is; :func:`tidy_address` is what forgives pasted ones.
    """
    name, address = _split_name(text)
    if len(text) > LONGEST_TEXT:
        return FieldProblem(field, Phrase("field.address.too-long"))
    if without_controls(name) != name:
        return FieldProblem(field, _what_is_wrong(text))
    if "<" in name or ">" in name:  # two addresses in a row: neither may get lost
        return FieldProblem(field, Phrase("field.address.several", {"text": echo(text)}))
    normalised = _normalise(address)
    if normalised is None:
        return FieldProblem(field, _what_is_wrong(address))
    return Address(normalised, name)


def parse_address_list(text: str, field: str = "address") -> AddressList:
    """Read what people write into To, Cc and Bcc: commas, semicolons or lines between addresses."""
    if len(text) > LONGEST_LIST:
        return AddressList((), (FieldProblem(field, Phrase("field.address.list-too-long")),))
    addresses: dict[str, Address] = {}
    problems: list[FieldProblem] = []
    for piece in _joined_names(_pieces(text)):
        answer = parse_address(tidy_address(piece), field)
        if isinstance(answer, FieldProblem):
            problems.append(answer)
        else:
            addresses.setdefault(answer.address, answer)
    return AddressList(tuple(addresses.values()), tuple(problems))


def ascii_address(address: str) -> str:
    """Give an address that :func:`parse_address` took with its domain as DNS and SMTP want it.

    The domain's international labels become A-labels (RFC 5890). What stands before the @ sign
    stays; where it is not ASCII, only a server with SMTPUTF8 (RFC 6531) takes the address.
    """
    local, at, domain = address.rpartition("@")
    return local + at + ascii_host(domain)


def tidy_address(text: str) -> str:
    """One pasted address without what pasting adds; nothing a person meant is lost."""
    line = clean(text).replace("＠", "@").replace("﹫", "@")
    if line.lower().startswith("mailto:"):
        line = percent_decoded(line[7:].partition("?")[0])
    line = line.strip(" " + _SEPARATORS)
    if line.startswith("<") and line.endswith(">"):
        line = line[1:-1].strip()
    name, address = _split_name(line)
    if address != line:
        return f"{_quoted(unwrapped(name))} <{_tidy_bare(address)}>".lstrip()
    return _tidy_bare(line)


def _tidy_bare(address: str) -> str:
    address = re.sub(r"^mailto:", "", address.strip(), flags=re.IGNORECASE)
    address = unwrapped(address)
    local, at, domain = address.rpartition("@")
    return f"{local.strip()}{at}{domain.strip().rstrip('.')}" if at else address


def _split_name(text: str) -> tuple[str, str]:
    """A name and the address in angle brackets, or no name and the text as it is."""
    name, bracket, rest = text.rpartition("<")
    if not bracket or not rest.rstrip(" ").endswith(">"):
        return "", text
    name = name.strip()
    return (unquote(name) if name.startswith('"') else name), rest.rstrip(" ")[:-1]


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"' if name else ""


def _normalise(address: str) -> str | None:
    """The address as mail servers write it, or ``None`` when it is not one."""
    local, at, domain = address.rpartition("@")
    last = domain.rpartition(".")[2]
    if not at or _is_ip(domain) or _is_misspelt_top(domain):
        return None
    from email_validator import EmailNotValidError, validate_email  # 50 ms at the first address

    stand_in = last.lower() in _INTERNAL
    if stand_in:  # judged as a name of the same length that nothing is known about
        address = f"{local}@{domain[: -len(last)]}{'x' * len(last)}"
    try:
        found = validate_email(
            address,
            strict=True,
            allow_quoted_local=True,
            allow_domain_literal=True,
            check_deliverability=False,
            globally_deliverable=False,
            test_environment=True,
        )
    except EmailNotValidError:
        return None
    return found.normalized[: -len(last)] + last.lower() if stand_in else str(found.normalized)


def _is_misspelt_top(domain: str) -> bool:
    """Top-level names end in a letter; a name without dots may be any computer's."""
    last = domain.rpartition(".")[2]
    return "." in domain and not domain.endswith("]") and last[-1:].isdigit() and not last.isdigit()


def _what_is_wrong(text: str) -> Phrase:
    """The sentence for a text that is not an address: the first trouble a person would see."""
    local, at, domain = text.rpartition("@")
    if not text.strip():
        return Phrase("field.address.missing")
    if not at:
        return Phrase("field.address.no-at", {"text": echo(text)})
    if not local:
        return Phrase("field.address.nothing-before-at", {"text": echo(text)})
    if not domain:
        return Phrase("field.address.nothing-after-at", {"text": echo(text)})
    if _is_ip(domain):
        literal = f"IPv6:{domain}" if ":" in domain else domain
        return Phrase("field.address.brackets", {"suggestion": echo(f"{local}@[{literal}]")})
    repaired = f"{local}@{re.sub(r'[,;:]', '.', domain)}"
    if repaired != text and "[" not in domain and _normalise(repaired) is not None:
        return Phrase("field.address.comma", {"suggestion": echo(repaired)})
    if "@" in local.strip('"') and '"' not in local:
        return Phrase("field.address.two-ats", {"text": echo(text)})
    if " " in text and '"' not in text:
        return Phrase("field.address.space", {"text": echo(text)})
    if ".." in text or local.startswith(".") or local.endswith(".") or domain.startswith("."):
        return Phrase("field.address.dots", {"text": echo(text)})
    if len(local) > 64 or len(text) > 254:
        return Phrase("field.address.too-long")
    return Phrase("field.address.wrong", {"text": echo(text)})


def _pieces(text: str) -> Iterator[str]:
    """Cut at commas, semicolons and line ends outside of quotation marks and angle brackets."""
    begin, closing, escaped = 0, "", False
    for index, character in enumerate(text):
        if character in "\n\r" or (not closing and character in _SEPARATORS):
            yield text[begin : index + 1]
            begin, closing, escaped = index + 1, "", False
        elif escaped:
            escaped = False
        elif closing:
            escaped = character == "\\" and closing == '"'
            closing = "" if character == closing else closing
        elif character in '"<':
            closing = '"' if character == '"' else ">"
    yield text[begin:]


def _joined_names(pieces: Iterator[str]) -> Iterator[str]:
    """Put ``Berg, Anna <anna@example.com>``, as Outlook copies it, together again."""
    waiting = ""
    for piece in pieces:
        bare = clean(piece).strip(" " + _SEPARATORS)
        if not bare:
            continue
        if "@" not in bare and piece.rstrip().endswith(","):
            waiting = f"{waiting}{bare}, "
        elif waiting and "<" in bare:
            yield waiting + bare
            waiting = ""
        else:
            yield from filter(None, waiting.split(", "))
            waiting = ""
            yield bare
    yield from filter(None, waiting.split(", "))


def _is_ip(domain: str) -> bool:
    try:
        ipaddress.ip_address(domain)
    except ValueError:
        return False
    return True
