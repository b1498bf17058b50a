"""The first start: one question, and two other ways in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit

from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import TextField
from mailadmin.ui.widgets.text import Role, Text


class FirstStart(Card):
    """The question with which everything begins."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(margin=28)
        self._desk = desk
        question = Text(self.tr("What is your email address?"), Role.TITLE)
        hint = Text(
            self.tr("Does your email work? Test it, send a message, and see what to do if not."),
            Role.QUIET,
        )
        self._address = TextField(
            self.tr("Email address"), "start_address", self.tr("anna@example.com")
        )
        self._address.setMaximumWidth(self.fontMetrics().averageCharWidth() * 52)
        go = PrimaryButton(self.tr("I'll type the settings myself"), "start_settings")
        demonstration = PlainButton(
            self.tr("Try it with a demonstration"), "start_demonstration", "demonstration"
        )
        ways = Flow()
        ways.add(go)
        ways.add(demonstration)
        self.body.addWidget(question)
        self.body.addWidget(hint)
        self.body.addWidget(self._address, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(ways)
        go.clicked.connect(self._go_on)
        demonstration.clicked.connect(desk.demonstration_wanted)
        self._asked = False
        edit = self._address.editor
        if isinstance(edit, QLineEdit):
            edit.returnPressed.connect(self._go_on)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the keyboard into the one field, the first time only: later the user is elsewhere."""
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self._address.editor.setFocus()

    def _go_on(self) -> None:
        from mailadmin.core.forms.address import parse_address
        from mailadmin.core.forms.field import FieldProblem

        typed = self._address.value().strip()
        found = parse_address(typed, "start_address") if typed else None
        if isinstance(found, FieldProblem):
            self._address.show_problem(words.say(found.phrase))
            self._address.editor.setFocus()
            return
        self._address.show_problem("")
        self._desk.accounts.begin_new("" if found is None else found.address)
        self._desk.page_wanted.emit("page_mail_server")
