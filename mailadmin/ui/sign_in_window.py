"""The window of a sign-in: go on in your browser, or type this code, and how it ended."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mailadmin.core.event import Event, Result
from mailadmin.core.oauth.issuers import Issuer
from mailadmin.ui import offer_words, words
from mailadmin.ui.announce import announce
from mailadmin.ui.theme import GAP, TINY, WIDE, Tone
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.failure_card import FailureCard
from mailadmin.ui.widgets.fix_view import column
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.leaving import empty, let_go
from mailadmin.ui.widgets.shelf import Column
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text, hidden

if TYPE_CHECKING:
    from mailadmin.core.oauth.request import DeviceCode

LIMIT: Final = 600.0
"""Seconds that the user has for the provider's page."""

NOT_TO_BE_HAD: Final = "oauth.client.not-to-be-had"
"""The provider takes no new programs, so that a client id is rarely of help."""

ABOUT_THE_CLIENT: Final = (
    "unknown-client",
    "wrong-secret",
    "not-public",
    "redirect-address",
    "one-organisation",
    "lacks-permissions",
)
"""What an issuer says where the registration is not right, at the page and for the token."""

TICK_MS: Final = 1000
"""Milliseconds between two looks at the clock."""


class Choice(StrEnum):
    """What the user wants to do next."""

    BROWSER = "browser"
    CODE = "code"
    AGAIN = "again"
    USE = "use"
    """Stay signed in, although as somebody else."""
    CLIENT = "client"
    """Enter a client id."""
    CANCEL = "cancel"


