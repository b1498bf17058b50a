"""The dialog for a client id: how a provider knows this program."""

from typing import Final

import msgspec
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from mailadmin.core.forms.field import clean
from mailadmin.core.oauth.client import OAuthClient, client_of
from mailadmin.core.oauth.issuers import MICROSOFT, Issuer, issuer_of_id
from mailadmin.core.oauth.registrations import problem_of, without_unused
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.dialogs import closed
from mailadmin.ui.theme import GAP, WIDE
from mailadmin.ui.widgets.buttons import LinkButton
from mailadmin.ui.widgets.form import TextField
from mailadmin.ui.widgets.text import Text

_AT_MICROSOFT: Final = OAuthClient(issuer=MICROSOFT, client_id="any")
_ANYWHERE: Final = OAuthClient(
    issuer="any.test",
    client_id="any",
    authorization_endpoint="https://any.test/",
    token_endpoint="https://any.test/",
    scopes=("any",),
)
"""Registrations with which nothing is wrong."""


async def ask_for_client(desk: Desk, parent: QWidget, issuer: Issuer) -> bool:
    """Let the user enter the client id for an issuer and save it; whether they did."""
    before = client_of(issuer.id, desk.accounts.clients)
    dialog = ClientForm(parent, issuer, before)
    accepted = await closed(dialog)
    if not accepted or dialog.client is None:
        return False
    desk.accounts.put_client(dialog.client)
    return True


class ClientForm(QDialog):
    """``client`` is what was entered, once the dialog is accepted.

    The addresses are asked for only where the program does not know the issuer's own.
    """

    def __init__(self, parent: QWidget, issuer: Issuer, before: OAuthClient | None) -> None:
        super().__init__(parent)
        self._issuer = issuer
        self.client: OAuthClient | None = None
        self.setObjectName("client_form")
        self.setWindowTitle(self.tr("Client id for {0}").format(issuer.name))
        start = before or OAuthClient(issuer=issuer.id, client_id="", name=issuer.name)
        self._before = start
        box = QVBoxLayout(self)
        box.setContentsMargins(WIDE, WIDE, WIDE, WIDE)
        box.setSpacing(GAP)
        box.addWidget(
            Text(
                self.tr(
                    "{name} lets only programs in that somebody has registered there. Your "
                    "administrator can do that and give you the client id. It is no password."
                ).format(name=issuer.name)
            )
        )
        guide = LinkButton(self.tr("How to get a client id"), "client_guide")
        guide.clicked.connect(self._help)
        box.addWidget(guide)
        self._fields = self._make_fields(start)
        for field in self._fields.values():
            box.addWidget(field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton(self.tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setObjectName("client_save")
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        box.addWidget(buttons)
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 60)
        QShortcut(QKeySequence("F1"), self).activated.connect(self._help)
        self._fields["client_id"].editor.setFocus()

    def _make_fields(self, start: OAuthClient) -> dict[str, TextField]:
        labels = {
            "client_id": self.tr("Client id"),
            "client_secret": self.tr("Client secret (only if you were given one)"),
        }
        if self._issuer.id == MICROSOFT:
            labels["tenant"] = self.tr("Tenant (only if it is for one organisation)")
        if not self._known():
            labels["authorization_endpoint"] = self.tr("Address of the sign-in page")
            labels["token_endpoint"] = self.tr("Address that gives the tokens")
            labels["device_authorization_endpoint"] = self.tr("Address that gives codes (optional)")
            labels["scopes"] = self.tr("Permissions to ask for (scopes)")
        made: dict[str, TextField] = {}
        for name, label in labels.items():
            field = TextField(label, name if name.startswith("client_") else f"client_{name}")
            value = getattr(start, name)
            field.set_value(" ".join(value) if isinstance(value, tuple) else value)
            made[name] = field
        return made

    def _known(self) -> bool:
        """Whether the program knows the issuer's pages by itself."""
        return issuer_of_id(self._issuer.id) is not None

    def _save(self) -> None:
        client = self._read()
        for name, field in self._fields.items():
            field.show_problem(self._problem(name, client))
        wrong = [field for field in self._fields.values() if field.problem()]
        if wrong:
            wrong[0].editor.setFocus()
            return
        self.client = without_unused(client)
        self.accept()

    def _read(self) -> OAuthClient:
        typed = {name: clean(field.value()) for name, field in self._fields.items()}
        scopes = self._before.scopes
        if "scopes" in typed:
            scopes = tuple(typed.pop("scopes").split())
        # What has no field here stays as it was, such as where tokens are taken back.
        return msgspec.structs.replace(self._before, **typed, scopes=scopes)

    def _problem(self, name: str, client: OAuthClient) -> str:
        """What is wrong with a field, empty for nothing."""
        value = getattr(client, name)
        needed = ("client_id", "authorization_endpoint", "token_endpoint", "scopes")
        if not value:
            return self.tr("This is needed.") if name in needed else ""
        # Alone, with nothing else to complain of: what is wrong then is wrong with this value.
        others = _AT_MICROSOFT if name == "tenant" else _ANYWHERE
        problem = problem_of(msgspec.structs.replace(others, **{name: value}))
        return "" if problem is None else words.say(problem)

    def _help(self) -> None:
        from mailadmin.ui.help import show_help

        show_help(self, "client_form")
