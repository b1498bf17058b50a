"""What ``mailadmin arrival`` does once its options are read; its help page needs none of this."""

import click
import msgspec

from mailadmin.cli.invocation import Invocation
from mailadmin.cli.keeping import about_account, keep
from mailadmin.cli.message_words import arrival_listener
from mailadmin.cli.option_form import InvalidInput, resolve
from mailadmin.cli.options import Target
from mailadmin.cli.terminal import json_listener
from mailadmin.core.account import Account, Witness
from mailadmin.core.arrival.deleting import delete_test_messages
from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.arrival.run import ArrivalError, run_arrival
from mailadmin.core.event import Event, to_all
from mailadmin.core.history.run import Kind
from mailadmin.core.send.errors import SendError
from mailadmin.core.texts import say
from mailadmin.core.workspace import Workspace


def arrived(invocation: Invocation, target: Target, *, wait: float, delete: bool) -> ArrivalResult:
    """Send the test message, wait for it, and delete it if that is wanted.

    Raises :class:`InvalidInput`.
    """
    workspace = invocation.workspace()
    account, credentials = resolve(target, workspace, invocation.timeout)
    saved = not target.connection.given
    witnesses = workspace.settings_file.load().settings.witnesses if saved else ()
    order = _Order(witnesses=witnesses, wait=wait, delete=delete, keeps=saved)
    workspace = workspace.with_credentials(credentials)
    try:
        return invocation.run(_run(invocation, workspace, account, order))
    except ArrivalError as error:
        raise InvalidInput(
            say(error.phrase),
            "With options: --inbox-server HOST. For an account: mailadmin accounts set"
            " --inbox-server HOST",
        ) from None
    except SendError as error:
        raise click.ClickException(say(error.phrase)) from None


class _Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done. ``keeps``: the run belongs to an account, so it goes into the history."""

    witnesses: tuple[Witness, ...]
    wait: float
    delete: bool
    keeps: bool


async def _run(
    invocation: Invocation, workspace: Workspace, account: Account, order: _Order
) -> ArrivalResult:
    listener = (
        json_listener(click.echo)
        if invocation.json
        else arrival_listener(click.echo, verbose=invocation.verbose)
    )
    events: list[Event] = []
    result = await run_arrival(
        account,
        workspace,
        to_all(events.append, listener),
        witnesses=order.witnesses,
        wait=order.wait,
    )
    if order.keeps:
        await keep(workspace, about_account(account, Kind.ARRIVAL), events, result)
    if order.delete:
        for phrase in await delete_test_messages(result, account, order.witnesses, workspace):
            invocation.say(say(phrase))
    return result
