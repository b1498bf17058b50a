"""The sign-ins of the account in the form: who is signed in, signing in, signing out."""

from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mailadmin.core.account import Account, Route, SecretRole, Server, SignIn
from mailadmin.core.forms.account_form import ISSUER_OF_WORD, WORD_OF_ISSUER, AccountForm
from mailadmin.core.oauth.issuers import issuer_of_id, issuer_of_server
from mailadmin.ui import words
from mailadmin.ui.account_editor import AccountEditor
from mailadmin.ui.account_fields import AccountFields
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

ROLES: Final = {
    "server": SecretRole.OAUTH,
    "messenger": SecretRole.MESSENGER_OAUTH,
    "inbox": SecretRole.OAUTH,
}
"""Where the grant of each server is; a provider is asked once for sending and reading."""


class SignIns(QObject):
    """Keeps the lines of the form up to date and does what their buttons say."""

    signed_in = Signal(str)
    """The user has signed in for this section of the form."""

    def __init__(self, desk: Desk, fields: AccountFields, editor: AccountEditor) -> None:
        super().__init__()
        self._desk = desk
        self._fields = fields
        self._editor = editor
        for section, line in fields.lines.items():
            line.sign_in_wanted.connect(partial(self.start, section))
            line.sign_out_wanted.connect(partial(self._start_signing_out, section))
        fields.left.connect(lambda _name: self._look())
        editor.shown.connect(self._look)
        desk.accounts.altered.connect(lambda _account: self._look())

    def start(self, section: str) -> None:
        """Sign in for the server of a section, or go to the sign-in that is under way."""
        self._desk.tasks.start(self._sign_in(section), name="signing in")

    def offer(self, route: Route) -> str:
        """Whose page the user could sign in at for the server of a route, empty for none."""
        account = self._desk.accounts.current
        server = None if account is None else _server(account, _SECTIONS[route])
        if account is None or server is None:
            return ""
        known = issuer_of_server(server.host, account.identity.address)
        issuer = server.issuer if server.sign_in is SignIn.OAUTH else known.id if known else ""
        return self._name(issuer)

    def use_page(self, route: Route) -> None:
        """Sign in at the provider's page from now on, and do it."""
        account, section = self._desk.accounts.current, _SECTIONS[route]
        server = None if account is None else _server(account, section)
        if account is None or server is None:
            return
        known = issuer_of_server(server.host, account.identity.address)
        if server.sign_in is not SignIn.OAUTH and known is not None:
            form = self._fields.form()
            changes = _signs_in_at(known.id, section)
            inbox = account.inbox
            shared = inbox and issuer_of_server(inbox.host, account.identity.address) == known
            if section == "server" and shared:
                changes |= _signs_in_at(known.id, "inbox")
            self._fields.show(msgspec.structs.replace(form, **changes))
        self.start(section)

    # -- looking

    def _look(self) -> None:
        self._desk.tasks.start(self._show_states(), name="looking who is signed in")

    async def _show_states(self) -> None:
        form, account = self._fields.form(), self._desk.accounts.current
        for section, line in self._fields.lines.items():
            if getattr(form, f"{section}_auth") in (SignIn.PASSWORD, SignIn.NONE):
                continue
            issuer = self._issuer(form, section)
            user = None
            if account is not None:
                user = await self._desk.accounts.signed_in(account.id, ROLES[section], issuer)
            line.show_state(self._name(issuer), user)
            self._fields.name_page(section, self._name(issuer))

    def _issuer(self, form: AccountForm, section: str) -> str:
        word = getattr(form, f"{section}_auth")
        if word in ISSUER_OF_WORD:
            return ISSUER_OF_WORD[word]
        known = issuer_of_server(getattr(form, f"{section}_host"), form.from_address)
        return known.id if known is not None else str(getattr(form, f"{section}_issuer"))

    def _name(self, issuer: str) -> str:
        known = issuer_of_id(issuer, self._desk.accounts.clients)
        return known.name if known is not None else issuer

    # -- signing in and out

    async def _sign_in(self, section: str) -> None:
        from mailadmin.ui.signing_in import Wanted

        window = self._window()
        if self._desk.signing_in.running:
            self._desk.signing_in.come_forward()
            return
        reading = self._editor.save(everything=True)
        server = None if reading.account is None else _server(reading.account, section)
        if reading.account is None or server is None or server.sign_in is not SignIn.OAUTH:
            self._fields.focus_first(reading.problems)
            return
        wanted = Wanted(
            owner=reading.account.id,
            role=ROLES[section],
            issuer=server.issuer,
            user_name=server.user_name,
        )
        if await self._desk.signing_in.sign_in(window, wanted):
            self.signed_in.emit(section)

    def _start_signing_out(self, section: str) -> None:
        self._desk.tasks.start(self._sign_out(section), name="signing out")

    async def _sign_out(self, section: str) -> None:
        from mailadmin.core.oauth.sign_out import sign_out

        account = self._desk.accounts.current
        if account is None:
            return
        told = await sign_out(account.id, ROLES[section], self._desk.workspace)
        if told is not None:
            self._desk.notice(Notice(text=words.say(told), tone=Tone.INFO))
        self._desk.accounts.altered.emit(account.id)

    def _window(self) -> QWidget:
        return self._fields.lines["server"].window()


_SECTIONS: Final = {Route.MAIL_SERVER: "server", Route.MESSENGER: "messenger"}


def _server(account: Account, section: str) -> Server | None:
    if section == "messenger":
        return account.messenger.server if account.messenger is not None else None
    return account.inbox if section == "inbox" else account.mail_server


def _signs_in_at(issuer: str, section: str) -> dict[str, str]:
    word = WORD_OF_ISSUER.get(issuer, SignIn.OAUTH)
    return {f"{section}_auth": word, f"{section}_issuer": issuer}
