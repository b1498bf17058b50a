"""``mailadmin accounts``: list, show, add, change, remove, hand over and take in accounts."""

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import click
import msgspec

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.keeping import outdate
from mailadmin.cli.option_form import (
    HOW_TO_ADD,
    InvalidInput,
    NotDone,
    checked,
    form_from_options,
    saved_account,
    sentences,
    with_passwords,
)
from mailadmin.cli.options import ConnectionOptions, connection_options
from mailadmin.core.account import Account, SecretRole, Server, SignIn
from mailadmin.core.accounts import Accounts, new_account_id
from mailadmin.core.credentials import Credentials, CredentialsError
from mailadmin.core.event import Phrase
from mailadmin.core.forms.account_form import AccountForm, form_of
from mailadmin.core.forms.reading import read
from mailadmin.core.json_lines import line
from mailadmin.core.oauth.registrations import Registrations
from mailadmin.core.oauth.request import request_for_account
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings, SettingsError
from mailadmin.core.setup_file import (
    LARGEST_FILE,
    SetupFileError,
    decode,
    encode,
    read_setup_file,
    setup_of,
    write_setup_file,
)
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

_ROLES: Final = {
    SecretRole.MAIL_SERVER: "mail server",
    SecretRole.MESSENGER: "Messenger",
    SecretRole.INBOX: "inbox",
}
_PASSWORDS: Final = {
    "stored": "password stored",
    "missing": "no password stored",
    "unknown": "password not known",
    "signed-in": "signed in at the provider's page",
    "signed-out": "not signed in yet",
    "none": "without sign-in",
}


@click.group()
@global_options
def accounts() -> None:
    """List, show, add, change, remove, export and import accounts."""


@accounts.command("list")
@global_options
@click.pass_obj
def list_accounts(invocation: Invocation) -> None:
    """List the accounts; * marks the one used when none is named."""
    settings = load(invocation.workspace())
    for account in settings.accounts:
        is_current = account.id == settings.current
        if invocation.json:
            _print_json(account, current=is_current)
        else:
            parts = [account.name, account.identity.address, account.mail_server.subject]
            if account.messenger is not None:
                parts.append(f"Messenger {account.messenger.server.subject}")
            click.echo(f"{'*' if is_current else ' '} {'  '.join(parts)}")
    if not settings.accounts:
        click.echo(HOW_TO_ADD, err=True)


@accounts.command()
@click.argument("account_name", metavar="[ACCOUNT]", required=False)
@global_options
@click.pass_obj
def show(invocation: Invocation, account_name: str | None) -> None:
    """Show an account, and whether its passwords are stored; never a password."""
    workspace = invocation.workspace()
    account = saved_account(workspace, account_name)
    passwords = invocation.run(_passwords(account, workspace.credentials))
    current = workspace.settings_file.load().settings.current
    if invocation.json:
        _print_json(account, current=account.id == current, passwords=passwords)
        return
    click.echo(f"{account.name}  (id {account.id})")
    identity = account.identity
    sender = f"{identity.name} <{identity.address}>" if identity.name else identity.address
    click.echo(f"  From           {sender}")
    if identity.reply_to:
        click.echo(f"  Reply-To       {identity.reply_to}")
    for role, server in _servers(account).items():
        click.echo(f"  {_ROLES[role].capitalize():<14} {_line(server, passwords[role])}")
    if account.messenger is not None:
        click.echo(f"  Messenger from {account.messenger.address}")
    if account.support_address:
        click.echo(f"  Support        {account.support_address}")


def _account_options(command: Command) -> Command:
    """The options of an account that are not about a connection."""
    name = click.option("--name", metavar="NAME", help="What the account is called.")
    support = click.option(
        "--support-address", metavar="ADDR", help="Gets a report when the Messenger steps in."
    )
    current = click.option("--current", is_flag=True, help="Use it when no account is named.")
    return name(support(current(connection_options(command))))


@accounts.command()
@_account_options
@global_options
@click.pass_obj
def add(
    invocation: Invocation,
    connection: ConnectionOptions,
    name: str | None,
    support_address: str | None,
    current: bool,
) -> None:
    """Add an account; its password goes to the password store."""
    base = AccountForm(account_name=name or "", support_address=support_address or "")
    form = form_from_options(connection, base)
    _save(invocation, _Change(form, connection, None, current))


