"""Did it arrive? The button, the mailboxes, and the reading of the copy that arrived."""

import asyncio
import importlib
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core import blocking
from mailadmin.core.account import Account, SecretRole, Witness
from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen
from mailadmin.core.event import Event, Finished, Found
from mailadmin.core.finding import Finding, Status
from mailadmin.core.history.run import Kind
from mailadmin.core.oauth.offering import page_of, page_of_witness
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.arrival_words import was_sent
from mailadmin.ui.desk import Desk
from mailadmin.ui.second_try import Failed, SecondTry
from mailadmin.ui.support import copy_for_support
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import WIDE, Tone
from mailadmin.ui.widgets.arrival_answer import ArrivalAnswer
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card, Line
from mailadmin.ui.widgets.failure_card import FailureCard
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import Section
from mailadmin.ui.widgets.mailbox_list import MailboxList
from mailadmin.ui.widgets.mailbox_row import Mailbox
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.reading_card import ReadingCard
from mailadmin.ui.witness_form import WitnessForm

if TYPE_CHECKING:
    from mailadmin.core.reading.outcome import MessageResult

LOOKING: Final = ("inbox.", "keyring.")
"""How the names of the checks begin that are about looking into a mailbox."""

LOADING: Final = 30.0
"""Seconds that reading the modules may take the first time."""


class _Shown(msgspec.Struct, eq=False):
    """What the card shows: a run that is under way, or one that has ended."""

    account_id: str
    result: ArrivalResult | None = None


