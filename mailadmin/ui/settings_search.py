"""Looking for the settings of an address: what is asked, as it is asked, and what came of it."""

import asyncio
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.discover.outcome import DiscoverResult, Offer, consents
from mailadmin.core.event import Event, Finished
from mailadmin.core.fixes import fix_of
from mailadmin.ui import offer_words, words
from mailadmin.ui.announce import announce
from mailadmin.ui.desk import Desk
from mailadmin.ui.stages import Stages
from mailadmin.ui.tasks import Work
from mailadmin.ui.theme import GAP, SMALL, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.finding_view import FindingsView
from mailadmin.ui.widgets.fix_view import column
from mailadmin.ui.widgets.leaving import empty
from mailadmin.ui.widgets.nothing_found import NothingFound
from mailadmin.ui.widgets.offer_view import OfferView, Shown
from mailadmin.ui.widgets.stage_list import StageList, StageRow
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.discover.wish import Wish

PLAN: Final = (
    "discover.provider",
    "discover.autoconfig",
    "discover.database",
    "discover.srv",
    "discover.mx",
    "discover.guess",
    "discover.server",
)
"""What every search asks; ``discover.http`` comes in where the user has allowed it."""


class PlaceRow(StageRow):
    """A place that is asked. It opens to each of its answers, and what to do about them."""

    def _make_details(self) -> QWidget:
        return FindingsView(self.stage.findings, f"{self.objectName()}_")


