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
        host = request.host.partition(":")[0]
        asked = (request.method, host, request.path)
        if not file or asked != ("GET", SETTINGS_HOST, PATH):
            return NOT_FOUND
        return Response(body=file, content_type="text/xml; charset=utf-8")

    return answer


def settings_file(services: Sequence[Service], client: OAuthClient, *, by_token: bool) -> bytes:
    """The file. ``by_token`` says that people sign in at the page of ``client``'s issuer."""
    method = "OAuth2" if by_token else "password-cleartext"
    servers = "".join(_server(service, method) for service in services)
    oauth = (
        f"  <oAuth2>\n"
        f"    <issuer>{escape(client.issuer)}</issuer>\n"
        f"    <scope>{escape(' '.join(client.scopes))}</scope>\n"
        f"    <authURL>{escape(client.authorization_endpoint)}</authURL>\n"
        f"    <tokenURL>{escape(client.token_endpoint)}</tokenURL>\n"
        f"  </oAuth2>\n"
        if by_token
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<clientConfig version="1.1">\n'
        f'  <emailProvider id="{GOOD_DOMAIN}">\n'
        f"    <domain>{GOOD_DOMAIN}</domain>\n"
        f"    <displayName>The sandbox</displayName>\n"
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