@accounts.command("set")
@click.argument("account_name", metavar="[ACCOUNT]", required=False)
@_account_options
@global_options
@click.pass_obj
def change(
    invocation: Invocation,
    account_name: str | None,
    connection: ConnectionOptions,
    name: str | None,
    support_address: str | None,
    current: bool,
) -> None:
    """Change what the options say and leave the rest; --messenger-server "" removes it."""
    if not connection.given and name is None and support_address is None and not current:
        raise InvalidInput("Say what to change, for example --port 587.")
    account = saved_account(invocation.workspace(), account_name)
    form = form_from_options(connection, form_of(account))
    if name is not None:
        form = msgspec.structs.replace(form, account_name=name)
    if support_address is not None:
        form = msgspec.structs.replace(form, support_address=support_address)
    _save(invocation, _Change(form, connection, account, current))


@accounts.command()
@click.argument("account_name", metavar="ACCOUNT")
@global_options
@click.pass_obj
def remove(invocation: Invocation, account_name: str) -> None:
    """Remove an account and its passwords."""
    workspace = invocation.workspace()
    account = saved_account(workspace, account_name)
    invocation.run(_signed_out(account, workspace))
    with told():
        notice = invocation.run(_accounts(workspace).remove(account.id))
    invocation.say(f"Removed account “{account.name}”.")
    if notice is not None:
        click.echo(say(notice), err=True)


@accounts.command("export")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--account", "names", multiple=True, metavar="ACCOUNT", help="Only this. Repeatable.")
@global_options
@click.pass_obj
def export_file(invocation: Invocation, file: Path, names: tuple[str, ...]) -> None:
    """Write accounts to a setup FILE (- for standard output), without passwords."""
    workspace = invocation.workspace()
    chosen = tuple(saved_account(workspace, name) for name in names)
    chosen = chosen or load(workspace).accounts
    if not chosen:
        raise InvalidInput("There is no account to export.", HOW_TO_ADD)
    setup = setup_of(chosen, load(workspace).clients)
    if str(file) == "-":
        click.echo(encode(setup).decode(), nl=False)
        return
    with told():
        write_setup_file(file, setup)
    invocation.say(f"Exported {_names(chosen)} to {file}. Passwords are not in the file.")


@accounts.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@global_options
@click.pass_obj
def import_file(invocation: Invocation, file: Path) -> None:
    """Add the accounts of a setup FILE (- for standard input); passwords are not in there."""
    with told():
        if str(file) == "-":
            found = decode(sys.stdin.buffer.read(LARGEST_FILE + 1))
        else:
            found = read_setup_file(file)
        workspace = invocation.workspace()
        saved = _accounts(workspace).put(*found.accounts)
        kept = Registrations(workspace.settings_file).add(found.clients)
    for account in saved:
        if invocation.json:
            _print_json(account)
    alone = len(workspace.settings_file.load().settings.accounts) == 1
    if saved:
        invocation.say(f"Imported {_names(saved)}.{_missing(saved, alone=alone)}")
    for client in found.clients:
        if client not in kept:
            invocation.say(f"The client id for {client.issuer} came along.")
    for client in kept:
        click.echo(
            f"The client id for {client.issuer} in the file is another one than yours, which stays."
            " Change it with: mailadmin clients set",
            err=True,
        )


async def _signed_out(account: Account, workspace: Workspace) -> None:
    """Take back at the providers what the account has of them; the keyring is emptied anyway."""
    from mailadmin.core.oauth.sign_out import sign_out

    for role in SecretRole:
        if role.is_grant and request_for_account(account, role) is not None:
            notice = await sign_out(account.id, role, workspace)
            if notice is not None and notice.id == "sign-out.left-there":
                click.echo(say(notice), err=True)


class _Change(msgspec.Struct, frozen=True):
    """A form to be saved, as a new account or in place of ``before``."""

    form: AccountForm
    connection: ConnectionOptions
    before: Account | None
    current: bool


