"""*Find my settings* for an account that is there already: on the page of its settings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.account import SecretRole
from mailadmin.core.forms.field import FieldProblem
from mailadmin.core.oauth.request import request_for_account
from mailadmin.ui.account_editor import AccountEditor
from mailadmin.ui.account_fields import AccountFields
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import GAP
from mailadmin.ui.widgets.buttons import PlainButton

if TYPE_CHECKING:
    from mailadmin.core.discover.outcome import Offer
    from mailadmin.core.forms.account_form import AccountForm
    from mailadmin.ui.settings_search import SettingsSearch


class FindAgain(QWidget):
    """The button, and below it what is found. What the user takes replaces what is in the form."""

    shown = Signal(object)
    """This part has changed, and should be seen."""
    test_wanted = Signal()
    """Other settings are in the form, saved, and not tested."""

    def __init__(self, desk: Desk, fields: AccountFields, editor: AccountEditor) -> None:
        super().__init__()
        self._desk = desk
        self._fields = fields
        self._editor = editor
        self._search: SettingsSearch | None = None
        self._button = PlainButton(self.tr("Find my settings"), "search_again")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        self._box.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._button.clicked.connect(self.start)
        editor.shown.connect(self.clear)

    def start(self) -> None:
        """Look for the settings of the address in the form."""
        from mailadmin.core.forms.address import parse_address

        found = parse_address(self._editor.save().form.from_address, "from_address")
        if isinstance(found, FieldProblem):
            self._fields.say_problem(found)
        else:
            self.start_for(found.address)

    def start_for(self, address: str) -> None:
        """Look for the settings of an address."""
        from mailadmin.core.discover.wish import Wish

        self._made().start(Wish(address=address))

    def stop(self) -> None:
        """Cancel the search that is under way."""
        if self._search is not None:
            self._search.stop()

    def clear(self) -> None:
        """Stop, and show nothing of what was found."""
        if self._search is not None:
            self._search.clear()

    def _made(self) -> "SettingsSearch":
        if self._search is None:
            from mailadmin.ui.settings_search import SettingsSearch

            search = self._search = SettingsSearch(
                self._desk, "search_", self.tr("Keep the settings as they are")
            )
            search.began.connect(self._began)
            search.ended.connect(self._ended)
            search.left.connect(self._leave)
            search.typing_wanted.connect(self._type)
            search.taken.connect(
                lambda offer, typed: self._desk.tasks.start(
                    self._take(offer, typed), name="taking settings"
                )
            )
            search.sign_in_wanted.connect(
                lambda offer: self._desk.tasks.start(self._sign_in(offer), name="signing in")
            )
            self._box.addWidget(search)
        return self._search

    def _began(self) -> None:
        self._button.setEnabled(False)
        self.shown.emit(self._search)

    def _ended(self) -> None:
        self._button.setEnabled(True)
        self.shown.emit(self._search)

    def _leave(self) -> None:
        self.clear()
        self._button.setFocus()

    def _type(self) -> None:
        self.clear()
        self._fields["server_host"].editor.setFocus()

    # -- taking what was found

    async def _take(self, offer: "Offer", password: str) -> None:
        self._fields.show(self._form_with(offer, password))
        reading = self._editor.save(everything=True)
        if reading.account is None:
            self._fields.focus_first(reading.problems)
            return
        self.clear()
        self.test_wanted.emit()

    async def _sign_in(self, offer: "Offer") -> None:
        """Take it once the user is signed in; whoever changes their mind keeps what they had."""
        form = self._form_with(offer, "")
        reading = self._editor.read(form)
        account = reading.account
        if account is None:
            self._fields.touch_all()
            self._fields.show_problems(reading.problems)
            self._fields.focus_first(reading.problems)
            return
        wanted = request_for_account(account, SecretRole.MAIL_SERVER)
        if wanted is not None and await self._desk.signing_in.sign_in(self.window(), wanted):
            self._fields.show(form)
            self._editor.save(everything=True)
            self.clear()
            self.test_wanted.emit()

    def _form_with(self, offer: "Offer", password: str) -> "AccountForm":
        from mailadmin.ui.new_account import filled

        assert self._search is not None
        assert self._search.result is not None
        return filled(self._fields.form(), offer, self._search.result.address, password)
