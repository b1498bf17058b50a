"""Public keys for DKIM records. Nobody has the private half, and nothing is signed."""

import base64

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ED25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="
"""The key of RFC 8463 appendix A.2."""


def rsa(bits: int, *, bare: bool = False, exponent: int = 65537) -> str:
    """An RSA key of that size in base64; ``bare`` without the shell of RFC 5280."""
    modulus = (1 << bits - 1) + (1 << bits // 2) + 12345 | 1
    form = PublicFormat.PKCS1 if bare else PublicFormat.SubjectPublicKeyInfo
    key = RSAPublicNumbers(exponent, modulus).public_key()
    return base64.b64encode(key.public_bytes(Encoding.DER, form)).decode("ascii")


def in_strings(text: str) -> str:
    """A text as the strings of a TXT record in zone text."""
    return " ".join(f'"{text[at : at + 255]}"' for at in range(0, len(text), 255))
