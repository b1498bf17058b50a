"""What the pages of one window share: the workspace, the tasks, the accounts, the last results."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Result
from mailadmin.core.history.run import About, Kind, Run
from mailadmin.ui.accounts import Accounts
from mailadmin.ui.keeping import Keeping
from mailadmin.ui.latest import Latest
from mailadmin.ui.tasks import Tasks
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from mailadmin.core.workspace import Workspace
    from mailadmin.ui.dialogs import Dialogs
    from mailadmin.ui.signing_in import SigningIn


class Desk(QObject):
    """Passed to every page. The signals are what a page may ask of the window around it."""

    noticed = Signal(object)
    """A :class:`Notice` to show at the top of the window."""
    page_wanted = Signal(str)
    """The object name of the page to show."""
    test_wanted = Signal()
    """Show the mail server's page and test the connection."""
    arrival_wanted = Signal()
    """Show the page Arrival, send a test message and wait for it."""
    search_wanted = Signal(str)
    """The settings of this address are to be found."""
    inbox_wanted = Signal()
    """Show where the inbox of the account is set up."""
    composer_wanted = Signal(object)
    """Open the composer with this :class:`~mailadmin.core.send.draft.Draft`, or ``None``."""
    outbox_changed = Signal()
    """A message was sent, failed, or is no longer uncertain."""
    demonstration_wanted = Signal()
    """The user wants to try the program with the demonstration."""

    def __init__(self, workspace: "Workspace", tasks: Tasks) -> None:
        super().__init__()
        self.workspace = workspace
        self.tasks = tasks
        self.latest = Latest()
        self.started = False
        """Whether the window has had its first picture; what takes longer waits for that."""
        self.demonstration_password = ""
        """The password of the demonstration's user, empty outside of it: nobody else could know."""
        self.accounts = Accounts(workspace, tasks)
        self.accounts.told.connect(self.noticed)
        self.keeping = Keeping(workspace, tasks, self.latest)
        self.keeping.told.connect(self.noticed)
        self.accounts.altered.connect(self.keeping.outdate)

    @cached_property
    def dialogs(self) -> "Dialogs":
        """Every question to the user; a test puts its own object here."""
        from mailadmin.ui.dialogs import Dialogs

        return Dialogs()

    @cached_property
    def signing_in(self) -> "SigningIn":
        """Signing in at a provider's own page, once at a time."""
        from mailadmin.ui.signing_in import SigningIn

        return SigningIn(self)

    def remember(
        self,
        account_id: str,
        kind: Kind,
        events: Iterable[Event],
        result: Result | None,
        *,
        route: Route | None = None,
        domain: str | None = None,
    ) -> None:
        """Keep a run that has just ended; ``result`` is None for one that was cancelled."""
        from mailadmin.core.ids import LONG, new_id  # the first picture needs none

        account = self.accounts.find(account_id)
        about = About(
            account_id=account_id,
            account_name="" if account is None else account.name,
            kind=kind,
            route=route,
            domain=domain,
        )
        self.latest.add(
            Run(
                id=new_id(LONG),
                about=about,
                events=tuple(events),
                result=result,
                ended=datetime.now(UTC),
            )
        )

    def notice(self, notice: Notice) -> None:
        """Say something at the top of the window."""
        self.noticed.emit(notice)
