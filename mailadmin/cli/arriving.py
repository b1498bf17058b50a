"""What ``mailadmin arrival`` does once its options are read; its help page needs none of this."""

import click

from mailadmin.cli.invocation import Invocation
from mailadmin.cli.message_words import arrival_listener
from mailadmin.cli.option_form import InvalidInput, resolve
from mailadmin.cli.options import Target
from mailadmin.cli.terminal import json_listener
from mailadmin.core.account import Account, Witness
from mailadmin.core.arrival.deleting import delete_test_messages
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.arrival.run import ArrivalError, run_arrival
from mailadmin.core.send.errors import SendError
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace


def arrived(invocation: Invocation, target: Target, *, wait: float, delete: bool) -> ArrivalResult:
    """Send the test message, wait for it, and delete it if that is wanted.

    Raises :class:`InvalidInput`.
    """
    workspace = invocation.workspace()
    account, credentials = resolve(target, workspace, invocation.timeout)
    witnesses: tuple[Witness, ...] = ()
    if not target.connection.given:
        witnesses = workspace.settings_file.load().settings.witnesses
    workspace = workspace.with_credentials(credentials)
    try:
        return invocation.run(_run(invocation, workspace, account, witnesses, wait, delete))
    except ArrivalError as error:
        raise InvalidInput(
            say(error.phrase),
            "With options: --inbox-server HOST. For an account: mailadmin accounts set"
            " --inbox-server HOST",
        ) from None
    except SendError as error:
        raise click.ClickException(say(error.phrase)) from None


async def _run(
    invocation: Invocation,
    workspace: Workspace,
    account: Account,
    witnesses: tuple[Witness, ...],
    wait: float,
    delete: bool,
) -> ArrivalResult:
    listener = (
        json_listener(click.echo)
        if invocation.json
        else arrival_listener(click.echo, verbose=invocation.verbose)
    )
    result = await run_arrival(account, workspace, listener, witnesses=witnesses, wait=wait)
    if delete:
        for phrase in await delete_test_messages(result, account, witnesses, workspace):
            invocation.say(say(phrase))
    return result
