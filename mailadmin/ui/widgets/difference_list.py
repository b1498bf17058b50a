"""What has changed between two tests: a line for each check that sees something else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mailadmin.ui import words
from mailadmin.ui.theme import SMALL, TINY
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.history.comparison import Difference


class DifferenceList(QWidget):
    """The differences one below the other; facts are quoted as they were seen."""

    def __init__(self, differences: "Sequence[Difference]") -> None:
        super().__init__()
        from mailadmin.core.history.words import told

        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(TINY)
        for number, difference in enumerate(differences):
            if number:
                box.addSpacing(SMALL)
            said = told(difference, words.translate)
            name = words.stage_name(difference.check)
            title = self.tr("{check}: {what}").format(check=name, what=said.title)
            box.addWidget(Text(title, Role.STRONG))
            for line in said.lines:
                box.addWidget(Text(line))
