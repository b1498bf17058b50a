"""Puts every run that ends into the history, and takes the newest out of it at the start."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mailadmin.core.history.run import Run
from mailadmin.ui import words
from mailadmin.ui.latest import Latest
from mailadmin.ui.tasks import Tasks, Work
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    import asyncio

    from mailadmin.core.event import Phrase
    from mailadmin.core.workspace import Workspace


RECENT = 50
"""Runs that are taken out at the start, besides the last of each kind."""


class Keeping(QObject):
    """One window's hand on the history. What goes wrong is told once."""

    told = Signal(object)
    """A :class:`Notice` to show."""
    changed = Signal()
    """The history has a run more, or none any more."""

    def __init__(self, workspace: "Workspace", tasks: Tasks, latest: Latest) -> None:
        super().__init__()
        self._workspace = workspace
        self._tasks = tasks
        self._latest = latest
        self._said: set[str] = set()
        self._under_way: list[Work] = []
        self._turn: asyncio.Lock | None = None
        latest.added.connect(self._keep)

    async def load(self) -> None:
        """Take the newest runs of earlier sessions out of the history."""
        from mailadmin.core.history.errors import HistoryError

        try:
            async with self._in_turn():
                recent = await self._workspace.history.recent(RECENT)
        except HistoryError as error:
            self._say(error.phrase)
            return
        known = {run.id for run in self._latest.all()}
        earlier = [one for one in recent if one.run.id not in known]
        self._latest.add_earlier(
            (one.run for one in earlier), (one.run for one in earlier if one.outdated)
        )

    def outdate(self, account_id: str) -> None:
        """The settings of an account have changed."""
        changed = datetime.now(UTC)
        self._latest.outdate(account_id, changed)

        async def note() -> None:
            await self._workspace.history.outdate(account_id)
            self._latest.outdate(account_id, changed)  # runs that were being read meanwhile too

        self._start(note)

    async def clear(self) -> bool:
        """Remove all runs; whether that was possible."""
        from mailadmin.core.history.errors import HistoryError

        try:
            async with self._in_turn():
                await self._workspace.history.clear()
        except HistoryError as error:
            self._said.discard(error.phrase.id)
            self._say(error.phrase)
            return False
        self._latest.forget()
        self.changed.emit()
        return True

    async def all_kept(self) -> None:
        """Wait until what is being kept is on the disk."""
        for work in tuple(self._under_way):
            await work.ended()

    def _keep(self, run: Run) -> None:
        self._start(lambda: self._workspace.history.add(run))

    def _start(self, work: Callable[[], Awaitable[None]]) -> None:
        self._under_way = [one for one in self._under_way if not one.has_ended]
        started = self._tasks.start(self._run(work), name="keeping the history")
        if started is not None:
            self._under_way.append(started)

    async def _run(self, work: Callable[[], Awaitable[None]]) -> None:
        from mailadmin.core.history.errors import HistoryError

        try:
            async with self._in_turn():
                await work()
        except HistoryError as error:
            self._say(error.phrase)
        self.changed.emit()

    def _in_turn(self) -> "asyncio.Lock":
        """One after the other: a run that ended before the settings changed is outdated too."""
        import asyncio

        if self._turn is None:
            self._turn = asyncio.Lock()
        return self._turn

    def _say(self, phrase: "Phrase") -> None:
        if phrase.id not in self._said:
            self._said.add(phrase.id)
            self.told.emit(Notice(text=words.say(phrase), tone=Tone.WARNING))
