"""Whoever takes the domain's mail: the provider of its MX records, or what that publishes."""

from typing import Final

import msgspec

from mailadmin.core.discover.found import Found, Source, Trust
from mailadmin.core.discover.kin import Kin, parents_of, strangers
from mailadmin.core.discover.known import settings_of
from mailadmin.core.discover.published import published_for_mx
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.dns.answer import Answer, AnswerState
from mailadmin.core.dns.mx import mail_hosts
from mailadmin.core.dns.questions import Asker
from mailadmin.core.net import Net
from mailadmin.core.providers import provider_of_mx

NO_SUCH_DOMAIN: Final = "discover.mx.no-such-domain"
NO_MAIL: Final = "discover.mx.no-mail"

_MOST_HOSTS: Final = 3
"""Servers of a domain that are looked at; they are nearly always of one provider."""


async def kin_of(domain: str, asker: Asker) -> Kin:
    """The domain with the hosts that take its mail; without them where that is not known."""
    return Kin(domain=domain, mail_hosts=_hosts(domain, await asker.query(domain, "MX")))


def _hosts(domain: str, answer: Answer) -> tuple[str, ...]:
    """The hosts of the MX records. A domain without any is no host of somebody else's."""
    if answer.state is not AnswerState.FOUND:
        return ()
    return mail_hosts(domain, answer)[:_MOST_HOSTS]


async def look_mx(wish: Wish, asker: Asker, net: Net) -> Answered:
    """The settings of the provider that takes the mail of the address's domain."""
    domain = wish.domain
    answer = await asker.query(domain, "MX")
    hosts = _hosts(domain, answer)
    if not hosts:
        return _without_hosts(domain, answer)
    provider = provider_of_mx(hosts)
    if provider is not None:
        found = settings_of(provider, Source.MX, Trust.LIKELY, wish.address)
        if found is not None:
            return msgspec.structs.replace(found, origin=hosts[0])
    # What the domain itself publishes is another source's.
    domains = dict.fromkeys(name for host in hosts for name in parents_of(host) if name != domain)
    if not domains:
        return Nothing(source=Source.MX, why=Why.NOT_THERE, origin=hosts[0])
    answered = await published_for_mx(tuple(domains), wish, net)
    if isinstance(answered, Nothing):
        return msgspec.structs.replace(answered, source=Source.MX)
    return msgspec.structs.replace(answered, source=Source.MX, trust=_trust(answered, wish))


def _trust(found: Found, wish: Wish) -> Trust:
    """Whoever forges an MX record publishes settings under a name of their own as well.

    So hosts of somebody else's are believed only where Mozilla knows them.
    """
    known = bool(wish.database) and found.origin.startswith(wish.database)
    near = known or not strangers(found, Kin(domain=wish.domain))
    return Trust.LIKELY if near and found.trust is not Trust.DOUBTFUL else Trust.DOUBTFUL


def _without_hosts(domain: str, answer: Answer) -> Nothing:
    why, sentence = Why.NOT_THERE, ""
    match answer.state:
        case AnswerState.TEMPORARY_FAILURE:
            why = Why.UNREACHABLE
        case AnswerState.NO_SUCH_NAME:
            sentence = NO_SUCH_DOMAIN
        case AnswerState.FOUND:  # a null MX (RFC 7505)
            sentence = NO_MAIL
    return Nothing(source=Source.MX, why=why, origin=domain, detail=answer.error, sentence=sentence)
