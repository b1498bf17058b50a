"""Form rows: every field passes through here and gets its label, its names and its problem line.

The label stands above the editor, so long words of any language fit; it is the editor's buddy and
its accessible name. What is wrong stands right below, for the eye and for assistive technology.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mailadmin.ui.announce import announce
from mailadmin.ui.theme import GAP, SMALL, TINY, Tone
from mailadmin.ui.widgets.buttons import IconButton
from mailadmin.ui.widgets.choice import Choice
from mailadmin.ui.widgets.text import Role, Text, one_line


class Field(QWidget):
    """A label, an editor and room for one sentence about what is wrong with the value."""

    edited = Signal(str)
    """The user changed the value; carries the field's name."""
    left = Signal(str)
    """The user is done with the field; carries its name."""

    def __init__(self, label: str, name: str, editor: QWidget) -> None:
        super().__init__()
        self.name = name
        self.editor = editor
        editor.setObjectName(name)
        editor.setAccessibleName(label)
        editor.setAccessibleIdentifier(name)
        self.label = QLabel(label)
        self.label.setBuddy(editor)
        self.line = QHBoxLayout()
        self.line.setSpacing(TINY)
        self.line.addWidget(editor, 1)
        self._problem = Text("", Role.QUIET, tone=Tone.FAILED)
        self._problem.setVisible(False)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(TINY)
        self._column.addWidget(self.label)
        self._column.addLayout(self.line)
        self._column.addWidget(self._problem)
        self._column.addStretch(1)

    def put_label_beside(self, width: int) -> None:
        """Move the label to the left of the editor, where space above is short."""
        self._column.removeWidget(self.label)
        self.label.setFixedWidth(width)
        self.line.insertWidget(0, self.label)
        self._problem.setContentsMargins(width + TINY, 0, 0, 0)

    def value(self) -> str:
        """What the user has typed or chosen."""
        raise NotImplementedError

    def set_value(self, value: str) -> None:
        """Show a value; nobody hears of it."""
        raise NotImplementedError

    def show_problem(self, text: str) -> None:
        """Say what is wrong beside the field; an empty text takes it back."""
        if text == self.problem():
            return
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.editor.setAccessibleDescription(text)
        if text:
            announce(self.editor, text)

    def problem(self) -> str:
        """The sentence that stands below the field now."""
        return self._problem.text()


class TextField(Field):
    """One line of text."""

    def __init__(self, label: str, name: str, placeholder: str = "") -> None:
        self._edit = QLineEdit()
        super().__init__(label, name, self._edit)
        self._edit.setPlaceholderText(placeholder)
        self._edit.setTextMargins(TINY, 0, TINY, 0)
        self._edit.setMinimumHeight(self._edit.fontMetrics().height() + 14)
        self._showing = False
        self._edit.textChanged.connect(self._text_changed)
        self._edit.editingFinished.connect(lambda: self.left.emit(self.name))

    def value(self) -> str:
        """What stands in the field, as typed."""
        return self._edit.text()

    def set_value(self, value: str) -> None:
        """Show a value, unless it is there already (the cursor stays where it is)."""
        if value != self._edit.text():
            self._showing = True
            self._edit.setText(value)
            self._showing = False

    def _text_changed(self) -> None:
        if self._showing:
            return
        self.edited.emit(self.name)
        if not self._edit.hasFocus():
            # Assistive technology writes without entering the field, so nobody will leave it.
            self.left.emit(self.name)

    def set_placeholder(self, text: str) -> None:
        """Say in grey what belongs here or what is kept already."""
        self._edit.setPlaceholderText(text)

    def line_edit(self) -> QLineEdit:
        """The editor itself."""
        return self._edit


class PasswordField(TextField):
    """A password, hidden until the user wants to see what they type."""

    def __init__(self, label: str, name: str) -> None:
        super().__init__(label, name)
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self._edit.setInputMethodHints(hints | Qt.InputMethodHint.ImhNoAutoUppercase)
        self._eye = IconButton("eye", self.tr("Show what is typed"), f"{name}_show")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._reveal)
        self.line.addWidget(self._eye)

    def set_value(self, value: str) -> None:
        """Show a value, hidden."""
        self._eye.setChecked(False)
        super().set_value(value)

    def _reveal(self, visible: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if visible else QLineEdit.EchoMode.Password
        self._edit.setEchoMode(mode)
        self._eye.set_icon("eye-off" if visible else "eye")


class ChoiceField(Field):
    """One of a few values; ``choices`` are pairs of value and visible words."""

    def __init__(self, label: str, name: str, choices: Sequence[tuple[str, str]]) -> None:
        self._box = Choice()
        super().__init__(label, name, self._box)
        self.put_choices(choices)
        self._box.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._box.setMinimumContentsLength(12)
        self._box.setMinimumHeight(self._box.fontMetrics().height() + 14)
        self._box.activated.connect(self._activated)

    def _activated(self) -> None:
        self.edited.emit(self.name)
        self.left.emit(self.name)

    def put_choices(self, choices: Iterable[tuple[str, str]]) -> None:
        """Offer these instead; the first one is chosen."""
        self._box.clear()
        for value, words in choices:
            self._box.addItem(words, value)

    def set_words(self, value: str, words: str) -> None:
        """Call a value otherwise."""
        index = self._box.findData(value)
        if index >= 0 and self._box.itemText(index) != words:
            self._box.setItemText(index, words)

    def value(self) -> str:
        """The chosen value, not its words."""
        return str(self._box.currentData())

    def set_value(self, value: str) -> None:
        """Choose a value; one that is not on the list changes nothing."""
        index = self._box.findData(value)
        if index >= 0:
            self._box.setCurrentIndex(index)


def narrow(field: Field) -> QHBoxLayout:
    """A line with a field for an address or a password, no wider than those are.

    The line asks for the height that its sentence needs at this width. A layout that stacks asks
    for the height at the width of the page, at which the sentence may have one line less.
    """
    field.setMaximumWidth(field.fontMetrics().averageCharWidth() * 52)
    line = QHBoxLayout()
    line.addWidget(field, 1)
    line.addStretch()
    return line


COLUMNS = 12


class FieldGrid(QWidget):
    """Fields side by side where the width allows it, one below the other where it does not.

    ``rows`` holds pairs of a field and how many of twelve columns it takes.
    """

    def __init__(self, rows: Sequence[Sequence[tuple[QWidget, int]]]) -> None:
        super().__init__()
        self._rows = rows
        self._wide: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP)
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        self._arrange(wide=True)

    def _arrange(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        line = 0
        for row in self._rows:
            column = 0
            for field, span in row:
                self._grid.removeWidget(field)
                if wide:
                    self._grid.addWidget(field, line, column, 1, span)
                    column += span
                else:
                    self._grid.addWidget(field, line, 0, 1, COLUMNS)
                    line += 1
            line += 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement that fits."""
        super().resizeEvent(event)
        self._arrange(wide=self.width() >= self.fontMetrics().averageCharWidth() * 72)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the widest single field, since the fields can stand in one column."""
        widths = [field.minimumSizeHint().width() for row in self._rows for field, _ in row]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())


class Section(QWidget):
    """A heading, a quiet sentence that says what it is for, and what belongs to it."""

    def __init__(self, title: str, hint: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(GAP)
        self.head = QHBoxLayout()
        self.head.setSpacing(SMALL)
        self.heading = one_line(Text(title, Role.HEADING))
        self.head.addWidget(self.heading)
        self.head.addStretch(1)
        self.body.addLayout(self.head)
        if hint:
            self.body.addWidget(Text(hint, Role.QUIET))
