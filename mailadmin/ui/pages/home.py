"""Home: does my email work, send one, and what happened lately."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.account import Account, Route
from mailadmin.core.event import Outcome, Result
from mailadmin.core.history.run import Kind, Run
from mailadmin.ui import words
from mailadmin.ui.desk import Desk
from mailadmin.ui.latest_list import LatestList
from mailadmin.ui.theme import GAP, TINY, Tone
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.page import Page
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text, one_line

if TYPE_CHECKING:
    from mailadmin.ui.first_start import FirstStart


OLD: Final = timedelta(days=1)
"""From when on a test says how it was, not how it is."""


def is_old(run: Run) -> bool:
    """Whether a run is of an earlier day."""
    return datetime.now(UTC) - run.ended > OLD


class HomePage(Page):
    """The answer on top, the routes below it, then the latest messages and tests."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("Home"))
        self._desk = desk
        self._first: FirstStart | None = None
        self._answer = _Answer(desk)
        self._lights = _Lights(desk)
        self._latest = LatestList(desk)
        for part in (
            self._latest.uncertain,
            self._answer,
            self._lights,
            self._latest,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        desk.accounts.changed.connect(self._show)
        desk.latest.changed.connect(self._show)
        self._show()

    def entered(self) -> None:
        """Show times as they are now."""
        self._show()
        self._latest.refresh()

    def stop(self) -> None:
        """Cancel the search for settings."""
        if self._first is not None:
            self._first.stop()

    def _show(self) -> None:
        accounts = self._desk.accounts
        empty = accounts.loaded and accounts.current_id is None
        if empty and self._first is None:
            from mailadmin.ui.first_start import FirstStart

            self._first = FirstStart(self._desk)
            self._first.shown.connect(self.bring_into_view)
            self.body.insertWidget(1, self._first)
        if self._first is not None:
            self._first.setVisible(empty)
        for part in (self._answer, self._lights, self._latest):
            part.setVisible(accounts.loaded and not empty)
        if not empty and accounts.loaded:
            self._answer.show_account()
            self._lights.show_account()


class _Answer(Card):
    """*Your email works*, or what is known instead, and the two things to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._icon = StateIcon(2.0)
        self._title = Text("", Role.HEADING)
        self._title.setObjectName("home_answer")
        self._more = Text()
        self._arrived = Text()
        self._arrived.setObjectName("home_arrived")
        self._send = PrimaryButton(self.tr("Send an Email"), "send_email")
        self._test = PlainButton(self.tr("Click here to test your connection"), "home_test")
        self._watch = PlainButton(
            self.tr("Send a test email to yourself and watch it arrive"), "home_arrival"
        ).break_lines()
        self._settings = PlainButton(self.tr("Go to the settings"), "home_settings")
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        sentences.addWidget(self._title)
        sentences.addWidget(self._more)
        sentences.addWidget(self._arrived)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        self._buttons = Flow()
        for button in (self._send, self._test, self._watch, self._settings):
            self._buttons.add(button)
        self.body.addLayout(head)
        self.body.addWidget(self._buttons)
        self._send.clicked.connect(lambda: desk.composer_wanted.emit(None))
        self._test.clicked.connect(desk.test_wanted)
        self._watch.clicked.connect(desk.arrival_wanted)
        self._settings.clicked.connect(lambda: desk.page_wanted.emit("page_mail_server"))

    def show_account(self) -> None:
        """Say what is known about the current account."""
        account = self._desk.accounts.current
        self._send.setVisible(account is not None)
        self._test.setVisible(account is not None)
        self._watch.setVisible(account is not None)
        self._settings.setVisible(account is None)
        self._buttons.refresh()
        self._show_arrival(account)
        if account is None:
            self._say(
                "waiting",
                Tone.QUIET,
                self.tr("This account is not complete yet"),
                self.tr("Its settings are not saved. What you have typed is still there."),
            )
            return
        run = self._desk.latest.last(account.id, Kind.TEST, route=Route.MAIL_SERVER)
        if self._arrival_says(account, run):
            return
        if run is None or run.result is None:
            self._say(
                "waiting",
                Tone.QUIET,
                self.tr("Your email has not been tested yet"),
                self.tr(
                    "A test signs in to {server} and sends nothing. It takes a few seconds."
                ).format(server=account.mail_server.host),
            )
            return
        self._show_result(account, run, run.result)

    def _arrival_says(self, account: Account, test: Run | None) -> bool:
        """Say what a test message has shown, where that is newer than the connection test.

        What the mail server has delivered is proven to work, and what could not be sent not to.
        """
        last = self._desk.latest.last(account.id, Kind.ARRIVAL)
        result = None if last is None else last.result
        if last is None or result is None or (test is not None and test.ended >= last.ended):
            return False
        works = result.status in (Outcome.PASSED, Outcome.WARNING)
        if not works:
            return self._sending_says(account, last)
        if result.route is not Route.MAIL_SERVER:
            return False
        if is_old(last):
            self._show_earlier(result, words.ago(last.ended))
            return True
        self._say(
            "ok",
            Tone.OK,
            self.tr("Your email works"),
            self.tr("{server} delivered a test message, {when}.").format(
                server=account.mail_server.host, when=words.ago(last.ended)
            ),
        )
        return True

    def _sending_says(self, account: Account, run: Run) -> bool:
        """Say that the test message could not even be sent, and why."""
        from mailadmin.core.arrival.outcome import ArrivalResult

        sending = run.result.sending if isinstance(run.result, ArrivalResult) else None
        if sending is None or sending.status is not Outcome.FAILED:
            return False
        self._show_result(account, run, sending)
        return True

    def _show_arrival(self, account: Account | None) -> None:
        """Where the last test message went."""
        last = account and self._desk.latest.last(account.id, Kind.ARRIVAL)
        sentence = ""
        if last:
            from mailadmin.core.arrival.outcome import ArrivalResult
            from mailadmin.ui.arrival_words import last_sentence

            if isinstance(last.result, ArrivalResult) and not is_old(last):
                sentence = last_sentence(last.result)
        self._arrived.setText(sentence)
        self._arrived.setVisible(bool(sentence))

    def _show_result(self, account: Account, run: Run, result: Result) -> None:
        when = words.ago(run.ended)
        if is_old(run):
            self._show_earlier(result, when)
            return
        server = account.mail_server.host
        if result.status is Outcome.PASSED:
            self._say(
                "ok",
                Tone.OK,
                self.tr("Your email works"),
                self.tr("Signed in to {server}, {when}.").format(server=server, when=when),
            )
        elif result.status is Outcome.WARNING:
            self._say("warning", Tone.WARNING, words.say(result.title), when)
        elif result.status is Outcome.FAILED:
            title = self.tr("Your email does not work")
            if account.messenger is not None:
                title = self.tr("Your mail server does not work; the Messenger stands by")
            reason = self.tr("{reason} ({when})").format(reason=words.reason_of(result), when=when)
            self._say("failed", Tone.FAILED, title, reason)
        else:
            self._say("unknown", Tone.WARNING, words.say(result.title), when)

    def _show_earlier(self, result: Result, when: str) -> None:
        """What an old test says is about that day, not about today."""
        if result.status in (Outcome.PASSED, Outcome.WARNING):
            title = self.tr("Your email worked when it was last tested, {when}")
        elif result.status is Outcome.FAILED:
            title = self.tr("Your email did not work when it was last tested, {when}")
        else:
            title = self.tr("Your last test came to no clear result, {when}")
        more = self.tr("A test takes a few seconds and says how it is today.")
        self._say("waiting", Tone.QUIET, title.format(when=when), more)

    def _say(self, icon: str, tone: Tone, title: str, more: str) -> None:
        self._icon.set_state(icon, tone, title)
        self._title.setText(title)
        self._more.setText(more)
        self.set_tone(tone)


class _Light(QWidget):
    """One route: its name and its state in a word."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._icon = StateIcon()
        self._text = one_line(Text(name))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, GAP, 0)
        line.setSpacing(TINY + 2)
        line.addWidget(self._icon)
        line.addWidget(self._text)

    def show_state(self, icon: str, tone: Tone, word: str) -> None:
        """Show a state by icon, word and colour."""
        self._icon.set_state(icon, tone, word)
        self._text.setText(f"{self._name}: {word}")
        self._text.updateGeometry()


