"""What every test shares: the loops a test may run on, and certificates of our own."""

import asyncio
import gc
import os
from collections.abc import Callable, Generator, Iterator, Mapping
from pathlib import Path

import hypothesis
import pytest
import trustme

# A deadline would make every such test a timed one: a collection of garbage takes longer.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_asyncio_loop_factories(
    config: pytest.Config, item: pytest.Item
) -> Mapping[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Tests marked ``both_loops`` run twice; the others on plain asyncio."""
    if item.get_closest_marker("both_loops"):
        return {"asyncio": asyncio.new_event_loop, "qt": _window_loop}
    return {"asyncio": asyncio.new_event_loop}


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """Thousands of tests are millions of objects that stay: the collector never looks at them.

    Else each of its full turns walks through all of them, a third of a second, and there is one
    after every test with a window. What a test itself makes is collected as ever.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """Several processes at work: what belongs together stays together."""
    from tests.together import ByFolder

    return ByFolder(config, log)


def _window_loop() -> asyncio.AbstractEventLoop:
    from PySide6.QtWidgets import QApplication

    from mailadmin.ui.loop import Loop

    app = QApplication.instance() or QApplication([])
    app.setQuitOnLastWindowClosed(False)
    return Loop(app)


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority that only the tests trust."""
    return trustme.CA()


@pytest.fixture(scope="session")
def ca_file(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The authority's certificate as a file."""
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    yield path
