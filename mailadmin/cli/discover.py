"""``mailadmin discover``: finds the settings of an address."""

from typing import Any

import click

from mailadmin.cli.invocation import Invocation, global_options


@click.command()
@click.argument("address", metavar="ADDRESS", nargs=-1, required=True)
@click.option("--send-address", is_flag=True,
              help="Ask with the whole address, and not with its domain alone.")  # fmt: skip
@click.option("--allow-http", is_flag=True,
              help="Also ask the domain without encryption: anybody could answer.")  # fmt: skip
@click.option("--database", metavar="URL",
              help="The database of mail providers to ask, to whose address the domain is added;"
                   " empty for none (default: Mozilla's).")  # fmt: skip
@global_options
@click.pass_obj
def discover(invocation: Invocation, /, address: tuple[str, ...], **asked: Any) -> None:
    """Find the mail settings of ADDRESS. No password is needed, and none is sent.

    \b
    Examples:
      mailadmin discover anna@example.com
      mailadmin discover anna@example.com --json
    """  # noqa: D301 - click wants the character
    from mailadmin.cli.discovering import Order, discovered

    invocation.leave(discovered(invocation, Order(address=" ".join(address), **asked)))
