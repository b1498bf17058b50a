"""One question of a dialogue: its sentence, and big choices or a field for what is written."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.ui.theme import GAP, SMALL
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.choice_button import ChoiceButton
from mailadmin.ui.widgets.error_text import ErrorTextField
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.form import Field, TextField
from mailadmin.ui.widgets.text import Role, Text


class QuestionView(QWidget):
    """Made for one question; ``prefix`` starts its object names."""

    answered = Signal(str)
    """The value that was chosen, or what was written."""

    def __init__(self, title: str, detail: str, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix
        self._first: QWidget | None = None
        self.field: Field | None = None
        self.title = Text(title, Role.HEADING)
        self.title.setObjectName(f"{prefix}question")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SMALL)
        self._box.addWidget(self.title)
        if detail:
            self._box.addWidget(Text(detail, Role.QUIET))

    def offer(self, choices: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer answers: pairs of value and words. ``chosen`` was the answer before."""
        for value, words in choices:
            name = f"{self._prefix}{value.replace('-', '_')}"
            button = ChoiceButton(words, name, chosen=value == chosen)
            button.clicked.connect(lambda _checked=False, value=value: self.answered.emit(value))
            self._box.addWidget(button)
            if self._first is None or value == chosen:
                self._first = button

    def ask_line(self, label: str, value: str, skip: str) -> TextField:
        """Ask for one line. ``skip`` are the words for having no answer."""
        field = TextField(label, f"{self._prefix}line")
        field.line_edit().returnPressed.connect(lambda: self.answered.emit(field.value()))
        self._add(field, value, skip)
        self._first = field.line_edit()
        return field

    def ask_text(self, label: str, value: str, skip: str) -> ErrorTextField:
        """Ask for a long text. ``skip`` are the words for having none."""
        field = ErrorTextField(label, f"{self._prefix}text")
        keys = QShortcut(QKeySequence("Ctrl+Return"), field)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.answered.emit(field.value()))
        self._add(field, value, skip)
        self._first = field.text
        return field

    def _add(self, field: Field, value: str, skip: str) -> None:
        field.set_value(value)
        self.field = field
        self._box.addWidget(field)
        go = PlainButton(self.tr("Next"), f"{self._prefix}next")
        go.clicked.connect(lambda: self.answered.emit(field.value()))
        without = PlainButton(skip, f"{self._prefix}skip").break_lines()
        without.clicked.connect(lambda: self.answered.emit(""))
        buttons = Flow()
        buttons.add(go)
        buttons.add(without)
        self._box.addSpacing(GAP - SMALL)
        self._box.addWidget(buttons)

    def begin(self) -> None:
        """Put the focus where the answer is given."""
        if self._first is not None:
            self._first.setFocus()
