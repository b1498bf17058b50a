"""The answers so far, each with a way back to its question."""

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from mailadmin.ui.theme import GAP, TINY
from mailadmin.ui.widgets.buttons import IconButton
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.text import Role, Text


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A question that was answered: its name, its sentence, and the answer in words."""

    name: str
    question: str
    answer: str


class AnswerList(QWidget):
    """A line for each answer. ``prefix`` starts the object names."""

    change_wanted = Signal(str)
    """The user wants to give another answer to the question of this name."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(TINY)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.setVisible(False)

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show these answers, in order."""
        empty(self._grid)
        for line, one in enumerate(answers):
            question = Text(one.question, Role.QUIET)
            answer = Text(one.answer, Role.STRONG)
            words = self.tr("Change the answer: {0}").format(one.question)
            change = IconButton("edit", words, f"{self._prefix}change_{one.name}")
            change.clicked.connect(
                lambda _checked=False, name=one.name: self.change_wanted.emit(name)
            )
            middle = Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(question, line, 0, middle)
            self._grid.addWidget(answer, line, 1, middle)
            self._grid.addWidget(change, line, 2, middle)
        self.setVisible(bool(answers))
