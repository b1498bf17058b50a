"""How a name server is written: plain, over TLS, or over HTTPS.

======================================  ==========================================================
``9.9.9.9``, ``127.0.0.1:5353``         an IP address, optionally with a port (53)
``tls://9.9.9.9#dns.quad9.net``         DNS over TLS (RFC 7858); port 853
``https://dns.quad9.net/dns-query``     DNS over HTTPS (RFC 8484); port 443
======================================  ==========================================================

What stands before ``#`` is whom to connect to, what stands after it the name that the certificate
has to be for; without it, the same. A host that is no IP address is looked up with the operating
system, because something has to be known first; who does not want that writes the address, such
as ``https://9.9.9.9/dns-query``. Without a path, it is ``/dns-query``.
"""

import ipaddress
from enum import StrEnum
from typing import Final

import msgspec

from mailadmin.core.dns.names import ascii_host

PLAIN_PORT: Final = 53
_PORTS: Final = {"tls": 853, "https": 443}
_USUAL_PATH: Final = "/dns-query"
_TEMPLATE: Final = "{?dns}"
"""The end of a URI template, as providers write it (RFC 8484 section 3)."""


class Way(StrEnum):
    """How questions travel."""

    PLAIN = "plain"
    TLS = "tls"
    HTTPS = "https"


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A name server. ``name`` is what its certificate has to be for; ``path`` is for HTTPS."""

    way: Way = Way.PLAIN
    host: str
    port: int
    name: str = ""
    path: str = ""


def parse_endpoint(text: str, port: int = PLAIN_PORT) -> Endpoint:
    """A name server as it is written. ``port`` is that of a plain one without its own.

    ``ValueError`` with one sentence for people.
    """
    try:
        if "://" in text:
            return _encrypted(text)
        return _plain(text, port)
    except ValueError:
        raise ValueError(
            f"“{text}” is no name server. Write an IP address such as 9.9.9.9 or 127.0.0.1:5353,"
            f" or for encrypted questions tls://9.9.9.9#dns.quad9.net"
            f" or https://dns.quad9.net/dns-query."
        ) from None


def _plain(text: str, port: int) -> Endpoint:
    host, colon, number = text.rpartition(":")
    if colon and number.isascii() and number.isdigit() and (host[:1] == "[" or ":" not in host):
        if int(number) > 65535:
            raise ValueError
        text, port = host, int(number)
    return Endpoint(host=str(ipaddress.ip_address(text.strip("[]"))), port=port)


def _encrypted(text: str) -> Endpoint:
    from urllib.parse import urlsplit  # who asks plainly starts faster without it

    parts = urlsplit(text.strip().removesuffix(_TEMPLATE))
    usual = _PORTS.get(parts.scheme)
    if usual is None or "@" in parts.netloc or parts.query or not text.isprintable():
        raise ValueError
    if parts.scheme == "tls" and parts.path:
        raise ValueError
    host = _host(parts.hostname or "")
    path = parts.path if len(parts.path) > 1 else _USUAL_PATH
    return Endpoint(
        way=Way(parts.scheme),
        host=host,
        port=usual if parts.port is None else parts.port,
        name=_host(parts.fragment) if parts.fragment else host,
        path=path if parts.scheme == "https" else "",
    )


def _host(text: str) -> str:
    """An IP address or a host name, as the rest of the program writes it."""
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        name = ascii_host(text)
        if name is None or name.rpartition(".")[2].isdigit():
            raise
        return name
