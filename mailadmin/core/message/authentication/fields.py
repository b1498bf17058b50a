"""A DKIM-Signature, ARC-Message-Signature or ARC-Seal, read.

RFC 6376 sections 3.5 and 6.1.1, RFC 8617 section 4.1. A field that breaks the rules is refused
with the word that receivers say.
"""

import base64
import re
from typing import Final

import msgspec

from mailadmin.core.dns import tags
from mailadmin.core.dns.dkim import Flaw
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.tags import Reason as TagReason
from mailadmin.core.dns.tags import Tags
from mailadmin.core.message.authentication.canonical import Form
from mailadmin.core.message.authentication.result import Reason, Word
from mailadmin.core.message.headers import Field, text_of

LONGEST_FIELD: Final = 100_000
"""Bytes of a signature field that is read."""

LONGEST_SHOWN: Final = 2_000
"""Characters of a field, or of a tag, that are kept to be shown."""

MOST_SETS: Final = 50
"""Sets that a chain of ARC may have (RFC 8617 section 4.2.1)."""

ALGORITHMS: Final = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
"""The algorithms that count (RFC 8301 section 3.1, RFC 8463), and the kind of key of each."""

_SPACE: Final = re.compile(r"[ \t\r\n]+")
_VALUE: Final = re.compile(r"(?:[\x21-\x3a\x3c-\x7e\x80-\U0010ffff \t]|\r\n(?=[ \t]))*")
"""A value of a signature: besides that of RFC 6376, what RFC 8616 section 4 allows."""

_BASE64: Final = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_FIELD_NAME: Final = re.compile(r"[\x21-\x39\x3c-\x7e]+")
_TIME: Final = re.compile(r"[0-9]{1,12}")
_LENGTH: Final = re.compile(r"[0-9]{1,76}")
_INSTANCE: Final = re.compile(r"[0-9]{1,2}")
_SHA1: Final = "rsa-sha1"


