"""A record that leads to others, such as the includes of SPF, as a tree that reads line by line.

Not a tree view of Qt's: its cells neither wrap nor can be selected, and a screen reader is told no
level. Here each line is a text that says its level, its count and what is wrong in one sentence.
"""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.finding import RecordSeen, TermSeen, walk
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone, colours
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.buttons import Arrow
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text, one_line

SHOWN: Final = 100
"""Lines that are shown of a tree. More is nobody's mistake but somebody's joke."""

INDENT: Final = 18
"""Pixels that a level is further in."""


class TermTree(QWidget):
    """The record, below it each term that leads to others, with the lookups counted so far."""

    def __init__(self, record: RecordSeen) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SMALL)
        label = words.tree_title(record.name)
        box.addWidget(Text(label, Role.STRONG))
        box.addWidget(Block("\n".join(record.values), label))
        hint = self.tr(
            "The numbers count the questions to the DNS up to each line, with all that is inside "
            "it. A receiver stops after {0}."
        ).format(words.LOOKUPS)
        box.addWidget(Text(hint, Role.QUIET))
        lines = list(walk(record))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        for term, level in lines[:SHOWN]:
            rows.addWidget(TermLine(term, level))
        box.addLayout(rows)
        if len(lines) > SHOWN:
            left = self.tr("%n more are not shown.", "", len(lines) - SHOWN)
            box.addWidget(Text(left, Role.QUIET))


class TermLine(QWidget):
    """One term: its text, the count, what is wrong with it; the arrow shows what it leads to."""

    def __init__(self, term: TermSeen, level: int) -> None:
        super().__init__()
        self._term = term
        self._record: Block | None = None
        problem = words.say_id(term.problem) if term.problem else ""
        count = words.lookups(term.lookups)
        said = self.tr("Level {0}: {1}, question {2}").format(level, term.text, count)
        self.setAccessibleName(f"{said}. {problem}" if problem else said)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        top = Qt.AlignmentFlag.AlignTop
        line.addWidget(Block(term.text, self.accessibleName(), plain=True), 1, top)
        over = term.lookups > words.LOOKUPS
        counted = Text(count, Role.QUIET, tone=Tone.FAILED if over else None)
        counted.setContentsMargins(0, TINY, 0, 0)
        line.addWidget(one_line(counted), 0, top)
        arrow = Arrow(self.tr("Record behind {0}").format(term.text), "", alone=True)
        policy = arrow.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        arrow.setSizePolicy(policy)
        arrow.toggled.connect(self._open)
        line.addWidget(arrow, 0, top)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(INDENT * level, 0, 0, 0)
        self._box.setSpacing(TINY)
        self._box.addLayout(line)
        # Not before it has a parent: what is shown without one is a window of its own.
        arrow.setVisible(term.record is not None)
        if problem:
            self._box.addLayout(_problem(problem))

    def _open(self, opened: bool) -> None:
        record = self._term.record
        if self._record is None and record is not None:
            name = record.name.rstrip(".")
            text = "\n".join(record.values) or words.dns_answer(record.answer)
            self._record = Block(text, self.tr("Record of {0}").format(name))
            self._box.addWidget(self._record)
        if self._record is not None:
            self._record.setVisible(opened)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A thin line at the left of each level, which the eye follows down."""
        painter = QPainter(self)
        colour = colours(QApplication.palette()).border
        left = self._box.contentsMargins().left()
        for edge in range(INDENT // 2, left, INDENT):
            at = edge if self.isLeftToRight() else self.width() - edge
            painter.fillRect(at, 0, 1, self.height(), colour)
        painter.end()


def _problem(sentence: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SMALL)
    icon = StateIcon()
    icon.set_state("warning", Tone.WARNING, sentence)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(sentence, tone=Tone.WARNING), 1)
    return line
