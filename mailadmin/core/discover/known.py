"""The settings of the providers that the program knows (``resources/providers.json``)."""

import difflib
from typing import Final

from mailadmin.core.account import Security
from mailadmin.core.discover.found import Found, FoundServer, Method, Source, Trust
from mailadmin.core.discover.source import Answered, Nothing, Why
from mailadmin.core.discover.wish import Wish
from mailadmin.core.providers import Auth, MailServer, Provider, provider_of_domain, providers

_READ_MAIL: Final = ("mailbox", "hosting")
"""Kinds of providers that people have an address at; the others only send for them."""

NO_PROGRAMS: Final = "discover.provider.no-programs"
ALIKE: Final = "discover.provider.alike"

_ALIKE: Final = 0.85
"""How alike two domains must be (difflib's ratio): a letter or two of a usual name, not of the
shortest ones, of which many belong to firms."""


def look_known(wish: Wish) -> Answered:
    """The settings of the provider whose users have addresses on this very domain."""
    provider = provider_of_domain(wish.domain)
    if provider is None:
        alike = alike_domain(wish.domain)
        sentence = ALIKE if alike else ""
        return Nothing(source=Source.PROVIDER, why=Why.NOT_THERE, origin=alike, sentence=sentence)
    found = settings_of(provider, Source.PROVIDER, Trust.SURE, wish.address)
    if found is not None:
        return found
    closed = provider.auth is not None and provider.auth.password == "no"
    return Nothing(
        source=Source.PROVIDER,
        why=Why.NOT_THERE,
        origin=provider.name,
        sentence=NO_PROGRAMS if closed else "",
    )


def alike_domain(domain: str) -> str:
    """The provider's domain that was probably meant; empty where it is like none."""
    known = (name for one in providers() if one.kind in _READ_MAIL for name in one.domains)
    return next(iter(difflib.get_close_matches(domain, list(known), n=1, cutoff=_ALIKE)), "")


def settings_of(provider: Provider, source: Source, trust: Trust, address: str) -> Found | None:
    """What is known of a provider's servers; None where people have no mailbox there."""
    if provider.kind not in _READ_MAIL or not provider.smtp:
        return None
    user, methods = _user_name(provider, address), _methods(provider.auth)
    oauth = provider.auth.oauth if provider.auth is not None else None
    access = provider.enable_access

    def server(kind: str, one: MailServer) -> FoundServer:
        return FoundServer(
            kind=kind,
            host=one.host,
            port=one.port,
            security=Security(one.security),
            methods=methods,
            user_name=user,
        )

    return Found(
        source=source,
        trust=trust,
        origin=provider.name,
        outgoing=tuple(server("smtp", one) for one in provider.smtp),
        incoming=tuple(server("imap", one) for one in provider.imap),
        provider=provider.name,
        issuer=oauth.issuer if oauth is not None else "",
        help_page=(access.url or "") if access is not None else "",
    )


def _user_name(provider: Provider, address: str) -> str:
    """The whole address where nothing else is known: it is what most servers take."""
    return address.rpartition("@")[0] if provider.username == "local-part" else address


def _methods(auth: Auth | None) -> tuple[Method, ...]:
    """The ways to sign in, the one that works first."""
    if auth is None or auth.oauth is None:
        return (Method.PASSWORD,)
    match auth.password:
        case "no":
            return (Method.OAUTH,)
        case "not-by-default":
            return (Method.OAUTH, Method.PASSWORD)
    return (Method.PASSWORD, Method.OAUTH)
