"""What a Received field says about encryption, in each maker's words (RFC 8314 section 4.3)."""

import re
from typing import Final

_VERSION: Final = r"(?:TLS|SSL)[ _-]?v?\d(?:[._]?\d)?(?:/SSLv3)?"
_CIPHER: Final = r"[A-Z][A-Z0-9]{1,20}(?:[-_][A-Z0-9]{1,20}){1,12}"
_VERSION_SAID: Final = re.compile(rf"(?<![\w.-])(?:version=)?({_VERSION})(?![\w-])", re.IGNORECASE)
_CIPHER_SAID: Final = (
    # Postfix, Google, Exchange, Sendmail: "with cipher X", "cipher=X"
    re.compile(r"\bcipher[= ]([\w.-]{3,100})", re.IGNORECASE),
    # Exim: "tls X"
    re.compile(r"\btls ([A-Z][\w-]{2,100})"),
    # Exim and OpenSMTPD "TLS1.2:X:256", Courier "TLSv1.3,256bits,X", mox "TLS1.3 X"
    re.compile(rf"(?i:{_VERSION})[:, ]{{1,3}}(?:\d{{1,4}}bits,)?({_CIPHER})\b"),
    # qmail with its addition for TLS
    re.compile(rf"({_CIPHER}) encrypted\b"),
)
_WORD_ALONE: Final = re.compile(r"\((?:using )?(TLS|SSL)\)")


def tls_of(value: str) -> str:
    """Version and cipher as they are written, with a blank between; empty where there is none."""
    version = _VERSION_SAID.search(value)
    ciphers = (form.search(value) for form in _CIPHER_SAID)
    cipher = next((found for found in ciphers if found is not None), None)
    alone = None if version or cipher else _WORD_ALONE.search(value)
    return " ".join(found[1] for found in (version, cipher, alone) if found is not None)
