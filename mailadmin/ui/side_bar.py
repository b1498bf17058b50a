"""The side bar: whose account it is, the pages, and what support needs."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from mailadmin.ui import icons
from mailadmin.ui.pages import PAGES, PageKind
from mailadmin.ui.theme import GAP, SMALL, TINY, blend, colours
from mailadmin.ui.widgets.buttons import PlainButton, enter_presses
from mailadmin.ui.widgets.text import plain_tip

if TYPE_CHECKING:
    from mailadmin.ui.accounts import Entry

CHARACTERS = 28
"""Width of the side bar in characters of the platform's font."""

SHARE = 0.28
"""How much of the window's width it takes at most."""


class _Row(QToolButton):
    """A wide button drawn by us: a rounded ground when chosen, a frame with the focus."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def draw_ground(self, painter: QPainter) -> None:
        """The ground that says chosen, under the mouse, or focused."""
        look = colours(QApplication.palette())
        bounds = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ground = QColor(look.link)
        if self.isChecked():
            ground.setAlphaF(0.16)
        elif self.underMouse() or self.isDown():
            ground = QColor(look.text)
            ground.setAlphaF(0.07)
        else:
            ground.setAlphaF(0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.link, 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(bounds, 6, 6)

    def minimumSizeHint(self) -> QSize:
        """The side bar decides the width."""
        return QSize(40, self.sizeHint().height())


class PageButton(_Row):
    """Opens a page."""

    def __init__(self, kind: PageKind) -> None:
        super().__init__(kind.name)
        self._icon_name = kind.icon
        self.setText(kind.words())
        self.setAccessibleName(kind.words())
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def sizeHint(self) -> QSize:
        """A comfortable row."""
        width = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width + icons.icon_side(self) + 40, self.fontMetrics().height() + 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon and title."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        self.draw_ground(painter)
        side = icons.icon_side(self)
        colour = look.link if self.isChecked() else look.text
        picture = icons.pixmap(self._icon_name, colour, look.card, side, self.devicePixelRatioF())
        painter.drawPixmap(12, (self.height() - side) // 2, picture)
        font = QFont(self.font())
        if self.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(look.text)
        words = self.rect().adjusted(12 + side + 10, 0, -6, 0)
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        shown = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width()
        )
        painter.drawText(words, align, shown)
        painter.end()


class AccountButton(_Row):
    """The current account; opens the menu of accounts."""

    def __init__(self) -> None:
        super().__init__("account_menu")
        self._name = ""
        self._address = ""
        self.show_entry(None)

    def show_entry(self, entry: "Entry | None") -> None:
        """Show whose account it is."""
        if entry is None:
            self._name, self._address = self.tr("No account yet"), ""
        else:
            self._name = entry.name or self.tr("New account")
            self._address = entry.address if entry.address != entry.name else ""
        both = f"{self._name} {self._address}".strip()
        self.setText(both)
        self.setAccessibleName(self.tr("Account: {0}").format(both))
        self.setToolTip(plain_tip(both))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(160, self.fontMetrics().height() * 2 + 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Name, address, arrow."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        self.draw_ground(painter)
        side = icons.icon_side(self)
        ratio = self.devicePixelRatioF()
        arrow = icons.pixmap("chevron-down", look.text, look.card, side, ratio)
        painter.drawPixmap(self.width() - side - 8, (self.height() - side) // 2, arrow)
        area = self.rect().adjusted(12, 8, -side - 14, -8)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        right = Qt.TextElideMode.ElideRight
        painter.setFont(bold)
        painter.setPen(look.text)
        name = painter.fontMetrics().elidedText(self._name, right, area.width())
        upper = Qt.AlignmentFlag.AlignTop if self._address else Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | upper, name)
        painter.setFont(self.font())
        painter.setPen(look.quiet)
        address = painter.fontMetrics().elidedText(self._address, right, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, address)
        painter.end()


class SideBar(QWidget):
    """Everything that stays while the pages change."""

    page_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.account = AccountButton()
        self.pages = {kind.name: PageButton(kind) for kind in PAGES}
        self.copy = PlainButton(self.tr("Copy for support"), "copy_report", "copy")
        self.save = PlainButton(self.tr("Save report"), "save_report", "save")
        self.help = PlainButton(self.tr("Help"), "help", "help")
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP, GAP, GAP, GAP)
        box.setSpacing(TINY)
        box.addWidget(self.account)
        box.addSpacing(SMALL)
        for name, row in self.pages.items():
            box.addWidget(row)
            row.clicked.connect(lambda _checked=False, name=name: self.page_chosen.emit(name))
        box.addStretch(1)
        box.addWidget(self.copy)
        box.addWidget(self.save)
        box.addWidget(self.help)

    def choose(self, page: str) -> None:
        """Show which page is open."""
        self.pages[page].setChecked(True)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A ground slightly apart from the pages', and the line between them."""
        look = colours(QApplication.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), blend(look.text, look.window, 0.035))
        edge = self.width() - 1 if self.isLeftToRight() else 0
        painter.fillRect(edge, 0, 1, self.height(), look.border)
        painter.end()

    def fit(self, window_width: int) -> None:
        """Take the width that suits the font, but leave the pages their room."""
        wanted = self.fontMetrics().averageCharWidth() * CHARACTERS + 2 * GAP
        self.setFixedWidth(max(180, min(max(200, wanted), round(window_width * SHARE))))
