"""``mailadmin witnesses``: the mailboxes in which test messages are looked for."""

from typing import Any

import click
import msgspec

from mailadmin.cli.accounts import load, told
from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.option_form import InvalidInput, read_password, sentences
from mailadmin.core.account import SecretRole, Security, SignIn, Witness
from mailadmin.core.accounts import AccountError, new_account_id
from mailadmin.core.credentials import CredentialsError
from mailadmin.core.forms.account_form import AccountForm, form_of_witness, tidy
from mailadmin.core.forms.reading import read_witness
from mailadmin.core.json_lines import line
from mailadmin.core.secret import Secret
from mailadmin.core.settings import Settings
from mailadmin.core.texts import say
from mailadmin.core.witnesses import Witnesses, find_witness
from mailadmin.core.workspace import Workspace


@click.group()
@global_options
def witnesses() -> None:
    """List, add, change and remove the mailboxes in which test messages are looked for.

    Your account's own inbox is one without being named here.
    """


@witnesses.command("list")
@global_options
@click.pass_obj
def list_witnesses(invocation: Invocation) -> None:
    """List the mailboxes, and whether their passwords are stored."""
    workspace = invocation.workspace()
    settings = load(workspace)
    for witness in settings.witnesses:
        stored = invocation.run(_stored(witness, workspace))
        if invocation.json:
            _print_json(witness, password=stored)
        else:
            server = witness.server
            by_token = server.sign_in is SignIn.OAUTH
            said = (_SIGN_INS if by_token else _PASSWORDS)[stored]
            click.echo(
                f"{witness.address}  {server.subject} ({server.security}),"
                f" as {server.user_name}, {said}"
            )
    if not settings.witnesses:
        click.echo("Add a mailbox with: mailadmin witnesses add ADDRESS --server HOST", err=True)


_PASSWORDS = {
    "stored": "password stored",
    "missing": "no password stored",
    "unknown": "password not known",
}
_SIGN_INS = {
    "stored": "signed in at the provider's page",
    "missing": "not signed in yet",
    "unknown": "whether it is signed in is not known",
}


@witnesses.command()
@click.argument("address", metavar="ADDRESS")
@click.option("--server", metavar="HOST", help="The IMAP server's name or address.")
@click.option("--port", metavar="N", help="Its port (default: what the security uses).")
@click.option(
    "--security",
    type=click.Choice(["tls", "starttls", "none", "auto"], case_sensitive=False),
    help="tls: encrypted from the start; starttls: upgraded; auto: by the port.",
)
@click.option("--user", metavar="U", help="User name (default: the address).")
@click.option(
    "--auth",
    type=click.Choice(["password", "oauth"], case_sensitive=False),
    help="How to sign in; oauth is the provider's page, with “mailadmin sign-in --witness”.",
)
@click.option(
    "--issuer",
    metavar="HOST",
    help="With auth oauth: whose page signs in, if it is none that the program knows.",
)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option(
    "--allow-plain-password",
    is_flag=True,
    help="Let the password cross a connection without encryption.",
)
@global_options
@click.pass_obj
def add(
    invocation: Invocation,
    /,
    address: str,
    password_stdin: bool,
    allow_plain_password: bool,
    **server: str | None,
) -> None:
    """Add a mailbox at any provider, or change the one with this ADDRESS."""
    workspace = invocation.workspace()
    before = _known(load(workspace), address)
    form = form_of_witness(before) if before else AccountForm(from_address=address)
    if server["server"] is not None:
        form = AccountForm(from_address=address, inbox_host=server["server"])
    form = tidy(form)
    if server["security"] is None and server["port"] == "143":
        server["security"] = Security.STARTTLS
    named = ("port", "security", "user", "auth", "issuer")
    typed = {f"inbox_{name}": server[name] for name in named}
    form = msgspec.structs.replace(form, **{k: v for k, v in typed.items() if v is not None})
    witness_id = before.id if before else new_account_id()
    if read_witness(form, witness_id, before).witness is not None and password_stdin:
        form = msgspec.structs.replace(form, inbox_password=read_password("inbox"))
    reading = read_witness(form, witness_id, before)
    if reading.witness is None:
        told_of = {"--from": "ADDRESS", "--inbox-": "--"}
        texts = sentences(reading.problems)
        for option, own in told_of.items():
            texts = [text.replace(option, own, 1) for text in texts]
        raise InvalidInput(*texts)
    witness = reading.witness
    if allow_plain_password:
        allowed = msgspec.structs.replace(witness.server, plain_password_allowed=True)
        witness = msgspec.structs.replace(witness, server=allowed)
    with told():
        _witnesses(workspace).put(witness)
    if invocation.json:
        _print_json(witness)
    invocation.say(f"Saved the mailbox of {witness.address}.")
    if reading.forgets:
        invocation.run(_forget(witness.id, workspace))
        invocation.say("The stored password was for the old server. Give it again.")
    if reading.secret and not invocation.run(_store(witness.id, reading.secret, workspace)):
        click.echo("The mailbox is saved without its password.", err=True)
        raise click.exceptions.Exit(1)


@witnesses.command()
@click.argument("address", metavar="ADDRESS")
@global_options
@click.pass_obj
def remove(invocation: Invocation, address: str) -> None:
    """Remove a mailbox from the list, and its password. The mailbox itself is not touched."""
    workspace = invocation.workspace()
    try:
        witness = find_witness(load(workspace), address)
    except AccountError as error:
        raise InvalidInput(say(error.phrase)) from None
    with told():
        notice = invocation.run(_witnesses(workspace).remove(witness.id))
    invocation.say(f"Removed the mailbox of {witness.address} from the list.")
    if notice is not None:
        click.echo(say(notice), err=True)


async def _store(witness_id: str, secret: Secret, workspace: Workspace) -> bool:
    """Store a password; whether it is kept for longer than this call."""
    try:
        notice = await _witnesses(workspace).store(witness_id, secret)
    except CredentialsError as error:
        notice = error.phrase
    if notice is not None:
        click.echo(say(notice), err=True)
    return notice is None


async def _forget(witness_id: str, workspace: Workspace) -> None:
    try:
        await workspace.credentials.delete(witness_id, SecretRole.INBOX)
    except CredentialsError as error:
        click.echo(say(error.phrase), err=True)


async def _stored(witness: Witness, workspace: Workspace) -> str:
    try:
        by_token = witness.server.sign_in is SignIn.OAUTH
        role = SecretRole.OAUTH if by_token else SecretRole.INBOX
        secret = await workspace.credentials.read(witness.id, role)
    except CredentialsError as error:
        click.echo(say(error.phrase), err=True)
        return "unknown"
    return "missing" if secret is None else "stored"


def _known(settings: Settings, address: str) -> Witness | None:
    try:
        return find_witness(settings, address)
    except AccountError:
        return None


def _witnesses(workspace: Workspace) -> Witnesses:
    return Witnesses(workspace.settings_file, workspace.credentials)


def _print_json(witness: Witness, **more: Any) -> None:
    click.echo(line({"type": "witness"} | msgspec.to_builtins(witness) | more))
