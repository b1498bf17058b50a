"""A DKIM key record, read (RFC 6376 section 3.6.1, RFC 8301, RFC 8463). Pure, and never raises.

Everything that is wrong is told, not only the first: whoever mends a record mends it once.
"""

import base64
import re
from enum import StrEnum
from typing import Final

import msgspec
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from mailadmin.core.dns import tags
from mailadmin.core.dns.tags import Tag, Tags

SHORTEST_RSA: Final = 1024
"""Bits below which a signature never counts (RFC 8301 section 3.2)."""

GOOD_RSA: Final = 2048
"""Bits that a signer should use (RFC 8301 section 3.2)."""

LONGEST_RSA: Final = 4096
"""Bits up to which every receiver must be able to check (RFC 8301 section 3.2)."""

ED25519_BYTES: Final = 32
"""A key of RFC 8463 is these bytes and nothing around them (section 4)."""

LONGEST: Final = 4096
"""Characters of a record that is read. A key of 16,384 bits has less, and nobody makes one."""

_WORD: Final = r"[a-z](?:[a-z0-9-]*[a-z0-9])?"
_SEPARATOR: Final = r"[ \t\r\n]*:[ \t\r\n]*"
_WORDS: Final = re.compile(rf"(?:{_WORD}|\*)(?:{_SEPARATOR}(?:{_WORD}|\*))*", re.IGNORECASE)
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_NO_BASE64: Final = re.compile(r"[^A-Za-z0-9+/ \t\r\n]")
_PADDING: Final = re.compile(r"(?:=[ \t\r\n]*){0,2}$")


class Flaw(StrEnum):
    """What is wrong with a key record."""

    UNTIDY = "untidy"
    """An empty part or list, or white space behind the last semicolon: only strict readers mind."""
    SYNTAX = "syntax"
    """A part that is no tag, a tag twice, or a list of words that is none (section 3.2)."""
    VERSION = "version"
    """``v=`` is not ``DKIM1``, or not the first tag: such a record must be discarded."""
    NO_DATA = "no-data"
    """There is no ``p=``."""
    BASE64 = "base64"
    """``p=`` holds a character that is none of base64."""
    CUT = "cut"
    """The end of the key is missing, or of its base64 (the equals signs)."""
    NOT_A_KEY = "not-a-key"
    """The data are no key of the kind that ``k=`` says."""
    WRONG_KIND = "wrong-kind"
    """A key of another kind than ``k=`` says, or an Ed25519 key in the clothes of RSA."""
    ALGORITHM = "algorithm"
    """``k=`` names a kind that no standard has."""
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    """Receivers need not be able to check it."""
    HASH = "hash"
    """``h=`` leaves out SHA-256, and SHA-1 does not count any more (RFC 8301 section 3.1)."""
    SERVICE = "service"
    """``s=`` says that the key is not for email."""


HARMLESS: Final = frozenset({Flaw.UNTIDY, Flaw.TOO_LONG})
"""Flaws with which most receivers still accept a signature."""


_LISTS: Final[dict[str, tuple[frozenset[str], Flaw] | None]] = {
    "k": None,
    "h": (frozenset({"sha256"}), Flaw.HASH),
    "s": (frozenset({"email", "*"}), Flaw.SERVICE),
    "t": None,
}
"""The tags that hold words, and of which words they must have one."""


