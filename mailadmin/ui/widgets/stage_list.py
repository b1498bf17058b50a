"""The list of stages: each with its light, its sentence, its time, and its evidence on demand."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from mailadmin.core.event import Event
from mailadmin.core.finding import Finding, Status
from mailadmin.ui import words
from mailadmin.ui.stages import Stage, Stages
from mailadmin.ui.theme import GAP, TINY, Tone
from mailadmin.ui.widgets.buttons import Arrow
from mailadmin.ui.widgets.card import Line
from mailadmin.ui.widgets.evidence import EvidenceView
from mailadmin.ui.widgets.leaving import empty, let_go
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text, one_line

TICK_MS = 200
"""Milliseconds between two looks at the clock while a stage runs."""

NARROW = 64
"""Characters below which a row has no room for its sentence beside the name."""

SENTENCE = 44
"""Characters that a row needs beside its name: the state, the sentence, the time, the arrow."""


class StageRow(QWidget):
    """One stage. ``refresh`` shows what the stage is now."""

    def __init__(self, stage: Stage, prefix: str, name: str = "") -> None:
        super().__init__()
        self.stage = stage
        self._details: QWidget | None = None
        self._title = name or words.stage_name(stage.check)
        self.setObjectName(f"{prefix}{stage.check}")
        self.icon = StateIcon()
        self.name = self._make_name()
        self.sentence = Text()
        self.time = one_line(Text("", Role.QUIET))
        self.time.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        details = self.tr("Details: {0}").format(self._title)
        self.opener = Arrow(details, f"{prefix}{stage.check}_details", alone=True)
        policy = self.opener.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.opener.setSizePolicy(policy)
        self.opener.toggled.connect(self._open)
        self._line = QGridLayout()
        self._line.setHorizontalSpacing(GAP)
        self._line.setVerticalSpacing(TINY)
        self._stacked: bool | None = None
        self._place()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, TINY, 0, TINY)
        self._box.setSpacing(TINY)
        self._box.addLayout(self._line)

    def _make_name(self) -> Text:
        """The text that names the row."""
        return one_line(Text(self._title, Role.STRONG))

    def _place(self) -> None:
        """Put the parts onto the grid."""
        self._line.setColumnStretch(2, 1)
        for column, part in ((0, self.icon), (1, self.name), (3, self.time), (4, self.opener)):
            self._line.addWidget(part, 0, column, Qt.AlignmentFlag.AlignVCenter)
        self._stack(False)

    def refresh(self) -> None:
        """Show the stage as it is."""
        stage = self.stage
        finding = stage.decisive
        if stage.running:
            self._look("running", Tone.INFO, self.tr("Running"), self.tr("Under way …"))
        elif finding is None:
            self._look("waiting", Tone.QUIET, self.tr("Waiting"), "")
        else:
            word = words.status_word(finding.status)
            icon, tone = finding.status.value, words.TONES[finding.status]
            self._look(icon, tone, word, self._sentence_of(finding))
        self.tick()
        self.opener.setVisible(finding is not None and self._has_details(finding))
        if self._details is not None:
            self._forget_details()
            self._open(self.opener.isChecked())

    def _sentence_of(self, finding: Finding) -> str:
        """What the row says of the finding that decides."""
        return words.title_of(finding)

    def tick(self) -> None:
        """Show the seconds of a running stage, the measured time of a finished one."""
        finding = self.stage.decisive
        if self.stage.running:
            self.time.setText(words.whole_seconds(self.stage.seconds()))
        elif finding is not None and finding.status is not Status.SKIPPED:
            self.time.setText(words.took(finding.elapsed_ms))
        else:
            self.time.setText("")

    def never_ran(self) -> None:
        """The run is over and this stage was not reached, or left without an answer."""
        status = Status.UNKNOWN if self.stage.running else Status.SKIPPED
        word = words.status_word(status)
        self._look(status.value, words.TONES[status], word, word)
        self.time.setText("")

    def set_name_width(self, width: int) -> None:
        """Line the sentences of all rows up."""
        self.name.setFixedWidth(width)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the sentence below the name where there is no room beside it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        one = self.fontMetrics().averageCharWidth()
        least = max(one * NARROW, self.name.minimumWidth() + one * SENTENCE)
        self._stack(self.width() < least)

    def _stack(self, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self._line.removeWidget(self.sentence)
        if stacked:
            self._line.addWidget(self.sentence, 1, 1, 1, 4)
        else:
            self._line.addWidget(self.sentence, 0, 2, Qt.AlignmentFlag.AlignVCenter)

    def _look(self, icon: str, tone: Tone, word: str, sentence: str) -> None:
        self.icon.set_state(icon, tone, word)
        self.sentence.setText(sentence)
        quiet = tone is Tone.QUIET
        self.sentence.set_tone(Tone.QUIET if quiet else None)
        self.name.set_tone(Tone.QUIET if quiet else None)
        said = f"{word}. {sentence}" if sentence and sentence != word else word
        self.setAccessibleName(f"{self._title}: {said}")

    def _open(self, opened: bool) -> None:
        if opened and self._details is None:
            self._details = self._make_details()
            indent = self.icon.sizeHint().width() + GAP
            self._details.setContentsMargins(indent, 0, 0, 0)
            self._box.addWidget(self._details)
        elif self._details is not None:
            self._details.setVisible(opened)

    def _has_details(self, finding: Finding) -> bool:
        """Whether the arrow has something to open."""
        return finding.status is not Status.SKIPPED

    def _make_details(self) -> QWidget:
        """What the arrow opens."""
        finding = self.stage.decisive
        detail = words.detail_of(finding) if finding is not None else ""
        return EvidenceView(self.stage.evidence, detail)

    def _forget_details(self) -> None:
        if self._details is not None:
            self._box.removeWidget(self._details)
            let_go(self._details)
            self._details = None


class StageList(QWidget):
    """The rows of one run, kept up to date by its events. ``prefix`` starts their object names."""

    def __init__(self, prefix: str, make_row: Callable[[Stage, str], StageRow] = StageRow) -> None:
        super().__init__()
        self._prefix = prefix
        self._make_row = make_row
        self._stages = Stages()
        self._rows: dict[Stage, StageRow] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)

    def begin(self, stages: Stages) -> None:
        """Forget the last run and show what this one will do."""
        empty(self._box)
        self._rows = {}
        self._stages = stages
        for stage in stages:
            self._add(stage)
        self._line_up()
        self._clock.start()

    def listen(self, event: Event) -> None:
        """Show an event."""
        stage = self._stages.listen(event)
        if stage is None:
            return
        if stage not in self._rows:
            self._add(stage)
            self._line_up()
        self._rows[stage].refresh()

    def end(self) -> None:
        """Nothing more will come: what was not reached says so, and nothing seems to run."""
        self._clock.stop()
        for stage, row in self._rows.items():
            if not stage.findings or stage.running:
                row.never_ran()

    def rows(self) -> tuple[StageRow, ...]:
        """The rows, in order."""
        return tuple(self._rows.values())

    def _add(self, stage: Stage) -> None:
        if self._rows:
            self._box.addWidget(Line())
        row = self._make_row(stage, self._prefix)
        row.refresh()
        self._rows[stage] = row
        self._box.addWidget(row)

    def _line_up(self) -> None:
        width = max((row.name.sizeHint().width() for row in self._rows.values()), default=0)
        for row in self._rows.values():
            row.set_name_width(width)

    def _tick(self) -> None:
        for stage, row in self._rows.items():
            if stage.running:
                row.tick()
