"""``mailadmin diagnose``: explains an error text of any mail program."""

import click

from mailadmin.cli.invocation import Invocation, global_options

STAGES = (
    "dns", "connect", "greeting", "ehlo", "starttls", "auth", "mail", "rcpt", "data", "bounce",
    "imap", "keyring",
)  # fmt: skip
"""The steps that a text may come from."""


@click.command()
@click.argument("text", metavar="TEXT|-")
@click.option("--server", metavar="HOST", help="The server that was asked, if it is known.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N", help="Its port.")
@click.option(
    "--security",
    type=click.Choice(["tls", "starttls", "none"], case_sensitive=False),
    help="tls: encrypted from the start; starttls: upgraded.",
)
@click.option("--stage", metavar="STAGE", help=f"Where it happened: {', '.join(STAGES)}.")
@global_options
@click.pass_obj
def diagnose(
    invocation: Invocation,
    text: str,
    server: str | None,
    port: int | None,
    security: str | None,
    stage: str | None,
) -> None:
    """Explain an error text of any mail program, or a returned message: TEXT, or - to read it."""
    from mailadmin.cli.diagnosing import Known, explained

    known = Known(server=server, port=port, security=security, stage=stage)
    found = explained(invocation, text, known)
    raise click.exceptions.Exit(0 if found.known else 1)
