"""The servers in a file of settings (draft-ietf-mailmaint-autoconfig, Server sections).

Of an element that stands there several times the first value that can be used counts. A server
with something missing or wrong is left out, and the others stay. Older words mean the same as the
present ones, and upper and lower case are not told apart.
"""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.discover import config_values as values
from mailadmin.core.discover.config_values import Placeholders
from mailadmin.core.discover.found import FoundServer, Method
from mailadmin.core.discover.xml_tree import Element
from mailadmin.core.forms.field import echo

Value = TypeVar("Value")

_Host = tuple[str, bool]
"""A host, and whether it is a personal one."""

MOST_SERVERS: Final = 20
"""Servers of one direction that are read; more would only take the time to try them."""

_TCP: Final = ("imap", "pop3")
_WEB: Final = ("jmap", "ews", "exchange", "activesync", "graph")
"""Protocols over HTTPS. Their host may be given as an address only."""

_ADDRESSES: Final = ("url", "ewsURL", "owaURL", "easURL")
_OUTGOING: Final = ("smtp",)

_SECURITIES: Final = {
    "ssl": Security.TLS,
    "tls": Security.TLS,
    "starttls": Security.STARTTLS,
    "plain": Security.NONE,
}
_METHODS: Final = {
    "password-cleartext": Method.PASSWORD,
    "plain": Method.PASSWORD,
    "sasl plain": Method.PASSWORD,
    "sasl login": Method.PASSWORD,
    "password-encrypted": Method.ENCRYPTED_PASSWORD,
    "secure": Method.ENCRYPTED_PASSWORD,
    "cram-md5": Method.ENCRYPTED_PASSWORD,
    "sasl cram-md5": Method.ENCRYPTED_PASSWORD,
    "sasl scram-sha-1": Method.ENCRYPTED_PASSWORD,
    "sasl scram-sha-1-plus": Method.ENCRYPTED_PASSWORD,
    "sasl scram-sha-256": Method.ENCRYPTED_PASSWORD,
    "sasl scram-sha-256-plus": Method.ENCRYPTED_PASSWORD,
    "oauth2": Method.OAUTH,
    "oauth": Method.OAUTH,
    "sasl oauthbearer": Method.OAUTH,
    "sasl xoauth2": Method.OAUTH,
    "gssapi": Method.GSSAPI,
    "sasl gssapi": Method.GSSAPI,
    "ntlm": Method.NTLM,
    "sasl ntlm": Method.NTLM,
    "tls-client-cert": Method.CLIENT_CERTIFICATE,
    "sasl external": Method.CLIENT_CERTIFICATE,
    "none": Method.NONE,
    "client-ip-address": Method.NONE,
    "http-basic": Method.OTHER,
    "http-digest": Method.OTHER,
}
_BEFORE: Final = "smtp-after-pop"
"""No way to sign in: whoever has just fetched mail may send. The server counts without methods."""


class Servers(msgspec.Struct, frozen=True):
    """The servers of one direction in the file's order, and what is wrong with those left out."""

    usable: tuple[FoundServer, ...]
    wrong: tuple[str, ...]


class _WrongError(ValueError):
    """A server can't be used. The text says which of its values."""


def incoming_servers(provider: Element, placeholders: Placeholders) -> Servers:
    """The servers that mail is read at."""

    def read(section: Element) -> FoundServer:
        server = _server(section, placeholders, _TCP + _WEB)
        if not set(server.methods) - {Method.NONE}:  # nobody's mailbox is open to everybody
            raise _wrong(section, "authentication")
        if not section.texts("username"):
            raise _wrong(section, "username")
        return server

    return _all(provider.named("incomingServer"), read)


def outgoing_servers(provider: Element, placeholders: Placeholders) -> Servers:
    """The servers that mail is sent by."""

    def read(section: Element) -> FoundServer:
        return _server(section, placeholders, _OUTGOING)

    return _all(provider.named("outgoingServer"), read)


def _all(sections: list[Element], read: Callable[[Element], FoundServer]) -> Servers:
    usable: list[FoundServer] = []
    wrong: list[str] = []
    for section in sections[:MOST_SERVERS]:
        try:
            usable.append(read(section))
        except _WrongError as problem:
            wrong.append(str(problem))
    return Servers(tuple(usable), tuple(wrong))


def _server(section: Element, placeholders: Placeholders, kinds: Iterable[str]) -> FoundServer:
    kind = section.attributes.get("type", "").lower()
    if kind not in kinds:
        raise _WrongError(echo(f'{section.name} type="{kind}"'))
    (host, personal), port, security = _place(section, placeholders, kind)
    return FoundServer(
        kind=kind,
        host=host,
        personal=personal,
        port=port,
        security=security,
        methods=_methods(section),
        user_name=_user_name(section, placeholders),
    )


def _place(section: Element, placeholders: Placeholders, kind: str) -> tuple[_Host, int, Security]:
    def host_name(text: str) -> _Host | None:
        name = values.host_name(placeholders.fill(text))
        return None if name is None else (name, placeholders.is_personal(text))

    if kind in _WEB and not section.texts("hostname"):
        pages = [text for name in _ADDRESSES for text in section.texts(name)]
        filled = (placeholders.fill(page) for page in pages)
        places = (values.secure_place(page) for page in filled if page is not None)
        found = next((place for place in places if place is not None), None)
        if found is None:
            raise _wrong(section, "url")
        address, port = found  # never asked for: only SMTP and IMAP are spoken here
        return (address, False), port, Security.TLS
    host = _first(section, "hostname", host_name)
    port = _first(section, "port", values.port_number)
    security = _first(section, "socketType", lambda text: _SECURITIES.get(text.lower()))
    return host, port, security


def _methods(section: Element) -> tuple[Method, ...]:
    words = [" ".join(text.lower().split()) for text in section.texts("authentication")]
    methods = dict.fromkeys(_METHODS[word] for word in words if word in _METHODS)
    if not methods and _BEFORE not in words:
        raise _wrong(section, "authentication")
    return tuple(methods)


def _user_name(section: Element, placeholders: Placeholders) -> str:
    """Empty where the file gives none, or one with a part that only the user knows."""
    texts = section.texts("username")
    filled = [text for text in map(placeholders.fill, texts) if text is not None]
    if not filled:
        return ""
    names = (values.user_name(text) for text in filled)
    found = next((name for name in names if name is not None), None)
    if found is None:
        raise _wrong(section, "username")
    return found


def _first(section: Element, name: str, read: Callable[[str], Value | None]) -> Value:
    found = next((value for text in section.texts(name) if (value := read(text)) is not None), None)
    if found is None:
        raise _wrong(section, name)
    return found


def _wrong(section: Element, name: str) -> _WrongError:
    said = (section.texts(name) or [""])[0]
    return _WrongError(echo(f'{section.name} type="{section.attributes["type"]}" {name}="{said}"'))
