"""``mailadmin sign-out``: remove a sign-in here, and take it back where the provider can."""

from typing import Any

import click

from mailadmin.cli.invocation import Invocation, global_options
from mailadmin.cli.sign_in import Whose, whose_options


@click.command("sign-out")
@whose_options
@global_options
@click.pass_obj
def sign_out(invocation: Invocation, /, **whose: Any) -> None:
    """Sign out: nothing of the sign-in stays on this computer."""
    from mailadmin.cli.signing_in import signed_out

    signed_out(invocation, Whose(**whose))
