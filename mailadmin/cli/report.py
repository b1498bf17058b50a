"""``mailadmin report``: one safe file for support, and one from somebody else to read."""

from pathlib import Path

import click

from mailadmin.cli.invocation import Invocation, global_options


@click.command()
@click.argument("account_name", metavar="[ACCOUNT]", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write it; its form by the ending: .html, .pdf, .json or .txt.",
)
@click.option("--force", is_flag=True, help="Replace a file that is there.")
@click.option(
    "--read",
    "read_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Show a report (.html or .json) that was made elsewhere.",
)
@global_options
@click.pass_obj
def report(
    invocation: Invocation,
    account_name: str | None,
    out: Path | None,
    force: bool,
    read_file: Path | None,
) -> None:
    """Write one file for support: settings, tests, what has changed, without any password."""
    if (out is None) == (read_file is None):
        raise click.UsageError("Name a file to write with --out FILE, or one to read with --read.")
    if read_file is not None and (account_name is not None or force):
        raise click.UsageError("--read stands alone: it shows what is in the file.")
    from mailadmin.cli.reporting import shown, written  # the help page needs none of it

    if read_file is not None:
        shown(invocation, read_file)
    else:
        assert out is not None
        written(invocation, account_name, out, replace=force)
