"""From the options of a call to an account, through the same form as the window's fields.

So both forgive and refuse the same. Passwords come on standard input only: the mail server's on
the first line, the Messenger's on the second, the inbox's on the third.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

import click
import msgspec

from mailadmin.cli.options import ConnectionOptions, ServerOptions, Target
from mailadmin.core.account import Account, SecretRole, Security, Server, SignIn
from mailadmin.core.accounts import AccountError, find_account
from mailadmin.core.credentials import Credentials, MemoryCredentials
from mailadmin.core.forms.account_form import AccountForm, tidy
from mailadmin.core.forms.address import Address, parse_address, tidy_address
from mailadmin.core.forms.field import FieldProblem
from mailadmin.core.forms.reading import Reading, read
from mailadmin.core.oauth.grant import Grant, sealed
from mailadmin.core.secret import Secret
from mailadmin.core.texts import say

if TYPE_CHECKING:
    from mailadmin.core.workspace import Workspace

AD_HOC_ID: Final = "options"
"""Id of the account that options alone describe; it is never saved."""
LONGEST_LINE: Final = 60_000
"""Bytes of one password on standard input."""

HOW_TO_ADD: Final = "Add an account with: mailadmin accounts add --server HOST --from ADDR"

_MISSING: Final = {
    "server": "The mail server's password is missing. Give it on the first line of standard "
    "input, with --password-stdin; without a sign-in, say --auth none.",
    "messenger": "The Messenger's password is missing. Give it on the second line of standard "
    "input, with --password-stdin; without a sign-in, say --messenger-auth none.",
    "inbox": "The inbox's password is missing. Give it on the third line of standard input, with "
    "--password-stdin.",
}
"""Sentences of the command line alone: they speak of its options."""

_NO_TOKEN: Final = {
    "server": "The mail server's access token is missing. Give it on the first line of standard "
    "input, with --password-stdin; or save the account and sign in with: mailadmin sign-in",
    "messenger": "The Messenger's access token is missing. Give it on the second line of standard "
    "input, with --password-stdin; or save the account and sign in with: mailadmin sign-in",
    "inbox": "The inbox's access token is missing. Give it on the third line of standard input, "
    "with --password-stdin; or save the account and sign in with: mailadmin sign-in",
}

_PROMPTS: Final = {
    "server": "Mail server's password",
    "messenger": "Messenger's password",
    "inbox": "Inbox's password",
}

_OPTION_OF: Final = {
    "account_name": "--name",
    "from_address": "--from",
    "from_name": "--from-name",
    "reply_to": "--reply-to",
    "support_address": "--support-address",
    "server_host": "--server",
    "server_port": "--port",
    "server_security": "--security",
    "server_auth": "--auth",
    "server_issuer": "--issuer",
    "server_user": "--user",
    "server_password": "--password-stdin",
    "messenger_host": "--messenger-server",
    "messenger_port": "--messenger-port",
    "messenger_security": "--messenger-security",
    "messenger_auth": "--messenger-auth",
    "messenger_issuer": "--messenger-issuer",
    "messenger_user": "--messenger-user",
    "messenger_password": "--password-stdin",
    "messenger_address": "--messenger-from",
    "inbox_host": "--inbox-server",
    "inbox_port": "--inbox-port",
    "inbox_security": "--inbox-security",
    "inbox_auth": "--inbox-auth",
    "inbox_issuer": "--inbox-issuer",
    "inbox_user": "--inbox-user",
    "inbox_password": "--password-stdin",
}


class InvalidInput(click.ClickException):
    """Input that can't be used: a sentence for each problem, and exit status 2."""

    exit_code = 2

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))

    def show(self, file: Any = None) -> None:
        """Print the sentences to standard error, one a line."""
        click.echo(self.message, file=file, err=file is None)


class NotDone(InvalidInput):
    """The input was right, but the computer did not let it be done: exit status 1."""

    exit_code = 1


def resolve(
    target: Target, workspace: "Workspace", limit: float | None = None
) -> tuple[Account, Credentials]:
    """Give the account that a call is about, and where its secrets are.

    ``limit`` replaces the account's time limits (seconds). With connection options neither the
    settings nor the keyring is touched. Raises :class:`InvalidInput`.
    """
    credentials: Credentials
    if target.connection.given:
        if target.account_name is not None:
            raise InvalidInput("Name an account or describe a server with options, not both.")
        account, credentials = account_from_options(target.connection)
    else:
        account, credentials = saved_account(workspace, target.account_name), workspace.credentials
    return (account if limit is None else with_limit(account, limit)), credentials


