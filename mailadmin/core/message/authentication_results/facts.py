"""What one Authentication-Results field says, and what is wrong with how it says it."""

import re
from enum import StrEnum
from typing import Final

import msgspec

_NOTE: Final = r"(?<![\w.-]){}\s?=\s?([\w.-]{{1,40}})"


class FaultKind(StrEnum):
    """How a value leaves the grammar of RFC 8601 section 2.2.

    The first ones are the custom of some providers: what is meant is plain.
    """

    NO_SERVER = "no-server"
    """No authserv-id in front (Microsoft)."""
    NO_RESULTS = "no-results"
    """Only an authserv-id, and not even the word "none"."""
    EMPTY = "empty"
    """Nothing between two semicolons, or behind the last one."""
    STRAY_NAME = "stray-name"
    """The name of a domain where a result should be (Microsoft)."""
    LOOSE_PROPERTY = "loose-property"
    """A property without a type, such as ``action=none``, or apart from its result (Amazon)."""
    MISSING_SEMICOLON = "missing-semicolon"
    """None behind the authserv-id (Yahoo)."""
    EMPTY_VALUE = "empty-value"
    BARE_VALUE = "bare-value"
    """A value that should stand in quotes, such as an IPv6 address."""
    UNUSUAL_WORD = "unusual-word"
    """A method or a result with a character that has no place in it, such as ``dkim_pass``."""
    OTHER_VERSION = "other-version"
    """A version other than 1, the only one there is."""

    BAD_INSTANCE = "bad-instance"
    """The number of an ARC set is none from 1 to 50 (RFC 8617 section 4.2.1)."""
    OPEN_COMMENT = "open-comment"
    OPEN_QUOTE = "open-quote"
    NONE_BESIDE_RESULTS = "none-beside-results"
    UNEXPECTED = "unexpected"
    """Something that has no meaning where it stands, or breaks off."""
    TOO_LONG = "too-long"
    """What lies behind this was not read, or has more faults than are kept."""

    @property
    def is_customary(self) -> bool:
        """Whether well-known providers write so, and everybody knows what is meant."""
        return self in _CUSTOMARY


_CUSTOMARY: Final = frozenset(
    {
        FaultKind.NO_SERVER,
        FaultKind.NO_RESULTS,
        FaultKind.EMPTY,
        FaultKind.STRAY_NAME,
        FaultKind.LOOSE_PROPERTY,
        FaultKind.MISSING_SEMICOLON,
        FaultKind.EMPTY_VALUE,
        FaultKind.BARE_VALUE,
        FaultKind.UNUSUAL_WORD,
        FaultKind.OTHER_VERSION,
    }
)


class Fault(msgspec.Struct, frozen=True):
    """Something that a strict reader refuses; ``at`` is the character where it is, from 0."""

    kind: FaultKind
    at: int


class Property(msgspec.Struct, frozen=True):
    """What a result is about, such as ``header`` ``from`` ``example.com``.

    ``type`` is empty where none is written. Type and name are in lower case; the value is as
    written, without the quotes around it.
    """

    type: str
    name: str
    value: str


class MethodResult(msgspec.Struct, frozen=True, kw_only=True):
    """What one method, such as ``spf``, came to; both in lower case.

    ``version`` is the method's, None where none is written. ``comments`` are those behind the
    result, without brackets.
    """

    method: str
    result: str
    version: int | None = None
    reason: str = ""
    comments: tuple[str, ...] = ()
    properties: tuple[Property, ...] = ()

    @property
    def comment(self) -> str:
        """The first comment behind the result."""
        return next(iter(self.comments), "")

    def value(self, type_: str, name: str) -> str:
        """The value of the first property of this type and name, empty where there is none."""
        wanted = (type_, name)
        return next((one.value for one in self.properties if (one.type, one.name) == wanted), "")

    def note(self, name: str) -> str:
        """A value that stands in a comment, such as ``dis`` in "(p=NONE dis=NONE)"."""
        pattern = re.compile(_NOTE.format(re.escape(name)), re.IGNORECASE)
        found = next(filter(None, map(pattern.search, self.comments)), None)
        return found[1].lower() if found is not None else ""

    @property
    def disposition(self) -> str:
        """What the receiver says it did for DMARC, in lower case; empty where it does not say.

        ``none``, ``quarantine`` or ``reject``; of Microsoft also ``oreject``, ``pct.quarantine``,
        ``pct.reject``, ``permerror`` and ``temperror``.
        """
        written = self.value("policy", "applied-disposition") or self.value("", "action")
        return written.lower() or self.note("dis")


class AuthenticationResults(msgspec.Struct, frozen=True, kw_only=True):
    """One field. ``server`` is the authserv-id as written, None where there is none.

    ``instance`` is that of an ARC set, ``version`` None where none is written. ``none`` says that
    the server tells us that it looked at nothing.
    """

    server: str | None = None
    instance: int | None = None
    version: int | None = None
    results: tuple[MethodResult, ...] = ()
    none: bool = False
    faults: tuple[Fault, ...] = ()

    @property
    def is_damaged(self) -> bool:
        """Whether a part of it could not be read, or only by guessing."""
        return any(not fault.kind.is_customary for fault in self.faults)

    def of(self, method: str) -> tuple[MethodResult, ...]:
        """The results of one method, in order."""
        return tuple(result for result in self.results if result.method == method)
