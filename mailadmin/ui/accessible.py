"""What Qt tells assistive technology otherwise than we mean it: the one place that puts it right.

On Linux Qt calls a choice by what is chosen and leaves its label to a relation, so nothing that
looks for “Security” finds it. Here it is called by its label as on Windows, and what is chosen is
read off its list, as screen readers do. All else is told as Qt tells it.
"""

import sys
import weakref
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeySequence
from PySide6.QtWidgets import QAccessibleWidget

if TYPE_CHECKING:
    from mailadmin.ui.widgets.choice import Choice

CHOICES_ARE_CALLED_BY_VALUE: Final = sys.platform == "linux"
"""Whether a choice needs what is here: Qt on this platform takes its value for its name.

Qt's source has the same rule for macOS; there it stays Qt's until somebody has listened to it.
"""


def call_by_label(choice: "Choice") -> None:
    """Have assistive technology call a choice by its accessible name, on Linux too.

    Not by a factory (``QAccessible.installFactory``): that is asked about every widget, also about
    one that is just being destroyed, and PySide 6.11 never gives back the reference it takes to
    what a factory makes. So the choice gets its interface at once.
    """
    if CHOICES_ARE_CALLED_BY_VALUE:
        seen = NamedChoice(choice)
        QAccessible.registerAccessibleInterface(seen)
        choice.setProperty("seen", _Kept(seen))


class _Kept:
    """Holds the interface of a choice, and is itself held by Qt as a property of the choice.

    Qt deletes the interface when the choice is destroyed, and drops the property after that.
    Python's collector does not see this reference, so it can't delete the interface earlier.
    """

    def __init__(self, seen: "NamedChoice") -> None:
        self.seen = seen


class NamedChoice(QAccessibleWidget):
    """A choice as assistive technology sees it; it does not keep the choice alive."""

    def __init__(self, choice: "Choice") -> None:
        super().__init__(choice, QAccessible.Role.ComboBox)
        self._reference = weakref.ref(choice)

    def _choice(self) -> "Choice | None":
        """The choice, unless it is being destroyed: Qt may still ask then."""
        choice = self._reference()
        if choice is None or not self.isValid():
            return None
        choice.assist()
        return choice

    def text(self, kind: QAccessible.Text) -> str:
        """The label as name, what is chosen as value, the key that opens the list."""
        choice = self._choice()
        if choice is not None and kind is QAccessible.Text.Value:
            return choice.currentText()
        if kind is QAccessible.Text.Accelerator:
            return QKeySequence(Qt.Key.Key_Down).toString(QKeySequence.SequenceFormat.NativeText)
        return super().text(kind)

    def state(self) -> QAccessible.State:
        """That there is a list, and whether it is open."""
        state = super().state()
        choice = self._choice()
        if choice is not None:
            state.expandable = True
            state.expanded = choice.view().isVisible()
        return state

    def childCount(self) -> int:
        """One: the list."""
        return 0 if self._choice() is None else 1

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        """The list, open or not."""
        choice = self._choice()
        if choice is None or index != 0:
            return None
        return QAccessible.queryAccessibleInterface(choice.view())

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """0 for the list, -1 for anything else."""
        choice = self._choice()
        return 0 if choice is not None and child.object() is choice.view() else -1

    def actionNames(self) -> list[str]:
        """Opening and closing the list, under both names that are usual for it; the focus."""
        return [*self._list_actions(), *super().actionNames()]

    def _list_actions(self) -> tuple[str, str]:
        return self.showMenuAction(), self.pressAction()

    def localizedActionDescription(self, name: str) -> str:
        """Qt's own words for it, in the language of the window."""
        if name in self._list_actions():
            return QCoreApplication.translate("QComboBox", "Open the combo box selection popup")
        return super().localizedActionDescription(name)

    def doAction(self, name: str) -> None:
        """Open the list, or close it."""
        choice = self._choice()
        if choice is None or name not in self._list_actions():
            super().doAction(name)
        elif choice.view().isVisible():
            choice.hidePopup()
        else:
            choice.showPopup()
