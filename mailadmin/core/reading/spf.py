"""All about SPF of a received message: asked anew, what the receiver wrote, what to publish."""

import msgspec

from mailadmin.core.dns.questions import Asker
from mailadmin.core.dns.spf import Result, check_host
from mailadmin.core.domain.proposals import spf as proposals
from mailadmin.core.domain.proposals.spf import Proposal
from mailadmin.core.message.authentication_results import Trusted
from mailadmin.core.message.border import Border
from mailadmin.core.message.evaluation import Identity, SpfSeen, spf_of
from mailadmin.core.message.headers import Headers
from mailadmin.core.message.origin import Origin
from mailadmin.core.message.written import Said, spf_said
from mailadmin.core.providers import provider_of_domain, provider_of_host


class SpfFacts(msgspec.Struct, frozen=True, kw_only=True):
    """``seen`` is the answer of today, ``said`` the receiver's word, None where it wrote none.

    ``proposal`` is a record that would let the message's server send; ``published`` is the
    domain's record as the check of a domain looks at it, where today's can't be understood.
    """

    seen: SpfSeen
    said: Said | None = None
    proposal: Proposal | None = None
    published: proposals.SpfFacts | None = None


async def look_up(
    headers: Headers, border: Border, results: Trusted, origin: Origin | None, asker: Asker
) -> SpfFacts:
    """Find out about a message. Never raises for what it or the DNS says."""
    seen = await spf_of(origin, asker)
    facts = SpfFacts(seen=seen, said=spf_said(headers, border, results))
    change = msgspec.structs.replace
    of_provider = provider_of_domain(seen.domain) is not None
    if seen.result is None or seen.identity is Identity.HELO or of_provider:
        return facts
    match seen.result.result:
        case Result.PASS | Result.TEMPERROR:
            return facts
        case Result.PERMERROR:
            return change(facts, published=await proposals.look_up(seen.domain, asker))
    wanted = [await _term(seen, asker)]
    return change(facts, proposal=await proposals.propose(seen.domain, asker, wanted))


async def _term(seen: SpfSeen, asker: Asker) -> str:
    """What lets the server send: the list of its provider if its address is there, else that.

    Anybody can introduce himself by a provider's name, so its list must bear it out.
    """
    provider = provider_of_host(seen.helo)
    for include in provider.spf_include[:1] if provider is not None else ():
        found = await check_host(seen.address, include, seen.sender, seen.helo, asker)
        if found.result is Result.PASS:
            return proposals.include(include)
    return proposals.address(seen.address)
