"""The first start: one question, what comes of its answer, and two other ways in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import WIDE
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import TextField, narrow
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.discover.outcome import Offer
    from mailadmin.ui.settings_search import SettingsSearch


class FirstStart(QWidget):
    """The question with which everything begins. The ways around the search stay all the time."""

    shown = Signal(object)
    """This part has changed, and should be seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._search: SettingsSearch | None = None
        self._asked = False
        self._busy = False
        self._address = TextField(
            self.tr("Email address"), "start_address", self.tr("anna@example.com")
        )
        self._find = PrimaryButton(self.tr("Find my settings"), "start_find")
        typing = PlainButton(self.tr("I'll type the settings myself"), "start_settings")
        demonstration = PlainButton(
            self.tr("Try it with a demonstration"), "start_demonstration", "demonstration"
        )
        ways = Flow()
        for way in (self._find, typing, demonstration):
            ways.add(way)
        card = Card(margin=28)
        card.body.addWidget(Text(self.tr("What is your email address?"), Role.TITLE))
        card.body.addWidget(
            Text(
                self.tr(
                    "Does your email work? Test it, send a message, and see what to do if not."
                ),
                Role.QUIET,
            )
        )
        card.body.addLayout(narrow(self._address))
        card.body.addWidget(ways)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(WIDE)
        self._box.addWidget(card)
        self._find.clicked.connect(self.look)
        typing.clicked.connect(self._type)
        demonstration.clicked.connect(desk.demonstration_wanted)
        self._address.line_edit().returnPressed.connect(self.look)
        self._address.edited.connect(lambda _name: self._forget())

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the one field, the first time only: later the user is elsewhere."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._address.editor.setFocus()

    def begin(self, address: str) -> None:
        """Ask anew, with an address that is known already."""
        self._forget()
        self._address.set_value(address)
        self._address.show_problem("")
        self._address.editor.setFocus()

    def look(self) -> None:
        """Look for the settings of the address."""
        from mailadmin.core.discover.wish import Wish

        address = self._read(needed=True)
        if address:
            self.search().start(Wish(address=address))

    def search(self) -> "SettingsSearch":
        """The search below the question, made when it is first needed."""
        if self._search is None:
            from mailadmin.ui.settings_search import SettingsSearch

            search = self._search = SettingsSearch(
                self._desk, "find_", self.tr("Back to the address")
            )
            search.began.connect(self._began)
            search.ended.connect(self._ended)
            search.typing_wanted.connect(self._type)
            search.taken.connect(self._take)
            search.left.connect(self._back)
            search.sign_in_wanted.connect(self._sign_in)
            self._box.addWidget(search)
        return self._search

    def stop(self) -> None:
        """Cancel the search that is under way."""
        if self._search is not None:
            self._search.stop()

    # -- searching

    def _began(self) -> None:
        self._find.setEnabled(False)
        self._address.editor.setEnabled(False)
        self.shown.emit(self._search)

    def _ended(self) -> None:
        # Where something was found, what is below goes on; to look again, begin with the address.
        self._find.setEnabled(self._search is None or self._search.offer_view is None)
        self._address.editor.setEnabled(True)
        self.shown.emit(self._search)

    def _back(self) -> None:
        """Ask for the address again."""
        self._forget()
        self._address.editor.setFocus()
        self._address.line_edit().selectAll()

    def _forget(self) -> None:
        """Take what was found off the screen: it belongs to another address."""
        if self._search is not None:
            self._search.clear()
            self._find.setEnabled(not self._search.running)

    # -- going on

    def _type(self) -> None:
        """Go on by hand, with what is known filled in."""
        address = self._read(needed=False)
        if address is None:
            return
        offer = self._search.ready_offer() if self._search is not None else None
        self._forget()
        if offer is None:
            self._desk.accounts.begin_new(address)
        else:
            from mailadmin.ui.new_account import form_with

            self._desk.accounts.begin(form_with(offer, address))
        self._desk.page_wanted.emit("page_mail_server")

    def _take(self, offer: "Offer", password: str) -> None:
        from mailadmin.core.accounts import new_account_id

        if not self._busy:
            self._busy = True  # a second click would set up a second account
            self._desk.tasks.start(
                self._set_up(offer, password, new_account_id()), name="setting an account up"
            )

    def _sign_in(self, offer: "Offer") -> None:
        self._desk.tasks.start(self._signed_in(offer), name="signing in")

    async def _signed_in(self, offer: "Offer") -> None:
        from mailadmin.core.account import SecretRole
        from mailadmin.core.accounts import new_account_id
        from mailadmin.core.oauth.request import Request

        assert self._search is not None
        assert self._search.result is not None
        account_id = new_account_id()
        wanted = Request(
            owner=account_id,
            role=SecretRole.OAUTH,
            issuer=offer.mail_server.issuer,
            user_name=offer.mail_server.user_name or self._search.result.address,
        )
        if await self._desk.signing_in.sign_in(self.window(), wanted):
            await self._set_up(offer, "", account_id)
            if self._desk.accounts.find(account_id) is None:  # nobody would find it any more
                self._desk.accounts.forget_secrets(account_id)

    async def _set_up(self, offer: "Offer", password: str, account_id: str) -> None:
        from mailadmin.ui.new_account import form_with, set_up

        search = self._search
        if search is None or search.result is None or search.offer_view is None:
            self._busy = False
            return
        try:
            form = form_with(offer, search.result.address, password)
            problem = await set_up(self._desk, account_id, form)
        finally:
            self._busy = False
        if problem:
            search.offer_view.show_problem(problem)
        else:
            self._forget()

    def _read(self, *, needed: bool) -> str | None:
        """The address that was typed, None where it can't be used; then it says why."""
        from mailadmin.core.forms.address import parse_address, tidy_address
        from mailadmin.core.forms.field import FieldProblem

        typed = tidy_address(self._address.value())
        if not typed and not needed:
            return ""
        found = parse_address(typed, "start_address")
        if isinstance(found, FieldProblem):
            self._address.show_problem(words.say(found.phrase))
            self._address.editor.setFocus()
            return None
        self._address.show_problem("")
        return found.address
