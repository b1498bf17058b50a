"""The attached files of a message, as chips."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal

from mailadmin.core import blocking
from mailadmin.core.send.draft import Attachment
from mailadmin.ui import words
from mailadmin.ui.widgets.chips import Chip
from mailadmin.ui.widgets.flow import Flow

LIMIT = 20.0
"""Seconds that looking at a file may take."""


class Attachments(Flow):
    """Shows what is attached; hidden while nothing is."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._files: list[Attachment] = []
        self.setVisible(False)

    def files(self) -> tuple[Attachment, ...]:
        """What is attached."""
        return tuple(self._files)

    def put(self, files: Sequence[Attachment]) -> None:
        """Attach exactly these."""
        self._files = list(files)
        self._show()

    async def attach(self, paths: Sequence[Path]) -> tuple[str, ...]:
        """Attach files; a sentence for each that can't be."""
        from mailadmin.core.send.attachments import attach
        from mailadmin.core.send.errors import SendError

        problems = []
        for path in paths:
            try:
                self._files.append(await blocking.run(attach, path, limit=LIMIT))
            except SendError as error:
                problems.append(words.say(error.phrase))
            except TimeoutError:
                problems.append(words.slow_disk())
        self._show()
        return tuple(problems)

    def _remove(self, file: Attachment) -> None:
        self._files.remove(file)
        self._show()

    def _show(self) -> None:
        self.clear()
        for number, file in enumerate(self._files):
            chip = Chip(file.name, words.size(file.size), number)
            chip.removed.connect(lambda file=file: self._remove(file))
            self.add(chip)
        self.setVisible(bool(self._files))
        self.changed.emit()
