"""Settings that were found: whose they are, what has to be agreed to, and what is needed next."""

import msgspec
from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.account import SignIn
from mailadmin.core.diagnosis import FixText
from mailadmin.core.discover.outcome import Offer
from mailadmin.core.finding import Status
from mailadmin.ui import offer_words, words
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.buttons import LinkButton, PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.fix_view import FixView, column
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import PasswordField, narrow
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text, plain_tip


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What the view shows of an offer.

    ``consents`` are the sentences that the user has to agree to. ``page_of`` is whose page people
    sign in at, empty where there is none; ``registered`` says whether that provider knows this
    program, so that signing in there can work. ``password`` is that of the demonstration, which
    the user can't know; empty outside of it. ``fix`` says what to do about servers that did not
    answer.
    """

    offer: Offer
    domain: str
    consents: tuple[str, ...] = ()
    page_of: str = ""
    registered: bool = False
    password: str = ""
    fix: FixText | None = None

    @property
    def is_certain(self) -> bool:
        """Whether the settings may be taken without asking."""
        return self.offer.answered and not self.consents

    @property
    def page_first(self) -> bool:
        """Whether signing in at the page comes before a password."""
        if self.offer.mail_server.sign_in is not SignIn.OAUTH or not self.page_of:
            return False
        return self.registered or not self.offer.password_works


class OfferView(Card):
    """One offer. Nothing is agreed to, and nothing is typed, until the user does so.

    ``prefix`` starts the object names.
    """

    agreed = Signal()
    """The user takes the settings all the same."""
    password_given = Signal(str)
    """The user has typed a password; empty where none is needed."""
    sign_in_wanted = Signal()
    """The user wants to sign in at the provider's page."""

    def __init__(self, shown: Shown, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self.shown = shown
        self._password: PasswordField | None = None
        self._next = QWidget()
        steps = QVBoxLayout(self._next)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(GAP)
        self.body.addLayout(self._head())
        for sentence in (*shown.consents, *offer_words.doubts(shown.offer)):
            self.body.addLayout(_warning(sentence))
        if shown.fix is not None:
            self.body.addWidget(FixView(shown.fix, prefix))
        self._agree = PlainButton(
            self.tr("Use these settings all the same"), f"{self._prefix}agree"
        )
        self._agree.clicked.connect(self._agreed)
        self.body.addWidget(self._agree, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill(steps)
        self._help(steps)
        self.body.addWidget(self._next)
        self._agree.setVisible(not shown.is_certain)
        self._next.setVisible(shown.is_certain)
        self.set_tone(Tone.OK if shown.is_certain else Tone.WARNING)

    def title(self) -> str:
        """What the card says first."""
        return self._title.text()

    def ready(self) -> bool:
        """Whether there is nothing left to agree to."""
        return not self._next.isHidden()

    def focus_next(self) -> None:
        """Bring the keyboard to what has to be done."""
        if not self.ready():
            self._agree.setFocus()
        elif self.shown.page_first:
            self._sign_in.setFocus()
        elif self._password is not None:
            self._password.editor.setFocus()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the password."""
        if self._password is not None:
            self._password.show_problem(sentence)
            self._password.editor.setFocus()

    # -- building

    def _head(self) -> QHBoxLayout:
        offer, domain = self.shown.offer, self.shown.domain
        icon = StateIcon(1.5)
        if not self.shown.is_certain:
            icon.set_state("warning", Tone.WARNING, self.tr("Your decision is needed"))
        else:
            icon.set_state("ok", Tone.OK, self.tr("Found"))
        self._title = Text(offer_words.title(offer, domain), Role.HEADING)
        self._title.setObjectName(f"{self._prefix}offer")
        found_in = Text(offer_words.found_in(offer, domain), Role.QUIET)
        found_in.setObjectName(f"{self._prefix}found_in")
        if offer.origin:
            found_in.setToolTip(plain_tip(offer.origin))
        sentences = column(TINY)
        sentences.addWidget(self._title)
        sentences.addWidget(Text(offer_words.servers(offer)))
        sentences.addWidget(found_in)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(sentences, 1)
        return head

    def _fill(self, steps: QVBoxLayout) -> None:
        offer = self.shown.offer
        if offer.mail_server.sign_in is SignIn.NONE:
            steps.addWidget(Text(self.tr("No password is needed here.")))
            go = PrimaryButton(self.tr("Use these settings and test them"), f"{self._prefix}go_on")
            go.clicked.connect(lambda: self.password_given.emit(""))
            steps.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        elif offer.mail_server.sign_in is SignIn.PASSWORD:
            steps.addWidget(self._by_password())
        elif self.shown.page_first:
            steps.addWidget(self._by_page())
            if offer.password_works:
                label = self.tr("Use a password instead")
                if offer.app_password:
                    label = self.tr("Use an app password instead")
                steps.addWidget(
                    Disclosure(label, f"{self._prefix}with_password", self._by_password)
                )
        else:
            steps.addWidget(self._by_password())
            if self.shown.page_of:
                steps.addWidget(self._by_page())

    def _help(self, steps: QVBoxLayout) -> None:
        """Offer what the provider says about it, such as where other programs are let in."""
        page = self.shown.offer.help_page
        if words.is_web_address(page):
            label = self.tr("What to know before: open the page at {0}").format(QUrl(page).host())
            go = LinkButton(label, f"{self._prefix}help_page")
            go.setToolTip(plain_tip(page))
            go.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(page)))
            steps.addWidget(go)

    def _by_page(self) -> QWidget:
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SMALL)
        name = self.shown.page_of
        label = offer_words.sign_in_with(name)
        make = PrimaryButton if self.shown.page_first else PlainButton
        self._sign_in = make(label, f"{self._prefix}sign_in")
        self._sign_in.clicked.connect(self.sign_in_wanted)
        sentence = self.tr("You sign in at {name}'s own page, in your browser.")
        if not self.shown.page_first:
            sentence = self.tr("Or sign in at {name}'s own page, in your browser.")
        box.addWidget(Text(sentence.format(name=name)))
        box.addWidget(self._sign_in, 0, Qt.AlignmentFlag.AlignLeft)
        return whole

    def _by_password(self) -> QWidget:
        whole, offer = QWidget(), self.shown.offer
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(Text(offer_words.what_is_needed(offer)))
        label = self.tr("App password") if offer.app_password else self.tr("Password")
        field = self._password = PasswordField(label, f"{self._prefix}password")
        go = PlainButton(self.tr("Save and test"), f"{self._prefix}go_on")
        if not self.shown.page_first:
            go = PrimaryButton(self.tr("Save and test"), f"{self._prefix}go_on")
        buttons = Flow()
        buttons.add(go)
        page = offer.app_password_page
        if offer.app_password and words.is_web_address(page):
            make = PlainButton(
                self.tr("Open the page that makes app passwords"),
                f"{self._prefix}password_page",
                "open",
            ).break_lines()
            make.setToolTip(plain_tip(page))
            make.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(page)))
            buttons.add(make)
        box.addLayout(narrow(field))
        if self.shown.password:
            field.set_value(self.shown.password)
            box.addWidget(
                Text(self.tr("The demonstration's own password is filled in."), Role.QUIET)
            )
        box.addWidget(buttons)
        go.clicked.connect(self._password_typed)
        field.line_edit().returnPressed.connect(self._password_typed)
        return whole

    # -- what the user does

    def _agreed(self) -> None:
        self._agree.setVisible(False)
        self._next.setVisible(True)
        self.focus_next()
        self.agreed.emit()

    def _password_typed(self) -> None:
        assert self._password is not None
        if self._password.value():
            self._password.show_problem("")
            self.password_given.emit(self._password.value())
        else:
            self.show_problem(self.tr("Type the password first."))


def _warning(sentence: str) -> QHBoxLayout:
    icon = StateIcon()
    icon.set_state("warning", Tone.WARNING, words.status_word(Status.WARNING))
    line = QHBoxLayout()
    line.setSpacing(SMALL)
    line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Text(sentence), 1)
    return line
