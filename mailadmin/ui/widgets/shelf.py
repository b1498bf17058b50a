"""Scrolling content: columns as high as their text needs, and a shelf that keeps others' place."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

SHARE = 0.5
"""How much of its window's height a shelf takes at most; what is higher scrolls."""


class Column(QWidget):
    """The content of a scroll area, as high as its text is at the width it really has.

    Qt would reserve the height that the text had if it were as narrow as it can be.
    """

    def minimumSizeHint(self) -> QSize:
        """As narrow as can be; the height follows from the width."""
        return QSize(super().minimumSizeHint().width(), 0)


class Shelf(QScrollArea):
    """As high as its content, up to half of the window."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._wanted = 0
        self._column = Column()
        box = QVBoxLayout(self._column)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(content)
        box.addStretch(1)
        self.setWidget(self._column)
        self._column.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the content when it opens, closes or says something else."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width makes another height."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """All of it, up to its share of the window; the layout may squeeze it further."""
        return QSize(240, min(self._wanted, round(self.window().height() * SHARE)))

    def _fit(self) -> None:
        wanted = self._column.heightForWidth(self.viewport().width())
        if wanted != self._wanted:
            self._wanted = wanted
            self.updateGeometry()
