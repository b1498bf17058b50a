"""The main window: side bar, notices, pages; it opens the composer and hears of the end."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from mailadmin.core.account import Account
from mailadmin.ui.desk import Desk
from mailadmin.ui.pages import PAGES
from mailadmin.ui.side_bar import SideBar
from mailadmin.ui.theme import GAP, PAGE, Tone
from mailadmin.ui.widgets.notice import Notice, NoticeBar
from mailadmin.ui.widgets.page import Page

if TYPE_CHECKING:
    from mailadmin.core.send.draft import Draft
    from mailadmin.ui.account_menu import AccountMenu
    from mailadmin.ui.composer import Composer
    from mailadmin.ui.demonstration import Demonstration
    from mailadmin.ui.tasks import Work

PATIENCE: Final = 0.1
"""Seconds that Home waits for the settings; then the first picture is drawn without an account."""


class MainWindow(QMainWindow):
    """``closed``: the user wants to end the program; the window is hidden already."""

    closed = Signal()

    def __init__(self, desk: Desk, banner: QWidget | None = None) -> None:
        super().__init__()
        self._desk = desk
        self._pages: dict[str, Page] = {}
        self._composer: Composer | None = None
        self.demonstration: Demonstration | None = None
        self.setWindowTitle(self.tr("mailadmin"))
        self.side_bar = SideBar()
        self._menu: AccountMenu | None = None
        self._saving: Work | None = None
        self.notices = NoticeBar((PAGE, GAP, PAGE, 0))
        self._stack = QStackedWidget()
        self._build(banner)
        self._connect()
        # Nearly always read by now, and then Home is made only once. A disk that does not answer
        # must not keep the window away.
        desk.accounts.load_within(PATIENCE)
        self.show_page("page_home")
        self.resize(self._fitting(QSize(1000, 700)))
        self.setMinimumSize(640, 420)

    # -- what others ask

    def show_page(self, name: str) -> None:
        """Open a page; it is made the first time."""
        page = self.page(name)
        self._stack.setCurrentWidget(page)
        self.side_bar.choose(name)
        page.entered()

    def page(self, name: str) -> Page:
        """A page, made if it has not been yet."""
        if name not in self._pages:
            kind = next(kind for kind in PAGES if kind.name == name)
            page = kind.make(self._desk)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    def composer(self) -> "Composer | None":
        """The composer, while it is open."""
        return self._composer

    async def keep_drafts(self) -> None:
        """Write what is being written, for when the program ends."""
        if self._composer is not None:
            await self._composer.keep()

    def hide_all(self) -> None:
        """Take every window of the program off the screen."""
        if self._composer is not None:
            self._composer.hide()
        self.hide()

    def tell_crash(self, text: str) -> None:
        """Say that the program itself went wrong; ``text`` is for support."""
        self.notices.show_notice(
            Notice(
                text=self.tr("Something went wrong in the program itself."),
                more=self.tr("What you have saved is safe. Please tell your support about it."),
                tone=Tone.FAILED,
                action=self.tr("Copy for support"),
                act=lambda: QGuiApplication.clipboard().setText(text),
            )
        )

    # -- building

    def _build(self, banner: QWidget | None) -> None:
        right_side = QWidget()
        right = QVBoxLayout(right_side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.notices)
        right.addWidget(self._stack, 1)
        both = QHBoxLayout()
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(0)
        both.addWidget(self.side_bar)
        both.addWidget(right_side, 1)
        centre = QWidget()
        whole = QVBoxLayout(centre)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if banner is not None:
            whole.addWidget(banner)
        whole.addLayout(both, 1)
        self.setCentralWidget(centre)

    def _connect(self) -> None:
        desk, bar = self._desk, self.side_bar
        bar.page_chosen.connect(self.show_page)
        bar.account.clicked.connect(self._open_menu)
        bar.copy.clicked.connect(self._copy)
        bar.save.clicked.connect(self._save_report)
        bar.help.clicked.connect(self._help)
        desk.accounts.changed.connect(self._show_account)
        desk.noticed.connect(self.notices.show_notice)
        desk.page_wanted.connect(self.show_page)
        desk.test_wanted.connect(self._test)
        desk.arrival_wanted.connect(self._watch_arrival)
        desk.inbox_wanted.connect(self._show_inbox)
        desk.search_wanted.connect(self._search)
        desk.composer_wanted.connect(self.open_composer)
        for keys, work in (
            ("Ctrl+T", self._test),
            ("Ctrl+N", lambda: self.open_composer(None)),
            ("F1", self._help),
            ("Esc", self._cancel),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(work)

    def _show_account(self) -> None:
        self.side_bar.account.show_entry(self._desk.accounts.entry())

    # -- doing

    def open_composer(self, draft: "Draft | None") -> None:
        """Open the composer, or bring the one that is open to the front."""
        account = self._desk.accounts.current
        if account is None:
            self.show_page("page_mail_server" if self._desk.accounts.current_id else "page_home")
            sentence = self.tr("Set up an account first; then you can send.")
            self._desk.notice(Notice(text=sentence, tone=Tone.INFO))
            return
        if self._composer is None:
            self._composer = self._new_composer(account, draft)
        self._composer.show()
        self._composer.raise_()
        self._composer.activateWindow()

    def _new_composer(self, account: Account, draft: "Draft | None") -> "Composer":
        from mailadmin.ui.composer import Composer
        from mailadmin.ui.help import show_help

        composer = Composer(self._desk, account, draft)
        composer.setWindowIcon(self.windowIcon())
        composer.closed.connect(self._composer_closed)
        composer.uncertain.connect(lambda _row: self.show_page("page_home"))
        help_key = QShortcut(QKeySequence("F1"), composer)
        help_key.activated.connect(lambda: show_help(composer, "composer"))
        return composer

    def _composer_closed(self) -> None:
        if self._composer is not None:
            self._composer.deleteLater()
            self._composer = None

    def _test(self) -> None:
        from mailadmin.ui.pages.mail_server import MailServerPage

        if self._desk.accounts.current_id is None:
            return
        self.show_page("page_mail_server")
        page = self.page("page_mail_server")
        if isinstance(page, MailServerPage):
            page.test()

    def _watch_arrival(self) -> None:
        from mailadmin.ui.pages.arrival import ArrivalPage

        self.show_page("page_arrival")
        page = self.page("page_arrival")
        if isinstance(page, ArrivalPage):
            page.start()

    def _show_inbox(self) -> None:
        from mailadmin.ui.pages.mail_server import MailServerPage

        self.show_page("page_mail_server")
        page = self.page("page_mail_server")
        if isinstance(page, MailServerPage):
            page.show_inbox()

    def _search(self, address: str) -> None:
        from mailadmin.ui.pages.mail_server import MailServerPage

        self.show_page("page_mail_server")
        page = self.page("page_mail_server")
        if isinstance(page, MailServerPage):
            page.find_settings(address)

    def _cancel(self) -> None:
        for page in self._pages.values():
            page.stop()

    def _open_menu(self) -> None:
        from mailadmin.ui.account_menu import AccountMenu

        if self._menu is None:
            self._menu = AccountMenu(self._desk, self.side_bar.account)
        self._menu.open()

    def _copy(self) -> None:
        from mailadmin.ui.support import copy_for_support

        copy_for_support(self._desk)

    def _save_report(self) -> None:
        from mailadmin.ui.reports import save_report

        if self._saving is None or self._saving.has_ended:
            work = save_report(self._desk, self)
            self._saving = self._desk.tasks.start(work, name="saving a report")

    def _help(self) -> None:
        from mailadmin.ui.help import show_help

        show_help(self, next(name for name, page in self._pages.items() if page.isVisible()))

    def put_in_order(self) -> None:
        """Let the Tab key follow what is on screen now."""
        from mailadmin.ui.tab_order import put_in_reading_order

        page = self._stack.currentWidget()
        put_in_reading_order((self.side_bar, self.notices, *([page] if page else [])))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus, in the order of what is on screen now."""
        self.put_in_order()
        return super().focusNextPrevChild(forward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width between side bar and pages."""
        super().resizeEvent(event)
        self.side_bar.fit(self.width())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Hide at once and say so; the program ends when everything under way has ended."""
        event.ignore()
        self.hide_all()
        self.closed.emit()

    def _fitting(self, wanted: QSize) -> QSize:
        screen = self.screen().availableGeometry().size()
        return wanted.boundedTo(QSize(screen.width() - 40, screen.height() - 60))
