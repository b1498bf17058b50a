"""The rows of a domain's checks: as the stages of a connection test, with the state in a word."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mailadmin.core.finding import Finding, Status
from mailadmin.ui import words
from mailadmin.ui.stages import Stage
from mailadmin.ui.theme import GAP, TINY, Tone
from mailadmin.ui.widgets.finding_view import FindingsView
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.stage_list import StageRow
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Text, one_line


class CheckRow(StageRow):
    """One check of a domain: name and state in a line, the sentence below.

    It opens to what each of its findings means and what to do.
    """

    def __init__(self, stage: Stage, prefix: str, name: str = "") -> None:
        super().__init__(stage, prefix, name)
        self._prefix = prefix
        self._name_width = 0

    def _place(self) -> None:
        self.word = one_line(Text())
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.time.setMinimumWidth(self.time.fontMetrics().horizontalAdvance("000 ms"))
        self._line.setColumnStretch(1, 1)
        self.sentence.setMinimumHeight(self.sentence.fontMetrics().lineSpacing())
        middle = Qt.AlignmentFlag.AlignVCenter
        # In the order in which a screen reader reads them.
        self._line.addWidget(self.icon, 0, 0, middle)
        self._line.addWidget(self.name, 0, 1, middle)
        self._stack(False)
        self._line.addWidget(self.sentence, 2, 1, 1, 4)
        self._line.addWidget(self.time, 0, 3, middle)
        self._line.addWidget(self.opener, 0, 4, middle)

    def set_name_width(self, width: int) -> None:
        """Have the words of all rows at the same place."""
        self._name_width = width
        self._fit()

    def _fit(self) -> None:
        self._stack(self.width() < self._name_width + self._beside())

    def _beside(self) -> int:
        """Pixels that a row needs beside its name, whatever state it comes to."""
        said = map(words.status_word, Status)
        word = max(map(self.word.fontMetrics().horizontalAdvance, said))
        icon, arrow = self.icon.sizeHint().width(), self.opener.sizeHint().width()
        return icon + word + self.time.minimumWidth() + arrow + 5 * GAP

    def _stack(self, stacked: bool) -> None:
        if stacked == self._stacked:
            return
        self._stacked = stacked
        self.name.setWordWrap(stacked)
        self._line.removeWidget(self.word)
        if stacked:
            self._line.addWidget(self.word, 1, 1, 1, 4)
        else:
            self._line.addWidget(self.word, 0, 2, Qt.AlignmentFlag.AlignVCenter)

    def _look(self, icon: str, tone: Tone, word: str, sentence: str) -> None:
        super()._look(icon, tone, word, sentence)
        self.word.setText(word)
        self.word.set_tone(tone)
        # What was not tested has nothing else to say. A row that waits keeps the room for it.
        self.sentence.setVisible(sentence != word)

    def _sentence_of(self, finding: Finding) -> str:
        sentence = words.title_of(finding)
        alike = sum(one.status is finding.status for one in self.stage.findings)
        return sentence if alike == 1 else words.and_more(sentence, alike - 1)

    def _has_details(self, finding: Finding) -> bool:
        several = len(self.stage.findings) > 1
        return several or bool(
            finding.verdict.evidence or words.detail_of(finding) or words.fix_of(finding)
        )

    def _make_details(self) -> QWidget:
        return FindingsView(self.stage.findings, f"{self._prefix}{self.stage.check}_")


class RouteRow(CheckRow):
    """Whether one server of the account may send for the domain, and why."""

    def __init__(self, stage: Stage, prefix: str) -> None:
        assert stage.route is not None
        route = stage.route
        super().__init__(stage, f"{prefix}{route}_", words.route_name(route))
        self._parts = Flow()
        self._line.addWidget(self._parts, 3, 1, 1, 4)

    def refresh(self) -> None:
        """Show the answer and what it is made of."""
        super().refresh()
        self._parts.clear()
        finding = self.stage.decisive
        parts = _parts(finding) if finding is not None and not self.stage.running else []
        for name, status in parts:
            self._parts.add(Part(name, status))
        self._parts.setVisible(bool(parts))


class Part(QWidget):
    """A part of an answer: its name and its state, in a word and a colour."""

    def __init__(self, name: str, status: Status) -> None:
        super().__init__()
        word, tone = words.status_word(status), words.TONES[status]
        icon = StateIcon()
        icon.set_state(status.value, tone, word)
        said = QCoreApplication.translate("Part", "{0}: {1}").format(name, word)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, TINY, 0)
        line.setSpacing(TINY)
        line.addWidget(icon)
        line.addWidget(one_line(Text(said)))


PARTS = {"spf": "SPF", "dkim": "DKIM", "dmarc": "DMARC"}


def _parts(finding: Finding) -> list[tuple[str, Status]]:
    about = finding.verdict.params
    return [(name, Status(str(about[key]))) for key, name in PARTS.items() if key in about]
