"""One mailbox in which the test message is waited for: what it says now, and what can be done."""

from datetime import UTC, datetime
from enum import Enum, auto

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from mailadmin.core.account import Witness
from mailadmin.core.arrival.outcome import REFUSED, MailboxSeen, Where
from mailadmin.core.event import Event, Found, Started
from mailadmin.core.finding import Finding, Status
from mailadmin.core.oauth.offering import SIGNING_IN_HELPS
from mailadmin.core.ranking import WORST_DECIDES
from mailadmin.ui import arrival_words, words
from mailadmin.ui.announce import announce
from mailadmin.ui.stages import Stage
from mailadmin.ui.theme import Tone
from mailadmin.ui.widgets.buttons import IconButton, LinkButton
from mailadmin.ui.widgets.check_row import CheckRow
from mailadmin.ui.widgets.finding_view import FindingsView
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.text import Elided, Role, Text

ROOM = 45
"""Characters that a row needs beside its address for the state, the seconds and the buttons."""

ARRIVAL = "inbox.arrival"


class Mailbox(msgspec.Struct, frozen=True, kw_only=True):
    """A mailbox of the list. ``witness`` is None for the account's own, which may lack a server.

    ``page`` is whose page the user could sign in at for it, empty for nobody's.
    """

    address: str
    witness: Witness | None = None
    ready: bool = True
    page: str = ""


class Phase(Enum):
    """Where the looking stands."""

    IDLE = auto()
    SIGNING_IN = auto()
    READY = auto()
    WAITING = auto()
    SETTLED = auto()
    STOPPED = auto()
    """The user stopped waiting."""
    NOT_SENT = auto()
    """There is nothing to wait for."""


