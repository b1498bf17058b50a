"""Domain: is my email fully authenticated, and what to publish where it is not."""

import asyncio
import importlib
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut

from mailadmin.core import blocking
from mailadmin.core.event import Event, Listener
from mailadmin.core.history.run import Kind
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.support import copy_for_support
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import Section, TextField
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.page import Page
from mailadmin.ui.widgets.survey_card import SurveyCard

if TYPE_CHECKING:
    from mailadmin.core.domain.outcome import DomainResult
    from mailadmin.core.domain.scene import DomainTarget

LOADING: Final = 30.0
"""Seconds that reading the checks' modules may take the first time."""


class _Shown(msgspec.Struct, eq=False):
    """What the card shows: a run that is under way, or one that has ended."""

    target: "DomainTarget | None" = None
    result: "DomainResult | None" = None


class DomainPage(Page):
    """The domain, the button, and the checks. One run at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("Domain"))
        self._desk = desk
        self._task: Work | None = None
        self._shown: _Shown | None = None
        self._own = ("", "")
        self._domain = TextField(self.tr("Domain to check"), "domain_name", "example.com")
        self._check = PrimaryButton(self.tr("Check the domain"), "check_domain")
        self._cancel = PlainButton(self.tr("Cancel"), "cancel")
        self._buttons = Flow()
        self.card = SurveyCard()
        self._build()
        self._check.clicked.connect(self.start)
        self._cancel.clicked.connect(self.stop)
        self._domain.line_edit().returnPressed.connect(self.start)
        self.card.print_wanted.connect(self.print_all)
        self.card.copy_wanted.connect(lambda: copy_for_support(desk))
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.print_all)
        desk.accounts.changed.connect(self._account_changed)
        self._account_changed()

    def _build(self) -> None:
        hint = self.tr(
            "Receivers look up your domain to see who may send for it. "
            "This looks at the same public records. No message is sent."
        )
        section = Section(self.tr("Is my email fully authenticated?"), hint)
        section.body.addWidget(self._domain)
        self._buttons.add(self._check)
        self._buttons.add(self._cancel)
        section.body.addWidget(self._buttons)
        card = Card()
        card.body.addWidget(section)
        self.body.addWidget(card)
        self.body.addWidget(self.card)
        self.body.addStretch(1)
        self._show_running(False)

    def entered(self) -> None:
        """Begin with the domain where there is none yet."""
        if not self._domain.value():
            self._domain.line_edit().setFocus()

    # -- checking

    def start(self) -> None:
        """Check the domain that stands there, unless a check is under way already."""
        if self._task is not None:
            return
        domain = self._read()
        if domain is not None:
            self._task = self._desk.tasks.start(self._run(domain), name="checking a domain")

    def stop(self) -> None:
        """Cancel the check that is under way."""
        if self._task is not None:
            self._task.cancel()

    def _read(self) -> str | None:
        """The domain as it is meant; None where the sentence beside it says what is wrong."""
        from mailadmin.core.forms.domain import read_domain

        read = read_domain(self._domain.value())
        if not isinstance(read, str):
            self._domain.show_problem(words.say(read))
            self._domain.line_edit().setFocus()
            return None
        self._domain.show_problem("")
        if self._domain.value().isascii():
            self._domain.set_value(read)
        return read

    async def _run(self, domain: str) -> None:
        self._show_running(True)
        shown = self._shown = _Shown()
        self.card.begin(domain)
        try:
            await self._survey(domain, shown)
        finally:
            self._task = None
            self._show_running(False)

    async def _survey(self, domain: str, shown: _Shown) -> None:
        desk, account_id = self._desk, self._desk.accounts.current_id or ""
        events: list[Event] = []

        def listen(event: Event) -> None:
            events.append(event)
            if self._shown is shown:  # else another account has come onto the page
                self.card.listen(event)

        try:
            result = await self._checked(domain, shown, listen)
        except asyncio.CancelledError:
            if self._shown is shown:
                self.card.cancelled()
            desk.remember(account_id, Kind.DOMAIN, events, None, domain=domain)
            raise
        except Exception:
            if self._shown is shown:
                self.card.broke()
            raise
        if self._shown is shown:
            shown.result = result
            self.card.finish(result)
            self.bring_into_view(self.card)
        desk.remember(account_id, Kind.DOMAIN, events, result, domain=domain)

    async def _checked(self, domain: str, shown: _Shown, listen: Listener) -> "DomainResult":
        await blocking.run(importlib.import_module, "mailadmin.core.domain.survey", limit=LOADING)
        from mailadmin.core.domain.checks import CHECKS
        from mailadmin.core.domain.survey import survey

        target = shown.target = self._target(domain)
        plan = tuple(dict.fromkeys(check.name for check in CHECKS))
        self.card.begin(
            domain, plan, tuple(sender.route for sender in target.senders if sender.route)
        )
        return await survey(target, self._desk.workspace.net, listen)

    def _show_running(self, running: bool) -> None:
        old, new = (self._check, self._cancel) if running else (self._cancel, self._check)
        focused = old.hasFocus()
        self._cancel.setVisible(running)
        self._check.setEnabled(not running)
        if focused:
            new.setFocus()
        self._buttons.refresh()

    # -- whose domain it is

    def _account_changed(self) -> None:
        entry = self._desk.accounts.entry()
        account_id, address = (entry.id, entry.address) if entry is not None else ("", "")
        own = account_id, address.rpartition("@")[2]
        if own == self._own:
            self._compare()
            return
        self._own = own
        self.stop()
        self._shown = None
        self.card.setVisible(False)
        self._domain.set_value(own[1])
        self._domain.show_problem("")
        self._show_last()

    def _show_last(self) -> None:
        """Show again what was found about the account's own domain, if that is still true."""
        account = self._desk.accounts.current
        if account is None or not self._desk.latest.last(account.id, Kind.DOMAIN):
            return
        from mailadmin.core.domain.outcome import DomainResult
        from mailadmin.core.forms.domain import read_domain

        domain = read_domain(account.identity.address)
        if not isinstance(domain, str):
            return
        run = self._desk.latest.last(account.id, Kind.DOMAIN, domain=domain)
        if run is not None and isinstance(run.result, DomainResult):
            self._shown = _Shown(self._target(domain), run.result)
            self.card.show_result(run.result)

    def _compare(self) -> None:
        """The account has changed: its servers may be others than those that were asked about."""
        target = self._shown.target if self._shown is not None else None
        if target is None:
            return
        self.card.say_outdated(self._target(target.domain) != target)

    def _target(self, domain: str) -> "DomainTarget":
        """What to look at: the servers of the account, and what its last test message showed."""
        from mailadmin.core.arrival.learned import with_learned
        from mailadmin.core.arrival.outcome import ArrivalResult
        from mailadmin.core.domain.own import target_of

        account = self._desk.accounts.current
        target = target_of(domain, account)
        last = account and self._desk.latest.last(account.id, Kind.ARRIVAL)
        result = last.result if last else None
        return with_learned(target, result if isinstance(result, ArrivalResult) else None)

    # -- on paper

    def print_all(self) -> None:
        """Print what the page shows."""
        result = self._shown.result if self._shown is not None else None
        if result is None:
            sentence = self.tr("There is nothing to print yet. Check the domain first.")
            self._desk.notice(Notice(text=sentence, tone=Tone.INFO))
            return
        self._desk.tasks.start(self._print(result), name="printing")

    async def _print(self, result: "DomainResult") -> None:
        from mailadmin.ui.printing import document_of

        title = self.tr("Print the check of {domain}").format(domain=result.domain)
        printer = await self._desk.dialogs.choose_printer(self, title)
        if printer is not None:
            document_of(result).print_(printer)