def _save(invocation: Invocation, wanted: _Change) -> None:
    account_id = wanted.before.id if wanted.before else new_account_id()
    # What is wrong with the options is said before anybody is asked for a password.
    checked(read(wanted.form, account_id, wanted.before), wanted.connection)
    form = with_passwords(wanted.form, wanted.connection, needed=False)
    reading = read(form, account_id, wanted.before)
    account = checked(reading, wanted.connection)
    for sentence in sentences(reading.warnings):
        click.echo(sentence, err=True)
    workspace = invocation.workspace()
    with told():
        (account,) = _accounts(workspace).put(account)
        if wanted.current:
            _accounts(workspace).choose(account.id)
    if invocation.json:
        _print_json(account)
    invocation.say(f"Saved account “{account.name}”.")
    secrets = dict(reading.secrets)
    if wanted.before and wanted.before.messenger and not account.messenger:
        secrets[SecretRole.MESSENGER] = Secret("")
    stored = invocation.run(_store(account.id, secrets, workspace.credentials))
    if wanted.before:
        invocation.run(outdate(workspace, account.id))
    if not stored:
        click.echo("The account is saved without its password.", err=True)
        raise click.exceptions.Exit(1)


async def _store(
    account_id: str, secrets: Mapping[SecretRole, Secret], credentials: Credentials
) -> bool:
    """Store passwords, or remove empty ones; whether all are kept for longer than this call."""
    stored = True
    for role, secret in secrets.items():
        try:
            notice = await credentials.write(account_id, role, secret)
        except CredentialsError as error:
            notice = error.phrase if secret else Phrase("accounts.messenger-password-left")
        if notice is not None:
            click.echo(say(notice), err=True)
            stored = stored and not secret
    return stored


async def _passwords(account: Account, credentials: Credentials) -> dict[SecretRole, str]:
    """For every server of an account: ``stored``, ``missing``, ``signed-in`` and so on."""
    states: dict[SecretRole, str] = {}
    told: set[str] = set()
    for role, server in _servers(account).items():
        if server.sign_in is SignIn.NONE:
            states[role] = "none"
            continue
        try:
            if server.sign_in is SignIn.OAUTH:
                secret = await credentials.read(account.id, role.of_grant)
                states[role] = "signed-out" if secret is None else "signed-in"
            else:
                secret = await credentials.read(account.id, role)
                states[role] = "missing" if secret is None else "stored"
        except CredentialsError as error:
            states[role] = "unknown"
            if error.phrase.id not in told:
                click.echo(say(error.phrase), err=True)
            told.add(error.phrase.id)
    return states


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Errors of the files become sentences: status 2 for a wrong file, 1 for a disk's refusal."""
    try:
        yield
    except SetupFileError as error:
        raise InvalidInput(say(error.phrase), *sentences(error.problems)) from None
    except SettingsError as error:
        raise NotDone(say(error.phrase)) from None


def load(workspace: Workspace) -> Settings:
    """The settings; what the user should know about the file goes to standard error."""
    loaded = workspace.settings_file.load()
    if loaded.notice is not None:
        click.echo(say(loaded.notice), err=True)
    return loaded.settings


def _accounts(workspace: Workspace) -> Accounts:
    return Accounts(workspace.settings_file, workspace.credentials)


def _servers(account: Account) -> dict[SecretRole, Server]:
    servers = {
        SecretRole.MAIL_SERVER: account.mail_server,
        SecretRole.MESSENGER: account.messenger.server if account.messenger else None,
        SecretRole.INBOX: account.inbox,
    }
    return {role: server for role, server in servers.items() if server is not None}


def _line(server: Server, password: str) -> str:
    user = f"as {server.user_name}, " if password != "none" else ""
    at_page = server.sign_in is SignIn.OAUTH and password == "unknown"
    state = "whether it is signed in is not known" if at_page else _PASSWORDS[password]
    return f"{server.subject} ({server.security}), {user}{state}"


def _missing(accounts: Iterable[Account], *, alone: bool) -> str:
    """What a setup file leaves to be done: a password for some servers, a sign-in for others.

    The command names no account, because its name comes from the file, and may be no safe word.
    """
    ways = {server.sign_in for one in accounts for server in _servers(one).values()}
    wanted = {SignIn.PASSWORD: "the passwords", SignIn.OAUTH: "the sign-in at the provider's page"}
    missing = [words for way, words in wanted.items() if way in ways]
    if not missing:
        return ""
    verb = "is" if ways.isdisjoint({SignIn.PASSWORD}) else "are"
    said = f" Only {' and '.join(missing)} {verb} missing."
    if SignIn.OAUTH in ways:
        said += f" Sign in with: mailadmin sign-in{'' if alone else ' ACCOUNT'}"
    return said


def _names(accounts: Iterable[Account]) -> str:
    return ", ".join(f"“{account.name}”" for account in accounts)


def _print_json(account: Account, **more: Any) -> None:
    click.echo(line({"type": "account"} | msgspec.to_builtins(account) | more))
