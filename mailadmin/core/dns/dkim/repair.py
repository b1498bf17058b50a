"""The record that was meant, where that is certain. Pure."""

import base64
import re
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from mailadmin.core.dns import tags
from mailadmin.core.dns.dkim.key import ED25519_BYTES, LONGEST, Key, decoded, load, read_key

_ODD: Final = re.compile("[\"'\\\\\u2018-\u201f\u00ab\u00bb\u00a0\u200b-\u200d\ufeff]")
"""What editors and web pages add: quotes, backslashes, spaces that are none."""

_BASE64: Final = re.compile(r"[A-Za-z0-9+/ \t\r\n]+(?:=[= \t\r\n]*)?")
_SPACE: Final = re.compile(r"[ \t\r\n]+")
_KEPT: Final = ("t", "n")


def repaired(key: Key) -> str | None:
    """A record with the same key and nothing wrong, None where nobody can know it.

    It is known where all that is needed is there: a whole key, and around it quotes, spaces, tags
    that are in the wrong place, or that forbid its use. The flag for testing goes as well.
    """
    if len(key.text) > LONGEST:
        return None
    read = tags.parse(_ODD.sub("", key.text))
    data = read.get("p")
    if not data or _BASE64.fullmatch(data) is None:
        return None
    raw = decoded(data)
    found = load(raw)
    if isinstance(found, RSAPublicKey):
        kind = "rsa"
    elif isinstance(found, Ed25519PublicKey):
        kind, raw = "ed25519", found.public_bytes_raw()
    elif len(raw) == ED25519_BYTES:
        kind = "ed25519"
    else:
        return None
    parts = ["v=DKIM1", f"k={kind}"]
    for name in _KEPT:
        value = read.get(name)
        if name == "t" and value is not None:
            flags = _SPACE.sub("", value).split(":")
            value = ":".join(flag for flag in flags if flag and flag.lower() != "y")
        if value:
            parts.append(f"{name}={value}")
    text = "; ".join((*parts, f"p={base64.b64encode(raw).decode('ascii')}"))
    again = read_key(text)
    return text if again.counts and not again.faults else None
