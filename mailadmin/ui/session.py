"""From the first window to the end of the program: what is opened, what is waited for."""

import contextlib
import importlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import mailadmin
from mailadmin.core import blocking
from mailadmin.core.resources import resource
from mailadmin.ui import words
from mailadmin.ui.crash import Crashes
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.tasks import Tasks
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    import asyncio

    from mailadmin.core.workspace import Workspace
    from mailadmin.sandbox.system import Sandbox

OpenDemonstration = Callable[[], tuple["Sandbox", "Workspace"]]
OnWindow = Callable[[MainWindow], None]

SAVING: Final = 1.0
"""Seconds that unsaved settings and drafts get at the end."""

ENDING: Final = 1.5
"""Seconds that cancelled tasks get to say goodbye to their servers."""

STARTING: Final = 60.0
"""Seconds that the sandbox may take to start."""

LATER: Final = (
    "mailadmin.core.accounts",
    "mailadmin.core.send.outbox",
    "mailadmin.core.texts",
    "mailadmin.core.diagnosis",
    "mailadmin.core.credentials",
    "mailadmin.core.forms.reading",
    "mailadmin.core.smtp.connection_test",
    "mailadmin.core.send.sending",
    "mailadmin.core.send.drafts",
    "mailadmin.core.report_text",
    "mailadmin.core.discover.search",
    "mailadmin.core.oauth.sign_in",
)
LATER_HERE: Final = ("mailadmin.ui.pages.mail_server", "mailadmin.ui.composer")
"""Modules that the first click would have to wait for; read while the user looks around.

Those without Qt are read in a thread, so that the window stays free.
"""


def prepare(app: QApplication) -> None:
    """Make the application known to the desktop, and speak its language as far as we can."""
    app.setApplicationName("mailadmin")
    app.setApplicationDisplayName("mailadmin")
    app.setApplicationVersion(mailadmin.__version__)
    app.setDesktopFileName("mailadmin")
    app.setQuitOnLastWindowClosed(False)
    app.setWindowIcon(QIcon(str(resource("icons/mailadmin.svg"))))
    own = QTranslator(app)
    if own.load(QLocale(), "mailadmin", "_", str(resource("translations"))):
        app.installTranslator(own)
        from PySide6.QtCore import QLibraryInfo

        # Qt's own words (Cancel, Copy …) follow only where ours do: one language in one window.
        qt = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt.load(QLocale(), "qtbase", "_", folder):
            app.installTranslator(qt)


class Opened(msgspec.Struct, frozen=True):
    """What one window stands on. ``sandbox`` is there in the demonstration."""

    workspace: "Workspace"
    sandbox: "Sandbox | None" = None


class Shown(msgspec.Struct, frozen=True):
    """A window on the screen, and what it stands on."""

    opened: Opened
    desk: Desk
    window: MainWindow


