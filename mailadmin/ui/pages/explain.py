"""Explain an error: a text of any other program goes in, the cause and what to do come out."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.core import blocking
from mailadmin.core.forms.host import HostRead, read_host
from mailadmin.ui import words
from mailadmin.ui.announce import announce
from mailadmin.ui.desk import Desk
from mailadmin.ui.theme import GAP, TINY, Tone
from mailadmin.ui.widgets.block import Block
from mailadmin.ui.widgets.buttons import PlainButton, PrimaryButton
from mailadmin.ui.widgets.card import Card
from mailadmin.ui.widgets.disclosure import Disclosure
from mailadmin.ui.widgets.error_text import ErrorTextField
from mailadmin.ui.widgets.explanation import ExplanationView
from mailadmin.ui.widgets.form import ChoiceField, FieldGrid, Section, TextField
from mailadmin.ui.widgets.leaving import let_go
from mailadmin.ui.widgets.page import Page
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Role, Text

if TYPE_CHECKING:
    from mailadmin.core.diagnosis import Diagnosis

LIMIT: Final = 10.0
"""Seconds that an explanation may take; it takes milliseconds."""


class ExplainPage(Page):
    """The text, what else is known of it, and the explanation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("")
        self.title.setText(self.tr("Explain an error"))
        self._desk = desk
        self._error = ErrorTextField(self.tr("Error message"), "explain_text")
        self._error.text.file_dropped.connect(self._take_file)
        self._server = TextField(self.tr("Server of the error"), "explain_server")
        self._port = TextField(self.tr("Port of the error"), "explain_port")
        self._security = ChoiceField(
            self.tr("Security used"), "explain_security", [("", self.tr("I don't know")), *_ways()]
        )
        self._stage = ChoiceField(
            self.tr("Where it happened"),
            "explain_stage",
            [("", self.tr("I don't know")), *_places()],
        )
        self._explain = PrimaryButton(self.tr("Explain"), "explain")
        self._explain.clicked.connect(self.explain)
        self._result = QVBoxLayout()
        self._shown: QWidget | None = None
        keys = QShortcut(QKeySequence("Ctrl+Return"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.explain)
        self._build()

    def _build(self) -> None:
        hint = self.tr(
            "Paste an error message of any mail program, or a message that came back. "
            "Nothing leaves this computer."
        )
        section = Section(self.tr("What does it say?"), hint)
        section.body.addWidget(self._error)
        section.body.addWidget(
            Disclosure(self.tr("What else do you know?"), "explain_more", self._make_more)
        )
        section.body.addWidget(self._explain, 0, Qt.AlignmentFlag.AlignLeft)
        card = Card()
        card.body.addWidget(section)
        self.body.addWidget(card)
        self.body.addLayout(self._result)
        self.body.addStretch(1)

    def _make_more(self) -> QWidget:
        return FieldGrid(
            [[(self._server, 8), (self._port, 4)], [(self._security, 6), (self._stage, 6)]]
        )

    def entered(self) -> None:
        """Begin with the text."""
        if not self._error.value():
            self._error.text.setFocus()

    def _take_file(self, path: str) -> None:
        self._desk.tasks.start(
            self._error.read_file(Path(path)), name="reading an error from a file"
        )

    def explain(self) -> None:
        """Explain what stands there. One text at a time: the keys would not wait for the button."""
        if not self._explain.isEnabled():
            return
        self._error.show_problem("")
        if not self._error.value().strip():
            self._error.show_problem(self.tr("There is no text yet. Paste the error message."))
            self._error.text.setFocus()
            return
        known = self._known()
        if known is not None:
            self._explain.setEnabled(False)
            self._desk.tasks.start(self._work(known), name="explaining an error")

    def _known(self) -> tuple[str | None, int | None] | None:
        """Server and port, read as forgivingly as in the settings; None if one is wrong."""
        self._server.show_problem("")
        self._port.show_problem("")
        server, port = self._server.value().strip(), self._port.value().strip()
        host: str | None = None
        if server:
            place = read_host(server)
            if not isinstance(place, HostRead):
                self._server.show_problem(words.say(place))
                return None
            host, port = place.host, port or place.port
        if port and not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
            self._port.show_problem(self.tr("A port is a number from 1 to 65535."))
            return None
        return host, int(port) if port else None

    async def _work(self, known: tuple[str | None, int | None]) -> None:
        from mailadmin.core.diagnosis import diagnose

        host, port = known
        work = partial(
            diagnose,
            self._error.value(),
            server=host,
            port=port,
            security=self._security.value() or None,
            stage=self._stage.value() or None,
            translate=words.translate_fix,
            today=datetime.now(UTC).date(),
        )
        try:
            self._show(await blocking.run(work, limit=LIMIT))
        except TimeoutError:
            self._error.show_problem(
                self.tr("This text takes too long to read. Paste only the part with the error.")
            )
        finally:
            self._explain.setEnabled(True)

    def _show(self, found: "Diagnosis") -> None:
        if self._shown is not None:
            self._result.removeWidget(self._shown)
            let_go(self._shown)
        tone = Tone.FAILED if found.known else Tone.WARNING
        card = Card(tone)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        icon = StateIcon(1.5)
        state = "failed" if found.known else "unknown"
        known = self.tr("Explained") if found.known else self.tr("Could not be found out")
        icon.set_state(state, tone, known)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        sentences = QVBoxLayout()
        sentences.setSpacing(TINY)
        title = Text(found.title, Role.HEADING)
        title.setObjectName("explain_title")
        sentences.addWidget(title)
        if found.known:
            sure = Text(words.how_sure(found.confidence or 0.0), Role.QUIET)
            sure.setObjectName("explain_sure")
            sentences.addWidget(sure)
        head.addLayout(sentences, 1)
        card.body.addLayout(head)
        card.body.addWidget(ExplanationView(found, "explain_"))
        said = Disclosure(
            self.tr("What the server said"),
            "explain_server_said",
            lambda: Block(found.reply, self.tr("What the server said")),
        )
        card.body.addWidget(said)
        copy = PlainButton(self.tr("Copy for support"), "explain_copy_for_support", "copy")
        copy.clicked.connect(partial(self._copy, found))
        card.body.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        self._result.addWidget(card)
        self._shown = card
        self.bring_into_view(card)
        announce(card, found.title, urgent=True)

    def _copy(self, found: "Diagnosis") -> None:
        from mailadmin.core.report_text import diagnosis_text

        QGuiApplication.clipboard().setText(diagnosis_text(found))


def _ways() -> list[tuple[str, str]]:
    from mailadmin.core.account import Security

    return [
        (way.value, words.security_name(way))
        for way in (Security.TLS, Security.STARTTLS, Security.NONE)
    ]


def _places() -> list[tuple[str, str]]:
    """Where an error of another program may have happened: a stage, and its words."""
    say_it = QCoreApplication.translate
    return [
        ("net.connect", say_it("Words", "While connecting to the server")),
        ("tls.handshake", say_it("Words", "While the encryption began")),
        ("smtp.auth", say_it("Words", "While signing in")),
        ("smtp.recipient", say_it("Words", "While sending")),
        ("bounce", say_it("Words", "In a message that came back")),
        ("imap", say_it("Words", "While reading mail")),
        ("keyring", say_it("Words", "While saving a password")),
    ]