def saved_account(workspace: "Workspace", name: str | None) -> Account:
    """Find a saved account, or the one to begin with. Raises :class:`InvalidInput`."""
    loaded = workspace.settings_file.load()
    if loaded.notice is not None:
        click.echo(say(loaded.notice), err=True)
    try:
        return find_account(loaded.settings, name)
    except AccountError as error:
        hint = () if loaded.settings.accounts else (HOW_TO_ADD,)
        raise InvalidInput(say(error.phrase), *hint) from None


def account_from_options(connection: ConnectionOptions) -> tuple[Account, MemoryCredentials]:
    """Read a connection that is never saved, its passwords from standard input.

    Raises :class:`InvalidInput`.
    """
    form = form_from_options(connection, AccountForm())
    # What is wrong with the options is said before anybody is asked for a password.
    checked(read(form, AD_HOC_ID), connection)
    form = with_passwords(form, connection, needed=True)
    reading = read(form, AD_HOC_ID)
    account = checked(reading, connection)
    secrets = {**reading.secrets, **_grants(form)}
    return account, MemoryCredentials({(account.id, role): one for role, one in secrets.items()})


def form_from_options(connection: ConnectionOptions, base: AccountForm) -> AccountForm:
    """Put the options that were given over a form."""
    pasted: dict[str, str | None] = {
        "from_address": connection.sender,
        "from_name": connection.from_name,
        "reply_to": connection.reply_to,
        "messenger_address": connection.messenger_from,
    }
    typed: dict[str, str | None] = {}
    for section, options in _sections(connection):
        if options.server is not None:
            pasted |= _new_server(section, options.server)
        typed[f"{section}_port"] = options.port
        typed[f"{section}_security"] = options.security
        if section == "inbox" and options.security is None and options.port == "143":
            typed["inbox_security"] = Security.STARTTLS
        typed[f"{section}_user"] = options.user
        typed[f"{section}_issuer"] = options.issuer
        # A mailbox is never read without signing in.
        signs_in = SignIn.PASSWORD if options.signs_in and section != "inbox" else None
        typed[f"{section}_auth"] = options.auth or signs_in
    # A host such as smtp://host:587 fills fields first; what was said explicitly counts more.
    form = tidy(msgspec.structs.replace(base, **_given(pasted)))
    form = msgspec.structs.replace(form, **_given(typed))
    user = tidy_address(form.server_user)
    if not form.from_address and isinstance(parse_address(user), Address):
        form = msgspec.structs.replace(form, from_address=user)
    return form


def with_passwords(
    form: AccountForm, connection: ConnectionOptions, *, needed: bool
) -> AccountForm:
    """Read the passwords that the options announce from standard input into the form.

    With ``needed`` every server that signs in must get one, an access token where it signs in with
    those; else an empty line leaves the stored one. Raises :class:`InvalidInput`.
    """
    wanted = [
        section
        for section, _ in _sections(connection)
        if getattr(form, f"{section}_host")
        and (_has_password(form, section) or (needed and _needs_token(form, section)))
    ]
    asked = [section for section in wanted if _is_announced(section, connection)]
    secrets = dict(_read_passwords(asked))
    if not needed:
        wanted = asked if not any(secrets.values()) else []
    missing = [section for section in wanted if not secrets.get(section)]
    if missing:
        lines = (_MISSING if _has_password(form, one) else _NO_TOKEN for one in missing)
        raise InvalidInput(*(line[one] for line, one in zip(lines, missing, strict=True)))
    found = {f"{section}_password": secret for section, secret in secrets.items() if secret}
    return msgspec.structs.replace(form, **found)


def checked(reading: Reading, connection: ConnectionOptions) -> Account:
    """Give the account of a reading, what the options allow included, or raise the problems."""
    if reading.account is None:
        raise InvalidInput(*sentences(reading.problems))
    account = reading.account
    if connection.server.allow_plain_password:
        account = msgspec.structs.replace(account, mail_server=_allowed(account.mail_server))
    if connection.messenger.allow_plain_password and account.messenger is not None:
        relay = _allowed(account.messenger.server)
        messenger = msgspec.structs.replace(account.messenger, server=relay)
        account = msgspec.structs.replace(account, messenger=messenger)
    if connection.inbox.allow_plain_password and account.inbox is not None:
        account = msgspec.structs.replace(account, inbox=_allowed(account.inbox))
    return account


