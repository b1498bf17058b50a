"""A real Qt application on the offscreen platform, and its event loop for every async test."""

import asyncio
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

HARMLESS = ("This plugin does not support propagateSizeHints()",)


def application() -> QApplication:
    app = QApplication.instance() or QApplication(["mailadmin"])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    return app


def qt_loop() -> asyncio.AbstractEventLoop:
    from mailadmin.ui.app import Loop

    return Loop(application())


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> dict[str, object]:
    return {"qt": qt_loop}


@pytest.fixture(scope="session")
def app() -> QApplication:
    return application()


@pytest.fixture(autouse=True)
def quiet_qt(app: QApplication) -> Iterator[None]:
    """Whatever Qt complains of during a test fails that test; no window outlives it."""
    complaints: list[str] = []

    def listen(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg and text not in HARMLESS:
            complaints.append(text)

    before = qInstallMessageHandler(listen)
    yield
    for window in app.topLevelWidgets():
        window.close()
        window.deleteLater()
    app.processEvents()
    qInstallMessageHandler(before)
    assert complaints == []
