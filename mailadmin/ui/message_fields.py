"""The head of a message: From with its route, To, Cc, Bcc, Subject."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mailadmin.core.account import Account
from mailadmin.core.send.addresses import read_mailbox, split_addresses
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import SendError
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL
from mailadmin.ui.widgets.buttons import LinkButton, PlainButton
from mailadmin.ui.widgets.form import TextField
from mailadmin.ui.widgets.text import Elided, Role


class MessageFields(QWidget):
    """Reads and shows the fields of a draft; says beside a field what is wrong with it."""

    changed = Signal()

    def __init__(self, account: Account) -> None:
        super().__init__()
        self._account = account
        self._to = TextField(self.tr("To"), "compose_to")
        self._cc = TextField(self.tr("Cc"), "compose_cc")
        self._bcc = TextField(self.tr("Bcc"), "compose_bcc")
        self._subject = TextField(self.tr("Subject"), "compose_subject")
        self._self = PlainButton(self.tr("Send to myself"), "compose_self")
        self._copies = LinkButton(self.tr("Cc and Bcc"), "compose_copies")
        self._to.line.addWidget(self._self)
        self._to.line.addWidget(self._copies)
        from_label = QLabel(self.tr("From"))
        self._from = Elided(self._sender())
        self._from.set_whole(self._sender())
        self._from.setObjectName("compose_from")
        route = Elided(self._route(), Role.QUIET)
        route.set_whole(self._route())
        route.setObjectName("compose_route")
        route.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        sender = QHBoxLayout()
        sender.setSpacing(SMALL)
        sender.addWidget(from_label, 0, Qt.AlignmentFlag.AlignVCenter)
        sender.addWidget(self._from, 1)
        sender.addWidget(route, 1)
        fields = (self._to, self._cc, self._bcc, self._subject)
        width = max(
            from_label.sizeHint().width(), *(field.label.sizeHint().width() for field in fields)
        )
        from_label.setFixedWidth(width + SMALL)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP - 2)
        box.addLayout(sender)
        for field in fields:
            field.put_label_beside(width + SMALL)
            field.line_edit().setAcceptDrops(False)
            field.edited.connect(lambda _name: self.changed.emit())
            field.left.connect(lambda _name, field=field: self._check(field))
            box.addWidget(field)
        self._show_copies(False)
        self._self.clicked.connect(self._add_self)
        self._copies.clicked.connect(lambda: self._show_copies(True))

    def show_draft(self, draft: Draft) -> None:
        """Put a draft into the fields."""
        self._to.set_value(", ".join(draft.to))
        self._cc.set_value(", ".join(draft.cc))
        self._bcc.set_value(", ".join(draft.bcc))
        self._subject.set_value(draft.subject)
        if draft.cc or draft.bcc:
            self._show_copies(True)

    def recipients(self, field: str) -> tuple[str, ...]:
        """The addresses typed into ``to``, ``cc`` or ``bcc``, one each."""
        fields = {"to": self._to, "cc": self._cc, "bcc": self._bcc}
        return split_addresses(fields[field].value())

    def subject(self) -> str:
        """The subject as typed."""
        return self._subject.value()

    def is_empty(self) -> bool:
        """Whether nothing has been typed."""
        return not any(
            field.value().strip() for field in (self._to, self._cc, self._bcc, self._subject)
        )

    def ready(self) -> bool:
        """Whether the message can go; otherwise the field to mend says why and has the focus."""
        for field in (self._to, self._cc, self._bcc):
            if not self._check(field):
                field.editor.setFocus()
                return False
        if not any(self.recipients(field) for field in ("to", "cc", "bcc")):
            self._to.show_problem(self.tr("Write at least one address, for example your own."))
            self._to.editor.setFocus()
            return False
        return True

    def set_busy(self, busy: bool) -> None:
        """While the message is on its way it can be read and not changed."""
        for field in (self._to, self._cc, self._bcc, self._subject):
            field.line_edit().setReadOnly(busy)
        self._self.setEnabled(not busy)
        self._copies.setEnabled(not busy)

    def _check(self, field: TextField) -> bool:
        if field is self._subject:
            return True
        for address in split_addresses(field.value()):
            try:
                read_mailbox(address)
            except SendError as error:
                field.show_problem(words.say(error.phrase))
                return False
        field.show_problem("")
        return True

    def _add_self(self) -> None:
        own = self._account.identity.address
        there = self.recipients("to")
        if own not in there:
            self._to.set_value(", ".join((*there, own)))
            self.changed.emit()
        self._check(self._to)

    def _show_copies(self, visible: bool) -> None:
        self._cc.setVisible(visible)
        self._bcc.setVisible(visible)
        self._copies.setVisible(not visible)

    def _sender(self) -> str:
        identity = self._account.identity
        return f"{identity.name} <{identity.address}>" if identity.name else identity.address

    def _route(self) -> str:
        host = self._account.mail_server.host
        if self._account.messenger is None:
            return self.tr("via {0}").format(host)
        return self.tr("via {0}, Messenger stands by").format(host)
