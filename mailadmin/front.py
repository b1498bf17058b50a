"""The window as the command line opens it: the one place where both meet."""

import contextlib
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mailadmin.core.workspace import Workspace
    from mailadmin.sandbox.system import Sandbox
    from mailadmin.ui.session import OnWindow


def open_window(
    open_workspace: "Callable[[], Workspace]",
    demonstration: bool,
    on_shown: "OnWindow | None" = None,
    on_ready: "OnWindow | None" = None,
) -> int:
    """Show the window until the user closes it; the exit status of the program.

    ``on_shown`` and ``on_ready`` are those of :func:`mailadmin.ui.app.run_window`.
    """
    if not _has_display():
        sys.stderr.write(
            "There is no display here, so the window can't be opened. The commands work without"
            " it: mailadmin --help\n"
        )
        return 1
    with contextlib.ExitStack() as stack:
        # What is loaded now stays; no use looking for garbage in it. Then ui/collector.py looks.
        gc.disable()
        stack.callback(gc.enable)
        # Before Qt: its Python layer looks into the source of every module that is loaded after it.
        import platformdirs  # noqa: F401

        import mailadmin.core.blocking
        import mailadmin.core.finding
        import mailadmin.core.secret
        import mailadmin.core.workspace  # noqa: F401

        try:
            from mailadmin.ui.qt_loading import load_qt

            load_rest = load_qt()
            from mailadmin.ui.app import run_window
        except ImportError as error:
            sys.stderr.write(
                "The window can't be opened, because a part of the system is missing "
                f"({error}). The commands work without it: mailadmin --help\n"
            )
            return 1

        def open_demonstration() -> "tuple[Sandbox, Workspace]":
            from tempfile import TemporaryDirectory

            from mailadmin.sandbox.system import Sandbox
            from mailadmin.sandbox.workspace import sandbox_workspace

            folder = TemporaryDirectory(prefix="mailadmin-demo-", ignore_cleanup_errors=True)
            sandbox = Sandbox()
            sandbox.__enter__()
            return sandbox, sandbox_workspace(sandbox, Path(stack.enter_context(folder)))

        return run_window(
            open_workspace,
            open_demonstration,
            demonstration=demonstration,
            load_rest=load_rest,
            on_shown=on_shown,
            on_ready=on_ready,
        )


def own_workspace() -> "Workspace":
    """The user's own settings, keyring and outbox, in the platform's folders."""
    from mailadmin.core.workspace import open_workspace

    return open_workspace()


def check() -> int:
    """Say whether this copy of the program is complete; the exit status of the program."""
    from mailadmin.self_test import self_test

    return self_test()


def _has_display() -> bool:
    """Whether Qt will find one; without, it ends the program at once."""
    if not sys.platform.startswith("linux"):
        return True
    return any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")))
