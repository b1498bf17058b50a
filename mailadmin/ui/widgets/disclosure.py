"""Details that open in place."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.ui.theme import TINY
from mailadmin.ui.widgets.buttons import Arrow


class Disclosure(QWidget):
    """A small arrow with words; what it opens is made the first time somebody looks."""

    def __init__(self, label: str, name: str, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self._content: QWidget | None = None
        self.button = Arrow(label, name)
        self.button.toggled.connect(self._toggle)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(TINY)
        self._box.addWidget(self.button)

    def set_open(self, opened: bool) -> None:
        """Show or hide the details."""
        self.button.setChecked(opened)

    def is_open(self) -> bool:
        """Whether the details are shown."""
        return self.button.isChecked()

    def _toggle(self, opened: bool) -> None:
        if opened and self._content is None:
            self._content = self._make()
            self._box.addWidget(self._content)
        if self._content is not None:
            self._content.setVisible(opened)
