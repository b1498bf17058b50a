"""Before sending: what filters would dislike in the message, in the composer's own window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core.finding import Finding, Status
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.theme import GAP, SMALL, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.finding_view import FindingsView
from mailadmin.ui.widgets.leaving import let_go
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text


class ContentPanel(Card):
    """The remarks about a message that is still being written, and a way to put them away."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon = StateIcon()
        self._title = Text("", Role.STRONG)
        self._title.setObjectName("compose_content")
        close = PlainButton(self.tr("Close the check"), "compose_check_close")
        close.clicked.connect(self.closed)
        head = QHBoxLayout()
        head.setSpacing(SMALL)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        self.body.addWidget(
            Text(
                self.tr(
                    "Every receiver decides by itself, so no check can promise the Inbox. "
                    "The message was not sent."
                ),
                Role.QUIET,
            )
        )
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GAP)
        self.body.addLayout(self._rows)
        self._shown: QWidget | None = None

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found, and say it."""
        self.clear()
        count = sum(one.status in (Status.FAILED, Status.WARNING) for one in findings)
        if count:
            self._icon.set_state("warning", Tone.WARNING, words.status_word(Status.WARNING))
            title = words.dislikes(count)
        else:
            self._icon.set_state("ok", Tone.OK, words.status_word(Status.OK))
            title = self.tr("Nothing was found that filters dislike.")
        self._title.setText(title)
        # That nothing was found is the title already.
        rows = [one for one in findings if one.verdict.id != "message.content.ok"]
        if rows:
            self._shown = FindingsView(rows, "compose_content_", named=True)
            self._rows.addWidget(self._shown)
        announce(self, title)

    def clear(self) -> None:
        """Forget what was found."""
        if self._shown is not None:
            let_go(self._shown)
            self._shown = None