class Refused(Exception):
    """A signature can't pass, for ``reason``; ``tag`` and ``flaw`` say where rules are broken."""

    def __init__(
        self,
        reason: Reason,
        word: Word = Word.PERMERROR,
        *,
        tag: str = "",
        flaw: Flaw | None = None,
        bits: int | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.word = word
        self.tag = tag
        self.flaw = flaw
        self.bits = bits


class SignatureField(msgspec.Struct, frozen=True, kw_only=True):
    """What a field says that keeps the rules. ``domain`` and ``selector`` are names in ASCII.

    ``names`` are the signed fields, ``length`` is ``l=``, ``body_hash`` is ``bh=``; a seal has
    none of them.
    """

    algorithm: str
    domain: str
    selector: str
    signature: bytes
    identity_domain: str
    body_hash: bytes = b""
    names: tuple[str, ...] = ()
    header_form: Form = Form.SIMPLE
    body_form: Form = Form.SIMPLE
    length: int | None = None
    signed_at: int | None = None
    expires: int | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """What a field says, right or wrong, as text to be shown; ``value`` is all of it."""

    value: str = ""
    domain: str = ""
    selector: str = ""
    identity: str = ""
    algorithm: str = ""


def list_of(raw: bytes) -> Tags:
    """The tags of a field. One that is far too long has none."""
    if len(raw) > LONGEST_FIELD:
        return Tags(())
    value = raw.partition(b":")[2].removesuffix(b"\r\n")
    return tags.parse(text_of(value), values=_VALUE)


def claim_of(field: Field, read: Tags) -> Claim:
    """What a field says, with its tags as they were read."""

    def shown(name: str) -> str:
        return _SPACE.sub(" ", (read.get(name) or "")[:LONGEST_SHOWN])

    return Claim(
        value=field.value[:LONGEST_SHOWN],
        domain=shown("d"),
        selector=shown("s"),
        identity=shown("i"),
        algorithm=shown("a"),
    )


def instance_of(read: Tags) -> int | None:
    """The instance of an ARC field (RFC 8617 section 4.2.1), None where it has no usable one."""
    value = read.get("i") or ""
    number = int(value) if _INSTANCE.fullmatch(value) else 0
    return number if 1 <= number <= MOST_SETS else None


def read_dkim(read: Tags, now: float) -> SignatureField:
    """A DKIM-Signature. ``now`` is in seconds since 1970. :class:`Refused` where it can't pass."""
    _check_form(read)
    if _needed(read, "v") != "1":
        raise _broken("v")
    field = _signature(read, now)
    identity = read.get("i")
    if identity is None:
        return field
    local, at, named = identity.rpartition("@")
    domain = _domain(named) if at else None
    if domain is None or _SPACE.search(local):
        raise _broken("i")
    if domain != field.domain and not domain.endswith(f".{field.domain}"):
        raise Refused(Reason.OTHER_IDENTITY)
    return msgspec.structs.replace(field, identity_domain=domain)


def read_arc_signature(read: Tags, now: float) -> SignatureField:
    """An ARC-Message-Signature (RFC 8617 section 4.1.2): no version, and no seal among the signed.

    The section forbids to sign the other fields of ARC as well. Signers did so before it was a
    standard, and nothing tells verifiers to mind.
    """
    _check_form(read)
    field = _signature(read, now)
    if "arc-seal" in field.names:
        raise _broken("h")
    return field


def read_seal(read: Tags) -> SignatureField:
    """An ARC-Seal (RFC 8617 section 4.1.3), which signs a fixed set of fields and no body."""
    _check_form(read)
    if read.tag("h") is not None:
        raise _broken("h")
    domain, selector, algorithm = _who(read)
    return SignatureField(
        algorithm=algorithm,
        domain=domain,
        selector=selector,
        signature=_base64(read, "b"),
        identity_domain=domain,
        header_form=Form.RELAXED,
        signed_at=_number(read, "t", _TIME),
    )


def _signature(read: Tags, now: float) -> SignatureField:
    domain, selector, algorithm = _who(read)
    header_form, body_form = _forms(read)
    signed_at, expires = _number(read, "t", _TIME), _number(read, "x", _TIME)
    if expires is not None and signed_at is not None and expires <= signed_at:
        raise _broken("x")
    names = _names(read)
    methods = (_SPACE.sub("", each) for each in (read.get("q") or "dns/txt").split(":"))
    if "dns/txt" not in methods:
        raise _broken("q")
    field = SignatureField(
        algorithm=algorithm,
        domain=domain,
        selector=selector,
        signature=_base64(read, "b"),
        identity_domain=domain,
        body_hash=_base64(read, "bh"),
        names=names,
        header_form=header_form,
        body_form=body_form,
        length=_number(read, "l", _LENGTH),
        signed_at=signed_at,
        expires=expires,
    )
    if "from" not in names:
        raise Refused(Reason.FROM_NOT_SIGNED)
    if expires is not None and now > expires:
        raise Refused(Reason.EXPIRED)
    return field


def _check_form(read: Tags) -> None:
    """White space behind the last semicolon is wrong, and every receiver forgives it."""
    wrong = [part for part in read.malformed if part.reason is not TagReason.FINAL_SPACE]
    if not read.tags or wrong:
        raise _broken("")
    if read.repeated:
        raise _broken(read.repeated[0].name)


def _who(read: Tags) -> tuple[str, str, str]:
    algorithm = _needed(read, "a")
    domain, selector = _domain(_needed(read, "d")), ascii_host(_needed(read, "s"))
    if domain is None:
        raise _broken("d")
    if selector is None:
        raise _broken("s")
    if algorithm == _SHA1:
        raise Refused(Reason.OLD_ALGORITHM)
    if algorithm not in ALGORITHMS:
        raise _broken("a")
    return domain, selector, algorithm


def _domain(text: str) -> str | None:
    """A domain name, which has two labels at least (RFC 6376 section 3.5)."""
    name = ascii_host(text) if not _SPACE.search(text) else None
    return name if name is not None and "." in name else None


def _forms(read: Tags) -> tuple[Form, Form]:
    header, slash, body = (read.get("c") or "simple/simple").partition("/")
    try:
        return Form(header), Form(body) if slash else Form.SIMPLE
    except ValueError:
        raise _broken("c") from None


def _names(read: Tags) -> tuple[str, ...]:
    names = tuple(_SPACE.sub("", name).lower() for name in _needed(read, "h").split(":"))
    if not all(_FIELD_NAME.fullmatch(name) for name in names):
        raise _broken("h")
    return names


def _base64(read: Tags, name: str) -> bytes:
    text = _SPACE.sub("", _needed(read, name))
    if _BASE64.fullmatch(text) is None or len(text) % 4:
        raise _broken(name)
    return base64.b64decode(text)


def _number(read: Tags, name: str, form: re.Pattern[str]) -> int | None:
    value = read.get(name)
    if value is None:
        return None
    if form.fullmatch(value) is None:
        raise _broken(name)
    return int(value)


def _needed(read: Tags, name: str) -> str:
    value = read.get(name)
    if not value:
        raise _broken(name)
    return value


def _broken(tag: str) -> Refused:
    return Refused(Reason.BROKEN_FIELD, tag=tag)