class Session:
    """Windows one after the other: the user's own, the demonstration, and back."""

    def __init__(
        self,
        open_workspace: "Callable[[], Workspace]",
        open_demonstration: OpenDemonstration,
        crashes: Crashes,
        on_shown: OnWindow | None = None,
        on_ready: OnWindow | None = None,
    ) -> None:
        self._open_workspace = open_workspace
        self._open_demonstration = open_demonstration
        self._crashes = crashes
        self._on_shown = on_shown
        self._on_ready = on_ready
        self._first: Shown | None = None
        self._next: Opened | None = None
        self._over = False
        self._closing: asyncio.Event | None = None

    def show_own(self) -> None:
        """Show the user's own window as the first one. Its work begins when :meth:`run` does."""
        self._first = self._show(Opened(self._open_workspace()), held=True)

    async def run(self) -> int:
        """Show windows until the user has had enough; the exit status."""
        self._listen_to_signals()
        shown = self._first
        if shown is None:
            shown = self._show(await self._opened_demonstration())
        while True:
            await self._until_closed(shown)
            if self._next is None:
                return 0
            shown = self._show(self._next)

    def close(self) -> None:
        """End the program, the one way there is."""
        self._over = True
        if self._closing is not None:
            self._closing.set()

    def _show(self, opened: Opened, *, held: bool = False) -> Shown:
        self._next, self._over = None, False
        desk = Desk(opened.workspace, Tasks(self._crashes.report, held=held))
        desk.accounts.begin_to_load()
        window = self._window(desk, opened)
        self._crashes.show_with(window.tell_crash)
        window.show()
        if desk.accounts.loaded:
            self._tell_shown(window)
        return Shown(opened, desk, window)

    def _tell_shown(self, window: MainWindow) -> None:
        on_shown, self._on_shown = self._on_shown, None
        if on_shown is not None:
            on_shown(window)

    async def _until_closed(self, shown: Shown) -> None:
        import asyncio

        self._closing = asyncio.Event()
        if self._over:  # before there was an event loop
            self._closing.set()
        shown.desk.tasks.release()
        shown.desk.tasks.start(self._start_up(shown), name="starting up")
        try:
            await self._closing.wait()
        finally:
            shown.window.hide_all()
            self._crashes.show_with(None)
            await self._end(shown)

    def _window(self, desk: Desk, opened: Opened) -> MainWindow:
        if opened.sandbox is None:
            window = MainWindow(desk)
            desk.demonstration_wanted.connect(
                lambda: desk.tasks.start(self._to_demonstration(desk), name="demonstration")
            )
        else:
            from mailadmin.ui.demonstration import Banner, Demonstration

            banner = Banner(opened.sandbox)
            window = MainWindow(desk, banner)
            banner.left.connect(self._to_own)
            window.demonstration = Demonstration(desk, opened.sandbox, banner)
        window.closed.connect(self.close)
        return window

    async def _start_up(self, shown: Shown) -> None:
        import asyncio

        desk, window = shown.desk, shown.window
        if not desk.accounts.loaded:
            await desk.accounts.load()
            self._tell_shown(window)
        on_ready, self._on_ready = self._on_ready, None
        if on_ready is not None:
            on_ready(window)
        for module in LATER:
            await blocking.run(importlib.import_module, module, limit=STARTING)
        await blocking.run(_prepare_diagnosis, limit=STARTING)
        desk.started = True
        await _recover(desk)
        await desk.keeping.load()
        for module in LATER_HERE:
            await asyncio.sleep(0)
            importlib.import_module(module)

    async def _end(self, shown: Shown) -> None:
        import asyncio

        desk, opened = shown.desk, shown.opened
        with contextlib.suppress(Exception):
            async with asyncio.timeout(SAVING):
                await desk.accounts.flush()
                await shown.window.keep_drafts()
                await desk.keeping.all_kept()
                # Last: a keyring may wait for somebody to unlock it.
                await desk.accounts.all_stored()
        await desk.tasks.close(ENDING)
        shown.window.deleteLater()
        if opened.sandbox is not None:
            leave = opened.sandbox.__exit__
            with contextlib.suppress(TimeoutError):
                await blocking.run(leave, None, None, None, limit=0.4)
        opened.workspace.outbox.close()

    # -- changing between the user's own window and the demonstration

    async def _to_demonstration(self, desk: Desk) -> None:
        desk.notice(Notice(text=words.starting_demonstration(), tone=Tone.INFO))
        self._next = await self._opened_demonstration()
        self.close()

    def _to_own(self) -> None:
        self._next = Opened(self._open_workspace())
        self.close()

    async def _opened_demonstration(self) -> Opened:
        sandbox, workspace = await blocking.run(self._open_demonstration, limit=STARTING)
        return Opened(workspace, sandbox)

    def _listen_to_signals(self) -> None:
        import asyncio
        import signal

        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            # Windows' loop knows none; there Ctrl-C ends the program at once.
            with contextlib.suppress(NotImplementedError, ValueError):
                loop.add_signal_handler(number, self.close)


def _prepare_diagnosis() -> None:
    from mailadmin.core import diagnosis

    diagnosis.prepare()


async def _recover(desk: Desk) -> None:
    """Settle what a crash or a power cut has left in the outbox, and say so."""
    from mailadmin.core.send.errors import SendError

    try:
        recovered = await desk.workspace.outbox.recover()
    except SendError as error:
        desk.notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
        return
    if recovered.notice is not None:
        desk.notice(Notice(text=words.say(recovered.notice), tone=Tone.WARNING))
    elif recovered.rows:
        desk.notice(Notice(text=words.interrupted(len(recovered.rows)), tone=Tone.WARNING))
    desk.outbox_changed.emit()
