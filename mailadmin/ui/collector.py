"""Garbage is collected on the window's thread only.

Python collects cycles on whatever thread happens to allocate. A widget in a cycle would then be
destroyed on a thread that waits for the keyring, which Qt answers with a crash.
"""

import gc
from typing import Final

from PySide6.QtCore import QObject, QTimer

EVERY_MS: Final = 250
"""Milliseconds between two looks at how much there is to collect."""


class Collector(QObject):
    """Takes Python's automatic collection's place until :meth:`stop`."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer.start()

    def stop(self) -> None:
        """Collect everything once more and hand back to Python."""
        self._timer.stop()
        gc.collect()
        if self._was_enabled:
            gc.enable()

    def _look(self) -> None:
        # The oldest generation that is due; it includes the younger ones.
        due = [
            generation
            for generation, (count, limit) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if count > limit
        ]
        if due:
            gc.collect(max(due))
