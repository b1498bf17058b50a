"""Replies of the usual kinds: what was asked for and nothing else, or that there is nothing.

The library takes each reply apart into objects of all its sections and names, which is half of all
the work of a long list of domains. Here its records are read one after another, each by the
library's own reader of its kind. Whatever is not exactly of these kinds is the library's to read.
"""

from typing import TYPE_CHECKING, Final, NamedTuple

import dns.exception
import dns.flags
import dns.name
import dns.rcode
import dns.rdata
import dns.rdataclass
import dns.rdatatype
import dns.wire

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.reading import LONGEST_TTL, MAX_ALIASES, Reading, text_of

if TYPE_CHECKING:
    from mailadmin.core.dns.exchange import Question

HEADER: Final = 12
"""Bytes before the question (RFC 1035 section 4.1.1)."""
_MOST: Final = 60
"""Records up to which comparing each with each costs nothing."""
_BARE_OPT: Final = 11
"""Bytes of an OPT record without options (RFC 6891 section 6.1.2)."""
_THE_QUESTIONS: Final = b"\xc0\x0c"
"""How a name that is the question's own is written (RFC 1035 section 4.1.4)."""

_LONGEST_LABEL: Final = 63
_POINTER: Final = b"\xc0"
"""From here on a byte begins a pointer and not a label (RFC 1035 section 4.1.4)."""

# The library's flags and types are enumerations, which take their time to combine and compare.
KNOWS: Final = int(dns.flags.AA | dns.flags.RA)
"""Whoever has neither flag neither is in charge nor asks on."""
_AUTHENTIC: Final = int(dns.flags.AD)
_ODD: Final = int(dns.flags.TC) | 0x7800
"""Truncated, or another opcode than zero, which is that of a question (RFC 1035 section 4.1.1)."""
_NOERROR, _NXDOMAIN = int(dns.rcode.NOERROR), int(dns.rcode.NXDOMAIN)
_IN: Final = int(dns.rdataclass.IN)
_SOA: Final = int(dns.rdatatype.SOA)
_READ_OTHERWISE: Final = (dns.rdatatype.RRSIG, dns.rdatatype.SIG, dns.rdatatype.OPT)
"""Signatures are sets by what they cover, and the record of EDNS is no answer."""
_OPT: Final = b"\0" + dns.rdatatype.OPT.to_bytes(2)


class _Record(NamedTuple):
    """One record. The name is None where it is written as the question's own."""

    name: dns.name.Name | None
    ttl: int
    data: dns.rdata.Rdata


def usual(reply: bytes, question: "Question") -> Reading | None:
    """What a reply says, None where it is of no usual kind.

    The reply must have been found to answer the question (:meth:`.Question.is_answered_by`).
    """
    flags = int.from_bytes(reply[2:4])
    code, answers = flags & 0xF, int.from_bytes(reply[6:8])
    # One question, and at most the record of EDNS at the end.
    alone = reply[4:6] == b"\0\1" and reply[10:12] in (b"\0\0", b"\0\1")
    if flags & _ODD or not alone or not question.is_repeated_in(reply):
        return None
    parser = dns.wire.Parser(reply, HEADER + len(question.section))
    authentic, of_the_zone = bool(flags & _AUTHENTIC), int.from_bytes(reply[8:10])
    try:
        if answers and not of_the_zone and code == _NOERROR and answers <= _MOST:
            reading = _found(parser, question, answers, authentic=authentic)
        elif not answers and of_the_zone == 1 and flags & KNOWS and code in (_NOERROR, _NXDOMAIN):
            missing = code == _NXDOMAIN
            state = AnswerState.NO_SUCH_NAME if missing else AnswerState.NO_DATA
            reading = _nothing(parser, question, state, authentic=authentic)
        else:
            return None
        rest = parser.get_remaining()
    except (dns.exception.DNSException, ValueError):
        return None
    return reading if (_is_bare_opt(rest) if reply[11] else not rest) else None