class Fault(msgspec.Struct, frozen=True):
    """A flaw and the character of the record, from 0, where it is."""

    flaw: Flaw
    at: int


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """A key record, right or wrong.

    ``algorithm`` is what ``k=`` says (``rsa`` where it says nothing); ``bits`` the size of the
    key, None where there is none to measure. ``revoked`` is an empty ``p=``; ``testing`` and
    ``exact_domain`` are the flags ``y`` and ``s``: receivers treat the mail as unsigned, or sign
    for this very domain only. ``faults`` stand in the order in which they were met.
    """

    text: str
    algorithm: str = "rsa"
    bits: int | None = None
    revoked: bool = False
    testing: bool = False
    exact_domain: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether receivers accept a signature with this key. Testing is for them to ignore."""
        return not self.revoked and all(fault.flaw in HARMLESS for fault in self.faults)

    @property
    def is_weak(self) -> bool:
        """Whether it is accepted and yet too short to be safe (RFC 8301 section 3.2)."""
        return self.counts and self.algorithm == "rsa" and (self.bits or GOOD_RSA) < GOOD_RSA


def read_key(text: str) -> Key:
    """Read a TXT record that stands at a selector, whatever it says."""
    if len(text) > LONGEST:
        return Key(text=text, faults=(Fault(Flaw.NOT_A_KEY, 0),))
    read = tags.parse(text)
    faults = [*_form(read), *_meaning(read)]
    algorithm = (read.get("k") or "rsa").lower()
    flags = _words(read, "t") or ()
    data = read.tag("p")
    bits = None
    if data is None:
        faults.append(Fault(Flaw.NO_DATA, len(text)))
    elif data.value:
        bits, wrong = _measure(algorithm, data)
        faults += wrong
    return Key(
        text=text,
        algorithm=algorithm,
        bits=bits,
        revoked=data is not None and not data.value,
        testing="y" in flags,
        exact_domain="s" in flags,
        faults=tuple(faults),
    )


def public_key(key: Key) -> RSAPublicKey | Ed25519PublicKey | None:
    """The key to check a signature with, None where the record holds none that counts."""
    data = tags.parse(key.text).get("p") if key.counts else None
    if not data:
        return None
    raw = decoded(data)
    if key.algorithm == "ed25519":
        return Ed25519PublicKey.from_public_bytes(raw)
    found = load(raw)
    return found if isinstance(found, RSAPublicKey) else None


def decoded(data: str) -> bytes:
    """The bytes of ``p=``, as far as it is base64; missing padding is forgiven."""
    bare = _SPACE.sub("", data).rstrip("=")
    whole = bare[: len(bare) - (len(bare) % 4 == 1)]
    return base64.b64decode(whole + "=" * (-len(whole) % 4))


def _form(read: Tags) -> list[Fault]:
    """What is wrong before any tag is looked at."""
    harmless = (tags.Reason.EMPTY, tags.Reason.FINAL_SPACE)
    faults = [
        Fault(Flaw.UNTIDY if part.reason in harmless else Flaw.SYNTAX, part.at)
        for part in read.malformed
    ]
    return faults + [Fault(Flaw.SYNTAX, tag.at) for tag in read.repeated]


def _meaning(read: Tags) -> list[Fault]:
    """What the tags besides the key itself get wrong."""
    faults: list[Fault] = []
    version = read.tag("v")
    if version is not None and (version.value != "DKIM1" or version is not read.tags[0]):
        faults.append(Fault(Flaw.VERSION, version.at))
    for name, needed in _LISTS.items():
        tag, words = read.tag(name), _words(read, name)
        if tag is None:
            continue
        if words is None:
            faults.append(Fault(Flaw.SYNTAX if tag.value else Flaw.UNTIDY, tag.value_at))
        elif needed is not None and needed[0].isdisjoint(words):
            faults.append(Fault(needed[1], tag.value_at))
    return faults


def _words(read: Tags, name: str) -> tuple[str, ...] | None:
    """The words of a list with colons, None where there is no such tag or it is no list."""
    value = read.get(name)
    if value is None or _WORDS.fullmatch(value) is None:
        return None
    return tuple(_SPACE.sub("", word).lower() for word in value.split(":"))


def _measure(algorithm: str, data: Tag) -> tuple[int | None, list[Fault]]:
    """The size of the key in bits, and what is wrong with it."""
    value = _PADDING.sub("", data.value)
    strange = _NO_BASE64.search(value)
    if strange is not None:
        return None, [Fault(Flaw.BASE64, data.value_at + strange.start())]
    end = data.value_at + len(data.value)
    if algorithm not in ("rsa", "ed25519"):
        return None, [Fault(Flaw.ALGORITHM, data.value_at)]
    raw = decoded(value)
    bits, flaw = _rsa(raw) if algorithm == "rsa" else _ed25519(raw)
    if flaw is None and len(_SPACE.sub("", data.value)) % 4:
        flaw = Flaw.CUT
    if flaw is None:
        return bits, []
    return bits, [Fault(flaw, end if flaw is Flaw.CUT else data.value_at)]


def _ed25519(raw: bytes) -> tuple[int | None, Flaw | None]:
    if len(raw) == ED25519_BYTES:
        return 256, None
    if isinstance(load(raw), RSAPublicKey | Ed25519PublicKey):
        return None, Flaw.WRONG_KIND
    return None, Flaw.CUT if len(raw) < ED25519_BYTES else Flaw.NOT_A_KEY


def _rsa(raw: bytes) -> tuple[int | None, Flaw | None]:
    key = load(raw)
    if not isinstance(key, RSAPublicKey):
        other = len(raw) == ED25519_BYTES or isinstance(key, Ed25519PublicKey)
        return None, Flaw.WRONG_KIND if other else Flaw.CUT if _is_cut(raw) else Flaw.NOT_A_KEY
    if key.key_size < SHORTEST_RSA:
        return key.key_size, Flaw.TOO_SHORT
    return key.key_size, Flaw.TOO_LONG if key.key_size > LONGEST_RSA else None


def load(raw: bytes) -> object:
    """The key in a SubjectPublicKeyInfo (RFC 5280) or a bare RSAPublicKey (RFC 8017), or None.

    RFC 6376 speaks of the second, its examples and nearly all records have the first.
    """
    try:
        return load_der_public_key(raw)
    except (ValueError, UnsupportedAlgorithm):
        return None


def _is_cut(raw: bytes) -> bool:
    """Whether the outermost length (X.690 section 8.1.3) promises more than there is."""
    if not raw or raw[0] != 0x30:
        return False
    if len(raw) < 2:
        return True
    count = raw[1] & 0x7F if raw[1] & 0x80 else 0
    if count > 4:
        return False
    length = int.from_bytes(raw[2 : 2 + count]) if count else raw[1]
    return len(raw) < 2 + count + length
