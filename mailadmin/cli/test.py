"""``mailadmin test``: the connection test, live, for people or as JSON."""

from pathlib import Path

import click

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.options import Target, target_arguments


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
    from mailadmin.cli.testing import tested

    result = tested(invocation, target, messenger=messenger, recipient=to)
    invocation.leave(result, transcript)
