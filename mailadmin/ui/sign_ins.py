"""The sign-ins of the account in the form: who is signed in, signing in, signing out."""

from collections.abc import Sequence
from functools import partial
from typing import Final

import msgspec
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mailadmin.core.account import SecretRole, SignIn
from mailadmin.core.forms.field import FieldProblem
from mailadmin.core.oauth.offering import issuer_in, name_of_issuer
from mailadmin.core.oauth.request import request_for_account
from mailadmin.ui import words
from mailadmin.ui.account_editor import AccountEditor
from mailadmin.ui.account_fields import AccountFields
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

ROLES: Final = {
    "server": SecretRole.MAIL_SERVER,
    "messenger": SecretRole.MESSENGER,
    "inbox": SecretRole.INBOX,
}
"""Whose secrets the sections of the form are about."""


class SignIns(QObject):
    """Keeps the lines of the form up to date and does what their buttons say."""

    signed_in = Signal(str)
    """The user has signed in for this section of the form."""

    signed_out = Signal(str)
    """The user has signed out for this section; what was proven of it is so no more."""

    def __init__(self, desk: Desk, fields: AccountFields, editor: AccountEditor) -> None:
        super().__init__()
        self._desk = desk
        self._fields = fields
        self._editor = editor
        for section, line in fields.lines.items():
            line.sign_in_wanted.connect(partial(self.start, section))
            line.sign_out_wanted.connect(partial(self._start_signing_out, section))
        fields.left.connect(lambda _name: self._look())
        editor.shown.connect(self._begin)
        desk.accounts.altered.connect(lambda _account: self._look())

    def start(self, section: str) -> None:
        """Sign in for the server of a section, or go to the sign-in that is under way."""
        self._desk.tasks.start(self._sign_in(section), name="signing in")

    # -- looking

    def _begin(self) -> None:
        """Another account is in the form."""
        for line in self._fields.lines.values():
            line.remember_signing_out(False)
        self._look()

    def _look(self) -> None:
        self._desk.tasks.start(self._show_states(), name="looking who is signed in")

    async def _show_states(self) -> None:
        form, account = self._fields.form(), self._desk.accounts.current
        problems = self._editor.read(form).problems
        for section, line in self._fields.lines.items():
            if getattr(form, f"{section}_auth") in (SignIn.PASSWORD, SignIn.NONE):
                continue
            issuer = issuer_in(form, section, self._desk.accounts.clients)
            user = None
            if account is not None:
                user = await self._desk.accounts.signed_in(account.id, ROLES[section], issuer)
            first = _first_of(section, problems)
            problem = "" if first is None else words.say(first.phrase)
            line.show_state(self._name(issuer), user, problem)
            self._fields.name_page(section, self._name(issuer))

    def _name(self, issuer: str) -> str:
        return name_of_issuer(issuer, self._desk.accounts.clients)

    # -- signing in and out

    async def _sign_in(self, section: str) -> None:
        window = self._window()
        if self._desk.signing_in.running:
            self._desk.signing_in.come_forward()
            return
        form = self._fields.form()
        issuer = issuer_in(form, section, self._desk.accounts.clients)
        self._fields.show(msgspec.structs.replace(form, **{f"{section}_issuer": issuer}))
        reading = self._editor.save(everything=True)
        account = reading.account
        wanted = None if account is None else request_for_account(account, ROLES[section])
        if wanted is None:
            if first := _first_of(section, reading.problems):
                self._fields.say_problem(first)
            self._look()
            return
        if await self._desk.signing_in.sign_in(window, wanted):
            self.signed_in.emit(section)

    def _start_signing_out(self, section: str) -> None:
        self._desk.tasks.start(self._sign_out(section), name="signing out")

    async def _sign_out(self, section: str) -> None:
        from mailadmin.core.oauth.sign_out import sign_out

        account = self._desk.accounts.current
        if account is None:
            return
        told = await sign_out(account.id, ROLES[section].of_grant, self._desk.workspace)
        if told is not None:
            self._desk.notice(Notice(text=words.say(told), tone=Tone.INFO))
        for other, line in self._fields.lines.items():
            if ROLES[other].of_grant is ROLES[section].of_grant:
                line.remember_signing_out(True)
                self.signed_out.emit(other)
        self._desk.accounts.altered.emit(account.id)

    def _window(self) -> QWidget:
        return self._fields.lines["server"].window()


def _first_of(section: str, problems: Sequence[FieldProblem]) -> FieldProblem | None:
    """What is in the way of signing in there: something of the section itself before all else."""
    own = (one for one in problems if one.field.startswith(f"{section}_"))
    return next(own, None) or next(iter(problems), None)
