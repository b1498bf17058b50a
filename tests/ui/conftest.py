"""A real Qt application on the offscreen platform, and its event loop for every async test."""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mailadmin.core.credentials import MemoryCredentials
from mailadmin.core.settings import Settings
from mailadmin.core.workspace import Workspace, open_workspace
from mailadmin.sandbox.system import Sandbox
from mailadmin.sandbox.workspace import sandbox_workspace
from mailadmin.ui.collector import Collector
from mailadmin.ui.desk import Desk
from mailadmin.ui.main_window import MainWindow
from mailadmin.ui.tasks import Tasks
from tests.ui.support import Answers, Stage

HARMLESS = (
    "This plugin does not support propagateSizeHints()",
    "This plugin does not support raise()",
    "This plugin does not support grabbing the keyboard",
    "This plugin does not support setting window opacity",
)


def application() -> QApplication:
    app = QApplication.instance() or QApplication(["mailadmin"])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    return app


def qt_loop() -> asyncio.AbstractEventLoop:
    from mailadmin.ui.loop import Loop

    return Loop(application())


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, object]:
    return {"qt": qt_loop}


@pytest.fixture(scope="session")
def app() -> Iterator[QApplication]:
    collector = Collector()
    yield application()
    collector.stop()


@pytest.fixture(autouse=True)
def quiet_qt(app: QApplication) -> Iterator[None]:
    """Whatever Qt complains of during a test fails that test; no window outlives it."""
    gc.disable()  # collected here and by the collector only, on this thread
    complaints: list[str] = []

    def listen(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and text not in HARMLESS:
            complaints.append(text)

    before = qInstallMessageHandler(listen)
    palette, font = app.palette(), app.font()
    yield
    for window in app.topLevelWidgets():
        window.hide()
        window.deleteLater()
    app.processEvents()
    gc.collect()
    app.setPalette(palette)
    app.setFont(font)
    qInstallMessageHandler(before)
    assert complaints == []


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace that asks names of nobody."""
    made = open_workspace(tmp_path, ("127.0.0.1:9",), None, MemoryCredentials())
    yield made
    made.outbox.close()


@pytest.fixture
async def desk(workspace: Workspace) -> AsyncIterator[Desk]:
    """A desk whose tasks fail the test if they fail."""
    errors: list[tuple[str, BaseException]] = []
    tasks = Tasks(lambda name, error: errors.append((name, error)))
    made = Desk(workspace, tasks)
    made.dialogs = Answers()
    await made.accounts.load()
    made.started = True
    yield made
    await tasks.close()
    assert errors == []


@pytest.fixture
async def window(desk: Desk) -> MainWindow:
    """The main window on an empty workspace."""
    made = MainWindow(desk)
    made.show()
    await asyncio.sleep(0)
    return made


class OpenStage(Protocol):
    """Opens a window on the sandbox; ``account``: whether its user has set everything up."""

    def __call__(self, scenario: str, *, account: bool = True) -> Awaitable[Stage]: ...


@pytest.fixture
async def on_stage(tmp_path: Path) -> AsyncIterator[OpenStage]:
    """A window on the sandbox, for a scenario."""
    opened: list[tuple[Sandbox, Stage]] = []
    errors: list[tuple[str, BaseException]] = []

    async def open_stage(scenario: str, *, account: bool = True) -> Stage:
        sandbox = Sandbox(scenario).__enter__()
        place = sandbox_workspace(sandbox, tmp_path)
        if not account:
            place.settings_file.save(Settings(clients=sandbox.clients))
        desk = Desk(place, Tasks(lambda name, error: errors.append((name, error))))
        answers = Answers()
        desk.dialogs = answers
        window = MainWindow(desk)
        window.show()
        await desk.accounts.load()
        desk.started = True
        stage = Stage(sandbox=sandbox, desk=desk, window=window, answers=answers)
        opened.append((sandbox, stage))
        return stage

    yield open_stage
    for sandbox, stage in opened:
        await stage.desk.accounts.flush()
        await stage.desk.tasks.close()
        stage.desk.workspace.outbox.close()
        sandbox.__exit__(None, None, None)
    assert errors == []
