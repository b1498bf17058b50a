"""``mailadmin message``: reads a received message, only its headers, or a bounce."""

import click

from mailadmin.cli.invocation import Invocation, global_options


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--spamd", metavar="HOST[:PORT]", help="Ask this SpamAssassin (spamd) for its opinion too."
)
@click.option("--rspamd", metavar="HOST[:PORT]", help="Ask this Rspamd for its opinion too.")
@global_options
@click.pass_obj
def message(invocation: Invocation, file: str, spamd: str | None, rspamd: str | None) -> None:
    """Read a received message, only its headers, or a bounce, from FILE or - and explain it."""
    from mailadmin.cli.reading import explained

    invocation.leave(explained(invocation, file, spamd=spamd, rspamd=rspamd))
