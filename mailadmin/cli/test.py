"""``mailadmin test``: the connection test, live, for people or as JSON."""

from pathlib import Path

import click

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.option_form import InvalidInput, NotDone, resolve
from mailadmin.cli.options import Target, target_arguments
from mailadmin.core.account import Account, Route, SecretRole, SignIn
from mailadmin.core.credentials import Credentials, CredentialsError
from mailadmin.core.event import Result
from mailadmin.core.forms.address import Address, parse_address
from mailadmin.core.smtp.connection_test import ConnectionTarget, test_connection
from mailadmin.core.texts import say


@click.command()
@target_arguments
@click.option("--messenger", is_flag=True, help="Test the Messenger instead of the mail server.")
@click.option("--to", metavar="ADDR", help="Recipient to ask about (default: the From address).")
@click.option(
    "--transcript",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the conversation to a file, secrets removed.",
)
@global_options
@click.pass_obj
def test(
    invocation: Invocation,
    target: Target,
    messenger: bool,
    to: str | None,
    transcript: Path | None,
) -> None:
    """Test a mail server: every stage up to the message, which is not sent."""
    workspace = invocation.workspace()
    account, credentials = resolve(target, workspace, invocation.timeout)
    recipient = _recipient(to) if to is not None else account.identity.address

    async def work() -> Result:
        connection = await _target(account, credentials, recipient, messenger=messenger)
        return await test_connection(connection, workspace.net, invocation.listener())

    invocation.leave(invocation.run(work()), transcript)


async def _target(
    account: Account, credentials: Credentials, recipient: str, *, messenger: bool
) -> ConnectionTarget:
    server, sender = account.mail_server, account.identity.address
    route, role = Route.MAIL_SERVER, SecretRole.MAIL_SERVER
    if messenger:
        if account.messenger is None:
            raise InvalidInput(f"{account.name} has no Messenger. Add --messenger-server HOST.")
        server, sender = account.messenger.server, account.messenger.address
        route, role = Route.MESSENGER, SecretRole.MESSENGER
    secret = None
    if server.sign_in is SignIn.PASSWORD:
        try:
            secret = await credentials.read(account.id, role)
        except CredentialsError as error:
            raise NotDone(say(error.phrase)) from None
    return ConnectionTarget(
        server=server, secret=secret, route=route, sender=sender, recipient=recipient
    )


def _recipient(text: str) -> str:
    parsed = parse_address(text)
    if not isinstance(parsed, Address):
        raise InvalidInput(f"--to: {say(parsed.phrase)}")
    return parsed.address
