"""All servers of the sandbox together, in the event loop they live in."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from mailadmin.core.account import Security
from mailadmin.core.listening import settle
from mailadmin.sandbox.certificates import Authority
from mailadmin.sandbox.imap import ImapServer
from mailadmin.sandbox.listening import Port, Silence, WebServer
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.oauth import SCOPES, AuthorizationServer, client_of_port
from mailadmin.sandbox.outgoing import Outgoing
from mailadmin.sandbox.post import Post
from mailadmin.sandbox.published import Service, published, settings_file
from mailadmin.sandbox.receiver import Receiver
from mailadmin.sandbox.relay import Relay, SignInSeen, User
from mailadmin.sandbox.sasl import BY_TOKEN
from mailadmin.sandbox.scenario import (
    ANNA,
    OFFICE,
    RELAY_USER,
    Certificate,
    Elsewhere,
    RelayBehaviour,
    Scenario,
    ServerState,
)
from mailadmin.sandbox.smtp import SmtpConversation, quiet_library_log
from mailadmin.sandbox.tokens import TokenStore
from mailadmin.sandbox.web import web_protocol
from mailadmin.sandbox.zone import (
    DATABASE_HOST,
    GOOD_DOMAIN,
    INBOX_HOST,
    MAIL_SERVER_HOST,
    MESSENGER_HOST,
    MX_ADDRESS,
    MX_HOST,
    RELAY_HOST,
    RELAY_OUT_ADDRESS,
    SETTINGS_HOST,
    WEB_HOST,
    zone_of,
)

_CLOSING_LIMIT = 0.5
"""Seconds that connections get to notice that they have been ended."""


class RelayServer:
    """A relay at its three ports: encrypted from the start, with STARTTLS, and plain."""

    def __init__(self, relay: Relay, authority: Authority) -> None:
        self.relay = relay
        self.ports = {port: Port() for port in (Security.TLS, Security.STARTTLS, Security.NONE)}
        self._authority = authority

    async def open(self, behaviour: RelayBehaviour) -> None:
        """Start to behave."""
        self.relay.behave(behaviour)
        context = self._authority.server_context(self.relay.host, behaviour.certificate)
        for speaks, port in self.ports.items():
            await port.open(
                behaviour.state,
                lambda speaks=speaks, port=port: SmtpConversation(  # type: ignore[misc]
                    self.relay, speaks, context, port.connections
                ),
                context if speaks is Security.TLS else None,
                dead_ipv6=behaviour.dead_ipv6,
            )

    async def close(self) -> None:
        """End every connection and close the ports."""
        for port in self.ports.values():
            await port.close()


class OtherServers:
    """The rest of the internet: a mail server and a web server that only take connections."""

    def __init__(self, authority: Authority) -> None:
        self.mail = Port()
        self.web = Port()
        self._authority = authority

    async def open(self, elsewhere: Elsewhere) -> None:
        """Start to behave."""
        mail, web = self.mail.connections, self.web.connections
        await self.mail.open(elsewhere.mail, lambda: Silence(mail), None)
        context = self._authority.server_context(WEB_HOST, elsewhere.web_certificate)
        await self.web.open(elsewhere.web, lambda: WebServer(web), context)

    async def close(self) -> None:
        """End every connection and close the ports."""
        await self.mail.close()
        await self.web.close()


class DomainServers:
    """The domain's web server, and the authorization server at whose page its users sign in.

    The web server also stands for the database of settings, which knows nobody here.
    """

    def __init__(self, authority: Authority, tokens: TokenStore) -> None:
        self.web = Port()
        self.sign_in = Port()
        self.authorization = AuthorizationServer(tokens)
        self._tokens = tokens
        self._context = authority.server_context(
            SETTINGS_HOST, Certificate.GOOD, GOOD_DOMAIN, DATABASE_HOST
        )
        self._site = published(b"")
        self.grant = ""
        """The refresh token that an earlier sign-in of Anna's has left behind."""

    async def open(self) -> None:
        """Start to answer."""
        web, sign_in = self.web.connections, self.sign_in.connections
        await self.web.open(
            ServerState.UP,
            lambda: web_protocol(lambda request: self._site(request), web),
            self._context,
        )
        await self.sign_in.open(
            ServerState.UP, lambda: web_protocol(self.authorization, sign_in), None
        )

    def behave(self, scenario: Scenario, services: Sequence[Service]) -> None:
        """Follow another scenario from now on; its user has signed in before.

        Whoever has signed in during the last one has to do so again: each begins anew.
        """
        self.authorization.issuing = scenario.issuing
        self._tokens.lasts = scenario.issuing.lasts
        self._tokens.revoke_all()
        self.grant = self._tokens.give(ANNA, SCOPES)
        if scenario.issuing.revoked:
            self._tokens.revoke(self.grant)
        by_token = not {*scenario.mail_server.mechanisms}.isdisjoint(BY_TOKEN)
        client = client_of_port(self.sign_in.number)
        file = settings_file(services, client, by_token=by_token) if scenario.publishes else b""
        self._site = published(file)

    async def close(self) -> None:
        """End every connection and close the ports."""
        await self.web.close()
        await self.sign_in.close()