def _found(
    parser: dns.wire.Parser, question: "Question", count: int, *, authentic: bool
) -> Reading | None:
    """The records that were asked for, at the end of the aliases that are in the reply as well."""
    wanted, ttl, aliases = question.rdtype, LONGEST_TTL, list[str]()
    if wanted in _READ_OTHERWISE:
        return None
    records = [_record(parser) for _ in range(count)]
    name: dns.name.Name | None = None
    if any(each.name is not None for each in records):
        name = question.name
        records = [each._replace(name=name) if each.name is None else each for each in records]
    if not all(each.data.rdtype in (wanted, dns.rdatatype.CNAME) for each in records):
        return None
    while True:
        found = [each for each in records if each.data.rdtype == wanted and each.name == name]
        if found:
            break
        links = [each for each in records if each.name == name]
        if len(links) != 1 or len(aliases) + 1 >= MAX_ALIASES:
            return None
        aliases.append(text_of(links[0].data))
        name, ttl = links[0].data.target, min(ttl, links[0].ttl)  # type: ignore[attr-defined]
    if len(found) > 1 and dns.rdatatype.is_singleton(wanted):
        return None
    values = [each.data for each in found]
    return Reading(
        state=AnswerState.FOUND,
        # Comparing records costs more than reading them.
        values=tuple(map(text_of, values if len(values) == 1 else dict.fromkeys(values))),
        aliases=tuple(aliases),
        ttl=min(ttl, *(each.ttl for each in found)),
        authentic=authentic,
    )


def _record(parser: dns.wire.Parser) -> _Record:
    """The next record. ``ValueError`` if it is an odd one."""
    at, name = parser.current, None
    if parser.wire[at : at + 2] == _THE_QUESTIONS:
        parser.seek(at + 2)
    else:
        name = parser.get_name(decompress=True)
    kind, internet, ttl, length = parser.get_struct("!HHIH")
    if internet != _IN or ttl > LONGEST_TTL:
        raise ValueError("another class, or a time to live that is none")
    with parser.restrict_to(length):
        data = dns.rdata.from_wire_parser(dns.rdataclass.IN, kind, parser)
    return _Record(name, ttl, data)


def _nothing(
    parser: dns.wire.Parser, question: "Question", state: AnswerState, *, authentic: bool
) -> Reading | None:
    """There is nothing, for as long as the record of the zone says (RFC 2308 section 5)."""
    above = _is_above(parser, question)
    kind, internet, ttl, length = parser.get_struct("!HHIH")
    with parser.restrict_to(length):
        _skip_name(parser)  # of the first name server
        _skip_name(parser)  # of the zone's admin
        *_, minimum = parser.get_struct("!IIIII")
    if (kind, internet) != (_SOA, _IN) or ttl > LONGEST_TTL or not above:
        return None
    return Reading(state=state, ttl=min(ttl, minimum), authentic=authentic)


def _is_above(parser: dns.wire.Parser, question: "Question") -> bool:
    """Whether the next name is the question's or one above it, the root included."""
    at, wire = parser.current, parser.wire
    first = wire[at : at + 1]
    if first == b"\0":
        parser.seek(at + 1)
        return True
    if first < _POINTER:
        return question.name.is_subdomain(parser.get_name(decompress=True))
    # A pointer to where a label of the question begins is the rest of that name from there.
    (pointer,) = parser.get_struct("!H")
    to, label = pointer & 0x3FFF, HEADER
    while label < to and wire[label]:
        label += 1 + wire[label]
    if label == to:
        return True
    parser.seek(at)
    return question.name.is_subdomain(parser.get_name(decompress=True))


def _skip_name(parser: dns.wire.Parser) -> None:
    """Go on behind a name. ``ValueError`` if it is written as none can be."""
    while (label := parser.get_uint8()) != 0:
        if label >= _POINTER[0]:
            parser.get_uint8()
            return
        if label > _LONGEST_LABEL:
            raise ValueError("no label")
        parser.get_bytes(label)


def _is_bare_opt(record: bytes) -> bool:
    """Whether this is an OPT that says nothing: no further part of a code, and no options."""
    return (
        len(record) == _BARE_OPT
        and record.startswith(_OPT)
        and record[5:7] == record[9:11] == b"\0\0"
    )
