import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from mailadmin.core.account import SecretRole, Security
from mailadmin.sandbox.scenario import Scenario
from mailadmin.sandbox.system import Sandbox

LIMIT = 5.0


class Client:
    """A raw SMTP client that says exactly what it is told."""

    def __init__(self, plain: socket.socket) -> None:
        self.socket = plain
        self.lines = plain.makefile("rb")

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def reply(self) -> str:
        """One whole reply, its lines joined; empty at the end of the connection."""
        lines = []
        while True:
            line = self.lines.readline().decode()
            lines.append(line.rstrip("\r\n"))
            if line[3:4] != "-":
                return "\n".join(lines)

    def ask(self, command: str) -> str:
        self.send(command.encode() + b"\r\n")
        return self.reply()

    def encrypt(self, context: ssl.SSLContext, host: str) -> None:
        self.lines.close()
        self.socket = context.wrap_socket(self.socket, server_hostname=host)
        self.lines = self.socket.makefile("rb")

    def close(self) -> None:
        self.lines.close()
        self.socket.close()


Start = Callable[[Scenario | str], Sandbox]
Connect = Callable[..., Client]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a sandbox that is stopped at the end of the test."""
    with ExitStack() as stack:
        yield lambda scenario: stack.enter_context(Sandbox(scenario))


@pytest.fixture
def sandbox(start: Start) -> Sandbox:
    return start("all-well")


@pytest.fixture
def trust() -> Callable[[Sandbox], ssl.SSLContext]:
    """A client's TLS settings that trust the sandbox's authority and check names."""
    return lambda sandbox: ssl.create_default_context(cafile=str(sandbox.ca_file))


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Opens raw connections to a server of the account: its mail server or its Messenger."""
    with ExitStack() as stack:

        def open_one(sandbox: Sandbox, role: SecretRole = SecretRole.MAIL_SERVER) -> Client:
            account = sandbox.account
            assert account.messenger is not None
            is_messenger = role is SecretRole.MESSENGER
            server = account.messenger.server if is_messenger else account.mail_server
            plain = stack.enter_context(
                socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT)
            )
            client = Client(plain)
            stack.callback(client.close)
            context = ssl.create_default_context(cafile=str(sandbox.ca_file))
            if server.security is Security.TLS:
                client.encrypt(context, server.host)
            client.greeting = client.reply()
            client.capabilities = client.ask("EHLO client.example")
            if server.security is Security.STARTTLS and "STARTTLS" in client.capabilities:
                assert client.ask("STARTTLS").startswith("220")
                client.encrypt(context, server.host)
                client.capabilities = client.ask("EHLO client.example")
            return client

        yield open_one


@pytest.fixture
def repository() -> Path:
    return Path(__file__).parents[2]
