"""The settings of an account and their tests."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.account import Route, Server
from mailadmin.ui.account_editor import SECTIONS, AccountEditor
from mailadmin.ui.account_fields import (
    AccountFields,
    identity_grid,
    inbox_grid,
    messenger_grid,
    server_grid,
)
from mailadmin.ui.desk import Desk
from mailadmin.ui.find_again import FindAgain
from mailadmin.ui.second_try import role_of
from mailadmin.ui.sign_ins import SignIns
from mailadmin.ui.support import copy_for_support
from mailadmin.ui.tester import Tester
from mailadmin.ui.theme import WIDE, Tone
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.evidence import fingerprint
from mailadmin.ui.widgets.form import FieldGrid, Section
from mailadmin.ui.widgets.page import Page
from mailadmin.ui.widgets.text import Role, Text


class MailServerPage(Page):
    """Identity, mail server, Messenger, inbox; each server with its test."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("Mail server"))
        self._desk = desk
        self._fields = AccountFields()
        self._editor = AccountEditor(desk, self._fields)
        self._state = Text("", Role.QUIET)
        self._state.setObjectName("save_state")
        self._testers = {
            Route.MAIL_SERVER: self._tester(
                Route.MAIL_SERVER,
                PrimaryButton(self.tr("Click here to test your connection"), "test_connection"),
            ),
            Route.MESSENGER: self._tester(
                Route.MESSENGER,
                PlainButton(self.tr("Click here to test the Messenger"), "messenger_test"),
            ),
        }
        self._sign_ins = SignIns(desk, self._fields, self._editor)
        self._find = FindAgain(desk, self._fields, self._editor)
        self._inbox = Disclosure(self.tr("Inbox and support"), "inbox_section", self._make_inbox)
        self._build()
        self._editor.state_changed.connect(self._say_state)
        self._editor.shown.connect(self._account_shown)
        self._sign_ins.signed_in.connect(self._signed_in)
        self._sign_ins.signed_out.connect(self._signed_out)
        self._find.shown.connect(self.bring_into_view)
        self._find.test_wanted.connect(self.test)
        self._editor.show_current()

    def test(self) -> None:
        """Test the mail server, as the button does."""
        self._testers[Route.MAIL_SERVER].start()

    def find_settings(self, address: str) -> None:
        """Look for the settings of an address, as the button does for that in the form."""
        self._find.start_for(address)

    def show_inbox(self) -> None:
        """Open the fields of the inbox and begin there."""
        self._inbox.set_open(True)
        self._fields["inbox_host"].editor.setFocus()
        self.bring_into_view(self._inbox)

    def stop(self) -> None:
        """Cancel whatever test or search is under way."""
        self._find.stop()
        for tester in self._testers.values():
            tester.stop()

    # -- building

    def _build(self) -> None:
        fields = self._fields
        self.body.addWidget(self._state)
        identity = _card(Section(self.tr("Your email")), identity_grid(fields))
        identity.body.addWidget(self._find)
        self.body.addWidget(identity)
        self.body.addWidget(_card(Section(self.tr("Your mail server")), server_grid(fields)))
        self.body.addWidget(self._testers[Route.MAIL_SERVER])
        hint = self.tr(
            "A second server that sends for you when your mail server can not. "
            "Leave it empty if you have none."
        )
        messenger = Section(self.tr("Messenger"), hint)
        self.body.addWidget(_card(messenger, messenger_grid(fields)))
        self.body.addWidget(self._testers[Route.MESSENGER])
        self.body.addWidget(self._inbox)
        self.body.addStretch(1)

    def _make_inbox(self) -> QWidget:
        inbox = Section(
            self.tr("Inbox"),
            self.tr("Where the program looks for a message that may have been sent."),
        )
        support = Section(
            self.tr("Support"),
            self.tr("Who gets a report, without any password, when the Messenger stepped in."),
        )
        both = QWidget()
        box = QVBoxLayout(both)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(WIDE)
        box.addWidget(_card(inbox, inbox_grid(self._fields)))
        box.addWidget(_card(support, FieldGrid([[(self._fields["support_address"], 6)]])))
        return both

    def _tester(self, route: Route, button: PlainButton) -> Tester:
        tester = Tester(self._desk, route, button, partial(self._editor.target, route))
        tester.started.connect(partial(self.bring_into_view, tester))
        tester.ended.connect(partial(self.bring_into_view, tester))
        tester.card.send_wanted.connect(partial(self._desk.composer_wanted.emit, None))
        failure = tester.card.failure
        failure.copy_wanted.connect(partial(copy_for_support, self._desk))
        failure.use_setting.connect(partial(self._use_setting, route))
        failure.new_password.connect(partial(self._use_password, route))
        failure.sign_in_wanted.connect(partial(self._start_signing_in, route))
        failure.trust_certificate.connect(partial(self._start_trusting, route))
        failure.allow_plain_password.connect(partial(self._start_allowing, route))
        return tester

    # -- showing

    def _say_state(self, sentence: str, good: bool) -> None:
        self._state.setText(sentence)
        self._state.set_tone(None if good else Tone.WARNING)

    def _account_shown(self) -> None:
        self.stop()
        for tester in self._testers.values():
            tester.card.setVisible(False)
        form = self._fields.form()
        self._inbox.set_open(bool(form.inbox_host or form.support_address))

    # -- what a failure offers

    def _use_setting(self, route: Route, server: Server) -> None:
        self._editor.use_setting(route, server)
        self._testers[route].start()

    def _use_password(self, route: Route, password: str) -> None:
        self._editor.use_password(route, password)
        self._testers[route].start()

    def _start_signing_in(self, route: Route) -> None:
        self._desk.tasks.start(self._sign_in(route), name="signing in")

    async def _sign_in(self, route: Route) -> None:
        account = self._desk.accounts.current
        if account is not None and await self._desk.signing_in.use_page(
            self.window(), account, role_of(route)
        ):
            self._testers[route].start()

    def _signed_in(self, section: str) -> None:
        """Show that the server lets the user in now; an inbox is looked into on another page."""
        route = next((route for route, name in SECTIONS.items() if name == section), None)
        if route is not None:
            self._testers[route].start()

    def _signed_out(self, section: str) -> None:
        """Take the result away: it says that the server lets the user in."""
        for route, name in SECTIONS.items():
            if name == section:
                self._testers[route].stop()
                self._testers[route].card.setVisible(False)

    def _start_trusting(self, route: Route, sha256: str) -> None:
        self._desk.tasks.start(self._trust(route, sha256), name="trusting a certificate")

    async def _trust(self, route: Route, sha256: str) -> None:
        if await self._desk.dialogs.confirm(
            self,
            self.tr("Trust this certificate?"),
            self.tr(
                "Nobody vouches for this certificate. If it is not your server's own, whoever "
                "made it can read your password and your mail. Ask the administrator of your "
                "mail server to read the fingerprint to you, and go on only if it is this "
                "one:\n\n{fingerprint}\n\nOnly this certificate will be accepted, only for this "
                "server and port."
            ).format(fingerprint=fingerprint(sha256)),
            self.tr("Trust this certificate"),
        ):
            self._editor.trust(route, sha256)
            self._testers[route].start()

    def _start_allowing(self, route: Route) -> None:
        self._desk.tasks.start(self._allow(route), name="allowing a plain password")

    async def _allow(self, route: Route) -> None:
        if await self._desk.dialogs.confirm(
            self,
            self.tr("Send the password without encryption?"),
            self.tr(
                "Everybody between this computer and the server can read your password and your "
                "mail. Do this only for a server inside your own network that offers nothing "
                "better. It is allowed for this server and port only."
            ),
            self.tr("Allow it for this server"),
        ):
            self._editor.allow_plain_password(route)
            self._testers[route].start()


def _card(section: Section, content: QWidget) -> Card:
    card = Card()
    card.body.addWidget(section)
    card.body.addWidget(content)
    return card
