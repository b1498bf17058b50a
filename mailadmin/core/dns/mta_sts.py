"""MTA-STS: whether others must encrypt mail to a domain, and to which servers (RFC 8461).

A policy counts only with a record that announces it. It is fetched as well where there is no
record but the name of its host exists, because then somebody has most likely forgotten the record;
that may take :data:`UNANNOUNCED_SECONDS` only.
"""

import asyncio
from typing import TYPE_CHECKING, Final

import msgspec

from mailadmin.core import blocking, http
from mailadmin.core.dns import mta_sts_syntax as syntax
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mta_sts_syntax import Fault, Policy, SyntaxProblem
from mailadmin.core.dns.mx import mail_hosts
from mailadmin.core.dns.questions import Asker
from mailadmin.core.http import Fetched, Limits

if TYPE_CHECKING:
    from mailadmin.core.net import Net

POLICY_SIZE: Final = 65_536
"""Bytes of a policy that are read; RFC 8461 section 3.2 suggests this limit."""

POLICY_SECONDS: Final = 10.0
"""Seconds to fetch a policy. Senders may wait for a minute; people do not."""

UNANNOUNCED_SECONDS: Final = 3.0
"""Seconds to fetch a policy that no record announces."""

AT_ONCE: Final = 4096
"""Characters of a policy that are parsed at once; more would hold up the window."""

_HTTPS: Final = 443


class MtaStsFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS and the policy's host say.

    ``records`` are the TXT records that count as MTA-STS, ``id`` that of the only one, None where
    it is not valid. ``fetched`` is None where nothing was fetched. ``policy`` is None where none
    was read; ``record_fault`` and ``policy_fault`` say why. ``hosts`` are the mail servers.
    """

    domain: str
    answer: Answer
    mx: Answer
    records: tuple[str, ...] = ()
    id: str | None = None
    record_fault: Fault | None = None
    fetched: Fetched | None = None
    policy: Policy | None = None
    policy_fault: Fault | None = None

    @property
    def hosts(self) -> tuple[str, ...]:
        """The servers that take the domain's mail."""
        return mail_hosts(self.domain, self.mx)


def policy_url(domain: str, port: int = _HTTPS) -> str:
    """Where the policy of a domain is (section 3.3)."""
    place = "" if port == _HTTPS else f":{port}"
    return f"https://mta-sts.{domain}{place}/.well-known/mta-sts.txt"


async def look_up(domain: str, asker: Asker, net: "Net", *, port: int = _HTTPS) -> MtaStsFacts:
    """Ask for the record, and fetch the policy. ``port`` is another in tests only."""
    answer, mx, addresses = await asyncio.gather(
        asker.start(f"_mta-sts.{domain}", "TXT"),
        asker.start(domain, "MX"),
        net.resolver.addresses(f"mta-sts.{domain}"),
    )
    facts = _read_record(MtaStsFacts(domain=domain, answer=answer, mx=mx))
    if not facts.records and addresses.state is not AnswerState.FOUND:
        return facts
    seconds = POLICY_SECONDS if facts.records else UNANNOUNCED_SECONDS
    limits = Limits(seconds=seconds, size=POLICY_SIZE)
    fetched = await http.get(policy_url(domain, port), net, limits, addresses=addresses)
    return await _read_policy(msgspec.structs.replace(facts, fetched=fetched))


def _read_record(facts: MtaStsFacts) -> MtaStsFacts:
    texts = facts.answer.values
    # What only looks like it does not count for senders, but somebody meant it.
    records = tuple(filter(syntax.is_record, texts)) or tuple(filter(_is_meant, texts))
    facts = msgspec.structs.replace(facts, records=records)
    if len(records) != 1:
        return facts
    try:
        return msgspec.structs.replace(facts, id=syntax.parse_record(records[0]))
    except SyntaxProblem as problem:
        return msgspec.structs.replace(facts, record_fault=problem.fault)


def _is_meant(text: str) -> bool:
    return text[:100].replace(" ", "").strip('"').lower().startswith("v=sts")


async def _read_policy(facts: MtaStsFacts) -> MtaStsFacts:
    assert facts.fetched is not None
    if facts.fetched.problem is not None:
        return facts
    text = facts.fetched.text
    try:
        if len(text) > AT_ONCE:
            policy = await blocking.run(syntax.parse_policy, text, limit=POLICY_SECONDS)
        else:
            policy = syntax.parse_policy(text)
    except SyntaxProblem as problem:
        return msgspec.structs.replace(facts, policy_fault=problem.fault)
    return msgspec.structs.replace(facts, policy=policy)
