"""The program from the command line: global options, and the commands by name."""

import importlib
import sys
from typing import Final

import click

import mailadmin
from mailadmin.cli.invocation import (
    Check,
    Invocation,
    OpenWindow,
    global_options,
    no_window,
    nothing_to_check,
)

COMMANDS: Final = {
    "test": "Test a mail server, up to the message, which is not sent.",
    "send": "Send an email, through the Messenger if the mail server fails.",
    "arrival": "Send a test email to yourself and watch it arrive.",
    "message": "Read a received message, its headers or a bounce, and explain it.",
    "why": "Find out why a message did not arrive.",
    "domain": "Check whether email from a domain is fully authenticated.",
    "witnesses": "List, add and remove the mailboxes in which test messages are looked for.",
    "discover": "Find the mail settings of an address.",
    "accounts": "List, show, add, change, remove, export and import accounts.",
    "sign-in": "Sign in at the provider's page (Microsoft, Google and others).",
    "sign-out": "Sign out again: here, and at the provider where that can be done.",
    "clients": "List, set and remove the client ids that such a sign-in needs.",
    "diagnose": "Explain an error text of any mail program.",
    "outbox": "What was sent, was not, or may have been.",
    "history": "What was tested, how it ended, and what has changed since it worked.",
    "report": "Write one safe file for support, or read one that somebody sent.",
    "demo": "Run a scenario against the built-in mail system.",
    "sandbox": "Start the built-in mail system and print its addresses.",
}
"""Every command, each in the module of its name (hyphens as underscores); loaded only when it is
called."""

INTERRUPTED: Final = 130


class Commands(click.Group):
    """The commands, found by name so that one call loads one of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Names in the order of the help page."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        command = getattr(importlib.import_module(f"mailadmin.cli.{name}"), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The help page's list, without loading a single command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, invoke_without_command=True)
@global_options
@click.option("--demo", is_flag=True, help="Open the window on the built-in mail system.")
@click.option("--self-test", is_flag=True, help="Check that this copy of the program is complete.")
@click.version_option(mailadmin.__version__, prog_name="mailadmin")
@click.pass_context
def main(context: click.Context, demo: bool, self_test: bool) -> None:
    """Say whether your email works, and if not, what exactly to do about it.

    Without a command the window opens.
    """
    invocation = context.ensure_object(Invocation)
    if context.invoked_subcommand is not None:
        if demo or self_test:
            raise click.UsageError("--demo and --self-test stand alone, without a command.")
        return
    if self_test:
        context.exit(invocation.check())
    context.exit(invocation.open_window(invocation.workspace, demo))


def run(
    arguments: list[str] | None = None,
    *,
    open_window: OpenWindow = no_window,
    check: Check = nothing_to_check,
) -> int:
    """Run one call and give its exit status.

    The window and the self-test are put in from outside, so that the commands never load Qt.
    """
    for stream in (sys.stdout, sys.stderr):
        # Marks and international addresses, whatever the console's own encoding is.
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        status = main.main(
            arguments,
            prog_name="mailadmin",
            standalone_mode=False,
            obj=Invocation(open_window, check),
        )
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        sys.stdout = None
        return 1
    return status if isinstance(status, int) else 0
