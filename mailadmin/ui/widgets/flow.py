"""Small things side by side that wrap to as many lines as they need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mailadmin.ui.theme import SMALL
from mailadmin.ui.widgets.leaving import let_go


class Flow(QWidget):
    """A row of widgets that breaks where the width ends."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Put one more at the end."""
        part.setParent(self)
        part.show()
        self._parts.append(part)
        self.refresh()

    def refresh(self) -> None:
        """Arrange anew: a part is shown, hidden, or says something else."""
        if self.isVisible():  # else when it is shown
            self._arrange(self.width(), move=True)
        self.updateGeometry()

    def clear(self) -> None:
        """Remove all."""
        for part in self._parts:
            let_go(part)
        self._parts = []
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Narrow means more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high all lines are together."""
        return self._arrange(width, move=False)

    def sizeHint(self) -> QSize:
        """One line, if there is room for it."""
        width = sum(part.sizeHint().width() + SMALL for part in self._parts if not part.isHidden())
        return QSize(width, self._arrange(max(self.width(), 1), move=False))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part."""
        widths = [part.minimumSizeHint().width() for part in self._parts]
        return QSize(max(widths, default=0), self._arrange(max(self.width(), 1), move=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the parts for the new width."""
        super().resizeEvent(event)
        self._arrange(self.width(), move=True)
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:
        """Arrange what has changed in the meantime."""
        super().showEvent(event)
        self._arrange(self.width(), move=True)

    def _arrange(self, width: int, *, move: bool) -> int:
        top = 0
        for line in self._lines(width):
            height = max(size.height() for _, size in line)
            left = 0
            for part, size in line:
                if move:
                    bounds = QRect(QPoint(left, top + (height - size.height()) // 2), size)
                    if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                        bounds.moveLeft(width - left - size.width())
                    part.setGeometry(bounds)
                left += size.width() + SMALL
            top += height + SMALL
        return max(0, top - SMALL)

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        lines: list[list[tuple[QWidget, QSize]]] = []
        left = 0
        for part in self._parts:
            if part.isHidden():
                continue
            size = part.sizeHint()
            if size.width() > width:
                height = part.heightForWidth(width) if part.hasHeightForWidth() else size.height()
                size = QSize(max(width, 1), height)
            if not lines or left + size.width() > width:
                lines.append([])
                left = 0
            lines[-1].append((part, size))
            left += size.width() + SMALL
        return lines
