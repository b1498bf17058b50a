"""What a reply says about the question, and the limits of what is believed in it."""

from typing import Any, Final

import dns.name
import dns.rdatatype
import msgspec

from mailadmin.core.dns.answer import AnswerState

MAX_ALIASES: Final = 16
"""Aliases that one reply may lead along."""

LONGEST_TTL: Final = 2**31 - 1
"""Seconds (RFC 2181 section 8)."""

_MADE_OF_NAMES: Final = frozenset(
    dns.rdatatype.from_text(text) for text in ("CNAME", "DNAME", "MX", "NS", "PTR", "SOA", "SRV")
)


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A reply's state, records, aliases on the way and TTL in seconds.

    ``go_on`` is the name to ask for next, where an alias led to a name of which the server says
    nothing.
    """

    state: AnswerState
    values: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    ttl: int = 0
    authentic: bool = False
    go_on: dns.name.Name | None = None

    def followed_by(self, last: "Reading") -> "Reading":
        """The same after the reply to the name that an alias led to."""
        return Reading(
            state=last.state,
            values=last.values,
            aliases=self.aliases + last.aliases,
            ttl=min(self.ttl, last.ttl),
            authentic=self.authentic and last.authentic,
            go_on=last.go_on,
        )


def text_of(record: Any) -> str:
    """A record in presentation format; a TXT record as its joined strings."""
    if hasattr(record, "strings"):
        return b"".join(record.strings).decode("utf-8", "replace")
    # Names may be shortened by pointing at the question, which has our random case (RFC 1035
    # section 4.1.4). Upper and lower case mean the same in them.
    text = str(record)
    return text.lower() if record.rdtype in _MADE_OF_NAMES else text
