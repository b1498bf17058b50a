"""``mailadmin history``: what was tested; each test again, and what has changed since it worked."""

import click

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.core.history.selection import Ending, What


@click.group()
@global_options
def history() -> None:
    """Say what was tested and sent, and what has changed since it worked."""


@history.command("list")
@click.argument("account", required=False)
@click.option(
    "--what",
    type=click.Choice([one.value for one in What]),
    default=What.EVERYTHING.value,
    show_default=True,
    help="Which entries to list.",
)
@click.option(
    "--ending",
    type=click.Choice([one.value for one in Ending]),
    default=Ending.ANY.value,
    show_default=True,
    help="How they have to have ended.",
)
@click.option(
    "--limit",
    type=click.IntRange(min=1, max=100_000),
    default=50,
    show_default=True,
    metavar="N",
    help="How many entries at most.",
)
@global_options
@click.pass_obj
def list_entries(
    invocation: Invocation, account: str | None, what: str, ending: str, limit: int
) -> None:
    """List tests and messages, the newest first: of one account, or of all."""
    from mailadmin.cli.looking_back import Order, listed

    listed(invocation, Order(account=account, what=What(what), ending=Ending(ending), limit=limit))


@history.command("show")
@click.argument("run_id", metavar="ID")
@global_options
@click.pass_obj
def show(invocation: Invocation, run_id: str) -> None:
    """Show one test as it was."""
    from mailadmin.cli.looking_back import shown

    shown(invocation, run_id)


@history.command("compare")
@click.argument("run_id", metavar="ID")
@global_options
@click.pass_obj
def compare(invocation: Invocation, run_id: str) -> None:
    """Say what has changed between a test and the last one before it that went well."""
    from mailadmin.cli.looking_back import compared

    compared(invocation, run_id)


@history.command("clear")
@click.option("--yes", is_flag=True, help="Do not ask.")
@global_options
@click.pass_obj
def clear(invocation: Invocation, yes: bool) -> None:
    """Remove all tests from the history. Messages stay in the outbox."""
    from mailadmin.cli.looking_back import cleared

    if not yes:
        click.confirm("Remove all tests from the history?", abort=True, err=True)
    cleared(invocation)
