"""``mailadmin clients``: the client ids under which providers know this program."""

import sys
from typing import Final

import click
import msgspec

from mailadmin.cli.accounts import load, told
from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.option_form import LONGEST_LINE, InvalidInput
from mailadmin.core.event import Phrase
from mailadmin.core.forms.field import echo
from mailadmin.core.forms.issuer import issuer_meant, word_nearby
from mailadmin.core.json_lines import line
from mailadmin.core.oauth.client import OAuthClient, client_of
from mailadmin.core.oauth.issuers import issuer_of_id
from mailadmin.core.oauth.registrations import Registrations, problem_of
from mailadmin.core.texts import say

_HOW_TO_SET: Final = "Set one with: mailadmin clients set microsoft --client-id ID"


@click.group()
@global_options
def clients() -> None:
    """List, set and remove the client ids that a sign-in at a provider's page needs.

    ISSUER is microsoft, google, or the host name of the sign-in page.
    """


@clients.command("list")
@global_options
@click.pass_obj
def list_clients(invocation: Invocation) -> None:
    """List the client ids; never a client secret."""
    settings = load(invocation.workspace())
    for client in settings.clients:
        if invocation.json:
            _print_json(client)
            continue
        issuer = issuer_of_id(client.issuer, settings.clients)
        parts = [issuer.name if issuer is not None else client.issuer, client.client_id]
        parts += [f"tenant {client.tenant}"] if client.tenant else []
        parts += ["with a client secret"] if client.client_secret else []
        click.echo("  ".join(parts))
    if not settings.clients:
        click.echo(f"There is no client id yet. {_HOW_TO_SET}", err=True)


@clients.command("set")
@click.argument("issuer", metavar="ISSUER")
@click.option("--client-id", required=True, metavar="ID", help="The id that it was given there.")
@click.option("--tenant", metavar="TENANT", help="The one organisation of Microsoft it is for.")
@click.option(
    "--client-secret-stdin",
    is_flag=True,
    help="Read the client secret that came with it, if any, from standard input.",
)
@click.option("--name", metavar="NAME", help="What the provider is called.")
@click.option("--authorization-endpoint", metavar="URL", help="The sign-in page, of others.")
@click.option("--token-endpoint", metavar="URL", help="Where tokens come from, of others.")
@click.option(
    "--device-authorization-endpoint",
    metavar="URL",
    help="Where codes come from, if known.",
)
@click.option(
    "--revocation-endpoint",
    metavar="URL",
    help="To sign out, if known.",
)
@click.option("--scope", "scopes", multiple=True, metavar="S", help="To ask for. Repeatable.")
@global_options
@click.pass_obj
def set_client(
    invocation: Invocation,
    /,
    issuer: str,
    client_id: str,
    client_secret_stdin: bool,
    scopes: tuple[str, ...],
    **others: str | None,
) -> None:
    """Set the client id for ISSUER; nothing of another one, such as its secret, stays."""
    workspace = invocation.workspace()
    given = {name: value.strip() for name, value in others.items() if value is not None}
    client = OAuthClient(
        issuer=issuer_meant(issuer), client_id=client_id.strip(), scopes=scopes, **given
    )
    _check(client)  # before anybody is asked for a secret
    before = client_of(client.issuer, load(workspace).clients)
    if client_secret_stdin:
        client = msgspec.structs.replace(client, client_secret=_read_secret())
        _check(client)
    with told():
        Registrations(workspace.settings_file).put(client)
    if invocation.json:
        _print_json(client)
    invocation.say(f"Saved the client id for {client.issuer}.")
    if before is not None and before.client_id != client.client_id:
        invocation.say("Whoever signed in with the old one has to sign in again.")


@clients.command()
@click.argument("issuer", metavar="ISSUER")
@global_options
@click.pass_obj
def remove(invocation: Invocation, issuer: str) -> None:
    """Remove the client id for ISSUER; sign-ins there no longer work."""
    with told():
        removed = Registrations(invocation.workspace().settings_file).remove(issuer_meant(issuer))
    if not removed:
        unknown = say(Phrase("clients.unknown", {"issuer": echo(issuer)}))
        raise InvalidInput(unknown, *_meant(issuer))
    invocation.say(f"Removed the client id for {issuer_meant(issuer)}.")


def _meant(issuer: str) -> list[str]:
    word = word_nearby(issuer)
    return [f"Did you mean {word}?"] if word and issuer_meant(word) != issuer_meant(issuer) else []


def _check(client: OAuthClient) -> None:
    problem = problem_of(client)
    if problem is None:
        return
    hint = _meant(client.issuer) if problem.id in ("clients.issuer", "clients.pages") else []
    if problem.id == "clients.pages" and not hint:
        hint = ["Give them with --authorization-endpoint, --token-endpoint and --scope."]
    raise InvalidInput(say(problem), *hint)


def _read_secret() -> str:
    """One line of standard input; typed unseen where that is a terminal."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Client secret", hide_input=True, err=True)
        return typed.strip()
    text = sys.stdin.buffer.readline(LONGEST_LINE).decode("utf-8", "replace").strip()
    if not text:
        raise InvalidInput("The client secret is missing. Give it on a line of standard input.")
    return text


def _print_json(client: OAuthClient) -> None:
    """A client secret is in every copy of a program, and still nobody needs to read it here."""
    data = msgspec.to_builtins(client)
    data["client_secret"] = bool(data.pop("client_secret", ""))
    click.echo(line({"type": "client"} | data))
