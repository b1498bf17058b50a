"""Signs messages with DKIM, as a mail server does for its users (RFC 6376 section 5)."""

import base64
import time
from collections.abc import Mapping
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from cryptography.hazmat.primitives.hashes import SHA256

from mailadmin.core.message.authentication import content, digests
from mailadmin.core.message.authentication.canonical import Form
from mailadmin.core.message.authentication.digests import Header
from mailadmin.core.message.headers import Field

SIGNED: Final = (
    "from",
    "reply-to",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
)
"""Fields that are signed where they are there (RFC 6376 section 5.4.1)."""

ADDED_BY_NOBODY: Final = ("from", "subject")
"""Fields that are named once more than they are there, so that nobody can add one."""

PrivateKey = RSAPrivateKey | Ed25519PrivateKey

_LINE: Final = 72
"""Characters of the signature on one line."""


def sign(
    message: bytes,
    *,
    domain: str,
    selector: str,
    key: PrivateKey,
    tags: Mapping[str, str] | None = None,
    name: str = "DKIM-Signature",
) -> bytes:
    """The field to put on top of a message, its line end included.

    ``tags`` are more tags or others than usual, such as ``c`` or ``l``; one with an empty value is
    left out. ``name`` is that of the field, for the signature of an ARC set.
    """
    read = content.read(message)
    said = {
        "v": "1",
        "a": "ed25519-sha256" if isinstance(key, Ed25519PrivateKey) else "rsa-sha256",
        "c": "relaxed/relaxed",
        "d": domain,
        "s": selector,
        "t": str(int(time.time())),
        "h": ":".join(_names(read.fields)),
        **(tags or {}),
    }
    header_form, _, body_form = (said["c"] or "simple").partition("/")
    if "bh" not in said:
        said["bh"] = _body_hash(read.body, Form(body_form or "simple"), said.get("l"))
    listed = ";\r\n ".join(f"{tag}={value}" for tag, value in said.items() if value)
    unsigned = f"{name}: {listed};\r\n b=".encode()
    header = Header((Field(name, unsigned + b"\r\n"), *read.fields))
    digest = header.digest(said["h"].lower().split(":"), Form(header_form), 0)
    text = base64.b64encode(signature(digest, key))
    lines = (text[at : at + _LINE] for at in range(0, len(text), _LINE))
    return unsigned + b"\r\n ".join(lines) + b"\r\n"


def signature(digest: bytes, key: PrivateKey) -> bytes:
    """The signature of what a SHA-256 digest stands for (RFC 6376 section 3.3, RFC 8463)."""
    if isinstance(key, Ed25519PrivateKey):
        return key.sign(digest)
    return key.sign(digest, PKCS1v15(), Prehashed(SHA256()))


def _body_hash(body: bytes, form: Form, length: str | None) -> str:
    limit = int(length) if length else None
    digest = digests.of_body(body, form, () if limit is None else (limit,)).digest(limit)
    return base64.b64encode(digest or b"").decode("ascii")


def _names(fields: tuple[Field, ...]) -> list[str]:
    there = [field.name.lower() for field in fields]
    names = [name for name in SIGNED for each in there if each == name]
    return [*names, *ADDED_BY_NOBODY]