class ArrivalWatch(QWidget):
    """One run at a time. It goes on while other pages are open."""

    shown = Signal(object)
    """A part that has just got something to say, to be brought into view."""
    print_wanted = Signal(object)
    """The user wants this :class:`MessageResult` on paper."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._task: Work | None = None
        self._shown: _Shown | None = None
        self._copy: MailboxSeen | None = None
        self._watch = PrimaryButton(
            self.tr("Send a test email to yourself and watch it arrive"), "watch_arrival"
        ).break_lines()
        self._cancel = PlainButton(self.tr("Cancel"), "cancel")
        self._buttons = Flow()
        self._answer = ArrivalAnswer()
        self.mailboxes = MailboxList()
        self._add = PlainButton(self.tr("Add a mailbox"), "witness_add", "plus")
        self._delete = PlainButton(
            self.tr("Delete the test message"), "delete_test_message", "trash"
        )
        self._below = Flow()
        self._form = WitnessForm(desk)
        self._failure = FailureCard("arrival_")
        self._second_try = SecondTry(desk, self._failure, self._failed, self.start)
        self.reading = ReadingCard("copy_")
        self._build()
        self._connect()
        self._account_changed()

    # -- building

    def _build(self) -> None:
        hint = self.tr(
            "This sends a short message to your own address, as every message of yours is sent, "
            "and looks where it ends up: in the Inbox, in Junk, or nowhere."
        )
        section = Section(self.tr("Did it arrive?"), hint)
        self._buttons.add(self._watch)
        self._buttons.add(self._cancel)
        section.body.addWidget(self._buttons)
        card = Card()
        for part in (section, self._answer, Line(), self.mailboxes):
            card.body.addWidget(part)
        self._below.add(self._add)
        self._below.add(self._delete)
        card.body.addWidget(self._below)
        card.body.addWidget(self._form)
        self.card = card
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(WIDE)
        for below in (card, self._failure, self.reading):
            box.addWidget(below)
        self._show_running(False)

    def _connect(self) -> None:
        desk, boxes = self._desk, self.mailboxes
        self._watch.clicked.connect(self.start)
        self._cancel.clicked.connect(self.stop)
        self._add.clicked.connect(lambda: self._open_form(None))
        self._delete.clicked.connect(
            lambda: desk.tasks.start(self._delete_messages(), name="deleting the test message")
        )
        self._form.closed.connect(self._form_closed)
        boxes.set_up_wanted.connect(lambda: desk.inbox_wanted.emit())
        boxes.change_wanted.connect(self._open_form)
        boxes.remove_wanted.connect(
            lambda witness: desk.tasks.start(self._remove(witness), name="removing a mailbox")
        )
        boxes.copy_wanted.connect(self._show_copy)
        boxes.sign_in_wanted.connect(
            lambda mailbox: desk.tasks.start(self._open_mailbox(mailbox), name="signing in")
        )
        self.reading.copy_wanted.connect(lambda: copy_for_support(desk))
        self.reading.print_wanted.connect(self.print_reading)
        desk.accounts.changed.connect(self._account_changed)

    # -- the run

    @property
    def running(self) -> bool:
        """Whether a message is on its way or waited for."""
        return self._task is not None

    def start(self) -> None:
        """Send a test message and wait for it, unless one is waited for already."""
        account = self._desk.accounts.current
        if self._task is not None:
            return
        if account is None:
            sentence = self.tr("Set up an account first; then a test message can be sent.")
            self._answer.say("info", Tone.INFO, "", sentence)
            announce(self, sentence)
        elif not any(row.mailbox.ready for row in self.mailboxes.rows()):
            sentence = self.tr("There is no mailbox yet in which the program can look.")
            self._answer.say("info", Tone.INFO, "", sentence)
            announce(self, sentence, urgent=True)
            self.mailboxes.focus_set_up()
        else:
            self._task = self._desk.tasks.start(self._run(account), name="watching for a message")

    def stop(self) -> None:
        """Stop waiting."""
        if self._task is not None:
            self._task.cancel()

    async def _run(self, account: Account) -> None:
        shown = self._shown = _Shown(account.id)
        self._show_running(True)
        self._begin(account.identity.address)
        try:
            await self._wait_for_it(account, shown)
        except asyncio.CancelledError:
            if self._shown is shown:
                self._cancelled()
            raise
        except Exception:
            if self._shown is shown:
                self._broke()
            raise
        finally:
            self._task = None
            self._show_running(False)
            self._account_changed()  # what has changed meanwhile had to wait

    async def _wait_for_it(self, account: Account, shown: _Shown) -> None:
        await blocking.run(importlib.import_module, "mailadmin.core.arrival.run", limit=LOADING)
        from mailadmin.core.arrival.run import ArrivalError, run_arrival
        from mailadmin.core.send.errors import SendError

        desk, events = self._desk, list[Event]()
        await desk.accounts.all_stored()

        def listen(event: Event) -> None:
            events.append(event)
            if self._shown is shown:  # else another account has come onto the page
                self._listen(event)

        try:
            result = await run_arrival(account, desk.workspace, listen, witnesses=self._witnesses())
        except asyncio.CancelledError:
            desk.remember(account.id, Kind.ARRIVAL, events, None)
            raise
        except (ArrivalError, SendError) as error:
            if self._shown is shown:
                self._refused(words.say(error.phrase))
            return
        finally:
            desk.outbox_changed.emit()
        if self._shown is shown:
            shown.result = result
            self._finish(result)
            self.shown.emit(self._failure if not self._failure.isHidden() else self.card)
        desk.remember(account.id, Kind.ARRIVAL, events, result)

    def _begin(self, address: str) -> None:
        self._failure.clear()
        self._show_copy(None)
        sentence = self.tr("A test message is on its way to {address} …").format(address=address)
        self._answer.say("running", Tone.INFO, self.tr("Running"), sentence)
        self._offer_deletion(False)
        self.mailboxes.begin()
        self._answer.begin_sending()
        self.shown.emit(self.card)

    def _listen(self, event: Event) -> None:
        if isinstance(event, Finished):
            return
        about = event.finding if isinstance(event, Found) else event
        if about.route is not None:
            self._answer.sending.listen(event)
            if isinstance(about, Finding) and _is_accepted(about):
                sentence = self.tr("The message is sent. Now the mailboxes are watched.")
                self._answer.say_sent(sentence)
        elif about.check.startswith(LOOKING):
            self.mailboxes.listen(event)

    def _finish(self, result: ArrivalResult, *, aloud: bool = True) -> None:
        icon, tone = words.OUTCOMES[result.status]
        title = words.say(result.title)
        self._answer.say(icon, tone, words.outcome_word(result.status), title)
        self._answer.tell_open(result.not_proven)
        self.mailboxes.settle(result)
        sending = result.sending
        self._answer.say_sent(words.say(sending.title) if sending is not None else "")
        if sending is not None and not was_sent(result):
            self._failure.show_result(sending, page=self._second_try.page())
        read = next((seen for seen in result.mailboxes if seen.reading is not None), None)
        self._show_copy(read)
        self._offer_deletion(any(seen.folder is not None for seen in result.mailboxes))
        if aloud:
            announce(self, title, urgent=True)

    def _cancelled(self) -> None:
        title = self.tr("You stopped waiting. The message may still arrive.")
        self._end("skipped", Tone.QUIET, words.cancelled(), title)
        announce(self, title)

    def _refused(self, sentence: str) -> None:
        """Nothing was begun, for this reason."""
        self._end("failed", Tone.FAILED, words.status_word(Status.FAILED), sentence)
        announce(self, sentence, urgent=True)

    def _broke(self) -> None:
        title = self.tr("The test could not be finished.")
        self._end("unknown", Tone.WARNING, words.status_word(Status.UNKNOWN), title)
        announce(self, title, urgent=True)

    def _end(self, icon: str, tone: Tone, word: str, title: str) -> None:
        self._answer.say_sent("")
        self.mailboxes.stopped()
        self._answer.say(icon, tone, word, title)

    # -- tidying up

    def _offer_deletion(self, offered: bool) -> None:
        """Offer to delete what arrived, or not."""
        self._delete.setVisible(offered)
        self._delete.setEnabled(True)
        self._below.refresh()

    async def _delete_messages(self) -> None:
        """Delete the copies that arrived, because the user asks for it."""
        account, shown = self._desk.accounts.current, self._shown
        if account is None or shown is None or shown.result is None:
            return
        from mailadmin.core.arrival.deleting import delete_test_messages

        self._delete.setEnabled(False)
        workspace, witnesses = self._desk.workspace, self._witnesses()
        try:
            phrases = await delete_test_messages(shown.result, account, witnesses, workspace)
        finally:
            self._delete.setEnabled(True)
        left = any(phrase.id.endswith(".failed") for phrase in phrases)
        if self._shown is shown:
            self._offer_deletion(left)
        tone = Tone.WARNING if left else Tone.OK
        self._desk.notice(Notice(text=words.together(phrases), tone=tone))

    # -- what a failure offers

    async def _open_mailbox(self, mailbox: Mailbox) -> None:
        """Let the user sign in at the page of whoever has this mailbox, and try again."""
        account, signing_in = self._desk.accounts.current, self._desk.signing_in
        if mailbox.witness is not None:
            signed_in = await signing_in.use_page_of_witness(self.window(), mailbox.witness)
        elif account is not None:
            signed_in = await signing_in.use_page(self.window(), account, SecretRole.INBOX)
        else:
            return
        if signed_in:
            self.start()

    def _failed(self) -> Failed | None:
        """Whose failure it is that is shown."""
        account = self._desk.accounts.current
        result = self._shown.result if self._shown is not None else None
        failure = result.sending.failure if result is not None and result.sending else None
        return None if account is None else Failed(account, failure.route if failure else None)

    # -- showing

    def title(self) -> str:
        """What the card says now; nothing before the first run."""
        return self._answer.title()

    def _show_copy(self, seen: MailboxSeen | None) -> None:
        """Show the reading of the copy that arrived in this mailbox."""
        self._copy = seen
        self.mailboxes.offer_copies(seen)
        if seen is None or seen.reading is None:
            self.reading.setVisible(False)
            return
        source = self.tr("The copy that arrived at {address}").format(address=seen.address)
        self.reading.show_result(source, seen.reading)

    def print_reading(self) -> None:
        """Print the reading that is shown."""
        reading: MessageResult | None = self._copy.reading if self._copy is not None else None
        if reading is not None:
            self.print_wanted.emit(reading)

    def _show_running(self, running: bool) -> None:
        old, new = (self._watch, self._cancel) if running else (self._cancel, self._watch)
        focused = old.hasFocus()
        self._cancel.setVisible(running)
        self._watch.setEnabled(not running)
        self.mailboxes.set_editable(not running)
        self._add.setEnabled(not running)
        if focused:
            new.setFocus()
        self._buttons.refresh()

    # -- whose mailboxes

    def _account_changed(self) -> None:
        accounts = self._desk.accounts
        account_id = accounts.current_id or ""
        same = self._shown is not None and self._shown.account_id == account_id
        if self.running and same:
            return
        changed = self.mailboxes.show_mailboxes(self._to_show())
        if same and not changed:
            return
        self.stop()
        self._shown = None
        self._answer.setVisible(False)
        self._failure.clear()
        self._show_copy(None)
        self._offer_deletion(False)
        self._show_last(account_id)

    def _show_last(self, account_id: str) -> None:
        """Show the last run again, as far as it is about these mailboxes."""
        run = self._desk.latest.last(account_id, Kind.ARRIVAL)
        if run is None or not isinstance(run.result, ArrivalResult):
            return
        self._shown = _Shown(account_id, run.result)
        self.mailboxes.begin()
        for event in run.events:
            if isinstance(event, Found) and event.finding.check.startswith(LOOKING):
                self.mailboxes.listen(event)
        self._finish(run.result, aloud=False)

    def _to_show(self) -> tuple[Mailbox, ...]:
        """The account's own first; a witness that is the same mailbox is looked into once."""
        account, witnesses = self._desk.accounts.current, self._desk.accounts.witnesses
        clients = self._desk.accounts.clients
        others = [
            Mailbox(address=one.address, witness=one, page=page_of_witness(one, clients))
            for one in witnesses
        ]
        if account is None:
            return tuple(others)
        own = account.identity.address
        same = [one for one in others if one.address.casefold() == own.casefold()]
        rest = [one for one in others if one not in same]
        if account.inbox is None and same:
            return (*same, *rest)
        page = page_of(account, SecretRole.INBOX, clients)
        return (Mailbox(address=own, ready=account.inbox is not None, page=page), *rest)

    def _witnesses(self) -> tuple[Witness, ...]:
        boxes = (row.mailbox.witness for row in self.mailboxes.rows())
        return tuple(witness for witness in boxes if witness is not None)

    def _open_form(self, witness: Witness | None) -> None:
        self._add.setVisible(False)
        self._below.refresh()
        self._form.open_for(witness)
        self.shown.emit(self._form)

    def _form_closed(self) -> None:
        self._add.setVisible(True)
        self._below.refresh()
        self._add.setFocus()

    async def _remove(self, witness: Witness) -> None:
        if await self._desk.dialogs.confirm(
            self,
            self.tr("Remove the mailbox {0} from the list?").format(witness.address),
            self.tr("The program forgets its settings and password. The mailbox itself stays."),
            self.tr("Remove it"),
        ):
            self._desk.accounts.remove_witness(witness.id)


def _is_accepted(finding: Finding) -> bool:
    """Whether a server has just taken the message."""
    return finding.check == "smtp.message" and finding.status is Status.OK
