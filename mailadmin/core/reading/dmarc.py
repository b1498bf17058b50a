"""All about DMARC of a received message: evaluated anew, and what the receiver wrote."""

from collections.abc import Iterable

import msgspec

from mailadmin.core.dns.questions import Asker
from mailadmin.core.message.authentication_results import Trusted
from mailadmin.core.message.author import Author, from_domain_of
from mailadmin.core.message.evaluation import DmarcSeen, SpfSeen, dmarc_of
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.written import Said, dmarc_said


class DmarcFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``seen`` is None where the message has no author's domain to ask about.

    ``said`` is the receiver's word, None where it wrote none; ``mailbox`` an address of the
    author's domain that is known to exist, for the reports of a record to publish.
    """

    author: Author
    seen: DmarcSeen | None = None
    said: Said | None = None
    mailbox: str | None = None


async def look_up(  # noqa: PLR0913 - what the message, its receiver and its checks say
    headers: Headers,
    results: Trusted,
    spf: SpfSeen,
    dkim_domains: Iterable[str],
    asker: Asker,
    *,
    dkim_known: bool = True,
    mailbox: str | None = None,
) -> DmarcFacts:
    """Find out about a message; see :func:`dmarc_of`. Never raises for what it or the DNS says."""
    author = from_domain_of(headers)
    facts = DmarcFacts(author=author, said=dmarc_said(results), mailbox=mailbox)
    if not author.domain:
        return facts
    seen = await dmarc_of(author.domain, spf, dkim_domains, asker, dkim_known=dkim_known)
    return msgspec.structs.replace(facts, seen=seen)
