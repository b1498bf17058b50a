"""The test button of one route, with what belongs to it: Cancel and the result."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Outcome, Result, to_all
from mailadmin.core.history.run import Kind
from mailadmin.core.oauth.offering import page_of
from mailadmin.ui.desk import Desk
from mailadmin.ui.second_try import role_of
from mailadmin.ui.stages import Stages
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import GAP
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.result_card import ResultCard

if TYPE_CHECKING:
    from mailadmin.core.smtp.connection_test import ConnectionTarget

PREFLIGHT_LIMIT = 5.0
"""Seconds to look up the domain's policy; the test itself is over by then."""

Prepare = Callable[[], Awaitable["ConnectionTarget | None"]]
"""Reads the form; ``None`` when something in it must be put right first (and says so)."""


class Tester(QWidget):
    """Runs one test at a time. ``card.failure`` has the signals of what the user may do then."""

    started = Signal()
    ended = Signal()

    def __init__(self, desk: Desk, route: Route, button: PlainButton, prepare: Prepare) -> None:
        super().__init__()
        self._desk = desk
        self._route = route
        self._prepare = prepare
        self._task: Work | None = None
        messenger = route is Route.MESSENGER
        self.button = button
        name = "messenger_cancel" if messenger else "cancel"
        self.cancel = PlainButton(self.tr("Cancel"), name)
        self.card = ResultCard("messenger_test_" if messenger else "test_")
        self._buttons = Flow()
        self._buttons.add(self.button)
        self._buttons.add(self.cancel)
        self._show_cancel(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._buttons)
        box.addWidget(self.card)
        self.button.clicked.connect(self.start)
        self.cancel.clicked.connect(self.stop)

    @property
    def running(self) -> bool:
        """Whether a test is under way."""
        return self._task is not None

    def start(self) -> None:
        """Test, unless a test is under way already."""
        if self._task is None:
            self._task = self._desk.tasks.start(self._run(), name="connection test")

    def stop(self) -> None:
        """Cancel the test that is under way."""
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        try:
            target = await self._prepare()
            if target is not None:
                await self._test(target)
        finally:
            self._task = None
            self._show_idle()

    async def _test(self, target: "ConnectionTarget") -> None:
        from mailadmin.core.smtp.connection_test import planned, run_connection_test

        account_id = self._desk.accounts.current_id or ""
        events: list[Event] = []
        self._show_running()
        self.card.begin(
            self.tr("Testing {server} …").format(server=target.server.host),
            Stages(planned(target.server), self._route),
        )
        self.started.emit()
        try:
            net = self._desk.workspace.net
            result = await run_connection_test(target, net, to_all(events.append, self.card.listen))
            result = await self._with_sender_shown(result)
        except asyncio.CancelledError:
            self.card.cancelled()
            self._desk.remember(account_id, Kind.TEST, events, None, route=self._route)
            raise
        self.card.finish(result, offer_trust=True, page=self._page())
        self._desk.remember(account_id, Kind.TEST, events, result, route=self._route)
        self.ended.emit()

    def _page(self) -> str:
        """Whose page the user could sign in at for this server."""
        accounts = self._desk.accounts
        if accounts.current is None:
            return ""
        return page_of(accounts.current, role_of(self._route), accounts.clients)

    async def _with_sender_shown(self, result: Result) -> Result:
        """A Messenger that works also says whose name recipients will see, before it matters."""
        account = self._desk.accounts.current
        messenger = account.messenger if account is not None else None
        good = result.status in (Outcome.PASSED, Outcome.WARNING)
        if self._route is not Route.MESSENGER or account is None or messenger is None or not good:
            return result
        from mailadmin.core.send.from_policy import preflight

        resolver = self._desk.workspace.net.resolver
        try:
            async with asyncio.timeout(PREFLIGHT_LIMIT):
                seen = await preflight(account.identity, messenger, resolver)
        except TimeoutError:
            return result
        return msgspec.structs.replace(result, proven=(*result.proven, seen))

    def _show_running(self) -> None:
        focused = self.button.hasFocus()
        self._show_cancel(True)
        self.button.setEnabled(False)
        if focused:
            self.cancel.setFocus()

    def _show_idle(self) -> None:
        focused = self.cancel.hasFocus()
        self.button.setEnabled(True)
        if focused:
            self.button.setFocus()
        self._show_cancel(False)

    def _show_cancel(self, visible: bool) -> None:
        self.cancel.setVisible(visible)
        self._buttons.refresh()
