"""``mailadmin domain``: whether email from a domain is fully authenticated."""

import click

from mailadmin.cli.invocation import Invocation, global_options


@click.command()
@click.argument("domains", metavar="DOMAIN…", nargs=-1, required=True)
@click.option("--selector", "selectors", multiple=True, metavar="S",
              help="A DKIM selector to look at. Repeatable.")  # fmt: skip
@click.option("--ip", "addresses", multiple=True, metavar="IP",
              help="An address that mail leaves from. Repeatable.")  # fmt: skip
@global_options
@click.pass_obj
def domain(
    invocation: Invocation,
    domains: tuple[str, ...],
    selectors: tuple[str, ...],
    addresses: tuple[str, ...],
) -> None:
    """Check whether email from DOMAIN is fully authenticated, and what to publish if not."""
    from mailadmin.cli.surveying import surveyed

    raise click.exceptions.Exit(surveyed(invocation, domains, selectors, addresses))
