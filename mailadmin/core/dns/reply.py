"""What a reply says, as facts. Pure."""

from typing import Any, Final

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import msgspec

from mailadmin.core.dns.answer import AnswerState
from mailadmin.core.dns.exchange import NoReplyError
from mailadmin.core.dns.names import ascii_host

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


def question(name: str, rdtype: str) -> tuple[dns.name.Name, dns.rdatatype.RdataType]:
    """A question in the library's terms. ``ValueError`` if no name or type can be so."""
    if not name.isascii():
        name = ascii_host(name) or ".."  # which is no name
    try:
        return dns.name.from_text(name), dns.rdatatype.from_text(rdtype)
    except dns.exception.DNSException as problem:
        raise ValueError(str(problem)) from problem


def read(message: dns.message.Message) -> Reading:
    """Read a NOERROR or NXDOMAIN reply. ``NoReplyError`` if its aliases make no sense."""
    assert isinstance(message, dns.message.QueryMessage)
    try:
        chain = message.resolve_chaining()
    except dns.exception.DNSException as problem:
        raise NoReplyError(str(problem)) from problem
    aliases = tuple(text_of(alias[0]) for alias in chain.cnames)
    state, go_on = AnswerState.NO_DATA, None
    values: tuple[str, ...] = ()
    if chain.answer is not None:
        state = AnswerState.FOUND
        values = tuple(text_of(record) for record in chain.answer)
    elif message.rcode() == dns.rcode.NXDOMAIN:
        state = AnswerState.NO_SUCH_NAME
    elif aliases and not any(each.rdtype == dns.rdatatype.SOA for each in message.authority):
        go_on = chain.canonical_name
    return Reading(
        state=state,
        values=values,
        aliases=aliases,
        ttl=chain.minimum_ttl,
        authentic=bool(message.flags & dns.flags.AD),
        go_on=go_on,
    )


def text_of(record: Any) -> str:
    """A record in presentation format; a TXT record as its joined strings."""
    if hasattr(record, "strings"):
        return b"".join(record.strings).decode("utf-8", "replace")
    # Names may be shortened by pointing at the question, which has our random case (RFC 1035
    # section 4.1.4). Upper and lower case mean the same in them.
    text = str(record)
    return text.lower() if record.rdtype in _MADE_OF_NAMES else text