class SettingsSearch(QWidget):
    """One search at a time. ``offer_view`` is there once something was found.

    ``prefix`` starts the object names of its parts; ``leave`` are the words of the button that
    leaves what was found.
    """

    began = Signal()
    ended = Signal()
    """The search is over, whatever came of it."""
    taken = Signal(object, str)
    """The user takes this :class:`Offer`, with this password."""
    sign_in_wanted = Signal(object)
    """The user takes this :class:`Offer` and wants to sign in at the provider's page."""
    typing_wanted = Signal()
    """The user would rather type the settings."""
    left = Signal()
    """The user wants nothing of what was found."""

    def __init__(self, desk: Desk, prefix: str, leave: str) -> None:
        super().__init__()
        self._desk = desk
        self._prefix = prefix
        self._events: list[Event] = []
        self._task: Work | None = None
        self._wish: Wish | None = None
        self.result: DiscoverResult | None = None
        self.offer_view: OfferView | None = None
        self._nothing: NothingFound | None = None
        self._icon = StateIcon()
        self._title = Text("", Role.STRONG)
        self._title.setObjectName(f"{prefix}search")
        self._cancel = PlainButton(self.tr("Cancel"), f"{prefix}cancel")
        self._cancel.clicked.connect(self.stop)
        self._leave = PlainButton(leave, f"{prefix}leave")
        self._leave.clicked.connect(self.left)
        self._list = StageList(prefix, PlaceRow)
        self._where = Disclosure(
            self.tr("Where the program has looked"), f"{prefix}places", lambda: self._list
        )
        self._answer = column(GAP)
        self._card = Card()
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(self._icon)
        line.addWidget(self._title, 1)
        line.addWidget(self._cancel)
        line.addWidget(self._leave)
        self._card.body.addLayout(line)
        self._card.body.addWidget(self._where)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addLayout(self._answer)
        box.addWidget(self._card)

    @property
    def running(self) -> bool:
        """Whether a search is under way."""
        return self._task is not None

    def start(self, wish: "Wish") -> None:
        """Search, unless a search is under way already."""
        if self._task is None:
            self.begin(wish)
            self._task = self._desk.tasks.start(self._run(wish), name="finding settings")

    def stop(self) -> None:
        """Cancel the search that is under way."""
        if self._task is not None:
            self._task.cancel()

    def clear(self) -> None:
        """Stop, and show nothing of what was found."""
        self.stop()
        self.result = None
        self._clear_answer()
        self.setVisible(False)

    def ready_offer(self) -> Offer | None:
        """What is on show and needs nobody's consent any more."""
        view = self.offer_view
        return view.shown.offer if view is not None and view.ready() else None

    # -- searching

    async def _run(self, wish: "Wish") -> None:
        from mailadmin.core.discover.search import find_settings

        cancelled = False
        try:
            self.finish(await find_settings(wish, self._desk.workspace.net, self.listen))
        except asyncio.CancelledError:
            cancelled = True
            raise
        finally:
            self._task = None
            self._show_running(False)
            if self.result is None:
                self._stopped(cancelled=cancelled)
            self.ended.emit()

    def begin(self, wish: "Wish") -> None:
        """Show a search that is about to start."""
        self._wish, self.result = wish, None
        self._events.clear()
        self._clear_answer()
        plan: tuple[str, ...] = PLAN
        if wish.allow_http:
            plan = (*PLAN[:-2], "discover.http", *PLAN[-2:])
        self._list.begin(Stages(plan))
        self._say("running", Tone.INFO, self.tr("Looking for the settings of {domain} …"))
        self._where.set_open(True)
        self._show_running(True)
        self.setVisible(True)
        self.began.emit()
        self._cancel.setFocus()
        announce(self, self._title.text())

    def listen(self, event: Event) -> None:
        """Show an event of the search."""
        self._events.append(event)
        if not isinstance(event, Finished):
            self._list.listen(event)

    def _stopped(self, *, cancelled: bool) -> None:
        """It ended without a result: the user has stopped it, or it broke."""
        self._list.end()
        if cancelled:
            self._say("skipped", Tone.QUIET, self.tr("The search was cancelled."))
        else:
            self._say("unknown", Tone.WARNING, self.tr("The search could not be finished."))
        announce(self, self._title.text())

    def finish(self, result: DiscoverResult) -> None:
        """Show what came of it: the best offer, or why there is none."""
        self.result = result
        self._list.end()
        self._where.set_open(not result.offers)
        if result.offers:
            self._say("ok", Tone.OK, self.tr("The search for {domain} is done."))
            self._show_offer(result.offers[0])
        else:
            self._say("info", Tone.INFO, self.tr("The search for {domain} is done."))
            self._show_nothing(result)

    # -- what came of it

    def _show_offer(self, offer: Offer) -> None:
        self._clear_answer()
        assert self.result is not None
        view = self.offer_view = OfferView(self._shown(offer), self._prefix)
        view.password_given.connect(lambda typed: self.taken.emit(offer, typed))
        view.sign_in_wanted.connect(lambda: self.sign_in_wanted.emit(offer))
        self._answer.addWidget(view)
        others = tuple(one for one in self.result.offers if one is not offer)
        if others:
            self._answer.addWidget(
                Disclosure(
                    self.tr("Other settings that were found"),
                    f"{self._prefix}others",
                    lambda: self._list_of(others),
                )
            )
        view.focus_next()
        announce(self, f"{view.title()}. {offer_words.found_in(offer, self._domain())}")

    def _shown(self, offer: Offer) -> Shown:
        from mailadmin.core.oauth.client import client_of
        from mailadmin.core.oauth.offering import page_to_offer

        assert self.result is not None
        clients = self._desk.accounts.clients
        issuer = offer.mail_server.issuer
        return Shown(
            offer=offer,
            domain=self._domain(),
            consents=tuple(map(words.say, consents(offer, self._domain()))),
            page_of=page_to_offer(issuer, clients),
            registered=client_of(issuer, clients) is not None,
            password=self._desk.demonstration_password,
            fix=None if offer.answered else fix_of(self.result.verdict, words.translate_fix),
        )

    def _list_of(self, offers: tuple[Offer, ...]) -> QWidget:
        whole = QWidget()
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SMALL)
        for number, offer in enumerate(offers, 1):
            card = Card(margin=GAP)
            title = offer_words.title(offer, self._domain())
            use = PlainButton(self.tr("Look at these"), f"{self._prefix}other_{number}")
            use.setAccessibleName(self.tr("Look at these: {0}").format(title))
            use.clicked.connect(lambda _checked=False, one=offer: self._show_offer(one))
            lines = column(0)
            lines.addWidget(Text(title, Role.STRONG))
            lines.addWidget(Text(offer_words.servers(offer)))
            lines.addWidget(Text(offer_words.found_in(offer, self._domain()), Role.QUIET))
            line = QHBoxLayout()
            line.setSpacing(GAP)
            line.addLayout(lines, 1)
            line.addWidget(use)
            card.body.addLayout(line)
            box.addWidget(card)
        return whole

    def _show_nothing(self, result: DiscoverResult) -> None:
        self._clear_answer()
        wish = self._wish
        nothing = self._nothing = NothingFound(
            result,
            self._prefix,
            send_address=wish is not None and wish.send_address,
            allow_http=wish is not None and wish.allow_http,
        )
        nothing.again_wanted.connect(self._again)
        nothing.typing_wanted.connect(self.typing_wanted)
        nothing.copy_wanted.connect(self._copy)
        self._answer.addWidget(nothing)
        nothing.focus_next()
        announce(self, nothing.title(), urgent=True)

    def _again(self) -> None:
        from mailadmin.core.discover.wish import Wish

        before, nothing = self._wish, self._nothing
        if before is not None and nothing is not None:
            self.start(
                Wish(
                    address=before.address,
                    send_address=nothing.send_address,
                    allow_http=nothing.allow_http,
                )
            )

    def _clear_answer(self) -> None:
        empty(self._answer)
        self.offer_view = self._nothing = None

    def _domain(self) -> str:
        address = self._wish.address if self._wish is not None else ""
        return address.rpartition("@")[2]

    def _show_running(self, running: bool) -> None:
        focused = self._cancel.hasFocus()
        self._cancel.setVisible(running)
        self._leave.setVisible(not running)
        if focused and not running:
            self._leave.setFocus()

    def _copy(self) -> None:
        from mailadmin.core.report_text import support_text

        if self.result is not None:
            QGuiApplication.clipboard().setText(support_text(self._events, self.result))
            announce(self, self.tr("Copied."))

    def _say(self, icon: str, tone: Tone, sentence: str) -> None:
        said = sentence.format(domain=self._domain())
        self._icon.set_state(icon, tone, said)
        self._title.setText(said)
