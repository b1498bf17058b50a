"""What happens between the settings form and the saved account, whatever the page looks like."""

from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, Signal

from mailadmin.core.account import Account, Route, SecretRole, Server, SignIn
from mailadmin.core.event import Phrase
from mailadmin.core.forms.account_form import AccountForm
from mailadmin.core.forms.field import FieldProblem
from mailadmin.core.forms.reading import Reading, read
from mailadmin.core.secret import Secret
from mailadmin.ui import words
from mailadmin.ui.account_fields import AccountFields
from mailadmin.ui.accounts import blank_form
from mailadmin.ui.desk import Desk

if TYPE_CHECKING:
    from mailadmin.core.keys import Key
    from mailadmin.core.smtp.connection_test import ConnectionTarget

SECTIONS = {Route.MAIL_SERVER: "server", Route.MESSENGER: "messenger"}
ROLES = {
    "server_password": SecretRole.MAIL_SERVER,
    "messenger_password": SecretRole.MESSENGER,
    "inbox_password": SecretRole.INBOX,
}


class AccountEditor(QObject):
    """Saves what is valid as the user leaves a field; keeps the rest and says what is not saved."""

    state_changed = Signal(str, bool)
    """A sentence about what is saved, and whether everything is."""
    shown = Signal()
    """Another account is in the fields."""

    def __init__(self, desk: Desk, fields: AccountFields) -> None:
        super().__init__()
        self._desk = desk
        self._fields = fields
        self._shown: str | None = None
        self._saved: Account | None = None
        self._stored: dict[SecretRole, Secret] = {}
        fields.left.connect(lambda _name: self.save())
        fields.edited.connect(lambda _name: self._edited())
        desk.accounts.changed.connect(self._accounts_changed)

    def show_current(self) -> None:
        """Put the current account into the fields, what was typed and not saved included."""
        accounts = self._desk.accounts
        form = accounts.form()
        self._shown = accounts.current_id
        self._saved = accounts.current
        self._stored = {}
        self._fields.forget_touched()
        if form is None:
            self._fields.show(blank_form())
            return
        self._fields.show(form)
        for field in ROLES:
            self._say_stored(field, stored=False)
        self._desk.tasks.start(self._look_for_secrets(), name="looking for passwords")
        reading = self._read()
        self._say_saved(reading)
        self.shown.emit()

    def save(self, *, everything: bool = False) -> Reading:
        """Read the form and save it if it is valid. ``everything``: show every problem there is."""
        if everything:
            self._fields.touch_all()
        reading = self._read()
        self._fields.show(reading.form)
        self._fields.show_problems((*reading.problems, *reading.warnings))
        accounts = self._desk.accounts
        if reading.account is None:
            accounts.keep_form(reading.form)
        else:
            self._saved = reading.account
            accounts.put(reading.account)
            self._store(reading)
        self._say_saved(reading)
        return reading

    def read(self, form: AccountForm) -> Reading:
        """What the current account would be with this form; nothing is shown or saved."""
        accounts = self._desk.accounts
        return read(form, accounts.current_id or "", accounts.current)

    async def target(self, route: Route) -> "ConnectionTarget | None":
        """What to test on this route, or ``None`` when the user must put something right first."""
        from mailadmin.core.smtp.connection_test import ConnectionTarget

        reading = self.save(everything=True)
        account = reading.account
        if account is None:
            self._fields.focus_first(reading.problems)
            return None
        server, sender = account.mail_server, account.identity.address
        if route is Route.MESSENGER:
            if account.messenger is None:
                missing = FieldProblem("messenger_host", Phrase("field.host.missing"))
                self._fields.show_problems((*reading.warnings, missing))
                self._fields.focus_first([missing])
                return None
            server, sender = account.messenger.server, account.messenger.address
        return ConnectionTarget(
            server=server,
            key=await self._key(reading, route, server),
            route=route,
            sender=sender,
            recipient=account.identity.address,
        )

    # -- what a failure card offers

    def use_setting(self, route: Route, server: Server) -> None:
        """Put a setting that works into the form, and save it."""
        section = SECTIONS[route]
        changes = {
            f"{section}_host": server.host,
            f"{section}_port": str(server.port),
            f"{section}_security": str(server.security),
        }
        self._fields.show(msgspec.structs.replace(self._fields.form(), **changes))
        self.save()

    def use_password(self, route: Route, password: str) -> None:
        """Put another password into the form, and save it."""
        self._fields[f"{SECTIONS[route]}_password"].set_value(password)
        self.save()

    def trust(self, route: Route, sha256: str) -> None:
        """Accept the one certificate with this fingerprint for the server of this route."""
        self._allow(route, trusted_certificate=sha256)

    def allow_plain_password(self, route: Route) -> None:
        """Let the password go to the server of this route without encryption."""
        self._allow(route, plain_password_allowed=True)

    def _allow(self, route: Route, **changes: object) -> None:
        account = self._desk.accounts.current
        if account is None:
            return
        if route is Route.MAIL_SERVER:
            server = msgspec.structs.replace(account.mail_server, **changes)
            account = msgspec.structs.replace(account, mail_server=server)
        elif account.messenger is not None:
            server = msgspec.structs.replace(account.messenger.server, **changes)
            messenger = msgspec.structs.replace(account.messenger, server=server)
            account = msgspec.structs.replace(account, messenger=messenger)
        self._saved = account
        self._desk.accounts.put(account)

    # -- inside

    def _read(self) -> Reading:
        return self.read(self._fields.form())

    def _accounts_changed(self) -> None:
        accounts = self._desk.accounts
        current = accounts.current
        if accounts.current_id != self._shown:
            self.show_current()
        elif current is not None:
            if self._saved is None or not _same_but_name(current, self._saved):
                self.show_current()
            self._fields.set_account_name(current.name)

    async def _key(self, reading: Reading, route: Route, server: Server) -> "Key | None":
        role = SecretRole.MESSENGER if route is Route.MESSENGER else SecretRole.MAIL_SERVER
        return reading.secrets.get(role) or await self._desk.accounts.key(role, server)

    def _store(self, reading: Reading) -> None:
        assert reading.account is not None
        new = {
            role: secret
            for role, secret in reading.secrets.items()
            if self._stored.get(role) != secret
        }
        if new:
            self._stored.update(new)
            work = self._desk.accounts.store(reading.account.id, new)
            self._desk.tasks.start(work, name="storing passwords")

    async def _look_for_secrets(self) -> None:
        account = self._desk.accounts.current
        if account is None:
            return
        for field, role in ROLES.items():
            if _signs_in(account, role):
                secret = await self._desk.accounts.secret(role)
                if self._shown == account.id:
                    self._say_stored(field, stored=bool(secret))

    def _say_stored(self, name: str, *, stored: bool) -> None:
        self._fields.set_placeholder(name, self.tr("Stored. Type to replace it.") if stored else "")

    def _edited(self) -> None:
        if self._desk.accounts.current_id is None:
            # Somebody types without having been asked for an address: here their account begins.
            self._desk.accounts.begin(self._fields.form())
        self.state_changed.emit(self.tr("Changes are saved as soon as you leave the field."), True)

    def _say_saved(self, reading: Reading) -> None:
        if reading.account is not None:
            self.state_changed.emit(self.tr("All changes are saved."), True)
            return
        first = words.say(reading.problems[0].phrase)
        self.state_changed.emit(self.tr("Not saved yet: {0}").format(first), False)


def _same_but_name(one: Account, other: Account) -> bool:
    return msgspec.structs.replace(one, name="") == msgspec.structs.replace(other, name="")


def _signs_in(account: Account, role: SecretRole) -> bool:
    server: Server | None = account.mail_server
    if role is SecretRole.MESSENGER:
        server = account.messenger.server if account.messenger is not None else None
    elif role is SecretRole.INBOX:
        server = account.inbox
    return server is not None and server.sign_in is SignIn.PASSWORD
