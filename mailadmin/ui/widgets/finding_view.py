"""What a check has found, opened in place: what it means, what to do about it, what was seen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.diagnosis import FixText
from mailadmin.core.finding import Finding
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY
from mailadmin.ui.widgets.card import Line
from mailadmin.ui.widgets.evidence import EvidenceView
from mailadmin.ui.widgets.fix_view import FixView
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text


class FindingsView(QWidget):
    """The findings of one check; several are told apart by their sentences.

    ``prefix`` starts the object names. ``named``: a single one has its sentence above it too,
    because nothing around it says that.
    """

    def __init__(self, findings: Sequence[Finding], prefix: str, *, named: bool = False) -> None:
        super().__init__()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, TINY, 0, SMALL)
        self._box.setSpacing(GAP)
        self._advised: list[FixText] = []
        for number, finding in enumerate(findings):
            if number:
                self._box.addWidget(Line())
            if named or len(findings) > 1:
                self._box.addLayout(_head(finding))
            self._show(finding, f"{prefix}{number}_")

    def _show(self, finding: Finding, prefix: str) -> None:
        detail = words.detail_of(finding)
        fix = words.fix_of(finding)
        if detail:
            self._box.addWidget(Text(detail))
        if fix is not None and fix not in self._advised:
            self._advised.append(fix)
            self._box.addWidget(FixView(fix, prefix))
        if finding.verdict.evidence:
            self._box.addWidget(EvidenceView(finding.verdict.evidence))


def _head(finding: Finding) -> QHBoxLayout:
    icon = StateIcon()
    tone, word = words.TONES[finding.status], words.status_word(finding.status)
    icon.set_state(finding.status.value, tone, word)
    line = QHBoxLayout()
    line.setSpacing(SMALL)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(words.title_of(finding), Role.STRONG), 1)
    return line
