"""Why did it not arrive? One question after the other, the search, and the reasons."""

from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mailadmin.core.account import Account
from mailadmin.core.arrival.outcome import ArrivalResult, MailboxSeen
from mailadmin.core.history.run import Kind
from mailadmin.core.missing.answers import After, Amount, Answers, Junk, Scope, When
from mailadmin.core.missing.questions import QUESTIONS, Question, answered, next_question, relevant
from mailadmin.ui import why_words, words
from mailadmin.ui.announce import announce
from mailadmin.ui.desk import Desk
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import GAP, SMALL, Tone
from mailadmin.ui.why_search import WhySearch
from mailadmin.ui.widgets.answer_list import AnswerList
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card, Line
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import Section
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.question_view import QuestionView
from mailadmin.ui.widgets.reason_view import ReasonView
from mailadmin.ui.widgets.text import Role, Text, hidden

if TYPE_CHECKING:
    from mailadmin.core.missing.case import Reason

OPENED: Final = 1
"""Reasons that are open at once: those after them are a click away."""


class Step(Enum):
    """Where the dialogue stands."""

    CLOSED = auto()
    ASKING = auto()
    LOOKING = auto()
    STOPPED = auto()
    """The user has stopped the search, or it broke."""
    DONE = auto()


class WhyCard(QWidget):
    """The dialogue. It keeps its answers and reasons while other pages are open."""

    shown = Signal(object)
    """A part that has just got something to say, to be brought into view."""
    read_wanted = Signal()
    """The user wants to read a message that somebody received."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.step = Step.CLOSED
        self._answers = Answers()
        self._changing: Question | None = None
        self._account: Account | None = None
        self._arrival: ArrivalResult | None = None
        self._reasons: tuple[Reason, ...] = ()
        self._task: Work | None = None
        self._searches = 0
        self._begin = PlainButton(
            self.tr("Why did it not arrive?"), "why_not_arrived"
        ).break_lines()
        self._given = AnswerList("why_")
        self._about = Text(
            self.tr(
                "A message of yours did not reach somebody, and you want to know why? You get a "
                "few questions, the program looks at what this computer and public records know, "
                "and lists the likely reasons with what to do. No message is sent."
            ),
            Role.QUIET,
        )
        self._place = QVBoxLayout()
        self._found = QWidget()
        self._title = Text("", Role.HEADING)
        self._title.setObjectName("why_title")
        self._hint = hidden(Text("", Role.QUIET))
        self._outdated = hidden(Text("", Role.STRONG, tone=Tone.WARNING))
        self._outdated.setObjectName("why_outdated")
        self._again = PlainButton(self.tr("Look again"), "why_again")
        self._list = QVBoxLayout()
        self._search = WhySearch(desk)
        self._looked = Disclosure(
            self.tr("Where the program has looked"), "why_looked", lambda: self._search
        )
        self._cancel = PlainButton(self.tr("Cancel"), "why_cancel")
        self._copy = PlainButton(self.tr("Copy the reasons"), "why_copy", "copy")
        self._restart = PlainButton(self.tr("Start again"), "why_restart")
        self._close = PlainButton(self.tr("Close"), "why_close")
        self._buttons = Flow()
        self._build()
        self._connect()
        self._enter(Step.CLOSED)

    # -- building

    def _build(self) -> None:
        section = Section(self.tr("Missing messages"))
        section.body.addWidget(self._about)
        section.body.addWidget(self._given)
        section.body.addLayout(self._place)
        found = QVBoxLayout(self._found)
        found.setContentsMargins(0, 0, 0, 0)
        found.setSpacing(SMALL)
        for part in (self._title, self._hint, self._outdated):
            found.addWidget(part)
        found.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        found.addLayout(self._list)
        self._list.setSpacing(0)
        section.body.addWidget(self._found)
        section.body.addWidget(self._looked)
        for button in (self._begin, self._cancel, self._copy, self._restart, self._close):
            self._buttons.add(button)
        section.body.addWidget(self._buttons)
        self._card = Card()
        self._card.body.addWidget(section)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(self._card)

    def _connect(self) -> None:
        desk = self._desk
        self._begin.clicked.connect(self.open)
        self._restart.clicked.connect(self.open)
        self._cancel.clicked.connect(self.stop)
        self._again.clicked.connect(self._look)
        self._copy.clicked.connect(self._copy_reasons)
        self._close.clicked.connect(self.close_dialogue)
        self._given.change_wanted.connect(self.change)
        desk.accounts.changed.connect(self._compare)
        desk.latest.changed.connect(self._compare)

    # -- beginning and ending

    def open(self) -> None:
        """Begin with the first question."""
        self._start(Answers())

    def open_for(self, seen: MailboxSeen) -> None:
        """Ask about the test message that did not come to this mailbox: much is known of it."""
        test = self._last_test()
        boxes = test.mailboxes if test is not None else ()
        lost = [one for one in boxes if one.folder is None and one.failure is None]
        everywhere = len(boxes) > 1 and len(lost) == len(boxes)
        self._start(
            Answers(
                scope=Scope.ALL if everywhere else Scope.ONE,
                recipient=seen.address,
                after=After.SILENCE,
                when=When.HOUR,
                junk=Junk.NOT_THERE,
                amount=Amount.FEW,
            )
        )

    def _start(self, answers: Answers) -> None:
        self._abandon()
        self._answers, self._changing, self._reasons = answers, None, ()
        self._go_on()

    def close_dialogue(self) -> None:
        """Forget the answers, and show only the button."""
        self._abandon()
        self._answers, self._changing, self._reasons = Answers(), None, ()
        self._enter(Step.CLOSED)
        self._begin.setFocus()

    def stop(self) -> None:
        """Stop the search that is under way."""
        if self.step is Step.LOOKING:
            self._abandon()
            self._stopped(self.tr("You stopped the search."))

    def _abandon(self) -> None:
        """Nobody waits for what is under way any more."""
        if self._task is not None:
            self._task.cancel()

    # -- asking

    def _go_on(self) -> None:
        """Ask what is not known yet; then look for reasons."""
        question = next_question(self._answers)
        if question is None:
            self._look()
        else:
            self._ask(question)

    def change(self, name: str) -> None:
        """Ask a question again; the other answers stay."""
        self._abandon()
        self._changing = next(one for one in QUESTIONS if one.name == name)
        self._ask(self._changing)

    def _ask(self, question: Question) -> None:
        self._enter(Step.ASKING)
        self._show_answers()
        title, detail = why_words.question_of(question)
        view = QuestionView(title, detail, f"why_{question.name}_")
        view.answered.connect(lambda value: self._take(question, view, value))
        before = getattr(self._answers, question.name)
        label, skip = why_words.label_of(question)
        if question.options:
            view.offer(why_words.choices_of(question), before)
        elif question.name == "recipient":
            view.ask_line(label, before or "", skip)
        else:
            field = view.ask_text(label, before or "", skip)
            field.text.setPlaceholderText(self.tr("Paste it here, all of it."))
            field.text.file_dropped.connect(
                lambda path: self._desk.tasks.start(
                    field.read_file(Path(path)), name="reading a text from a file"
                )
            )
        self._place.addWidget(view)
        view.begin()
        self.shown.emit(view)
        announce(view, title)

    def _take(self, question: Question, view: QuestionView, value: str) -> None:
        """Take an answer, or say beside the field what is wrong with it."""
        if question.name == "recipient" and value.strip():
            from mailadmin.core.forms.address import Address, parse_address, tidy_address

            read = parse_address(tidy_address(value))
            if not isinstance(read, Address):
                if view.field is not None:
                    view.field.show_problem(words.say(read.phrase))
                return view.begin()
            value = read.address
        self._changing = None
        self._answers = relevant(answered(self._answers, question, value))
        return self._go_on()

    def _show_answers(self) -> None:
        changing = self._changing.name if self._changing is not None else ""
        given = why_words.answers_of(self._answers)
        self._given.show_answers([one for one in given if one.name != changing])

    # -- looking

    def _look(self) -> None:
        """Look for reasons with these answers, for the account as it is now."""
        self._abandon()
        self._account, self._arrival = self._desk.accounts.current, self._last_test()
        self._enter(Step.LOOKING)
        self._show_answers()
        self.shown.emit(self._found)
        announce(self, self._title.text())
        self._searches += 1
        search = self._run(self._searches, self._task)
        self._task = self._desk.tasks.start(search, name="looking for reasons")

    async def _run(self, number: int, before: Work | None) -> None:
        try:
            if before is not None:  # it has been cancelled, and shows that when it ends
                await before.ended()
            reasons = await self._search.reasons(self._answers, self._account)
        except Exception:
            if self._searches == number:
                self._stopped(self.tr("The search could not be finished."))
            raise
        finally:
            if self._searches == number:
                self._task = None
        self._reasons = reasons
        self._show_reasons()

    def _stopped(self, sentence: str) -> None:
        self._enter(Step.STOPPED)
        self._title.setText(sentence)
        announce(self, sentence)

    def _last_test(self) -> ArrivalResult | None:
        """What became of the last test message of this account."""
        account_id = self._desk.accounts.current_id
        run = account_id and self._desk.latest.last(account_id, Kind.ARRIVAL)
        result = run.result if run else None
        return result if isinstance(result, ArrivalResult) else None

    # -- what was found

    def _show_reasons(self) -> None:
        from mailadmin.core.missing.words import Speech, words_of

        focused = self._cancel.hasFocus()
        self._enter(Step.DONE)
        speech = Speech(sentence=words.translate, fix=words.translate_fix)
        account = self._account is not None
        self._hint.setText(self._how_sure(account=account))
        for number, reason in enumerate(self._reasons, 1):
            if number > 1:
                self._list.addWidget(Line())
            leads = why_words.leads_of(reason, account=account)
            view = ReasonView(words_of(reason, speech), number, leads)
            view.lead_wanted.connect(self._lead)
            self._list.addWidget(view)
            if number <= OPENED:
                view.open()
            if number == 1 and focused:
                view.opener.setFocus()
        self.shown.emit(self._found)
        announce(self, f"{self._title.text()} {words_of(self._reasons[0], speech).title}",
                 urgent=True)  # fmt: skip
        self._compare()

    def _how_sure(self, *, account: bool) -> str:
        """What the list stands on."""
        if account:
            return self.tr(
                "Nobody knows for sure but the servers on the way. What is only possible is said "
                "so."
            )
        return self.tr(
            "Nobody knows for sure but the servers on the way. Set up an account, and the program "
            "can look at your own domain and at what you have sent, too."
        )

    def _lead(self, name: str) -> None:
        """Go where a reason leads."""
        desk = self._desk
        if name == why_words.WATCH:
            desk.arrival_wanted.emit()
        elif name == why_words.TEST:
            desk.test_wanted.emit()
        elif name == why_words.READ:
            self.read_wanted.emit()
        elif name == why_words.TEXT:
            self.change("text")
        else:
            desk.page_wanted.emit(f"page_{name}")

    def _compare(self) -> None:
        """Another account, or a new test message: what is shown may not be true any more."""
        other = self._account != self._desk.accounts.current
        if self.step is Step.LOOKING and other:
            self._look()
        if self.step is not Step.DONE:
            return
        newer = self._arrival is not self._last_test()
        if other:
            self._outdated.setText(self.tr("The account has changed since then."))
        elif newer:
            self._outdated.setText(self.tr("A test message was sent since then."))
        self._outdated.setVisible(other or newer)
        self._again.setVisible(other or newer)
        self._buttons.refresh()

    def _copy_reasons(self) -> None:
        from mailadmin.core.missing.words import as_text

        given = [(one.question, one.answer) for one in why_words.answers_of(self._answers)]
        QGuiApplication.clipboard().setText(as_text(self._reasons, given))
        sentence = self.tr("The answers and the reasons are on the clipboard.")
        self._desk.notice(Notice(text=sentence, tone=Tone.OK))

    # -- where it stands

    def _enter(self, step: Step) -> None:
        """Show what belongs to a step, and nothing of the one before."""
        focus = QApplication.focusWidget()
        focused = focus is not None and self.isAncestorOf(focus)
        self.step = step
        empty(self._place)
        empty(self._list)
        titles = {
            Step.LOOKING: self.tr("Looking for reasons …"),
            Step.DONE: self.tr("What it may be, the likeliest first"),
        }
        self._title.setText(titles.get(step, ""))
        self._found.setVisible(step in (Step.LOOKING, Step.STOPPED, Step.DONE))
        self._hint.setVisible(step is Step.DONE)
        self._outdated.setVisible(False)
        self._about.setVisible(step is Step.CLOSED)
        self._given.setVisible(step is not Step.CLOSED)
        self._looked.setVisible(step in (Step.LOOKING, Step.DONE))
        self._looked.set_open(step is Step.LOOKING)
        self._begin.setVisible(step is Step.CLOSED)
        self._cancel.setVisible(step is Step.LOOKING)
        self._again.setVisible(step is Step.STOPPED)
        self._copy.setVisible(step is Step.DONE)
        self._restart.setVisible(step in (Step.STOPPED, Step.DONE))
        self._close.setVisible(step not in (Step.CLOSED, Step.LOOKING))
        self._buttons.refresh()
        first = {Step.LOOKING: self._cancel, Step.STOPPED: self._again}.get(step)
        if focused and first is not None:  # what had the focus is gone
            first.setFocus()
