"""The options that describe a connection, defined once for every command that takes them.

What they mean is read in :mod:`mailadmin.cli.option_form`.
"""

import functools
from collections.abc import Callable
from typing import Any, Final, TypeVar, cast

import click
import msgspec

from mailadmin.core.account import Security, SignIn

Command = TypeVar("Command", bound=Callable[..., Any])
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

INBOX: Final = "inbox-"
"""What the options of the user's own mailbox begin with. Nobody reads one without signing in."""


class ServerOptions(msgspec.Struct, frozen=True, kw_only=True):
    """One server's options as they were typed; None where an option was not given."""

    server: str | None = None
    port: str | None = None
    security: str | None = None
    auth: str | None = None
    issuer: str | None = None
    user: str | None = None
    password_stdin: bool = False
    allow_plain_password: bool = False

    @property
    def signs_in(self) -> bool:
        """Whether the options speak of a password."""
        return self.auth == SignIn.PASSWORD or (
            self.auth is None and (self.user is not None or self.password_stdin)
        )


class ConnectionOptions(msgspec.Struct, frozen=True, kw_only=True):
    """All connection options. ``sender`` is ``--from``."""

    server: ServerOptions
    messenger: ServerOptions
    inbox: ServerOptions = ServerOptions()
    sender: str | None = None
    from_name: str | None = None
    reply_to: str | None = None
    messenger_from: str | None = None

    @property
    def given(self) -> bool:
        """Whether any of them was given."""
        return self != ConnectionOptions(server=ServerOptions(), messenger=ServerOptions())

    @property
    def messenger_alone(self) -> bool:
        """Whether they describe a Messenger without a mail server before it."""
        return self.messenger.server is not None and self.server.server is None

    def as_mail_server(self) -> "ConnectionOptions":
        """The Messenger in the mail server's place, for testing it by itself."""
        announced = self.messenger.password_stdin or self.server.password_stdin
        return ConnectionOptions(
            server=msgspec.structs.replace(self.messenger, password_stdin=announced),
            messenger=ServerOptions(),
            sender=self.messenger_from or self.sender,
        )


class Target(msgspec.Struct, frozen=True, kw_only=True):
    """What a command is about: a saved account, or a connection described by options."""

    account_name: str | None
    connection: ConnectionOptions


def connection_options(command: Command) -> Command:
    """Add the connection options; the command receives them as ``connection``."""
    return _collected(command, _connection)


def target_arguments(command: Command) -> Command:
    """Add ``[ACCOUNT]`` and the connection options; the command receives a ``target``."""
    argument = click.argument("account_name", metavar="[ACCOUNT]", required=False)
    return argument(_collected(command, _target))


def _choice(words: tuple[str, ...]) -> click.Choice[str]:
    return click.Choice(words, case_sensitive=False)


def _server_options(prefix: str, whose: str) -> list[Decorator]:
    def option(name: str, **details: Any) -> Decorator:
        return click.option(f"--{prefix}{name}", **details)

    places = [
        option("server", metavar="HOST", help=f"{whose} name or address."),
        option("port", metavar="N", help="Its port (default: what the security uses)."),
        option(
            "security",
            type=_choice(tuple(word.value for word in Security)),
            help="tls: encrypted from the start; starttls: upgraded; auto: by the port.",
        ),
        option("user", metavar="U", help="User name (default: the From address)."),
        option(
            "issuer",
            metavar="HOST",
            help="With auth oauth: whose page signs in, if it is none that the program knows.",
        ),
        option(
            "allow-plain-password",
            is_flag=True,
            help="Let the password cross a connection without encryption.",
        ),
    ]
    if prefix == INBOX:
        return [
            *places,
            option("auth", type=_choice(("password", "oauth")), help="How to sign in."),
        ]
    return [
        *places,
        option(
            "auth",
            type=_choice(("password", "oauth", "none")),
            help="How to sign in (default: with a password if there is one). With oauth the line "
            "on standard input is an access token.",
        ),
        option(
            "password-stdin",
            is_flag=True,
            help="Read the passwords from standard input, a line each: mail server, Messenger, "
            "inbox; no line, or an empty one, for what there is not.",
        ),
    ]


_OPTIONS: Final[tuple[Decorator, ...]] = (
    *_server_options("", "The mail server's"),
    click.option("--from", "sender", metavar="ADDR", help="From address."),
    click.option("--from-name", metavar="N", help="From name."),
    click.option("--reply-to", metavar="ADDR", help="Address for replies."),
    *_server_options("messenger-", "The Messenger's"),
    click.option("--messenger-from", metavar="ADDR", help="The Messenger's own address."),
    *_server_options(INBOX, "The IMAP server's"),
)


def _collected(command: Command, collect: Callable[[dict[str, Any]], dict[str, Any]]) -> Command:
    @functools.wraps(command)
    def collected(*args: Any, **kwargs: Any) -> Any:
        return command(*args, **collect(kwargs))

    decorated: Callable[..., Any] = collected
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return cast(Command, decorated)


def _connection(values: dict[str, Any]) -> dict[str, Any]:
    """Take the connection options out of a command's values and put one object in."""

    def server(prefix: str) -> ServerOptions:
        names = [f"{prefix}{name}" for name in ServerOptions.__struct_fields__]
        given = {name: values.pop(name) for name in names if name in values}
        return ServerOptions(**{name.removeprefix(prefix): given[name] for name in given})

    connection = ConnectionOptions(
        server=server(""),
        messenger=server("messenger_"),
        inbox=server("inbox_"),
        sender=values.pop("sender"),
        from_name=values.pop("from_name"),
        reply_to=values.pop("reply_to"),
        messenger_from=values.pop("messenger_from"),
    )
    return values | {"connection": connection}


def _target(values: dict[str, Any]) -> dict[str, Any]:
    values = _connection(values)
    target = Target(account_name=values.pop("account_name"), connection=values.pop("connection"))
    return values | {"target": target}
