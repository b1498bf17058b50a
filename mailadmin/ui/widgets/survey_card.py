"""The checks of a domain: the answer and the routes on top, then one row a check."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.account import Route
from mailadmin.core.event import Event, Finished, Found, Result
from mailadmin.core.finding import Status
from mailadmin.core.ranking import WORST_DECIDES
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.stages import Stages
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card, Line
from mailadmin.ui.widgets.check_row import CheckRow, RouteRow
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.stage_list import StageList
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.domain.outcome import DomainResult

ROUTE = "domain.route"
"""The check whose findings are the answer for each route."""


class SurveyCard(Card):
    """One run at a time; it says which domain it is about as long as it is shown."""

    print_wanted = Signal()
    """The user wants all of it on paper."""
    copy_wanted = Signal()
    """The user wants the text for support."""

    def __init__(self) -> None:
        super().__init__()
        self._domain = ""
        self._icon = StateIcon(1.5)
        self._title = Text("", Role.HEADING)
        self._title.setObjectName("domain_result_title")
        self._not_proven = Text("", Role.QUIET)
        self._outdated = Text("", tone=Tone.WARNING)
        self._question = Text("", Role.STRONG)
        self._question.setObjectName("domain_question")
        self.routes = StageList("domain_", RouteRow)
        self.checks = StageList("domain_", CheckRow)
        self._buttons = Flow()
        print_it = PlainButton(self.tr("Print…"), "domain_print", "print")
        copy = PlainButton(self.tr("Copy for support"), "domain_copy_for_support", "copy")
        print_it.clicked.connect(self.print_wanted)
        copy.clicked.connect(self.copy_wanted)
        self._buttons.add(print_it)
        self._buttons.add(copy)
        self._answer = self._make_answer()
        self.body.addLayout(self._head())
        self.body.addWidget(self._answer)
        self._rule = Line()
        self.body.addWidget(self._rule)
        self.body.addWidget(self.checks)
        self.setVisible(False)

    def _head(self) -> QHBoxLayout:
        sentences = QVBoxLayout()
        sentences.setSpacing(SMALL)
        for part in (self._title, self._outdated, self._not_proven, self._buttons):
            sentences.addWidget(part)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        return head

    def _make_answer(self) -> QWidget:
        answer = QWidget()
        box = QVBoxLayout(answer)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(TINY)
        box.addWidget(Line())
        box.addSpacing(SMALL)
        box.addWidget(self._question)
        box.addWidget(self.routes)
        return answer

    # -- a run

    def begin(
        self, domain: str, plan: tuple[str, ...] = (), routes: tuple[Route, ...] = ()
    ) -> None:
        """Show a run that is about to start. ``plan`` are the checks, ``routes`` who may send."""
        self._domain = domain
        self.say_outdated(False)
        self._say("running", Tone.INFO, self.tr("Running"),
                  self.tr("Checking {domain} …").format(domain=domain))  # fmt: skip
        self._not_proven.setVisible(False)
        self._buttons.setVisible(False)
        self.set_tone(Tone.QUIET)
        self._question.setText(self.tr("May your servers send for {domain}?").format(domain=domain))
        answers = routes if ROUTE in plan else ()
        self._answer.setVisible(bool(answers))
        self.routes.begin(Stages((ROUTE,) if answers else (), *answers, rank=WORST_DECIDES))
        rows = tuple(check for check in plan if check != ROUTE)
        self.checks.begin(Stages(rows, rank=WORST_DECIDES, by_route=False))
        self._rule.setVisible(bool(rows))
        self.checks.setVisible(bool(rows))
        self.setVisible(True)

    def show_result(self, result: "DomainResult") -> None:
        """Show a run that ended earlier; nobody needs to be told again."""
        findings = result.findings
        routes = dict.fromkeys(one.route for one in findings if one.check == ROUTE and one.route)
        plan = dict.fromkeys(one.check for one in findings)
        self.begin(result.domain, tuple(plan), tuple(routes))
        for one in findings:
            self.listen(Found(one))
        self.finish(result, aloud=False)

    def listen(self, event: Event) -> None:
        """Show an event of the run."""
        if isinstance(event, Finished):
            return
        about = event.finding if isinstance(event, Found) else event
        if about.check == ROUTE:
            self._answer.setVisible(True)
            self.routes.listen(event)
        else:
            self.checks.listen(event)

    def finish(self, result: Result, *, aloud: bool = True) -> None:
        """Show how the run ended, open what decided it, and say it ``aloud``."""
        self._end()
        icon, tone = words.OUTCOMES[result.status]
        title = words.say(result.title)
        self._say(icon, tone, words.outcome_word(result.status), title)
        self.set_tone(tone if tone is Tone.OK else Tone.QUIET)
        self._not_proven.setText(words.not_proven(result.not_proven))
        self._not_proven.setVisible(bool(result.not_proven))
        self._buttons.setVisible(True)
        self._open(result)
        if aloud:
            answers = [row.sentence.text() for row in self.routes.rows()]
            announce(self, ". ".join((title, *filter(None, answers))), urgent=True)

    def cancelled(self) -> None:
        """The user stopped the run."""
        self._end()
        title = self.tr("The check of {domain} was cancelled.").format(domain=self._domain)
        self._say("skipped", Tone.QUIET, self.tr("Cancelled"), title)
        announce(self, title)

    def broke(self) -> None:
        """The run ended by a mistake of the program itself."""
        self._end()
        title = self.tr("The check of {domain} could not be finished.").format(domain=self._domain)
        self._say("unknown", Tone.WARNING, words.status_word(Status.UNKNOWN), title)
        announce(self, title, urgent=True)

    def say_outdated(self, outdated: bool) -> None:
        """Say whether the account has other servers now than when this was checked."""
        self._outdated.setText(
            self.tr("Your settings have changed since then. Check the domain again.")
        )
        self._outdated.setVisible(outdated)

    def title(self) -> str:
        """What the card says now."""
        return self._title.text()

    def _end(self) -> None:
        self.routes.end()
        self.checks.end()

    def _say(self, icon: str, tone: Tone, word: str, title: str) -> None:
        self._icon.set_state(icon, tone, word)
        self._title.setText(title)

    def _open(self, result: Result) -> None:
        """Open what to do about the worst of it: that is what the user has come for."""
        failure = result.failure
        if failure is None:
            return
        for row in (*self.routes.rows(), *self.checks.rows()):
            finding = row.stage.decisive
            worst = finding is not None and finding.status is failure.status
            if finding is not None and worst and words.fix_of(finding) is not None:
                row.opener.setChecked(True)
                return
