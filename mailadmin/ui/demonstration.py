"""The demonstration: the window on the sandbox, its banner, and every situation one click away."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QWidget

from mailadmin.core import blocking
from mailadmin.core.account import SecretRole
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import GAP, PAGE, SMALL, Tone, colours
from mailadmin.ui.widgets.buttons import LinkButton, PlainButton
from mailadmin.ui.widgets.notice import Notice
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Elided, Role, Text, one_line

if TYPE_CHECKING:
    from mailadmin.sandbox.system import Sandbox

LIMIT = 30.0
"""Seconds that starting another situation may take."""


class Banner(QWidget):
    """Says that this is the demonstration, and which situation is being played."""

    scenario_chosen = Signal(str)
    left = Signal()

    def __init__(self, sandbox: "Sandbox") -> None:
        super().__init__()
        self._sandbox = sandbox
        self._icon = StateIcon()
        self._icon.set_state("info", Tone.INFO, "")
        name = one_line(Text(self.tr("Demonstration"), Role.STRONG))
        name.setObjectName("demonstration_banner")
        self._situation = Elided()
        self._choose = PlainButton(self.tr("Choose a situation"), "scenarios", "chevron-down")
        leave = LinkButton(self.tr("Leave the demonstration"), "leave_demonstration")
        line = QHBoxLayout(self)
        line.setContentsMargins(PAGE - GAP, SMALL, GAP, SMALL)
        line.setSpacing(GAP)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(name)
        line.addWidget(self._situation, 1)
        line.addWidget(self._choose)
        line.addWidget(leave)
        self._menu: QMenu | None = None
        self._choose.clicked.connect(self._open_menu)
        leave.clicked.connect(self.left)
        self.show_scenario()

    def show_scenario(self) -> None:
        """Say which situation is being played."""
        title = _words(self._sandbox.scenario.title)
        sentence = self.tr("{situation}. Nothing leaves this computer.").format(situation=title)
        self._situation.set_whole(sentence)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground that can't be overlooked, and stays calm."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.tint(Tone.INFO))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.border)
        painter.end()

    def _open_menu(self) -> None:
        from mailadmin.sandbox.scenarios import SCENARIOS

        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = QMenu(self)
        menu.setObjectName("scenario_list")
        menu.setToolTipsVisible(True)
        group = QActionGroup(menu)
        for scenario in SCENARIOS:
            action = QAction(_words(scenario.title), menu)
            action.setObjectName(f"scenario_{scenario.id}")
            action.setToolTip(_words(scenario.meaning))
            action.setCheckable(True)
            action.setChecked(scenario.id == self._sandbox.scenario.id)
            action.triggered.connect(partial(self._chosen, scenario.id))
            group.addAction(action)
            menu.addAction(action)
        menu.popup(self._choose.mapToGlobal(self._choose.rect().bottomLeft()))

    def _chosen(self, scenario_id: str, _checked: bool = False) -> None:
        self.scenario_chosen.emit(scenario_id)


class Demonstration(QObject):
    """Plays a situation: switches the sandbox, fills the form, offers to run the test."""

    def __init__(self, desk: Desk, sandbox: "Sandbox", banner: Banner) -> None:
        super().__init__()
        self._desk = desk
        self._sandbox = sandbox
        self._banner = banner
        desk.demonstration_password = sandbox.password
        banner.scenario_chosen.connect(
            lambda scenario: desk.tasks.start(self.play(scenario), name="starting a situation")
        )

    async def play(self, scenario_id: str) -> None:
        """Play a situation from now on."""
        await blocking.run(self._sandbox.switch, scenario_id, limit=LIMIT)
        await self.fill_in()
        scenario = self._sandbox.scenario
        self._banner.show_scenario()
        self._desk.page_wanted.emit("page_mail_server")
        action, act = self.tr("Test it now"), self._desk.test_wanted.emit
        if scenario.search:
            action = self.tr("Find the settings now")
            act = partial(self._desk.search_wanted.emit, scenario.search)
        self._desk.notice(
            Notice(
                text=_words(scenario.title),
                more=_words(scenario.meaning),
                tone=Tone.INFO,
                action=action,
                act=act,
            )
        )

    async def fill_in(self) -> None:
        """Set the account up as the user of this situation has, passwords included."""
        account, accounts = self._sandbox.account, self._desk.accounts
        workspace, secrets = self._desk.workspace, self._sandbox.secrets
        for role in SecretRole:
            if role.is_grant:  # a sign-in of the situation before is over
                workspace.keys.forget(account.id, role)
                await workspace.credentials.delete(account.id, role)
        await accounts.store(account.id, secrets)
        accounts.add(account)


def _words(text: str) -> str:
    return QCoreApplication.translate("Scenario", text)
