"""Keeps what is being written on disk, a moment after the last key."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import SendError
from mailadmin.ui import words
from mailadmin.ui.desk import Desk

PAUSE_MS = 1500
"""Milliseconds without a key before the draft is written."""


class DraftKeeper(QObject):
    """One draft. ``said`` carries what to tell the user, quietly."""

    said = Signal(str)

    def __init__(self, desk: Desk, draft: Callable[[], Draft]) -> None:
        super().__init__()
        self._desk = desk
        self._draft = draft
        self._unsaved = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._save_soon)

    @property
    def unsaved(self) -> bool:
        """Whether the user has changed something since the draft was last written."""
        return self._unsaved

    def changed(self) -> None:
        """The user has changed something."""
        self._unsaved = True
        self._timer.start()

    def rest(self) -> None:
        """Forget changes that the user did not make."""
        self._unsaved = False
        self._timer.stop()

    async def save(self) -> None:
        """Write the draft now, if it has changed."""
        self._timer.stop()
        if not self._unsaved:
            return
        self._unsaved = False
        try:
            await self._desk.workspace.drafts.save(self._draft())
        except (SendError, TimeoutError) as error:
            self._unsaved = True
            reason = words.say(error.phrase) if isinstance(error, SendError) else words.slow_disk()
            self.said.emit(self.tr("The draft is not saved: {0}").format(reason))
        else:
            self.said.emit(self.tr("Draft saved"))

    async def discard(self) -> None:
        """Remove the draft."""
        self.rest()
        try:
            await self._desk.workspace.drafts.delete(self._draft().id)
        except (SendError, TimeoutError) as error:
            reason = words.say(error.phrase) if isinstance(error, SendError) else words.slow_disk()
            self.said.emit(reason)

    def _save_soon(self) -> None:
        self._desk.tasks.start(self.save(), name="saving the draft")
