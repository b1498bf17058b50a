"""The form of a mailbox in which test messages are looked for, besides the account's own."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.account import SecretRole, Security, SignIn, Witness
from mailadmin.core.accounts import new_account_id
from mailadmin.core.forms.account_form import AccountForm, form_of_witness
from mailadmin.core.forms.reading import WitnessReading, read_witness
from mailadmin.core.forms.values import INBOX_PORTS, follow_port
from mailadmin.core.oauth.offering import issuer_in, name_of_issuer
from mailadmin.core.oauth.request import request_for_witness
from mailadmin.core.secret import Secret
from mailadmin.ui import words
from mailadmin.ui.account_fields import inbox_securities, inbox_sign_ins
from mailadmin.ui.announce import announce
from mailadmin.ui.desk import Desk
from mailadmin.ui.sign_in_line import SignInLine
from mailadmin.ui.theme import GAP, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import (
    ChoiceField,
    Field,
    FieldGrid,
    PasswordField,
    Section,
    TextField,
)
from mailadmin.ui.widgets.notice import Notice


class WitnessForm(QWidget):
    """The fields and two buttons. What is wrong is said beside its field, and nothing is saved."""

    closed = Signal()
    """The user is done with it, one way or the other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._before: Witness | None = None
        self._security = Security.TLS
        self._fields: dict[str, Field] = {
            "from_address": TextField(
                self.tr("Mailbox address"), "witness_address", "anna@example.com"
            ),
            "inbox_host": TextField(self.tr("Mailbox server"), "witness_host", "imap.example.com"),
            "inbox_port": TextField(self.tr("Mailbox port"), "witness_port"),
            "inbox_security": ChoiceField(
                self.tr("Mailbox security"), "witness_security", inbox_securities()
            ),
            "inbox_auth": ChoiceField(self.tr("Mailbox sign-in"), "witness_auth", inbox_sign_ins()),
            "inbox_user": TextField(self.tr("Mailbox user name"), "witness_user"),
            "inbox_password": PasswordField(self.tr("Mailbox password"), "witness_password"),
        }
        self._section = Section(
            self.tr("Add a mailbox"),
            self.tr(
                "A mailbox of yours at another provider. Test messages go there too, and the "
                "program looks whether they arrive."
            ),
        )
        self._line = SignInLine("witness", self.tr("Mailbox"))
        self._save = PlainButton(self.tr("Save the mailbox"), "witness_save")
        self._close = PlainButton(self.tr("Close without saving"), "witness_close")
        self._build()
        self._save.clicked.connect(self.save)
        self._line.sign_in_wanted.connect(
            lambda: self._desk.tasks.start(self._sign_in(), name="signing in")
        )
        self._line.sign_out_wanted.connect(
            lambda: self._desk.tasks.start(self._sign_out(), name="signing out")
        )
        self._close.clicked.connect(self._leave)
        for field in self._fields.values():
            field.left.connect(lambda _name: self._tidy())
            if isinstance(field, TextField):
                field.line_edit().returnPressed.connect(self.save)
        self._fields["inbox_auth"].edited.connect(lambda _name: self._follow_sign_in())
        self._fields["inbox_security"].edited.connect(lambda _name: self._follow_security())
        self.setVisible(False)

    def _build(self) -> None:
        buttons = Flow()
        buttons.add(self._save)
        buttons.add(self._close)
        fields = self._fields
        grid = FieldGrid(
            [
                [(fields["from_address"], 12)],
                [
                    (fields["inbox_host"], 5),
                    (fields["inbox_port"], 2),
                    (fields["inbox_security"], 5),
                ],
                [
                    (fields["inbox_auth"], 4),
                    (fields["inbox_user"], 4),
                    (fields["inbox_password"], 4),
                ],
                [(self._line, 12)],
            ]
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for part in (self._section, grid, buttons):
            box.addWidget(part)

    # -- opening

    def open_for(self, witness: Witness | None) -> None:
        """Show a mailbox, or with ``None`` the fields of a new one; what is typed there stays."""
        if not self.isHidden() and witness == self._before:
            self._fields["from_address"].editor.setFocus()
            return
        self._before = witness
        form = AccountForm(inbox_port="993") if witness is None else form_of_witness(witness)
        self._show(form)
        self._fields["inbox_password"].set_value("")
        for field in self._fields.values():
            field.show_problem("")
        self._say_stored(stored=False)
        if witness is not None:
            self._desk.tasks.start(self._look_for_secret(witness), name="looking for a password")
        title = self.tr("Add a mailbox") if witness is None else self.tr("Change the mailbox")
        self._section.heading.setText(title)
        self.setVisible(True)
        self._fields["from_address"].editor.setFocus()

    async def _look_for_secret(self, witness: Witness) -> None:
        from mailadmin.core.credentials import CredentialsError

        try:
            secret = await self._desk.workspace.credentials.read(witness.id, SecretRole.INBOX)
        except CredentialsError:
            return  # said when the mailbox is used
        if self._before is not None and self._before.id == witness.id:
            self._say_stored(stored=bool(secret))

    def _say_stored(self, *, stored: bool) -> None:
        field = self._fields["inbox_password"]
        assert isinstance(field, TextField)
        field.set_placeholder(self.tr("Stored. Type to replace it.") if stored else "")

    # -- reading and saving

    def save(self) -> None:
        """Save the mailbox, or say beside each field what keeps it from being saved."""
        witness = self._put()
        if witness is not None:
            announce(self, self.tr("The mailbox {0} is saved.").format(witness.address))
            self._leave()

    def _put(self) -> Witness | None:
        """Save the mailbox; None where something keeps it from being saved, which is said."""
        reading = self._read()
        self._show(reading.form)
        told = (*reading.problems, *reading.warnings)
        sentences = {one.field: words.say(one.phrase) for one in reversed(told)}
        wrong = [one.field for one in reading.problems]
        if self._is_there_twice(reading.witness):
            wrong = ["from_address"]
            sentences["from_address"] = self.tr("This mailbox is on the list already.")
        for name, field in self._fields.items():
            field.show_problem(sentences.get(name, ""))
        if wrong or reading.witness is None:
            first = next(name for name in self._fields if name in wrong)
            self._fields[first].editor.setFocus()
            return None
        accounts = self._desk.accounts
        if reading.secret:
            work = accounts.store(reading.witness.id, {SecretRole.INBOX: reading.secret})
            self._desk.tasks.start(work, name="storing a password")
        elif reading.forgets:
            accounts.forget_secrets(reading.witness.id)
        accounts.put_witness(reading.witness)
        self._before = reading.witness
        return reading.witness

    def _read(self) -> WitnessReading:
        typed: dict[str, str | Secret] = {
            name: Secret(field.value()) if name == "inbox_password" else field.value()
            for name, field in self._fields.items()
        }
        # What has no field of its own stays: whose page it is that one signs in at.
        shown = AccountForm() if self._before is None else form_of_witness(self._before)
        form = msgspec.structs.replace(shown, **typed)
        issuer = issuer_in(form, "inbox", self._desk.accounts.clients)
        form = msgspec.structs.replace(form, inbox_issuer=issuer)
        witness_id = self._before.id if self._before is not None else new_account_id()
        return read_witness(form, witness_id, self._before)

    def _is_there_twice(self, witness: Witness | None) -> bool:
        """Whether another one on the list has this address: it would be looked into twice."""
        if witness is None:
            return False
        others = (one for one in self._desk.accounts.witnesses if one.id != witness.id)
        return any(one.address.casefold() == witness.address.casefold() for one in others)

    # -- signing in at the provider's page

    async def _sign_in(self) -> None:
        witness = self._put()
        wanted = None if witness is None else request_for_witness(witness)
        if wanted is not None:
            await self._desk.signing_in.sign_in(self.window(), wanted)
            await self._show_signed_in()

    async def _sign_out(self) -> None:
        from mailadmin.core.oauth.sign_out import sign_out

        if self._before is not None:
            told = await sign_out(self._before.id, SecretRole.OAUTH, self._desk.workspace)
            if told is not None:
                self._desk.notice(Notice(text=words.say(told), tone=Tone.INFO))
            self._line.remember_signing_out(True)
        await self._show_signed_in()

    def _follow_sign_in(self) -> None:
        at_page = self._fields["inbox_auth"].value() != SignIn.PASSWORD
        self._fields["inbox_password"].setVisible(not at_page)
        self._line.setVisible(at_page)
        if at_page:
            self._desk.tasks.start(self._show_signed_in(), name="looking who is signed in")

    async def _show_signed_in(self) -> None:
        form, accounts = self._read().form, self._desk.accounts
        issuer, user = issuer_in(form, "inbox", accounts.clients), None
        if self._before is not None:
            user = await accounts.signed_in(self._before.id, SecretRole.INBOX, issuer)
        self._line.show_state(name_of_issuer(issuer, accounts.clients), user)

    def _tidy(self) -> None:
        """What was pasted goes where it belongs."""
        self._show(self._read().form)

    def _show(self, form: AccountForm) -> None:
        self._security = Security(form.inbox_security)
        if self._security is Security.AUTO:
            port = int(form.inbox_port) if form.inbox_port.isdecimal() else 993
            self._security = Security.AUTO.on_port(port)
            form = msgspec.structs.replace(form, inbox_security=self._security)
        for name, field in self._fields.items():
            value = getattr(form, name)
            field.set_value(value.reveal() if isinstance(value, Secret) else value)
        self._follow_sign_in()

    def _follow_security(self) -> None:
        port = self._fields["inbox_port"]
        new = Security(self._fields["inbox_security"].value())
        port.set_value(follow_port(port.value(), self._security, new, INBOX_PORTS))
        self._security = new

    def _leave(self) -> None:
        self._fields["inbox_password"].set_value("")
        self._line.remember_signing_out(False)
        self._before = None
        self.setVisible(False)
        self.closed.emit()
