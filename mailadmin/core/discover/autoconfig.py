"""Files of settings that providers and databases publish (draft-ietf-mailmaint-autoconfig).

The format is Mozilla's ``clientConfig``, version 1.1; other versions are read the same way, and
what is unknown in them is left alone, as the draft wants. Nothing is fetched and nothing believed
here: whether a host has anything to do with the domain is for others to judge.
"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from mailadmin.core.discover import config_values as values
from mailadmin.core.discover.config_servers import incoming_servers, outgoing_servers
from mailadmin.core.discover.config_values import Placeholders
from mailadmin.core.discover.found import FoundServer, Method
from mailadmin.core.discover.xml_tree import Element, XmlError, read_tree
from mailadmin.core.event import Phrase
from mailadmin.core.forms.field import echo
from mailadmin.core.oauth.issuers import issuer_of_server

_SCOPE: Final = re.compile(r"[!#-\[\]-~]{1,300}")
"""A scope of RFC 6749 section 3.3."""

_MOST_SCOPES: Final = 50
_MOST_TOLD: Final = 3
"""Servers with something wrong that are told of."""


class AutoconfigError(Exception):
    """A file can't be used. ``phrase`` says it to people, ``detail`` in technical words."""

    def __init__(self, phrase: Phrase, detail: str = "") -> None:
        super().__init__(phrase.id)
        self.phrase = phrase
        self.detail = detail


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What a file says, its placeholders filled for one address.

    ``outgoing`` and ``incoming`` stand in the order of preference, neither is empty; servers that
    nobody can sign in to, for want of an issuer, come last. ``issuer`` is
    the host name of the authorization server and empty where there is none that can be used; its
    endpoints are ``https`` addresses or empty. ``help_page`` is a page for people, or empty.
    """

    provider: str
    domains: tuple[str, ...]
    outgoing: tuple[FoundServer, ...]
    incoming: tuple[FoundServer, ...]
    issuer: str = ""
    scopes: tuple[str, ...] = ()
    authorization_endpoint: str = ""
    token_endpoint: str = ""
    help_page: str = ""


class _OAuth(msgspec.Struct, frozen=True, kw_only=True):
    issuer: str = ""
    scopes: tuple[str, ...] = ()
    authorization_endpoint: str = ""
    token_endpoint: str = ""


def read_config(data: bytes, address: str) -> Config:
    """Read a file of settings for an address. Raises :class:`AutoconfigError`."""
    root = _root(data)
    provider = next(iter(root.named("emailProvider")), None)
    if provider is None:
        raise _refused("no-provider")
    placeholders = Placeholders(address)
    provider_id = _provider_id(provider, placeholders)
    domains = _domains(provider, placeholders)
    outgoing = outgoing_servers(provider, placeholders)
    incoming = incoming_servers(provider, placeholders)
    if not outgoing.usable:
        raise _refused("no-outgoing", _told(outgoing.wrong))
    if not incoming.usable:
        raise _refused("no-incoming", _told(incoming.wrong))
    oauth = _oauth(root, provider, placeholders)
    return Config(
        provider=_name(provider, placeholders) or provider_id,
        domains=domains,
        outgoing=_possible_first(outgoing.usable, oauth.issuer, address),
        incoming=_possible_first(incoming.usable, oauth.issuer, address),
        issuer=oauth.issuer,
        scopes=oauth.scopes,
        authorization_endpoint=oauth.authorization_endpoint,
        token_endpoint=oauth.token_endpoint,
        help_page=_help_page(root, provider),
    )


def _possible_first(
    servers: tuple[FoundServer, ...], issuer: str, address: str
) -> tuple[FoundServer, ...]:
    """OAuth alone is no way in where nobody knows whose page it is that people sign in at."""

    def is_closed(server: FoundServer) -> bool:
        alone = set(server.methods) == {Method.OAUTH}
        return alone and not issuer and issuer_of_server(server.host, address) is None

    return tuple(sorted(servers, key=is_closed))


def _root(data: bytes) -> Element:
    try:
        root = read_tree(data)
    except XmlError as problem:
        raise _refused(problem.fault, echo(str(problem))) from problem
    if root.name != "clientConfig":
        raise _refused("not-settings", echo(f"<{root.name}>"))
    return root


def _provider_id(provider: Element, placeholders: Placeholders) -> str:
    said = provider.attributes.get("id", "")
    name = values.host_name(placeholders.fill(said))
    if name is None:
        raise _refused("no-provider", echo(f'emailProvider id="{said}"'))
    return name


def _domains(provider: Element, placeholders: Placeholders) -> tuple[str, ...]:
    said = provider.texts("domain")
    names = [values.host_name(placeholders.fill(text)) for text in said]
    domains = tuple(dict.fromkeys(name for name in names if name is not None))
    if not domains:
        raise _refused("no-provider", echo(f"domain {', '.join(said[:_MOST_TOLD])}".strip()))
    return domains


def _name(provider: Element, placeholders: Placeholders) -> str:
    said = [*provider.texts("displayName"), *provider.texts("displayShortName")]
    names = (echo(text) for text in map(placeholders.fill, said) if text is not None)
    return next(filter(None, names), "")


def _oauth(root: Element, provider: Element, placeholders: Placeholders) -> _OAuth:
    """The first block that can be used whole: half of one could lead anywhere."""
    blocks = [*root.named("oAuth2"), *provider.named("oAuth2")]
    found = (_read_oauth(block, placeholders) for block in blocks)
    return next((oauth for oauth in found if oauth is not None), _OAuth())


def _read_oauth(block: Element, placeholders: Placeholders) -> _OAuth | None:
    issuers = [_issuer(placeholders.fill(text) or "") for text in block.texts("issuer")]
    issuer = next(filter(None, issuers), None)
    endpoints = []
    for name in ("authURL", "tokenURL"):
        said = next(iter(block.texts(name)), "")
        endpoints.append(values.secure_page(placeholders.fill(said) or "") if said else "")
    authorization, token = endpoints
    if issuer is None or authorization is None or token is None:
        return None
    scopes = [scope for text in block.texts("scope") for scope in text.split()]
    return _OAuth(
        issuer=issuer,
        scopes=tuple(scope for scope in scopes[:_MOST_SCOPES] if _SCOPE.fullmatch(scope)),
        authorization_endpoint=authorization,
        token_endpoint=token,
    )


def _issuer(text: str) -> str | None:
    """The host of an issuer, which some write as an address (RFC 8414 section 2)."""
    place = values.secure_place(text)
    return place[0] if place is not None else values.host_name(text)


def _help_page(root: Element, provider: Element) -> str:
    """A page that explains the settings, else one where access is switched on."""
    places = (provider, root)
    enabling = [element for place in places for element in place.named("enable")]
    pages = [
        *_attributes(places, "documentation", "url"),
        *_attributes(places, "enable", "visiturl"),
        *_attributes((*enabling, *places), "instruction", "url"),
    ]
    return next((page for page in pages if values.secure_page(page)), "")


def _attributes(places: Iterable[Element], name: str, attribute: str) -> list[str]:
    elements = [element for place in places for element in place.named(name)]
    return [element.attributes.get(attribute, "") for element in elements]


def _told(wrong: tuple[str, ...]) -> str:
    return "; ".join(wrong[:_MOST_TOLD])


def _refused(what: str, detail: str = "") -> AutoconfigError:
    return AutoconfigError(Phrase(f"discover.config.{what}"), detail)
