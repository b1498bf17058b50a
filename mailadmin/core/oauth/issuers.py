"""Whose page people sign in at: the issuers of the built-in providers, and those of the settings.

An issuer's id is its host name, as in ``resources/providers.json``.
"""

import functools
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

import msgspec

from mailadmin.core.dns.names import ascii_host
from mailadmin.core.oauth.client import OAuthClient, client_of
from mailadmin.core.providers import OAuth, is_named_for_mail, provider_of_server, providers

MICROSOFT: Final = "login.microsoftonline.com"
GOOGLE: Final = "accounts.google.com"

_NAMES: Final = {MICROSOFT: "Microsoft", GOOGLE: "Google"}
"""What people call the two that everybody knows; the others are called as their provider is."""

_ALSO_AT: Final = {MICROSOFT: ("login.microsoft.com", "login.windows.net", "sts.windows.net",
                              "login.live.com")}  # fmt: skip
"""Hosts at which the same accounts sign in, besides those of the table."""

_EVERY_TENANT: Final = "/common/"
"""The part of Microsoft's addresses that stands for a tenant."""


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """One authorization server (RFC 6749 section 1.1).

    ``identifier`` is the value that its answers carry as ``iss`` (RFC 9207), where that is known.
    ``revocation_endpoint`` takes grants back (RFC 7009), empty where there is none.
    ``scopes`` are those that sending and reading mail need together. ``registration`` says what
    stands in the way of registering a program there, empty for nothing.
    """

    id: str
    name: str
    authorization_endpoint: str
    token_endpoint: str
    device_authorization_endpoint: str = ""
    revocation_endpoint: str = ""
    identifier: str = ""
    scopes: tuple[str, ...] = ()
    registration: str = ""


def issuer_of_id(issuer: str, clients: Iterable[OAuthClient] = ()) -> Issuer | None:
    """The issuer with this id, as its registration in the settings says where it says more."""
    client = client_of(issuer, clients)
    known = _known().get(issuer)
    if client is None:
        return known
    if known is None:
        return _described(client)
    if client.tenant:
        known = _in_tenant(known, client.tenant)
    return known


def issuer_of_server(host: str, address: str = "") -> Issuer | None:
    """The issuer for a mail server of a built-in provider, see :func:`provider_of_server`."""
    provider = provider_of_server(host, address)
    if provider is None or provider.auth is None or provider.auth.oauth is None:
        return None
    return _known()[provider.auth.oauth.issuer]


def may_be_shown_to(issuer: str, host: str) -> bool:
    """Whether a token of an issuer may go to a mail server.

    That of a built-in provider is for its own servers alone: whoever else gets it can read and
    send the user's mail there. For the issuers of the settings whoever registered them knows.
    """
    bases = _mail_domains().get(issuer)
    name = ascii_host(host) or ""
    return bases is None or any(_is_mail_server_in(base, name) for base in bases)


def _is_mail_server_in(base: str, name: str) -> bool:
    """Other names below a provider's domain may be its customers', as those of Comcast's are."""
    below = name.removesuffix(f".{base}")
    return name == base or (below != name and is_named_for_mail(below))


def issuer_of_page(page: str) -> Issuer | None:
    """The built-in issuer whose own host an address of a sign-in is at."""
    name = ascii_host(urlsplit(page).hostname or "") or ""
    found = (issuer for base, issuer in _page_domains().items() if f".{name}".endswith(f".{base}"))
    return next(found, None)


@functools.cache
def _page_domains() -> dict[str, Issuer]:
    """The domains that the pages of each built-in issuer are in."""
    found = {base: _known()[issuer] for issuer, bases in _ALSO_AT.items() for base in bases}
    for issuer in _known().values():
        for page in (issuer.authorization_endpoint, issuer.token_endpoint):
            host = urlsplit(page).hostname or ""
            found[".".join(host.split(".")[-2:])] = issuer
    return found


@functools.cache
def _mail_domains() -> dict[str, frozenset[str]]:
    """The domains that the servers of each built-in issuer are in."""
    found: dict[str, set[str]] = {}
    for provider in providers():
        if provider.auth is not None and (oauth := provider.auth.oauth) is not None:
            hosts = {server.host for server in (*provider.smtp, *provider.imap)}
            bases = {host.partition(".")[2] for host in hosts.union(provider.hosts)}
            found.setdefault(oauth.issuer, set()).update(base for base in bases if "." in base)
    return {issuer: frozenset(bases) for issuer, bases in found.items()}


@functools.cache
def _known() -> dict[str, Issuer]:
    found: dict[str, Issuer] = {}
    for provider in providers():
        if provider.auth is not None and (oauth := provider.auth.oauth) is not None:
            found.setdefault(oauth.issuer, _issuer(oauth, provider.name))
    return found


def _issuer(oauth: OAuth, provider_name: str) -> Issuer:
    return Issuer(
        id=oauth.issuer,
        name=_NAMES.get(oauth.issuer, provider_name),
        authorization_endpoint=oauth.authorization_endpoint,
        token_endpoint=oauth.token_endpoint,
        device_authorization_endpoint=oauth.device_authorization_endpoint or "",
        revocation_endpoint=oauth.revocation_endpoint or "",
        identifier=oauth.issuer_identifier or "",
        scopes=tuple(dict.fromkeys((*oauth.scopes_smtp, *oauth.scopes_imap))),
        registration=oauth.registration or "",
    )


def _described(client: OAuthClient) -> Issuer | None:
    if not (client.authorization_endpoint and client.token_endpoint):
        return None
    return Issuer(
        id=client.issuer,
        name=client.name or client.issuer,
        authorization_endpoint=client.authorization_endpoint,
        token_endpoint=client.token_endpoint,
        device_authorization_endpoint=client.device_authorization_endpoint,
        revocation_endpoint=client.revocation_endpoint,
        scopes=client.scopes,
    )


def _in_tenant(issuer: Issuer, tenant: str) -> Issuer:
    def placed(endpoint: str) -> str:
        return endpoint.replace(_EVERY_TENANT, f"/{tenant}/")

    return msgspec.structs.replace(
        issuer,
        authorization_endpoint=placed(issuer.authorization_endpoint),
        token_endpoint=placed(issuer.token_endpoint),
        device_authorization_endpoint=placed(issuer.device_authorization_endpoint),
    )
