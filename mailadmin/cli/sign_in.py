"""``mailadmin sign-in``: sign in at the provider's page, in a browser or with a code."""

from collections.abc import Callable
from typing import Any, TypeVar

import click
import msgspec

from mailadmin.cli.invocation import Invocation, global_options

Command = TypeVar("Command", bound=Callable[..., Any])


class Whose(msgspec.Struct, frozen=True, kw_only=True):
    """Whose sign-in a call is about, as it was typed."""

    account_name: str | None
    messenger: bool
    witness: str | None


def whose_options(command: Command) -> Command:
    """Add ``[ACCOUNT]``, ``--messenger`` and ``--witness``."""
    name = click.argument("account_name", metavar="[ACCOUNT]", required=False)
    messenger = click.option(
        "--messenger", is_flag=True, help="The Messenger's sign-in instead of the mail server's."
    )
    witness = click.option(
        "--witness", metavar="ADDRESS", help="The sign-in of a mailbox of “mailadmin witnesses”."
    )
    return name(messenger(witness(command)))


@click.command("sign-in")
@whose_options
@click.option("--device", is_flag=True, help="With a code to type on another device.")
@click.option("--no-browser", is_flag=True, help="Print the page's address, and open nothing.")
@click.option(
    "--wait",
    type=click.FloatRange(min=1, max=3600),
    default=600.0,
    metavar="SECONDS",
    help="How long to wait for you (default 600).",
)
@global_options
@click.pass_obj
def sign_in(
    invocation: Invocation, /, device: bool, no_browser: bool, wait: float, **whose: Any
) -> None:
    """Sign in at the provider's page; the mail server, sending and the inbox then use it.

    Your password is typed at that page only. Mail server and inbox of an account share a sign-in.
    """
    from mailadmin.cli.signing_in import signed_in

    result = signed_in(invocation, Whose(**whose), device=device, opens=not no_browser, limit=wait)
    invocation.leave(result)
