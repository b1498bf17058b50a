"""A report of somebody else: what the other computer saw, in the cards of one's own tests."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.past_run import PastRun
from mailadmin.ui.theme import GAP, TINY, Tone
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.report.content import Report, Tested
    from mailadmin.core.report.told import ToldReport, ToldTest


class OpenedReport(QWidget):
    """Everything in a report. It is nowhere in this user's history, and nothing goes on from it."""

    def __init__(self, desk: Desk, report: "Report") -> None:
        super().__init__()
        from mailadmin.core.report.words import told

        self._desk = desk
        said = told(report)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP)
        self._box.addWidget(self._whose(said))
        for tested, test in zip(report.tests, said.tests, strict=True):
            self._add(report, tested, test)
        if said.recent:
            self._box.addWidget(self._list(said))

    def _whose(self, said: "ToldReport") -> Card:
        card = Card(Tone.WARNING)
        card.setObjectName("report_whose")
        first = Text(self.tr("This is what another computer saw, not yours."), Role.STRONG)
        card.body.addWidget(first)
        sentence = self.tr(
            "Whoever sent the file could have changed it. Your own tests, messages and settings "
            "stay as they are."
        )
        card.body.addWidget(Text(sentence))
        for remark in said.remarks:
            card.body.addWidget(Text(remark, Role.QUIET))
        pairs = QVBoxLayout()
        pairs.setSpacing(TINY)
        for pair in said.settings:
            line = self.tr("{name}: {value}").format(name=pair.name, value=pair.value)
            pairs.addWidget(Text(line))
        card.body.addLayout(pairs)
        return card

    def _add(self, report: "Report", tested: "Tested", said: "ToldTest") -> None:
        from mailadmin.core.report.opened import run_of

        run = run_of(report, tested)
        when = words.date_and_time(tested.ended)
        name = said.name if run is None else words.run_name(run.about)
        heading = self.tr("{what}, {when}").format(what=name, when=when)
        self._box.addWidget(Text(heading, Role.HEADING))
        for remark in (said.title,) if run is None else said.remarks:
            self._box.addWidget(Text(remark, Role.QUIET))
        if run is not None:
            self._box.addWidget(PastRun(self._desk, run, theirs=True, changes=tested.changes))

    def _list(self, said: "ToldReport") -> Card:
        card = Card()
        card.setObjectName("report_recent")
        card.body.addWidget(Text(self.tr("The last tests and messages there"), Role.HEADING))
        for line in said.recent:
            sentence = self.tr("{when}  {mark} {state}: {what}").format(
                when=line.when, mark=line.state.mark, state=line.state.word, what=line.what
            )
            parts = (sentence, line.title, line.more)
            card.body.addWidget(Text("\n".join(part for part in parts if part)))
        return card
