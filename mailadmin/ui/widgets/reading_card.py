"""What a message says: who wrote it, the verdict in a sentence, its way, and one row a check."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mailadmin.core.event import Event, Finished, Found
from mailadmin.core.finding import Status
from mailadmin.core.ranking import WORST_DECIDES
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.stages import Stages
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card, Line
from mailadmin.ui.widgets.check_row import CheckRow
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.explanation import other_causes
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.path_view import PathView
from mailadmin.ui.widgets.stage_list import StageList
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Elided, Role, Text, one_line

if TYPE_CHECKING:
    from mailadmin.core.reading.outcome import About, MessageResult

LONGEST_TEXT: Final = 20_000
"""Characters of a message's text that are shown. One long line would stop the window."""

SHORT_WAY: Final = 6
"""Stops that are shown at once; a longer way opens on demand."""


class ReadingCard(Card):
    """One message. ``prefix`` starts the object names of its parts."""

    print_wanted = Signal()
    """The user wants all of it on paper."""
    copy_wanted = Signal()
    """The user wants the text for support."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self._source = Text("", Role.QUIET)
        self._icon = StateIcon(1.5)
        self._title = Text("", Role.HEADING)
        self._title.setObjectName(f"{prefix}title")
        self._not_proven = Text("", Role.QUIET)
        self._buttons = Flow()
        print_it = PlainButton(self.tr("Print…"), f"{prefix}print", "print")
        copy = PlainButton(self.tr("Copy for support"), f"{prefix}copy_for_support", "copy")
        print_it.clicked.connect(self.print_wanted)
        copy.clicked.connect(self.copy_wanted)
        self._buttons.add(print_it)
        self._buttons.add(copy)
        self._about = QVBoxLayout()
        self._about.setSpacing(SMALL)
        self.checks = StageList(prefix, CheckRow)
        self._others = QVBoxLayout()
        self.body.addWidget(self._source)
        self.body.addLayout(self._head())
        self.body.addLayout(self._about)
        self.body.addWidget(Line())
        self.body.addWidget(self.checks)
        self.body.addLayout(self._others)
        self.setVisible(False)

    def _head(self) -> QHBoxLayout:
        sentences = QVBoxLayout()
        sentences.setSpacing(SMALL)
        for part in (self._title, self._not_proven, self._buttons):
            sentences.addWidget(part)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        return head

    # -- a run

    def begin(self, source: str, plan: Sequence[str] = ()) -> None:
        """Show a reading that is about to start. ``source`` says where the message is from."""
        self._source.setText(source)
        self._source.setVisible(bool(source))
        self._say("running", Tone.INFO, self.tr("Running"), self.tr("Reading the message …"))
        self.set_tone(Tone.QUIET)
        self._not_proven.setVisible(False)
        self._buttons.setVisible(False)
        empty(self._about)
        empty(self._others)
        self.checks.begin(Stages(tuple(plan), rank=WORST_DECIDES, by_route=False))
        self.setVisible(True)

    def listen(self, event: Event) -> None:
        """Show an event of the reading."""
        if not isinstance(event, Finished):
            self.checks.listen(event)

    def show_result(self, source: str, result: "MessageResult") -> None:
        """Show a reading that has ended; nobody needs to be told again."""
        self.begin(source, tuple(dict.fromkeys(one.check for one in result.findings)))
        for one in result.findings:
            self.listen(Found(one))
        self.finish(result, aloud=False)

    def finish(self, result: "MessageResult", *, aloud: bool = True) -> None:
        """Show what the message says, open what decides, and say it ``aloud``."""
        self.checks.end()
        icon, tone = words.OUTCOMES[result.status]
        title = words.say(result.title)
        self._say(icon, tone, words.outcome_word(result.status), title)
        self.set_tone(tone if tone is Tone.OK else Tone.QUIET)
        if result.not_proven:
            self._not_proven.setText(words.not_proven(result.not_proven))
        self._not_proven.setVisible(bool(result.not_proven))
        self._buttons.setVisible(True)
        self._tell(result)
        self._open(result)
        explained = words.explanation_of(result)
        if explained is not None and explained.also:
            self._others.addWidget(other_causes(explained, self._prefix))
        if aloud:
            announce(self, title, urgent=True)

    def cancelled(self) -> None:
        """The user stopped the reading."""
        self.checks.end()
        title = self.tr("The reading was cancelled.")
        self._say("skipped", Tone.QUIET, words.cancelled(), title)
        announce(self, title)

    def broke(self) -> None:
        """The reading ended by a mistake of the program itself."""
        self.checks.end()
        title = self.tr("The message could not be read to its end.")
        self._say("unknown", Tone.WARNING, words.status_word(Status.UNKNOWN), title)
        announce(self, title, urgent=True)

    def title(self) -> str:
        """What the card says now."""
        return self._title.text()

    def _say(self, icon: str, tone: Tone, word: str, title: str) -> None:
        self._icon.set_state(icon, tone, word)
        self._title.setText(title)

    # -- the message itself

    def _tell(self, result: "MessageResult") -> None:
        about = result.about_message
        if any((about.sender, about.to, about.subject, about.sent)):
            self._about.addWidget(_AboutView(about))
        if result.hops:
            way = Disclosure(
                self.tr("The way it came, %n stops", "", len(result.hops)),
                f"{self._prefix}way",
                lambda: PathView(result.hops),
            )
            way.set_open(len(result.hops) <= SHORT_WAY)
            self._about.addWidget(way)
        if about.text:
            label = self.tr("The text of the message")
            self._about.addWidget(
                Disclosure(
                    label,
                    f"{self._prefix}text_shown",
                    lambda: Block(_in_lines(about.text[:LONGEST_TEXT]), label),
                )
            )

    def _open(self, result: "MessageResult") -> None:
        """Open what to do about the worst of it: that is what the user has come for."""
        failure = result.failure
        if failure is None:
            return
        for row in self.checks.rows():
            finding = row.stage.decisive
            decides = row.stage.check == failure.check and finding is not None
            if decides and row.opener.isVisibleTo(self):
                row.opener.setChecked(True)
                return


class _AboutView(QWidget):
    """From, its address, To, Subject and Date, as far as the message says."""

    def __init__(self, about: "About") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(TINY)
        grid.setColumnStretch(1, 1)
        at_end, inside = Qt.TextElideMode.ElideRight, Qt.TextElideMode.ElideMiddle
        for name, value, mode in (
            (self.tr("From"), about.sender, at_end),
            # A long name pushes it out of the line above; how it ends tells whose it is.
            (self.tr("Address"), about.address, inside),
            (self.tr("To"), about.to, at_end),
            (self.tr("Subject"), about.subject or words.no_subject(), at_end),
            (self.tr("Date"), about.sent, at_end),
        ):
            if value:
                row = grid.rowCount()
                line = Elided(mode=mode)
                line.set_whole(value)
                grid.addWidget(one_line(Text(name, Role.QUIET)), row, 0)
                grid.addWidget(line, row, 1)


LONGEST_LINE: Final = 2_000


def _in_lines(text: str) -> str:
    """The text with endless lines broken: laying one out would stop the window."""
    lines: list[str] = []
    for line in text.split("\n"):
        lines += [line[at : at + LONGEST_LINE] for at in range(0, max(1, len(line)), LONGEST_LINE)]
    return "\n".join(lines)
