"""All that the DNS says of a domain's DMARC: the policy, its reports, a record gone astray."""

import asyncio

import msgspec

from mailadmin.core.dns.answer import Answer
from mailadmin.core.dns.dmarc import reports
from mailadmin.core.dns.dmarc.discovery import DmarcPolicy, discover
from mailadmin.core.dns.dmarc.record import is_record
from mailadmin.core.dns.dmarc.reports import ReportFacts
from mailadmin.core.dns.questions import Asker


class Stray(msgspec.Struct, frozen=True):
    """A DMARC record at a name where nobody looks for it."""

    answer: Answer
    text: str


class DmarcFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the DNS says. ``mailbox`` is an address of the domain that is known to exist."""

    policy: DmarcPolicy
    reports: ReportFacts = ReportFacts()
    stray: Stray | None = None
    mailbox: str | None = None


async def look_up(domain: str, asker: Asker, *, mailbox: str | None = None) -> DmarcFacts:
    """Look at the DMARC of a domain. ``mailbox`` is an address there that is known to exist."""
    policy = await discover(domain, asker)
    found, stray = await asyncio.gather(reports.look_up(policy, asker), _stray(policy, asker))
    return DmarcFacts(policy=policy, reports=found, stray=stray, mailbox=mailbox)


async def _stray(policy: DmarcPolicy, asker: Asker) -> Stray | None:
    """A record that was put at the domain itself, or whose name got the domain twice.

    Many hosts add the domain to what is typed as a name, which is how it comes twice.
    """
    own = policy.walk.at(policy.domain)
    if own is None or own.texts or not own.known:
        return None
    names = (policy.domain, f"_dmarc.{policy.domain}.{policy.domain}")
    for answer in await asker.query_all((name, "TXT") for name in names):
        for value in filter(is_record, answer.values):
            return Stray(answer, value)
    return None
