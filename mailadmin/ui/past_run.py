"""One test of the history, as it looked then, and what has changed since it went well."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.core.arrival.outcome import ArrivalResult
from mailadmin.core.event import Found, Phrase
from mailadmin.core.history.run import Kind, Run
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.stages import Stages
from mailadmin.ui.support import copy_for_support
from mailadmin.ui.theme import GAP, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.text import Role, Text, hidden

if TYPE_CHECKING:
    from mailadmin.core.domain.outcome import DomainResult
    from mailadmin.core.history.comparison import Difference
    from mailadmin.core.report.content import Changes


class PastRun(QWidget):
    """A test that has ended. It has the cards of a new one, without what would go on from there."""

    def __init__(
        self, desk: Desk, run: Run, *, theirs: bool = False, changes: "Changes | None" = None
    ) -> None:
        """``theirs``: it is of another computer, which has seen these ``changes`` itself."""
        super().__init__()
        self._theirs = theirs
        self._desk = desk
        self._run = run
        self._buttons = Flow()
        if not self._copies_itself():
            copy = PlainButton(self.tr("Copy for support"), "past_copy", "copy")
            copy.clicked.connect(lambda: copy_for_support(desk, run))
            self._buttons.add(copy)
        if run.comparable and not theirs:
            compare = PlainButton(self.tr("What has changed since it went well?"), "past_compare")
            compare.clicked.connect(
                lambda: desk.tasks.start(self._compare(), name="comparing two tests")
            )
            self._buttons.add(compare)
        self._changes = hidden(Card())
        self._changes.setObjectName("past_changes")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        for part in (self._buttons, self._changes, self._card()):
            box.addWidget(part)
        if changes is not None:
            self._show_changes(changes.since, changes.differences)

    def _copies_itself(self) -> bool:
        """Whether the card of this test has its own button for support."""
        result = self._run.result
        if isinstance(result, ArrivalResult):
            return any(one.reading is not None for one in result.mailboxes)
        return self._run.about.kind is Kind.DOMAIN and result is not None

    def _card(self) -> QWidget:
        return {
            Kind.TEST: self._test,
            Kind.DOMAIN: self._domain,
            Kind.ARRIVAL: self._arrival,
        }[self._run.about.kind]()

    def _test(self) -> QWidget:
        from mailadmin.ui.widgets.result_card import ResultCard

        card, run = ResultCard("past_", acts=False), self._run
        card.begin(words.run_name(run.about), Stages())
        for event in run.events:
            card.listen(event)
        if run.result is None:
            card.cancelled()
        else:
            card.finish(run.result)
        return card

    def _domain(self) -> QWidget:
        from mailadmin.core.domain.outcome import DomainResult
        from mailadmin.ui.widgets.survey_card import SurveyCard

        card, run = SurveyCard(), self._run
        if isinstance(run.result, DomainResult):
            card.show_result(run.result)
            result = run.result
            card.print_wanted.connect(
                lambda: self._desk.tasks.start(self._print(result), name="printing")
            )
        else:
            card.begin(run.about.domain or "", tuple(_checks(run)))
            for event in run.events:
                card.listen(event)
            card.cancelled()
        card.copy_wanted.connect(lambda: copy_for_support(self._desk, run))
        return card

    def _arrival(self) -> QWidget:
        from mailadmin.ui.past_arrival import PastArrival

        return PastArrival(self._desk, self._run, theirs=self._theirs)

    async def _print(self, result: "DomainResult") -> None:
        from mailadmin.ui.printing import document_of

        title = self.tr("Print the check of {domain}").format(domain=result.domain)
        printer = await self._desk.dialogs.choose_printer(self, title)
        if printer is not None:
            document_of(result).print_(printer)

    async def _compare(self) -> None:
        from mailadmin.core.history.comparison import compare
        from mailadmin.core.history.errors import HistoryError
        from mailadmin.ui.announce import announce

        try:
            good = await self._desk.workspace.history.last_good(self._run)
        except HistoryError as error:
            self._desk.notice(Notice(text=words.say(error.phrase), tone=Tone.WARNING))
            return
        if good is None:
            sentence = self._show_changes(None, ())
        else:
            sentence = self._show_changes(good.ended, compare(good, self._run))
        announce(self, sentence)

    def _show_changes(self, since: datetime | None, differences: "Sequence[Difference]") -> str:
        """Show what is different; the sentence above it."""
        from mailadmin.ui.widgets.difference_list import DifferenceList

        empty(self._changes.body)
        if since is None:
            sentence = words.say(Phrase("history.no-good-run"))
            self._changes.body.addWidget(Text(sentence))
        else:
            at = words.date_and_time(since)
            sentence = words.say(Phrase("history.compared", {"at": at}))
            self._changes.body.addWidget(Text(sentence, Role.HEADING))
            if differences:
                self._changes.body.addWidget(DifferenceList(differences))
            else:
                nothing = words.say(Phrase("history.nothing-changed"))
                self._changes.body.addWidget(Text(nothing))
        self._changes.setVisible(True)
        return sentence


def _checks(run: Run) -> dict[str, None]:
    """The checks that were made, in order."""
    return dict.fromkeys(event.finding.check for event in run.events if isinstance(event, Found))
