"""The menu of accounts: choose, add, duplicate, rename, delete, hand on as a setup file."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from mailadmin.ui.desk import Desk
from mailadmin.ui.setup_files import export_account, import_account


class AccountMenu(QObject):
    """Made anew each time it opens, from the accounts as they are then."""

    def __init__(self, desk: Desk, button: QWidget) -> None:
        super().__init__(button)
        self._desk = desk
        self._button = button
        self._menu: QMenu | None = None

    def open(self) -> None:
        """Show the menu below its button."""
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = QMenu(self._button)
        menu.setObjectName("account_list")
        self._add_accounts(menu)
        menu.addSeparator()
        saved = self._desk.accounts.current is not None
        some = self._desk.accounts.current_id is not None
        self._add(menu, self.tr("Add an account"), "account_add").triggered.connect(
            lambda: self._add_account()
        )
        for words, name, work, enabled in (
            (self.tr("Duplicate …"), "account_duplicate", self._duplicate, saved),
            (self.tr("Rename …"), "account_rename", self._rename, saved),
            (self.tr("Delete …"), "account_delete", self._delete, some),
        ):
            action = self._add(menu, words, name)
            action.setEnabled(enabled)
            action.triggered.connect(
                lambda _checked=False, work=work, name=name: self._desk.tasks.start(
                    work(), name=name
                )
            )
        menu.addSeparator()
        export = self._add(menu, self.tr("Export a setup file …"), "account_export")
        export.setEnabled(saved)
        export.triggered.connect(
            lambda: self._desk.tasks.start(
                export_account(self._desk, self._button), name="exporting"
            )
        )
        self._add(menu, self.tr("Import a setup file …"), "account_import").triggered.connect(
            lambda: self._desk.tasks.start(
                import_account(self._desk, self._button), name="importing"
            )
        )
        menu.popup(self._button.mapToGlobal(self._button.rect().bottomLeft()))

    def _add_accounts(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for entry in self._desk.accounts.entries():
            action = QAction(entry.name or entry.address or self.tr("New account"), menu)
            action.setCheckable(True)
            action.setChecked(entry.id == self._desk.accounts.current_id)
            action.triggered.connect(
                lambda _checked=False, one=entry.id: self._desk.accounts.select(one)
            )
            group.addAction(action)
            menu.addAction(action)

    def _add(self, menu: QMenu, words: str, name: str) -> QAction:
        action = menu.addAction(words)
        action.setObjectName(name)
        return action

    def _add_account(self) -> None:
        self._desk.accounts.begin_new()
        self._desk.page_wanted.emit("page_mail_server")

    async def _duplicate(self) -> None:
        account = self._desk.accounts.current
        if account is None:
            return
        name = await self._desk.dialogs.ask_text(
            self._button,
            self.tr("Duplicate the account"),
            self.tr("Name of the copy"),
            self.tr("{0} (copy)").format(account.name),
        )
        if name:
            self._desk.accounts.duplicate(name)

    async def _rename(self) -> None:
        account = self._desk.accounts.current
        if account is None:
            return
        name = await self._desk.dialogs.ask_text(
            self._button, self.tr("Rename the account"), self.tr("Name"), account.name
        )
        if name:
            self._desk.accounts.rename(name)

    async def _delete(self) -> None:
        entry = self._desk.accounts.entry()
        if entry is None:
            return
        name = entry.name or entry.address or self.tr("New account")
        if await self._desk.dialogs.confirm(
            self._button,
            self.tr("Delete the account?"),
            self.tr(
                "{name} and its passwords will be removed from this computer. "
                "Messages in the outbox stay."
            ).format(name=name),
            self.tr("Delete"),
        ):
            self._desk.accounts.delete()
