"""The result of a test: running stages, then what was proven and what was not, or the failure."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.event import Event, Finished, Outcome, Phrase, Result
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.stages import Stages
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card, Line
from mailadmin.ui.widgets.failure_card import FailureCard
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.stage_list import StageList
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text


class ResultCard(QWidget):
    """One run at a time. ``failure`` carries the signals of its buttons.

    Not ``acts``: it shows a run of the past, from which nothing goes on.
    """

    send_wanted = Signal()
    """The user wants to send the message that this test did not."""

    def __init__(self, prefix: str, *, acts: bool = True) -> None:
        super().__init__()
        self._acts = acts
        self.failure = FailureCard(prefix, acts=acts)
        self._card = Card()
        self._icon = StateIcon(1.5)
        self._title = Text("", Role.HEADING)
        self._title.setObjectName(f"{prefix}result_title")
        # A place of its own before the stages: screen readers go by the order of the widgets.
        self._said = QWidget()
        self._sentences = QVBoxLayout(self._said)
        self._sentences.setContentsMargins(0, 0, 0, 0)
        self._sentences.setSpacing(TINY)
        self._send = PlainButton(self.tr("Send a test email"), f"{prefix}send_test_email", "send")
        self._send.clicked.connect(self.send_wanted)
        self.stages = StageList(prefix)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words_box = QVBoxLayout()
        words_box.setSpacing(SMALL)
        words_box.addWidget(self._title)
        words_box.addWidget(self._said)
        words_box.addWidget(self._send, 0, Qt.AlignmentFlag.AlignLeft)
        head.addLayout(words_box, 1)
        self._card.body.addLayout(head)
        self._card.body.addWidget(Line())
        self._card.body.addWidget(self.stages)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self.failure)
        box.addWidget(self._card)
        self.setVisible(False)

    def begin(self, title: str, stages: Stages) -> None:
        """Show a run that is about to start."""
        self.failure.clear()
        self._say((), ())
        self._send.setVisible(False)
        self._card.set_tone(Tone.QUIET)
        self._icon.set_state("running", Tone.INFO, self.tr("Running"))
        self._title.setText(title)
        self.stages.begin(stages)
        self.setVisible(True)

    def listen(self, event: Event) -> None:
        """Show an event of the run."""
        if not isinstance(event, Finished):
            self.stages.listen(event)

    def finish(self, result: Result, *, offer_trust: bool = False, page: str = "") -> None:
        """Show how the run ended, and say it aloud; the rest as in a :class:`FailureCard`."""
        self.stages.end()
        icon, tone = words.OUTCOMES[result.status]
        title = words.say(result.title)
        self._icon.set_state(icon, tone, words.outcome_word(result.status))
        self._title.setText(title)
        good = result.status in (Outcome.PASSED, Outcome.WARNING)
        self._card.set_tone(tone if good else Tone.QUIET)
        self._say(result.proven, result.not_proven if good else ())
        self._send.setVisible(good and self._acts)
        said = title
        if not good:
            self.failure.show_result(result, offer_trust=offer_trust, page=page)
            said = f"{title}. {words.reason_of(result)}"
        announce(self, said, urgent=True)

    def cancelled(self) -> None:
        """The user stopped the run."""
        self.stages.end()
        self._icon.set_state("skipped", Tone.QUIET, self.tr("Cancelled"))
        self._title.setText(self.tr("The test was cancelled."))
        announce(self, self._title.text())

    def title(self) -> str:
        """What the card says now."""
        return self._title.text()

    def _say(self, proven: Sequence[Phrase], not_proven: Sequence[Phrase]) -> None:
        empty(self._sentences)
        self._said.setVisible(bool(proven or not_proven))
        for phrases, role in ((proven, Role.BODY), (not_proven, Role.QUIET)):
            if phrases:
                self._sentences.addWidget(Text(words.together(phrases), role))
