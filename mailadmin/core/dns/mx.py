"""MX: which servers take the mail of a domain (RFC 5321 section 5.1, RFC 7505)."""

from collections.abc import Collection, Iterable
from typing import Final

import msgspec

from mailadmin.core.dns.addresses import IpAddress, read_address
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.names import ascii_host
from mailadmin.core.dns.questions import Asker

MAX_HOSTS: Final = 20
"""Servers whose addresses are looked up; a sender has to try only two (RFC 5321 section 5.1)."""

MAX_ADDRESSES: Final = 16
"""Addresses of one server and family that are looked at. A reply has room for thousands."""

NULL: Final = "."
"""The host of a null MX: the domain takes no mail (RFC 7505)."""


class MxRecord(msgspec.Struct, frozen=True, order=True):
    """One record, the lowest ``preference`` first; ``host`` is in presentation format."""

    preference: int
    host: str

    @property
    def text(self) -> str:
        """The record's value in presentation format."""
        return f"{self.preference} {self.host}"


class MxHost(msgspec.Struct, frozen=True, kw_only=True):
    """A server of a domain. ``answers`` are those for its A and AAAA records.

    There are none where the name says that there is no point: it is an IP address, it is
    ``localhost``, or no server can have it.
    """

    record: MxRecord
    answers: tuple[Answer, ...] = ()

    @property
    def name(self) -> str:
        """The host name without its final dot."""
        return self.record.host.rstrip(".")

    @property
    def addresses(self) -> tuple[str, ...]:
        """Its addresses, IPv4 first; see :func:`addresses_in`."""
        return addresses_in(self.answers)

    @property
    def is_local(self) -> bool:
        """Whether the name means whatever computer looks at it (RFC 6761 section 6.3)."""
        return f".{self.name}".endswith(".localhost")


class MxFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS says about where mail to a domain goes.

    ``records`` are all, the best first; ``hosts`` those that were looked at, null MX left out.
    ``own`` are the answers for the domain's own A and AAAA records, asked where it has no MX
    (RFC 5321 section 5.1: then the domain itself is the server).
    """

    domain: str
    answer: Answer
    records: tuple[MxRecord, ...] = ()
    hosts: tuple[MxHost, ...] = ()
    own: tuple[Answer, ...] = ()

    @property
    def null(self) -> tuple[MxRecord, ...]:
        """The records that say that the domain takes no mail."""
        return tuple(record for record in self.records if record.host == NULL)

    @property
    def complete(self) -> bool:
        """Whether every server was looked at."""
        return len(self.hosts) + len(self.null) == len(self.records)


def as_address(name: str) -> IpAddress | None:
    """The address that stands where a name belongs, None where it is a name."""
    try:
        return read_address(name.strip("[]"))
    except ValueError:
        return None


def parse(answer: Answer) -> tuple[MxRecord, ...]:
    """The records of an answer, the best first."""
    pairs = (value.split(maxsplit=1) for value in answer.values)
    return tuple(sorted(MxRecord(int(number), host) for number, host in pairs))


def mail_hosts(domain: str, answer: Answer) -> tuple[str, ...]:
    """The hosts of an answer for MX, the best first, lower case and without a final dot.

    The domain itself where it exists without MX (RFC 5321 section 5.1); none where it takes no
    mail (RFC 7505), does not exist, or nothing is known.
    """
    if answer.state is AnswerState.NO_DATA:
        return (domain,)
    hosts = [record.host.lower().rstrip(".") for record in parse(answer)]
    return tuple(dict.fromkeys(filter(None, hosts)))


def addresses_in(answers: Iterable[Answer]) -> tuple[str, ...]:
    """At most :data:`MAX_ADDRESSES` of each answer, sorted: the DNS gives them in any order."""
    return tuple(value for one in answers for value in sorted(one.values)[:MAX_ADDRESSES])


async def look_up(domain: str, asker: Asker) -> MxFacts:
    """Ask for the records of a domain and for the addresses of its servers."""
    answer = await asker.query(domain, "MX")
    if answer.state is AnswerState.NO_DATA:
        return MxFacts(domain=domain, answer=answer, own=await addresses(domain, asker))
    records = parse(answer)
    named = [record for record in records if record.host != NULL]
    hosts = [MxHost(record=record) for record in named[:MAX_HOSTS]]
    known = await addresses_of([host.name for host in hosts if _may_be_asked_for(host)], asker)
    return MxFacts(
        domain=domain,
        answer=answer,
        records=records,
        hosts=tuple(
            msgspec.structs.replace(host, answers=known.get(host.name, ())) for host in hosts
        ),
    )


def _may_be_asked_for(host: MxHost) -> bool:
    is_name = as_address(host.name) is None and ascii_host(host.name) is not None
    return is_name and not host.is_local


async def addresses(name: str, asker: Asker) -> tuple[Answer, ...]:
    """The answers for the A and AAAA records of a name."""
    return (await addresses_of((name,), asker))[name]


async def addresses_of(names: Collection[str], asker: Asker) -> dict[str, tuple[Answer, ...]]:
    """The answers for the A and AAAA records of each name."""
    found = await asker.query_all((name, rdtype) for name in names for rdtype in ("A", "AAAA"))
    return dict(zip(names, zip(found[::2], found[1::2], strict=True), strict=True))
