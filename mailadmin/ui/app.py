"""The window as a program: how it starts and how it ends.

First the window, then the event loop: asyncio with ssl takes a fifth of the time that a bare window
takes from start to end, and nobody needs it to look at a window.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from mailadmin.core import blocking
from mailadmin.ui.collector import Collector
from mailadmin.ui.crash import Crashes
from mailadmin.ui.session import Session, prepare

if TYPE_CHECKING:
    from mailadmin.core.workspace import Workspace
    from mailadmin.ui.session import OnWindow, OpenDemonstration

LOOKING_MS: Final = 5
"""Milliseconds between two looks at whether asyncio is loaded."""


def run_window(
    open_workspace: Callable[[], "Workspace"],
    open_demonstration: "OpenDemonstration",
    *,
    demonstration: bool = False,
    load_rest: Callable[[], None] = lambda: None,
    on_shown: "OnWindow | None" = None,
    on_ready: "OnWindow | None" = None,
) -> int:
    """Show the window until the user closes it; the exit status of the program.

    ``open_workspace`` is called on the window's thread and must only build objects, not read or
    connect. ``open_demonstration`` starts the sandbox; it may block and runs in a thread.
    ``demonstration`` starts with it. ``load_rest`` loads what of Qt is not needed for the first
    picture.

    Two moments of the first window can be heard of, each once, both with its settings read and
    shown: ``on_shown``, when it takes events (what they start begins with the event loop), and
    ``on_ready``, when the event loop runs.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    collector = Collector()
    crashes = Crashes()
    hook, sys.excepthook = sys.excepthook, crashes.hook
    try:
        prepare(app)
        session = Session(open_workspace, open_demonstration, crashes, on_shown, on_ready)
        if not demonstration:
            session.show_own()
        with blocking.switching_often():
            _load(load_rest)
            return _run(app, session, crashes)
    finally:
        sys.excepthook = hook
        collector.stop()


def _load(rest: Callable[[], None]) -> None:
    """Load the rest, and asyncio in a thread, while the window is drawn and takes what users do.

    Qt's loop runs here by itself, before asyncio's: it is nested in nothing and nothing in it.
    """
    waiting, timer = QEventLoop(), QTimer()
    loading: list[blocking.Begun[object]] = []

    def look() -> None:
        if not loading:  # the first picture is drawn by now
            rest()
            loading.append(blocking.begin(__import__, "asyncio"))
        elif loading[0].ended:
            waiting.quit()

    timer.timeout.connect(look)
    timer.start(LOOKING_MS)
    waiting.exec()
    loading[0].answer()


def _run(app: QApplication, session: Session, crashes: Crashes) -> int:
    import asyncio

    from mailadmin.ui.loop import Loop

    with asyncio.Runner(loop_factory=lambda: Loop(app)) as runner:
        runner.get_loop().set_exception_handler(crashes.loop_handler)
        return runner.run(session.run())
