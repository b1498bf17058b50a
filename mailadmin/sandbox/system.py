"""The sandbox as the rest of the program sees it: one object that starts and stops it all."""

import asyncio
import contextlib
import logging
import secrets
import tempfile
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Self

import msgspec

from mailadmin.core.account import (
    Account,
    Identity,
    Messenger,
    SecretRole,
    Security,
    Server,
    SignIn,
    Witness,
)
from mailadmin.core.interceptors import interceptor_of_issuer
from mailadmin.core.oauth.client import OAuthClient
from mailadmin.core.oauth.grant import Grant, sealed
from mailadmin.core.secret import Secret
from mailadmin.core.surroundings import Control, Surroundings
from mailadmin.sandbox.listening import LOOPBACK, Port
from mailadmin.sandbox.oauth import CLIENT_ID, ISSUER, SCOPES, client_of_port
from mailadmin.sandbox.published import PATH
from mailadmin.sandbox.relay import SignInSeen
from mailadmin.sandbox.scenario import ANNA, OFFICE, RELAY_ADDRESS, RELAY_USER, Scenario, Typed
from mailadmin.sandbox.scenarios import find_scenario
from mailadmin.sandbox.servers import Servers
from mailadmin.sandbox.zone import (
    INBOX_HOST,
    MAIL_SERVER_HOST,
    MESSENGER_HOST,
    OTHER_MAIL_HOST,
    SETTINGS_HOST,
    WEB_HOST,
)

ACCOUNT_ID = "sandbox"
WITNESS_ID = "sandbox-office"

_START_LIMIT = 20.0
"""Seconds the servers may take to start; far more than they need."""

_STOP_LIMIT = 5.0

_log = logging.getLogger(__name__)


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """One port of the sandbox, for a person who wants to try it with another program.

    ``host`` is the name in the certificate; the port is open on 127.0.0.1.
    """

    name: str
    host: str
    port: int
    security: Security