class _Lights(Flow):
    """The routes and the domain side by side."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._lights = {route: _Light(words.route_name(route)) for route in Route}
        self._domain = _Light(self.tr("Domain"))
        self._arrival = _Light(self.tr("Arrival"))
        for light in (*self._lights.values(), self._domain, self._arrival):
            self.add(light)

    def show_account(self) -> None:
        """Show the routes of the current account."""
        account = self._desk.accounts.current
        self.setVisible(account is not None)
        if account is None:
            return
        for route, light in self._lights.items():
            if route is Route.MESSENGER and account.messenger is None:
                light.show_state("skipped", Tone.QUIET, self.tr("Not set up"))
            else:
                self._show_run(light, self._desk.latest.last(account.id, Kind.TEST, route=route))
        self._show_run(self._domain, self._of_domain(account))
        self._show_run(self._arrival, self._desk.latest.last(account.id, Kind.ARRIVAL))
        self.refresh()

    def _show_run(self, light: _Light, run: Run | None) -> None:
        if run is None or run.result is None:
            light.show_state("waiting", Tone.QUIET, self.tr("Not tested yet"))
            return
        icon, tone = words.OUTCOMES[run.result.status]
        word = words.outcome_word(run.result.status)
        if is_old(run):
            word = self.tr("{word}, {when}").format(word=word, when=words.ago(run.ended))
            tone = Tone.QUIET
        light.show_state(icon, tone, word)

    def _of_domain(self, account: Account) -> Run | None:
        """The last checks of the account's own domain."""
        latest = self._desk.latest
        if latest.last(account.id, Kind.DOMAIN) is None:
            return None  # the first picture of the window needs nothing of what follows
        from mailadmin.core.forms.domain import read_domain

        domain = read_domain(account.identity.address)
        return (
            latest.last(account.id, Kind.DOMAIN, domain=domain) if isinstance(domain, str) else None
        )
