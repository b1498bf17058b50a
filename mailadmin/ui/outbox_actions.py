"""What the user may do about a message that may have been sent."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from mailadmin.core.account import Account
from mailadmin.core.event import Outcome, Result, to_nobody
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.notice import Notice

if TYPE_CHECKING:
    from mailadmin.core.send.errors import SendError
    from mailadmin.core.send.looking import Looked
    from mailadmin.core.send.records import Row


class OutboxActions(QObject):
    """Look in the inbox, send again, forget: each asks first where it can't be taken back."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._parent = parent

    def look(self, row: "Row") -> None:
        """Look for the message in the user's own mailbox."""
        self._desk.tasks.start(self._look(row), name="looking in the inbox")

    def send_again(self, row: "Row") -> None:
        """Send the message again, once the user has understood what that may mean."""
        self._desk.tasks.start(self._send_again(row), name="sending again")

    def forget(self, row: "Row") -> None:
        """Give the message up."""
        self._desk.tasks.start(self._forget(row), name="forgetting a message")

    def say_error(self, error: "SendError") -> None:
        """Say why something could not be done."""
        self._desk.notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))

    async def _look(self, row: "Row") -> None:
        from mailadmin.core.credentials import CredentialsError
        from mailadmin.core.send.errors import SendError
        from mailadmin.core.send.looking import look_for

        account = self._account_of(row)
        if account is None:
            return
        if account.inbox is None:
            self._desk.notice(
                Notice(
                    text=self.tr("The program does not know your inbox yet."),
                    more=self.tr("Tell it where your inbox is, and it can look for the message."),
                    tone=Tone.INFO,
                    action=self.tr("Go to the settings"),
                    act=lambda: self._desk.page_wanted.emit("page_mail_server"),
                )
            )
            return
        self._desk.notice(Notice(text=self.tr("Looking in your inbox …"), tone=Tone.INFO))
        try:
            looked = await look_for(row.id, account, self._desk.workspace, to_nobody)
        except (SendError, CredentialsError) as error:
            self._desk.notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
            return
        self._desk.notice(self._found(looked))
        self._desk.outbox_changed.emit()

    def _found(self, looked: "Looked") -> Notice:
        search = looked.search
        if search is None:
            return Notice(
                text=self.tr("Your own mailbox can not tell."),
                more=self.tr("The message was for others only. Ask one of them."),
                tone=Tone.INFO,
            )
        if search.found:
            text = self.tr("It was sent: the message is in your folder {folder}.")
            return Notice(text=text.format(folder=search.folder), tone=Tone.OK)
        if search.failure is not None:
            return Notice(
                text=self.tr("Your inbox could not be looked into."),
                more=words.title_of(search.failure),
                tone=Tone.WARNING,
            )
        return Notice(
            text=self.tr("The message is not in your mailbox."),
            more=self.tr("That makes it likely that it was not sent, but it is no proof."),
            tone=Tone.WARNING,
        )

    async def _send_again(self, row: "Row") -> None:
        from mailadmin.core.send.errors import SendError
        from mailadmin.core.send.sending import resend

        account = self._account_of(row)
        if account is None:
            return
        if row.state == "uncertain" and not await self._desk.dialogs.confirm(
            self._parent,
            self.tr("Send the message again?"),
            self.tr(
                "Nobody knows whether the first one arrived. If it did, the recipients get the "
                "message twice; many mail programs show it only once, because both carry the "
                "same number."
            ),
            self.tr("Send again"),
        ):
            return
        self._desk.notice(Notice(text=self.tr("Sending again …"), tone=Tone.INFO))
        try:
            result = await resend(row.id, account, self._desk.workspace, to_nobody)
        except SendError as error:
            self.say_error(error)
            return
        self._say_result(result)

    async def _forget(self, row: "Row") -> None:
        from mailadmin.core.send.errors import SendError

        if not await self._desk.dialogs.confirm(
            self._parent,
            self.tr("Forget this message?"),
            self.tr("Its text is removed from this computer, and it can not be sent again."),
            self.tr("Forget it"),
        ):
            return
        try:
            await self._desk.workspace.outbox.discard(row.id)
        except SendError as error:
            self.say_error(error)
        self._desk.outbox_changed.emit()

    def _account_of(self, row: "Row") -> Account | None:
        account = self._desk.accounts.find(row.account_id)
        if account is None:
            sentence = self.tr("The account of this message is no longer there.")
            self._desk.notice(Notice(text=sentence, tone=Tone.WARNING))
        return account

    def _say_result(self, result: Result) -> None:
        _, tone = words.OUTCOMES[result.status]
        more = "" if result.status is Outcome.PASSED else words.reason_of(result)
        title = words.say(result.title)
        self._desk.notice(Notice(text=title, more=more if more != title else "", tone=tone))
        self._desk.outbox_changed.emit()
