"""The frame of every page: a title, and content of a readable width that scrolls."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mailadmin.ui.theme import PAGE, TINY, WIDE
from mailadmin.ui.widgets.shelf import Column
from mailadmin.ui.widgets.text import Role, Text

WIDEST = 150
"""Characters a page is wide at most: longer lines are hard to read on a big screen."""


class Page(QScrollArea):
    """A page of the window. ``body`` takes what it shows."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.title = Text(title, Role.TITLE)
        inner = Column()
        inner.setBackgroundRole(QPalette.ColorRole.Window)
        self.column = QWidget()
        self.column.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)
        self.body = QVBoxLayout(self.column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(WIDE)
        self.body.addWidget(self.title)
        line = QHBoxLayout(inner)
        line.setContentsMargins(PAGE, PAGE - 4, PAGE, PAGE)
        line.addWidget(self.column, 1, Qt.AlignmentFlag.AlignTop)
        self.setWidget(inner)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow_focus)

    def entered(self) -> None:
        """The user has come to this page."""

    def stop(self) -> None:
        """The user wants whatever is under way on this page to stop."""

    def bring_into_view(self, part: QWidget) -> None:
        """Scroll until ``part`` is seen, its beginning if it is higher than the page."""
        # The layout needs some turns of the event loop before it knows how high things are.
        for wait in (0, 60, 200):
            QTimer.singleShot(wait, part, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        bar = self.verticalScrollBar()
        top = part.mapTo(self.column, part.rect().topLeft()).y() + WIDE
        bottom = top + part.height() + WIDE
        seen = self.viewport().height()
        if top < bar.value():
            bar.setValue(top - TINY)
        elif bottom > bar.value() + seen:
            bar.setValue(min(top - TINY, bottom - seen))

    def changeEvent(self, event: QEvent) -> None:
        """Keep the width readable when the font changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.column.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST)

    def _follow_focus(self, _old: QObject | None, new: QObject | None) -> None:
        # A field reached by keyboard must be on screen.
        if isinstance(new, QWidget) and self.column.isAncestorOf(new) and self.isVisible():
            self.ensureWidgetVisible(new, 0, WIDE)
