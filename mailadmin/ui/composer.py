"""Send an Email: the window in which a message is written and sent."""

import asyncio
import importlib
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core import blocking
from mailadmin.core.account import Account, Route
from mailadmin.core.event import Event, Finished, Outcome, SendResult
from mailadmin.core.send.draft import Draft
from mailadmin.core.send.errors import SendError
from mailadmin.ui import words
from mailadmin.ui.attachments import Attachments
from mailadmin.ui.content_check import ContentPanel
from mailadmin.ui.desk import Desk
from mailadmin.ui.draft_keeper import DraftKeeper
from mailadmin.ui.message_fields import MessageFields
from mailadmin.ui.second_try import Failed, SecondTry
from mailadmin.ui.tab_order import put_in_reading_order
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import GAP, SMALL, WIDE, Tone
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.editor import Editor, dropped_files
from mailadmin.ui.widgets.failure_card import FailureCard
from mailadmin.ui.widgets.notice import Notice, NoticeBar
from mailadmin.ui.widgets.sending_line import SendingLine
from mailadmin.ui.widgets.shelf import Shelf

CHECK = "mailadmin.core.send.content_check"
LOADING = 30.0
"""Seconds that reading the check's modules may take the first time."""


class Composer(QWidget):
    """One message. It closes when the message is accepted and stays when it is not."""

    closed = Signal()
    uncertain = Signal(str)
    """A message may have been sent; carries the id of its row in the outbox."""

    def __init__(self, desk: Desk, account: Account, draft: Draft | None) -> None:
        super().__init__()
        self._desk = desk
        self._account = account
        self._task: Work | None = None
        self._failed_row: str | None = None
        self._failed_route: Route | None = None
        self._closing = False
        self._offered: Draft | None = None
        self._draft_id = (draft or Draft()).id
        self.setWindowTitle(self.tr("Send an Email"))
        self.setAcceptDrops(True)
        self.resize(760, 640)
        self.notices = NoticeBar()
        self.failure = FailureCard("compose_")
        self._content = ContentPanel()
        self._fields = MessageFields(account)
        self._editor = Editor(self.tr("Message"), "compose_message")
        self._attachments = Attachments()
        self._line = SendingLine("compose_state")
        self._cancel = PlainButton(self.tr("Cancel"), "cancel")
        self._attach = PlainButton(self.tr("Attach"), "compose_attach", "attach")
        self._check = PlainButton(self.tr("Check before sending"), "compose_check")
        self._send = PrimaryButton(self.tr("Send"), "compose_send")
        self._keeper = DraftKeeper(desk, self.draft)
        self._second_try = SecondTry(
            desk, self.failure, lambda: Failed(self._account, self._failed_route), self._send_again
        )
        self._build()
        self._connect()
        if draft is not None:
            self._show(draft)
        else:
            desk.tasks.start(self._offer_drafts(), name="reading drafts")

    # -- building

    def _build(self) -> None:
        self._cancel.setVisible(False)
        self._failure_area = Shelf(self.failure)
        self._failure_area.setVisible(False)
        self._content_area = Shelf(self._content)
        self._content_area.setVisible(False)
        bottom = QHBoxLayout()
        bottom.setSpacing(SMALL)
        bottom.addWidget(self._attach)
        bottom.addWidget(self._check)
        bottom.addWidget(self._line, 1)
        bottom.addWidget(self._cancel)
        bottom.addWidget(self._send)
        box = QVBoxLayout(self)
        box.setContentsMargins(WIDE, WIDE, WIDE, GAP + 4)
        box.setSpacing(GAP)
        box.addWidget(self.notices)
        box.addWidget(self._failure_area)
        box.addWidget(self._content_area)
        box.addWidget(self._fields)
        box.addWidget(self._editor, 1)
        box.addWidget(self._attachments)
        box.addLayout(bottom)

    def _connect(self) -> None:
        self._send.clicked.connect(self.send)
        self._check.clicked.connect(self.check)
        self._content.closed.connect(self._close_check)
        self._cancel.clicked.connect(self.stop)
        self._attach.clicked.connect(
            lambda: self._desk.tasks.start(self._choose_files(), name="attaching")
        )
        self._editor.link_wanted.connect(
            lambda: self._desk.tasks.start(self._ask_link(), name="making a link")
        )
        self._editor.text.files_pasted.connect(self._attach_files)
        for signal in (
            self._fields.changed,
            self._editor.text.textChanged,
            self._attachments.changed,
        ):
            signal.connect(self._written)
        self._keeper.said.connect(self._say_quietly)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.send)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.stop)

    # -- the draft

    def _written(self) -> None:
        self._keeper.changed()
        if self._offered is not None and not self.is_empty():
            # Going on with the draft now would take away what has just been written.
            self._offered = None
            self.notices.clear()

    def draft(self) -> Draft:
        """The message as it stands now."""
        return Draft(
            id=self._draft_id,
            account_id=self._account.id,
            to=self._fields.recipients("to"),
            cc=self._fields.recipients("cc"),
            bcc=self._fields.recipients("bcc"),
            subject=self._fields.subject(),
            html=self._editor.html(),
            attachments=self._attachments.files(),
        )

    async def keep(self) -> None:
        """Write the draft now, for when the program ends."""
        if not self.is_empty():
            await self._keeper.save()

    def is_empty(self) -> bool:
        """Whether there is nothing worth keeping."""
        written = self._fields.is_empty() and self._editor.is_empty()
        return written and not self._attachments.files()

    def _show(self, draft: Draft) -> None:
        self._draft_id = draft.id
        self._fields.show_draft(draft)
        if draft.html:
            self._editor.text.setHtml(draft.html)
        elif draft.text:
            self._editor.text.setPlainText(draft.text)
        self._attachments.put(draft.attachments)
        self._keeper.rest()

    async def _offer_drafts(self) -> None:
        try:
            saved = await self._desk.workspace.drafts.all()
        except (SendError, TimeoutError):
            return
        mine = [one for one in saved.drafts if one.draft.account_id == self._account.id]
        if mine and self.is_empty():
            subject = mine[0].draft.subject or words.no_subject()
            self._offered = mine[0].draft
            self.notices.show_notice(
                Notice(
                    text=self.tr("You have a draft from {when}: {subject}").format(
                        when=words.ago(mine[0].saved), subject=subject
                    ),
                    action=self.tr("Go on with it"),
                    act=self._take_offered,
                )
            )

    def _take_offered(self) -> None:
        draft, self._offered = self._offered, None
        if draft is not None:
            self._show(draft)

    # -- attaching, linking

    async def _choose_files(self) -> None:
        paths = await self._desk.dialogs.open_files(self, self.tr("Attach files"), many=True)
        await self.attach(paths)

    def _attach_files(self, paths: list[Path]) -> None:
        self._desk.tasks.start(self.attach(paths), name="attaching")

    async def attach(self, paths: list[Path]) -> None:
        """Attach files, and say which could not be."""
        problems = await self._attachments.attach(paths)
        if problems:
            self.notices.show_notice(Notice(text=" ".join(problems), tone=Tone.FAILED))

    async def _ask_link(self) -> None:
        address = await self._desk.dialogs.ask_text(
            self, self.tr("Link"), self.tr("Web address"), "https://"
        )
        if address and words.is_web_address(address):
            self._editor.insert_link(address)
        elif address:
            sentence = self.tr("A link needs a web address, such as https://example.com.")
            self.notices.show_notice(Notice(text=sentence, tone=Tone.WARNING))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, wherever over the window they are."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        event.acceptProposedAction()
        self._attach_files(dropped_files(event.mimeData()))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus, in the order of what is on screen now."""
        put_in_reading_order((self,))
        return super().focusNextPrevChild(forward)

    # -- sending

    def send(self) -> None:
        """Send, unless something must be put right or is under way."""
        if self._task is None and self._fields.ready():
            self._task = self._desk.tasks.start(self._run(), name="sending")

    def check(self) -> None:
        """Look at the message as filters would, unless something is under way."""
        if self._task is None:
            self._task = self._desk.tasks.start(self._check_content(), name="checking the content")

    async def _check_content(self) -> None:
        self._show_busy(True)
        self._line.say(self.tr("Looking at the message …"))
        sentence = ""
        try:
            await blocking.run(importlib.import_module, CHECK, limit=LOADING)
            from mailadmin.core.send.content_check import check_content

            identity, net = self._account.identity, self._desk.workspace.net
            self._content.show_findings(await check_content(self.draft(), identity, net))
            self._content_area.setVisible(True)
        except SendError as error:
            self.notices.show_notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
        except TimeoutError:
            sentence = self.tr("Looking at the message took too long.")
        except asyncio.CancelledError:
            sentence = self.tr("Cancelled.")
            raise
        finally:
            self._task = None
            self._show_busy(False)
            self._line.say(sentence)
            self._check.setFocus()

    def _close_check(self) -> None:
        self._content_area.setVisible(False)
        self._content.clear()
        self._check.setFocus()

    def stop(self) -> None:
        """Cancel what is under way."""
        if self._task is not None:
            self._task.cancel()

    async def _run(self) -> None:
        from mailadmin.core.send.sending import send

        self._show_busy(True)
        result: SendResult | None = None
        try:
            await self._keeper.save()
            await self._discard_failed_row()
            result = await send(self._account, self.draft(), self._desk.workspace, self._listen)
        except SendError as error:
            self.notices.show_notice(Notice(text=words.say(error.phrase), tone=Tone.FAILED))
        except asyncio.CancelledError:
            self._line.say(self.tr("Cancelled."))
            raise
        finally:
            self._task = None
            self._show_busy(False)
            self._desk.outbox_changed.emit()
        if result is None:
            self._line.say("")
            return
        await self._show_end(result)

    def _listen(self, event: Event) -> None:
        if not isinstance(event, Finished):
            self._line.listen(event)

    async def _show_end(self, result: SendResult) -> None:
        if result.status is Outcome.FAILED:
            self._failed_row = result.outbox_id
            self._failed_route = None if result.failure is None else result.failure.route
            self._line.say(words.say(result.title))
            self.failure.show_result(result, page=self._second_try.page())
            self._failure_area.setVisible(True)
            return
        # The outbox has the message now: its text, and what became of it.
        await self._keeper.discard()
        if result.status is Outcome.UNCERTAIN:
            self.uncertain.emit(result.outbox_id or "")
        self._desk.notice(self._notice_of(result))
        self._closing = True
        self.close()

    def _send_again(self) -> None:
        self._account = self._desk.accounts.find(self._account.id) or self._account
        self.send()

    def _notice_of(self, result: SendResult) -> Notice:
        _, tone = words.OUTCOMES[result.status]
        because = [*result.not_proven] if result.status is not Outcome.PASSED else []
        if result.fallback_cause is not None:
            return Notice(
                text=words.say(result.title),
                more=words.together((*result.proven[1:], *because)),
                tone=Tone.WARNING,
                action=self.tr("Test the mail server"),
                act=self._desk.test_wanted.emit,
            )
        return Notice(text=words.say(result.title), more=words.together(because), tone=tone)

    async def _discard_failed_row(self) -> None:
        # What failed before is in this window and about to be in the outbox again.
        row, self._failed_row = self._failed_row, None
        if row is not None:
            with suppress(SendError):
                await self._desk.workspace.outbox.discard(row)

    def _show_busy(self, busy: bool) -> None:
        if busy:
            self.failure.clear()
            self._failure_area.setVisible(False)
            self.notices.clear()
            self._content_area.setVisible(False)
            self._content.clear()
            self._line.begin()
        self._fields.set_busy(busy)
        self._editor.set_busy(busy)
        for part in (self._attachments, self._attach, self._check, self._send):
            part.setEnabled(not busy)
        self._cancel.setVisible(busy)
        if busy:
            self._cancel.setFocus()

    def _say_quietly(self, sentence: str) -> None:
        if self._task is None:
            self._line.say(sentence)

    # -- closing

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first if something would be lost."""
        if self._closing or self.is_empty():
            self.stop()
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        if self._task is None:
            self._desk.tasks.start(self._ask_to_close(), name="closing the composer")

    async def _ask_to_close(self) -> None:
        answer = await self._desk.dialogs.choose(
            self,
            self.tr("Keep this message as a draft?"),
            self.tr("It has not been sent."),
            [("keep", self.tr("Keep the draft")), ("discard", self.tr("Throw it away"))],
        )
        if answer is None:
            return
        if answer == "keep":
            await self._keeper.save()
        else:
            await self._keeper.discard()
        self._closing = True
        self.close()
