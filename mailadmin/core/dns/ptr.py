"""Reverse DNS, confirmed forward: iprev (RFC 8601 section 2.7.3, RFC 1912 section 2.1)."""

import asyncio
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import (
    IpAddress,
    address_type,
    is_internal,
    is_reachable,
    read_address,
)
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.questions import Asker

MAX_NAMES: Final = 10
"""Names of an address that are looked at, as in SPF (RFC 7208 section 4.6.4)."""


class Iprev(StrEnum):
    """The four results of the method."""

    PASS = "pass"
    FAIL = "fail"
    """There are names, and none leads back."""
    TEMPERROR = "temperror"
    PERMERROR = "permerror"
    """The address has no name."""


class HostName(msgspec.Struct, frozen=True):
    """A name, without its final dot, and the answer for its addresses of the family asked about."""

    name: str
    answer: Answer

    def leads_to(self, address: str) -> bool:
        """Whether the address is among its addresses."""
        return address in self.answer.values


class PtrFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS says about the name of an address.

    ``address`` is written as the DNS writes it; ``reverse`` is the name that is asked for. Nobody
    was asked (``answer`` and ``result`` are None) about an address that neither the internet nor
    any network's inside can have; ``internal`` says that it is one of a network's inside. ``hosts``
    are the names that were suggested to :func:`look_up`.
    """

    address: str
    reverse: str
    answer: Answer | None = None
    names: tuple[HostName, ...] = ()
    result: Iprev | None = None
    hosts: tuple[HostName, ...] = ()
    internal: bool = False


async def look_up(address: str, asker: Asker, *, hosts: Sequence[str] = ()) -> PtrFacts:
    """Ask for the names of an address, and whether they lead back to it.

    ``hosts`` are names that the server may have, the likelier first. ``ValueError`` if ``address``
    is none.
    """
    ip = read_address(address)
    internal = is_internal(ip)
    if not internal and not is_reachable(ip):
        return PtrFacts(address=str(ip), reverse=_reverse(ip))
    facts, found = await asyncio.gather(iprev(ip, asker), _forward(hosts[:MAX_NAMES], ip, asker))
    return msgspec.structs.replace(facts, hosts=found, internal=internal)


async def iprev(ip: IpAddress, asker: Asker) -> PtrFacts:
    """The method itself, for any address."""
    facts = PtrFacts(address=str(ip), reverse=_reverse(ip))
    answer = await asker.query(facts.reverse, "PTR")
    # The DNS gives them in any order, and two tests should come to the same words.
    names = await _forward(sorted(answer.values)[:MAX_NAMES], ip, asker)
    result = _result(facts.address, answer, names)
    return msgspec.structs.replace(facts, answer=answer, names=names, result=result)


def _result(address: str, answer: Answer, names: Sequence[HostName]) -> Iprev:
    if answer.state is AnswerState.TEMPORARY_FAILURE:
        return Iprev.TEMPERROR
    if not names:
        return Iprev.PERMERROR
    if any(name.leads_to(address) for name in names):
        return Iprev.PASS
    if any(name.answer.state is AnswerState.TEMPORARY_FAILURE for name in names):
        return Iprev.TEMPERROR
    return Iprev.FAIL


async def _forward(names: Sequence[str], ip: IpAddress, asker: Asker) -> tuple[HostName, ...]:
    kind = address_type(ip)
    answers = await asker.query_all((name, kind) for name in names)
    pairs = zip(names, answers, strict=True)
    return tuple(HostName(name.rstrip(".") or name, answer) for name, answer in pairs)


def _reverse(ip: IpAddress) -> str:
    return ip.reverse_pointer
