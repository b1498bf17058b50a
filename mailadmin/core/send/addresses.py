"""Addresses as people type them, and as a message carries them (RFC 5322 §3.4, RFC 6531)."""

import ipaddress
import re
from collections.abc import Iterable
from typing import Final

import msgspec

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.event import Phrase
from mailadmin.core.send.errors import MessageError

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Mailbox(msgspec.Struct, frozen=True):
    """One address. ``domain`` is in ASCII: an international one as A-labels (RFC 5891)."""

    name: str
    local: str
    domain: str

    @property
    def address(self) -> str:
        """The bare address, as it goes over the wire."""
        return f"{self.local}@{self.domain}"

    @property
    def needs_smtputf8(self) -> bool:
        """Whether only servers with SMTPUTF8 can take it (RFC 6531)."""
        return not self.local.isascii()


def read_mailbox(text: str) -> Mailbox:
    """The address in what was typed: ``anna@example.com`` or ``Anna Berg <anna@example.com>``.

    Raises :class:`MessageError` if there is none, or one that can't exist.
    """
    typed = text.strip()
    name, bracket, rest = typed.rpartition("<")
    bare, closing, after = rest.partition(">") if bracket else (typed, ">", "")
    local, at, domain = bare.strip().rpartition("@")
    known_local, known_domain = _local_part(local), _domain(domain)
    if not closing or after.strip() or not at or known_local is None or known_domain is None:
        raise MessageError(Phrase("send.address.invalid", {"address": one_line(text)}))
    return Mailbox(_unquoted(name), known_local, known_domain)


def read_mailboxes(texts: Iterable[str]) -> tuple[Mailbox, ...]:
    """Every address, each once; empty texts don't count."""
    boxes = (read_mailbox(text) for text in texts if text.strip())
    return tuple({box.address: box for box in boxes}.values())


def split_addresses(line: str) -> tuple[str, ...]:
    """The addresses of one typed or pasted line, separated by comma, semicolon or line end.

    A comma inside a name belongs to the name, quoted (``"Berg, Anna" <…>``) or not
    (``Berg, Anna <…>``, as some programs copy it).
    """
    found: list[str] = []
    pending = ""
    for piece, separator in _pieces(line):
        pending = f"{pending}, {piece}" if pending else piece
        if separator != "," or "@" in pending or not piece:
            found.append(pending)
            pending = ""
    return tuple(piece for piece in (*found, pending) if piece.strip(" ,"))


def one_line(text: str) -> str:
    """The text without line ends and control characters, so that no field can bring another.

    Half characters (lone surrogates, as odd file names give them) become question marks.
    """
    return _SURROGATE.sub("?", _CONTROL.sub(" ", text)).strip()


def _pieces(line: str) -> Iterable[tuple[str, str]]:
    quoted = bracketed = False
    start = 0
    for position, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter in "<>" and not quoted:
            bracketed = letter == "<"
        elif letter in ",;\r\n" and not quoted and not bracketed:
            yield line[start:position].strip(), letter
            start = position + 1
    yield line[start:].strip(), ""


def _unquoted(name: str) -> str:
    name = one_line(name)
    if len(name) > 1 and name[0] == name[-1] and name[0] in "\"'":
        name = re.sub(r"\\(.)", r"\1", name[1:-1])
    return name


def _local_part(local: str) -> str | None:
    # Imported late: the commands that send nothing start faster without it.
    from email_validator import EmailNotValidError, validate_email

    try:
        # With a stand-in domain: the validator refuses names such as company.local, which exist
        # on company networks although the internet has none of them (RFC 6761).
        found = validate_email(
            f"{local}@example.com", allow_quoted_local=True, check_deliverability=False
        )
    except EmailNotValidError:
        return None
    return found.local_part


def _domain(domain: str) -> str | None:
    if domain.startswith("[") and domain.endswith("]"):
        literal = domain[1:-1].removeprefix("IPv6:")
        try:
            ipaddress.ip_address(literal)
        except ValueError:
            return None
        return domain
    return ascii_host(domain)
