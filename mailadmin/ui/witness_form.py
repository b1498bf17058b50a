"""The form of a mailbox in which test messages are looked for, besides the account's own."""

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.account import SecretRole, Security, Witness
from mailadmin.core.accounts import new_account_id
from mailadmin.core.forms.account_form import AccountForm, form_of_witness
from mailadmin.core.forms.reading import WitnessReading, read_witness
from mailadmin.core.forms.values import INBOX_PORTS, follow_port
from mailadmin.core.secret import Secret
from mailadmin.ui import words
from mailadmin.ui.account_fields import inbox_securities
from mailadmin.ui.announce import announce
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import GAP
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


class WitnessForm(QWidget):
    """Six fields and two buttons. What is wrong is said beside its field, and nothing is saved."""

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
        self._save = PlainButton(self.tr("Save the mailbox"), "witness_save")
        self._close = PlainButton(self.tr("Close without saving"), "witness_close")
        self._build()
        self._save.clicked.connect(self.save)
        self._close.clicked.connect(self._leave)
        for field in self._fields.values():
            field.left.connect(lambda _name: self._tidy())
            if isinstance(field, TextField):
                field.line_edit().returnPressed.connect(self.save)
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
                [(fields["inbox_user"], 6), (fields["inbox_password"], 6)],
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
            return
        accounts = self._desk.accounts
        if reading.secret:
            work = accounts.store(reading.witness.id, {SecretRole.INBOX: reading.secret})
            self._desk.tasks.start(work, name="storing a password")
        elif reading.forgets:
            accounts.forget_secrets(reading.witness.id)
        accounts.put_witness(reading.witness)
        said = self.tr("The mailbox {0} is saved.").format(reading.witness.address)
        announce(self, said)
        self._leave()

    def _read(self) -> WitnessReading:
        typed: dict[str, str | Secret] = {
            name: Secret(field.value()) if name == "inbox_password" else field.value()
            for name, field in self._fields.items()
        }
        form = msgspec.structs.replace(AccountForm(), **typed)
        witness_id = self._before.id if self._before is not None else new_account_id()
        return read_witness(form, witness_id, self._before)

    def _is_there_twice(self, witness: Witness | None) -> bool:
        """Whether another one on the list has this address: it would be looked into twice."""
        if witness is None:
            return False
        others = (one for one in self._desk.accounts.witnesses if one.id != witness.id)
        return any(one.address.casefold() == witness.address.casefold() for one in others)

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

    def _follow_security(self) -> None:
        port = self._fields["inbox_port"]
        new = Security(self._fields["inbox_security"].value())
        port.set_value(follow_port(port.value(), self._security, new, INBOX_PORTS))
        self._security = new

    def _leave(self) -> None:
        self._fields["inbox_password"].set_value("")
        self._before = None
        self.setVisible(False)
        self.closed.emit()
