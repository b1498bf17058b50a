"""One reason for a missing message: how sure it is, what speaks for it, what to do, and by whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.ui.theme import GAP, SMALL, TINY
from mailadmin.ui.widgets.buttons import Arrow, PlainButton
from mailadmin.ui.widgets.explanation import other_causes
from mailadmin.ui.widgets.fix_view import FixView, column
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.text import Role, Text, one_line

if TYPE_CHECKING:
    from mailadmin.core.missing.words import ReasonText


class ReasonView(QWidget):
    """A line with the reason, which opens to all of it. ``number`` is its place in the list.

    ``leads`` are the names and words of what the program can do about it.
    """

    lead_wanted = Signal(str)
    """The name of the lead that the user has chosen."""

    def __init__(self, reason: "ReasonText", number: int, leads: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._reason = reason
        self._leads = leads
        self._prefix = f"why_reason_{number}_"
        self._opened: QWidget | None = None
        self.setObjectName(f"why_reason_{number}")
        self.setAccessibleName(self._spoken(number))
        count = Text(self.tr("{0}.").format(number), Role.STRONG)
        count.setFixedWidth(count.fontMetrics().horizontalAdvance("00. "))
        self.title = Text(reason.title, Role.STRONG)
        self.title.setObjectName(f"{self._prefix}title")
        self.opener = Arrow(
            self.tr("Details: {0}").format(reason.title), f"{self._prefix}details", alone=True
        )
        self.opener.toggled.connect(self._open)
        sentences = column(TINY)
        sentences.addWidget(self.title)
        if reason.sure:
            sentences.addWidget(one_line(Text(reason.sure, Role.QUIET)))
        sentences.addStretch(1)
        top = Qt.AlignmentFlag.AlignTop
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(count, 0, top)
        line.addLayout(sentences, 1)
        line.addWidget(self.opener, 0, top)
        self._indent = count.maximumWidth() + SMALL
        self._box = column(GAP)
        self._box.setContentsMargins(0, SMALL, 0, SMALL)
        self._box.addLayout(line)
        self.setLayout(self._box)

    def _spoken(self, number: int) -> str:
        whole = f"{number}. {self._reason.title}"
        return f"{whole}. {self._reason.sure}" if self._reason.sure else whole

    def open(self) -> None:
        """Show all of it."""
        self.opener.setChecked(True)

    def _open(self, opened: bool) -> None:
        if self._opened is None:
            self._opened = self._details()
            self._box.addWidget(self._opened)
        self._opened.setVisible(opened)

    def _details(self) -> QWidget:
        reason, whole = self._reason, QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(self._indent, 0, 0, SMALL)
        box.setSpacing(GAP)
        if reason.detail:
            box.addWidget(Text(reason.detail))
        if reason.proof:
            box.addLayout(self._proof())
        fix = FixView(reason.fix, self._prefix)
        if self._leads:
            fix.after_steps.addWidget(self._lead_buttons())
        if reason.explained is not None and reason.explained.also:
            fix.more.addWidget(other_causes(reason.explained, self._prefix))
        box.addWidget(fix)
        return whole

    def _proof(self) -> QVBoxLayout:
        lines = column(TINY)
        lines.addWidget(Text(self.tr("What speaks for it"), Role.STRONG))
        for sentence in self._reason.proof:
            lines.addWidget(Text(sentence))
        return lines

    def _lead_buttons(self) -> Flow:
        buttons = Flow()
        for name, words in self._leads:
            button = PlainButton(words, f"{self._prefix}{name}").break_lines()
            button.clicked.connect(lambda _checked=False, name=name: self.lead_wanted.emit(name))
            buttons.add(button)
        return buttons
