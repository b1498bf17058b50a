"""What a reply says, as facts. Pure."""

from collections.abc import Sequence
from typing import Final

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.exchange import NoReplyError
from mailadmin.core.dns.names import LONGEST_NAME, PLAIN, ascii_host
from mailadmin.core.dns.reading import LONGEST_TTL, MAX_ALIASES, Reading, text_of

_FEW: Final = 20
"""Sets of records up to which comparing costs less than the library's index of them."""


def question(name: str, rdtype: str) -> tuple[bytes, dns.rdatatype.RdataType]:
    """A question in the DNS's terms: the name in wire format (RFC 1035 section 3.1), and the type.

    ``ValueError`` if no name or type can be so.
    """
    try:
        kind = dns.rdatatype.from_text(rdtype)
        if len(name) <= LONGEST_NAME and PLAIN.fullmatch(name):
            # The library looks at each letter, for escapes that are not there.
            labels = name.removesuffix(".").encode().split(b".")
            return b"".join(bytes((len(label),)) + label for label in labels) + b"\0", kind
        if not name.isascii():
            name = ascii_host(name) or ".."  # which is no name
        return wire_of(dns.name.from_text(name)), kind
    except dns.exception.DNSException as problem:
        raise ValueError(str(problem)) from problem


def wire_of(name: dns.name.Name) -> bytes:
    """An absolute name in wire format."""
    wire = name.to_wire()
    assert wire is not None
    return wire


def read(message: dns.message.Message) -> Reading:
    """Read a NOERROR or NXDOMAIN reply. ``NoReplyError`` if its aliases make no sense."""
    # The library's own way along the aliases (resolve_chaining) builds names for each step up to
    # the root: for "no such name", most of what a domain's checks hear, three times this.
    if len(message.question) != 1:
        raise NoReplyError("not one question")
    asked = message.question[0]
    name, aliases, ttl = asked.name, [], LONGEST_TTL
    while (found := _set_of(message, name, asked.rdtype)) is None:
        alias = _set_of(message, name, dns.rdatatype.CNAME)
        if alias is None:
            break
        aliases.append(text_of(alias[0]))
        if len(aliases) >= MAX_ALIASES:
            raise NoReplyError("the aliases lead in a circle")
        name, ttl = alias[0].target, min(ttl, alias.ttl)
    missing = message.rcode() == dns.rcode.NXDOMAIN
    if found is not None:
        if missing:
            raise NoReplyError("an answer, and that there is no such name")
        state, values = AnswerState.FOUND, tuple(text_of(record) for record in found)
        ttl = min(ttl, found.ttl)
    else:
        state, values = AnswerState.NO_SUCH_NAME if missing else AnswerState.NO_DATA, ()
        ttl = min(ttl, _negative_ttl(message.authority, name))
    told = any(each.rdtype == dns.rdatatype.SOA for each in message.authority)
    return Reading(
        state=state,
        values=values,
        aliases=tuple(aliases),
        ttl=ttl,
        authentic=bool(message.flags & dns.flags.AD),
        go_on=name if state is AnswerState.NO_DATA and aliases and not told else None,
    )


def _set_of(
    message: dns.message.Message, name: dns.name.Name, rdtype: dns.rdatatype.RdataType
) -> dns.rrset.RRset | None:
    """The records of a name and type in the answer section."""
    if len(message.answer) > _FEW:
        return message.get_rrset(message.answer, name, dns.rdataclass.IN, rdtype)
    for each in message.answer:
        if each.rdtype == rdtype and each.rdclass == dns.rdataclass.IN and each.name == name:
            return each
    return None


def _negative_ttl(authority: Sequence[dns.rrset.RRset], name: dns.name.Name) -> int:
    """For how many seconds it holds that something is missing (RFC 2308 section 5)."""
    for each in authority:
        if each.rdtype == dns.rdatatype.SOA and name.is_subdomain(each.name):
            return min(each.ttl, int(each[0].minimum))
    return dns.message.NEGATIVE_TTL_WITHOUT_SOA