class MailboxRow(CheckRow):
    """Address, state and seconds in a line; the arrow opens what kept the program from looking."""

    set_up_wanted = Signal()
    """The account's own inbox is not set up, and the user wants to do it."""
    change_wanted = Signal(object)
    """The user wants other settings for this :class:`Witness`."""
    remove_wanted = Signal(object)
    """The user does not want this :class:`Witness` any more."""
    copy_wanted = Signal(object)
    """The user wants to see the reading of the copy in this :class:`MailboxSeen`."""
    sign_in_wanted = Signal(object)
    """The user wants to sign in at the provider's page for this :class:`Mailbox`."""
    why_wanted = Signal(object)
    """The user wants to know why the message did not come to this :class:`MailboxSeen`."""

    def __init__(self, mailbox: Mailbox, name: str) -> None:
        self.mailbox = mailbox
        self.seen: MailboxSeen | None = None
        self._phase = Phase.IDLE
        self._since: datetime | None = None
        self._said = ""
        super().__init__(Stage(None, name, WORST_DECIDES), "", mailbox.address)
        address = mailbox.address
        self._actions = Flow()
        self._line.addWidget(self._actions, 3, 1, 1, 6)
        self._copy = LinkButton(self.tr("Show this copy"), f"{name}_copy")
        self._copy.setAccessibleName(self.tr("Show this copy: {0}").format(address))
        self._copy.clicked.connect(lambda: self.copy_wanted.emit(self.seen))
        self._asks = True
        self._why = LinkButton(self.tr("Why did it not arrive?"), f"{name}_why")
        self._why.setAccessibleName(self.tr("Why did it not arrive? {0}").format(address))
        self._why.clicked.connect(lambda: self.why_wanted.emit(self.seen))
        self._set_up = LinkButton(self.tr("Fill in the inbox"), f"{name}_set_up")
        self._set_up.clicked.connect(self.set_up_wanted)
        sign_in = self.tr("Sign in with {0}").format(mailbox.page)
        self._sign_in = LinkButton(sign_in, f"{name}_sign_in")
        self._sign_in.setAccessibleName(self.tr("{0}: {1}").format(sign_in, address))
        self._sign_in.clicked.connect(lambda: self.sign_in_wanted.emit(mailbox))
        change = self.tr("Change the mailbox {0}").format(address)
        remove = self.tr("Remove the mailbox {0}").format(address)
        self._edits = (
            IconButton("edit", change, f"{name}_change"),
            IconButton("trash", remove, f"{name}_remove"),
        )
        self._edits[0].clicked.connect(lambda: self.change_wanted.emit(mailbox.witness))
        self._edits[1].clicked.connect(lambda: self.remove_wanted.emit(mailbox.witness))
        for button in self._edits:
            self._line.addWidget(button, 0, 5 + self._edits.index(button))
            button.setVisible(mailbox.witness is not None)
        for part in self._ways():
            self._actions.add(part)
        self._set_up.setVisible(not mailbox.ready)
        self.offer_copy(False)
        self.refresh()

    def focus_set_up(self) -> bool:
        """Put the focus on what leads to the inbox's settings, where they are missing."""
        if not self.mailbox.ready:
            self._set_up.setFocus()
        return not self.mailbox.ready

    # -- its place

    def _make_name(self) -> Text:
        name = Elided(self.mailbox.address, Role.STRONG)
        name.set_whole(self.mailbox.address)
        return name

    def _place(self) -> None:
        super()._place()
        # Cut where space is short; a row of the table does not make the page wider.
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.time.setMinimumWidth(self.time.fontMetrics().horizontalAdvance("00 min 00 s"))
        self._line.removeWidget(self.sentence)
        self._line.addWidget(self.sentence, 2, 1, 1, 6)

    def address_width(self) -> int:
        """Pixels that the whole address takes."""
        return self.name.fontMetrics().horizontalAdvance(self.mailbox.address)

    def _fit(self) -> None:
        least = self._name_width + self.fontMetrics().averageCharWidth() * ROOM
        self._stack(self.width() < least)

    def _stack(self, stacked: bool) -> None:
        super()._stack(stacked)
        self.name.setWordWrap(False)

    # -- a run

    def begin(self) -> None:
        """A run is about to start."""
        self.stage = Stage(None, self.stage.check, WORST_DECIDES)
        self.seen, self._since, self._said = None, None, ""
        self._forget_details()
        self.opener.setChecked(False)
        self._enter(Phase.IDLE)
        self.offer_copy(False)

    def listen(self, event: Event) -> None:
        """Take in an event about this mailbox."""
        if isinstance(event, Started):
            waiting = event.check == ARRIVAL
            self._since = event.at if waiting else None
            self._enter(Phase.WAITING if waiting else Phase.SIGNING_IN)
        elif isinstance(event, Found):
            self.stage.add(event.finding)
            self._take(event.finding)

    def _take(self, finding: Finding) -> None:
        if finding.check == ARRIVAL or finding.status in (Status.FAILED, Status.UNKNOWN):
            self._settle(seen_in(finding, self.mailbox.address))
        elif finding.check == "inbox.auth":
            self._enter(Phase.READY)

    def settle(self, seen: MailboxSeen, *, sent: bool) -> None:
        """Show how it ended. ``sent``: whether there was a message to wait for."""
        nothing_came = seen.failure in (None, REFUSED)
        if seen.folder is None and nothing_came and not sent:
            self._enter(Phase.NOT_SENT)
        else:
            self._settle(seen)

    def stopped(self) -> None:
        """The user stopped waiting."""
        if self._phase is not Phase.SETTLED and self.mailbox.ready:
            self._enter(Phase.STOPPED)

    def _settle(self, seen: MailboxSeen) -> None:
        self.seen = seen
        self._enter(Phase.SETTLED)
        sentence = self.accessibleName()
        if sentence != self._said:
            self._said = sentence
            announce(self, sentence)

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self.refresh()

    # -- showing

    def offer_copy(self, offered: bool) -> None:
        """Offer the reading of the copy that arrived here, where there is one."""
        there = self.seen is not None and self.seen.reading is not None
        self._copy.setVisible(offered and there)
        self._arrange()

    def ask_nothing(self) -> None:
        """Offer no search for the reason."""
        self._asks = False

    def set_editable(self, editable: bool, *, room: bool) -> None:
        """Let the user change this mailbox, or not while it is being used.

        ``room``: the buttons keep their place, so that the rows of a table stand in line.
        """
        for button in self._edits:
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(room)
            button.setSizePolicy(policy)
            button.setVisible(editable and self.mailbox.witness is not None)

    def refresh(self) -> None:
        """Show the mailbox as it is."""
        icon, tone, word = self._state()
        self._look(icon, tone, word, self._sentence())
        self.tick()
        telling = self._telling()
        self.opener.setVisible(telling is not None and self._has_details(telling))
        missing = self.seen is not None and self.seen.folder is None and self.seen.failure is None
        self._why.setVisible(missing and self._phase is Phase.SETTLED and self._asks)
        signing_in_helps = telling is not None and telling.verdict.cause in SIGNING_IN_HELPS
        self._sign_in.setVisible(bool(self.mailbox.page) and signing_in_helps)
        self._arrange()

    def tick(self) -> None:
        """Show the seconds of the waiting, or after how many the message was there."""
        if self._phase is Phase.WAITING and self._since is not None:
            gone = (datetime.now(UTC) - self._since).total_seconds()
            self.time.setText(words.whole_seconds(max(0.0, gone)))
        elif self.seen is not None and self.seen.folder is not None:
            self.time.setText(arrival_words.duration(self.seen.seconds or 0.0))
        else:
            self.time.setText("")

    def open_trouble(self) -> None:
        """Open what kept the program from looking."""
        if self.seen is not None and self.seen.failure and self.opener.isVisibleTo(self):
            self.opener.setChecked(True)

    def _arrange(self) -> None:
        self._actions.setVisible(any(not part.isHidden() for part in self._ways()))
        self._actions.refresh()

    def _ways(self) -> tuple[LinkButton, ...]:
        """What can be done about the mailbox, in order."""
        return self._copy, self._why, self._set_up, self._sign_in

    def _state(self) -> arrival_words.Look:
        if self._phase is Phase.SETTLED and self.seen is not None:
            return arrival_words.seen_look(self.seen)
        if not self.mailbox.ready:
            return "skipped", Tone.QUIET, self.tr("Not set up")
        return {
            Phase.SIGNING_IN: ("running", Tone.INFO, self.tr("Signing in")),
            Phase.READY: ("waiting", Tone.QUIET, self.tr("Ready")),
            Phase.WAITING: ("running", Tone.INFO, self.tr("Waiting")),
            Phase.STOPPED: ("skipped", Tone.QUIET, self.tr("Stopped waiting")),
            Phase.NOT_SENT: ("skipped", Tone.QUIET, self.tr("Nothing to wait for")),
        }.get(self._phase, ("waiting", Tone.QUIET, self.tr("Not tested yet")))

    def _sentence(self) -> str:
        if self._phase is Phase.SETTLED and self.seen is not None and self.seen.failure == REFUSED:
            return self.tr("The mail server did not accept this address, so nothing was sent to it")
        telling = self._telling()
        if telling is not None:
            return words.title_of(telling)
        if self.mailbox.witness is not None:
            return self.tr("Mailbox at {0}").format(self.mailbox.witness.server.host)
        if not self.mailbox.ready:
            return self.tr(
                "Your own mailbox. To look into it, the program needs its server and password."
            )
        return self.tr("Your own mailbox")

    def _telling(self) -> Finding | None:
        """What was seen last in this mailbox: where the message is, or what kept it from view."""
        settled = self._phase is Phase.SETTLED
        return self.stage.findings[-1] if settled and self.stage.findings else None

    def _has_details(self, finding: Finding) -> bool:
        # That all went well is said; the evidence of it helps nobody here.
        wrong = finding.status not in (Status.OK, Status.INFO)
        return wrong and bool(finding.verdict.evidence or words.fix_of(finding))

    def _make_details(self) -> QWidget:
        telling = self._telling()
        return FindingsView([telling] if telling is not None else [], f"{self.stage.check}_")


def seen_in(finding: Finding, address: str) -> MailboxSeen:
    """What a finding says of a mailbox, until the end of the run says all of it."""
    last = finding.verdict.id.rpartition(".")[2]
    if last in _FOLDERS:
        seconds = finding.elapsed_ms / 1000
        return MailboxSeen(address=address, folder=_FOLDERS[last], seconds=seconds)
    missing = last == "not-there"
    return MailboxSeen(address=address, failure=None if missing else finding.verdict.id)


_FOLDERS = {
    "inbox": Where.INBOX,
    "junk": Where.JUNK,
    "sent": Where.OTHER,
    "other": Where.OTHER,
}