class Servers:
    """The mail server, the Messenger, the inbox, the name server, and what else the domain has."""

    def __init__(
        self, scenario: Scenario, folder: Path, password: str, relay_password: str
    ) -> None:
        quiet_library_log()
        self._scenario = scenario
        self.authority = Authority(folder)
        self.tokens = TokenStore()
        self._imap = ImapServer(
            INBOX_HOST,
            dict.fromkeys((ANNA, OFFICE), password),
            self.authority.server_context(INBOX_HOST, Certificate.GOOD),
            self.tokens,
        )
        self.post = Post(self._imap.deliver)
        users = tuple(
            User(name=name, password=password, addresses=frozenset({name}))
            for name in (ANNA, OFFICE)
        )
        relay_user = User(name=RELAY_USER, password=relay_password, addresses=None)
        self._receiver = Receiver(self.post)
        from_server = Outgoing(receiver=self._receiver, host=MX_HOST, address=MX_ADDRESS)
        from_messenger = Outgoing(
            receiver=self._receiver,
            host=RELAY_HOST,
            address=RELAY_OUT_ADDRESS,
            signer=MESSENGER_HOST,
        )
        self.mail_server = RelayServer(
            Relay(MAIL_SERVER_HOST, users, self.post, from_server, self.tokens), self.authority
        )
        self.messenger = RelayServer(
            Relay(MESSENGER_HOST, (relay_user,), self.post, from_messenger, self.tokens),
            self.authority,
        )
        self.elsewhere = OtherServers(self.authority)
        self.domain = DomainServers(self.authority, self.tokens)
        self.inbox = {port: Port() for port in (Security.TLS, Security.STARTTLS)}
        self.nameserver = NameServer(zone_of(scenario))

    async def open(self) -> None:
        """Start everything."""
        await self.nameserver.open()
        await self._imap.prepare()
        for speaks, port in self.inbox.items():
            await port.open(
                ServerState.UP,
                lambda speaks=speaks, port=port: self._imap.protocol(  # type: ignore[misc]
                    speaks, port.connections
                ),
                self._imap.context if speaks is Security.TLS else None,
            )
        await self.domain.open()
        await self._open_relays(self._scenario)

    @property
    def sign_ins(self) -> list[SignInSeen]:
        """Every password that reached a relay and every token, oldest first for each server."""
        relays = self.mail_server.relay.sign_ins + self.messenger.relay.sign_ins
        return relays + self._imap.sign_ins

    @property
    def ports(self) -> dict[int, int]:
        """The ports that stand for the well-known ones: of the web, and of mail programs."""
        relay = self.mail_server.ports
        return {
            80: self.domain.sign_in.number,  # all that is not encrypted, and knows nothing there
            443: self.domain.web.number,
            465: relay[Security.TLS].number,
            587: relay[Security.STARTTLS].number,
            993: self.inbox[Security.TLS].number,
            143: self.inbox[Security.STARTTLS].number,
        }

    async def switch(self, scenario: Scenario) -> None:
        """Follow another scenario. Mailboxes and port numbers stay, relay connections end."""
        await self.mail_server.close()
        await self.messenger.close()
        await self.elsewhere.close()
        await self._open_relays(scenario)

    async def close(self) -> None:
        """End everything that is under way and stop."""
        await self.mail_server.close()
        await self.messenger.close()
        await self.elsewhere.close()
        await self.domain.close()
        for port in self.inbox.values():
            await port.close()
        await self.nameserver.close()
        # Handshakes that nobody has finished and conversations that wait are tasks of the loop.
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        if others:
            await asyncio.wait(others, timeout=_CLOSING_LIMIT)
        await settle()

    async def _open_relays(self, scenario: Scenario) -> None:
        self._receiver.filing = scenario.filing
        await self.mail_server.open(scenario.mail_server)
        await self.messenger.open(scenario.messenger)
        await self.elsewhere.open(scenario.elsewhere)
        self._publish(scenario)

    def _publish(self, scenario: Scenario) -> None:
        """Say where everything is, now that the ports are known."""
        encrypted = (Security.TLS, Security.STARTTLS)
        relay, inbox = self.mail_server.ports, self.inbox
        self.domain.behave(
            scenario,
            (
                *(_service("imap", INBOX_HOST, inbox[each], each) for each in encrypted),
                *(_service("smtp", MAIL_SERVER_HOST, relay[each], each) for each in encrypted),
            ),
        )
        self.nameserver.zone = zone_of(
            scenario,
            {
                "_submissions._tcp": relay[Security.TLS].number,
                "_submission._tcp": relay[Security.STARTTLS].number,
                "_imaps._tcp": inbox[Security.TLS].number,
                "_imap._tcp": inbox[Security.STARTTLS].number,
            },
        )


def _service(kind: str, host: str, port: Port, security: Security) -> Service:
    return Service(kind=kind, host=host, port=port.number, security=security)
