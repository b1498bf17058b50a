"""What a failure of the sending offers: another password, a setting that works, another sign-in."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QObject

from mailadmin.core.account import Account, Route, SecretRole, Server
from mailadmin.core.oauth.offering import page_of
from mailadmin.core.secret import Secret
from mailadmin.ui.desk import Desk
from mailadmin.ui.support import copy_for_support
from mailadmin.ui.widgets.failure_card import FailureCard


class Failed(msgspec.Struct, frozen=True):
    """Whose message could not be sent, and which server's failure it is."""

    account: Account
    route: Route | None


class SecondTry(QObject):
    """Does what the buttons of a failure card say: changes the account, saves it, tries again.

    ``failed`` says what the card is about, None for nothing any more; ``again`` sends once more.
    """

    def __init__(
        self,
        desk: Desk,
        card: FailureCard,
        failed: Callable[[], Failed | None],
        again: Callable[[], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._card = card
        self._failed = failed
        self._again = again
        tasks = desk.tasks
        card.copy_wanted.connect(lambda: copy_for_support(desk))
        card.use_setting.connect(self._use_setting)
        card.new_password.connect(
            lambda password: tasks.start(self._use_password(password), name="trying again")
        )
        card.sign_in_wanted.connect(lambda: tasks.start(self._use_page(), name="signing in"))

    def page(self) -> str:
        """Whose page the user could sign in at for the server that failed, empty for none."""
        failed = self._failed()
        if failed is None:
            return ""
        return page_of(failed.account, role_of(failed.route), self._desk.accounts.clients)

    async def _use_password(self, password: str) -> None:
        """Store another password for the server that did not want the last one."""
        failed = self._failed()
        if failed is not None:
            role = role_of(failed.route)
            await self._desk.accounts.store(failed.account.id, {role: Secret(password)})
            self._again()

    def _use_setting(self, found: Server) -> None:
        """Save a setting that works for the server that failed."""
        failed = self._failed()
        if failed is not None:
            self._desk.accounts.put(with_setting(failed.account, failed.route, found))
            self._again()

    async def _use_page(self) -> None:
        """Let the user sign in at the page of whoever runs the server that failed."""
        failed, window = self._failed(), self._card.window()
        if failed is not None and await self._desk.signing_in.use_page(
            window, failed.account, role_of(failed.route)
        ):
            self._again()


def role_of(route: Route | None) -> SecretRole:
    """Whose password the server of this route wants."""
    return SecretRole.MESSENGER if route is Route.MESSENGER else SecretRole.MAIL_SERVER


def with_setting(account: Account, route: Route | None, found: Server) -> Account:
    """The account with the server of this route spoken to as was found to work."""
    if route is Route.MESSENGER and account.messenger is not None:
        server = _at(found, account.messenger.server)
        messenger = msgspec.structs.replace(account.messenger, server=server)
        return msgspec.structs.replace(account, messenger=messenger)
    return msgspec.structs.replace(account, mail_server=_at(found, account.mail_server))


def _at(found: Server, server: Server) -> Server:
    # What the user has allowed for the old way is not allowed for another.
    return msgspec.structs.replace(
        server,
        host=found.host,
        port=found.port,
        security=found.security,
        trusted_certificate=None,
        plain_password_allowed=False,
    )