class SignInWindow(QDialog):
    """One state at a time. ``chosen`` carries a :class:`Choice`; closing it is ``CANCEL``."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, issuer: Issuer, user_name: str) -> None:
        super().__init__(parent)
        self.issuer = issuer
        self._user = user_name
        self._until: datetime | None = None
        self._left: Text | None = None
        self._copied = hidden(Text("", Role.QUIET))
        self._copied.setObjectName("sign_in_copied")
        self.setObjectName("sign_in_window")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(offer_words.sign_in_with(issuer.name))
        self._icon = StateIcon(1.5)
        self._title = Text("", Role.HEADING)
        self._title.setObjectName("sign_in_title")
        self._content = column(GAP)
        self._buttons = Flow()
        self._area = QScrollArea()
        self._build()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK_MS)
        self._clock.timeout.connect(self._tick)
        QShortcut(QKeySequence("F1"), self).activated.connect(lambda: self._help())

    def _build(self) -> None:
        inner = Column()
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        text = QVBoxLayout(inner)
        text.setContentsMargins(WIDE, WIDE, WIDE, GAP)
        text.setSpacing(GAP)
        text.addLayout(head)
        text.addLayout(self._content)
        text.addStretch(1)
        self._inner = inner
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(inner)
        inner.installEventFilter(self)
        below = QVBoxLayout()
        below.setContentsMargins(WIDE, GAP, WIDE, WIDE)
        below.setSpacing(GAP)
        below.addWidget(self._copied)
        below.addWidget(self._buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._area, 1)
        box.addLayout(below)

    # -- what the sign-in asks of it

    async def choice(self) -> Choice:
        """Wait for what the user wants next."""
        chosen: asyncio.Future[Choice] = asyncio.get_running_loop().create_future()

        def settle(name: str) -> None:
            if not chosen.done():
                chosen.set_result(Choice(name))

        self.chosen.connect(settle)
        try:
            return await chosen
        finally:
            self.chosen.disconnect(settle)

    def come_forward(self) -> None:
        """Be in front of everything else."""
        self.show()
        self.raise_()
        self.activateWindow()

    def end(self) -> None:
        """Leave the screen for good."""
        self._clock.stop()
        let_go(self)

    def reject(self) -> None:
        """Closing the window, or Escape, cancels."""
        self.chosen.emit(Choice.CANCEL)

    # -- states

    def show_beginning(self) -> None:
        """Say that it begins."""
        self._begin("running", Tone.INFO, self.tr("Getting ready …"))
        self._add(self.tr("Cancel"), Choice.CANCEL)

    def show_browser(self, url: str, *, opened: bool) -> None:
        """Say that the page is open in the browser, or that it has to be opened by hand."""
        self._begin("running", Tone.INFO, self.tr("Go on in your browser"))
        sentence = self.tr(
            "A page of {name} has opened there. Sign in as {user} and allow this program to use "
            "your mail. Your password stays with {name}. This window goes on by itself."
        )
        if not opened:
            sentence = self.tr(
                "The browser did not open. Copy the address, paste it into a browser on this "
                "computer, and sign in as {user}. Your password stays with {name}. This window "
                "goes on by itself."
            )
        self._say(sentence.format(name=self.issuer.name, user=self._user))
        self._count_down(datetime.now(UTC) + timedelta(seconds=LIMIT))
        if opened:
            again = PlainButton(self.tr("Open the page again"), "sign_in_open", "open")
            again.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(url)))
            self._buttons.add(again)
        copy = PlainButton(self.tr("Copy the address"), "sign_in_copy", "copy")
        copy.clicked.connect(lambda: self._copy(url, self.tr("The address is on the clipboard.")))
        self._buttons.add(copy)
        copy.setFocus()
        if self.issuer.device_authorization_endpoint:
            self._add(self.tr("Use a code instead"), Choice.CODE)
        self._add(self.tr("Cancel"), Choice.CANCEL)

    def show_code(self, code: "DeviceCode") -> None:
        """Show the code to type, big enough to read out on the phone."""
        title = self.tr("Type this code at the page of {0}").format(self.issuer.name)
        self._begin("running", Tone.INFO, title)
        shown = Text(code.code, Role.CODE)
        shown.setObjectName("sign_in_user_code")
        shown.setAccessibleName(self.tr("Code: {0}").format(code.code))
        self._content.addWidget(shown)
        self._say(
            self.tr(
                "Open this page in any browser, on this computer or on another one, type the code "
                "there, and sign in as {user}. This window goes on by itself."
            ).format(user=self._user)
        )
        self._content.addWidget(Block(code.page, self.tr("Address of the page")))
        self._count_down(code.expires)
        copy = PlainButton(self.tr("Copy the code"), "sign_in_copy_code", "copy")
        copy.clicked.connect(
            lambda: self._copy(code.code, self.tr("The code is on the clipboard."))
        )
        self._buttons.add(copy)
        copy.setFocus()
        if words.is_web_address(code.page):
            go = PlainButton(self.tr("Open the page"), "sign_in_open", "open")
            go.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(code.page)))
            self._buttons.add(go)
        self._add(self.tr("Use the browser instead"), Choice.BROWSER)
        self._add(self.tr("Cancel"), Choice.CANCEL)

    def show_fetching(self) -> None:
        """Say that the user has done their part."""
        title = self.tr("{0} has answered. Finishing the sign-in …").format(self.issuer.name)
        self._begin("running", Tone.INFO, title)
        self._add(self.tr("Cancel"), Choice.CANCEL)

    def show_other_user(self, user: str) -> None:
        """Ask what to do: another user has signed in."""
        title = self.tr("You signed in as {0}").format(user)
        self._begin("warning", Tone.WARNING, title, urgent=True)
        self._say(
            self.tr(
                "These settings are for {wanted}. With {user} signed in, the mail server may "
                "refuse to send as {wanted}. If {user} may use that mailbox, as with a shared "
                "one, go on with it."
            ).format(wanted=self._user, user=user)
        )
        self._add(self.tr("Sign in again"), Choice.AGAIN, primary=True)
        self._add(self.tr("Use {0}").format(user), Choice.USE)
        self._add(self.tr("Cancel"), Choice.CANCEL)

    def show_failure(self, result: Result, events: Sequence[Event]) -> None:
        """Say why it did not work, and what can be done. ``events`` are for support."""
        from mailadmin.core.report_text import support_text

        failure = result.failure
        self._show_card(result, support_text(events, result))
        verdict = failure.verdict.id if failure is not None else ""
        at_client = failure is not None and failure.check == "oauth.client"
        of_client = verdict.rpartition(".")[2] in ABOUT_THE_CLIENT
        if at_client or of_client:
            another = self.tr("Enter another client id")
            label = self.tr("Enter a client id") if at_client else another
            helps = at_client and verdict != NOT_TO_BE_HAD
            self._add(label, Choice.CLIENT, primary=helps)
            guide = PlainButton(self.tr("How to get a client id"), "sign_in_guide")
            guide.clicked.connect(lambda: self._help("client_form"))
            self._buttons.add(guide)
        self._add(self.tr("Try again"), Choice.AGAIN, primary=not at_client)
        if self.issuer.device_authorization_endpoint and not at_client:
            self._add(self.tr("Use a code instead"), Choice.CODE)
        self._add(self.tr("Close"), Choice.CANCEL)
        announce(self, words.reason_of(result), urgent=True)

    def show_warning(self, result: Result, events: Sequence[Event]) -> None:
        """Say that the user is signed in, and what is not as it should be."""
        from mailadmin.core.report_text import support_text

        self._show_card(result, support_text(events, result))
        self._add(self.tr("Go on"), Choice.USE, primary=True)
        self._add(self.tr("Sign in again"), Choice.AGAIN)
        announce(self, words.say(result.title), urgent=True)

    # -- inside

    def _show_card(self, result: Result, for_support: str) -> None:
        self._begin("failed", Tone.FAILED, "")
        self._icon.setVisible(False)
        self._title.setVisible(False)
        card = FailureCard("sign_in_")
        told = self.tr("The result is on the clipboard, without any password.")
        card.copy_wanted.connect(lambda: self._copy(for_support, told))
        card.show_result(result)
        self._content.addWidget(card)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow what is shown when it opens, closes or says something else."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _begin(self, icon: str, tone: Tone, title: str, *, urgent: bool = False) -> None:
        empty(self._content)
        self._buttons.clear()
        self._clock.stop()
        self._until = self._left = None
        self._copied.setVisible(False)
        self._icon.setVisible(True)
        self._title.setVisible(True)
        self._icon.set_state(icon, tone, title)
        self._title.setText(title)
        if title:
            announce(self, title, urgent=urgent)
        # The layout needs some turns of the event loop before it knows how high things are.
        for wait in (0, 60, 200):
            QTimer.singleShot(wait, self, self._fit)

    def _say(self, sentence: str) -> None:
        self._content.addWidget(Text(sentence))

    def _add(self, label: str, choice: Choice, *, primary: bool = False) -> None:
        make = PrimaryButton if primary else PlainButton
        button = make(label, f"sign_in_{choice}")
        button.clicked.connect(lambda: self.chosen.emit(choice))
        self._buttons.add(button)
        if primary:
            button.setFocus()

    def _copy(self, text: str, sentence: str) -> None:
        """Copy it, and say so where the user looks: the notices are in the window behind."""
        QGuiApplication.clipboard().setText(text)
        self._copied.setText(sentence)
        self._copied.setVisible(True)
        self._fit()
        announce(self, sentence)

    def _count_down(self, until: datetime) -> None:
        self._until = until
        self._left = Text("", Role.QUIET)
        self._left.setObjectName("sign_in_time_left")
        self._content.addWidget(self._left)
        self._tick()
        self._clock.start()

    def _tick(self) -> None:
        if self._until is None or self._left is None:
            return
        left = max(0, round((self._until - datetime.now(UTC)).total_seconds()))
        time = f"{left // 60}:{left % 60:02}"
        self._left.setText(self.tr("Time left: {0}").format(time))

    def _fit(self) -> None:
        """Be as high as what is shown, within the window behind."""
        parent = self.parentWidget()
        width = self.fontMetrics().averageCharWidth() * 96
        most = 900
        if parent is not None:
            width = min(width, parent.width() - WIDE)
            most = parent.height() - TINY
        below = self._buttons.heightForWidth(width - 2 * WIDE) + GAP + WIDE
        if not self._copied.isHidden():
            below += self._copied.heightForWidth(width - 2 * WIDE) + GAP
        wanted = self._inner.heightForWidth(width) + below
        # A bar takes width from the text, which then needs the bar.
        bars = Qt.ScrollBarPolicy
        scrolls = bars.ScrollBarAsNeeded if wanted > most else bars.ScrollBarAlwaysOff
        self._area.setVerticalScrollBarPolicy(scrolls)
        self.resize(width, max(min(wanted, most), below + 6 * WIDE))

    def _help(self, page: str = "sign_in") -> None:
        from mailadmin.ui.help import show_help

        show_help(self, page)
