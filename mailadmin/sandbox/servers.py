"""All servers of the sandbox together, in the event loop they live in."""

import asyncio
from pathlib import Path

from mailadmin.core.account import Security
from mailadmin.sandbox.certificates import Authority
from mailadmin.sandbox.imap import ImapServer
from mailadmin.sandbox.listening import Port, Silence, WebServer, settle
from mailadmin.sandbox.nameserver import NameServer
from mailadmin.sandbox.outgoing import Outgoing
from mailadmin.sandbox.post import Post
from mailadmin.sandbox.receiver import Receiver
from mailadmin.sandbox.relay import Relay, User
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
from mailadmin.sandbox.zone import (
    INBOX_HOST,
    MAIL_SERVER_HOST,
    MESSENGER_HOST,
    MX_ADDRESS,
    MX_HOST,
    RELAY_HOST,
    RELAY_OUT_ADDRESS,
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


class Servers:
    """The mail server, the Messenger, the inbox and the name server."""

    def __init__(
        self, scenario: Scenario, folder: Path, password: str, relay_password: str
    ) -> None:
        quiet_library_log()
        self._scenario = scenario
        self.authority = Authority(folder)
        self._imap = ImapServer(
            INBOX_HOST,
            dict.fromkeys((ANNA, OFFICE), password),
            self.authority.server_context(INBOX_HOST, Certificate.GOOD),
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
            Relay(MAIL_SERVER_HOST, users, self.post, from_server), self.authority
        )
        self.messenger = RelayServer(
            Relay(MESSENGER_HOST, (relay_user,), self.post, from_messenger), self.authority
        )
        self.elsewhere = OtherServers(self.authority)
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
        await self._open_relays(self._scenario)

    async def switch(self, scenario: Scenario) -> None:
        """Follow another scenario. Mailboxes and port numbers stay, relay connections end."""
        await self.mail_server.close()
        await self.messenger.close()
        await self.elsewhere.close()
        self.nameserver.zone = zone_of(scenario)
        await self._open_relays(scenario)

    async def close(self) -> None:
        """End everything that is under way and stop."""
        await self.mail_server.close()
        await self.messenger.close()
        await self.elsewhere.close()
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
