"""Who is signed in at a provider's page: the line in the form, in place of a password."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mailadmin.ui import offer_words
from mailadmin.ui.theme import SMALL, Tone
from mailadmin.ui.widgets.buttons import PlainButton
from mailadmin.ui.widgets.flow import Flow
from mailadmin.ui.widgets.state import StateIcon
from mailadmin.ui.widgets.text import Text


class SignInLine(QWidget):
    """One server's line. ``section`` starts the object names of its parts.

    ``whose`` is what the server is called, for whoever hears the buttons and does not see them.
    """

    sign_in_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(self, section: str, whose: str) -> None:
        super().__init__()
        self._whose = whose
        self._signed_out = False
        self._icon = StateIcon()
        self._text = Text()
        self._text.setObjectName(f"{section}_signed_in")
        self._in = PlainButton("", f"{section}_sign_in")
        self._out = PlainButton(self.tr("Sign out"), f"{section}_sign_out")
        self._buttons = Flow()
        self._buttons.add(self._in)
        self._buttons.add(self._out)
        line = QHBoxLayout()
        line.setSpacing(SMALL)
        line.addWidget(self._icon)
        line.addWidget(self._text, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(SMALL)
        box.addLayout(line)
        box.addWidget(self._buttons)
        self._in.clicked.connect(self.sign_in_wanted)
        self._out.clicked.connect(self.sign_out_wanted)
        self.setVisible(False)

    def remember_signing_out(self, signed_out: bool) -> None:
        """Whether the user has just signed out here: then it says so, until somebody signs in."""
        self._signed_out = signed_out

    def show_state(self, name: str, user: str | None, problem: str = "") -> None:
        """Say who is signed in at the page of ``name``; ``None`` for nobody, empty for somebody.

        Without a name nobody knows which page that would be. ``problem`` is what has to be put
        right before anybody can sign in there, empty for nothing.
        """
        if user is not None:
            self._signed_out = False
        if not name:
            self._look("info", self.tr("It is not known at whose page to sign in for this server."))
        elif user is None and problem:
            sentence = self.tr("To sign in, put this right first: {problem}")
            self._look("warning", sentence.format(problem=problem))
        elif user is None and self._signed_out:
            self._look("waiting", self.tr("You are signed out."))
        elif user is None:
            self._look("waiting", self.tr("Not signed in yet."))
        elif user:
            self._look("ok", self.tr("Signed in as {user}.").format(user=user))
        else:
            self._look("ok", self.tr("Signed in at {name}.").format(name=name))
        signed_in = user is not None and bool(name)
        label = self.tr("Sign in again") if signed_in else offer_words.sign_in_with(name)
        self._in.setText(label)
        self._in.setAccessibleName(self.tr("{0}: {1}").format(label, self._whose))
        self._out.setAccessibleName(self.tr("{0}: {1}").format(self._out.text(), self._whose))
        self._in.setVisible(bool(name))
        self._out.setVisible(signed_in)
        self._buttons.refresh()

    def _look(self, icon: str, sentence: str) -> None:
        tone = {"ok": Tone.OK, "info": Tone.INFO, "warning": Tone.WARNING}.get(icon, Tone.QUIET)
        self._icon.set_state(icon, tone, sentence)
        self._text.setText(sentence)
