"""What to do: whose job it is, the steps, what to copy. There is no other way to show a fix."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.diagnosis import CopyText, FixText, Who
from mailadmin.ui import words
from mailadmin.ui.theme import GAP, SMALL, TINY
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.buttons import LinkButton, PlainButton
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.text import Role, Text, plain_tip


class FixView(QWidget):
    """A fix in full. ``prefix``: object names.

    ``after_steps`` is where a page puts what helps with the steps, such as a field; ``more`` are
    the details that open below.
    """

    def __init__(self, fix: FixText, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self.after_steps = column(GAP)
        self.more = column(0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(self._steps(fix))
        box.addLayout(self.after_steps)
        if fix.link is not None and words.is_web_address(fix.link):
            box.addWidget(self._link(fix.link))
        for note in fix.notes:
            box.addWidget(Text(note, Role.QUIET))
        for number, copy in enumerate(fix.copy):
            message = self._message(copy, number)
            # Whoever can do it alone needs no message; it would only be in the way.
            message.set_open(fix.who is not Who.YOU)
            self.more.addWidget(message)
        box.addLayout(self.more)

    def _steps(self, fix: FixText) -> QVBoxLayout:
        steps = column(TINY)
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
            steps.addWidget(Text(words.how_to_check(fix.check), Role.QUIET))
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
        go.setToolTip(plain_tip(link))
        go.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(link)))
        return go


def column(spacing: int) -> QVBoxLayout:
    """Parts one below the other, without a margin."""
    box = QVBoxLayout()
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    return box
