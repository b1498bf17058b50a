"""Replies that say only that there is nothing: most of what the checks of a domain hear.

The library takes such a reply apart down to the name of the zone's admin, which is half of all the
work of a long list of domains. Here the one thing is read that matters besides its state: for how
long it holds. Whatever is not exactly of this kind is the library's to read.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import dns.exception
import dns.flags
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.wire
import msgspec

from mailadmin.core.dns.answer import AnswerState

if TYPE_CHECKING:
    from mailadmin.core.dns.exchange import Question

HEADER: Final = 12
"""Bytes before the question (RFC 1035 section 4.1.1)."""
_OF_THE_ZONE: Final = 22
"""The least an SOA's data may have: two names of the root, and five numbers (RFC 1035 3.3.13)."""
LONGEST_TTL: Final = 2**31 - 1
"""Seconds (RFC 2181 section 8)."""
_BARE_OPT: Final = 11
"""Bytes of an OPT record without options (RFC 6891 section 6.1.2)."""
_STATES: Final[Mapping[int, AnswerState]] = {
    dns.rcode.NOERROR: AnswerState.NO_DATA,
    dns.rcode.NXDOMAIN: AnswerState.NO_SUCH_NAME,
}
KNOWS: Final = dns.flags.AA | dns.flags.RA
"""Whoever has neither flag neither is in charge nor asks on."""
_OPCODE: Final = 0x7800
"""Zero for a question (RFC 1035 section 4.1.1)."""


class Nothing(msgspec.Struct, frozen=True, gc=False):
    """There is nothing, for ``ttl`` seconds (RFC 2308 section 5)."""

    state: AnswerState
    ttl: int
    authentic: bool


def nothing_in(reply: bytes, question: "Question") -> Nothing | None:
    """What a reply says that has no answers and one SOA, None where it has anything else.

    The reply must have been found to answer the question (:meth:`.Question.is_answered_by`).
    """
    flags = int.from_bytes(reply[2:4])
    state = _STATES.get(flags & 0xF)
    # One question, no answer, one record of the zone, and that of EDNS or none.
    alone = reply[4:11] == b"\0\1\0\0\0\1\0" and reply[11] <= 1
    if state is None or not alone or not flags & KNOWS or flags & (dns.flags.TC | _OPCODE):
        return None
    if not question.is_repeated_in(reply):
        return None
    try:
        parser = dns.wire.Parser(reply, HEADER + len(question.section))
        zone = parser.get_name(decompress=True)
        kind, internet, ttl, length = parser.get_struct("!HHIH")
        data = parser.get_bytes(length)
        rest = parser.get_remaining()
    except dns.exception.DNSException:
        return None
    usual = (
        (kind, internet) == (dns.rdatatype.SOA, dns.rdataclass.IN)
        and length >= _OF_THE_ZONE
        and ttl <= LONGEST_TTL
        and (_is_bare_opt(rest) if reply[11] else not rest)
    )
    if not usual or not question.name.is_subdomain(zone):
        return None
    # The minimum is the last number.
    return Nothing(state, min(ttl, int.from_bytes(data[-4:])), bool(flags & dns.flags.AD))


def _is_bare_opt(record: bytes) -> bool:
    """Whether this is an OPT that says nothing: no further part of a code, and no options."""
    return (
        len(record) == _BARE_OPT
        and record.startswith(b"\0" + dns.rdatatype.OPT.to_bytes(2))
        and record[5:7] == record[9:11] == b"\0\0"
    )
