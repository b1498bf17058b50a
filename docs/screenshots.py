"""Takes the pictures of the guide: ``python3 dev.py screenshots``.

The window runs on the sandbox, so the pictures show what the program really says, and nothing
leaves the computer. Without a display it draws off screen; the pictures are the same.
"""

# ruff: noqa: E402, T201, ASYNC110
# Qt reads its settings when it is imported; it prints what it made; it waits by looking.

import asyncio
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"

sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "2")

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from mailadmin.core.workspace import Workspace, open_workspace
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from mailadmin.ui.app import run_window
from mailadmin.ui.composer import Composer
from mailadmin.ui.main_window import MainWindow

FONTS = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "DejaVu Sans")
LIMIT = 30.0
"""Seconds that anything may take."""

DARK = {
    QPalette.ColorRole.Window: "#26282b",
    QPalette.ColorRole.WindowText: "#ececec",
    QPalette.ColorRole.Base: "#1c1e20",
    QPalette.ColorRole.AlternateBase: "#2b2d30",
    QPalette.ColorRole.Text: "#ececec",
    QPalette.ColorRole.PlaceholderText: "#9a9da1",
    QPalette.ColorRole.Button: "#36393d",
    QPalette.ColorRole.ButtonText: "#ececec",
    QPalette.ColorRole.Highlight: "#3b82d6",
    QPalette.ColorRole.HighlightedText: "#ffffff",
    QPalette.ColorRole.Accent: "#3b82d6",
    QPalette.ColorRole.Light: "#4a4d52",
    QPalette.ColorRole.Midlight: "#3f4246",
    QPalette.ColorRole.Dark: "#1a1b1d",
    QPalette.ColorRole.Mid: "#2a2c2f",
    QPalette.ColorRole.Shadow: "#0d0d0e",
}


