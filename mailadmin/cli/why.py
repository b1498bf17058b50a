"""``mailadmin why``: why did a message not arrive? The questions of the window, in the terminal."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from mailadmin.cli.invocation import Invocation, global_options

Command = TypeVar("Command", bound=Callable[..., Any])

_CHOICES = {
    "scope": ("one", "organization", "all"),
    "after": ("bounce", "error", "silence", "late"),
    "when": ("hour", "day", "earlier"),
    "junk": ("there", "not-there", "not-looked"),
    "before": ("yes", "no", "unknown"),
    "amount": ("few", "many"),
}


def _choice(name: str, text: str) -> Callable[[Command], Command]:
    return click.option(f"--{name}", type=click.Choice(_CHOICES[name]), help=text)


@click.command()
@click.argument("account_name", metavar="[ACCOUNT]", required=False)
@_choice("scope", "Who did not get it.")
@click.option("--recipient", metavar="ADDR", help="The address that it did not reach.")
@_choice("after", "What happened after it was sent.")
@click.option("--text", metavar="TEXT|-", help="The returned message or the error.")
@_choice("when", "How long ago it was sent.")
@_choice("junk", "Whether it was found in the recipient's Junk folder.")
@_choice("before", "Whether earlier mail arrived there.")
@_choice("amount", "To how many people it was sent.")
@global_options
@click.pass_obj
def why(invocation: Invocation, /, account_name: str | None, **answers: str | None) -> None:
    """Find out why a message did not arrive: asks a few questions, and ranks the reasons.

    Only what no option answers is asked, and only if there is somebody to ask. Works without an
    account too, but knows less then.
    """
    from mailadmin.cli.asking_why import Asked, explained

    explained(invocation, account_name, Asked(**answers))
