"""``mailadmin domain``: whether email from a domain is fully authenticated."""

from pathlib import Path
from typing import Any

import click

from mailadmin.cli.invocation import Invocation, global_options


@click.command()
@click.argument("domains", metavar="[DOMAIN…]", nargs=-1)
@click.option("--file", "list_file", metavar="LIST",
              type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
              help="A list to check: a domain a line, or a table (CSV) with a column “domain”;"
                   " - reads standard input.")  # fmt: skip
@click.option("--selector", "selectors", multiple=True, metavar="S",
              help="The name of a DKIM key (s= in a signed message). Repeatable.")  # fmt: skip
@click.option("--ip", "addresses", multiple=True, metavar="IP",
              help="An IP address that mail leaves from: may it send? Repeatable.")  # fmt: skip
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Write the answers to a table for Excel (.csv: commas, UTF-8 with its mark) or"
                   " to JSON (.jsonl), a line a domain.")  # fmt: skip
@click.option("--resume", is_flag=True,
              help="Go on with what stands in --out already.")  # fmt: skip
@global_options
@click.pass_obj
def domain(invocation: Invocation, /, **asked: Any) -> None:
    """Check whether email from DOMAIN is fully authenticated, and what to publish if not.

    With --file or --out many are checked at once, and each gets one line.

    \b
    Examples:
      mailadmin domain example.com
      mailadmin domain example.com --ip 192.0.2.7 --selector mail
      mailadmin domain --file customers.csv --out answers.csv --resume
    """  # noqa: D301 - click wants the character
    from mailadmin.cli.surveying import Order, surveyed

    raise click.exceptions.Exit(surveyed(invocation, Order(**asked)))
