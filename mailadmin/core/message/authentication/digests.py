"""What is compared with a signature: digests (SHA-256) of the header and of the body."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

import msgspec

from mailadmin.core.message.authentication import canonical
from mailadmin.core.message.authentication.canonical import Form
from mailadmin.core.message.headers import Field

_SPACE = b" \t\r\n"


class Body(msgspec.Struct, frozen=True, kw_only=True):
    """Digests of a body in one form: of the whole, and of its beginnings by their length.

    A beginning that is longer than the whole, ``length`` bytes, has none.
    """

    length: int
    whole: bytes
    beginnings: dict[int, bytes]

    @property
    def is_blank(self) -> bool:
        """Whether nothing is in it but line ends."""
        return self.length <= len(b"\r\n")

    def digest(self, limit: int | None) -> bytes | None:
        """The digest of the first ``limit`` bytes, or of the whole."""
        return self.whole if limit is None else self.beginnings.get(limit)


def of_body(text: bytes, form: Form, limits: Iterable[int] = ()) -> Body:
    """Go through a body once, with all the lengths that signatures ask for (``l=``)."""
    running, length = sha256(), 0
    beginnings = {0: running.digest()}
    waiting = sorted(set(limits), reverse=True)
    for piece in canonical.body(text, form):
        done = 0
        while waiting and waiting[-1] <= length + len(piece):
            limit = waiting.pop()
            running.update(piece[done : limit - length])
            done = limit - length
            beginnings[limit] = running.digest()
        running.update(piece[done:])
        length += len(piece)
    return Body(length=length, whole=running.digest(), beginnings=beginnings)


class Header:
    """The fields of a message, found by their names, each brought into a form only once."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        self._canonical: dict[tuple[int, Form], bytes] = {}
        self._places: dict[str, list[int]] = {}
        for place, field in enumerate(fields):
            self._places.setdefault(field.name.lower(), []).append(place)

    def canonical(self, place: int, form: Form) -> bytes:
        """One field in a form."""
        known = self._canonical.get((place, form))
        if known is None:
            known = self._canonical[place, form] = canonical.field(self._fields[place].raw, form)
        return known

    def places(self, name: str) -> tuple[int, ...]:
        """Where fields of this name (in lower case) are, from top to bottom."""
        return tuple(self._places.get(name, ()))

    def digest(self, names: Iterable[str], form: Form, own: int) -> bytes:
        """The digest that the signature field at ``own`` signs (RFC 6376 sections 3.7 and 5.4.2).

        A name takes the lowest field of its name, again the one above it, and so on; nothing where
        there are no more. The signature's own field comes last, without the signature.
        """
        running = sha256()
        left: dict[str, list[int]] = {}
        for name in names:
            if name not in left:
                left[name] = [place for place in self.places(name) if place != own]
            if left[name]:
                running.update(self.canonical(left[name].pop(), form))
        running.update(unsigned(self._fields[own].raw, form))
        return running.digest()


def unsigned(raw: bytes, form: Form) -> bytes:
    """A signature field as it is signed: without the value of ``b=`` and without its line end."""
    name, colon, value = raw.partition(b":")
    parts = value.removesuffix(b"\r\n").split(b";")
    for number, part in enumerate(parts):
        tag, equals, _ = part.partition(b"=")
        if tag.strip(_SPACE) == b"b":
            parts[number] = tag + equals
            break
    emptied = name + colon + b";".join(parts) + b"\r\n"
    return canonical.field(emptied, form).removesuffix(b"\r\n")
