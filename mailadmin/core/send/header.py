"""Header fields as bytes (RFC 5322 §2.2, RFC 2047): encoded, folded, split and replaced.

Python's own folding of address fields can leave a comma of a long name bare, which makes two
addresses of one (CPython gh-121284, in every 3.11); so each address is encoded by itself here.
"""

import re
from collections.abc import Iterable, Mapping
from email.header import Header, decode_header, make_header
from email.utils import quote
from typing import Final

from mailadmin.core.send.addresses import Mailbox, one_line, read_mailbox, split_addresses

LINE: Final = 76
"""Characters of a line that every mail program shows; the limit is 998 (RFC 5322 §2.1.1)."""

_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~ ]*")


def unstructured(name: str, text: str) -> bytes:
    """A field of free text, such as Subject."""
    text = one_line(text)
    plain = text.isascii() and "=?" not in text and all(len(w) < LINE for w in text.split())
    charset = "us-ascii" if plain else "utf-8"
    value = Header(text, charset, maxlinelen=LINE, header_name=name).encode(linesep="\r\n")
    return f"{name}: {value}\r\n".encode("ascii")


def addresses(name: str, boxes: Iterable[Mailbox]) -> bytes:
    """A field of addresses, one a line. UTF-8 only where an address itself needs it."""
    value = ",\r\n ".join(_mailbox(name, box) for box in boxes)
    return f"{name}: {value}\r\n".encode()


def fields_of(header: bytes) -> list[tuple[str, bytes]]:
    """The fields of a header block, each with its name in lower case and its whole bytes."""
    fields: list[tuple[str, bytes]] = []
    for line in header.splitlines(keepends=True):
        if line[:1] in (b" ", b"\t") and fields:
            name, so_far = fields.pop()
            fields.append((name, so_far + line))
        elif line.strip():
            name = line.partition(b":")[0].decode("ascii", "replace").strip().lower()
            fields.append((name, line))
    return fields


def replaced(header: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The header block with some fields replaced (by nothing: removed) and new ones added.

    ``changes`` maps names in lower case to whole fields. Every other field keeps its bytes, and
    a new one stands after From, where people look for it.
    """
    present = {name for name, _ in fields_of(header)}
    new = b"".join(field for name, field in changes.items() if name not in present)
    out: list[bytes] = []
    for name, field in fields_of(header):
        out.append(changes.get(name, field))
        if name == "from":
            out.append(new)
    return b"".join(out) + b"\r\n"


def has_field(header: bytes, name: str) -> bool:
    """Whether the block has a field of this name (in lower case)."""
    return any(present == name for present, _ in fields_of(header))


def mailboxes_in(header: bytes, name: str) -> tuple[Mailbox, ...]:
    """The addresses of one field that we wrote (name in lower case); empty if there is none."""
    for present, field in fields_of(header):
        if present == name:
            value = "".join(field.decode("utf-8", "replace").partition(":")[2].splitlines())
            boxes = (read_mailbox(text) for text in split_addresses(value))
            return tuple(Mailbox(_decoded(box.name), box.local, box.domain) for box in boxes)
    return ()


def _decoded(name: str) -> str:
    return str(make_header(decode_header(name)))


def _mailbox(field: str, box: Mailbox) -> str:
    name = one_line(box.name)
    if not name:
        return box.address
    if name.isascii() and "=?" not in name and len(name) < LINE:
        phrase = name if _ATOMS.fullmatch(name) else f'"{quote(name)}"'
    else:
        phrase = Header(name, "utf-8", maxlinelen=LINE, header_name=field).encode(linesep="\r\n")
    # The address goes to a line of its own where both together would be too long.
    gap = " " if len(phrase) + len(box.address) < LINE - len(field) else "\r\n "
    return f"{phrase}{gap}<{box.address}>"
