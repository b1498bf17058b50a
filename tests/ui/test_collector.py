"""Widgets are destroyed on the thread they belong to, whoever allocates meanwhile."""

import asyncio
import gc
import threading
import weakref

from PySide6.QtWidgets import QLabel

from mailadmin.core import blocking
from mailadmin.ui.collector import Collector


class Knot:
    """A cycle with a widget in it."""

    def __init__(self, ended_on: list[int]) -> None:
        self.label = QLabel("x")
        self.me = self
        weakref.finalize(self, lambda: ended_on.append(threading.get_ident()))


def allocate() -> None:
    """Leave more garbage than Python lets lie before it collects."""
    for _ in range(2000):
        ring: list[object] = []
        ring.append(ring)


async def test_cycles_with_widgets_end_on_the_windows_thread() -> None:
    collector = Collector()
    ended_on: list[int] = []
    try:
        for _ in range(20):
            Knot(ended_on)
            await blocking.run(allocate, limit=10)
        async with asyncio.timeout(10):
            while len(ended_on) < 20:
                await blocking.run(allocate, limit=10)
                await asyncio.sleep(0.02)
    finally:
        collector.stop()
    assert set(ended_on) == {threading.get_ident()}


async def test_python_collects_by_itself_again_afterwards() -> None:
    gc.enable()
    collector = Collector()
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
