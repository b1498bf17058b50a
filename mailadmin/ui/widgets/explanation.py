"""A cause in full: what happened, whose job it is, the steps, what to forward, what else it may be.

Shown where something failed here, and where an error of another program is explained.
"""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.diagnosis import Candidate, Explanation
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.fix_view import FixView, column
from mailadmin.ui.widgets.text import Role, Text


class ExplanationView(QWidget):
    """Everything about a cause but its title. ``prefix``: object names.

    ``after_steps`` is where a page puts what helps with the steps, such as a field.
    """

    def __init__(self, explained: Explanation, prefix: str) -> None:
        super().__init__()
        fix = FixView(explained.fix, prefix)
        self.after_steps = fix.after_steps
        if explained.also:
            fix.more.addWidget(other_causes(explained, prefix))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(Text(explained.meaning))
        box.addWidget(fix)


def other_causes(explained: Explanation, prefix: str) -> Disclosure:
    """What else it may be, open where the cause is not sure. ``prefix``: object names."""

    def opened() -> QWidget:
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, SMALL)
        box.setSpacing(SMALL)
        if explained.tell:
            first = QCoreApplication.translate("ExplanationView", "How to find out: {0}")
            box.addWidget(Text(first.format(explained.tell)))
        for other in explained.also:
            box.addLayout(_candidate(other))
        return whole

    label = QCoreApplication.translate("ExplanationView", "It may also be something else")
    others = Disclosure(label, f"{prefix}others", opened)
    others.set_open(not explained.is_sure)
    return others


def _candidate(other: Candidate) -> QVBoxLayout:
    box = column(0)
    sure = QCoreApplication.translate("ExplanationView", "{0}: {1}")
    title = Text(sure.format(words.how_sure(other.confidence), other.title), Role.STRONG)
    title.setObjectName("other_cause")
    box.addWidget(title)
    box.addWidget(Text(other.tell, Role.QUIET))
    return box