def sentences(problems: Iterable[FieldProblem]) -> list[str]:
    """Say problems of the form with the options that they are about."""
    return [f"{_OPTION_OF.get(p.field, p.field)}: {say(p.phrase)}" for p in problems]


def _sections(connection: ConnectionOptions) -> tuple[tuple[str, ServerOptions], ...]:
    """In the order of their passwords' lines."""
    return (
        ("server", connection.server),
        ("messenger", connection.messenger),
        ("inbox", connection.inbox),
    )


def _has_password(form: AccountForm, section: str) -> bool:
    return bool(getattr(form, f"{section}_auth") == SignIn.PASSWORD)


def _needs_token(form: AccountForm, section: str) -> bool:
    """Whether a token of its own is shown to a server. The inbox shares the mail server's."""
    shared = section == "inbox" and form.server_auth == SignIn.OAUTH
    return getattr(form, f"{section}_auth") == SignIn.OAUTH and not shared


def _grants(form: AccountForm) -> dict[SecretRole, Secret]:
    """The tokens that came in the place of passwords. They are for this call only."""
    places = {
        "server": SecretRole.OAUTH,
        "messenger": SecretRole.MESSENGER_OAUTH,
        "inbox": SecretRole.OAUTH,
    }
    return {
        role: sealed(Grant(access_token=getattr(form, f"{section}_password").reveal()))
        for section, role in places.items()
        if _needs_token(form, section)
    }


def _new_server(section: str, host: str) -> dict[str, str]:
    """The fields of a server that an option names: nothing of another server's stays."""
    fields = {
        f"{section}_host": host,
        f"{section}_port": "",
        f"{section}_security": Security.AUTO,
        f"{section}_user": "",
        f"{section}_issuer": "",
    }
    if section == "inbox":
        # IMAP is encrypted from the start on every port but one (RFC 8314 section 3.2).
        return {**fields, "inbox_security": Security.TLS}
    fields[f"{section}_auth"] = SignIn.NONE
    return fields | ({} if host else {"messenger_address": ""})


def _given(fields: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value is not None}


def _is_announced(section: str, connection: ConnectionOptions) -> bool:
    """``--password-stdin`` stands for all lines, ``--messenger-password-stdin`` for its own."""
    own = section == "messenger" and connection.messenger.password_stdin
    return connection.server.password_stdin or own


def _read_passwords(sections: list[str]) -> Iterator[tuple[str, Secret]]:
    """A line each. One that is not asked for may be there all the same, left empty."""
    for number, section in enumerate(sections):
        secret = read_password(section)
        for _ in range(tuple(_PROMPTS).index(section) - number):
            if not secret and not sys.stdin.isatty():
                secret = read_password(section)
        yield section, secret


def read_password(section: str) -> Secret:
    """One line; what stands behind it stays for others, such as ``--text-file -``."""
    if sys.stdin.isatty():
        prompt = _PROMPTS[section]
        typed = click.prompt(prompt, default="", hide_input=True, show_default=False, err=True)
        return Secret(typed)
    line = sys.stdin.buffer.readline(LONGEST_LINE)
    try:
        return Secret(line.decode("utf-8-sig").rstrip("\r\n"))
    except UnicodeDecodeError:
        raise InvalidInput("The password on standard input is not UTF-8 text.") from None


def _allowed(server: Server) -> Server:
    return msgspec.structs.replace(server, plain_password_allowed=True)


def with_limit(account: Account, limit: float) -> Account:
    """Give the account with another time limit (seconds) for each of its servers."""

    def limited(server: Server) -> Server:
        return msgspec.structs.replace(server, time_limit=limit)

    messenger, inbox = account.messenger, account.inbox
    if messenger is not None:
        messenger = msgspec.structs.replace(messenger, server=limited(messenger.server))
    return msgspec.structs.replace(
        account,
        mail_server=limited(account.mail_server),
        messenger=messenger,
        inbox=inbox and limited(inbox),
    )
