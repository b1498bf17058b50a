"""What the sandbox's domain tells mail programs about its servers: the autoconfig file.

The format is Mozilla's, described in draft-ietf-mailmaint-autoconfig. The ports are the real ones.
"""

from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

import msgspec

from mailadmin.core.account import Security
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.sandbox.web import NOT_FOUND, Request, Response, Site
from mailadmin.sandbox.zone import GOOD_DOMAIN, SETTINGS_HOST

PATH: Final = "/mail/config-v1.1.xml"
WELL_KNOWN_PATH: Final = f"/.well-known/autoconfig{PATH}"

_PLACES: Final = ((SETTINGS_HOST, PATH), (GOOD_DOMAIN, WELL_KNOWN_PATH))
"""Host and path of the two addresses at which programs look for the file."""

_SOCKET_TYPES: Final = {Security.TLS: "SSL", Security.STARTTLS: "STARTTLS"}


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """One port of a server. ``kind`` is ``smtp`` or ``imap``."""

    kind: str
    host: str
    port: int
    security: Security


def published(file: bytes) -> Site:
    """The web server of the domain, with this file; empty for none."""

    def answer(request: Request) -> Response:
        asked = (request.host.partition(":")[0], request.path)
        if not file or request.method != "GET" or asked not in _PLACES:
            return NOT_FOUND
        return Response(body=file, content_type="text/xml; charset=utf-8")

    return answer


def settings_file(services: Sequence[Service], client: OAuthClient, *, by_token: bool) -> bytes:
    """The file. ``by_token`` says that people sign in at the page of ``client``'s issuer.

    Its addresses are left out: they are unencrypted, which no program should take from a file. They
    are known from the registration.
    """
    method = "OAuth2" if by_token else "password-cleartext"
    servers = "".join(_server(service, method) for service in services)
    oauth = (
        f"  <oAuth2>\n"
        f"    <issuer>{escape(client.issuer)}</issuer>\n"
        f"    <scope>{escape(' '.join(client.scopes))}</scope>\n"
        f"  </oAuth2>\n"
        if by_token
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<clientConfig version="1.1">\n'
        f'  <emailProvider id="{GOOD_DOMAIN}">\n'
        f"    <domain>{GOOD_DOMAIN}</domain>\n"
        f"    <displayName>Sandbox Mail</displayName>\n"
        f"    <displayShortName>Sandbox</displayShortName>\n"
        f"{servers}"
        f"  </emailProvider>\n"
        f"{oauth}"
        f"</clientConfig>\n"
    ).encode()


def _server(service: Service, method: str) -> str:
    name = "outgoingServer" if service.kind == "smtp" else "incomingServer"
    return (
        f'    <{name} type="{service.kind}">\n'
        f"      <hostname>{escape(service.host)}</hostname>\n"
        f"      <port>{service.port}</port>\n"
        f"      <socketType>{_SOCKET_TYPES[service.security]}</socketType>\n"
        f"      <authentication>{method}</authentication>\n"
        f"      <username>%EMAILADDRESS%</username>\n"
        f"    </{name}>\n"
    )
