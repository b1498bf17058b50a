"""A choice: one of a few values, opened as a list."""

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from mailadmin.ui.accessible import call_by_label
from mailadmin.ui.announce import announce


class Choice(QComboBox):
    """A choice that a scrolling page does not change by accident.

    Its accessible name is its label; :mod:`mailadmin.ui.accessible` says it also on Linux.
    """

    def __init__(self) -> None:
        super().__init__()
        self._assisted = False
        call_by_label(self)

    def assist(self) -> None:
        """Somebody listens, to whom the name stays the same whatever is chosen.

        So a choice made by a key in the closed list is announced. What assistive technology selects
        in the list is chosen, which Qt would only mark; and a list left with Escape goes back to
        what is chosen, since screen readers read it off the list.
        """
        if self._assisted:
            return
        self._assisted = True
        view = self.view()
        view.installEventFilter(self)
        view.selectionModel().selectionChanged.connect(self._compare_later)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the page unless the user is in this field."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by key, and say what it became."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self._assisted and self.currentIndex() != before:
            announce(self, self.currentText())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of the list being closed."""
        if event.type() is QEvent.Type.Hide:
            self._compare_later()
        return super().eventFilter(watched, event)

    # Slots by declaration: one that PySide adds later makes the choice of another class to Qt,
    # which would then look for another accessible interface.
    @Slot()
    def _compare_later(self) -> None:
        # Qt selects before it moves the current item, and closes the list before it chooses.
        QTimer.singleShot(0, self, self._compare)

    @Slot()
    def _compare(self) -> None:
        # Keyboard and mouse move the current item and select it; assistive technology only selects.
        at = self.view().currentIndex().row()
        selected = [index.row() for index in self.view().selectedIndexes()]
        if selected and selected != [at]:
            self.hidePopup()
            self.setCurrentIndex(selected[0])
            self.activated.emit(selected[0])
        elif not selected or not self.view().isVisible():
            chosen = self.model().index(self.currentIndex(), self.modelColumn())
            self.view().setCurrentIndex(chosen)
