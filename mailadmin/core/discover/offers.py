"""From what a source says and what its servers answered to settings that can be offered. Pure."""

from typing import Final

from mailadmin.core.account import Security, Server, SignIn
from mailadmin.core.discover.found import Found, FoundServer, Method, Source, Trust
from mailadmin.core.discover.kin import Kin
from mailadmin.core.discover.outcome import Offer
from mailadmin.core.discover.trial import Pair, Tried, candidates
from mailadmin.core.oauth.issuers import issuer_of_server, may_be_shown_to
from mailadmin.core.providers import Auth, provider_of_server

GUESSED: Final = "discover.consent.guessed"
HTTP: Final = "discover.consent.http"
STRANGER: Final = "discover.consent.stranger"
STRANGER_INBOX: Final = "discover.consent.stranger-inbox"
DOUBTFUL: Final = "discover.consent.doubtful"
UNENCRYPTED: Final = "discover.consent.unencrypted"
UNENCRYPTED_INBOX: Final = "discover.consent.unencrypted-inbox"
"""What the user has to agree to."""

_TOKENS: Final = ("XOAUTH2", "OAUTHBEARER")
"""Mechanisms that take a token and no password (RFC 7628, and Google's own before it)."""

_NO_PASSWORD: Final = (*_TOKENS, "GSSAPI", "GSS-SPNEGO", "EXTERNAL", "ANONYMOUS")
"""Mechanisms that no password is good for (RFC 4752, RFC 4422 appendix A, RFC 4505)."""

_VOUCHED_FOR: Final = (Source.PROVIDER, Source.DATABASE, Source.MX)
"""Sources whose word, where it is no doubtful one, is enough that a host belongs to the address."""


def offer_of(found: Found, pair: Pair, kin: Kin, address: str) -> Offer | None:
    """The offer for a source: the servers that answered, else the ones it prefers.

    None where it names no mail server at all.
    """
    outgoing = pair.outgoing or _untried(found.outgoing, "smtp")
    if outgoing is None:
        return None
    answered = pair.outgoing is not None
    incoming = pair.incoming or (None if answered else _untried(found.incoming, "imap"))
    auth = _auth(outgoing.server, address)
    mail_server = _server(outgoing, found, address)
    app_password = auth is not None and auth.password == "app-password-only"
    return Offer(
        source=found.source,
        origin=found.origin,
        trust=found.trust,
        mail_server=mail_server,
        inbox=None if incoming is None else _server(incoming, found, address),
        provider=found.provider,
        answered=answered,
        consent=_consent(found, outgoing, incoming, kin),
        password_works=_takes_password(outgoing, address),
        app_password=app_password,
        app_password_page=(auth.app_password_url or "") if auth is not None else "",
        help_page=found.help_page,
    )


def _untried(servers: tuple[FoundServer, ...], kind: str) -> Tried | None:
    preferred = next(iter(candidates(servers, kind)), None)
    return None if preferred is None else Tried(server=preferred)


def _auth(server: FoundServer, address: str) -> Auth | None:
    """What is known of signing in at the provider whose server it is, whoever named it."""
    provider = provider_of_server(server.host, address)
    return None if provider is None else provider.auth


def _server(one: Tried, found: Found, address: str) -> Server:
    server = one.server
    known = issuer_of_server(server.host, address)
    issuer = known.id if known is not None else found.issuer
    if not may_be_shown_to(issuer, server.host):
        issuer = ""  # a stranger would be glad to get a known provider's token
    by_token = _is_for_tokens(one, issuer, address)
    return Server(
        host=server.host,
        port=server.port,
        security=server.security.on_port(server.port),
        sign_in=SignIn.OAUTH if by_token else SignIn.PASSWORD,
        user_name=server.user_name or address,
        issuer=issuer if by_token else "",
    )


def _is_for_tokens(one: Tried, issuer: str, address: str) -> bool:
    """Whether to sign in at the provider's page: a password can't work, or is second choice."""
    # Who did not answer offers what it is known for.
    offered = not one.mechanisms or any(name in _TOKENS for name in one.mechanisms)
    if not _takes_password(one, address):
        return offered or Method.OAUTH in one.server.methods or bool(issuer)
    return offered and bool(issuer) and _prefers_tokens(one, address)


def _prefers_tokens(one: Tried, address: str) -> bool:
    """Whether whoever knows says so: here everybody's usual password is not enough."""
    auth = _auth(one.server, address)
    if auth is not None and auth.password is not None:
        return auth.password != "yes"
    return one.server.methods[:1] == (Method.OAUTH,)


def _takes_password(one: Tried, address: str) -> bool:
    """Whether a password can work: nobody who knows says no."""
    auth = _auth(one.server, address)
    if auth is not None and auth.password == "no":
        return False
    methods = set(one.server.methods)
    if methods and methods <= {Method.OAUTH}:
        return False
    return not one.mechanisms or any(name not in _NO_PASSWORD for name in one.mechanisms)


def _consent(found: Found, outgoing: Tried, incoming: Tried | None, kin: Kin) -> tuple[str, ...]:
    """What to agree to, for the servers that are offered."""
    asked: list[str] = []
    if found.source is Source.GUESS:
        asked.append(GUESSED)
    if found.source is Source.HTTP:
        asked.append(HTTP)
    for one, stranger, unencrypted in (
        (outgoing, STRANGER, UNENCRYPTED),
        (incoming, STRANGER_INBOX, UNENCRYPTED_INBOX),
    ):
        if one is None:
            continue
        if not (_is_vouched_for(found) or _believed(kin, found).knows(one.server.host)):
            asked.append(stranger)
        if one.server.security is Security.NONE:
            asked.append(unencrypted)
    if found.trust is Trust.DOUBTFUL and not asked:
        asked.append(DOUBTFUL)  # never taken without asking
    return tuple(asked)


def _is_vouched_for(found: Found) -> bool:
    return found.trust is not Trust.DOUBTFUL and found.source in _VOUCHED_FOR


def _believed(kin: Kin, found: Found) -> Kin:
    """Who takes the domain's mail counts beside a page of its own that is proven to be its own.

    The answers of the DNS are not: who forges one of them forges the others as well.
    """
    own_page = found.source is Source.AUTOCONFIG and found.trust is not Trust.DOUBTFUL
    return kin if own_page else Kin(domain=kin.domain)
