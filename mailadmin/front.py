"""The window as the command line opens it: the one place where both meet."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mailadmin.cli.invocation import Invocation

if TYPE_CHECKING:
    from mailadmin.core.workspace import Workspace
    from mailadmin.sandbox.system import Sandbox


def open_window(invocation: Invocation, demonstration: bool) -> int:
    """Show the window until the user closes it; the exit status of the program."""
    try:
        from mailadmin.ui.app import run_window
    except ImportError as error:
        raise click.ClickException(
            f"The window can't be opened, because a part of the system is missing ({error}). "
            "The commands work without it: mailadmin --help"
        ) from None
    with tempfile.TemporaryDirectory(
        prefix="mailadmin-demo-", ignore_cleanup_errors=True
    ) as folder:

        def open_demonstration() -> "tuple[Sandbox, Workspace]":
            from mailadmin.sandbox.system import Sandbox
            from mailadmin.sandbox.workspace import sandbox_workspace

            sandbox = Sandbox()
            sandbox.__enter__()
            return sandbox, sandbox_workspace(sandbox, Path(folder))

        return run_window(invocation.workspace, open_demonstration, demonstration=demonstration)


def check() -> int:
    """Say whether this copy of the program is complete; the exit status of the program."""
    from mailadmin.self_test import self_test

    return self_test()