class Camera(QObject):
    """Goes through the program as a user does and takes a picture where it is worth one."""

    def __init__(self, window: MainWindow, folder: Path) -> None:
        super().__init__()
        self.window = window
        self.folder = folder

    async def run(self) -> None:
        """Take them all."""
        window, light = self.window, QApplication.palette()
        window.resize(1000, 760)
        await self.play("all-well")
        await self.test()
        await self.take(window, "result")
        QApplication.setPalette(dark())
        await self.take(window, "dark")
        QApplication.setPalette(light)
        await self.explain(
            "550 5.7.26 This mail has been blocked because the sender is unauthenticated."
        )
        await self.take(window, "explain")
        await self.play("all-well")
        await self.check("trouble.test")
        await self.take(window, "domain")
        await self.play("junked")
        await self.arrive()
        await self.take(window, "arrival")
        await self.play("app-password-wanted")
        await self.test()
        self.press("page_history")
        await asyncio.sleep(1)
        await self.take(window, "history")
        await self.play("settings-found")
        await self.start()
        await self.take(window, "start")
        await self.play("oauth-needed")
        await self.test()
        dialog = await self.sign_in()
        await self.take(dialog, "sign-in")
        self.press("sign_in_cancel", dialog)
        await self.play("app-password-wanted")
        await self.test()
        await self.take(window, "failure")
        await self.play("server-down")
        composer = await self.compose()
        await self.take(composer, "composer")
        self.press("compose_send", composer)
        await until(lambda: window.composer() is None)
        await self.take(window, "messenger")

    async def play(self, scenario: str) -> None:
        """Change to a situation of the sandbox."""
        demonstration = self.window.demonstration
        assert demonstration is not None
        await demonstration.play(scenario)
        self.window.notices.clear()

    async def test(self) -> None:
        """Click here to test your connection."""
        self.press("page_mail_server")
        self.press("test_connection")
        button = self.window.findChild(QAbstractButton, "test_connection")
        assert button is not None
        await until(lambda: not button.isEnabled())
        await until(button.isEnabled)

    async def start(self) -> None:
        """Answer the first question, as somebody does who has no account yet."""
        accounts = self.window._desk.accounts
        address = accounts.current.identity.address if accounts.current is not None else ""
        accounts.delete()
        self.press("page_home")
        field = self.window.findChild(QLineEdit, "start_address")
        assert field is not None
        field.setText(address)
        self.press("start_find")
        await until(lambda: self.window.findChild(QLineEdit, "find_password") is not None)

    async def sign_in(self) -> QDialog:
        """Begin to sign in at the provider's page; no browser is opened for a picture."""
        QDesktopServices.setUrlHandler("http", self, "open_nothing")
        self.press("test_sign_in")
        await until(lambda: self.window.findChild(QAbstractButton, "sign_in_copy") is not None)
        QDesktopServices.unsetUrlHandler("http")
        dialog = self.window.findChild(QDialog, "sign_in_window")
        assert isinstance(dialog, QDialog)
        return dialog

    @Slot(QUrl)
    def open_nothing(self, url: QUrl) -> None:
        """Stand where the browser does."""

    async def check(self, domain: str) -> None:
        """Check a domain."""
        self.press("page_domain")
        name = self.window.findChild(QLineEdit, "domain_name")
        button = self.window.findChild(QAbstractButton, "check_domain")
        assert name is not None
        assert button is not None
        name.setText(domain)
        button.click()
        await until(lambda: not button.isEnabled())
        await until(button.isEnabled)

    async def arrive(self) -> None:
        """Send a test email and watch it arrive."""
        self.press("page_arrival")
        self.press("watch_arrival")
        button = self.window.findChild(QAbstractButton, "watch_arrival")
        assert button is not None
        await until(lambda: not button.isEnabled())
        await until(button.isEnabled)

    async def explain(self, error: str) -> None:
        """Explain an error of another program."""
        self.press("page_explain")
        text = self.window.findChild(QPlainTextEdit, "explain_text")
        assert text is not None
        text.setPlainText(error)
        self.press("explain")
        await until(lambda: self.window.findChild(QLabel, "explain_title") is not None)
        self.window.page("page_explain").verticalScrollBar().setValue(0)

    async def compose(self) -> Composer:
        """Write an email to oneself."""
        self.press("page_home")
        self.press("send_email")
        composer = self.window.composer()
        assert composer is not None
        composer.resize(760, 560)
        self.press("compose_self", composer)
        subject = composer.findChild(QLineEdit, "compose_subject")
        text = composer.findChild(QTextEdit, "compose_message")
        assert subject is not None
        assert text is not None
        subject.setText("Does my email work?")
        text.setHtml(
            "<p>Hello Anna,</p><p>this is a <b>test</b> of my new settings:</p>"
            "<ul><li>the mail server</li><li>the Messenger behind it</li></ul>"
            "<p>If you can read this, it works.</p>"
        )
        file = self.folder / "Minutes of the meeting.txt"
        file.write_text("Everybody was there.\n" * 2000, encoding="utf-8")
        await composer.attach([file])
        return composer

    async def take(self, widget: QWidget, name: str) -> None:
        """Save the picture of a window."""
        await asyncio.sleep(0.6)
        IMAGES.mkdir(exist_ok=True)
        path = IMAGES / f"{name}.png"
        if not widget.grab().save(str(path)):
            raise OSError(f"{path} can't be written")
        print(path.relative_to(ROOT))

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Click a button."""
        button = (within or self.window).findChild(QAbstractButton, name)
        assert button is not None, name
        button.click()


async def until(done: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(LIMIT):
        while not done():
            await asyncio.sleep(0.02)


def dark() -> QPalette:
    """Give the palette of a dark desktop, which no display without one has."""
    palette = QPalette()
    for role, colour in DARK.items():
        palette.setColor(role, QColor(colour))
    return palette


def main() -> int:
    """Take the pictures; the exit status."""
    app = QApplication(sys.argv[:1])
    family = next((name for name in FONTS if name in QFontDatabase.families()), app.font().family())
    app.setFont(QFont(family, 10))
    problems: list[BaseException] = []
    tasks: list[asyncio.Task[None]] = []
    with tempfile.TemporaryDirectory() as folder:

        def ready(window: MainWindow) -> None:
            tasks.append(asyncio.get_running_loop().create_task(walk(window)))

        async def walk(window: MainWindow) -> None:
            try:
                await Camera(window, Path(folder)).run()
            except Exception as problem:
                problems.append(problem)
            window.close()

        def demonstration() -> tuple[Sandbox, Workspace]:
            sandbox = Sandbox().__enter__()
            return sandbox, sandbox_workspace(sandbox, Path(folder))

        run_window(open_workspace, demonstration, demonstration=True, on_ready=ready)
    if problems:
        raise problems[0]
    return 0


if __name__ == "__main__":
    sys.exit(main())
