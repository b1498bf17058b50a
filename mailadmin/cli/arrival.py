"""``mailadmin arrival``: sends a test email to yourself and watches it arrive."""

import click

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.options import Target, target_arguments

LONGEST_WAIT = 3600.0


@click.command()
@target_arguments
@click.option(
    "--wait",
    type=click.FloatRange(min=1, max=LONGEST_WAIT),
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="How long to wait for it, from when the mail server has taken it.",
)
@click.option("--delete", is_flag=True, help="Delete the test message from the mailboxes after.")
@global_options
@click.pass_obj
def arrival(invocation: Invocation, target: Target, wait: float, delete: bool) -> None:
    """Send a marked test email to yourself, and wait for it in every witness mailbox.

    The inbox is that of the account, or of --inbox-server. Nothing in the mailboxes is changed
    unless --delete is given.
    """
    from mailadmin.cli.arriving import arrived

    invocation.leave(arrived(invocation, target, wait=wait, delete=delete))