class Sandbox:
    """A whole mail system on this computer, in a thread of its own, for the time of a ``with``.

    It has its own event loop, so that it never slows or stops the caller's, and always the
    selector one: on Windows the other one loses its UDP sockets. All properties may be read from
    any thread while it runs; otherwise they raise ``RuntimeError``. An unknown scenario id is a
    ``KeyError``.
    """

    def __init__(self, scenario: Scenario | str = "all-well") -> None:
        self._scenario = find_scenario(scenario) if isinstance(scenario, str) else scenario
        self._password = f"demo-{secrets.token_hex(4)}"
        self._relay_password = f"relay-{secrets.token_hex(4)}"
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._running: Servers | None = None

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="mailadmin-sandbox-")
        started: Future[Servers] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(started,), name="mailadmin-sandbox", daemon=True
        )
        self._thread.start()
        try:
            self._running = started.result(_START_LIMIT)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self._loop is not None and self._stopping is not None:
            with contextlib.suppress(RuntimeError):  # its loop is gone when the start failed
                self._loop.call_soon_threadsafe(self._stopping.set)
        self._loop = self._stopping = self._running = None
        if self._thread is not None:
            self._thread.join(_STOP_LIMIT)
            self._thread = None
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    @property
    def scenario(self) -> Scenario:
        """What is being played."""
        return self._scenario

    @property
    def dns_address(self) -> tuple[str, int]:
        """Address and port (UDP and TCP) of the only name server that knows the sandbox."""
        return LOOPBACK, self._servers.nameserver.number

    @property
    def ca_file(self) -> Path:
        """The certificate (PEM) of the authority that vouches for the sandbox's servers."""
        return self._servers.authority.ca_file

    @property
    def user(self) -> str:
        """The user name for the mail server and the inbox."""
        return ANNA

    @property
    def password(self) -> str:
        """The right password of :attr:`user`, new with each sandbox."""
        return self._password

    @property
    def messenger_user(self) -> str:
        """The user name for the Messenger."""
        return RELAY_USER

    @property
    def messenger_password(self) -> str:
        """The right password of :attr:`messenger_user`, new with each sandbox."""
        return self._relay_password

    @property
    def messenger_address(self) -> str:
        """The Messenger's own address, for messages that can't carry the user's."""
        return RELAY_ADDRESS

    @property
    def account(self) -> Account:
        """The account as the user of this scenario has set it up, with the ports in use."""
        servers = self._servers
        inbox_port = servers.inbox[Security.TLS].number
        sign_in = self._scenario.typed.sign_in
        return Account(
            id=ACCOUNT_ID,
            name="Sandbox",
            identity=Identity(address=ANNA, name="Anna Berg"),
            mail_server=_server(MAIL_SERVER_HOST, servers.mail_server.ports, self._scenario.typed),
            messenger=Messenger(
                server=_server(
                    MESSENGER_HOST, servers.messenger.ports, self._scenario.typed_messenger
                ),
                address=RELAY_ADDRESS,
            ),
            inbox=Server(
                host=INBOX_HOST,
                port=inbox_port,
                security=Security.TLS,
                user_name=ANNA,
                sign_in=sign_in,
                issuer=_issuer(sign_in),
            ),
        )

    @property
    def witnesses(self) -> tuple[Witness, ...]:
        """A second mailbox that the user of the sandbox can read."""
        own = self.account.inbox
        assert own is not None
        server = msgspec.structs.replace(own, user_name=OFFICE, sign_in=SignIn.PASSWORD, issuer="")
        return (Witness(id=WITNESS_ID, address=OFFICE, server=server),)

    @property
    def secrets(self) -> dict[SecretRole, Secret]:
        """What the keyring holds for the user of this scenario, right or wrong.

        The passwords that were typed; or the grant of an earlier sign-in, which is used up when
        it is renewed for the first time.
        """
        scenario = self._scenario
        if scenario.typed.sign_in is SignIn.OAUTH:
            messenger = {SecretRole.MESSENGER: Secret(self._relay_password)}
            return messenger | ({SecretRole.OAUTH: self._grant} if scenario.typed.signed_in else {})
        return {
            SecretRole.MAIL_SERVER: Secret(scenario.typed.password or self._password),
            SecretRole.MESSENGER: Secret(scenario.typed_messenger.password or self._relay_password),
            SecretRole.INBOX: Secret(self._password),
        }

    @property
    def _grant(self) -> Secret:
        return sealed(
            Grant(
                issuer=ISSUER,
                client_id=CLIENT_ID,
                refresh_token=self._servers.domain.grant,
                scopes=SCOPES,
                user=ANNA,
            )
        )

    @property
    def clients(self) -> tuple[OAuthClient, ...]:
        """The registration of the program at the sandbox's authorization server."""
        return (client_of_port(self._servers.domain.sign_in.number),)

    @property
    def settings_address(self) -> str:
        """Where the domain publishes its settings, with the port in use."""
        return f"https://{SETTINGS_HOST}:{self._servers.domain.web.number}{PATH}"

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """Every port for mail, by server."""
        servers = self._servers
        groups: tuple[tuple[str, str, dict[Security, Port]], ...] = (
            ("Mail server", MAIL_SERVER_HOST, servers.mail_server.ports),
            ("Messenger", MESSENGER_HOST, servers.messenger.ports),
            ("Inbox", INBOX_HOST, servers.inbox),
        )
        return tuple(
            Endpoint(name=name, host=host, port=port.number, security=security)
            for name, host, ports in groups
            for security, port in ports.items()
        )

    @property
    def surroundings(self) -> Surroundings:
        """What stands for the rest of the internet, to compare a failure with."""
        servers = self._servers
        other = (Control(OTHER_MAIL_HOST, servers.elsewhere.mail.number),)
        relays = (servers.mail_server, servers.messenger)
        return Surroundings(
            mail={port.number: other for relay in relays for port in relay.ports.values()},
            web=(Control(WEB_HOST, servers.elsewhere.web.number),),
            on_this_computer=True,
            ports=servers.ports,
            known_hosts=lambda: (MAIL_SERVER_HOST, MESSENGER_HOST),
            product_of=interceptor_of_issuer,
        )

    @property
    def sign_ins(self) -> list[SignInSeen]:
        """Every password that reached a relay and every token, oldest first for each server."""
        return self._servers.sign_ins

    def mailbox(self, address: str) -> list[bytes]:
        """The messages that have arrived for an address, anywhere, oldest first."""
        return self._servers.post.messages(address)

    def switch(self, scenario: Scenario | str) -> None:
        """Play another scenario from now on. Mailboxes, passwords and port numbers stay."""
        if isinstance(scenario, str):
            scenario = find_scenario(scenario)
        self._call(self._servers.switch(scenario))
        self._scenario = scenario

    @property
    def _servers(self) -> Servers:
        if self._running is None:
            raise RuntimeError("the sandbox is not running")
        return self._running

    def _call(self, work: Coroutine[Any, Any, None]) -> None:
        """Do some work in the sandbox's own loop and wait for it."""
        if self._loop is None:
            work.close()
            raise RuntimeError("the sandbox is not running")
        asyncio.run_coroutine_threadsafe(work, self._loop).result(_START_LIMIT)

    def _run(self, started: "Future[Servers]") -> None:
        """The thread: one event loop from start to stop."""
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._serve(started))
        except BaseException as problem:  # the caller's thread raises it
            if started.done():
                raise
            started.set_exception(problem)

    async def _serve(self, started: "Future[Servers]") -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_note)
        stopping = asyncio.Event()
        self._loop, self._stopping = loop, stopping
        assert self._folder is not None
        servers = Servers(
            self._scenario, Path(self._folder.name), self._password, self._relay_password
        )
        try:
            await servers.open()
            started.set_result(servers)
            await stopping.wait()
        finally:
            await servers.close()


def _note(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What a broken client leaves behind is no news for the user's terminal."""
    _log.debug("%s", context.get("message"), exc_info=context.get("exception"))


def _server(host: str, ports: dict[Security, Port], typed: Typed) -> Server:
    """A server as the user has typed it."""
    return Server(
        host=typed.host or host,
        port=ports[typed.port].number,
        security=typed.security or typed.port,
        user_name=typed.user_name,
        time_limit=typed.time_limit,
        sign_in=typed.sign_in,
        issuer=_issuer(typed.sign_in),
    )


def _issuer(sign_in: SignIn) -> str:
    return ISSUER if sign_in is SignIn.OAUTH else ""
