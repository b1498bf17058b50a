"""Keys, and messages signed with them, for tests."""

import base64
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mailadmin.core.message.authentication import content
from mailadmin.core.message.authentication.canonical import Form, field
from mailadmin.core.message.authentication.digests import unsigned
from mailadmin.sandbox.signing import PrivateKey, sign, signature

DOMAIN, SELECTOR = "d.test", "s1"
KEY_NAME = f"{SELECTOR}._domainkey.{DOMAIN}"

MESSAGE = (
    b"From: Anna <anna@d.test>\r\n"
    b"To: bert@example.net\r\n"
    b"Subject: Is dinner\r\n\tready?\r\n"
    b"Date: Fri, 27 Nov 2026 18:00:00 +0100\r\n"
    b"Message-ID: <1@d.test>\r\n"
    b"\r\n"
    b"Hi.  \r\n"
    b"\r\n"
    b"We lost \t the game.\r\n"
    b"\r\n"
    b"\r\n"
)


@cache
def rsa_key(bits: int = 2048, number: int = 0) -> rsa.RSAPrivateKey:
    """The same key each time; ``number`` tells several of one size apart."""
    return rsa.generate_private_key(65537, bits)


@cache
def ed25519_key() -> ed25519.Ed25519PrivateKey:
    """The same key each time."""
    return ed25519.Ed25519PrivateKey.generate()


def record(key: PrivateKey, more: str = "") -> str:
    """The key's record in the DNS, with ``more`` tags before the key itself."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        kind, raw = "ed25519", key.public_key().public_bytes_raw()
    else:
        form = PublicFormat.SubjectPublicKeyInfo
        kind, raw = "rsa", key.public_key().public_bytes(Encoding.DER, form)
    return f"v=DKIM1; k={kind}; {more}p={base64.b64encode(raw).decode()}"


def signed(message: bytes = MESSAGE, key: PrivateKey | None = None, **tags: str) -> bytes:
    """The message with a signature on top; ``tags`` are other than usual."""
    return (
        sign(message, domain=DOMAIN, selector=SELECTOR, key=key or rsa_key(), tags=tags) + message
    )


def sealed(message: bytes = MESSAGE, *, instance: int = 1, **tags: str) -> bytes:
    """The message with one more ARC set on top; ``tags`` are those of the seal, if others."""
    about = {"v": "", "i": str(instance)}
    told = sign(
        message,
        domain=DOMAIN,
        selector=SELECTOR,
        key=rsa_key(),
        tags=about,
        name="ARC-Message-Signature",
    )
    results = f"ARC-Authentication-Results: i={instance}; {DOMAIN}; dkim=pass\r\n".encode()
    said = {
        "i": str(instance),
        "a": "rsa-sha256",
        "cv": "none" if instance == 1 else "pass",
        "d": DOMAIN,
        "s": SELECTOR,
        **tags,
    }
    listed = "; ".join(f"{tag}={value}" for tag, value in said.items() if value)
    return _seal(f"ARC-Seal: {listed}; b=", told, results, message) + told + results + message


def _seal(begun: str, told: bytes, results: bytes, message: bytes) -> bytes:
    """A seal signs each set before it and its own, from the oldest on (RFC 8617 section 5.1.1)."""
    before = [
        each.raw
        for each in reversed(content.read(message).fields)
        if each.name.lower().startswith("arc-")
    ]
    signs = b"".join(field(each, Form.RELAXED) for each in (*before, results, told))
    signs += unsigned(begun.encode() + b"\r\n", Form.RELAXED)
    text = base64.b64encode(signature(sha256(signs).digest(), rsa_key()))
    return begun.encode() + text + b"\r\n"
