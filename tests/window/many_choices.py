"""Two thousand choices, 20 at a time, which go in the ways that choices go."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from mailadmin.ui.collector import Collector
from mailadmin.ui.widgets.choice import Choice
from mailadmin.ui.widgets.form import ChoiceField
from mailadmin.ui.widgets.leaving import let_go

MANY = 2000
FIRST = 2000
"""Milliseconds that whoever looks on has to find the window."""

NEXT = 50
"""Milliseconds that a choice is there."""


def field() -> ChoiceField:
    """A choice with its label; the second of two values is chosen."""
    made = ChoiceField("Security", "security", [("a", "A"), ("b", "B")])
    made.set_value("b")
    return made


def alone() -> Choice:
    """A choice that only Python's collector will find."""
    made = Choice()
    made.setAccessibleName("Security")
    made.addItems(["A", "B"])
    made.setCurrentIndex(1)
    made.itself = made  # type: ignore[attr-defined]
    return made


class Coming:
    """A window with choices: some go with the page they are on, some one by one."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._window = QWidget()
        self._window.setWindowTitle("choices")
        self._box = QVBoxLayout(self._window)
        self._here: list[QWidget] = []
        self.made = 0
        self._window.show()

    def turn(self) -> None:
        """Let those go that are here, and bring the next."""
        while self._here:
            part = self._here.pop()
            self._box.removeWidget(part)
            if isinstance(part, Choice):
                part.setParent(None)
            else:
                let_go(part)
        if self.made >= MANY:
            self._window.close()
            self._app.quit()
            return
        page = QWidget()
        on_page = QVBoxLayout(page)
        for _ in range(7):
            on_page.addWidget(field())
        self._here = [page, *(field() for _ in range(7)), *(alone() for _ in range(6))]
        for part in self._here:
            self._box.addWidget(part)
        self.made += 20
        QTimer.singleShot(NEXT, self.turn)


def main() -> None:
    """Say how many there were, if nothing ended it before."""
    app = QApplication(["choices"])
    collector = Collector()
    coming = Coming(app)
    QTimer.singleShot(FIRST, coming.turn)
    app.exec()
    collector.stop()
    sys.stdout.write(f"{coming.made} choices\n")


if __name__ == "__main__":
    main()
