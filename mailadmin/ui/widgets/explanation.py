"""A cause in full: what happened, whose job it is, the steps, what to forward, what else it may be.

Shown where something failed here, and where an error of another program is explained.
"""

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.diagnosis import Candidate, CopyText, Explanation, Who
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY
from mailadmin.ui.widgets.buttons import LinkButton, PlainButton
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.evidence import Block
from mailadmin.ui.widgets.text import Role, Text


class ExplanationView(QWidget):
    """Everything about a cause but its title. ``prefix``: object names.

    ``after_steps`` is where a page puts what helps with the steps, such as a field.
    """

    def __init__(self, explained: Explanation, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self.after_steps = _column(GAP)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(Text(explained.meaning))
        box.addLayout(self._steps(explained))
        box.addLayout(self.after_steps)
        fix = explained.fix
        if fix.link is not None and words.is_web_address(fix.link):
            box.addWidget(self._link(fix.link))
        for note in fix.notes:
            box.addWidget(Text(note, Role.QUIET))
        more = _column(0)
        for number, copy in enumerate(fix.copy):
            message = self._message(copy, number)
            # Whoever can do it alone needs no message; it would only be in the way.
            message.set_open(fix.who is not Who.YOU)
            more.addWidget(message)
        if explained.also:
            more.addWidget(self._others(explained))
        box.addLayout(more)

    def _steps(self, explained: Explanation) -> QVBoxLayout:
        fix = explained.fix
        steps = _column(TINY)
        steps.addWidget(Text(words.whose_job(fix.who), Role.STRONG))
        for number, step in enumerate(fix.steps, 1):
            line = QHBoxLayout()
            line.setSpacing(SMALL)
            count = Text(self.tr("{0}.").format(number), Role.QUIET)
            count.setFixedWidth(count.fontMetrics().horizontalAdvance("00."))
            line.addWidget(count, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(Text(step), 1)
            steps.addLayout(line)
        if fix.check:
            steps.addSpacing(SMALL)
            worked = self.tr("How to see that it worked: {0}").format(fix.check)
            steps.addWidget(Text(worked, Role.QUIET))
        return steps

    def _message(self, copy: CopyText, number: int) -> Disclosure:
        def opened() -> QWidget:
            line = QWidget()
            box = QVBoxLayout(line)
            box.setContentsMargins(0, 0, 0, SMALL)
            box.setSpacing(SMALL)
            box.addWidget(Block(copy.text, copy.label))
            do_it = PlainButton(self.tr("Copy"), f"{self._prefix}copy_{number}", "copy")
            do_it.setAccessibleName(self.tr("Copy: {0}").format(copy.label))
            do_it.clicked.connect(lambda: QGuiApplication.clipboard().setText(copy.text))
            box.addWidget(do_it, 0, Qt.AlignmentFlag.AlignLeft)
            return line

        return Disclosure(copy.label, f"{self._prefix}message_{number}", opened)

    def _link(self, link: str) -> LinkButton:
        host = QUrl(link).host()
        go = LinkButton(self.tr("Open the page at {0}").format(host), f"{self._prefix}open_link")
        go.setToolTip(link)
        go.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(link)))
        return go

    def _others(self, explained: Explanation) -> Disclosure:
        def opened() -> QWidget:
            whole = QWidget()
            box = QVBoxLayout(whole)
            box.setContentsMargins(0, 0, 0, SMALL)
            box.setSpacing(SMALL)
            if explained.tell:
                first = self.tr("How to find out: {0}").format(explained.tell)
                box.addWidget(Text(first))
            for other in explained.also:
                box.addLayout(_candidate(other))
            return whole

        label = self.tr("It may also be something else")
        others = Disclosure(label, f"{self._prefix}others", opened)
        others.set_open(not explained.is_sure)
        return others


def _candidate(other: Candidate) -> QVBoxLayout:
    box = _column(0)
    sure = QCoreApplication.translate("ExplanationView", "{0}: {1}")
    title = Text(sure.format(words.how_sure(other.confidence), other.title), Role.STRONG)
    title.setObjectName("other_cause")
    box.addWidget(title)
    box.addWidget(Text(other.tell, Role.QUIET))
    return box


def _column(spacing: int) -> QVBoxLayout:
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    return box
